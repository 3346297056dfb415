#include "dossier/csv.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::dossier {

namespace {

class CsvReader {
 public:
  CsvReader(const SourcePtr& file, Diagnostics& diagnostics)
      : file_(file), text_(file->text()), diagnostics_(diagnostics) {}

  // Nothing at the end of the file or after an error.
  std::optional<CsvRow> row() {
    while (at_ < text_.size() && text_[at_] == '\n') ++at_;
    if (at_ == text_.size()) return std::nullopt;
    CsvRow row{.span = {at_, at_}, .fields = {}};
    for (;;) {
      if (!field(row.fields.emplace_back())) return std::nullopt;
      row.span.end = at_;
      if (at_ == text_.size() || text_[at_++] == '\n') return row;
    }
  }

  void error(std::string code, std::string message, Span span, std::string help = {}) {
    diagnostics_.add({.severity = Severity::error,
                      .code = std::move(code),
                      .message = std::move(message),
                      .source = file_,
                      .span = span,
                      .help = std::move(help),
                      .labels = {}});
  }

 private:
  // Leaves `at_` on the comma or line feed that ends the field, or at the end of the file.
  bool field(std::string& out) {
    if (at_ < text_.size() && text_[at_] == '"') return quoted(out);
    const size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    out = text_.substr(at_, end - at_);
    at_ = static_cast<uint32_t>(end);
    return true;
  }

  bool quoted(std::string& out) {
    const uint32_t opened = at_++;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        out += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        out += text_[at_++];
      } else {
        return closed();
      }
    }
    error("unclosed-field", "this quotation mark is never closed", {opened, opened + 1});
    return false;
  }

  bool closed() {
    ++at_;
    if (at_ == text_.size() || text_[at_] == ',' || text_[at_] == '\n') return true;
    error("text-after-field", "a comma or the end of the line has to follow a quoted field",
          {at_, at_ + 1}, "a quotation mark inside a field is doubled");
    return false;
  }

  const SourcePtr& file_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  uint32_t at_ = 0;
};

}  // namespace

std::optional<size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<size_t>(found - columns.begin());
}

std::optional<CsvTable> read_csv(const SourcePtr& file, Diagnostics& diagnostics) {
  CsvReader reader(file, diagnostics);
  const auto header = reader.row();
  if (!header) {
    if (diagnostics.ok()) reader.error("no-row", "this file has no row of column names", {0, 0});
    return std::nullopt;
  }
  CsvTable table;
  std::set<std::string, std::less<>> seen;
  for (const std::string& field : header->fields) {
    table.columns.emplace_back(text::trim(field));
    if (seen.insert(table.columns.back()).second) continue;
    reader.error("duplicate-column", "the column `" + table.columns.back() + "` stands twice",
                 header->span);
  }
  while (auto row = reader.row()) table.rows.push_back(std::move(*row));
  if (!diagnostics.ok()) return std::nullopt;
  return table;
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != fields.data()) line += ',';
    if (field.find_first_of(",\"\n\r") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + '\n';
}

}  // namespace comity::dossier
