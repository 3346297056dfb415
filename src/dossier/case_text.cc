// A case file in the language of the norms.
#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "dossier/case.h"
#include "language/binder.h"
#include "language/parser.h"

namespace comity::dossier {

namespace {

using language::Note;

class CaseReader {
 public:
  CaseReader(const language::Law& law, SourcePtr file, Diagnostics& diagnostics)
      : law_(law),
        file_(std::move(file)),
        diagnostics_(diagnostics),
        names_(law.names),
        binder_(law, names_, file_, diagnostics) {}

  std::optional<Case> read() {
    const language::Document document = language::parse(file_, diagnostics_);
    if (!diagnostics_.ok()) return std::nullopt;
    visit<language::CaseHeader>(document, [&](const auto& item) { header(item); });
    if (!has_header_ && diagnostics_.ok()) {
      binder_.error("no-case", "this file holds no case", {0, 0},
                    "begin one with `case \"title\"`");
    }
    visit<language::Name>(document, [&](const auto& item) { name(item); });
    visit<language::Exhibit>(document, [&](const auto& item) { exhibit(item); });
    visit<language::Fact>(document, [&](const auto& item) { fact(item); });
    refuse_norms(document);
    if (!diagnostics_.ok()) return std::nullopt;
    for (const language::Section& section : document.sections) {
      case_.narrative += section.prose;
    }
    case_.hash = sha256_hex(file_->text());
    return std::move(case_);
  }

 private:
  template <class T, class Visit>
  void visit(const language::Document& document, Visit visit_one) {
    for (const language::Section& section : document.sections) {
      for (const language::Item& item : section.items) {
        if (const T* found = std::get_if<T>(&item)) visit_one(*found);
      }
    }
  }

  void header(const language::CaseHeader& header) {
    if (has_header_) {
      binder_.error("second-case", "a file holds one case", header.span);
      return;
    }
    has_header_ = true;
    case_.title = header.title.text;
    case_.opened = header.opened;
    case_.happened = header.happened;
    if (header.claimant) case_.claimant = header.claimant->text;
    if (header.respondent) case_.respondent = header.respondent->text;
  }

  void name(const language::Name& item) {
    const auto kind = law_.kind(item.kind.text);
    if (!kind) {
      const auto near = text::nearest(item.kind.text, law_.kinds);
      binder_.error("unknown-kind", "no kind is called `" + item.kind.text + "`", item.kind.span,
                    near ? "nearest: `" + *near + "`" : "");
      return;
    }
    for (const language::Text& each : item.names) {
      language::LawName declared{each.text, *kind, item.on};
      if (!names_.add(declared)) {
        binder_.error("duplicate-name", "the name `" + each.text + "` is taken", each.span);
        continue;
      }
      case_.names.push_back(std::move(declared));
    }
  }

  void exhibit(const language::Exhibit& item) {
    if (!exhibits_.insert(item.id.text).second) {
      binder_.error("duplicate-exhibit", "the exhibit `" + item.id.text + "` is listed twice",
                    item.id.span);
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
          binder_.error("note-out-of-place", "this note does not belong to an exhibit", note.span,
                        "an exhibit takes `collected`, `source`, `reliability` and `credibility`");
      }
    }
    case_.exhibits.push_back(std::move(made));
  }

  void fact(const language::Fact& item) {
    const auto pattern = binder_.sentence(item.sentence, nullptr);
    if (!pattern) return;
    if (!facts_.insert(item.id.text).second) {
      binder_.error("duplicate-fact", "the fact `" + item.id.text + "` is written twice",
                    item.id.span);
      return;
    }
    if (pattern->when != reason::When::any) {
      binder_.error("time-in-fact",
                    "a fact states its own date, not whether it came before another",
                    item.sentence.span, "add a line `on DATE`");
      return;
    }
    if (item.accounts.empty()) {
      binder_.error("no-account", "nobody says anything of the fact `" + item.id.text + "`",
                    item.id.span, "add who asserts, denies, agrees or found it, or `unknown`");
      return;
    }
    Fact made{.id = item.id.text, .negated = pattern->negated, .on = item.on};
    made.sentence.predicate = pattern->predicate;
    for (const reason::Term& term : pattern->arguments)
      made.sentence.arguments.push_back(term.index);
    for (const language::Account& account : item.accounts)
      made.accounts.push_back(read_account(account));
    case_.facts.push_back(std::move(made));
  }

  Account read_account(const language::Account& item) {
    Account made{.kind = item.kind};
    for (const language::Text& by : item.by) made.by.push_back(by.text);
    for (const Note& note : item.notes) {
      switch (note.kind) {
        case Note::Kind::grade: made.grade = grade(note.value); break;
        case Note::Kind::date: made.date = note.value.text; break;
        case Note::Kind::exhibit: add_exhibits(note.value, made); break;
        case Note::Kind::asked_of: made.remark = "asked of " + note.value.text; break;
        case Note::Kind::until: made.remark = "until " + note.value.text; break;
        case Note::Kind::note: made.remark = note.value.text; break;
        case Note::Kind::source: made.remark = "source " + note.value.text; break;
        case Note::Kind::reliability:
        case Note::Kind::credibility: break;  // of the exhibit, repeated for the reader
        default:
          binder_.error(
              "note-out-of-place", "this note does not belong to an account", note.span,
              "an account takes a date, `grade`, `exhibit`, `asked of`, `until` and `note`");
      }
    }
    return made;
  }

  std::optional<reason::Grade> grade(const language::Text& text) {
    if (const auto found = law_.grade(text.text)) return found;
    const auto near = text::nearest(text.text, law_.grades);
    binder_.error("unknown-grade", "`" + text.text + "` is not a grade of the evidence scale",
                  text.span, near ? "nearest: `" + *near + "`" : "");
    return std::nullopt;
  }

  void add_exhibits(const language::Text& value, Account& account) {
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
      binder_.error("unknown-exhibit", "no exhibit is listed as `" + id + "`", value.span,
                    near ? "nearest: `" + *near + "`" : "list it with `exhibit " + id + ": \"…\"`");
    }
  }

  // Law belongs in the norms, where everybody sees it; a case that brings its own is refused.
  void refuse_norms(const language::Document& document) {
    const auto refuse = [&](const auto& item) {
      binder_.error("law-in-case", "a case states facts; this belongs in a norm file", item.span);
    };
    visit<language::Rule>(document, refuse);
    visit<language::SentenceDeclaration>(document, refuse);
    visit<language::Reading>(document, refuse);
    visit<language::Positions>(document, refuse);
    visit<language::Kind>(document, refuse);
    visit<language::Question>(document, refuse);
    visit<language::Example>(document, refuse);
  }

  const language::Law& law_;
  SourcePtr file_;
  Diagnostics& diagnostics_;
  language::Names names_;
  language::Binder binder_;
  Case case_;
  bool has_header_ = false;
  std::set<std::string> exhibits_, facts_;
};

}  // namespace

std::optional<Case> read_case(const language::Law& law, SourcePtr file, Diagnostics& diagnostics) {
  return CaseReader(law, std::move(file), diagnostics).read();
}

}  // namespace comity::dossier
