// Judges the kernels by what does not share their code: all theories of up to three (--long: four)
// rules over two atoms, and random theories of every shape, against the naive reference; random
// theories against clingo, where it is installed, with an encoding of our own.
//
//   reason_differential [--long] [--seed N]
//
// Exits with 1 at the first mismatch, after printing the theory.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "oracle/clingo.h"
#include "reason/asp.h"
#include "reason/dfl.h"
#include "reason/random_theory.h"
#include "reason/reference.h"
#include "reason/solver.h"
#include "reason/sweep.h"

namespace {

using namespace comity::reason;

std::string spelled(const Theory& theory) {
  NamedTheory named{theory, {}, {}};
  for (Atom a = 0; a < theory.atom_count(); ++a) named.atoms.add("a" + std::to_string(a));
  for (RuleId r = 0; r < theory.rule_count(); ++r) named.labels.add("r" + std::to_string(r));
  return write_dfl(named);
}

bool agrees_with_reference(const Theory& theory, const World& world) {
  Solver solver(theory);
  solver.solve(world);
  const Reference expected = reference_model(theory, world);
  std::vector<Literal> literals;
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) literals.push_back({code});
  Restriction here;
  for (Alternative a : world) here.allowed.push_back(uint64_t{1} << a);
  const std::vector<OutcomeCounts> counts = Sweep(theory, literals).count(here);
  return std::all_of(literals.begin(), literals.end(), [&](Literal l) {
    return solver.tag(l) == expected.tag(l) && solver.support(l) == expected.support(l) &&
           solver.outcome(l) == expected.outcome(l) &&
           counts[l.code][size_t(expected.outcome(l))] == 1;
  });
}

bool report(bool good, const Theory& theory, const char* against) {
  if (!good) std::printf("MISMATCH against %s:\n%s\n", against, spelled(theory).c_str());
  return good;
}

// Every theory with exactly `size` rules out of all that two atoms allow with at most one premise,
// rules in increasing order, every superiority between conflicting ones there or not there.
class Exhaustive {
 public:
  explicit Exhaustive(bool defeaters_and_strict) {
    for (uint32_t head = 0; head < 4; ++head) {
      for (uint32_t premise = 0; premise < 5; ++premise) {
        const std::vector<Literal> body =
            premise < 4 ? std::vector<Literal>{{premise}} : std::vector<Literal>{};
        rules_.push_back({{head}, body, Strength::defeasible});
        if (!defeaters_and_strict) continue;
        rules_.push_back({{head}, body, Strength::strict});
        rules_.push_back({{head}, body, Strength::defeater});
      }
    }
  }

  bool run(size_t size) {
    picked_.clear();
    return extend(0, size);
  }
  uint64_t count() const { return count_; }

 private:
  struct Rule {
    Literal head;
    std::vector<Literal> body;
    Strength strength;
  };

  bool extend(size_t from, size_t left) {
    if (left == 0) return try_superiorities();
    for (size_t i = from; i < rules_.size(); ++i) {
      picked_.push_back(i);
      const bool good = extend(i, left - 1);
      picked_.pop_back();
      if (!good) return false;
    }
    return true;
  }

  // For each pair of conflicting rules: none, the first stronger, or the second.
  bool try_superiorities() {
    std::vector<std::pair<RuleId, RuleId>> pairs;
    for (RuleId a = 0; a < picked_.size(); ++a) {
      for (RuleId b = a + 1; b < picked_.size(); ++b) {
        if (rules_[picked_[a]].head == rules_[picked_[b]].head.complement()) {
          pairs.emplace_back(a, b);
        }
      }
    }
    size_t ways = 1;
    for (size_t i = 0; i < pairs.size(); ++i) ways *= 3;
    for (size_t way = 0; way < ways; ++way) {
      TheoryBuilder builder;
      builder.reserve_atoms(2);
      for (size_t i : picked_) builder.add_rule(rules_[i].head, rules_[i].body, rules_[i].strength);
      size_t rest = way;
      for (const auto& [a, b] : pairs) {
        if (rest % 3 == 1) builder.add_superiority(a, b);
        if (rest % 3 == 2) builder.add_superiority(b, a);
        rest /= 3;
      }
      const auto theory = builder.build();
      if (!theory) continue;  // the superiority has a cycle
      ++count_;
      if (!report(agrees_with_reference(*theory, {}), *theory, "the reference")) return false;
    }
    return true;
  }

  std::vector<Rule> rules_;
  std::vector<size_t> picked_;
  uint64_t count_ = 0;
};

