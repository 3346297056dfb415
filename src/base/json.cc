#include "base/json.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/json_number.h"
#include "base/json_plain.h"

namespace comity {

namespace {

namespace json = boost::json;

// UTF-8 sorts by code point; UTF-16 does not, because surrogates (D800..DFFF) come before
// E000..FFFF. Moving the lead octets of the latter behind those of the former gives its order.
bool utf16_less(std::string_view a, std::string_view b) {
  const auto rank = [](char c) {
    const int octet = static_cast<unsigned char>(c);
    return octet == 0xee || octet == 0xef ? octet + 0x10 : octet;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

// An octet that does not simply stand for itself, or that is part of a longer character.
void write_special(std::string& out, char c) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (static_cast<unsigned char>(c) >= 0x20) {
    out.push_back(c);
    return;
  }
  out += "\\u00";
  out.push_back(kHex[static_cast<std::size_t>(c) >> 4]);
  out.push_back(kHex[static_cast<std::size_t>(c) & 15]);
}

void write_string(std::string& out, std::string_view text) {
  out.push_back('"');
  while (true) {
    const std::size_t run = plain_run(text);
    out += text.substr(0, run);
    if (run == text.size()) break;
    write_special(out, text[run]);
    text.remove_prefix(run + 1);
  }
  out.push_back('"');
}

template <class Integer>
void write_integer(std::string& out, Integer n) {
  constexpr auto kExact = std::int64_t{1} << 53;
  if (std::cmp_greater(n, kExact) || std::cmp_less(n, -kExact)) {
    out += ecmascript_number(static_cast<double>(n));
  } else {
    out += std::to_string(n);
  }
}

void write(std::string& out, const json::value& value);

void write_object(std::string& out, const json::object& object) {
  std::vector<const json::key_value_pair*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return utf16_less(a->key(), b->key()); });
  char separator = '{';
  if (members.empty()) out.push_back('{');
  for (const auto* member : members) {
    out.push_back(separator);
    separator = ',';
    write_string(out, member->key());
    out.push_back(':');
    write(out, member->value());
  }
  out.push_back('}');
}

void write_array(std::string& out, const json::array& array) {
  char separator = '[';
  if (array.empty()) out.push_back('[');
  for (const auto& element : array) {
    out.push_back(separator);
    separator = ',';
    write(out, element);
  }
  out.push_back(']');
}

void write(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; break;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case json::kind::int64: write_integer(out, value.get_int64()); break;
    case json::kind::uint64: write_integer(out, value.get_uint64()); break;
    case json::kind::double_: out += ecmascript_number(value.get_double()); break;
    case json::kind::string: write_string(out, value.get_string()); break;
    case json::kind::array: write_array(out, value.get_array()); break;
    case json::kind::object: write_object(out, value.get_object()); break;
  }
}

}  // namespace

std::string ecmascript_number(double number) {
  COMITY_ASSERT(std::isfinite(number));
  if (number == 0) return "0";
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific)
          .ptr;
  std::string_view rest(text.data(), static_cast<std::size_t>(end - text.data()));
  std::string out;
  if (rest.front() == '-') {
    out.push_back('-');
    rest.remove_prefix(1);
  }
  const auto e = rest.find('e');
  int exponent = 0;
  const auto power = rest.substr(rest[e + 1] == '+' ? e + 2 : e + 1);
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  std::string digits(rest.substr(0, e));
  std::erase(digits, '.');
  // ECMA-262, Number::toString: k digits, and n such that the value is 0.digits times ten to the n.
  const int k = static_cast<int>(digits.size());
  const int n = exponent + 1;
  if (k <= n && n <= 21) return out + digits + std::string(static_cast<std::size_t>(n - k), '0');
  if (0 < n && n <= 21) return out + digits.insert(static_cast<std::size_t>(n), ".");
  if (-6 < n && n <= 0) return out + "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  if (k > 1) digits.insert(1, ".");
  return out + digits + (n > 0 ? "e+" : "e-") + std::to_string(std::abs(n - 1));
}

std::string canonical_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

bool is_canonical_json(std::string_view text) {
  const auto value = parse_json(text);
  return value && canonical_json(*value) == text;
}

}  // namespace comity
