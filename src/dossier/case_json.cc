// A case file as JSON (docs/formats/case.md): the same items as in the language of the norms, so
// that a program can write a case; its sentences are those that a person would write.
#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/json.h"
#include "base/json_pieces.h"
#include "base/text.h"
#include "dossier/case_builder.h"
#include "language/notes.h"
#include "language/parser.h"
#include "language/scan.h"

namespace comity::dossier {

namespace {

namespace json = boost::json;
using language::Note;
using language::Text;
using AccountKind = language::Account::Kind;

constexpr std::string_view kFormat = "comity case 1";

struct AccountWord {
  std::string_view word;
  AccountKind kind;
  bool by_somebody;
};

constexpr std::array<AccountWord, 8> kAccounts{{
    {"asserted", AccountKind::asserted, true},
    {"denied", AccountKind::denied, true},
    {"agreed", AccountKind::agreed, true},
    {"found", AccountKind::found, true},
    {"withheld", AccountKind::withheld, true},
    {"unknown", AccountKind::unknown, false},
    {"not asked", AccountKind::not_asked, false},
    {"not applicable", AccountKind::not_applicable, false},
}};

std::string in_ticks(std::string_view word) { return "`" + std::string(word) + "`"; }

// "nearest: `title`", or all that would do.
std::string known_help(std::string_view word, const std::vector<std::string>& known) {
  if (const auto near = text::nearest(word, known)) return "nearest: " + in_ticks(*near);
  std::vector<std::string> quoted;
  for (const std::string& each : known) quoted.push_back(in_ticks(each));
  return "one of " + text::join_in_words(quoted, "or");
}

enum class Need { optional, required };

// The file, and where each of its values stands.
struct Input {
  SourcePtr file;
  JsonPlaces places;
  const CaseBuilder* builder = nullptr;

  // What is wrong with the value at the path; of a text, what stands between its quotation marks.
  Span span(const std::string& path) const {
    const Span value = places.at(path).value;
    const bool quoted = value.size() >= 2 && file->text()[value.begin] == '"';
    return quoted ? Span{value.begin + 1, value.end - 1} : value;
  }
  Span opening(const std::string& path) const {
    const Span value = places.at(path).value;
    return {value.begin, value.begin + 1};
  }
  void error(std::string code, std::string message, Span at, std::string help = {}) const {
    builder->error(std::move(code), std::move(message), at, std::move(help));
  }
};

// One object of the file. Its members are asked for one by one; what is not known is refused.
class Object {
 public:
  Object(const Input& input, std::string path, const json::value& value, std::string_view what,
         const std::vector<std::string>& known)
      : input_(input), path_(std::move(path)), what_(what) {
    object_ = value.if_object();
    if (object_ == nullptr) {
      input_.error("wrong-type", "an object in curly brackets is expected here: " + what_,
                   input_.span(path_));
      return;
    }
    for (const auto& member : *object_) check_known(member.key(), known);
  }

  Span span() const { return input_.opening(path_); }

  // A text that is not empty, its white space squeezed.
  std::optional<Text> text(std::string_view name, Need need = Need::optional) const {
    const json::value* value = find(name, need);
    if (value == nullptr) return std::nullopt;
    return text_of(*value, json_pointer(path_, name), in_ticks(name));
  }

  std::optional<Date> date(std::string_view name) const {
    const auto written = text(name);
    if (!written) return std::nullopt;
    if (const auto date = Date::parse(written->text)) return *date;
    input_.error("bad-date", in_ticks(written->text) + " is not a date", written->span,
                 "write it like 2031-03-02");
    return std::nullopt;
  }

  // The elements of a list, with the path of each.
  struct Element {
    std::string path;
    const json::value* value;
  };
  std::vector<Element> list(std::string_view name) const {
    std::vector<Element> elements;
    const json::value* value = find(name, Need::optional);
    if (value == nullptr) return elements;
    const std::string path = json_pointer(path_, name);
    const json::array* array = value->if_array();
    if (array == nullptr) {
      input_.error("wrong-type", in_ticks(name) + " has to be a list in square brackets",
                   input_.span(path));
      return elements;
    }
    for (size_t i = 0; i < array->size(); ++i) {
      elements.push_back({json_pointer(path, std::to_string(i)), &(*array)[i]});
    }
    return elements;
  }

