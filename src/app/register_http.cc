#include "app/register_http.h"

#include <array>

#include "base/hash.h"
#include "base/text.h"

namespace comity::app {

namespace {

// Where two errors share a status, the first is what a client takes it for.
constexpr std::array kStatuses{
    std::pair(Errc::invalid_input, 400), std::pair(Errc::denied, 403),
    std::pair(Errc::not_found, 404),     std::pair(Errc::conflict, 409),
    std::pair(Errc::limit, 413),         std::pair(Errc::io, 500),
    std::pair(Errc::corrupt, 500),       std::pair(Errc::unavailable, 503),
};

// The lines of an answer kMaterialFirst, brought one after the other.
Result<void> bring(const std::string& url, std::string_view wanted,
                   registry::BlobStore& travelling) {
  for (const std::string_view line : text::split_lines(wanted)) {
    const std::string hex(line.substr(0, line.find(' ')));
    COMITY_TRY(const Hash digest, hash_from_hex(hex));
    const auto content = travelling.get(digest);
    if (!content) {
      return fail(content.error().code(),
                  "the server lacks material that is not with the entry: " + std::string(line));
    }
    COMITY_TRY(const HttpAnswer answer,
               http_post(url + std::string(kMaterialPath) + hex, *content));
    if (answer.status != 200) return tl::unexpected(error_of(answer));
  }
  return {};
}

}  // namespace

int status_of(const Error& error) {
  for (const auto& [code, status] : kStatuses) {
    if (code == error.code()) return status;
  }
  return 500;
}

Error error_of(const HttpAnswer& answer) {
  Errc found = Errc::unavailable;
  for (const auto& [code, status] : kStatuses) {
    if (status != answer.status) continue;
    found = code;
    break;
  }
  return {found, "the server says: " + std::string(text::trim(answer.body))};
}

Result<std::string> submit_to(const std::string& url, const std::string& hand_over,
                              registry::BlobStore& travelling) {
  COMITY_TRY(HttpAnswer answer, http_post(url + "/submit", hand_over));
  if (answer.status == kMaterialFirst) {
    COMITY_CHECK(bring(url, answer.body, travelling));
    COMITY_TRY(answer, http_post(url + "/submit", hand_over));
  }
  if (answer.status != 200) return tl::unexpected(error_of(answer));
  return std::move(answer.body);
}

}  // namespace comity::app
