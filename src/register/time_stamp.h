// RFC 3161: a time-stamping authority signs that it saw a digest at a time. What an exhibit's
// custody rests on besides the register's own clock. The authority sees the digest only.
//
// A token outlives the authority's key only if the certificates are kept with it: the request asks
// for them, and verification is as of the time of the token, under roots that the reader names.
#pragma once

#include <string>
#include <string_view>

#include "base/env.h"

namespace comity::registry {

struct TimeStamp {
  Instant time;
  std::string serial;  // hexadecimal, the authority's own number
  std::string policy;  // object identifier, dotted
};

// The DER of a TimeStampReq over a SHA-256 digest, with a nonce, asking for the certificates.
std::string time_stamp_request(const Hash& digest, Random& random);

// Reads the DER of a TimeStampResp and verifies it: the digest, the authority's signature and its
// certificate (for time stamping only) up to `roots`, one or more PEM certificates.
// Errors: invalid_input for what is no response or no certificate; denied, with OpenSSL's reason,
// if it does not verify, or the authority refused.
Result<TimeStamp> verify_time_stamp(std::string_view response, const Hash& digest,
                                    std::string_view roots);

// That the response answers this very request, nonce included. Errors: as above.
Result<void> check_time_stamp_nonce(std::string_view response, std::string_view request);

}  // namespace comity::registry
