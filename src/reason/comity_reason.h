/* The reasoning engine for C and for whatever calls C. The static library `reason` (and `base`
 * below it) needs nothing else but the C++ runtime.
 *
 * A literal is 2 * atom for the atom and 2 * atom + 1 for its negation. Functions that can fail
 * return 0 or NULL and leave a message, which is valid until the next call on the same object.
 * Objects may be used by one thread at a time; a finished theory by any number. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct comity_builder comity_builder;
typedef struct comity_theory comity_theory;
typedef struct comity_solver comity_solver;

enum comity_strength { COMITY_STRICT, COMITY_DEFEASIBLE, COMITY_DEFEATER };
enum comity_outcome {
  COMITY_ESTABLISHED,
  COMITY_EXCLUDED,
  COMITY_NOT_ESTABLISHED,
  COMITY_UNDETERMINED
};

comity_builder* comity_builder_new(void);
void comity_builder_free(comity_builder* builder);
/* Returns the rule's number; rules are numbered 0, 1, ... */
uint32_t comity_add_rule(comity_builder* builder, uint32_t head, const uint32_t* body,
                         size_t body_size, enum comity_strength strength);
void comity_add_fact(comity_builder* builder, uint32_t literal);
/* An atom that may be true or false; returns the choice's number: 0, 1, ... Alternative 0 is
 * true. */
uint32_t comity_add_open(comity_builder* builder, uint32_t atom);
/* Returns 0 where one of the rules does not exist. */
int comity_add_superiority(comity_builder* builder, uint32_t stronger, uint32_t weaker);
/* Empties the builder. NULL where a superiority joins rules that do not conflict, or has a
 * cycle. */
comity_theory* comity_build(comity_builder* builder);
const char* comity_builder_message(const comity_builder* builder);
void comity_theory_free(comity_theory* theory);

/* The theory must outlive its solvers. */
comity_solver* comity_solver_new(const comity_theory* theory);
void comity_solver_free(comity_solver* solver);
/* Decides everything in one world: one alternative a choice. Returns 0 where it does not fit. */
int comity_solve(comity_solver* solver, const uint32_t* world, size_t choices);
/* Of the world solved last. The literal's atom must be one of the theory's. */
enum comity_outcome comity_outcome_of(const comity_solver* solver, uint32_t literal);

/* Counts the worlds of the literal's cone by outcome. Returns 0 where there are more than 2^30. */
int comity_count(const comity_theory* theory, uint32_t literal, unsigned threads,
                 uint64_t counts[4]);

#ifdef __cplusplus
}
#endif
