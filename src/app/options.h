// The words after a command's name: "--name value" options, which may be repeated, and the rest.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::app {

class Options {
 public:
  // Errors: invalid_input for an option that is not in `known` or lacks its value.
  static Result<Options> parse(std::span<const std::string> words,
                               std::span<const std::string_view> known);

  const std::vector<std::string>& rest() const { return rest_; }
  std::vector<std::string> all(std::string_view name) const;
  std::string get(std::string_view name, std::string_view otherwise = "") const;

  // Errors: invalid_input if it is not there, or not a whole number.
  Result<std::string> required(std::string_view name) const;
  Result<std::uint64_t> number(std::string_view name, std::uint64_t otherwise) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> rest_;
};

// "--help" or "-h" stands among the words.
bool asks_for_help(std::span<const std::string> words);

// Errors: invalid_input.
Result<std::uint64_t> parse_number(std::string_view word);

}  // namespace comity::app
