#include "language/change_list.h"

namespace comity::language {

void Details::value(const std::string& what, const std::string& before, const std::string& after) {
  if (before == after) return;
  const auto quoted = [](const std::string& words) {
    return words.empty() ? std::string("nothing") : "`" + words + "`";
  };
  say(what + ": " + quoted(after) + "; it was " + quoted(before));
}

void Details::flag(const std::string& what, bool before, bool after) {
  if (before != after) say((after ? "it is now " : "it is no longer ") + what);
}

void Details::sets(const std::string& what, const std::set<std::string>& before,
                   const std::set<std::string>& after) {
  for (const std::string& word : after) {
    if (!before.contains(word)) say(what + " added: `" + word + "`");
  }
  for (const std::string& word : before) {
    if (!after.contains(word)) say(what + " removed: `" + word + "`");
  }
}

void Details::keyed(const std::map<std::string, std::string>& before,
                    const std::map<std::string, std::string>& after) {
  for (const auto& [key, words] : after) {
    const auto was = before.find(key);
    value(key, was == before.end() ? "" : was->second, words);
  }
  for (const auto& [key, words] : before) {
    if (!after.contains(key)) value(key, words, "");
  }
}

void ChangeList::keyed(const std::string& what, const std::map<std::string, std::string>& before,
                       const std::map<std::string, std::string>& after) {
  for (const auto& [key, words] : after) {
    const auto was = before.find(key);
    Details details;
    if (was == before.end()) {
      add(Change::Kind::added, what + " " + key, "", {words});
    } else {
      details.value(what, was->second, words);
      changed(what + " " + key, "", details);
    }
  }
  for (const auto& [key, words] : before) {
    if (!after.contains(key)) add(Change::Kind::removed, what + " " + key, "", {words});
  }
}

}  // namespace comity::language
