// Questions about one literal over all worlds of a theory: what its answer can be, which open
// choices it hangs on, which smallest sets of answers would settle it, and what would have to be
// otherwise for the present answer to change.
//
// Method: only choices in the query's cone of influence count; the exact bit-parallel sweep, or
// decision diagrams above what a sweep can enumerate. Where neither can be exact, exact() is false,
// three-valued bounds and seeded samples remain, and the callers say so ("depends, not
// enumerated").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "reason/theory.h"

namespace comity::reason {

// How one literal comes out in one world.
enum class Outcome : uint8_t {
  established,      // +d q
  excluded,         // +d of its complement
  not_established,  // neither it nor its complement is proved
  undetermined,     // a loop: the well-founded model leaves it open
};

class OutcomeSet {
 public:
  constexpr OutcomeSet() = default;
  constexpr void add(Outcome o) { bits_ = static_cast<uint8_t>(bits_ | (1u << unsigned(o))); }
  constexpr void add(OutcomeSet other) { bits_ = static_cast<uint8_t>(bits_ | other.bits_); }
  constexpr bool has(Outcome o) const { return (bits_ >> unsigned(o)) & 1u; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool single() const { return bits_ != 0 && (bits_ & (bits_ - 1)) == 0; }
  constexpr std::optional<Outcome> only() const;
  friend constexpr bool operator==(OutcomeSet, OutcomeSet) = default;

 private:
  uint8_t bits_ = 0;
};

constexpr std::optional<Outcome> OutcomeSet::only() const {
  if (!single()) return std::nullopt;
  for (unsigned o = 0; o < 4; ++o) {
    if (has(Outcome(o))) return Outcome(o);
  }
  return std::nullopt;
}

// Which alternatives of each choice may hold: bit a of allowed[c] stands for alternative a. A
// choice never has more than 64 alternatives.
struct Restriction {
  std::vector<uint64_t> allowed;

  static Restriction none(const Theory& theory);
  static Restriction to(const World& world);                         // only that one world is left
  Restriction with(ChoiceId choice, Alternative alternative) const;  // only that one is left
  friend bool operator==(const Restriction&, const Restriction&) = default;
};

struct Pick {
  ChoiceId choice;
  Alternative alternative;
  friend bool operator==(const Pick&, const Pick&) = default;
  friend auto operator<=>(const Pick&, const Pick&) = default;
};

// A smallest set of picks under which the answer is `outcome` whatever the other choices are.
struct Settlement {
  std::vector<Pick> picks;
  Outcome outcome;
};

struct InquiryLimits {
  unsigned worlds_log2_max = 20;        // sweep at most this many worlds
  size_t diagram_nodes_max = 1u << 20;  // give up a diagram that needs more
};

// How often each outcome came up in worlds drawn at random, each world as likely as any other, and
// how far each share can be from the true one.
struct Sample {
  uint64_t worlds = 0;
  std::array<double, 4> shares{};  // by Outcome
  double confidence = 0;           // that all shares together lie within `margin`
  double margin = 0;               // Hoeffding's bound
};

class Inquiry {
 public:
  // The theory must outlive the inquiry. The work is done when the first question is asked. Not
  // thread-safe: an answer may be kept for the next question.
  Inquiry(const Theory& theory, Literal query, const InquiryLimits& limits = {});
  ~Inquiry();
  Inquiry(Inquiry&&) noexcept;
  Inquiry& operator=(Inquiry&&) noexcept;

  Literal query() const;
  // The choices that can reach the query through rules, whatever they are worth. Sorted.
  std::span<const ChoiceId> cone() const;
  // Whether the answers below are exact, within any restriction or within this one. When false,
  // outcomes() are three-valued bounds (a superset of what can happen) and the other functions
  // return nothing.
  bool exact() const;
  bool exact(const Restriction& within) const;

  // Which outcomes the worlds within the restriction have. Never empty.
  OutcomeSet outcomes(const Restriction& within) const;
  // The choices whose alternative matters in some world within the restriction. Sorted.
  std::vector<ChoiceId> relevant(const Restriction& within) const;
  // Smallest settling sets within the restriction, fewest picks first, then by choice; at most
  // `limit` of them, and none with more than `picks_max` picks.
  std::vector<Settlement> settlements(const Restriction& within, size_t limit,
                                      size_t picks_max) const;
  // The fewest changed picks that turn this world's outcome into another one.
  std::vector<Settlement> nearest_changes(const World& world, const Restriction& within,
                                          size_t limit) const;
  // The choice whose answer would settle most: the one that leaves the fewest relevant choices
  // on average over its alternatives. Nothing when no choice is relevant.
  std::optional<ChoiceId> next_question(const Restriction& within,
                                        std::span<const ChoiceId> candidates) const;
  // A world within the restriction with this outcome, picking as `near` does where it can. Nothing
  // where there is none.
  std::optional<World> world_with(Outcome outcome, const Restriction& within,
                                  const World& near) const;
  // Two worlds within the restriction that differ in this choice alone and in their outcomes,
  // picking as `near` does where they can. Nothing where the choice is not relevant.
  std::optional<std::array<World, 2>> turned_by(ChoiceId choice, const Restriction& within,
                                                const World& near) const;
  // At least `worlds` worlds within the restriction; the same seed draws the same worlds.
  Sample sample(const Restriction& within, uint64_t worlds, uint64_t seed) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::reason
