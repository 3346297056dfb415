#include "dossier/mapping.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "dossier/csv.h"

namespace comity::dossier {

namespace {

constexpr std::array<std::string_view, 12> kWords{"asserted", "denied", "open", "speaker",
                                                  "grade",    "used",   "kept", "not seen",
                                                  "found",    "named",  "held", "asks"};
const std::vector<std::string> kColumns{"field", "value", "becomes", "says", "reason"};

bool has_words(Becomes becomes) {
  return becomes != Becomes::used && becomes != Becomes::kept && becomes != Becomes::not_seen;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// How much of `value` the pattern's own text takes, the whole of it most; nothing where it does not
// fit.
std::optional<size_t> fit(std::string_view pattern, std::string_view value) {
  if (pattern == value) return value.size() + 1;
  if (const size_t dots = pattern.find(".."); dots != std::string_view::npos) {
    const auto low = number(pattern.substr(0, dots));
    const auto high = number(pattern.substr(dots + 2));
    const auto given = number(value);
    if (low && high && given) {
      if (*low <= *given && *given <= *high) return 0;
      return std::nullopt;
    }
  }
  const size_t star = pattern.find('*');
  if (star == std::string_view::npos) return std::nullopt;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  const bool fits =
      value.size() >= head.size() + tail.size() && value.starts_with(head) && value.ends_with(tail);
  if (!fits) return std::nullopt;
  return head.size() + tail.size();
}

class LineReader {
 public:
  LineReader(const SourcePtr& file, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  std::optional<MappingLine> read(const CsvRow& row) {
    if (row.fields.size() != kColumns.size()) {
      return refuse(row, "mapping-width",
                    "this line has " + std::to_string(row.fields.size()) +
                        " fields; a mapping has field, value, becomes, says and reason",
                    "put a field that holds a comma in quotation marks");
    }
    const auto at = [&](size_t i) { return std::string(text::trim(row.fields[i])); };
    MappingLine line{.field = at(0), .value = at(1), .says = at(3), .reason = at(4)};
    const auto word = std::find(kWords.begin(), kWords.end(), at(2));
    if (word == kWords.end()) {
      const auto near =
          text::nearest(at(2), std::vector<std::string>(kWords.begin(), kWords.end()));
      return refuse(row, "mapping-word", "`" + at(2) + "` is not what a value can become",
                    near ? "nearest: `" + *near + "`" : "");
    }
    line.becomes = static_cast<Becomes>(word - kWords.begin());
    if (line.field.empty() || line.value.empty() || line.reason.empty()) {
      return refuse(row, "mapping-gap", "a field, a value and a reason have to stand here",
                    "`*` is any value");
    }
    if (std::count(line.value.begin(), line.value.end(), '*') > 1) {
      return refuse(row, "mapping-stars", "a value may hold one `*` only");
    }
    if (has_words(line.becomes) == line.says.empty()) {
      return refuse(row, "mapping-says",
                    line.says.empty() ? "`" + at(2) + "` needs words under `says`"
                                      : "`" + at(2) + "` says nothing: leave `says` empty");
    }
    return line;
  }

 private:
  std::nullopt_t refuse(const CsvRow& row, std::string code, std::string message,
                        std::string help = {}) {
    diagnostics_.add({.severity = Severity::error,
                      .code = std::move(code),
                      .message = std::move(message),
                      .source = file_,
                      .span = row.span,
                      .help = std::move(help),
                      .labels = {}});
    return std::nullopt;
  }

  const SourcePtr& file_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool stands_for(std::string_view line_value, std::string_view value) {
  return fit(line_value, value).has_value();
}

std::string_view name(Becomes becomes) { return kWords[static_cast<size_t>(becomes)]; }

std::optional<Mapping> Mapping::read(const SourcePtr& file, Diagnostics& diagnostics) {
  const auto table = read_csv(file, diagnostics);
  if (!table) return std::nullopt;
  LineReader lines(file, diagnostics);
  if (table->columns != kColumns) {
    diagnostics.add({.severity = Severity::error,
                     .code = "mapping-columns",
                     .message = "the columns of a mapping are " + text::join_in_words(kColumns),
                     .source = file,
                     .span = {0, 0},
                     .help = {},
                     .labels = {}});
  }
  Mapping mapping;
  for (const CsvRow& row : table->rows) {
    if (auto line = lines.read(row)) mapping.lines_[line->field].push_back(std::move(*line));
  }
  if (!diagnostics.ok()) return std::nullopt;
  return mapping;
}

// The lines of the field itself, else of the longest field with a star that it begins with.
const std::vector<MappingLine>* Mapping::of_field(std::string_view field) const {
  if (const auto exact = lines_.find(field); exact != lines_.end()) return &exact->second;
  const std::vector<MappingLine>* best = nullptr;
  size_t longest = 0;
  for (const auto& [pattern, lines] : lines_) {
    if (!pattern.ends_with('*') || pattern.size() < longest) continue;
    if (!field.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1))) continue;
    longest = pattern.size();
    best = &lines;
  }
  return best;
}

std::vector<const MappingLine*> Mapping::find(std::string_view field,
                                              std::string_view value) const {
  std::vector<const MappingLine*> best;
  const std::vector<MappingLine>* lines = of_field(field);
  if (lines == nullptr) return best;
  size_t longest = 0;
  for (const MappingLine& line : *lines) {
    const auto size = fit(line.value, value);
    if (!size || (!best.empty() && *size < longest)) continue;
    if (!best.empty() && *size > longest) best.clear();
    longest = *size;
    best.push_back(&line);
  }
  return best;
}

size_t Mapping::size() const {
  size_t lines = 0;
  for (const auto& [field, of_field] : lines_) lines += of_field.size();
  return lines;
}

}  // namespace comity::dossier
