#include "app/options.h"

#include <algorithm>
#include <charconv>

namespace comity::app {

bool asks_for_help(std::span<const std::string> words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

Result<std::uint64_t> parse_number(std::string_view word) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size()) {
    return fail(Errc::invalid_input, "`" + std::string(word) + "` is not a whole number");
  }
  return value;
}

Result<Options> Options::parse(std::span<const std::string> words,
                               std::span<const std::string_view> known) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      options.rest_.push_back(words[i]);
      continue;
    }
    const std::string name = words[i].substr(2);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      return fail(Errc::invalid_input, "unknown option `" + words[i] + "`");
    }
    if (++i == words.size()) {
      return fail(Errc::invalid_input, "`--" + name + "` needs a value");
    }
    options.values_[name].push_back(words[i]);
  }
  return options;
}

std::vector<std::string> Options::all(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::string Options::get(std::string_view name, std::string_view otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string(otherwise) : found->second.back();
}

Result<std::string> Options::required(std::string_view name) const {
  if (!values_.contains(name)) {
    return fail(Errc::invalid_input, "`--" + std::string(name) + "` is missing");
  }
  return get(name);
}

Result<std::uint64_t> Options::number(std::string_view name, std::uint64_t otherwise) const {
  return values_.contains(name) ? parse_number(get(name)) : otherwise;
}

}  // namespace comity::app