bool exhaustive(bool all) {
  Exhaustive every(true);
  Exhaustive plain(false);
  bool good = every.run(1) && every.run(2);
  if (good && all) good = every.run(3);
  good = good && plain.run(3);
  if (good && all) good = plain.run(4);
  std::printf("exhaustive: %llu theories of up to %d rules\n",
              static_cast<unsigned long long>(every.count() + plain.count()), all ? 4 : 3);
  return good;
}

const std::vector<TheoryShape>& shapes() {
  static const std::vector<TheoryShape> all{
      {},
      {.atoms_max = 3, .rules_max = 8},
      {.choices_max = 4, .strict_percent = 35},
      {.atoms_max = 4, .rules_max = 14, .propagating_percent = 50},
      {.atoms_max = 10,
       .rules_max = 26,
       .body_max = 3,
       .choices_max = 3,
       .propagating_percent = 20},
  };
  return all;
}

bool random_against_reference(uint64_t seed, size_t count) {
  Random random(seed);
  for (size_t i = 0; i < count; ++i) {
    const Theory theory = random_theory(random, shapes()[i % shapes().size()]);
    const World world = random_world(random, theory);
    if (!report(agrees_with_reference(theory, world), theory, "the reference")) return false;
  }
  std::printf("reference: %zu random theories\n", count);
  return true;
}

// What all partial stable models share, of many theories in one run.
std::optional<std::set<std::string>> cautious(const std::string& program) {
  const auto run =
      comity::oracle::run_clingo(program, "--enum-mode=cautious --outf=1 --configuration=tweety");
  if (!run) return std::nullopt;
  const size_t at = run->output.rfind("ANSWER\n");
  if (at == std::string::npos) return std::nullopt;
  std::set<std::string> atoms;
  size_t begin = at + std::strlen("ANSWER\n");
  const size_t end = run->output.find('\n', begin);
  while (begin < end) {
    const size_t stop = run->output.find('.', begin);
    if (stop == std::string::npos || stop > end) break;
    atoms.insert(run->output.substr(begin, stop - begin));
    begin = stop + 2;
  }
  return atoms;
}

struct Batch {
  std::vector<Theory> theories;
  std::string program;

  AspForm form(size_t i) const { return {true, std::to_string(i)}; }

  void add(Theory theory) {
    const AspForm here = form(theories.size());
    program += asp_program(theory, here);
    for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
      program +=
          "#show " + asp_proved(here, {code}) + "/0. #show " + asp_refuted(here, {code}) + "/0.\n";
    }
    theories.push_back(std::move(theory));
  }

  bool agrees(const std::set<std::string>& atoms) const {
    for (size_t i = 0; i < theories.size(); ++i) {
      Solver solver(theories[i]);
      solver.solve({});
      for (uint32_t code = 0; code < 2 * theories[i].atom_count(); ++code) {
        const bool proved = atoms.contains(asp_proved(form(i), {code}));
        const bool refuted = atoms.contains(asp_refuted(form(i), {code}));
        const Tag expected = proved ? Tag::proved : refuted ? Tag::refuted : Tag::undetermined;
        if (!report(solver.tag({code}) == expected, theories[i], "clingo")) return false;
      }
    }
    return true;
  }
};

bool random_against_clingo(uint64_t seed, size_t count) {
  if (!comity::oracle::clingo_installed()) {
    std::puts("SKIPPED: clingo: not installed (Debian: gringo)");
    return true;
  }
  constexpr size_t kBatch = 100;
  Random random(seed);
  for (size_t done = 0; done < count; done += kBatch) {
    Batch batch;
    for (size_t i = 0; i < kBatch; ++i) {
      TheoryShape shape = shapes()[i % shapes().size()];
      shape.choices_max = 0;
      batch.add(random_theory(random, shape));
    }
    const auto atoms = cautious(batch.program);
    if (!atoms) {
      std::puts("MISMATCH: clingo gave no answer");
      return false;
    }
    if (!batch.agrees(*atoms)) return false;
  }
  std::printf("clingo: %zu random theories\n", count);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  bool all = false;
  uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--long") == 0) all = true;
    if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
      const char* text = argv[++i];
      std::from_chars(text, text + std::strlen(text), seed);
    }
  }
  const bool good = exhaustive(all) && random_against_reference(seed, all ? 1000000 : 20000) &&
                    random_against_clingo(seed, all ? 100000 : 1000);
  std::puts(good ? "no mismatch" : "FAILED");
  return good ? 0 : 1;
}
