// Comma-separated values as RFC 4180 has them: a field that holds a comma, a quotation mark or a
// line feed stands in quotation marks, and a mark inside it is doubled. The first row names the
// columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"

namespace comity::dossier {

struct CsvRow {
  Span span;                        // in the file, without its line feed
  std::vector<std::string> fields;  // as many as were written, not as many as there are columns
};

struct CsvTable {
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;

  std::optional<size_t> column(std::string_view name) const;
};

// Empty lines are passed over. Linear in the file. Nothing after an error, which is then in the
// diagnostics: no row at all, a column named twice, a quotation mark that is never closed or that
// is followed by more of the field.
std::optional<CsvTable> read_csv(const SourcePtr& file, Diagnostics& diagnostics);

// One row with its line feed; a field is quoted where it has to be.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace comity::dossier
