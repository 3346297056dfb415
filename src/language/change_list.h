// How a change is put down, and the families of items that changes_rules.cc and changes_items.cc
// compare. Inside the room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "language/changes.h"
#include "language/place.h"

namespace comity::language {

// What is otherwise about one item, in words.
class Details {
 public:
  void say(std::string words) { words_.push_back(std::move(words)); }
  // "weight: `custom`; it was `contested custom`"
  void value(const std::string& what, const std::string& before, const std::string& after);
  void flag(const std::string& what, bool before, bool after);
  // "despite added: `S1`"
  void sets(const std::string& what, const std::set<std::string>& before,
            const std::set<std::string>& after);
  void keyed(const std::map<std::string, std::string>& before,
             const std::map<std::string, std::string>& after);

  bool empty() const { return words_.empty(); }
  size_t size() const { return words_.size(); }
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
};

class ChangeList {
 public:
  explicit ChangeList(std::vector<Change>& changes) : changes_(changes) {}

  void add(Change::Kind kind, std::string what, std::string place,
           std::vector<std::string> details) {
    changes_.push_back({kind, std::move(what), std::move(place), std::move(details)});
  }
  // Where there is a detail.
  void changed(const std::string& what, const std::string& place, const Details& details) {
    if (!details.empty()) add(Change::Kind::changed, what, place, details.words());
  }
  // Things with a name and one value each.
  void keyed(const std::string& what, const std::map<std::string, std::string>& before,
             const std::map<std::string, std::string>& after);

 private:
  std::vector<Change>& changes_;
};

void compare_rules(const Law& before, const Law& after, const Match& match, Changes& out);
void compare_questions(const Law& before, const Law& after, const Match& match, Changes& out);
// Examples, passages that are not encoded, what must never follow, and whatever else stands in a
// block, as text.
void compare_other_items(const Law& before, const Law& after, Changes& out);

}  // namespace comity::language
