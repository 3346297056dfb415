// JSON that is signed must mean one thing only. The reader therefore takes I-JSON (RFC 7493):
// valid UTF-8, no duplicate names, no lone surrogates, no text after the value, at most 64 levels.
// The writer makes the one canonical spelling of RFC 8785 (JSON Canonicalization Scheme).
//
// The model is Boost.JSON's; include <boost/json.hpp> only in the .cc that looks inside a value.
#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "base/source.h"

namespace comity {

// Numbers written without a fraction or an exponent become int64 (or uint64) where they fit, all
// others the nearest double, correctly rounded. Linear in the text, but an object of n names costs
// n log n.
// Errors: invalid_input with the place, "line 3, column 14: the name \"a\" stands twice";
//         limit for more than 64 nested levels.
Result<boost::json::value> parse_json(std::string_view text);

// Where the values of a text stand, by JSON Pointer (RFC 6901): "/facts/0/sentence".
struct JsonPlace {
  Span value;  // with its quotation marks or brackets
  Span name;   // of a member of an object, with its quotation marks; else empty
};
using JsonPlaces = std::map<std::string, JsonPlace, std::less<>>;

// The same for a file that a person writes: a mistake is a diagnostic (`json`) at its place.
std::optional<boost::json::value> read_json(const SourcePtr& file, JsonPlaces& places,
                                            Diagnostics& diagnostics);

// One more step of a JSON Pointer: "~" and "/" in the name are escaped.
std::string json_pointer(std::string_view parent, std::string_view name);

// Names sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them. An integer
// beyond 2^53 is written as the double that every other reader would take it for (RFC
// 8785, 3.2.2.3). The value must hold no infinity and no NaN, which parse_json never makes.
std::string canonical_json(const boost::json::value& value);

// True if the text is exactly its own canonical spelling: what a signature may cover.
bool is_canonical_json(std::string_view text);

}  // namespace comity
