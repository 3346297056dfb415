// What the reasoning kernels cost, beside clingo where it is installed, answers compared.
//
//   reason_bench [--max RULES] [--clingo-max RULES] [--json FILE] [--quick]
//
// Prints a table; exits with 1 when an answer is wrong. Aims are stated beside the figures. Times
// are processor seconds, ours of one thread, clingo's of its process.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <optional>

#include "measure.h"
#include "oracle/clingo.h"
#include "reason/asp.h"
#include "reason/dfl.h"
#include "reason/explain.h"
#include "reason/inquiry.h"
#include "reason/outcome_function.h"
#include "reason/sensitivity.h"
#include "reason/solver.h"
#include "reason/sweep.h"
#include "reason/workloads.h"

namespace {

using namespace comity::bench;
using namespace comity::reason;
using comity::oracle::clingo_installed;
using comity::oracle::run_clingo;

struct Options {
  uint64_t max_rules = 1000000;
  uint64_t clingo_max_rules = 100000;
  std::string json;
};

// What one process measured of one family.
struct FamilyTimes {
  double load, reason;
  uint64_t rules, atoms, proved, wrong;
};

FamilyTimes time_family(const std::string& family, uint64_t size) {
  FamilyTimes times{};
  std::string text = family_text(family, size);
  std::optional<NamedTheory> named;
  times.load = least_cpu_seconds(3, [&] {
    named.reset();
    auto read = read_dfl(text);
    if (!read) std::abort();
    named = std::move(*read);
  });
  std::string().swap(text);  // what was read is needed no more
  Solver solver(named->theory);
  times.reason = least_cpu_seconds(5, [&] { solver.solve({}); });
  times.rules = named->theory.rule_count();
  times.atoms = named->theory.atom_count();
  for (Atom a = 0; a < times.atoms; ++a) {
    const auto number = number_of(named->atoms[a]);
    for (const bool negated : {false, true}) {
      const Tag tag = solver.tag(negated ? Literal::negative(a) : Literal::positive(a));
      const bool expected = family_expects(family, number, negated);
      times.proved += tag == Tag::proved;
      times.wrong += tag != (expected ? Tag::proved : Tag::refuted);
    }
  }
  return times;
}

// What `--family FAMILY SIZE` runs: writes what was measured to standard output.
int measure_family(const std::string& family, uint64_t size) {
  const FamilyTimes times = time_family(family, size);
  return write(STDOUT_FILENO, &times, sizeof times) == ssize_t(sizeof times) ? 0 : 1;
}

// In a fresh process, so that its memory is its own.
std::optional<std::pair<FamilyTimes, double>> family_in_process(const std::string& family,
                                                                uint64_t size) {
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  const std::string rules = std::to_string(size);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl("/proc/self/exe", "reason_bench", "--family", family.c_str(), rules.c_str(), nullptr);
    _exit(1);
  }
  close(ends[1]);
  FamilyTimes times{};
  const bool read_all = read(ends[0], &times, sizeof times) == ssize_t(sizeof times);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  close(ends[0]);
  if (!read_all) return std::nullopt;
  return std::pair(times, static_cast<double>(usage.ru_maxrss) / 1024);
}

size_t count_shown(const std::string& output) {
  const size_t answer = output.find("Answer: 1\n");
  if (answer == std::string::npos) return 0;
  const size_t begin = answer + std::strlen("Answer: 1\n");
  const size_t end = output.find('\n', begin);
  size_t words = 0;
  bool inside = false;
  for (size_t i = begin; i < end; ++i) {
    const bool blank = output[i] == ' ';
    words += !blank && !inside;
    inside = !blank;
  }
  return words;
}

class Bench {
 public:
  explicit Bench(Options options) : options_(std::move(options)), clingo_(clingo_installed()) {}

  int run() {
    if (!clingo_) std::puts("clingo is not installed (Debian: gringo); no comparison");
    run_families();
    run_norm();
    run_readings();
    print_figures();
    if (!options_.json.empty()) write_json();
    std::printf("\n%llu wrong answers\n", static_cast<unsigned long long>(wrong_));
    return wrong_ == 0 ? 0 : 1;
  }

 private:
  void run_families() {
    std::printf("%-9s %8s %9s %10s %7s %10s %8s %9s %10s\n", "family", "rules", "load s",
                "reason s", "MB", "clingo s", "MB", "/ total", "/ reason");
    for (const std::string& family : families()) {
      for (uint64_t size = 1000; size <= options_.max_rules; size *= 10) run_family(family, size);
    }
  }

  void run_family(const std::string& family, uint64_t size) {
    const auto measured = family_in_process(family, size);
    if (!measured) return;
    const auto& [times, megabytes] = *measured;
    wrong_ += times.wrong;
    std::printf("%-9s %8llu %9.4f %10.6f %7.0f", family.c_str(),
                static_cast<unsigned long long>(times.rules), times.load, times.reason, megabytes);
    const std::string name = family + " " + std::to_string(size);
    if (size == 1000000) {
      add({name + " load", times.load, "s", 1.5});
      add({name + " reason", times.reason, "s", 0.15});
      add({name + " memory", megabytes, "MB", 512});
    }
    if (clingo_ && size <= options_.clingo_max_rules) compare(name, family, size, times);
    std::puts("");
    std::fflush(stdout);
  }

