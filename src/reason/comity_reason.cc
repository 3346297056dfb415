#include "reason/comity_reason.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "reason/solver.h"
#include "reason/sweep.h"
#include "reason/theory.h"

using namespace comity::reason;

struct comity_builder {
  TheoryBuilder builder;
  uint32_t rules = 0;
  std::string message;
};

struct comity_theory {
  explicit comity_theory(Theory t) : theory(std::move(t)) {}
  Theory theory;
};

struct comity_solver {
  explicit comity_solver(const Theory& t) : theory(t), solver(t) {}
  const Theory& theory;
  Solver solver;
};

comity_builder* comity_builder_new() { return std::make_unique<comity_builder>().release(); }
void comity_builder_free(comity_builder* builder) {
  const std::unique_ptr<comity_builder> owned(builder);
}

uint32_t comity_add_rule(comity_builder* builder, uint32_t head, const uint32_t* body,
                         size_t body_size, comity_strength strength) {
  std::vector<Literal> premises(body_size);
  std::transform(body, body + body_size, premises.begin(), [](uint32_t l) { return Literal{l}; });
  ++builder->rules;
  return builder->builder.add_rule({head}, premises, Strength(strength));
}

void comity_add_fact(comity_builder* builder, uint32_t literal) {
  builder->builder.add_fact({literal});
}

uint32_t comity_add_open(comity_builder* builder, uint32_t atom) {
  return builder->builder.add_open(atom);
}

int comity_add_superiority(comity_builder* builder, uint32_t stronger, uint32_t weaker) {
  if (stronger >= builder->rules || weaker >= builder->rules) {
    builder->message = "a superiority names a rule that does not exist";
    return 0;
  }
  builder->builder.add_superiority(stronger, weaker);
  return 1;
}

comity_theory* comity_build(comity_builder* builder) {
  builder->rules = 0;
  auto theory = builder->builder.build();
  if (!theory) {
    builder->message = theory.error().message();
    return nullptr;
  }
  return std::make_unique<comity_theory>(std::move(*theory)).release();
}

const char* comity_builder_message(const comity_builder* builder) {
  return builder->message.c_str();
}
void comity_theory_free(comity_theory* theory) {
  const std::unique_ptr<comity_theory> owned(theory);
}

comity_solver* comity_solver_new(const comity_theory* theory) {
  return std::make_unique<comity_solver>(theory->theory).release();
}
void comity_solver_free(comity_solver* solver) {
  const std::unique_ptr<comity_solver> owned(solver);
}

int comity_solve(comity_solver* solver, const uint32_t* world, size_t choices) {
  const Theory& theory = solver->theory;
  if (choices != theory.choice_count()) return 0;
  for (ChoiceId c = 0; c < choices; ++c) {
    if (world[c] >= theory.alternative_count(c)) return 0;
  }
  solver->solver.solve(World(world, world + choices));
  return 1;
}

comity_outcome comity_outcome_of(const comity_solver* solver, uint32_t literal) {
  return comity_outcome(solver->solver.outcome({literal}));
}

int comity_count(const comity_theory* theory, uint32_t literal, unsigned threads,
                 uint64_t counts[4]) {
  const Literal query{literal};
  if (query.atom() >= theory->theory.atom_count()) return 0;
  const Sweep sweep(theory->theory, {&query, 1});
  const Restriction all = Restriction::none(theory->theory);
  if (sweep.worlds(all) > uint64_t{1} << 30) return 0;
  const OutcomeCounts swept = sweep.count(all, threads).front();
  std::copy(swept.begin(), swept.end(), counts);
  return 1;
}
