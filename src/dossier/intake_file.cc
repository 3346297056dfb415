#include "dossier/intake_file.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::dossier {

namespace {

constexpr std::string_view kHeading = "## Answers given in guided intake";
constexpr std::string_view kFence = "```";

constexpr struct {
  std::string_view word;
  Reply reply;
} kReplies[] = {
    {"yes", Reply::yes},
    {"y", Reply::yes},
    {"true", Reply::yes},
    {"no", Reply::no},
    {"n", Reply::no},
    {"false", Reply::no},
    {"unknown", Reply::unknown},
    {"u", Reply::unknown},
    {"withheld", Reply::withheld},
    {"not asked", Reply::not_asked},
    {"not applicable", Reply::not_applicable},
};

// "G1", "G2" …: the first that the case does not use.
std::string free_id(const Case& the_case) {
  std::set<std::string> taken;
  for (const Fact& fact : the_case.facts) taken.insert(fact.id);
  size_t n = 1;
  while (taken.contains("G" + std::to_string(n))) ++n;
  return "G" + std::to_string(n);
}

std::string account_line(const language::Law& law, const Answered& answered, bool opposite) {
  const std::string when = answered.on.format();
  switch (answered.reply) {
    case Reply::unknown: return "unknown";
    case Reply::not_asked: return "not asked";
    case Reply::not_applicable: return "not applicable";
    case Reply::withheld: return "withheld by " + answered.by + " (" + when + ")";
    case Reply::yes:
    case Reply::no: break;
  }
  const bool denied = answered.reply == Reply::no && !opposite;
  return (denied ? "denied by " : "asserted by ") + answered.by + " (" + when +
         (answered.grade ? "; grade " + law.grades[*answered.grade] : "") + ")";
}

}  // namespace

std::optional<Reply> reply_named(std::string_view word) {
  const auto* row = std::find_if(std::begin(kReplies), std::end(kReplies),
                                 [&](const auto& r) { return r.word == word; });
  if (row == std::end(kReplies)) return std::nullopt;
  return row->reply;
}

std::vector<std::string> reply_words() {
  std::vector<std::string> words;
  for (const auto& row : kReplies) words.emplace_back(row.word);
  return words;
}

Reply opposite(Reply reply) {
  if (reply == Reply::yes) return Reply::no;
  return reply == Reply::no ? Reply::yes : reply;
}

std::string with_answer(const language::Law& law, const Case& the_case, std::string_view text,
                        const Answered& answered) {
  const bool has_opposite = !law.predicates[answered.sentence.predicate].negative.empty();
  const bool opposite = answered.reply == Reply::no && has_opposite;
  const std::string fact = "fact " + free_id(the_case) + ": " +
                           say(law, the_case, answered.sentence, opposite) + "\n  " +
                           account_line(law, answered, opposite) + "\n";
  std::string out(text);
  if (!out.empty() && out.back() != '\n') out += '\n';
  const size_t heading = out.rfind(kHeading);
  const size_t end = out.rfind(kFence);
  const bool goes_on = heading != std::string::npos && end != std::string::npos && heading < end &&
                       text::trim(std::string_view(out).substr(end + kFence.size())).empty();
  if (goes_on) return out.substr(0, end) + fact + std::string(kFence) + "\n";
  return out + "\n" + std::string(kHeading) + "\n\n" + std::string(kFence) + "norm\n" + fact +
         std::string(kFence) + "\n";
}

std::string new_case_text(const NewCase& begun) {
  std::string out = "# " + begun.title + "\n\n```norm\ncase \"" + begun.title +
                    "\"\n  opened: " + begun.opened.format() + "\n  claimant: " + begun.claimant +
                    "\n";
  if (!begun.respondent.empty()) out += "  respondent: " + begun.respondent + "\n";
  if (begun.happened) out += "  happened: " + begun.happened->format() + "\n";
  out += "\nname " + begun.claimant;
  if (!begun.respondent.empty()) out += ", " + begun.respondent;
  out += ": State\n";
  if (!begun.entity.empty()) out += "name " + begun.entity + ": Entity\n";
  out += "name " + begun.act + ": Act";
  if (begun.happened) out += " on " + begun.happened->format();
  return out + "\n```\n";
}

}  // namespace comity::dossier
