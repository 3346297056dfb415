#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/json_plain.h"
#include "base/text.h"

namespace comity {

namespace {

namespace json = boost::json;

constexpr int kDepthMax = 64;

class Reader {
 public:
  explicit Reader(std::string_view text, JsonPlaces* places = nullptr)
      : text_(text), places_(places) {}

  // Where reading stopped, and why, after document() has failed.
  std::uint32_t place() const { return offset(at_); }
  const std::string& complaint() const { return complaint_; }

  Result<json::value> document() {
    skip_space();
    COMITY_TRY(json::value value, read(0));
    skip_space();
    if (at_ != text_.size()) return wrong("text after the end of the value");
    return value;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool accept(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() &&
           (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
      ++at_;
    }
  }

  static std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

  tl::unexpected<Error> wrong(std::string_view what, Errc code = Errc::invalid_input) {
    complaint_ = what;
    const std::string_view before = text_.substr(0, at_);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto column = before.size() - (start == before.npos ? 0 : start + 1) + 1;
    return fail(code, "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " +
                          std::string(what));
  }

  // One value, with its place.
  Result<json::value> read(int depth, Span name = {}) {
    const std::size_t begin = at_;
    auto value = read_bare(depth);
    if (places_ != nullptr && value) {
      places_->emplace(path_, JsonPlace{{offset(begin), offset(at_)}, name});
    }
    return value;
  }

  // A value under the one at path_.
  Result<json::value> read_under(int depth, std::string_view step, Span name = {}) {
    if (places_ == nullptr) return read(depth);
    const std::size_t size = path_.size();
    path_ = json_pointer(path_, step);
    auto value = read(depth, name);
    path_.resize(size);
    return value;
  }

  Result<json::value> read_bare(int depth) {
    if (depth > kDepthMax) return wrong("more than 64 nested levels", Errc::limit);
    switch (peek()) {
      case '{': return read_object(depth);
      case '[': return read_array(depth);
      case '"': {
        COMITY_TRY(const std::string text, read_string());
        return json::value(text);
      }
      default: break;
    }
    if (accept("true")) return json::value(true);
    if (accept("false")) return json::value(false);
    if (accept("null")) return json::value(nullptr);
    return read_number();
  }

  Result<json::value> read_object(int depth) {
    ++at_;
    json::object object;
    skip_space();
    if (accept("}")) return json::value(std::move(object));
    while (true) {
      if (peek() != '"') return wrong("a name in quotation marks is expected");
      const std::size_t place = at_;
      COMITY_TRY(const std::string name, read_string());
      const Span name_span{offset(place), offset(at_)};
      skip_space();
      if (!accept(":")) return wrong("':' is expected after a name");
      skip_space();
      COMITY_TRY(json::value value, read_under(depth + 1, name, name_span));
      if (!object.emplace(name, std::move(value)).second) {
        at_ = place;
        return wrong("the name \"" + name + "\" stands twice");
      }
      skip_space();
      if (accept("}")) return json::value(std::move(object));
      if (!accept(",")) return wrong("',' or '}' is expected");
      skip_space();
    }
  }

  Result<json::value> read_array(int depth) {
    ++at_;
    json::array array;
    skip_space();
    if (accept("]")) return json::value(std::move(array));
    while (true) {
      COMITY_TRY(json::value value, read_under(depth + 1, std::to_string(array.size())));
      array.push_back(std::move(value));
      skip_space();
      if (accept("]")) return json::value(std::move(array));
      if (!accept(",")) return wrong("',' or ']' is expected");
      skip_space();
    }
  }

  Result<std::string> read_string() {
    ++at_;
    std::string out;
    while (at_ < text_.size()) {
      const std::size_t run = plain_run(text_.substr(at_));
      out += text_.substr(at_, run);
      at_ += run;
      if (at_ == text_.size()) break;
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return out;
      }
      if (c == '\\') {
        COMITY_CHECK(read_escape(out));
        continue;
      }
      if (static_cast<unsigned char>(c) < 0x20) return wrong("a control character in a string");
      const auto point = text::decode(text_.substr(at_));
      if (!point) return wrong("not UTF-8");
      out += text_.substr(at_, point->size);
      at_ += point->size;
    }
    return wrong("a string without its end");
  }