  std::vector<Text> texts(std::string_view name) const {
    std::vector<Text> all;
    for (const Element& element : list(name)) {
      if (auto text = text_of(*element.value, element.path, "each of " + in_ticks(name))) {
        all.push_back(std::move(*text));
      }
    }
    return all;
  }

  // The text as it was written, which may be empty: prose.
  std::string prose(std::string_view name) const {
    const json::value* value = find(name, Need::optional);
    if (value == nullptr) return {};
    if (const json::string* text = value->if_string()) return std::string(*text);
    input_.error("wrong-type", in_ticks(name) + " has to be a text in quotation marks",
                 input_.span(json_pointer(path_, name)));
    return {};
  }

 private:
  void check_known(std::string_view name, const std::vector<std::string>& known) const {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    input_.error("unknown-key", what_ + " has no " + in_ticks(name),
                 input_.places.at(json_pointer(path_, name)).name, known_help(name, known));
  }

  const json::value* find(std::string_view name, Need need) const {
    if (object_ == nullptr) return nullptr;
    const json::value* value = object_->if_contains(name);
    if (value == nullptr && need == Need::required) {
      input_.error("missing-key", what_ + " needs " + in_ticks(name), span());
    }
    return value;
  }

  std::optional<Text> text_of(const json::value& value, const std::string& path,
                              const std::string& what) const {
    const Span at = input_.span(path);
    const json::string* written = value.if_string();
    if (written == nullptr) {
      input_.error("wrong-type", what + " has to be a text in quotation marks", at);
      return std::nullopt;
    }
    Text text{.text = language::squeeze(text::trim({written->data(), written->size()})),
              .span = at};
    if (!text.empty()) return text;
    input_.error("missing-value", what + " says nothing here", input_.places.at(path).value);
    return std::nullopt;
  }

  const Input& input_;
  std::string path_;
  std::string what_;
  const json::object* object_ = nullptr;
};

// Makes the items of a case from a JSON value and hands them to the builder, which checks what they
// say.
class CaseJsonReader {
 public:
  CaseJsonReader(const Input& input, CaseBuilder& builder) : input_(input), builder_(builder) {}

  // The narrative.
  std::string read(const json::value& root) {
    const Object file(input_, "", root, "a case",
                      {"format", "title", "opened", "happened", "claimant", "respondent", "names",
                       "exhibits", "facts", "narrative"});
    header(file);
    for (const auto& element : file.list("names")) name(element);
    for (const auto& element : file.list("exhibits")) exhibit(element);
    for (const auto& element : file.list("facts")) fact(element);
    return file.prose("narrative");
  }

 private:
  void header(const Object& file) {
    const auto format = file.text("format", Need::required);
    if (format && format->text != kFormat) {
      input_.error("unknown-format", in_ticks(format->text) + " is no format that is read here",
                   format->span, "this program reads " + in_ticks(kFormat));
    }
    const auto title = file.text("title", Need::required);
    if (!title) return;
    builder_.header({.title = *title,
                     .opened = file.date("opened"),
                     .happened = file.date("happened"),
                     .claimant = file.text("claimant"),
                     .respondent = file.text("respondent"),
                     .span = file.span()});
  }

  void name(const Object::Element& element) {
    const Object item(input_, element.path, *element.value, "a name",
                      {"name", "kind", "date", "translated"});
    const auto name = item.text("name", Need::required);
    const auto kind = item.text("kind", Need::required);
    if (!name || !kind) return;
    language::Name made{
        .names = {*name}, .kind = *kind, .on = item.date("date"), .span = item.span()};
    for (const auto& each : item.list("translated")) translated(each, made);
    builder_.name(made);
  }

  // The name's forms in one language.
  void translated(const Object::Element& element, language::Name& name) {
    const Object item(input_, element.path, *element.value, "a translated name",
                      {"language", "agreement", "name", "cases"});
    const auto language = item.text("language", Need::required);
    const auto plain = item.text("name", Need::required);
    if (!language || !plain) return;
    language::WrittenForms forms{
        .agreement = item.text("agreement"), .plain = *plain, .cases = {}, .span = item.span()};
    for (const auto& each : item.list("cases")) {
      const Object one(input_, each.path, *each.value, "a case of a name", {"case", "form"});
      const auto in_case = one.text("case", Need::required);
      const auto form = one.text("form", Need::required);
      if (in_case && form) forms.cases.emplace_back(*in_case, *form);
    }
    name.translated.emplace_back(*language, std::move(forms));
  }

