// Below the grammar: quotation marks, brackets and words of one clause. Everything here works on a
// piece of one line and knows nothing of keywords.
//
// Quotation marks come in the pairs "…", “…”, „…“ or „…”, and «…»; what stands between them is
// never read as a bracket, a separator or a comment. An apostrophe is a letter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"

namespace comity::language {

// One step over a clause for every code point, with what is open at that place. O(length) in all.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) { look(); }

  bool done() const { return at_ >= text_.size(); }
  void step();

  std::uint32_t at() const { return at_; }
  // The byte here; 0 for a byte inside quotation marks or a mark itself.
  char c() const { return quoted_here_ ? '\0' : text_[at_]; }
  // Outside quotation marks, round and square brackets and holes.
  bool outside() const { return !quoted_here_ && depth_ == 0 && !in_hole_; }
  // Round and square brackets that are open before this place.
  unsigned depth() const { return depth_; }

  // Where what is open here was opened; for a walk that is done: what was never closed.
  std::optional<std::uint32_t> open_quote() const;
  std::optional<std::uint32_t> open_bracket() const;

 private:
  void look();

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t size_ = 0;    // of the code point here
  std::string_view closers_;  // marks that end the open quotation
  std::uint32_t quote_begin_ = 0;
  std::uint32_t bracket_begin_ = 0;
  unsigned depth_ = 0;
  bool in_hole_ = false;
  bool quoted_here_ = false;
};

// The first `c` outside quotation marks, brackets and holes.
std::optional<std::uint32_t> find_outside(std::string_view text, char c);

// `span` cut at each `separator` outside quotation marks, brackets and holes; the parts are
// trimmed.
std::vector<Span> split_outside(const SourceFile& source, Span span, char separator);

Span trim(const SourceFile& source, Span span);

// The text of `span` with each run of white space as one space.
std::string squeeze(std::string_view text);

// The size of the quotation mark with which `text` begins; 0 where it begins with none.
std::uint32_t quote_size(std::string_view text);

// How many bytes of `text` the words of `keyword` take at its beginning, whatever white space parts
// them; 0 where it begins otherwise.
std::uint32_t keyword_size(std::string_view text, std::string_view keyword);

// Takes `keyword` off the front of `rest`; false, and `rest` as it was, where it stands otherwise.
bool take(const SourceFile& source, Span& rest, std::string_view keyword);

// The first word of `text`, up to white space, a bracket, a colon or a quotation mark.
std::string_view first_word(std::string_view text);

// One word of letters, digits, `-`, `_`, `.` and `/`: what can name a rule, a fact or an exhibit.
bool is_identifier(std::string_view text);

}  // namespace comity::language