  void compare(const std::string& name, const std::string& family, uint64_t size,
               const FamilyTimes& times) {
    auto named = read_dfl(family_text(family, size));
    if (!named) return;
    const std::string program = asp_program(named->theory, {});
    const auto timed = run_clingo(program + "#show.\n", "-q2 1");
    if (!timed) return;
    const double total = timed->cpu_seconds / (times.load + times.reason);
    const double alone = timed->cpu_seconds / times.reason;
    std::printf(" %10.2f %8.0f %9.0f %10.0f", timed->cpu_seconds, timed->peak_megabytes, total,
                alone);
    if (size == 100000) {
      add({name + " clingo / (load + reason)", total, "times", 50, true});
      add({name + " clingo / reason", alone, "times", 1000, true});
    }
    if (size <= 10000) {
      std::string show = "#show.\n";
      for (uint32_t code = 0; code < 2 * named->theory.atom_count(); ++code) {
        const std::string atom = asp_proved({}, {code});
        show += "#show " + atom + " : " + atom + ".\n";
      }
      const auto listed = run_clingo(program + show, "1");
      const bool same = listed && count_shown(listed->output) == times.proved;
      wrong_ += !same;
      if (!same) std::printf("  DIFFERS");
    }
  }

  void run_norm() {
    std::puts("\na norm of 248 rules with 16 open facts, and larger ones");
    const NormWorkload norm = norm_workload(16, 6, 10, 1);
    const Theory& theory = norm.theory;
    const Restriction all = Restriction::none(theory);
    Solver solver(theory);
    World world(theory.choice_count(), 0);
    uint32_t turn = 0;
    const double assessments = 2000 / least_cpu_seconds(10, [&] {
                                 for (int i = 0; i < 2000; ++i) {
                                   for (ChoiceId c = 0; c < world.size(); ++c)
                                     world[c] = (turn >> c) & 1;
                                   turn = turn * 5 + 1;
                                   solver.solve(world);
                                 }
                               });
    add({"one assessment", 1e6 / assessments, "us", 25});
    add({"one assessment in bulk, a second", assessments, "", 1e5, true});

    const Sweep sweep(theory, {&norm.query, 1});
    add({"compile the circuit",
         1e6 * least_cpu_seconds(20, [&] { Sweep(theory, {&norm.query, 1}); }), "us"});
    uint64_t established = 0;
    add({"all 65,536 completions",
         1e3 *
             least_cpu_seconds(
                 50, [&] { established = sweep.count(all).front()[size_t(Outcome::established)]; }),
         "ms", 0.5});
    wrong_ += established != 1896;
    compare_norm(theory, norm.query, established);

    world.assign(theory.choice_count(), 0);
    solver.solve(world);
    Proof proof{};
    add({"one explanation",
         1e3 * least_cpu_seconds(50, [&] { proof = explain(theory, solver, world, norm.query); }),
         "ms", 1});
    wrong_ += !check(theory, world, proof);
    add({"one explanation checked",
         1e3 * least_cpu_seconds(50, [&] { wrong_ += !check(theory, world, proof); }), "ms"});
    analyse("16 open facts", norm, 0.1);
    analyse("20 open facts", norm_workload(20, 6, 10, 1), 0);
    analyse("24 open facts", norm_workload(24, 6, 10, 1), 2);
    analyse("28 open facts", norm_workload(28, 6, 10, 1), 0);
  }

  void compare_norm(const Theory& theory, Literal query, uint64_t established) {
    if (!clingo_) return;
    const std::string program = asp_program(theory, {}) + ":- not " + asp_proved({}, query) + ".\n";
    const auto run = run_clingo(program + "#show.\n", "-q2 0");
    const auto every = run_clingo(asp_program(theory, {}) + "#show.\n", "-q2 0");
    if (!run || !every) return;
    const size_t at = run->output.find("Models       : ");
    const bool same = at != std::string::npos &&
                      std::strtoull(run->output.c_str() + at + 15, nullptr, 10) == established;
    wrong_ += !same;
    add({"clingo, all completions", 1e3 * every->cpu_seconds, "ms"});
  }