  void exhibit(const Object::Element& element) {
    const Object item(input_, element.path, *element.value, "an exhibit",
                      {"id", "title", "collected", "source", "reliability", "credibility"});
    const auto id = identifier(item.text("id", Need::required));
    const auto title = item.text("title", Need::required);
    if (!id || !title) return;
    language::Exhibit made{.id = *id, .title = *title, .notes = {}, .span = item.span()};
    if (item.date("collected")) add(made.notes, Note::Kind::collected, item.text("collected"));
    add(made.notes, Note::Kind::source, item.text("source"));
    add(made.notes, Note::Kind::reliability,
        checked(item.text("reliability"), language::is_reliability, "bad-grade",
                "it is one of A to F"));
    add(made.notes, Note::Kind::credibility,
        checked(item.text("credibility"), language::is_credibility, "bad-grade",
                "it is one of 1 to 6"));
    builder_.exhibit(made);
  }

  void fact(const Object::Element& element) {
    const Object item(input_, element.path, *element.value, "a fact",
                      {"id", "sentence", "date", "accounts"});
    const auto id = identifier(item.text("id", Need::required));
    const auto written = item.text("sentence", Need::required);
    auto sentence = written ? sentence_of(*written) : std::nullopt;
    if (!id || !sentence) return;
    language::Fact made{.id = *id,
                        .sentence = std::move(*sentence),
                        .accounts = {},
                        .on = item.date("date"),
                        .span = item.span()};
    bool sound = true;
    for (const auto& given : item.list("accounts")) {
      auto account = account_of(given);
      sound = sound && account.has_value();
      if (account) made.accounts.push_back(std::move(*account));
    }
    if (sound) builder_.fact(made);
  }

  std::optional<language::Account> account_of(const Object::Element& element) {
    const Object item(input_, element.path, *element.value, "an account",
                      {"kind", "by", "date", "grade", "exhibits", "remark"});
    const auto kind = item.text("kind", Need::required);
    if (!kind) return std::nullopt;
    const auto word = std::find_if(kAccounts.begin(), kAccounts.end(),
                                   [&](const AccountWord& w) { return w.word == kind->text; });
    if (word == kAccounts.end()) {
      std::vector<std::string> known;
      for (const AccountWord& w : kAccounts) known.emplace_back(w.word);
      input_.error("unknown-account", in_ticks(kind->text) + " is no kind of account", kind->span,
                   known_help(kind->text, known));
      return std::nullopt;
    }
    language::Account made{
        .kind = word->kind, .by = item.texts("by"), .notes = {}, .span = item.span()};
    if (made.by.empty() == word->by_somebody) {
      input_.error(word->by_somebody ? "account-of-nobody" : "account-by-somebody",
                   word->by_somebody ? "somebody has to give this account: `by` is missing or empty"
                                     : "nobody gives an account that is " + in_ticks(word->word),
                   kind->span);
      return std::nullopt;
    }
    add(made.notes, Note::Kind::date,
        checked(item.text("date"), is_account_date, "bad-date", "write it like 2031-03-02"));
    add(made.notes, Note::Kind::grade, item.text("grade"));
    for (const Text& exhibit : item.texts("exhibits")) {
      add(made.notes, Note::Kind::exhibit, identifier(exhibit));
    }
    add(made.notes, Note::Kind::note, item.text("remark"));
    return made;
  }

  static bool is_account_date(std::string_view written) {
    const bool whole = written.size() == 10 && written[4] == '-';
    return language::is_bare_date(written) && (!whole || Date::parse(written));
  }

  std::optional<Text> identifier(const std::optional<Text>& id) const {
    return checked(id, language::is_identifier, "bad-id",
                   "an id is one word of letters, digits, `-`, `.` and `/`");
  }

  template <class Is>
  std::optional<Text> checked(const std::optional<Text>& text, Is is, const char* code,
                              const char* help) const {
    if (!text || is(text->text)) return text;
    input_.error(code, in_ticks(text->text) + " cannot stand here", text->span, help);
    return std::nullopt;
  }

