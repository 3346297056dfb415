#include "app/assess_command.h"

#include <algorithm>
#include <charconv>

#include "app/norms.h"
#include "base/text.h"
#include "documents/html.h"
#include "documents/json.h"
#include "documents/over_time.h"
#include "documents/page.h"
#include "dossier/assess.h"
#include "dossier/parties.h"
#include "dossier/timeline.h"
#include "language/binder.h"
#include "language/load.h"
#include "language/parser.h"

namespace comity::app {

namespace {

using dossier::AssessOptions;
using dossier::Case;
using AccountKind = language::Account::Kind;

constexpr struct {
  std::string_view word;
  AccountKind kind;
} kWhatIfValues[] = {
    {"true", AccountKind::agreed},         {"false", AccountKind::agreed},
    {"unknown", AccountKind::unknown},     {"withheld", AccountKind::withheld},
    {"not asked", AccountKind::not_asked}, {"not applicable", AccountKind::not_applicable},
};

language::Names names_of(const language::Law& law, const Case& the_case) {
  language::Names names(law.names);
  for (const language::LawName& name : the_case.names) names.add(name);
  return names;
}

// "F3=true" or "the operation caused …=false": the fact as it would be, whoever says otherwise.
Result<void> suppose(const language::Law& law, Case& the_case, const std::string& what_if) {
  const size_t equals = what_if.rfind('=');
  if (equals == std::string::npos) {
    return fail(Errc::invalid_input, "--what-if takes FACT=VALUE, such as F3=true");
  }
  const std::string fact_name(text::trim(what_if.substr(0, equals)));
  const std::string value(text::trim(what_if.substr(equals + 1)));
  const auto* row = std::find_if(std::begin(kWhatIfValues), std::end(kWhatIfValues),
                                 [&](const auto& r) { return r.word == value; });
  if (row == std::end(kWhatIfValues)) {
    return fail(Errc::invalid_input, "`" + value +
                                         "` is not a value of a fact: true, false, unknown, "
                                         "withheld, not asked or not applicable");
  }
  auto fact = std::find_if(the_case.facts.begin(), the_case.facts.end(),
                           [&](const dossier::Fact& f) { return f.id == fact_name; });
  if (fact == the_case.facts.end() && fact_name.find(' ') == std::string::npos) {
    std::vector<std::string> ids;
    for (const dossier::Fact& f : the_case.facts) ids.push_back(f.id);
    const auto near = text::nearest(fact_name, ids);
    return fail(Errc::invalid_input, "the case has no fact `" + fact_name + "`" +
                                         (near ? "; nearest: `" + *near + "`" : ""));
  }
  if (fact == the_case.facts.end()) {
    COMITY_TRY(const auto bound, dossier::bind_sentence(law, the_case, fact_name));
    dossier::Fact made{.id = "what if", .sentence = bound.first, .negated = bound.second};
    fact = the_case.facts.insert(the_case.facts.end(), std::move(made));
  }
  const reason::GroundSentence sentence = fact->sentence;
  dossier::Fact supposed = *fact;
  supposed.negated = supposed.negated != (value == "false");
  supposed.accounts = {{.kind = row->kind, .by = {"supposition (--what-if)"}}};
  std::erase_if(the_case.facts, [&](const dossier::Fact& f) { return f.sentence == sentence; });
  the_case.facts.push_back(std::move(supposed));
  the_case.hash.clear();
  return {};
}

Result<reason::Individual> find_name(const language::Law& law, const Case& the_case,
                                     const std::string& name) {
  const language::Names names = names_of(law, the_case);
  if (const auto found = names.find(name)) return *found;
  std::vector<std::string> known;
  for (const language::LawName& n : names.all()) known.push_back(n.name);
  const auto near = text::nearest(name, known);
  return fail(Errc::invalid_input,
              "the case names nobody `" + name + "`" + (near ? "; nearest: `" + *near + "`" : ""));
}

Result<AssessOptions> options_of(const AssessArguments& arguments, const language::Law& law,
                                 const Case& the_case) {
  AssessOptions options{.view_date = the_case.opened};
  if (!arguments.on.empty()) {
    COMITY_TRY(options.view_date, Date::parse(arguments.on));
  }
  if (!arguments.facts_of.empty()) {
    COMITY_TRY(options.fact_date, Date::parse(arguments.facts_of));
  }
  std::vector<std::string> codes = arguments.as;
  std::erase(codes, "all");
  COMITY_TRY(options.parties, dossier::parties_named(law, codes, options.view_date));
  if (!arguments.for_state.empty()) {
    COMITY_TRY(options.for_state, find_name(law, the_case, arguments.for_state));
  }
  return options;
}

// Those whom a file declares.
std::vector<std::string> parties_in(const language::Law& law, const std::string& file) {
  std::vector<std::string> codes;
  for (const language::Document& document : law.documents) {
    if (document.source->name() != file) continue;
    for (const language::Section& section : document.sections) {
      for (const language::Item& item : section.items) {
        const auto* parties = std::get_if<language::Parties>(&item);
        if (parties == nullptr) continue;
        for (const language::PartyName& party : parties->parties) codes.push_back(party.code.text);
      }
    }
  }
  return codes;
}

// By its number on the page, by its name in the norms, or by a sentence of the case.
Result<dossier::QuestionResult> find_question(const dossier::Assessment& assessment,
                                              const std::string& wanted) {
  const auto& questions = assessment.questions();
  size_t number = 0;
  const auto parsed = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (parsed.ec == std::errc() && parsed.ptr == wanted.data() + wanted.size()) {
    if (number >= 1 && number <= questions.size()) return questions[number - 1];
    return fail(Errc::invalid_input,
                "the page has " + std::to_string(questions.size()) + " questions");
  }
  for (const dossier::QuestionResult& question : questions) {
    if (question.question->name == wanted) return question;
  }
  COMITY_TRY(const auto bound,
             dossier::bind_sentence(assessment.law(), assessment.the_case(), wanted));
  return assessment.about(bound.first);
}

Result<std::string> written(const documents::Speech& speech, const AssessArguments& arguments,
                            const Output& out) {
  const dossier::Assessment& assessment = speech.assessment();
  const documents::PageOptions page{.columns = out.columns, .full = arguments.full};
  if (arguments.format == "markdown") return documents::to_markdown(speech);
  if (arguments.format == "json") return documents::to_json(speech) + "\n";
  if (arguments.format == "html") return documents::to_html(speech);
  if (arguments.why.empty()) return documents::to_page(speech, page);
  COMITY_TRY(const dossier::QuestionResult question, find_question(assessment, arguments.why));
  return documents::to_answer(speech, question, page);
}

Result<std::string> over_time(const language::Law& law, const Case& the_case,
                              const AssessOptions& options, const Output& out) {
  using dossier::TimeAxis;
  COMITY_TRY(const auto view, dossier::over_time(law, the_case, options, TimeAxis::view));
  COMITY_TRY(const auto fact, dossier::over_time(law, the_case, options, TimeAxis::fact));
  return documents::over_time_text(view, fact, out.columns);
}

Result<std::string> assess(const AssessArguments& arguments, const language::Law& law,
                           Case the_case, const Output& out) {
  for (const std::string& what_if : arguments.what_if) {
    COMITY_CHECK(suppose(law, the_case, what_if));
  }
  COMITY_TRY(const AssessOptions options, options_of(arguments, law, the_case));
  COMITY_TRY(const language::LawLanguage* language, language_of(law, arguments.language));
  if (arguments.over_time && language != nullptr) {
    return fail(Errc::invalid_input, "--over-time speaks English only; leave --language out");
  }
  if (arguments.over_time) return over_time(law, the_case, options, out);
  COMITY_TRY(const dossier::Assessment assessment,
             dossier::assess(law, std::move(the_case), options));
  return written(documents::Speech(assessment, language), arguments, out);
}

}  // namespace

int run_assess(AssessArguments arguments, const Output& out) {
  auto norms =
      read_norms(arguments.norms.empty() ? norms_folder() : std::filesystem::path(arguments.norms));
  if (!norms) return out.fail(norms.error());
  if (!arguments.profile.empty()) {
    const auto profile = read_source(arguments.profile, arguments.profile);
    if (!profile) return out.fail(profile.error());
    norms->push_back(*profile);
  }
  const auto source = read_case_source(arguments.case_path);
  if (!source) return out.fail(source.error());
  Diagnostics diagnostics;
  const language::Law law = language::load(*norms, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return out.report(diagnostics);
  if (!arguments.profile.empty() && arguments.as.empty())
    arguments.as = parties_in(law, arguments.profile);
  const bool json = (*source)->name().ends_with(".json");
  auto the_case = json ? dossier::read_case_json(law, *source, diagnostics)
                       : dossier::read_case(law, *source, diagnostics);
  if (!the_case) return out.report(diagnostics);
  const auto text = assess(arguments, law, std::move(*the_case), out);
  if (!text) return out.fail(text.error());
  out.print(*text);
  return 0;
}

}  // namespace comity::app
