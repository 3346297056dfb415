#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace comity {

namespace {

struct ErrcRow {
  std::string_view name;
  int exit_status;
};

ErrcRow row(Errc code) {
  switch (code) {
    case Errc::invalid_input: return {"invalid input", 2};
    case Errc::not_found: return {"not found", 2};
    case Errc::conflict: return {"conflict", 3};
    case Errc::denied: return {"denied", 4};
    case Errc::unavailable: return {"unavailable", 5};
    case Errc::corrupt: return {"corrupt", 6};
    case Errc::io: return {"input or output failed", 7};
    case Errc::limit: return {"over a limit", 8};
  }
  return {"unknown", 1};
}

}  // namespace

std::string_view name(Errc code) { return row(code).name; }
int exit_status(Errc code) { return row(code).exit_status; }

Error Error::with(std::string_view context) const {
  return Error(code_, std::string(context) + ": " + message_);
}

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: internal error: %s does not hold\n", file, line, condition);
  std::abort();
}

}  // namespace comity
