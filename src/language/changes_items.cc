// What is compared as text: examples, passages, what must never follow, and every kind of item that
// has no comparison of its own.
#include <algorithm>

#include "base/text.h"
#include "language/change_list.h"
#include "language/keywords.h"
#include "language/layout.h"
#include "language/scan.h"

namespace comity::language {

namespace {

// Compared by their meaning, in changes.cc and changes_rules.cc.
constexpr std::array<std::string_view, 11> kByMeaning{
    "kinds",   "scale", "name",     "sentence", "reading",          "positions on",
    "parties", "rule",  "question", "language", "translations into"};

// One item as it stands: its first line, and all its lines with one space between words.
struct TextItem {
  std::string title, lines, place;
  bool in_register = false;
  friend bool operator==(const TextItem& a, const TextItem& b) { return a.lines == b.lines; }
};

void add_lines(const Layout& layout, LineId id, std::string& lines) {
  const Line& line = layout.lines[id];
  lines += std::string(line.depth, ' ') + squeeze(layout.source->text(line.body)) + "\n";
  for (const LineId child : line.children) add_lines(layout, child, lines);
}

// An example is known by its title, whatever else stands on its line.
std::string title_of(const std::string& first_line) {
  const size_t close = first_line.rfind('"');
  return close == std::string::npos ? first_line : first_line.substr(0, close + 1);
}

std::vector<TextItem> text_items(const Law& law) {
  std::vector<TextItem> items;
  for (const Document& document : law.documents) {
    Diagnostics unused;
    const Layout layout = lay_out(document.source, unused);
    for (const SectionLayout& section : layout.sections) {
      for (const Block& block : section.blocks) {
        for (const LineId id : block.clauses) {
          const std::string first = squeeze(layout.source->text(layout.lines[id].body));
          const std::string_view keyword = keyword_of(first);
          if (std::find(kByMeaning.begin(), kByMeaning.end(), keyword) != kByMeaning.end())
            continue;
          TextItem item{.title = title_of(first), .lines = {}, .place = {}};
          item.in_register =
              std::find(kRegisterLaw.begin(), kRegisterLaw.end(), keyword) != kRegisterLaw.end();
          add_lines(layout, id, item.lines);
          item.place = document.source->name() + ":" +
                       std::to_string(document.source->position(layout.lines[id].body.begin).line);
          items.push_back(std::move(item));
        }
      }
    }
  }
  return items;
}

std::set<std::string> lines_of(const TextItem& item) {
  std::set<std::string> lines;
  for (const std::string_view line : text::split_lines(item.lines)) {
    lines.emplace(text::trim(line));
  }
  return lines;
}

}  // namespace

void compare_other_items(const Law& before, const Law& after, Changes& out) {
  ChangeList list(out.changes);
  const auto add = [&](Change::Kind kind, const TextItem& item, const Details& details) {
    list.add(kind, item.title, item.place, details.words());
    out.register_law = out.register_law || item.in_register;
  };
  std::vector<TextItem> old_items = text_items(before);
  for (const TextItem& now : text_items(after)) {
    const auto find = [&](auto same) {
      return std::find_if(old_items.begin(), old_items.end(), same);
    };
    auto was = find([&](const TextItem& item) { return item == now; });
    if (was != old_items.end()) {
      old_items.erase(was);
      continue;
    }
    was = find([&](const TextItem& item) { return item.title == now.title; });
    if (was == old_items.end()) {
      add(Change::Kind::added, now, {});
      continue;
    }
    Details details;
    details.sets("line", lines_of(*was), lines_of(now));
    if (details.empty()) details.say("its lines are ordered otherwise");
    add(Change::Kind::changed, now, details);
    old_items.erase(was);
  }
  for (const TextItem& was : old_items) add(Change::Kind::removed, was, {});
}

}  // namespace comity::language
