// SHA-256 (FIPS 180-4) and the two alphabets in which digests travel: lower-case hexadecimal and
// base64 (RFC 4648 section 4, padded; section 5, URL-safe, unpadded).
//
// The implementation is OpenSSL's, which uses the processor's SHA instructions: a 65-octet tree
// node costs a quarter of what a portable implementation costs, and auditing a log is nothing else.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace comity {

Hash sha256(std::string_view bytes);

// The digest of the concatenation, without making it.
Hash sha256(std::initializer_list<std::string_view> parts);

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

std::string to_hex(std::string_view bytes);
// Errors: invalid_input for an odd length or anything but 0-9, a-f.
Result<std::string> from_hex(std::string_view text);

std::string to_base64(std::string_view bytes);
std::string to_base64_url(std::string_view bytes);

// One value has one spelling: padding is required, white space and non-zero trailing bits refused.
Result<std::string> from_base64(std::string_view text);
// Likewise for the URL-safe alphabet without padding.
Result<std::string> from_base64_url(std::string_view text);

// Reads a base64 text that must stand for exactly 32 octets.
Result<Hash> hash_from_base64(std::string_view text);

// Reads 64 hexadecimal digits.
Result<Hash> hash_from_hex(std::string_view text);

}  // namespace comity
