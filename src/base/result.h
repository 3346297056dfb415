// Expected failures travel as values: Result<T> is a T or an Error. Programmer errors are
// COMITY_ASSERT: they print their place and abort, and no input can reach one.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace comity {

// The kinds of failure that a caller may treat differently. One table (base/result.cc) maps each
// to a name and a process exit status; a room adds a message, never a kind of its own.
enum class Errc {
  invalid_input,  // the user's text, file or argument is wrong; exit status 2
  not_found,      // the thing named does not exist
  conflict,       // it contradicts what is already there
  denied,         // it exists, and this party may not
  unavailable,    // try again later: a lock, a busy store, a peer that does not answer
  corrupt,        // stored bytes do not verify
  io,             // the operating system refused
  limit,          // larger than what this program promises to handle
};

std::string_view name(Errc code);
int exit_status(Errc code);

class [[nodiscard]] Error {
 public:
  Error(Errc code, std::string message) : code_(code), message_(std::move(message)) {}

  Errc code() const { return code_; }
  const std::string& message() const { return message_; }

  // The same failure seen from one floor up: "reading checkpoint: no such file".
  Error with(std::string_view context) const;

 private:
  Errc code_;
  std::string message_;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Errc code, std::string message) {
  return tl::unexpected<Error>(Error(code, std::move(message)));
}

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace comity

#define COMITY_CONCAT_(a, b) a##b
#define COMITY_CONCAT(a, b) COMITY_CONCAT_(a, b)

// COMITY_TRY(auto x, f()): x = the value of f(), or return f()'s error to the caller.
#define COMITY_TRY(declaration, expression) \
  COMITY_TRY_(COMITY_CONCAT(comity_result_, __LINE__), declaration, expression)
#define COMITY_TRY_(result, declaration, expression)                   \
  auto result = (expression);                                          \
  if (!result) return tl::unexpected<::comity::Error>(result.error()); \
  declaration = std::move(*result)

// COMITY_CHECK(f()): return f()'s error to the caller; for a Result<void>.
#define COMITY_CHECK(expression)                                     \
  do {                                                               \
    if (auto comity_result = (expression); !comity_result)           \
      return tl::unexpected<::comity::Error>(comity_result.error()); \
  } while (false)

#define COMITY_ASSERT(condition) \
  ((condition) ? void() : ::comity::assertion_failed(#condition, __FILE__, __LINE__))
