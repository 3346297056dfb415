#include "language/match.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "language/binder.h"

namespace comity::language {

namespace {

template <class Id>
class Pairing {
 public:
  Pairing(size_t before, size_t after) {
    pairs_.to_new.resize(before);
    pairs_.to_old.resize(after);
  }

  void join(Id before, Id after) {
    pairs_.to_new[before] = after;
    pairs_.to_old[after] = before;
  }
  bool unpaired(Id before, Id after) const {
    return !pairs_.to_new[before] && !pairs_.to_old[after];
  }
  const Pairs<Id>& pairs() const { return pairs_; }

 private:
  Pairs<Id> pairs_;
};

std::vector<std::string> kinds_of(const Law& law, reason::PredicateId p) {
  std::vector<std::string> kinds;
  for (const reason::KindId kind : law.program.predicates[p].arguments)
    kinds.push_back(law.kinds[kind]);
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

// How many words of the longer wording the other has too, from 0 to 1.
double likeness(const Wording& a, const Wording& b) {
  std::multiset<std::string> words;
  size_t longer = 0, shared = 0;
  for (const WordingToken& token : a) {
    if (!token.hole) words.insert(token.word);
  }
  longer = words.size();
  size_t other = 0;
  for (const WordingToken& token : b) {
    if (token.hole) continue;
    ++other;
    const auto it = words.find(token.word);
    if (it == words.end()) continue;
    words.erase(it);
    ++shared;
  }
  longer = std::max(longer, other);
  return longer == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(longer);
}

bool is_written(const LawPredicate& predicate) {
  return predicate.modality == Modality::is && !predicate.exception_of;
}

class PredicatePairing {
 public:
  PredicatePairing(const Law& before, const Law& after)
      : before_(before),
        after_(after),
        pairing_(before.predicates.size(), after.predicates.size()) {}

  Pairs<reason::PredicateId> run() {
    same_words();
    reworded();
    same_place();
    modal_forms();
    return pairing_.pairs();
  }

 private:
  void same_words() {
    std::map<std::string, reason::PredicateId> known;
    for (reason::PredicateId p = 0; p < after_.predicates.size(); ++p) {
      const LawPredicate& predicate = after_.predicates[p];
      if (is_written(predicate)) known.emplace(plain(predicate.positive, predicate.holes), p);
    }
    for (reason::PredicateId p = 0; p < before_.predicates.size(); ++p) {
      const LawPredicate& predicate = before_.predicates[p];
      if (!is_written(predicate)) continue;
      const auto it = known.find(plain(predicate.positive, predicate.holes));
      if (it != known.end() && kinds_of(before_, p) == kinds_of(after_, it->second))
        pairing_.join(p, it->second);
    }
  }

  // The likeliest pairs first.
  void reworded() {
    constexpr double kLikeEnough = 0.5;
    std::vector<std::tuple<double, reason::PredicateId, reason::PredicateId>> likely;
    for (reason::PredicateId o = 0; o < before_.predicates.size(); ++o) {
      for (reason::PredicateId n = 0; n < after_.predicates.size(); ++n) {
        if (!pairing_.unpaired(o, n) || !is_written(before_.predicates[o]) ||
            !is_written(after_.predicates[n]) || kinds_of(before_, o) != kinds_of(after_, n))
          continue;
        const double like = likeness(before_.predicates[o].positive, after_.predicates[n].positive);
        if (like >= kLikeEnough) likely.emplace_back(-like, o, n);
      }
    }
    std::sort(likely.begin(), likely.end());
    for (const auto& [unlike, o, n] : likely) {
      if (pairing_.unpaired(o, n)) pairing_.join(o, n);
    }
  }

  // Under one heading, with the same holes, one sentence gone and one new.
  void same_place() {
    std::map<std::string, std::vector<reason::PredicateId>> gone, fresh;
    const auto key = [](const LawPredicate& p) {
      std::vector<std::string> holes = p.holes;
      std::sort(holes.begin(), holes.end());
      return p.declared.path + "\n" + text::join(holes, "\n");
    };
    for (reason::PredicateId o = 0; o < before_.predicates.size(); ++o) {
      if (is_written(before_.predicates[o]) && !pairing_.pairs().to_new[o])
        gone[key(before_.predicates[o])].push_back(o);
    }
    for (reason::PredicateId n = 0; n < after_.predicates.size(); ++n) {
      if (is_written(after_.predicates[n]) && !pairing_.pairs().to_old[n])
        fresh[key(after_.predicates[n])].push_back(n);
    }
    for (const auto& [place, olds] : gone) {
      const auto news = fresh.find(place);
      if (olds.size() == 1 && news != fresh.end() && news->second.size() == 1)
        pairing_.join(olds.front(), news->second.front());
    }
  }

  void modal_forms() {
    for (reason::PredicateId o = 0; o < before_.predicates.size(); ++o) {
      const LawPredicate& old_form = before_.predicates[o];
      if (old_form.modality == Modality::is) continue;
      for (reason::PredicateId n = 0; n < after_.predicates.size(); ++n) {
        const LawPredicate& form = after_.predicates[n];
        if (form.modality == old_form.modality && !form.exception_of &&
            pairing_.pairs().to_new[old_form.base] == form.base)
          pairing_.join(o, n);
      }
    }
  }

  const Law& before_;
  const Law& after_;
  Pairing<reason::PredicateId> pairing_;
};

// Same id; else, of what is left, what says the same under another id.
Pairs<uint32_t> pair_rules(const Law& before, const Law& after, Match& known) {
  Pairing<uint32_t> pairing(before.rules.size(), after.rules.size());
  for (uint32_t r = 0; r < before.rules.size(); ++r) {
    if (const auto same = after.rule(before.rules[r].id)) pairing.join(r, *same);
  }
  known.rules = pairing.pairs();
  const auto forms = rule_forms(before, known, &after);
  const auto new_forms = rule_forms(after, known, nullptr);
  for (uint32_t o = 0; o < forms.size(); ++o) {
    for (uint32_t n = 0; n < new_forms.size(); ++n) {
      if (pairing.unpaired(o, n) && forms[o].same_effect(new_forms[n])) pairing.join(o, n);
    }
  }
  return pairing.pairs();
}

Pairs<uint32_t> pair_passages(const Law& before, const Law& after, const Pairs<uint32_t>& rules) {
  Pairing<uint32_t> pairing(before.passages.size(), after.passages.size());
  for (uint32_t o = 0; o < before.passages.size(); ++o) {
    for (uint32_t n = 0; n < after.passages.size(); ++n) {
      const LawPassage& was = before.passages[o];
      const LawPassage& now = after.passages[n];
      const bool same_rule =
          was.rule && now.rule ? rules.to_new[*was.rule] == now.rule : !was.rule && !now.rule;
      if (pairing.unpaired(o, n) && was.text == now.text && same_rule) pairing.join(o, n);
    }
  }
  return pairing.pairs();
}

}  // namespace

std::vector<uint32_t> arguments_in_old(const LawPredicate& before, const LawPredicate& after) {
  std::vector<uint32_t> by_name, in_order;
  for (uint32_t a = 0; a < after.holes.size(); ++a) {
    in_order.push_back(a);
    const auto it = std::find(before.holes.begin(), before.holes.end(), after.holes[a]);
    if (it != before.holes.end())
      by_name.push_back(static_cast<uint32_t>(it - before.holes.begin()));
  }
  const bool each_once = std::set(by_name.begin(), by_name.end()).size() == after.holes.size();
  return each_once ? by_name : in_order;
}

Match match(const Law& before, const Law& after) {
  Match match;
  match.predicates = PredicatePairing(before, after).run();
  match.rules = pair_rules(before, after, match);
  match.passages = pair_passages(before, after, match.rules);
  return match;
}

}  // namespace comity::language
