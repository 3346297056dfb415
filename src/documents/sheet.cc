#include "documents/sheet.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "documents/html_style.h"
#include "documents/html_writer.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

constexpr size_t kColumnsMin = 40;
constexpr size_t kIndent = 2;
constexpr size_t kGap = 2;       // between the columns of a table
constexpr size_t kTermMax = 30;  // longer terms do not widen the column of the others

// ---- text ---------------------------------------------------------------------------------------

class TextSheet {
 public:
  explicit TextSheet(size_t columns) : columns_(std::max(columns, kColumnsMin)) {}

  std::string write(const Sheet& sheet) {
    put("", sheet.title + " (" + sheet.nature + ")", 0);
    for (const Sheet::Block& block : sheet.blocks) std::visit(*this, block);
    return std::move(out_);
  }

  void operator()(const SheetHeading& heading) {
    out_ += '\n';
    put("", heading.minor ? heading.words : text::upper_ascii(heading.words), 0);
  }
  void operator()(const SheetLine& line) { put("", line.words, kIndent); }
  void operator()(const SheetPoints& list) {
    for (const std::string& point : list.points) put("- ", point, kIndent);
  }
  void operator()(const SheetEntries& list) {
    size_t widest = 0;
    for (const auto& [term, words] : list.entries) {
      widest = std::max(widest, std::min(text::display_width(term), kTermMax));
    }
    for (const auto& [term, words] : list.entries) {
      const size_t width = text::display_width(term);
      const size_t space = widest > width ? widest - width : 0;
      put(term + std::string(space + kGap, ' '), words, kIndent);
    }
  }
  void operator()(const SheetTable& table) {
    const auto widths = widths_of(table);
    if (std::accumulate(widths.begin(), widths.end(), gaps(widths)) > columns_) return stack(table);
    row(table.columns, widths);
    std::vector<std::string> rule;
    for (const size_t width : widths) rule.emplace_back(width, '-');
    row(rule, widths);
    for (const auto& cells : table.rows) row(cells, widths);
  }

 private:
  // The label, and the words beside it; further lines stand under the words.
  void put(const std::string& label, const std::string& words, size_t indent) {
    const std::string wrapped = text::wrap(words, columns_ - indent, text::display_width(label));
    bool first = true;
    for (const std::string_view line : text::split_lines(wrapped)) {
      out_ += std::string(indent, ' ') + (first ? label : "") + std::string(line) + '\n';
      first = false;
    }
  }

  static size_t gaps(const std::vector<size_t>& widths) {
    return kGap * (widths.size() - 1) + kIndent;
  }

  static size_t longest_word(const std::string& words) {
    size_t longest = 0;
    for (const std::string_view word : text::split_words(words)) {
      longest = std::max(longest, text::display_width(word));
    }
    return longest;
  }

  // As wide as the widest cell, the widest columns made narrower until the row fits; none narrower
  // than its longest word.
  std::vector<size_t> widths_of(const SheetTable& table) const {
    std::vector<size_t> widths, least;
    for (const std::string& column : table.columns) {
      widths.push_back(text::display_width(column));
      least.push_back(longest_word(column));
    }
    for (const auto& cells : table.rows) {
      for (size_t i = 0; i < cells.size(); ++i) {
        widths[i] = std::max(widths[i], text::display_width(cells[i]));
        least[i] = std::max(least[i], longest_word(cells[i]));
      }
    }
    while (std::accumulate(widths.begin(), widths.end(), gaps(widths)) > columns_) {
      size_t widest = widths.size();
      for (size_t i = 0; i < widths.size(); ++i) {
        if (widths[i] == least[i]) continue;
        if (widest == widths.size() || widths[i] > widths[widest]) widest = i;
      }
      if (widest == widths.size()) break;
      --widths[widest];
    }
    return widths;
  }

  // Too wide for a table: each row on its own, its cells by the name of their column.
  void stack(const SheetTable& table) {
    for (const auto& cells : table.rows) {
      std::vector<std::string> parts;
      for (size_t i = 1; i < cells.size(); ++i) {
        if (!cells[i].empty()) parts.push_back(table.columns[i] + ": " + cells[i]);
      }
      put("", cells.front(), kIndent);
      put("  ", text::join(parts, "; "), kIndent);
    }
  }

