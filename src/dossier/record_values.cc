#include "dossier/record_values.h"

#include <algorithm>

#include "base/text.h"
#include "language/scan.h"

namespace comity::dossier {

void RecordValues::error(std::string code, std::string message, Span span, std::string help,
                         std::vector<Label> labels) const {
  diagnostics_.add({.code = std::move(code),
                    .message = std::move(message),
                    .source = file_,
                    .span = span,
                    .help = std::move(help),
                    .labels = std::move(labels)});
}

void RecordValues::unknown(std::string code, std::string message, const Text& written,
                           const std::vector<std::string>& known) const {
  const auto near = text::nearest(written.text, known);
  std::vector<std::string> ticked;
  for (const std::string& word : known) ticked.push_back("`" + word + "`");
  std::string help = near ? "nearest: `" + *near + "`" : "";
  if (help.empty() && !ticked.empty()) help = "known are " + text::join_in_words(ticked);
  error(std::move(code), std::move(message), written.span, std::move(help));
}

const language::RecordLine* RecordValues::require(const Record& record,
                                                  std::string_view key) const {
  const RecordLine* found = record.line(key);
  if (found == nullptr) {
    error("missing-clause", "a line `" + std::string(key) + ":` is missing under this line",
          record.span);
  }
  return found;
}

std::string RecordValues::words(const Record& record, std::string_view key) const {
  const RecordLine* found = record.line(key);
  return found == nullptr ? std::string() : found->value.text;
}

std::vector<std::string> RecordValues::all(const Record& record, std::string_view key) const {
  std::vector<std::string> out;
  for (const RecordLine& line : record.lines) {
    if (line.key.text == key) out.push_back(line.value.text);
  }
  return out;
}

std::optional<Date> RecordValues::date(const Text& text) const {
  if (const auto read = Date::parse(text.text)) return *read;
  error("bad-date", "`" + text.text + "` is not a date", text.span, "write it like 2031-03-02");
  return std::nullopt;
}

std::optional<Date> RecordValues::date(const Record& record, std::string_view key) const {
  const RecordLine* found = record.line(key);
  return found == nullptr ? std::nullopt : date(found->value);
}

std::optional<Date> RecordValues::noted_date(const std::vector<Text>& notes, Span at,
                                             std::string_view what) const {
  if (!notes.empty()) return date(notes.front());
  error("missing-date", "the date of " + std::string(what) + " is missing", at,
        "write it in brackets at the end: `(2031-03-02)`");
  return std::nullopt;
}

std::optional<bool> RecordValues::yes_or_no(const RecordLine& line) const {
  if (line.value.text == "yes" || line.value.text == "no") return line.value.text == "yes";
  error("bad-value", "`" + line.key.text + "` is `yes` or `no`", line.value.span);
  return std::nullopt;
}

std::vector<language::Text> RecordValues::parts(const Text& text) const {
  std::vector<Text> out;
  for (const Span part : language::split_outside(*file_, text.span, ',')) {
    if (!part.empty()) out.push_back({language::squeeze(file_->text(part)), part});
  }
  return out;
}

std::optional<size_t> RecordValues::entry(const language::LawList& list, const Text& text) const {
  for (size_t i = 0; i < list.entries.size(); ++i) {
    const auto& words = list.entries[i].words;
    if (std::find(words.begin(), words.end(), text.text) != words.end()) return i;
  }
  std::vector<std::string> known;
  for (const auto& entry : list.entries) known.push_back(entry.words.front());
  unknown("unknown-word", "`" + text.text + "` is not in the list `" + list.name + "` of the norms",
          text, known);
  return std::nullopt;
}

}  // namespace comity::dossier
