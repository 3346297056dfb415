// What is wrong in a text that a person wrote, and where: collected while reading goes on, rendered
// once at the end. A failure without a place in a text is an Error (base/result.h).
//
// How a message is worded: lower case, no full stop, one line; the user's words in back-ticks; what
// was expected in plain words; never a name of ours for a type or a stage; advice in `help`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace comity {

enum class Severity { error, warning, note };

std::string_view name(Severity severity);

// A second place that the reader has to see: "first declared here".
struct Label {
  SourcePtr source;
  Span span;
  std::string message;
};

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  // stable, in kebab-case: "undeclared-predicate"
  std::string message;
  SourcePtr source;  // none: the message is about no text in particular
  Span span;
  std::string help;  // "nearest: `attributable`"; may be empty
  std::vector<Label> labels;
};

class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  void add(const Diagnostics& others);

  // Sorted by the source's name, then by place, then as added. The same finding (severity, code,
  // message, place) is kept once.
  const std::vector<Diagnostic>& all() const { return all_; }

  std::size_t error_count() const { return error_count_; }
  std::size_t size() const { return all_.size(); }
  bool empty() const { return all_.empty(); }
  bool ok() const { return error_count_ == 0; }

 private:
  std::vector<Diagnostic> all_;
  std::size_t error_count_ = 0;
};

struct RenderOptions {
  bool colour = false;
  std::size_t columns = 100;  // long lines of source are cut to this many cells around the caret
};

// For a terminal; ends with a line feed unless empty:
//
//   norms/a.norm.md:12:7: error: no predicate reads `attributble to` [undeclared-predicate]
//     12 | if <Act> is attributble to <State>
//        |             ^^^^^^^^^^^
//     = nearest: `attributable`
//
// The carets stand under the words whatever these hold: tabs, wide, combining and right-to-left
// characters. Control characters are shown, not sent to the terminal.
std::string render(const Diagnostic& diagnostic, const RenderOptions& options = {});
std::string render(const Diagnostics& diagnostics, const RenderOptions& options = {});

}  // namespace comity