  void row(const std::vector<std::string>& cells, const std::vector<size_t>& widths) {
    std::vector<std::string> wrapped;
    std::vector<std::vector<std::string_view>> lines;
    size_t height = 1;
    for (size_t i = 0; i < cells.size(); ++i) wrapped.push_back(text::wrap(cells[i], widths[i]));
    for (const std::string& cell : wrapped) {
      lines.push_back(text::split_lines(cell));
      height = std::max(height, lines.back().size());
    }
    for (size_t line = 0; line < height; ++line) {
      std::string printed(kIndent, ' ');
      for (size_t i = 0; i < cells.size(); ++i) {
        const std::string_view part = line < lines[i].size() ? lines[i][line] : "";
        const size_t width = text::display_width(part);
        printed += part;
        printed += std::string(std::max(widths[i], width) - width + kGap, ' ');
      }
      printed.erase(printed.find_last_not_of(' ') + 1);
      out_ += printed + '\n';
    }
  }

  size_t columns_;
  std::string out_;
};

// ---- HTML ---------------------------------------------------------------------------------------

class HtmlSheet {
 public:
  std::string write(const Sheet& sheet) {
    out_.open_document(sheet.title + ": " + sheet.nature, kStyle);
    out_.open("body");
    out_.element("a", "To the text", {{"class", "skip"}, {"href", "#text"}});
    out_.open("header");
    out_.element("p", sheet.nature, {{"class", "eyebrow"}});
    out_.element("h1", sheet.title, {{"dir", "auto"}});
    out_.close();
    out_.open("main", {{"id", "text"}});
    for (const Sheet::Block& block : sheet.blocks) std::visit(*this, block);
    if (in_section_) out_.close();
    out_.close();
    out_.open("footer");
    out_.element("p", kWithoutPrejudice, {{"class", "quiet"}});
    out_.close();
    out_.close();
    out_.close();
    return out_.take();
  }

  void operator()(const SheetHeading& heading) {
    if (heading.minor) return out_.element("h3", heading.words, {{"dir", "auto"}});
    if (in_section_) out_.close();
    in_section_ = true;
    out_.open_section(heading.words);
  }
  void operator()(const SheetLine& line) {
    HtmlWriter::Attributes attributes{{"dir", "auto"}};
    if (line.quiet) attributes.emplace_back("class", "quiet");
    out_.element("p", line.words, attributes);
  }
  void operator()(const SheetPoints& list) {
    out_.open("ul", {{"class", "plain"}});
    for (const std::string& point : list.points) out_.element("li", point, {{"dir", "auto"}});
    out_.close();
  }
  void operator()(const SheetEntries& list) {
    out_.open("dl", {{"class", "facts"}});
    for (const auto& [term, words] : list.entries) {
      out_.element("dt", term);
      out_.element("dd", words, {{"dir", "auto"}});
    }
    out_.close();
  }
  void operator()(const SheetTable& table) {
    out_.table(table.columns, {}, [&] {
      for (const auto& cells : table.rows) {
        out_.open("tr");
        for (size_t i = 0; i < cells.size(); ++i) {
          if (i == 0) {
            out_.element("th", cells[i], {{"scope", "row"}, {"dir", "auto"}});
          } else {
            out_.element("td", cells[i], {{"dir", "auto"}});
          }
        }
        out_.close();
      }
    });
  }

 private:
  HtmlWriter out_;
  bool in_section_ = false;
};

}  // namespace

void Sheet::points(std::vector<std::string> points) {
  if (!points.empty()) blocks.emplace_back(SheetPoints{std::move(points)});
}

void Sheet::entries(std::vector<std::pair<std::string, std::string>> entries) {
  std::erase_if(entries, [](const auto& entry) { return entry.second.empty(); });
  if (!entries.empty()) blocks.emplace_back(SheetEntries{std::move(entries)});
}

std::string to_text(const Sheet& sheet, size_t columns) { return TextSheet(columns).write(sheet); }

std::string to_html(const Sheet& sheet) { return HtmlSheet().write(sheet); }

std::string written(const Sheet& sheet, std::string_view format, size_t columns) {
  return format == "html" ? to_html(sheet) : to_text(sheet, columns);
}

}  // namespace comity::documents
