// The companion file of an option sheet: who judged what of which response, and why.
#include <array>

#include "base/hash.h"
#include "base/text.h"
#include "dossier/option_sheet.h"
#include "dossier/record_values.h"
#include "language/scan.h"

namespace comity::dossier {

namespace {

using language::Record;
using language::RecordForm;
using language::RecordKey;
using language::RecordLine;
using language::Text;

constexpr std::string_view kColumnsList = "columns of the option sheet";

class OptionReader {
 public:
  OptionReader(const language::Law& law, const std::vector<OptionColumn>& columns, SourcePtr file,
               Diagnostics& diagnostics)
      : law_(law),
        columns_(columns),
        values_(std::move(file), diagnostics),
        diagnostics_(diagnostics) {
    option_keys_ = {{"response"}, {"about"}, {"measure"}, {"off-ramp in words"}};
    for (const OptionColumn& column : columns) option_keys_.push_back({column.name});
  }

  std::optional<OptionFile> read() {
    static constexpr std::array<RecordKey, 2> kHeadKeys{{{"case"}, {"State"}}};
    const std::array<RecordForm, 2> forms{{{"options", RecordForm::Head::title, kHeadKeys},
                                           {"option", RecordForm::Head::title, option_keys_}}};
    const auto file = language::read_records(values_.file(), forms, diagnostics_);
    if (!diagnostics_.ok()) return std::nullopt;
    for (const Record& record : file.records) {
      if (record.form == 0) header(record);
    }
    for (const Record& record : file.records) {
      if (record.form == 1) option(record);
    }
    if (!has_header_ && diagnostics_.ok()) {
      values_.error("no-options", "this file holds no option sheet", {0, 0},
                    "begin one with `options \"title\"`");
    }
    if (!diagnostics_.ok()) return std::nullopt;
    made_.hash = sha256_hex(values_.file()->text());
    return std::move(made_);
  }

 private:
  void header(const Record& record) {
    if (has_header_) return values_.error("second-options", "a file holds one sheet", record.span);
    has_header_ = true;
    made_.case_path = values_.words(record, "case");
    made_.state = values_.words(record, "State");
    values_.require(record, "State");
  }

  void option(const Record& record) {
    JudgedOption option{.title = record.title.text, .cells = {}};
    const RecordLine* response = record.line("response");
    option.measure = values_.words(record, "measure");
    option.about = values_.words(record, "about");
    if ((response == nullptr) == option.measure.empty()) {
      values_.error("which-option", "an option is either a response or a measure", record.span,
                    "add `response:` with a response of the norms, or `measure:` with its name");
      return;
    }
    if (response != nullptr && !is_response(response->value)) return;
    if (response != nullptr) option.response = response->value.text;
    option.off_ramp = values_.words(record, "off-ramp in words");
    for (const OptionColumn& column : columns_) {
      const RecordLine* line = record.line(column.name);
      option.cells.push_back(line == nullptr ? std::nullopt : judgement(column, *line));
    }
    for (const JudgedOption& other : made_.options) {
      if (other.response != option.response || other.about != option.about) continue;
      if (other.measure != option.measure) continue;
      values_.error("second-option", "this option is judged already", record.span,
                    "say with `about:` which of several it is");
    }
    made_.options.push_back(std::move(option));
  }

  // Only what the norms say that a State may do is a response; there is no way to add another.
  bool is_response(const Text& name) const {
    std::vector<std::string> known;
    for (const language::LawQuestion& question : law_.questions) {
      const language::LawPredicate& predicate = law_.predicates[question.predicate];
      const bool permits = predicate.modality == language::Modality::may ||
                           predicate.modality == language::Modality::can;
      if (predicate.layer != language::Layer::response || !permits) continue;
      if (question.name == name.text) return true;
      known.push_back(question.name);
    }
    values_.unknown("no-response", "`" + name.text + "` is no response that the norms know", name,
                    known);
    return false;
  }

  // "needed (Mira Tallis, legal adviser; 2032-04-21; "why")"
  std::optional<OptionJudgement> judgement(const OptionColumn& column, const RecordLine& line) {
    const auto degree = values_.entry(*column.scale, line.value);
    if (line.notes.size() != 3) {
      values_.error("judged-by-nobody", "this judgement does not say who made it, when and why",
                    line.span,
                    "write `" + column.name + ": " + line.value.text +
                        " (NAME, OFFICE; 2032-04-21; \"the reason\")`");
      return std::nullopt;
    }
    const auto on = values_.date(line.notes[1]);
    const Text& reason = line.notes[2];
    const std::string words(text::trim(text_inside(reason.text)));
    if (words.empty()) {
      values_.error("no-reason", "a reason in quotation marks is missing here", reason.span);
      return std::nullopt;
    }
    if (!degree || !on) return std::nullopt;
    return OptionJudgement{.degree = *degree, .by = line.notes[0].text, .reason = words, .on = *on};
  }

  // Empty where there are no quotation marks.
  static std::string text_inside(std::string_view quoted) {
    const auto begin = language::quote_size(quoted);
    if (begin == 0) return {};
    const auto all = text::code_points(quoted);
    std::string last;
    text::append_utf8(last, all.back());
    return std::string(quoted.substr(begin, quoted.size() - begin - last.size()));
  }

  const language::Law& law_;
  const std::vector<OptionColumn>& columns_;
  RecordValues values_;
  Diagnostics& diagnostics_;
  std::vector<RecordKey> option_keys_;
  OptionFile made_;
  bool has_header_ = false;
};

}  // namespace

Result<std::vector<OptionColumn>> option_columns(const language::Law& law) {
  const language::LawList* list = law.list(kColumnsList);
  if (list == nullptr) {
    return fail(Errc::not_found, "the norms have no list `" + std::string(kColumnsList) + "`");
  }
  std::vector<OptionColumn> columns;
  for (const auto& entry : list->entries) {
    const language::LawList* scale = law.list(entry.value);
    if (scale == nullptr) {
      return fail(Errc::not_found, "the norms have no list `" + entry.value + "`");
    }
    columns.push_back({entry.words.front(), scale});
  }
  return columns;
}

std::optional<OptionFile> read_options(const language::Law& law,
                                       const std::vector<OptionColumn>& columns, SourcePtr file,
                                       Diagnostics& diagnostics) {
  return OptionReader(law, columns, std::move(file), diagnostics).read();
}

}  // namespace comity::dossier
