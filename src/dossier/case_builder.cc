#include "dossier/case_builder.h"

#include "base/hash.h"
#include "base/text.h"
#include "language/translation_binder.h"

namespace comity::dossier {

namespace {

using language::Note;

// An account keeps all its remarks, in the order in which they were made.
void add_remark(Account& account, const std::string& remark) {
  if (!account.remark.empty()) account.remark += "; ";
  account.remark += remark;
}

}  // namespace

CaseBuilder::CaseBuilder(const language::Law& law, SourcePtr file, Diagnostics& diagnostics)
    : law_(law),
      file_(std::move(file)),
      diagnostics_(diagnostics),
      names_(law.names),
      binder_(law, names_, file_, diagnostics) {}

void CaseBuilder::header(const language::CaseHeader& item) {
  if (has_header_) {
    error("second-case", "a file holds one case", item.span);
    return;
  }
  has_header_ = true;
  case_.title = item.title.text;
  case_.opened = item.opened;
  case_.happened = item.happened;
  if (item.claimant) case_.claimant = item.claimant->text;
  if (item.respondent) case_.respondent = item.respondent->text;
  for (const auto& side : {item.claimant, item.respondent}) {
    if (side) sides_.push_back(*side);
  }
}

void CaseBuilder::name(const language::Name& item) {
  const auto kind = law_.kind(item.kind.text);
  if (!kind) {
    const auto near = text::nearest(item.kind.text, law_.kinds);
    error("unknown-kind", "no kind is called `" + item.kind.text + "`", item.kind.span,
          near ? "nearest: `" + *near + "`" : "");
    return;
  }
  if (item.on && !law_.program.kinds[*kind].dated) {
    error("undated-kind", "what is of the kind `" + law_.kinds[*kind] + "` has no date",
          item.kind.span, "leave the date out");
    return;
  }
  for (const language::Text& each : item.names) {
    language::LawName declared{each.text, *kind, item.on,
                               language::bind_forms(law_, item, file_, diagnostics_)};
    if (!names_.add(declared)) {
      error("duplicate-name", "the name `" + each.text + "` is taken", each.span);
      continue;
    }
    case_.names.push_back(std::move(declared));
  }
}

void CaseBuilder::exhibit(const language::Exhibit& item) {
  if (!exhibits_.insert(item.id.text).second) {
    error("duplicate-exhibit", "the exhibit `" + item.id.text + "` is listed twice", item.id.span);
    return;
  }
  Exhibit made{.id = item.id.text, .title = item.title.text};
  for (const Note& note : item.notes) {
    switch (note.kind) {
      case Note::Kind::collected: made.collected = note.value.text; break;
      case Note::Kind::source: made.source = note.value.text; break;
      case Note::Kind::reliability: made.reliability = note.value.text; break;
      case Note::Kind::credibility: made.credibility = note.value.text; break;
      default:
        error("note-out-of-place", "this note does not belong to an exhibit", note.span,
              "an exhibit takes `collected`, `source`, `reliability` and `credibility`");
    }
  }
  case_.exhibits.push_back(std::move(made));
}

void CaseBuilder::fact(const language::Fact& item) {
  const auto pattern = binder_.sentence(item.sentence, nullptr);
  if (!pattern) return;
  if (!facts_.insert(item.id.text).second) {
    error("duplicate-fact", "the fact `" + item.id.text + "` is written twice", item.id.span);
    return;
  }
  if (pattern->when != reason::When::any) {
    error("time-in-fact", "a fact states its own date, not whether it came before another",
          item.sentence.span, "add a line `on DATE`");
    return;
  }
  if (item.accounts.empty()) {
    error("no-account", "nobody says anything of the fact `" + item.id.text + "`", item.id.span,
          "add who asserts, denies, agrees or found it, or `unknown`");
    return;
  }
  Fact made{.id = item.id.text, .negated = pattern->negated, .on = item.on};
  made.sentence.predicate = pattern->predicate;
  for (const reason::Term& term : pattern->arguments) made.sentence.arguments.push_back(term.index);
  for (const language::Account& given : item.accounts) made.accounts.push_back(account(given));
  case_.facts.push_back(std::move(made));
}

Account CaseBuilder::account(const language::Account& item) {
  Account made{.kind = item.kind};
  for (const language::Text& by : item.by) {
    require_named(by);
    made.by.push_back(by.text);
  }
  for (const Note& note : item.notes) {
    switch (note.kind) {
      case Note::Kind::grade: made.grade = grade(note.value); break;
      case Note::Kind::date: made.date = note.value.text; break;
      case Note::Kind::exhibit: add_exhibits(note.value, made); break;
      case Note::Kind::asked_of: add_remark(made, "asked of " + note.value.text); break;
      case Note::Kind::until: add_remark(made, "until " + note.value.text); break;
      case Note::Kind::note: add_remark(made, note.value.text); break;
      case Note::Kind::source: add_remark(made, "source " + note.value.text); break;
      case Note::Kind::reliability:
      case Note::Kind::credibility: break;  // of the exhibit, repeated for the reader
      default:
        error("note-out-of-place", "this note does not belong to an account", note.span,
              "an account takes a date, `grade`, `exhibit`, `asked of`, `until` and `note`");
    }
  }
  return made;
}

// A misspelt name would be an account of somebody who is no party, and count for nobody.
void CaseBuilder::require_named(const language::Text& who) const {
  if (names_.find(who.text)) return;
  std::vector<std::string> known;
  for (const language::LawName& name : names_.all()) known.push_back(name.name);
  const auto near = text::nearest(who.text, known);
  error("unknown-name", "nothing is called `" + who.text + "`", who.span,
        near ? "nearest: `" + *near + "`" : "declare it on a `name` line");
}

std::optional<reason::Grade> CaseBuilder::grade(const language::Text& text) {
  if (const auto found = law_.grade(text.text)) return found;
  const auto near = text::nearest(text.text, law_.grades);
  error("unknown-grade", "`" + text.text + "` is not a grade of the evidence scale", text.span,
        near ? "nearest: `" + *near + "`" : "");
  return std::nullopt;
}

void CaseBuilder::add_exhibits(const language::Text& value, Account& account) {
  for (std::string_view rest = value.text; !rest.empty();) {
    const size_t comma = rest.find(',');
    const std::string id(text::trim(rest.substr(0, comma)));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (exhibits_.contains(id)) {
      account.exhibits.push_back(id);
      continue;
    }
    const std::vector<std::string> known(exhibits_.begin(), exhibits_.end());
    const auto near = text::nearest(id, known);
    error("unknown-exhibit", "no exhibit is listed as `" + id + "`", value.span,
          near ? "nearest: `" + *near + "`" : "list it with `exhibit " + id + ": \"…\"`");
  }
}

std::optional<Case> CaseBuilder::finish(std::string narrative) {
  if (!has_header_ && diagnostics_.ok()) {
    error("no-case", "this file holds no case", {0, 0}, "begin one with `case \"title\"`");
  }
  for (const language::Text& side : sides_) require_named(side);
  if (!diagnostics_.ok()) return std::nullopt;
  case_.narrative = std::move(narrative);
  case_.hash = sha256_hex(file_->text());
  return std::move(case_);
}

}  // namespace comity::dossier
