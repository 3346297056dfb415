// What a user of `comity assess` waits for, part by part, on the cases of examples/.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "app/norms.h"
#include "documents/page.h"
#include "dossier/assess.h"
#include "dossier/finding.h"
#include "language/load.h"

namespace comity {
namespace {

constexpr size_t kStates = 193;  // members of the United Nations

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(2);
}

std::vector<SourcePtr> norms() {
  auto files = app::read_norms(app::norms_folder());
  if (!files) give_up(files.error().message());
  return *files;
}

const language::Law& law() {
  static const language::Law loaded = [] {
    Diagnostics diagnostics;
    return language::load(norms(), diagnostics);
  }();
  return loaded;
}

dossier::Case example(const char* name) {
  const auto source = app::read_case_source(app::norms_folder().parent_path() / "examples" / name);
  if (!source) give_up(source.error().message());
  Diagnostics diagnostics;
  auto the_case = dossier::read_case(law(), *source, diagnostics);
  if (!the_case) give_up(render(diagnostics));
  return *the_case;
}

dossier::Assessment assessed(const dossier::Case& the_case) {
  auto assessment = dossier::assess(law(), the_case, {.view_date = the_case.opened});
  if (!assessment) give_up(assessment.error().message());
  return std::move(*assessment);
}

void load_norms(benchmark::State& state) {
  const auto files = norms();
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(
        language::load(files, diagnostics, language::Extent::without_examples));
  }
}
BENCHMARK(load_norms)->Unit(benchmark::kMillisecond);

// The whole analysis: grounding, every question, every recorded reading, every account.
void assess_case(benchmark::State& state, const char* name) {
  const dossier::Case the_case = example(name);
  for (auto _ : state) benchmark::DoNotOptimize(assessed(the_case));
}
BENCHMARK_CAPTURE(assess_case, grid, "senn-grid")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(assess_case, ministries, "avrin-ministries")->Unit(benchmark::kMillisecond);

void print_page(benchmark::State& state, const char* name) {
  const dossier::Assessment assessment = assessed(example(name));
  for (auto _ : state) benchmark::DoNotOptimize(documents::to_page(assessment));
}
BENCHMARK_CAPTURE(print_page, grid, "senn-grid")->Unit(benchmark::kMillisecond);

// One question under the readings of as many States as there are, once the case is grounded and the
// question has been looked into: positions are taken in turn from those recorded.
void all_states(benchmark::State& state, const char* name) {
  const dossier::Assessment assessment = assessed(example(name));
  const reason::Grounding& grounding = assessment.grounding();
  std::vector<dossier::HeldOptions> held(kStates);
  for (reason::ReadingId r = 0; r < law().readings.size(); ++r) {
    size_t at = r;
    for (const auto& [party, position] : law().readings[r].positions) {
      if (position.option) held[at++ % kStates].emplace_back(r, *position.option);
    }
  }
  const dossier::QuestionResult* question = nullptr;
  for (const auto& q : assessment.questions()) {
    if (q.question->name == "sovereignty") question = &q;
  }
  if (question == nullptr) give_up("the case does not raise the question of sovereignty");
  const auto& inquiry = assessment.inquiry(*grounding.literal(question->sentence, false));
  const auto within = dossier::base_restriction(grounding, question->attributions);
  for (auto _ : state) {
    for (const dossier::HeldOptions& options : held) {
      benchmark::DoNotOptimize(inquiry.outcomes(dossier::read_as(grounding, within, options)));
    }
  }
  state.counters["states"] = kStates;
}
BENCHMARK_CAPTURE(all_states, ministries, "avrin-ministries")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity

BENCHMARK_MAIN();
