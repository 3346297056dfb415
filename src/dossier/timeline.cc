#include "dossier/timeline.h"

#include <algorithm>

#include "reason/timeline.h"

namespace comity::dossier {

namespace {

// A position counts from the first day of its year.
std::vector<Date> position_changes(const language::Law& law) {
  std::vector<Date> out;
  for (const language::LawReading& reading : law.readings) {
    for (const auto& [party, position] : reading.positions) {
      if (!position.year) continue;
      if (const auto first = Date::make(*position.year, 1, 1)) out.push_back(*first);
    }
  }
  return out;
}

std::vector<Date> rule_changes(const language::Law& law, DateRange reason::ProgramRule::* range) {
  std::vector<DateRange> ranges;
  for (const reason::ProgramRule& rule : law.program.rules) ranges.push_back(rule.*range);
  return reason::changes_of(ranges);
}

reason::Axis axis_of(const language::Law& law, TimeAxis axis) {
  if (axis == TimeAxis::fact)
    return reason::Axis(rule_changes(law, &reason::ProgramRule::applies_to));
  std::vector<Date> changes = rule_changes(law, &reason::ProgramRule::in_force);
  const std::vector<Date> positions = position_changes(law);
  changes.insert(changes.end(), positions.begin(), positions.end());
  return reason::Axis(std::move(changes));
}

class Walk {
 public:
  Walk(const language::Law& law, const Case& the_case, const AssessOptions& options, TimeAxis axis)
      : law_(law),
        case_(the_case),
        options_(options),
        axis_(axis),
        days_(axis_of(law, axis)),
        positions_(position_changes(law)),
        timeline_(law.program) {}

  Result<OverTime> run() {
    for (size_t stretch = 0; stretch < days_.size(); ++stretch) {
      COMITY_TRY(const Answers* answers, answers_on(days_.some_date(stretch)));
      extend(stretch, *answers);
    }
    OverTime out{.questions = {}, .stretches = days_.size(), .assessed = known_.size()};
    for (auto& [place, answers] : found_) out.questions.push_back(std::move(answers));
    return out;
  }

 private:
  // By layer, question and sentence: the order of a page.
  using Place = std::tuple<language::Layer, const language::LawQuestion*, reason::GroundSentence>;
  using Answers = std::map<Place, std::pair<std::string, DatedAnswer>>;
  // The law and the positions that an assessment sees: the same, the same answers.
  using Seen = std::pair<std::vector<const reason::Program*>, size_t>;

  // The law at one stretch of this axis, at each date of the other that may be asked about: an act
  // of the case can have any date of its own.
  Seen seen_on(Date day) const {
    Seen seen;
    if (axis_ == TimeAxis::view) {
      const size_t force = timeline_.force().stretch_of(day);
      for (size_t e = 0; e < timeline_.efficacy().size(); ++e) {
        seen.first.push_back(timeline_.at(e, force).program);
      }
      seen.second = positions_.stretch_of(day);
      return seen;
    }
    const size_t efficacy = timeline_.efficacy().stretch_of(day);
    for (size_t f = 0; f < timeline_.force().size(); ++f) {
      seen.first.push_back(timeline_.at(efficacy, f).program);
    }
    return seen;
  }

  Result<const Answers*> answers_on(Date day) {
    const auto [at, fresh] = known_.try_emplace(seen_on(day));
    if (!fresh) return &at->second;
    AssessOptions options = options_;
    (axis_ == TimeAxis::view ? options.view_date : options.fact_date) = day;
    COMITY_TRY(const Assessment assessment, assess(law_, case_, options));
    for (const QuestionResult& q : assessment.questions()) {
      DatedAnswer answer{.dates = {}, .answer = q.finding().answer, .parties = {}};
      for (const ReadingGroup& group : q.groups) {
        for (const std::string& party : group.parties) {
          answer.parties.emplace(party, group.finding().answer);
        }
      }
      at->second.emplace(Place(q.layer, q.question, q.sentence), std::pair(q.asks, answer));
    }
    return &at->second;
  }

  void extend(size_t stretch, const Answers& answers) {
    const DateRange dates = days_.dates(stretch);
    for (const auto& [place, answer] : answers) {
      const auto [at, fresh] = found_.try_emplace(place);
      if (!fresh) continue;
      at->second = {std::get<1>(place), std::get<2>(place), answer.first, {}};
      if (dates.from) add(at->second, {{}, *dates.from - std::chrono::days{1}}, {});
    }
    for (auto& [place, over_time] : found_) {
      const auto at = answers.find(place);
      add(over_time, dates, at == answers.end() ? DatedAnswer() : at->second.second);
    }
  }

  static void add(AnswerOverTime& over_time, const DateRange& dates, DatedAnswer answer) {
    if (!over_time.answers.empty()) {
      DatedAnswer& last = over_time.answers.back();
      if (last.answer == answer.answer && last.parties == answer.parties) {
        last.dates.until = dates.until;
        return;
      }
    }
    answer.dates = dates;
    over_time.answers.push_back(std::move(answer));
  }

  const language::Law& law_;
  const Case& case_;
  const AssessOptions& options_;
  TimeAxis axis_;
  reason::Axis days_;
  reason::Axis positions_;
  reason::Timeline timeline_;
  std::map<Seen, Answers> known_;
  std::map<Place, AnswerOverTime> found_;
};

}  // namespace

const DatedAnswer& AnswerOverTime::on(Date date) const {
  return *std::find_if(answers.begin(), answers.end(),
                       [&](const DatedAnswer& a) { return a.dates.contains(date); });
}

Result<OverTime> over_time(const language::Law& law, const Case& the_case,
                           const AssessOptions& options, TimeAxis axis) {
  return Walk(law, the_case, options, axis).run();
}

}  // namespace comity::dossier
