// Which things of two versions of the norms are the same thing: what a comparison of the versions
// rests on (changes.h). Kinds, names, readings and options are the same where they are called the
// same; sentences also where one was reworded; rules also where one got another id.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/law.h"

namespace comity::language {

// One side's numbers to the other's; nothing where the other side lacks it.
template <class Id>
struct Pairs {
  std::vector<std::optional<Id>> to_new;  // by the number in the old version
  std::vector<std::optional<Id>> to_old;
};

struct Match {
  Pairs<reason::PredicateId> predicates;
  Pairs<uint32_t> rules;
  Pairs<uint32_t> passages;
};

// A sentence that stands in one version only is taken for a rewording of the one in the other
// version that has the same kinds of holes and shares most words with it, at least half of them;
// or, failing that, for the only one that is new under the same heading with the same holes.
// O(sentences² of one version only).
Match match(const Law& before, const Law& after);

// For each argument of the newer sentence, the argument of the older one that stands for the same:
// by the names of the holes, or in order where these differ.
std::vector<uint32_t> arguments_in_old(const LawPredicate& before, const LawPredicate& after);

// A rule or a condition in a spelling in which the two versions can be compared: sentences in the
// words of the newer one, alternatives sorted.
struct ConditionForm {
  std::string key;    // what it says, without its notes; equal where the words say the same
  std::string words;  // as it was written
  std::string burden, standard, citation;
  std::vector<ConditionForm> parts;  // of `any of` and `all of`
  bool any = false;                  // of the parts one suffices

  std::string signature() const;  // with the notes that decide its effect
};

struct RuleForm {
  std::string head, head_words, strength, rank;
  std::vector<ConditionForm> conditions, exceptions;
  std::vector<std::string> despite, subject_to;
  std::vector<std::string> readings;  // "sovereignty: a rule", sorted
  std::vector<std::string> passages;  // that are not encoded in it
  DateRange in_force, applies_to;

  // Whether two rules do the same in every case. Holes may be called otherwise.
  bool same_effect(const RuleForm& other) const;
  // All that decides its effect, with the holes by their names or numbered in order of first use.
  std::string signature(bool numbered) const;
};

// By LawRule. `to_new` renames the sentences and rules of the older version; null for the newer.
std::vector<RuleForm> rule_forms(const Law& law, const Match& match, const Law* newer);

}  // namespace comity::language
