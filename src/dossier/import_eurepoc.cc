#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "dossier/csv.h"
#include "dossier/importers.h"

namespace comity::dossier {

namespace {

// Whole texts: never parted at a semicolon.
constexpr std::array<std::string_view, 5> kTexts{"ID", "name", "description", "start_date",
                                                 "end_date"};

// One value for each attribution of the incident, in the same order in all of them.
constexpr std::array<std::string_view, 10> kOfAttributions{"attribution_date",
                                                           "attribution_type",
                                                           "attribution_basis",
                                                           "attributing_actor",
                                                           "attribution_it_company",
                                                           "attributing_country",
                                                           "attributed_initiator",
                                                           "attributed_initiator_country",
                                                           "attributed_initiator_category",
                                                           "attributed_initiator_subcategory"};

template <size_t N>
bool among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// "a; b (c; d); " is "a", "b (c; d)" and "".
std::vector<std::string> parted(std::string_view text) {
  std::vector<std::string> parts(1);
  size_t depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && depth > 0) --depth;
    if (depth == 0 && text.substr(i, 2) == "; ") {
      parts.emplace_back();
      ++i;
    } else {
      parts.back() += text[i];
    }
  }
  return parts;
}

class PythonReader {
 public:
  explicit PythonReader(std::string_view text) : rest_(text) {}

  std::optional<std::vector<std::vector<std::string>>> read() {
    std::vector<std::vector<std::string>> lists;
    const bool read = list([&] {
      auto& inner = lists.emplace_back();
      return peek() == '[' ? list([&] { return quoted(inner.emplace_back()); })
                           : quoted(inner.emplace_back());
    });
    skip_space();
    if (!read || !rest_.empty()) return std::nullopt;
    return lists;
  }

 private:
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  void skip_space() {
    while (peek() == ' ') rest_.remove_prefix(1);
  }
  bool take(char c) {
    skip_space();
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    skip_space();
    return true;
  }

  template <class Item>
  bool list(Item item) {
    if (!take('[')) return false;
    if (take(']')) return true;
    do {
      if (!item()) return false;
    } while (take(','));
    return take(']');
  }

  bool quoted(std::string& out) {
    const char mark = peek();
    if (mark != '\'' && mark != '"') return false;
    rest_.remove_prefix(1);
    for (; !rest_.empty() && rest_.front() != mark; rest_.remove_prefix(1)) {
      if (rest_.front() != '\\') {
        out += rest_.front();
      } else if (rest_.starts_with("\\xa0")) {
        out += ' ';  // a no-break space
        rest_.remove_prefix(3);
      } else if (rest_.size() > 1) {
        rest_.remove_prefix(1);
        out += rest_.front();
      }
    }
    return take(mark);
  }

  std::string_view rest_;
};

class RowReader {
 public:
  RowReader(const CsvTable& table, const CsvRow& row, const Mapping& mapping)
      : table_(table), row_(row), mapping_(mapping) {}

  SourceRecord read(const std::string& place) {
    record_.id = cell("ID");
    record_.place = place;
    record_.title = cell("name");
    record_.description = cell("description");
    record_.date = cell("start_date");
    read_receivers();
    read_attributions();
    for (size_t c = 0; c < table_.columns.size(); ++c) {
      if (!done_.contains(table_.columns[c])) add(table_.columns[c], row_.fields[c]);
    }
    return std::move(record_);
  }

 private:
  std::string cell(std::string_view column) const {
    const auto c = table_.column(column);
    return c ? std::string(text::trim(row_.fields[*c])) : std::string();
  }

  void add(const std::string& field, const std::string& text) {
    if (among(kTexts, field)) {
      record_.values.push_back({field, text});
      return;
    }
    if (const auto lists = read_python_list(text)) {
      for (const auto& list : *lists) {
        for (const std::string& part : list) record_.values.push_back({field, part});
      }
      if (lists->empty()) record_.values.push_back({field, ""});
      return;
    }
    for (const std::string& part : parted(text)) record_.values.push_back({field, part});
  }

  // The columns receiver_… hold, for each country of receiver_country, a list of their own.
  void read_receivers() {
    const auto countries = read_python_list(cell("receiver_country"));
    if (!countries) return;
    std::vector<std::string> of_place;
    for (const auto& country : *countries) {
      const std::string name = country.empty() ? "" : country.front();
      record_.values.push_back({"receiver_country", name});
      of_place.push_back(is_used(mapping_, "receiver_country", name) ? name : "");
      const auto& known = record_.receivers;
      const bool fresh = std::find(known.begin(), known.end(), name) == known.end();
      if (!of_place.back().empty() && fresh) record_.receivers.push_back(name);
    }
    done_.insert("receiver_country");
    for (const std::string& column : table_.columns) {
      if (!column.starts_with("receiver_") || done_.contains(column)) continue;
      const auto lists = read_python_list(cell(column));
      if (!lists || lists->size() != of_place.size()) continue;
      for (size_t i = 0; i < lists->size(); ++i) {
        for (const std::string& part : (*lists)[i]) {
          record_.values.push_back({column, part, std::nullopt, of_place[i]});
        }
      }
      done_.insert(column);
    }
  }

