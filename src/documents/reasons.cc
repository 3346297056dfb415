#include "documents/reasons.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

using reason::AtomInfo;
using reason::Step;
using reason::Tag;
using Part = language::CompiledRule::Part;
using Value = reason::Version::Value;

// Puts one proof into words.
class Teller {
 public:
  Teller(const Speech& speech, const dossier::QuestionResult& question, const dossier::Why& why)
      : speech_(speech),
        assessment_(speech.assessment()),
        law_(speech.law()),
        grounding_(assessment_.grounding()),
        question_(question),
        why_(why) {}

  Reason root() { return step(why_.proof.root, ""); }

 private:
  std::string say(reason::Literal literal) const { return statement_words(speech_, literal); }

  bool is_exception(reason::Literal literal) const {
    const AtomInfo& info = grounding_.atoms[literal.atom()];
    return info.kind == AtomInfo::Kind::sentence &&
           law_.predicates[info.key.sentence.predicate].exception_of.has_value();
  }

  // ---- steps

  // `burden`: who has to show it, as the rule that asks for it says; may be empty.
  Reason step(reason::StepId id, const std::string& burden) {
    const Step& s = why_.proof.steps[id];
    Reason told{.text = say(s.literal)};
    if (s.tag == Tag::proved && s.kind == Step::Kind::fact) {
      told.basis = fact_basis(s.literal);
      return told;
    }
    if (!told_.insert(id).second) {
      told.basis = s.tag == Tag::proved ? speech_("shown above") : speech_("as said above");
      if (s.tag != Tag::proved) told.text = speech_("it is not shown that {}", {told.text});
      return told;
    }
    switch (s.kind) {
      case Step::Kind::rule:
      case Step::Kind::strict_rule: tell_rule(s, told); break;
      case Step::Kind::fact: break;
      case Step::Kind::no_support: tell_no_support(s, burden, told); break;
      case Step::Kind::defeated: tell_defeated(s, told); break;
      case Step::Kind::contradicted: tell_contradicted(s, told); break;
      case Step::Kind::loop:
        told.text = speech_("whether {} depends on itself", {told.text});
        break;
    }
    return told;
  }

  void tell_rule(const Step& s, Reason& told) {
    const reason::RuleInfo& info = grounding_.rules[*s.rule];
    told.basis = rule_basis(*s.rule);
    const Under under(*this, *s.rule);
    tell_premises(info, s.premises, told);
    tell_objections(s.objections, told);
  }

  uint32_t law_rule(reason::RuleId rule) const {
    return law_.compiled[grounding_.rules[rule].rule].rule;
  }

  std::string rule_basis(reason::RuleId rule) const {
    return rule_words(speech_, law_rule(rule), told_source_);
  }

  // While what a rule rests on is told, its source need not be said again.
  class Under {
   public:
    Under(Teller& teller, reason::RuleId rule) : teller_(teller), before_(teller.told_source_) {
      teller.told_source_ = teller.law_.rules[teller.law_rule(rule)].declared.source;
    }
    ~Under() { teller_.told_source_ = before_; }
    Under(const Under&) = delete;
    Under& operator=(const Under&) = delete;

   private:
    Teller& teller_;
    std::string before_;
  };

  std::string burden_of(const reason::RuleInfo& info, size_t premise) const {
    const language::CompiledRule& compiled = law_.compiled[info.rule];
    const size_t first = info.guard_count + (info.tainted ? 1 : 0);
    if (premise < first || premise - first >= compiled.premises.size()) return {};
    const language::PremiseText& text = compiled.premises[premise - first];
    if (!text.burden_variable) return speech_.word(text.burden);
    return speech_.name(info.binding[*text.burden_variable]);
  }

  // "No exception applies" is not said; the exceptions that were looked at are objections.
  void tell_premises(const reason::RuleInfo& info, const std::vector<reason::StepId>& premises,
                     Reason& told) {
    for (size_t i = 0; i < premises.size(); ++i) {
      const Step& premise = why_.proof.steps[premises[i]];
      if (is_exception(premise.literal) && premise.tag == Tag::proved) {
        tell_objections(premise.objections, told);
      } else {
        told.because.push_back(step(premises[i], burden_of(info, i)));
      }
    }
  }

  // What only another reading would object is told under that reading.
  bool of_another_reading(const reason::Objection& objection) const {
    if (objection.failing != reason::Failing::premise) return false;
    const reason::Literal missing = why_.proof.steps[*objection.because].literal;
    return grounding_.atoms[missing.atom()].kind == AtomInfo::Kind::reading;
  }

