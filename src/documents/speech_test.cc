// Documents in other languages: complete catalogues, the notice, direction, and nothing in silence.
#include "documents/speech.h"

#include "documents/analysis_for_test.h"
#include "documents/html.h"
#include "documents/json.h"
#include "documents/page.h"

namespace comity::documents {

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

size_t count(const std::string& text, std::string_view part) {
  size_t n = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

constexpr const char* kTags[] = {"ru", "ar", "fr", "es", "zh"};

}  // namespace

TEST_CASE("no catalogue translates a phrase that the program does not say") {
  for (const char* tag : kTags) {
    const Catalogue& catalogue = Catalogue::of(tag);
    for (const std::string& phrase : catalogue.unknown()) FAIL_CHECK(tag << ": " << phrase);
    for (const std::string& phrase : catalogue.missing()) {
      FAIL_CHECK(tag << " lacks: " << phrase);
    }
  }
}

TEST_CASE("a translated phrase has the places of its English") {
  const Catalogue& english = Catalogue::of("en");
  for (const char* tag : kTags) {
    const Catalogue& catalogue = Catalogue::of(tag);
    for (const std::string& phrase : catalogue.all()) {
      INFO(tag << ": " << phrase);
      CHECK(count(catalogue.word(phrase), "{") == count(english.word(phrase), "{"));
    }
  }
}

TEST_CASE("what is filled in keeps its direction inside Arabic") {
  const Catalogue& arabic = Catalogue::of("ar");
  CHECK(holds(arabic("not by {}", {"S1"}), "\u2068S1\u2069"));
  CHECK_FALSE(holds(arabic("not {}", {"كفّت"}), "\u2068"));
  CHECK_FALSE(holds(Catalogue::of("ru")("not by {}", {"S1"}), "\u2068"));
}

TEST_CASE("capitals of Latin and Cyrillic letters; others stay") {
  CHECK(capitalised("état") == "État");
  CHECK(capitalised("ёлка") == "Ёлка");
  CHECK(capitalised("право") == "Право");
  CHECK(capitalised("دولة") == "دولة");
  CHECK(capitalised("").empty());
}

TEST_CASE("the regions of those of whom nothing was seen are named in the language") {
  const auto analysis = analysis_of(dossier::project_cases().front());
  CHECK(holds(to_html(analysis), "African States 5"));
  for (const language::LawLanguage& language : dossier::project_law().languages) {
    INFO(language.name);
    const std::string html = to_html(Speech(analysis, &language));
    CHECK_FALSE(holds(html, "African States"));
    const std::string name = language.groups.at("AFRICAN-GROUP");
    CHECK(holds(html, name.substr(name.find('\'') + 1) + " 5"));  // what may need no escape
  }
}

TEST_CASE("every page of a translation says that it is one, and what has none is marked") {
  for (const auto& path : dossier::project_cases()) {
    const auto analysis = analysis_of(path);
    const std::string english = to_page(analysis);
    for (const language::LawLanguage& language : dossier::project_law().languages) {
      INFO(language.name << ", " << path.string());
      const Speech speech(analysis, &language);
      CHECK_FALSE(speech.notice().empty());
      const std::string html = to_html(speech);
      CHECK(holds(html, "<html lang=\"" + language.tag + "\" dir=\"" +
                            (language.right_to_left ? "rtl" : "ltr") + "\">"));
      CHECK(count(html, "<bdi") == count(html, "</bdi>"));
      // In the title, which takes no elements, the characters themselves.
      CHECK(count(html, "\u2068") == (language.right_to_left ? 1U : 0U));
      const std::string json = to_json(speech);
      CHECK(holds(json, "\"translation\""));
      CHECK(holds(to_page(speech), language.hash.substr(0, 12)));
      for (const dossier::Fact& fact : analysis.the_case().facts) {
        const bool translated =
            language.sentence(fact.sentence.predicate, language::SaidAs::is) != nullptr;
        CHECK(holds(speech.say(fact.sentence), "[en]") != translated);
      }
    }
    CHECK(to_page(Speech(analysis)) == english);
    CHECK_FALSE(holds(to_json(analysis), "\"translation\""));
  }
}

}  // namespace comity::documents
