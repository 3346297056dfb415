#include "reason/timeline.h"

#include <algorithm>
#include <map>
#include <string>

namespace comity::reason {

namespace {

constexpr std::chrono::days kDay{1};

// Everything that a rule says, but for its dates, as one string of numbers.
class Content {
 public:
  explicit Content(const ProgramRule& rule) {
    add(rule.head);
    add(static_cast<uint64_t>(rule.strength));
    add_all(rule.variables);
    add(rule.premises.size());
    for (const ProgramPremise& premise : rule.premises) {
      add(premise.pattern);
      add(premise.burden);
      add(premise.standard);
    }
    add(rule.comparisons.size());
    for (const Comparison& c : rule.comparisons) {
      add(c.left);
      add(c.right);
      add(c.equal);
    }
    add(rule.guards.size());
    for (const ReadingGuard& guard : rule.guards) {
      add(guard.reading);
      add(guard.options);
    }
    add(rule.passage.has_value());
    add(rule.passage.value_or(0));
  }

  std::vector<uint64_t> take() && { return std::move(numbers_); }

 private:
  void add(uint64_t n) { numbers_.push_back(n); }
  void add(const Term& term) {
    add(term.variable);
    add(term.index);
  }
  void add(const Pattern& pattern) {
    add(pattern.predicate);
    add(pattern.arguments.size());
    for (const Term& term : pattern.arguments) add(term);
    add(pattern.negated);
    add(static_cast<uint64_t>(pattern.when));
    add(pattern.moment);
  }
  void add_all(const std::vector<KindId>& kinds) {
    add(kinds.size());
    for (const KindId kind : kinds) add(kind);
  }

  std::vector<uint64_t> numbers_;
};

std::vector<DateRange> ranges_of(const Program& program, DateRange ProgramRule::* range) {
  std::vector<DateRange> out;
  for (const ProgramRule& rule : program.rules) out.push_back(rule.*range);
  return out;
}

// Cuts slices out of a program. What a slice is known by: the contents of its rules, in an order
// that does not depend on where they stand, and which of them are stronger.
class Slicer {
 public:
  using Key = std::pair<std::vector<uint32_t>, std::vector<std::pair<uint32_t, uint32_t>>>;

  explicit Slicer(const Program& program) : whole_(program) {
    std::map<std::vector<uint64_t>, uint32_t> known;
    for (const ProgramRule& rule : program.rules) {
      const auto number = static_cast<uint32_t>(known.size());
      content_.push_back(known.emplace(Content(rule).take(), number).first->second);
    }
  }

  std::vector<uint32_t> rules(Date fact, Date view) const {
    std::vector<uint32_t> kept;
    for (uint32_t r = 0; r < whole_.rules.size(); ++r) {
      const ProgramRule& rule = whole_.rules[r];
      if (rule.in_force.contains(view) && rule.applies_to.contains(fact)) kept.push_back(r);
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [&](uint32_t a, uint32_t b) { return content_[a] < content_[b]; });
    return kept;
  }

  Key key(const std::vector<uint32_t>& rules) const {
    Key key;
    for (const uint32_t r : rules) key.first.push_back(content_[r]);
    key.second = superiority(rules);
    return key;
  }

  Program program(const std::vector<uint32_t>& rules) const {
    Program out{.kinds = whole_.kinds,
                .predicates = whole_.predicates,
                .rules = {},
                .superiority = superiority(rules),
                .readings = whole_.readings,
                .grades = whole_.grades};
    for (const ProgramRule& rule : whole_.rules) out.predicates[rule.head.predicate].derived = true;
    for (const uint32_t r : rules) {
      out.rules.push_back(whole_.rules[r]);
      out.rules.back().in_force = out.rules.back().applies_to = {};
    }
    return out;
  }

 private:
  std::vector<std::pair<uint32_t, uint32_t>> superiority(const std::vector<uint32_t>& rules) const {
    std::map<uint32_t, uint32_t> place;
    for (uint32_t i = 0; i < rules.size(); ++i) place.emplace(rules[i], i);
    std::vector<std::pair<uint32_t, uint32_t>> out;
    for (const auto& [strong, weak] : whole_.superiority) {
      const auto a = place.find(strong), b = place.find(weak);
      if (a != place.end() && b != place.end()) out.emplace_back(a->second, b->second);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  const Program& whole_;
  std::vector<uint32_t> content_;  // by rule: equal numbers for equal contents
};

}  // namespace

Axis::Axis(std::vector<Date> changes) : changes_(std::move(changes)) {
  std::sort(changes_.begin(), changes_.end());
  changes_.erase(std::unique(changes_.begin(), changes_.end()), changes_.end());
}

size_t Axis::stretch_of(Date date) const {
  return static_cast<size_t>(std::upper_bound(changes_.begin(), changes_.end(), date) -
                             changes_.begin());
}

DateRange Axis::dates(size_t stretch) const {
  DateRange range;
  if (stretch > 0) range.from = changes_[stretch - 1];
  if (stretch < changes_.size()) range.until = changes_[stretch] - kDay;
  return range;
}

Date Axis::some_date(size_t stretch) const {
  const DateRange range = dates(stretch);
  return range.from ? *range.from : range.until.value_or(Date());
}

std::vector<Date> changes_of(std::span<const DateRange> ranges) {
  std::vector<Date> out;
  for (const DateRange& range : ranges) {
    if (range.empty()) continue;
    if (range.from) out.push_back(*range.from);
    if (range.until) out.push_back(*range.until + kDay);
  }
  return out;
}

Timeline::Timeline(const Program& program)
    : force_(changes_of(ranges_of(program, &ProgramRule::in_force))),
      efficacy_(changes_of(ranges_of(program, &ProgramRule::applies_to))) {
  const Slicer slicer(program);
  std::map<Slicer::Key, size_t> known;
  for (size_t e = 0; e < efficacy_.size(); ++e) {
    for (size_t f = 0; f < force_.size(); ++f) {
      std::vector<uint32_t> rules = slicer.rules(efficacy_.some_date(e), force_.some_date(f));
      const auto [at, fresh] = known.emplace(slicer.key(rules), programs_.size());
      if (fresh) programs_.push_back(slicer.program(rules));
      cells_.push_back({at->second, std::move(rules)});
    }
  }
}

Timeline::Slice Timeline::at(size_t efficacy_stretch, size_t force_stretch) const {
  const Cell& cell = cells_[efficacy_stretch * force_.size() + force_stretch];
  return {&programs_[cell.program], cell.rules};
}

Timeline::Slice Timeline::at(Date fact, Date view) const {
  return at(efficacy_.stretch_of(fact), force_.stretch_of(view));
}

}  // namespace comity::reason