  void tell_objections(const std::vector<reason::Objection>& objections, Reason& told) {
    for (const reason::Objection& objection : objections) {
      if (!of_another_reading(objection)) told.objections.push_back(tell(objection));
    }
  }

  // What a rule on the other side would say, and why it does not carry.
  Reason tell(const reason::Objection& objection) {
    const reason::RuleInfo& info = grounding_.rules[objection.rule];
    Reason told{.text = objection_words(objection.rule), .basis = rule_basis(objection.rule)};
    const Under under(*this, objection.rule);
    switch (objection.failing) {
      case reason::Failing::premise: {
        const Step& premise = why_.proof.steps[*objection.because];
        told.because.push_back(
            step(*objection.because, burden_of(info, place_of(objection.rule, premise.literal))));
        break;
      }
      case reason::Failing::beaten:
        if (objection.by) {
          Reason stronger{.text = speech_("a stronger rule goes the other way"),
                          .basis = rule_basis(*objection.by)};
          tell_premises(grounding_.rules[*objection.by], objection.by_premises, stronger);
          told.because.push_back(std::move(stronger));
        }
        break;
      case reason::Failing::overridden:
        told.because.push_back({.text = speech_("the opposite is settled")});
        break;
    }
    return told;
  }

  size_t place_of(reason::RuleId rule, reason::Literal premise) const {
    const auto body = grounding_.theory.body(rule);
    return static_cast<size_t>(std::find(body.begin(), body.end(), premise) - body.begin());
  }

  std::string objection_words(reason::RuleId rule) const {
    const reason::RuleInfo& info = grounding_.rules[rule];
    const auto body = grounding_.theory.body(rule);
    if (law_.compiled[info.rule].part == Part::exception && !body.empty()) {
      std::vector<std::string> premises;
      for (const reason::Literal literal : body) premises.push_back(say(literal));
      return speech_.listed(premises);
    }
    return say(grounding_.theory.head(rule));
  }

  // ---- what is not shown

  void tell_no_support(const Step& s, const std::string& burden, Reason& told) {
    told.text = not_shown(s.literal, burden, told.basis);
    // A rule with several ways to be met is named once, with what each of them lacks.
    std::map<uint32_t, size_t> told_rules;
    for (const reason::Objection& failing : s.objections) {
      const uint32_t rule = law_rule(failing.rule);
      Reason way = tell(failing);
      const auto [known, fresh] = told_rules.emplace(rule, told.because.size());
      if (fresh) {
        way.text = speech_("not by {}", {law_.rules[rule].id});
        told.because.push_back(std::move(way));
      } else {
        auto& lacking = told.because[known->second].because;
        lacking.insert(lacking.end(), way.because.begin(), way.because.end());
      }
    }
  }

  void tell_defeated(const Step& s, Reason& told) {
    if (is_exception(s.literal)) {
      told.text = speech_("an exception applies");
    } else {
      told.text = speech_("it is not shown that {}", {told.text});
    }
    Reason standing{.text = objection_words(*s.rule), .basis = rule_basis(*s.rule)};
    const Under under(*this, *s.rule);
    tell_premises(grounding_.rules[*s.rule], s.premises, standing);
    told.because.push_back(std::move(standing));
  }

  void tell_contradicted(const Step& s, Reason& told) {
    told.text = speech_("it does not hold that {}", {told.text});
    if (grounding_.atoms[s.literal.atom()].kind == AtomInfo::Kind::reading) {
      told.text = speech_("not {}", {say(s.literal)});
      return;
    }
    told.basis = fact_basis(s.literal.complement());
  }

  // Why a sentence that no rule concludes is not there.
  std::string not_shown(reason::Literal literal, const std::string& burden,
                        std::string& basis) const {
    const AtomInfo& info = grounding_.atoms[literal.atom()];
    std::string words = say(literal);
    if (info.kind != AtomInfo::Kind::sentence || is_exception(literal)) return words;
    const auto standing = assessment_.standings().find(info.key.sentence);
    if (standing == assessment_.standings().end()) {
      basis = info.concluded   ? ""
              : burden.empty() ? speech_("nobody has stated it")
                               : speech_("it is for {} to show it", {burden});
      return info.concluded ? speech_("it is not shown that {}", {words})
                            : speech_("nobody has shown that {}", {words});
    }
    basis = accounts_of(standing->second);
    if (info.key.grade > 0)
      basis += "; " + speech_("the standard is {}", {speech_.grade(info.key.grade)});
    if (!burden.empty()) basis += "; " + speech_("it is for {} to show it", {burden});
    return speech_("it is not shown that {}", {words});
  }

