// The part of coverage.h that is about register law. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/coverage.h"

namespace comity::documents {

boost::json::array numbers(const dossier::Examples& examples);

// "never", "once", "12 times".
std::string times(const dossier::Examples& examples);

// "carries its conclusion"; of an access rule "grants" or "denies".
std::string_view what_it_does(const language::LawRule& rule);

// A line of coverage: what it is about, and how often which of its sides was exercised.
struct CoverageLine {
  struct Count {
    std::string what;
    const dossier::Examples* examples;
  };
  size_t level = 0;
  std::string words;
  std::vector<Count> counts;
};

std::vector<CoverageLine> act_lines(const language::Law& law,
                                    const dossier::RegisterCoverage& coverage,
                                    procedure::ActId act);
std::vector<CoverageLine> duty_lines(const language::Law& law,
                                     const dossier::RegisterCoverage& coverage,
                                     procedure::DutyId duty);
std::vector<CoverageLine> status_lines(const language::Law& law,
                                       const dossier::RegisterCoverage& coverage,
                                       procedure::StatusId status);

// What no example of register law exercises, a sentence each.
std::vector<std::string> unexercised(const language::Law& law, const dossier::Coverage& coverage);

struct Share {
  size_t of = 0, exercised = 0;
  void add(bool is) {
    ++of;
    exercised += is ? 1 : 0;
  }
  // "3 of 4 rules"
  std::string words(const std::string& what) const {
    return std::to_string(exercised) + " of " + std::to_string(of) + " " + what;
  }
};

// How much of register law is exercised.
struct RegisterTotals {
  Share acts;      // taken
  Share premises;  // of acts: refused because of it
  Share duties;    // done, and breached where that can be
  Share steps;     // of statuses
};
RegisterTotals register_totals(const language::Law& law, const dossier::RegisterCoverage& coverage);

// The members `acts`, `duties`, `statuses` and `trials` of coverage_json.
void add_register_json(const language::Law& law, const dossier::RegisterCoverage& coverage,
                       boost::json::object& into);

}  // namespace comity::documents
