// How entries and their material travel to a server of the register (docs/formats/bundle.md).
#pragma once

#include <string>
#include <string_view>

#include "app/http.h"
#include "register/hand_over.h"
#include "register/store.h"

namespace comity::app {

constexpr std::string_view kMaterialPath = "/material/";  // and a digest in hexadecimal
// Failed Dependency (RFC 4918, section 11.4): a line for each piece of material that must come
// first, its digest and the name that the entry gives it.
constexpr int kMaterialFirst = 424;

int status_of(const Error& error);

// An answer that is no success, as an error with the server's words.
Error error_of(const HttpAnswer& answer);

// Submits the text of a hand-over file, with as much of the material as the server lacks; answers
// what the server does. Errors: those of the server and of http_post; not_found if the server wants
// material that does not travel with the entry.
Result<std::string> submit_to(const std::string& url, const std::string& hand_over,
                              registry::BlobStore& travelling);

}  // namespace comity::app
