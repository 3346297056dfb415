#include "editor/hover.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "editor/hover_register.h"
#include "language/binder.h"

namespace comity::editor {

namespace {

using editor::about;
using language::Law;
using language::Mention;

struct Help {
  std::string_view keyword, words;
};

constexpr std::array kHelp{
    Help{"kinds", "The kinds of thing that sentences speak of: `kinds Party, State is a Party`."},
    Help{"scale", "The grades of evidence, weakest first."},
    Help{"name", "Someone or something that every file may speak of."},
    Help{"sentence", "Declares a sentence, with its holes, that rules and cases may use."},
    Help{"reading", "A question of law on which States differ, with its options."},
    Help{"positions on", "Who is recorded as holding which option of a reading."},
    Help{"parties", "Codes and names of those whose positions are recorded."},
    Help{"list", "Words in their order, and what each stands for: a scale, a set of figures."},
    Help{"group", "A name for a list of parties, as of a date. It speaks for nobody."},
    Help{"regional group", "A group by which States are shown together."},
    Help{"language", "A language of translations, with its code, cases and direction."},
    Help{"translations into", "Sentences and names in another language, reviewed or not."},
    Help{"rule", "`rule ID: conclusion`, then its conditions; other rules may win over it."},
    Help{"never conclude", "What no chain of rules may ever lead to, from what, and why."},
    Help{"not encoded", "Words for which the text gives no test; `in RULE` taints that rule."},
    Help{"question", "What is asked of a case, and what raises it."},
    Help{"example", "A small case with the answers that have to come out: a test."},
    Help{"case", "The head of a case file."},
    Help{"exhibit", "A piece of evidence of a case."},
    Help{"fact", "What is said to have happened, and below it by whom."},
    Help{"act", "A power: who can do what by an entry, under which conditions, and what follows."},
    Help{"duty", "What somebody owes, to whom, by when, and what follows if it is not done."},
    Help{"access", "Who may read what; what no line grants is refused."},
    Help{"status", "What a thing counts as, from what on and until what."},
    Help{"count", "How many entries or things are so."},
    Help{"sum", "The sum of a number over entries or things."},
    Help{"earliest", "The first day or time at which something was so."},
    Help{"latest", "The last day or time at which something was so."},
    Help{"nth", "The day or time of the entry with this place in the order."},
    Help{"table", "Values by their names, such as lengths of time."},
    Help{"algorithm", "A small pure function of the program, called by its name."},
    Help{"calendar", "Which days count, in which zone, and when a day begins and ends."},
    Help{"place", "Where somebody or something is: the calendar and the zone that count there."},
    Help{"if", "The first condition."},
    Help{"and", "A further condition."},
    Help{"unless", "An exception to this rule alone."},
    Help{"from", "What leads to it, or must not: from one status, or from one sentence."},
    Help{"because", "Why it must not."},
    Help{"asks:", "The question as a reader sees it."},
    Help{"raised when", "The question is put in a case where this is established or asserted."},
    Help{"answers for", "The hole that `--for STATE` fills."},
    Help{"with", "The names of the example and their kinds."},
    Help{"given", "Agreed and fully proved, unless a grade says less."},
    Help{"unknown", "Open: it may be so or not."},
    Help{"viewed on", "The law as it stood on this day."},
    Help{"expect", "The answer that has to come out, if need be `under` a party or a reading."},
    Help{"opened:", "The day on which the case was opened; its law is that of this day."},
    Help{"claimant:", "The State that complains."},
    Help{"respondent:", "The State that is complained of."},
    Help{"happened:", "The day of the facts."},
    Help{"expect next change after", "When the answer will change by itself, if nothing happens."},
    Help{"refused on", "An entry that has to be refused, and when it is made."},
    Help{"at", "What happens at this time."},
    Help{"records", "The fields that the entry holds."},
    Help{"asserts", "What is so once the entry stands."},
    Help{"then", "What follows from the act."},
    Help{"clock stops while", "While this is so the time does not run."},
    Help{"extends", "What lengthens the time."},
    Help{"done when", "What discharges the duty."},
    Help{"if breached:", "What follows once the time has run out."},
    Help{"starts", "What the status is at first."},
    Help{"can:", "The sentence as a power."},
    Help{"register", "The sentence is about entries: closed, and a matter of the register."},
    Help{"asserted by", "Who says that it is so."},
    Help{"denied by", "Who says that it is not so."},
    Help{"agreed by", "Who agree that it is so."},
    Help{"found by", "Who found it; a finding outweighs what parties say."},
    Help{"withheld by", "Who knows and does not say; it counts as open."},
    Help{"not asked", "Nobody has been asked; it counts as open."},
    Help{"not applicable", "The point cannot arise."},
    Help{"on", "The day of the fact, or of what happens."},
    Help{"not:", "The opposite of the sentence, in its own words."},
    Help{"must not:", "The sentence as a prohibition."},
    Help{"must:", "The sentence as a duty."},
    Help{"may:", "The sentence as a permission."},
    Help{"ask:", "The plain question that somebody who is no lawyer can answer."},
    Help{"layer:", "What kind of answer it is: fact, attribution, law or response."},
    Help{"weight at least:", "No lighter rule may conclude the sentence."},
    Help{"propagating", "A doubt about it is passed on to what rests on it."},
    Help{"closed", "What nobody states is false."},
};

std::string about(const Law& law, const Mention::Sentence& target) {
  const language::LawPredicate& p = law.predicates[target.predicate];
  std::string out = "**" + language::plain(p.positive, p.holes) + "**\n\n";
  if (!p.negative.empty()) out += "- opposite: " + language::plain(p.negative, p.holes) + "\n";
  if (!p.ask.empty()) out += "- asked as: " + language::plain(p.ask, p.holes) + "?\n";
  if (p.in_register) return out + sentence_in_register(law, target.predicate);
  out += "- layer: " + std::string(name(p.layer)) + "\n";
  std::vector<std::string> rules;
  for (const language::LawRule& rule : law.rules) {
    if (rule.head.predicate == target.predicate) rules.push_back(rule.id);
  }
  if (!rules.empty()) out += "- concluded by: " + text::join(rules, ", ") + "\n";
  return out + provenance(p.declared);
}

std::string about(const Law& law, const Mention::Rule& target) {
  const language::LawRule& rule = law.rules[target.rule];
  const language::LawPredicate& head = law.predicates[rule.head.predicate];
  const language::Wording& words =
      rule.head.negated && !head.negative.empty() ? head.negative : head.positive;
  return "**rule " + rule.id + "** (" + std::string(name(rule.weight)) +
         (rule.notes.empty() ? "" : "; " + rule.notes) + ")\n\n" +
         language::plain(words, head.holes) + "\n\n" + provenance(rule.declared);
}

std::string about(const Law& law, const Mention::Reading& target) {
  const language::LawReading& reading = law.readings[target.reading];
  std::string out = "**" + reading.question + "**\n\n";
  const auto holders = [&](const std::optional<reason::OptionId>& option) {
    std::vector<std::string> parties;
    for (const auto& [party, position] : reading.positions) {
      if (position.option == option) parties.push_back(party);
    }
    return parties.empty() ? std::string("nobody recorded") : text::join(parties, ", ");
  };
  for (reason::OptionId o = 0; o < reading.options.size(); ++o) {
    out += "- " + reading.options[o] +
           (reading.not_encoded[o] ? " (its test is not encoded)" : "") + ": " + holders(o) + "\n";
  }
  out += "- left open: " + holders(std::nullopt) + "\n";
  std::vector<std::string> not_seen;
  for (const auto& [code, name] : law.parties) {
    if (!reading.positions.contains(code)) not_seen.push_back(code);
  }
  out += "- no position seen: " + (not_seen.empty() ? "nobody" : text::join(not_seen, ", ")) + "\n";
  return out + provenance(reading.declared);
}

std::string about(const Law& law, const Mention::Name& target) {
  return "**" + target.name + "**: " + law.kinds[target.kind] + "\n";
}

std::string about(const Law&, const Keyword& target) {
  return "`" + target.word + "`: " + std::string(keyword_help(target.word)) + "\n";
}

std::string about(const Law& law, const Mention& target) {
  return std::visit([&](const auto& what) { return about(law, what); }, target.what);
}

}  // namespace

std::string hover_text(const Law& law, const Target& target) {
  return std::visit([&](const auto& what) { return about(law, what); }, target.what);
}

std::string provenance(const language::Provenance& p) {
  std::string out;
  if (!p.source.empty()) out += "- source: " + p.source + "\n";
  if (p.weight) out += "- weight: " + std::string(name(*p.weight)) + "\n";
  if (p.rank != language::Rank::ordinary) out += "- rank: " + std::string(name(p.rank)) + "\n";
  if (p.text_of) out += "- text of " + p.text_of->format() + "\n";
  if (p.in_force.from || p.in_force.until) out += "- in force " + p.in_force.format() + "\n";
  if (p.applies_to.from || p.applies_to.until)
    out += "- applies to facts " + p.applies_to.format() + "\n";
  if (!p.confirmed) out += "- the source is still to be confirmed\n";
  return out + "- " + p.path + "\n- " + p.file->name() + ":" +
         std::to_string(p.file->position(p.span.begin).line) + "\n";
}

std::string_view keyword_help(std::string_view keyword) {
  const auto it = std::find_if(kHelp.begin(), kHelp.end(),
                               [&](const Help& help) { return help.keyword == keyword; });
  return it == kHelp.end() ? std::string_view() : it->words;
}

}  // namespace comity::editor
