#include "dossier/import.h"

#include <algorithm>

#include "base/date.h"
#include "base/text.h"
#include "dossier/draft.h"

namespace comity::dossier {

namespace {

constexpr std::string_view kWholeIncident =
    "said of the incident as a whole: in which of its States, the source does not say";
constexpr std::string_view kReceiver = "<Receiver State>";
constexpr std::string_view kAttributing = "<Attributing State>";
constexpr std::string_view kWhy = " -- ";
constexpr std::string_view kBothWays = "the source says both this and its opposite";

std::optional<Date> date_in(std::string_view text) {
  const auto date = Date::parse(text.substr(0, 10));
  return date ? std::optional(*date) : std::nullopt;
}

// "<Act>", "<Receiver State>": the first hole that is left in a sentence.
std::string first_hole(const std::string& sentence) {
  const size_t open = sentence.find('<');
  const size_t close = sentence.find('>', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return sentence.substr(open, close - open + 1);
}

std::string fill(std::string sentence, std::string_view hole, const std::string& name) {
  if (name.empty()) return sentence;
  for (size_t at = sentence.find(hole); at != std::string::npos;
       at = sentence.find(hole, at + name.size())) {
    sentence.replace(at, hole.size(), name);
  }
  return sentence;
}

// "… (grade probable)": the sentence, and the grade that this one account has.
std::pair<std::string, std::string> without_grade(const std::string& says) {
  constexpr std::string_view kGrade = " (grade ";
  const size_t at = says.rfind(kGrade);
  if (at == std::string::npos || !says.ends_with(')')) return {says, {}};
  const size_t from = at + kGrade.size();
  return {says.substr(0, at), says.substr(from, says.size() - from - 1)};
}

// Puts one case together, value by value.
class CaseMaker {
 public:
  CaseMaker(const Source& source, const SourceRecord& record, const Mapping& mapping)
      : source_(source), record_(record), mapping_(mapping) {
    for (const std::string& title : {record.title, record.id, record.place}) {
      if (draft_.title.empty()) draft_.title = plain_text(title);
    }
    draft_.happened = date_in(record.date);
    body_ = cast_.name(record.speaker.empty() ? source.name : record.speaker, "Body", source.name);
    const std::string by_id = "the incident " + source.name + " " + record.id;
    act_ = cast_.name(record.act.empty() ? by_id : record.act, "Act", by_id);
    cast_.names().back().date = draft_.happened;
    for (const std::string& state : record.receivers) {
      receivers_.push_back(cast_.name(state, "State"));
    }
    for (const Allegation& allegation : record.allegations) players_.push_back(cast(allegation));
    grades_.resize(record.allegations.size());
  }

  ImportedCase make() {
    for (const SourceValue& value : record_.values) prepare(value);
    for (const SourceValue& value : record_.values) out_.values.push_back(take(value));
    finish_facts();
    draft_.names = named_names();
    draft_.introduction =
        "Imported from " + plain_text(source_.file) + ", " + record_.place + ". What stands here " +
        "is what the source says, and who alleges it; nothing was checked or added. Names of " +
        "States are the source's and take no position on the status of any country or territory." +
        (source_.remark.empty() ? "" : " " + source_.remark);
    draft_.quotation = record_.description;
    list_values();
    out_.id = record_.id;
    out_.place = record_.place;
    out_.text = to_case_text(draft_);
    return std::move(out_);
  }

 private:
  struct Player {  // an allegation by the names of the case
    std::string speaker, attributing_state, initiator, initiator_state;
    std::optional<Date> date;
  };
  struct Building {  // a fact before its accounts are settled
    std::string sentence;
    std::vector<DraftAccount> accounts;
  };

  Player cast(const Allegation& allegation) {
    Player player;
    const std::string unnamed =
        "the unnamed actor " + std::to_string(players_.size() + 1) + " of " + record_.id;
    player.initiator = cast_.name(allegation.initiator.empty() ? unnamed : allegation.initiator,
                                  "Entity", "the actor " + std::to_string(players_.size() + 1));
    if (!allegation.initiator_state.empty()) {
      player.initiator_state = cast_.name(allegation.initiator_state, "State");
    }
    player.speaker = allegation.speaker.empty()
                         ? body_
                         : cast_.name(allegation.speaker, allegation.speaker_kind, body_);
    if (allegation.speaker_kind == "State") player.attributing_state = player.speaker;
    player.date = date_in(allegation.date);
    return player;
  }

  // What the sentences of other values rest on: who is there, and how sure anybody can be.
  void prepare(const SourceValue& value) {
    for (const MappingLine* line : mapping_.find(value.field, value.text)) {
      if (line->becomes == Becomes::named) add_name(line->says);
      if (line->becomes != Becomes::grade) continue;
      (value.allegation ? grades_[*value.allegation] : grade_) = line->says;
    }
  }

  void add_name(const std::string& says) {
    const size_t colon = says.find(": ");
    if (colon != std::string::npos) cast_.name(says.substr(0, colon), says.substr(colon + 2));
  }

  ValueReport take(const SourceValue& value) {
    ValueReport report{
        .field = value.field, .text = value.text, .fate = Fate::unmapped, .reason = {}};
    if (text::trim(value.text).empty()) {
      report.fate = Fate::not_seen;
      return report;
    }
    const auto lines = mapping_.find(value.field, value.text);
    report.reason = "no line of the mapping knows it";
    for (const MappingLine* line : lines) {
      const Fate fate = apply(*line, value, report.reason);
      if (fate < report.fate) report.fate = fate;
    }
    if (report.fate < Fate::kept) report.reason.clear();
    return report;
  }

  Fate apply(const MappingLine& line, const SourceValue& value, std::string& reason) {
    switch (line.becomes) {
      case Becomes::asserted:
      case Becomes::found:
      case Becomes::denied:
      case Becomes::open: return make_facts(line, value, reason);
      case Becomes::speaker:
      case Becomes::grade:
      case Becomes::named:
      case Becomes::held:
      case Becomes::asks:
      case Becomes::used: return Fate::used;
      case Becomes::not_seen: return Fate::not_seen;
      case Becomes::kept: break;
    }
    reason = line.reason;
    return Fate::kept;
  }

  // The sentence once for each State that it can be about; kept where a hole stays open.
  Fate make_facts(const MappingLine& line, const SourceValue& value, std::string& reason) {
    const auto [says, grade] = without_grade(line.says);
    const std::string sentence = filled_in(says, value);
    const bool about_receiver = sentence.find(kReceiver) != std::string::npos;
    const std::vector<std::string> states =
        about_receiver ? states_of(value) : std::vector<std::string>{""};
    std::string missing = states.empty() ? std::string(kReceiver) : "";
    for (const std::string& state : states) {
      if (missing.empty()) missing = first_hole(fill(sentence, kReceiver, state));
    }
    if (!missing.empty()) {
      reason = "it needs a name for " + missing + ", which the source does not give";
      return Fate::kept;
    }
    DraftAccount account = account_of(line, value);
    const bool somewhere = states.size() > 1 && line.becomes == Becomes::asserted;
    if (!grade.empty()) account.grade = grade;
    if (line.becomes == Becomes::open) account = question(line.reason);
    if (somewhere) account = question(kWholeIncident);
    account.exhibits = {exhibit(value)};
    for (const std::string& state : states) add(fill(sentence, kReceiver, state), account);
    return Fate::fact;
  }

  // All holes but that of the State that was reached.
  std::string filled_in(const std::string& says, const SourceValue& value) const {
    std::string sentence = fill(says, "<Act>", act_);
    if (!value.allegation) return sentence;
    const Player& player = players_[*value.allegation];
    sentence = fill(sentence, kAttributing, player.attributing_state);
    sentence = fill(sentence, "<Initiator State>", player.initiator_state);
    return fill(sentence, "<Initiator>", player.initiator);
  }

  std::vector<std::string> states_of(const SourceValue& value) {
    if (!value.state) return receivers_;
    if (value.state->empty()) return {};
    return {cast_.name(*value.state, "State")};
  }

  // That somebody has spoken, the source says; what was said, the speaker.
  DraftAccount account_of(const MappingLine& line, const SourceValue& value) const {
    DraftAccount account{.kind = std::string(name(line.becomes)) + " by",
                         .by = body_,
                         .date = {},
                         .grade = grade_,
                         .note = {},
                         .exhibits = {}};
    if (!value.allegation) return account;
    const Player& player = players_[*value.allegation];
    if (line.says.find(kAttributing) == std::string::npos) account.by = player.speaker;
    if (!grades_[*value.allegation].empty()) account.grade = grades_[*value.allegation];
    account.date = player.date;
    return account;
  }

  std::string exhibit(const SourceValue& value) {
    const std::string title = value.field + ": " + value.text;
    const auto [it, fresh] = exhibits_.emplace(title, "E" + std::to_string(exhibits_.size() + 1));
    if (fresh) {
      draft_.exhibits.push_back({it->second, title, source_line()});
    }
    return it->second;
  }

  std::string source_line() const {
    std::string out = plain_text(source_.file) + ", " + record_.place;
    for (char& c : out) {
      if (std::string_view("()[]<>;\"").find(c) != std::string_view::npos) c = ' ';
    }
    return out;
  }

  void add(const std::string& sentence, const DraftAccount& account) {
    auto fact = std::find_if(facts_.begin(), facts_.end(),
                             [&](const Building& b) { return b.sentence == sentence; });
    if (fact == facts_.end()) fact = facts_.insert(facts_.end(), {sentence, {}});
    const auto same =
        std::find_if(fact->accounts.begin(), fact->accounts.end(), [&](const DraftAccount& a) {
          return a.kind == account.kind && a.by == account.by && a.date == account.date;
        });
    if (same == fact->accounts.end()) {
      fact->accounts.push_back(account);
      return;
    }
    add_exhibits(*same, account.exhibits);
  }

  // Whoever says both yes and no has not answered; what somebody says makes a question idle.
  void finish_facts() {
    for (Building& fact : facts_) {
      DraftAccount torn = question(kBothWays);
      for (const DraftAccount& account : fact.accounts) {
        if (says_both(fact.accounts, account)) add_exhibits(torn, account.exhibits);
      }
      std::erase_if(fact.accounts, [&, all = fact.accounts](const DraftAccount& account) {
        return says_both(all, account);
      });
      if (!torn.exhibits.empty()) fact.accounts.push_back(std::move(torn));
      const bool said = std::any_of(fact.accounts.begin(), fact.accounts.end(),
                                    [](const auto& a) { return !a.by.empty(); });
      if (said) std::erase_if(fact.accounts, [](const auto& a) { return a.by.empty(); });
      draft_.facts.push_back(
          {"F" + std::to_string(draft_.facts.size() + 1), fact.sentence, std::move(fact.accounts)});
    }
  }

  static bool says_both(const std::vector<DraftAccount>& accounts, const DraftAccount& account) {
    return !account.by.empty() &&
           std::any_of(accounts.begin(), accounts.end(), [&](const DraftAccount& other) {
             return other.by == account.by && other.kind != account.kind;
           });
  }

  static DraftAccount question(std::string_view note) {
    return {.kind = "unknown",
            .by = {},
            .date = {},
            .grade = {},
            .note = std::string(note),
            .exhibits = {}};
  }

  static void add_exhibits(DraftAccount& account, const std::vector<std::string>& exhibits) {
    for (const std::string& id : exhibits) {
      const auto& known = account.exhibits;
      if (std::find(known.begin(), known.end(), id) == known.end()) account.exhibits.push_back(id);
    }
  }

  // Whoever the case speaks of: not the actor of an allegation of which no fact could be made.
  std::vector<DraftName> named_names() {
    std::vector<DraftName> used;
    for (const DraftName& name : cast_.names()) {
      const bool spoken_of =
          std::any_of(draft_.facts.begin(), draft_.facts.end(), [&](const DraftFact& fact) {
            return fact.sentence.find(name.name) != std::string::npos ||
                   std::any_of(fact.accounts.begin(), fact.accounts.end(),
                               [&](const DraftAccount& a) { return a.by == name.name; });
          });
      const bool reached =
          std::find(receivers_.begin(), receivers_.end(), name.name) != receivers_.end();
      if (spoken_of || reached || name.kind == "Act") used.push_back(name);
    }
    return used;
  }

  void list_values() {
    std::vector<std::string> kept, absent;
    const ValueReport* last = nullptr;
    for (const ValueReport& value : out_.values) {
      if (value.fate == Fate::not_seen) absent.push_back(value.field);
      if (value.fate != Fate::kept && value.fate != Fate::unmapped) continue;
      const bool more =
          last != nullptr && last->field == value.field && last->reason == value.reason;
      if (more) {
        kept.back().insert(kept.back().size() - value.reason.size() - kWhy.size(),
                           " | " + value.text);
      } else {
        kept.push_back(value.field + ": " + value.text + std::string(kWhy) + value.reason);
      }
      last = &value;
    }
    std::sort(absent.begin(), absent.end());
    absent.erase(std::unique(absent.begin(), absent.end()), absent.end());
    draft_.lists.push_back({"Kept and not used",
                            "What the source says and no fact was made of, with the reason.",
                            std::move(kept)});
    if (absent.empty()) return;
    draft_.lists.push_back({"Not seen",
                            "What the source leaves empty or marks as unknown. It is no answer.",
                            {text::join(absent, ", ")}});
  }

  const Source& source_;
  const SourceRecord& record_;
  const Mapping& mapping_;
  Cast cast_;
  Draft draft_;
  std::string body_, act_;
  std::vector<std::string> receivers_;
  std::vector<Player> players_;
  std::string grade_;
  std::vector<std::string> grades_;  // by allegation
  std::map<std::string, std::string> exhibits_;
  std::vector<Building> facts_;
  ImportedCase out_;
};

}  // namespace

size_t ImportedCase::count(Fate fate) const {
  return static_cast<size_t>(std::count_if(values.begin(), values.end(),
                                           [&](const auto& value) { return value.fate == fate; }));
}

ImportedCase make_case(const Source& source, const SourceRecord& record, const Mapping& mapping) {
  return CaseMaker(source, record, mapping).make();
}

std::optional<Speaker> speaker_of(const Mapping& mapping, std::string_view field,
                                  std::string_view value,
                                  const std::map<std::string, Speaker, std::less<>>& holes) {
  for (const MappingLine* line : mapping.find(field, value)) {
    if (line->becomes != Becomes::speaker) continue;
    for (std::string_view rest = line->says; !rest.empty();) {
      const size_t bar = rest.find(" or ");
      const std::string choice(text::trim(rest.substr(0, bar)));
      rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 4);
      if (!choice.starts_with('<')) return Speaker{choice, "Body"};
      const auto known = holes.find(choice);
      if (known != holes.end() && !known->second.name.empty()) return known->second;
    }
  }
  return std::nullopt;
}

bool is_used(const Mapping& mapping, std::string_view field, std::string_view value) {
  const auto lines = mapping.find(field, value);
  return std::any_of(lines.begin(), lines.end(),
                     [](const auto* line) { return line->becomes == Becomes::used; });
}

void report_whole(std::string code, std::string message, const SourcePtr& file,
                  Diagnostics& diagnostics, std::string help) {
  diagnostics.add({.severity = Severity::error,
                   .code = std::move(code),
                   .message = std::move(message),
                   .source = file,
                   .span = {0, 0},
                   .help = std::move(help),
                   .labels = {}});
}

std::vector<Case> checked_cases(const language::Law& law, Import& import) {
  std::vector<Case> cases;
  std::vector<ImportedCase> kept;
  for (ImportedCase& made : import.cases) {
    Diagnostics diagnostics;
    std::optional<Case> the_case;
    const auto file = SourceFile::make(import.source.name + " " + made.id, made.text);
    if (file) the_case = read_case(law, *file, diagnostics);
    if (the_case) {
      cases.push_back(std::move(*the_case));
      kept.push_back(std::move(made));
      continue;
    }
    import.refused.push_back(
        {made.place, file ? "the case does not check: " + diagnostics.all().front().message
                          : file.error().message()});
  }
  import.cases = std::move(kept);
  return cases;
}

}  // namespace comity::dossier