  // Count, probability, importance, relevance and all smallest sufficient sets.
  void analyse(const std::string& name, const NormWorkload& norm, double aim) {
    const Theory& theory = norm.theory;
    const Restriction all = Restriction::none(theory);
    uint64_t established = 0, primes = 0;
    size_t nodes = 0;
    const auto whole = [&](bool swept) {
      std::optional<OutcomeFunction> f;
      const Sweep sweep(theory, {&norm.query, 1});
      if (swept)
        f = OutcomeFunction::of(theory, sweep.tabulate(all).front());
      else
        f = OutcomeFunction::of(theory, sweep.circuit(), size_t{1} << 24);
      established = f->count(all)[size_t(Outcome::established)];
      const std::vector<std::vector<double>> even(theory.choice_count(), {0.5, 0.5});
      sensitivity(*f, even, Outcome::established);
      (void)f->relevant(all);
      primes = f->settlement_count(all, Outcome::established);
      // The negation's sets grow into the millions beyond 24 open facts.
      if (theory.choice_count() <= 24) {
        primes += f->settlement_count(all, Outcome::not_established);
      }
      nodes = f->node_count();
    };
    const int runs = theory.choice_count() <= 20 ? 3 : 1;
    if (theory.choice_count() <= 24) {
      const Sweep sweep(theory, {&norm.query, 1});
      uint64_t counted = 0;
      add({name + ": sweep",
           1e3 * least_cpu_seconds(
                     3, [&] { counted = sweep.count(all).front()[size_t(Outcome::established)]; }),
           "ms"});
      add({name + ": full analysis from a sweep", least_cpu_seconds(runs, [&] { whole(true); }),
           "s", aim});
      wrong_ += counted != established;
    }
    const uint64_t before = established;
    add({name + ": full analysis by diagram alone", least_cpu_seconds(runs, [&] { whole(false); }),
         "s"});
    wrong_ += theory.choice_count() <= 24 && before != established;
    std::printf("%s: established in %llu worlds, %zu nodes, %llu smallest sufficient sets\n",
                name.c_str(), static_cast<unsigned long long>(established), nodes,
                static_cast<unsigned long long>(primes));
    std::fflush(stdout);
  }

  // 193 States, each with a position on six disputed readings or none, over the same facts: one
  // sweep over readings, then one look a State.
  void run_readings() {
    const NormWorkload norm = norm_workload(16, 6, 10, 1);
    const Restriction facts = [&] {
      Restriction within = Restriction::none(norm.theory);
      for (ChoiceId c = 6; c < 16; ++c) within = within.with(c, c % 2);
      return within;
    }();
    std::vector<Restriction> states;
    for (uint32_t s = 0; s < 193; ++s) {
      states.push_back(facts);
      for (ChoiceId c = 0; c < 6; ++c) {
        const uint32_t position = (s * 7 + c * 5) % 3;
        if (position < 2) states.back() = states.back().with(c, position);
      }
    }
    size_t settled = 0;
    add({"193 States' readings",
         1e3 * least_cpu_seconds(20,
                                 [&] {
                                   settled = 0;
                                   const Sweep sweep(norm.theory, {&norm.query, 1});
                                   const OutcomeFunction f = OutcomeFunction::of(
                                       norm.theory, sweep.tabulate(facts).front());
                                   for (const Restriction& state : states)
                                     settled += f.outcomes(state).single();
                                 }),
         "ms", 1});
  }

  void add(const Figure& figure) { figures_.push_back(figure); }

  void print_figures() const {
    std::printf("\n%-52s %12s %-6s %10s\n", "figure", "measured", "", "aim");
    for (const Figure& f : figures_) {
      std::printf("%-52s %12.4g %-6s", f.name.c_str(), f.value, f.unit.c_str());
      if (f.aim != 0)
        std::printf(" %s %-7.4g %s", f.at_least ? ">=" : "<=", f.aim, f.met() ? "" : "NOT MET");
      std::puts("");
    }
  }

  void write_json() const {
    FILE* file = std::fopen(options_.json.c_str(), "w");
    if (!file) return;
    std::fputs("[\n", file);
    for (const Figure& f : figures_) {
      std::fprintf(file,
                   "  {\"name\":\"%s\",\"value\":%.9g,\"unit\":\"%s\",\"aim\":%.9g,\"met\":%s}%s\n",
                   f.name.c_str(), f.value, f.unit.c_str(), f.aim, f.met() ? "true" : "false",
                   &f == &figures_.back() ? "" : ",");
    }
    std::fputs("]\n", file);
    std::fclose(file);
  }

  Options options_;
  bool clingo_;
  uint64_t wrong_ = 0;
  std::vector<Figure> figures_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "--family") == 0) {
    return measure_family(argv[2], std::strtoull(argv[3], nullptr, 10));
  }
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--quick") {
      options.max_rules = options.clingo_max_rules = 10000;
    } else if (argument == "--max" && i + 1 < argc) {
      options.max_rules = std::strtoull(argv[++i], nullptr, 10);
    } else if (argument == "--clingo-max" && i + 1 < argc) {
      options.clingo_max_rules = std::strtoull(argv[++i], nullptr, 10);
    } else if (argument == "--json" && i + 1 < argc) {
      options.json = argv[++i];
    } else {
      std::fprintf(stderr, "usage: %s [--max RULES] [--clingo-max RULES] [--json FILE] [--quick]\n",
                   argv[0]);
      return 2;
    }
  }
  return Bench(options).run();
}
