// Why an answer comes out as it does: a proof for each outcome that is possible.
#include <algorithm>

#include "dossier/assess.h"
#include "dossier/finding.h"

namespace comity::dossier {

namespace {

constexpr size_t kChangesMax = 8;

// The smallest set of picks that brings this outcome about, if a small one does.
std::optional<std::vector<reason::Pick>> picks_for(const QuestionResult& question,
                                                   reason::Outcome outcome) {
  for (const reason::Settlement& settlement : question.settlements) {
    if (settlement.outcome == outcome) return settlement.picks;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Why> Assessment::why(const QuestionResult& question) const {
  const reason::Grounding& grounding = *grounding_;
  const reason::Literal literal = *grounding.literal(question.sentence, false);
  const reason::Restriction within = base_restriction(grounding, question.attributions);
  const reason::Inquiry& inquiry = this->inquiry(literal);
  reason::Solver solver(grounding.theory);
  std::vector<Why> all;
  const auto add = [&](const reason::World& world, std::vector<reason::Pick> given) {
    solver.solve(world);
    Why why{.given = std::move(given), .outcome = solver.outcome(literal), .world = world};
    // What is excluded is explained by the proof of its opposite.
    const bool excluded = why.outcome == reason::Outcome::excluded;
    why.proof =
        reason::explain(grounding.theory, solver, world, excluded ? literal.complement() : literal);
    all.push_back(std::move(why));
  };
  const auto has = [&](reason::Outcome outcome) {
    return std::any_of(all.begin(), all.end(), [&](const Why& w) { return w.outcome == outcome; });
  };
  for (unsigned o = 0; o < 4; ++o) {
    const auto outcome = static_cast<reason::Outcome>(o);
    if (!question.finding().outcomes.has(outcome) || has(outcome)) continue;
    if (const auto picks = picks_for(question, outcome)) {
      add(plainest_world(grounding, within, *picks), *picks);
    }
  }
  // Where no small set settles it, the plainest world and the fewest changes from it will show it.
  const reason::World plainest = plainest_world(grounding, within, {});
  solver.solve(plainest);
  if (!has(solver.outcome(literal))) add(plainest, {});
  if (!question.finding().exact) return all;
  for (const reason::Settlement& change : inquiry.nearest_changes(plainest, within, kChangesMax)) {
    if (has(change.outcome)) continue;
    add(plainest_world(grounding, within, change.picks), change.picks);
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Why& a, const Why& b) { return a.outcome < b.outcome; });
  return all;
}

}  // namespace comity::dossier
