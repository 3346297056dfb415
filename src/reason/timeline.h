// The law over time, on its two axes: force (the days on which a rule exists; the date of view) and
// efficacy (the facts of which days it governs; the date of the facts), as Akoma Ntoso keeps them
// apart. An amendment closes one version of a rule and opens the next.
//
// Between two days of change nothing is another: one program serves every pair of dates there, and
// pairs with rules of the same content share it, also where a rule lapsed and was made again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/date.h"
#include "reason/program.h"

namespace comity::reason {

// A line of days, cut where something changes. Stretches are numbered from the earliest.
class Axis {
 public:
  // Each change is the first day of what is new. In any order, and any number of times each.
  explicit Axis(std::vector<Date> changes);

  size_t size() const { return changes_.size() + 1; }
  size_t stretch_of(Date date) const;  // O(log size)
  DateRange dates(size_t stretch) const;
  Date some_date(size_t stretch) const;  // that lies in it

 private:
  std::vector<Date> changes_;
};

// The days on which one of these ranges begins, and those after which one ends.
std::vector<Date> changes_of(std::span<const DateRange> ranges);

// Immutable once made; may be read by any number of threads.
class Timeline {
 public:
  // O(stretches of force × stretches of efficacy × rules).
  explicit Timeline(const Program& program);

  const Axis& force() const { return force_; }
  const Axis& efficacy() const { return efficacy_; }

  // The law in force at a date of view, as it governs facts of one date: its rules have no dates of
  // their own any more.
  struct Slice {
    const Program* program;           // one object for all slices of the same content
    std::span<const uint32_t> rules;  // which rule of the whole program each of its rules is
  };
  Slice at(Date fact, Date view) const;
  Slice at(size_t efficacy_stretch, size_t force_stretch) const;
  size_t distinct() const { return programs_.size(); }

 private:
  struct Cell {
    size_t program;
    std::vector<uint32_t> rules;
  };

  Axis force_;
  Axis efficacy_;
  std::vector<Program> programs_;
  std::vector<Cell> cells_;  // by stretch of efficacy, then of force
};

}  // namespace comity::reason