  void read_attributions() {
    const size_t count = parted(cell("attribution_basis")).size();
    std::vector<std::pair<std::string, std::vector<std::string>>> columns;
    for (const std::string_view name : kOfAttributions) {
      const std::string text = cell(name);
      auto parts = parted(text);
      if (text.empty() || parts.size() != count) continue;
      columns.emplace_back(std::string(name), std::move(parts));
      done_.insert(std::string(name));
    }
    std::set<std::vector<std::string>> seen;  // the file repeats a row for each pair of values
    for (size_t i = 0; i < count; ++i) {
      std::map<std::string, std::string, std::less<>> attribution;
      std::vector<std::string> key;
      for (const auto& [name, parts] : columns) key.push_back(attribution[name] = parts[i]);
      if (columns.empty() || !seen.insert(key).second) continue;
      record_.allegations.push_back(allegation(attribution));
      for (const auto& [name, text] : attribution) {
        record_.values.push_back({name, text, record_.allegations.size() - 1});
      }
    }
  }

  Allegation allegation(const std::map<std::string, std::string, std::less<>>& values) const {
    const auto used = [&](std::string_view field) {
      const auto it = values.find(field);
      const bool counts = it != values.end() && is_used(mapping_, field, it->second);
      return counts ? it->second : std::string();
    };
    Allegation made{.initiator = initiator(values),
                    .initiator_state = used("attributed_initiator_country"),
                    .date = {}};
    if (const auto it = values.find("attribution_date"); it != values.end()) made.date = it->second;
    std::string actor = used("attributing_actor");
    if (actor.empty()) actor = used("attribution_it_company");
    const auto basis = values.find("attribution_basis");
    const auto speaker =
        speaker_of(mapping_, "attribution_basis", basis == values.end() ? "" : basis->second,
                   {{"<Attributing State>", {used("attributing_country"), "State"}},
                    {"<Attributing Actor>", {actor, "Body"}},
                    {"<Initiator>", {made.initiator, "Entity"}}});
    if (speaker) {
      made.speaker = speaker->name;
      made.speaker_kind = speaker->kind;
    }
    return made;
  }

  // Whoever the table takes for somebody: the line that makes a fact of the name.
  std::string initiator(const std::map<std::string, std::string, std::less<>>& values) const {
    const auto it = values.find("attributed_initiator");
    if (it == values.end()) return {};
    const auto lines = mapping_.find("attributed_initiator", it->second);
    const bool somebody = std::any_of(lines.begin(), lines.end(), [](const auto* line) {
      return line->becomes == Becomes::asserted;
    });
    return somebody ? it->second : std::string();
  }

  const CsvTable& table_;
  const CsvRow& row_;
  const Mapping& mapping_;
  SourceRecord record_;
  std::set<std::string, std::less<>> done_;
};

}  // namespace

std::optional<std::vector<std::vector<std::string>>> read_python_list(std::string_view text) {
  return PythonReader(text::trim(text)).read();
}

std::optional<Import> import_eurepoc(const SourcePtr& file, const Mapping& mapping,
                                     Diagnostics& diagnostics) {
  const auto table = read_csv(file, diagnostics);
  if (!table) return std::nullopt;
  for (const std::string_view column : {"ID", "receiver_country", "attribution_basis"}) {
    if (table->column(column)) continue;
    report_whole("no-such-column", "this table has no column `" + std::string(column) + "`", file,
                 diagnostics, "the file is EuRepoC_Global_Database_1.1.csv");
  }
  if (!diagnostics.ok()) return std::nullopt;
  Import import{.source = {"EuRepoC", file->name()}, .records = table->rows.size()};
  for (const CsvRow& row : table->rows) {
    const std::string place = "line " + std::to_string(file->position(row.span.begin).line);
    if (row.fields.size() != table->columns.size()) {
      import.refused.push_back({place, std::to_string(row.fields.size()) + " fields where " +
                                           std::to_string(table->columns.size()) +
                                           " columns are named"});
      continue;
    }
    const SourceRecord record = RowReader(*table, row, mapping).read(place);
    import.cases.push_back(make_case(import.source, record, mapping));
  }
  return import;
}

}  // namespace comity::dossier
