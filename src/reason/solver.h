// Kernel 1: one world, linear time (Maher 2001), counters and a work list over flat arrays.
//
// The work list decides what follows from what is already decided. What is left lies on loops or
// behind them; there the well-founded step refutes what could only support itself, one strongly
// connected component after the other, and leaves the rest undetermined.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "reason/inquiry.h"
#include "reason/theory.h"

namespace comity::reason {

// Where a literal ended. The three tags are exclusive for each of the proof levels.
enum class Tag : uint8_t {
  refuted,       // -d: shown not to be provable
  proved,        // +d
  undetermined,  // neither: it depends on itself and the well-founded step leaves it open
};

// Buffers are kept between runs: one Solver per thread, reused for every world of a theory. The
// theory must outlive it.
class Solver {
 public:
  explicit Solver(const Theory& theory);

  // Decides every literal of the theory in this world. O(size of the theory), times the number of
  // alternations of a loop through objections where there are any.
  void solve(const World& world);

  // Three-valued bounds (Kleene): what is proved, or refuted, here is so in every world that picks
  // allowed alternatives. The converse does not hold: what the choices share is not followed.
  void bound(const Restriction& within);

  // +D / -D, by facts and strict rules. Undetermined only after bound().
  Tag definite(Literal l) const { return definite_[l.code]; }
  Tag tag(Literal l) const { return tags_[l.code]; }  // +d / -d
  // Whether an objection may rest on l: for a propagating atom, whether l is supported by a rule
  // that no applicable rule beats (+s / -s); for any other atom the same as tag().
  Tag support(Literal l) const { return tags_[objection_claim(l)]; }
  Outcome outcome(Literal l) const;

 private:
  // A claim is "+d l", numbered by l's code, or "+s l" of a propagating atom, numbered after
  // those. tags_ holds the tag of every claim.
  using Claim = uint32_t;

  // A rule as a member of a team, by +d and -d of its premises, and the part of its work as an
  // objection that every theory needs.
  struct RuleState {
    uint32_t waiting = 0;    // premises not yet proved
    uint32_t rivals = 0;     // stronger rules, other than defeaters, that are not dead
    bool dead = false;       // a premise is refuted
    bool stands = false;     // as an objection: every premise is proved (or supported)
    bool countered = false;  // as an objection: a premise fails, or a stronger rule applies
  };
  // Eight bytes a literal: there can be millions, and each world begins with a fresh copy.
  struct LiteralState {
    static constexpr uint32_t kCarried = 1u << 31;

    uint32_t carriers = 0;    // rules for it, other than defeaters, that are not dead; and whether
                              // one of them applies, which then is never dead
    uint32_t objections = 0;  // rules against it that are not countered

    void carry() { carriers |= kCarried; }
    bool carried() const { return (carriers & kCarried) != 0; }
  };
  // What a theory with propagating atoms needs besides.
  struct SupportState {
    uint32_t waiting = 0;   // premises that are not yet known to hold up an objection
    uint32_t rivals = 0;    // stronger rules, defeaters included, that are not dead
    bool unfit = false;     // a premise cannot hold up an objection
    bool unusable = false;  // that, or a stronger rule applies
  };

  Claim objection_claim(Literal l) const {
    return theory_->propagating(l.atom()) ? l.code + literal_count_ : l.code;
  }
  void lay_out_rules();
  void lay_out_support();

  void reset();
  void run();
  template <class Asserted>
  void close_definite(Tag tag, const Asserted& asserted);
  void make_definite(Literal l, Tag tag);
  void start();
  void drain();
  void set(Claim claim, Tag tag);
  void decide(Claim claim, Tag tag);
  void use_proved(Literal l);
  void use_refuted(Literal l);
  void use_supported(Literal l);
  void use_unsupported(Literal l);

  void applies(RuleId r);
  void dies(RuleId r);
  void stands(RuleId r);
  void fails(RuleId r);
  void counter(RuleId objection);
  void try_prove(Literal l);
  void try_defeat(RuleId objection);
  void try_support(RuleId r);
  void drop_support(RuleId r);

  void settle_loops();
  bool refute_unfounded(std::span<const Atom> scope);
  void enter_scope(Literal l);
  void rule_possible(RuleId r);
  void support_possible(RuleId r);
  void spread_possible();
  bool maybe(Claim claim, Atom atom) const;
  bool open(Atom atom) const;
  void try_possible(Literal l);
  void mark_possible(Claim claim);

  const Theory* theory_;
  uint32_t literal_count_;
  size_t claim_space_;       // claims are numbered below this
  size_t claims_to_decide_;  // and so many of the numbers are in use

  // Laid out once.
  std::vector<RuleState> first_rules_;
  std::vector<LiteralState> first_literals_;
  std::vector<SupportState> first_support_;
  std::vector<uint32_t> first_supporters_;
  std::vector<RuleId> strict_;
  std::vector<RuleId> unconditional_;
  std::vector<Literal> unsupported_;

  // Per world.
  std::vector<Tag> definite_;
  std::vector<Tag> tags_;
  std::vector<RuleState> rules_;
  std::vector<LiteralState> literals_;
  std::vector<SupportState> support_;
  std::vector<uint32_t> supporters_;  // per literal: rules for it that are not unusable
  std::vector<uint32_t> strict_waiting_;
  std::vector<Literal> definites_;
  std::vector<Claim> queue_;
  size_t decided_ = 0;

  // The well-founded step.
  std::vector<uint8_t> in_scope_;
  std::vector<uint8_t> possible_;
  std::vector<uint8_t> possibly_carried_;
  std::vector<uint8_t> possibly_countered_;
  std::vector<uint32_t> need_;
  std::vector<uint32_t> support_need_;
  std::vector<uint32_t> blocks_;
  std::vector<Claim> possible_queue_;
};

}  // namespace comity::reason