  Result<void> read_escape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    const auto which = at_ < text_.size() ? kNames.find(peek()) : kNames.npos;
    if (which != kNames.npos) {
      out.push_back(kMeanings[which]);
      ++at_;
      return {};
    }
    if (!accept("u")) return wrong("an unknown escape");
    COMITY_TRY(char32_t c, read_hex4());
    if (c >= 0xdc00 && c <= 0xdfff) return wrong("half of a surrogate pair");
    if (c >= 0xd800 && c <= 0xdbff) {
      if (!accept("\\u")) return wrong("half of a surrogate pair");
      COMITY_TRY(const char32_t low, read_hex4());
      if (low < 0xdc00 || low > 0xdfff) return wrong("half of a surrogate pair");
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
    text::append_utf8(out, c);
    return {};
  }

  Result<char32_t> read_hex4() {
    std::uint32_t c = 0;
    const char* const first = text_.data() + at_;
    const char* const last = first + std::min<std::size_t>(4, text_.size() - at_);
    const auto [end, error] = std::from_chars(first, last, c, 16);
    if (error != std::errc() || end - first != 4) return wrong("four hexadecimal digits expected");
    at_ += 4;
    return char32_t{c};
  }

  std::size_t skip_digits() {
    const std::size_t start = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ - start;
  }

  Result<json::value> read_number() {
    const std::size_t start = at_;
    accept("-");
    const std::size_t first = at_;
    const std::size_t whole = skip_digits();
    if (whole == 0 || (whole > 1 && text_[first] == '0')) {
      at_ = start;
      return wrong("a value is expected");
    }
    bool integer = true;
    if (accept(".")) {
      integer = false;
      if (skip_digits() == 0) return wrong("a digit is expected after '.'");
    }
    if (accept("e") || accept("E")) {
      integer = false;
      if (!accept("+")) accept("-");
      if (skip_digits() == 0) return wrong("a digit is expected in the exponent");
    }
    return number(text_.substr(start, at_ - start), integer);
  }

  template <class Number>
  static bool convert(std::string_view text, Number& number) {
    return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc();
  }

  Result<json::value> number(std::string_view text, bool integer) {
    std::int64_t small = 0;
    std::uint64_t large = 0;
    double real = 0;
    if (integer && text == "-0") return json::value(0.0);
    if (integer && convert(text, small)) return json::value(small);
    if (integer && convert(text, large)) return json::value(large);
    if (convert(text, real)) return json::value(real);
    // from_chars reports underflow and overflow alike; the former is a zero, the latter no number.
    const auto e = text.find_first_of("eE");
    if (e != text.npos && text[e + 1] == '-') return json::value(0.0);
    return wrong("a number too large for any reader");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  JsonPlaces* places_;
  std::string path_;
  std::string complaint_;
};

}  // namespace

Result<json::value> parse_json(std::string_view text) { return Reader(text).document(); }

std::optional<json::value> read_json(const SourcePtr& file, JsonPlaces& places,
                                     Diagnostics& diagnostics) {
  Reader reader(file->text(), &places);
  auto value = reader.document();
  if (value) return std::move(*value);
  const std::uint32_t size = reader.place() < file->text().size() ? 1 : 0;
  diagnostics.add({.code = "json",
                   .message = reader.complaint(),
                   .source = file,
                   .span = {reader.place(), reader.place() + size},
                   .help = {},
                   .labels = {}});
  return std::nullopt;
}

std::string json_pointer(std::string_view parent, std::string_view name) {
  std::string out(parent);
  out += '/';
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace comity
