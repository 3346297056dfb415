// Writes HTML that is well formed by construction: text is escaped, and what is opened is closed.
// Inside the room only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::documents {

// The characters of HTML's own as references.
std::string escape_html(std::string_view text);

class HtmlWriter {
 public:
  using Attributes = std::vector<std::pair<std::string_view, std::string>>;

  void open(std::string_view tag, const Attributes& attributes = {});
  void close();                                                         // what was opened last
  void empty(std::string_view tag, const Attributes& attributes = {});  // of HTML's void elements

  // Escaped, and every date set apart from the direction of the text around it.
  void text(std::string_view words);
  void element(std::string_view tag, std::string_view words, const Attributes& attributes = {});
  // An id, a code or a hash: read from left to right whatever stands around it.
  void code(std::string_view id);
  // A section with its heading; close() ends it.
  void open_section(std::string_view heading);
  // A table that a narrow page stacks; `rows` writes the body.
  template <class Rows>
  void table(const std::vector<std::string>& columns, std::string_view caption, Rows rows) {
    open_table(columns, caption);
    rows();
    close();
    close();
  }
  // The document up to the end of its head; `close()` after the body ends it.
  void open_document(std::string_view title, std::string_view style);
  // As it is: a style sheet, which a style element holds unescaped.
  void raw(std::string_view markup) { out_ += markup; }

  // The document. Everything must be closed.
  std::string take();

 private:
  void open_table(const std::vector<std::string>& columns, std::string_view caption);
  void start(std::string_view tag, const Attributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace comity::documents
