/* The engine inside a C program: one rule, its exception, one world solved and all worlds counted.
 *
 *   cc -Isrc examples/embed/embed.c <build>/src/reason/libreason.a <build>/src/base/libbase.a \
 *      -lstdc++ -lm -lpthread
 */
#include <stdio.h>

#include "reason/comity_reason.h"

enum { ATTRIBUTABLE, BREACH, COUNTERMEASURE, WRONGFUL };

static uint32_t is(uint32_t atom) { return 2 * atom; }
static uint32_t is_not(uint32_t atom) { return 2 * atom + 1; }

static comity_theory* wrongful_act(void) {
  comity_builder* builder = comity_builder_new();
  const uint32_t general[] = {is(ATTRIBUTABLE), is(BREACH)};
  const uint32_t exception[] = {is(COUNTERMEASURE)};
  const uint32_t rule =
      comity_add_rule(builder, is(WRONGFUL), general, 2, COMITY_DEFEASIBLE);
  const uint32_t but =
      comity_add_rule(builder, is_not(WRONGFUL), exception, 1, COMITY_DEFEASIBLE);
  comity_theory* theory;
  comity_add_superiority(builder, but, rule);
  comity_add_open(builder, ATTRIBUTABLE);
  comity_add_open(builder, BREACH);
  comity_add_open(builder, COUNTERMEASURE);
  theory = comity_build(builder);
  if (!theory) fprintf(stderr, "%s\n", comity_builder_message(builder));
  comity_builder_free(builder);
  return theory;
}

int main(void) {
  static const char* const names[] = {"established", "excluded", "not established",
                                      "undetermined"};
  const uint32_t world[] = {0, 0, 1}; /* attributable, a breach, no countermeasure */
  comity_theory* theory = wrongful_act();
  comity_solver* solver;
  uint64_t counts[4];
  int outcome;
  if (!theory) return 1;
  solver = comity_solver_new(theory);
  if (!comity_solve(solver, world, 3)) return 1;
  printf("wrongful: %s\n", names[comity_outcome_of(solver, is(WRONGFUL))]);
  if (!comity_count(theory, is(WRONGFUL), 1, counts)) return 1;
  for (outcome = 0; outcome < 4; ++outcome) {
    printf("%s in %d of 8 worlds\n", names[outcome], (int)counts[outcome]);
  }
  comity_solver_free(solver);
  comity_theory_free(theory);
  return counts[COMITY_ESTABLISHED] == 1 && counts[COMITY_EXCLUDED] == 4 ? 0 : 1;
}