  // The words of the sentence keep their places where the file writes them without escapes.
  std::optional<language::Sentence> sentence_of(const Text& written) const {
    auto sentence = language::parse_sentence(written.text);
    if (!sentence) {
      input_.error("bad-sentence", sentence.error().message(), written.span);
      return std::nullopt;
    }
    const bool as_written = input_.file->text(written.span) == written.text;
    const auto place = [&](Span at) {
      return as_written ? Span{at.begin + written.span.begin, at.end + written.span.begin}
                        : written.span;
    };
    sentence->span = place(sentence->span);
    for (language::Token& token : sentence->tokens) token.span = place(token.span);
    return std::move(*sentence);
  }

  static void add(language::Notes& notes, Note::Kind kind, const std::optional<Text>& value) {
    if (value) notes.push_back({.kind = kind, .value = *value, .span = value->span});
  }

  const Input& input_;
  CaseBuilder& builder_;
};

// ---- writing -----------------------------------------------------------------------------------

json::object to_json(const language::Law& law, const Account& account) {
  json::object out{{"kind", account_word(account.kind)}};
  put(out, "by", account.by);
  put(out, "date", account.date);
  if (account.grade) out["grade"] = law.grades[*account.grade];
  put(out, "exhibits", account.exhibits);
  put(out, "remark", account.remark);
  return out;
}

json::object to_json(const language::Law& law, const Case& the_case, const Fact& fact) {
  json::object out{{"id", fact.id}, {"sentence", say(law, the_case, fact.sentence, fact.negated)}};
  put(out, "date", fact.on);
  json::array accounts;
  for (const Account& account : fact.accounts) accounts.push_back(to_json(law, account));
  out["accounts"] = std::move(accounts);
  return out;
}

json::object to_json(const Exhibit& exhibit) {
  json::object out{{"id", exhibit.id}, {"title", exhibit.title}};
  put(out, "collected", exhibit.collected);
  put(out, "source", exhibit.source);
  put(out, "reliability", exhibit.reliability);
  put(out, "credibility", exhibit.credibility);
  return out;
}

}  // namespace

std::string_view account_word(AccountKind kind) {
  return std::find_if(kAccounts.begin(), kAccounts.end(),
                      [&](const AccountWord& w) { return w.kind == kind; })
      ->word;
}

std::optional<Case> read_case_json(const language::Law& law, SourcePtr file,
                                   Diagnostics& diagnostics) {
  Input input{.file = file, .places = {}};
  const auto root = read_json(file, input.places, diagnostics);
  if (!root) return std::nullopt;
  CaseBuilder builder(law, std::move(file), diagnostics);
  input.builder = &builder;
  std::string narrative = CaseJsonReader(input, builder).read(*root);
  return builder.finish(std::move(narrative));
}

namespace {

json::array translated_json(const language::Law& law, const language::LawName& name) {
  json::array out;
  for (const auto& [language_name, forms] : name.translated) {
    const language::LawLanguage& language = *language::find_language(law, language_name);
    json::object item{{"language", language_name}, {"name", forms.by_case.front()}};
    if (forms.agreement) item["agreement"] = language.agreement[*forms.agreement];
    json::array cases;
    for (size_t c = 0; c < language.cases.size(); ++c) {
      cases.push_back(json::object{{"case", language.cases[c]}, {"form", forms.by_case[c + 1]}});
    }
    if (!cases.empty()) item["cases"] = std::move(cases);
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::string to_case_json(const language::Law& law, const Case& the_case) {
  json::object out{{"format", kFormat}, {"title", the_case.title}};
  put(out, "opened", the_case.opened);
  put(out, "happened", the_case.happened);
  put(out, "claimant", the_case.claimant);
  put(out, "respondent", the_case.respondent);
  json::array names;
  for (const language::LawName& name : the_case.names) {
    json::object item{{"name", name.name}, {"kind", law.kinds[name.kind]}};
    put(item, "date", name.date);
    if (!name.translated.empty()) item["translated"] = translated_json(law, name);
    names.push_back(std::move(item));
  }
  out["names"] = std::move(names);
  json::array exhibits;
  for (const Exhibit& exhibit : the_case.exhibits) exhibits.push_back(to_json(exhibit));
  out["exhibits"] = std::move(exhibits);
  json::array facts;
  for (const Fact& fact : the_case.facts) facts.push_back(to_json(law, the_case, fact));
  out["facts"] = std::move(facts);
  put(out, "narrative", the_case.narrative);
  return canonical_json(out);
}

}  // namespace comity::dossier
