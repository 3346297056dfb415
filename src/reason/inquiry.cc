#include "reason/inquiry.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "reason/outcome_function.h"
#include "reason/solver.h"
#include "reason/sweep.h"

namespace comity::reason {

Restriction Restriction::none(const Theory& theory) {
  Restriction all;
  for (ChoiceId c = 0; c < theory.choice_count(); ++c) {
    all.allowed.push_back(~uint64_t{0} >> (64 - theory.alternative_count(c)));
  }
  return all;
}

Restriction Restriction::to(const World& world) {
  Restriction only;
  for (Alternative a : world) only.allowed.push_back(uint64_t{1} << a);
  return only;
}

Restriction Restriction::with(ChoiceId choice, Alternative alternative) const {
  Restriction narrower = *this;
  narrower.allowed[choice] = uint64_t{1} << alternative;
  return narrower;
}

class Inquiry::Impl {
 public:
  Impl(const Theory& theory, Literal query, const InquiryLimits& limits)
      : theory_(theory), query_(query), limits_(limits), sweep_(theory, {&query, 1}) {}

  Literal query() const { return query_; }
  const std::vector<ChoiceId>& cone() const { return sweep_.circuit().choices; }

  // The outcome as a function of the choices, at least within the restriction; or nothing.
  OutcomeFunction* function(const Restriction& within) {
    try_whole();
    if (whole_) return &*whole_;
    if (!enumerable(within)) return nullptr;
    if (!part_ || part_within_ != within) {
      part_ = tabulated(within);
      part_within_ = within;
    }
    return &*part_;
  }

  bool exact_everywhere() {
    try_whole();
    return whole_.has_value();
  }

  OutcomeSet outcomes(const Restriction& within) {
    const OutcomeFunction* f = function(within);
    return f ? f->outcomes(within) : bounds(within);
  }

  OutcomeSet bounds(const Restriction& within) const {
    Solver solver(theory_);
    solver.bound(within);
    OutcomeSet set;
    const Tag yes = solver.tag(query_);
    const Tag no = solver.tag(query_.complement());
    if (yes != Tag::refuted) set.add(Outcome::established);
    if (yes == Tag::proved) return set;
    if (no != Tag::refuted) set.add(Outcome::excluded);
    if (no == Tag::proved) return set;
    set.add(Outcome::not_established);
    if (yes == Tag::undetermined || no == Tag::undetermined) set.add(Outcome::undetermined);
    return set;
  }

  Sample sample(const Restriction& within, uint64_t worlds, uint64_t seed) const {
    constexpr double kConfidence = 0.99;
    const uint64_t steps = std::max<uint64_t>(1, (worlds + kWideBits - 1) / kWideBits);
    const OutcomeCounts counts = sweep_.sample(within, steps, seed).front();
    Sample sample{
        .worlds = steps * kWideBits, .shares = {}, .confidence = kConfidence, .margin = 0};
    const auto drawn = static_cast<double>(sample.worlds);
    for (size_t o = 0; o < 4; ++o) sample.shares[o] = static_cast<double>(counts[o]) / drawn;
    // Four shares, each on two sides.
    sample.margin = std::sqrt(std::log(8 / (1 - kConfidence)) / (2 * drawn));
    return sample;
  }

 private:
  void try_whole() {
    if (std::exchange(tried_whole_, true)) return;
    const Restriction all = Restriction::none(theory_);
    whole_ = enumerable(all)
                 ? tabulated(all)
                 : OutcomeFunction::of(theory_, sweep_.circuit(), limits_.diagram_nodes_max);
  }

  bool enumerable(const Restriction& within) const {
    return sweep_.worlds(within) <= uint64_t{1} << limits_.worlds_log2_max;
  }
  OutcomeFunction tabulated(const Restriction& within) const {
    return OutcomeFunction::of(theory_, sweep_.tabulate(within).front());
  }

  const Theory& theory_;
  Literal query_;
  InquiryLimits limits_;
  Sweep sweep_;
  bool tried_whole_ = false;
  std::optional<OutcomeFunction> whole_;
  std::optional<OutcomeFunction> part_;
  Restriction part_within_;
};

Inquiry::Inquiry(const Theory& theory, Literal query, const InquiryLimits& limits)
    : impl_(std::make_unique<Impl>(theory, query, limits)) {}
Inquiry::~Inquiry() = default;
Inquiry::Inquiry(Inquiry&&) noexcept = default;
Inquiry& Inquiry::operator=(Inquiry&&) noexcept = default;

Literal Inquiry::query() const { return impl_->query(); }
std::span<const ChoiceId> Inquiry::cone() const { return impl_->cone(); }
bool Inquiry::exact() const { return impl_->exact_everywhere(); }
bool Inquiry::exact(const Restriction& within) const { return impl_->function(within) != nullptr; }
OutcomeSet Inquiry::outcomes(const Restriction& within) const { return impl_->outcomes(within); }

std::vector<ChoiceId> Inquiry::relevant(const Restriction& within) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->relevant(within) : std::vector<ChoiceId>();
}

std::vector<Settlement> Inquiry::settlements(const Restriction& within, size_t limit,
                                             size_t picks_max) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->settlements(within, limit, picks_max) : std::vector<Settlement>();
}

std::vector<Settlement> Inquiry::nearest_changes(const World& world, const Restriction& within,
                                                 size_t limit) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->nearest_changes(world, within, limit) : std::vector<Settlement>();
}

std::optional<ChoiceId> Inquiry::next_question(const Restriction& within,
                                               std::span<const ChoiceId> candidates) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->next_question(within, candidates) : std::nullopt;
}

std::optional<World> Inquiry::world_with(Outcome outcome, const Restriction& within,
                                         const World& near) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->world_with(outcome, within, near) : std::nullopt;
}

std::optional<std::array<World, 2>> Inquiry::turned_by(ChoiceId choice, const Restriction& within,
                                                       const World& near) const {
  OutcomeFunction* f = impl_->function(within);
  return f ? f->turned_by(choice, within, near) : std::nullopt;
}

Sample Inquiry::sample(const Restriction& within, uint64_t worlds, uint64_t seed) const {
  return impl_->sample(within, worlds, seed);
}

}  // namespace comity::reason
