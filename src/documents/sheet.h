// A working document of headings, lines, lists and tables, made once and printed twice: as text for
// a terminal and as one HTML page. What it says is decided by whoever makes it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace comity::documents {

struct SheetHeading {
  std::string words;
  bool minor = false;
};

struct SheetLine {
  std::string words;
  bool quiet = false;  // a remark
};

struct SheetPoints {
  std::vector<std::string> points;
};

struct SheetEntries {
  std::vector<std::pair<std::string, std::string>> entries;  // what, and how it is; none is empty
};

struct SheetTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Sheet {
  using Block = std::variant<SheetHeading, SheetLine, SheetPoints, SheetEntries, SheetTable>;

  std::string title;
  std::string nature;  // "Casework, not a decision"
  std::vector<Block> blocks;

  void heading(std::string words) { blocks.emplace_back(SheetHeading{std::move(words), false}); }
  void minor(std::string words) { blocks.emplace_back(SheetHeading{std::move(words), true}); }
  void line(std::string words) { blocks.emplace_back(SheetLine{std::move(words), false}); }
  void remark(std::string words) { blocks.emplace_back(SheetLine{std::move(words), true}); }
  // Nothing is printed of a list without points, or of an entry without words.
  void points(std::vector<std::string> points);
  void entries(std::vector<std::pair<std::string, std::string>> entries);
};

// Lines of at most `columns` cells (at least 40); a table's cells are wrapped.
std::string to_text(const Sheet& sheet, size_t columns);

// Self-contained, without script, in the style of an analysis.
std::string to_html(const Sheet& sheet);

// As "html", else as text.
std::string written(const Sheet& sheet, std::string_view format, size_t columns);

}  // namespace comity::documents