  // ---- facts

  std::string accounts_of(const dossier::Standing& standing) const {
    std::vector<std::string> all;
    for (const size_t f : standing.facts) {
      const dossier::Fact& fact = assessment_.the_case().facts[f];
      all.push_back(fact.id + ", " + accounts_words(speech_, fact));
    }
    return text::join(all, "; ");
  }

  std::string fact_basis(reason::Literal literal) const {
    const AtomInfo& info = grounding_.atoms[literal.atom()];
    if (info.kind == AtomInfo::Kind::reading) return speech_.reading_question(info.reading);
    if (info.kind == AtomInfo::Kind::not_encoded) {
      return speech_("supposed; nothing in the text decides it");
    }
    const auto standing = assessment_.standings().find(info.key.sentence);
    if (standing != assessment_.standings().end()) {
      std::string basis = accounts_of(standing->second);
      if (standing->second.state.versions.size() > 1 || is_open(standing->second))
        basis += "; " + speech_("supposed here");
      return basis;
    }
    const auto& assumed = question_.attributions;
    if (std::find(assumed.begin(), assumed.end(), info.key.sentence) != assumed.end()) {
      return speech_("assumed for this analysis; see the question of attribution");
    }
    return law_.program.predicates[info.key.sentence.predicate].closed
               ? speech_("nobody has stated it")
               : speech_("supposed; nobody has said");
  }

  static bool is_open(const dossier::Standing& standing) {
    return standing.state.versions.front().value == Value::open;
  }

  const Speech& speech_;
  const dossier::Assessment& assessment_;
  const language::Law& law_;
  const reason::Grounding& grounding_;
  const dossier::QuestionResult& question_;
  const dossier::Why& why_;
  std::set<reason::StepId> told_;
  std::string told_source_;
};

std::string heading_of(const Speech& speech, const dossier::QuestionResult& question,
                       const dossier::Why& why) {
  static constexpr dossier::Answer kAnswers[] = {
      dossier::Answer::established, dossier::Answer::excluded, dossier::Answer::not_established,
      dossier::Answer::undetermined};
  std::string heading =
      capitalised(answer_words(speech, kAnswers[static_cast<size_t>(why.outcome)]));
  std::vector<std::string> given;
  for (const reason::Pick& pick : why.given) given.push_back(pick_words(speech, pick));
  if (!given.empty()) return speech("{}, supposing: {}", {heading, text::join(given, "; ")});
  if (question.finding().outcomes.single()) return heading;
  return speech("{}, where what is open fails", {heading});
}

void add_lines(const Speech& speech, const Reason& told, const std::string& lead, size_t indent,
               size_t columns, size_t depth, std::string& out) {
  const std::string margin(indent, ' ');
  std::string words = lead + told.text;
  if (!told.basis.empty()) words += " [" + told.basis + "]";
  const size_t room = columns > indent + 20 ? columns - indent : 20;
  const std::string wrapped = text::wrap(words, room, 2);
  for (const std::string_view line : text::split_lines(wrapped)) {
    out += margin + std::string(line) + "\n";
  }
  if (depth == 0) {
    if (!told.because.empty()) out += margin + "  (" + speech("more with --full") + ")\n";
    return;
  }
  for (const Reason& reason : told.because)
    add_lines(speech, reason, "- ", indent + 2, columns, depth - 1, out);
  for (const Reason& objection : told.objections) {
    add_lines(speech, objection, speech("objection, which fails:") + " ", indent + 2, columns,
              depth - 1, out);
  }
}

}  // namespace

std::vector<Explanation> explanations(const Speech& speech,
                                      const dossier::QuestionResult& question) {
  std::vector<Explanation> all;
  for (const dossier::Why& why : speech.assessment().why(question)) {
    all.push_back({heading_of(speech, question, why), Teller(speech, question, why).root()});
  }
  return all;
}

std::string to_text(const Speech& speech, const Explanation& explanation, size_t columns,
                    size_t depth) {
  std::string out;
  const std::string heading = text::wrap(explanation.heading, columns, 2);
  for (const std::string_view line : text::split_lines(heading)) {
    out += std::string(line) + "\n";
  }
  add_lines(speech, explanation.reason, "", 2, columns, depth, out);
  return out;
}

}  // namespace comity::documents
