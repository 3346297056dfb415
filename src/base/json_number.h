// The number printer of ECMA-262 (Number::toString), on which RFC 8785 rests; apart, so that tests
// can put the RFC's bit patterns through it.
#pragma once

#include <string>

namespace comity {

// The shortest decimal text that reads back as `number`, laid out as ECMAScript does. `number` is
// finite.
std::string ecmascript_number(double number);

}  // namespace comity
