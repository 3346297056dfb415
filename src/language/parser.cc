#include "language/parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "language/items.h"
#include "language/keywords.h"
#include "language/layout.h"
#include "language/reader.h"

namespace comity::language {

namespace {

using ItemReader = void (*)(Reader&, Clause, Items&);

// In the order of kItems.
constexpr std::array<ItemReader, kItems.size()> kItemReaders{
    read_kinds,          read_scale,     read_name,    read_sentence,
    read_reading,        read_positions, read_parties, read_group,
    read_regional_group, read_list,      read_rule,    read_never,
    read_not_encoded,    read_question,  read_example, read_case,
    read_exhibit,        read_fact,      read_act,     read_duty,
    read_access,         read_status,    read_count,   read_sum,
    read_earliest,       read_latest,    read_nth,     read_table,
    read_algorithm,      read_calendar,  read_place,   read_language,
    read_translations};

// ---- blocks -------------------------------------------------------------------------------------

bool read_item(Reader& reader, Clause clause, Items& items) {
  for (std::size_t i = 0; i < kItems.size(); ++i) {
    if (!reader.take(clause.rest, kItems[i])) continue;
    kItemReaders[i](reader, clause, items);
    return true;
  }
  return false;
}

// A clause that begins with no item keyword.
void report_unknown_item(Reader& reader, const Clause& clause) {
  const std::string_view known = keyword_of(reader.view(clause.rest));
  if (known.empty()) {
    return reader.unknown_item(clause, kItems, "the language",
                               "a block holds lines like `rule`, `sentence`, `reading`, `fact`");
  }
  reader.error(clause.rest, "clause-out-of-place",
               "`" + std::string(known) + "` cannot stand at the left edge of a block",
               "indent it under the line to which it belongs");
}

void read_block(Reader& reader, const Block& block, Items& items) {
  reader.set_quiet(!block.close);
  bool strayed = false;  // of a run of clauses that lost their indentation one is reported
  for (const LineId id : block.clauses) {
    const auto clause = reader.clause(id);
    if (!clause) continue;
    const bool known = read_item(reader, *clause, items);
    const bool stray = !known && !keyword_of(reader.view(clause->rest)).empty();
    if (!known && !(stray && strayed)) report_unknown_item(reader, *clause);
    strayed = stray;
  }
  reader.set_quiet(false);
}

// ---- section keys -------------------------------------------------------------------------------

constexpr std::array<std::string_view, 9> kKeys{"source",
                                                "weight",
                                                "text of",
                                                "in force from",
                                                "in force until",
                                                "applies to facts from",
                                                "applies to facts until",
                                                "confirmed",
                                                "rank"};

class KeyReader {
 public:
  KeyReader(Reader& reader, SectionKeys& keys) : reader_(reader), keys_(keys) {}

  // `span` is one bullet with the lines that continue it.
  void read(Span span) {
    ++span.begin;  // the bullet
    Span rest = trim(reader_.source(), span);
    const auto written = reader_.before_colon(rest, "the key");
    if (!written) return;
    const std::string key = squeeze(reader_.view(*written));
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) return unknown(*written);
    if (!first_of_its_kind(reader_, seen_, key, *written)) return;
    const auto value = reader_.words(rest, "what `" + key + "` is");
    if (value) set(key, *value);
  }

 private:
  void unknown(Span key) {
    const std::string near = reader_.nearest(reader_.view(key), kKeys);
    reader_.error(key, "unknown-key",
                  "`" + std::string(reader_.view(key)) + "` is no key of a section",
                  near.empty() ? "a list right under a heading holds keys; put a line of prose "
                                 "before a list that is none"
                               : near);
  }

  void set(std::string_view key, const Text& value) {
    if (key == "source") keys_.source = value;
    if (key == "weight") keys_.weight = value;
    if (key == "rank") keys_.rank = value;
    if (key == "text of") date(keys_.text_of, value);
    if (key == "in force from") date(keys_.in_force_from, value);
    if (key == "in force until") date(keys_.in_force_until, value);
    if (key == "applies to facts from") date(keys_.applies_from, value);
    if (key == "applies to facts until") date(keys_.applies_until, value);
    if (key == "confirmed") yes_or_no(keys_.confirmed, value);
  }

  void date(std::optional<Date>& into, const Text& value) {
    if (const auto read = reader_.date(value.span)) into = *read;
  }

  void yes_or_no(std::optional<bool>& into, const Text& value) {
    if (value.text == "yes" || value.text == "no") {
      into = value.text == "yes";
    } else {
      reader_.error(value.span, "bad-value", "`confirmed` is `yes` or `no`");
    }
  }

  Reader& reader_;
  SectionKeys& keys_;
  std::vector<std::string> seen_;
};

void read_keys(Reader& reader, const SectionLayout& section, SectionKeys& keys) {
  KeyReader key_reader(reader, keys);
  const auto& lines = reader.layout().lines;
  for (LineId i = section.begin; i < section.end;) {
    if (lines[i].kind != Line::Kind::key) {
      ++i;
      continue;
    }
    Span bullet = lines[i++].span;
    const auto continues = [&](LineId id) {
      return id < section.end && lines[id].kind == Line::Kind::key &&
             text::is_space(reader.view(lines[id].span).front());
    };
    while (continues(i)) bullet = bullet.to(lines[i++].span);
    key_reader.read(trim(reader.source(), bullet));
  }
}

std::string read_prose(const Layout& layout, const SectionLayout& section) {
  std::string prose;
  for (LineId i = section.begin; i < section.end; ++i) {
    const Line& line = layout.lines[i];
    if (line.kind == Line::Kind::prose) prose += layout.source->text(line.span);
  }
  return prose;
}

}  // namespace

Document parse(SourcePtr source, Diagnostics& diagnostics) {
  const Layout layout = lay_out(source, diagnostics);
  Reader reader(layout, diagnostics);
  Document document{.source = std::move(source), .sections = {}};
  for (const SectionLayout& from : layout.sections) {
    Section section;
    section.level = from.level;
    section.parent = from.parent;
    section.heading = reader.text(from.title);
    if (from.parent) section.keys = document.sections[*from.parent].keys;
    read_keys(reader, from, section.keys);
    section.prose = read_prose(layout, from);
    for (const Block& block : from.blocks) read_block(reader, block, section.items);
    document.sections.push_back(std::move(section));
  }
  return document;
}

}  // namespace comity::language
