// Languages, forms of names and translated sentences: what is read, what is refused, what is said.
#include "language/translation.h"

#include "language/load.h"
#include "language/parsing.h"

namespace comity::language {

namespace {

const std::string kNorms = R"(
kinds Party, State is a Party, Act (dated), Measure is an Act, Text
parties
  ORL: Orlany
sentence <State> consented to <Act>
  not: <State> did not consent to <Act>
  must: <State> must consent to <Act>
sentence <State> hid <Act>
name Orlany, Halvora: State
name the mission: Act
name the letter: Text
name Tarn: State
  Russian m: Тарн; genitive: Тарна
)";

const std::string kRussian = R"(
language Russian (ru)
  cases: genitive
  agreement: m, f, n
  opposite: неверно, что
translations into Russian (unreviewed)
  kind State n: государство; genitive: государства
  kind Act n: деяние; genitive: деяния
  party ORL f: Орлания; genitive: Орлании
  sentence <State> consented to <Act>
    is: {<State> m: сам; f: сама; n: само} <State> дал{<State> m:; f: а; n: о} ход <Act, genitive>
    must: без <State, genitive> не начать <Act>
)";

struct Loaded {
  Law law;
  Diagnostics diagnostics;
};

Loaded loaded(const std::string& norms, const std::string& translations) {
  Loaded out;
  const auto page = SourceFile::make("norms/law.norm.md", in_block(norms));
  const auto russian = SourceFile::make("norms/ru.norm.md", in_block(translations));
  REQUIRE(page);
  REQUIRE(russian);
  out.law = load({*page, *russian}, out.diagnostics);
  return out;
}

// What the sentence that begins so is in Russian, about two names.
std::optional<std::string> russian(const Law& law, std::string_view begins, SaidAs as, size_t first,
                                   size_t second) {
  const LawLanguage* language = find_language(law, "ru");
  REQUIRE(language != nullptr);
  for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
    const Wording& words = law.predicates[p].positive;
    if (words.size() < 2 || words[1].word != begins) continue;
    const TranslatedWording* wording = language->sentence(p, as);
    if (wording == nullptr) return std::nullopt;
    const LawName* names[] = {&law.names[first], &law.names[second]};
    return said(law, *language, *wording, names);
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a language, names and translated sentences are read") {
  CHECK(items_of("language Arabic (ar)\n  written from right to left\n  agreement: m, f\n"
                 "translations into Arabic (reviewed by Salma Haddad)\n"
                 "  party ORL f invariable: أورلاني\n"
                 "  group NORTH: دول الشمال\n"
                 "  sentence <State> hid <Act>\n"
                 "    is: {<State> m, x: أخفى; others:} <State> <Act, genitive>؟") ==
        "language Arabic: ar rtl\n  cases\n  agreement: m | f\n"
        "translations into Arabic: Salma Haddad\n"
        "  1 ORL: (f) أورلاني invariable\n"
        "  2 NORTH: دول الشمال\n"
        "  6 <State> hid <Act>\n"
        "    is: <State>{m | x أخفى}{others } <State> <Act>[genitive]؟\n");
  CHECK(items_of("name the office: Entity; Russian n: бюро; genitive: бюро") ==
        "name: the office : Entity\n  Russian: (n) бюро | genitive бюро\n");
}

TEST_CASE("which genders there are, no name line has to know") {
  CHECK(items_of("name the Officers: Body; Russian plural: Офицеры; genitive: Офицеров") ==
        "name: the Officers : Body\n  Russian: (plural) Офицеры | genitive Офицеров\n");
  CHECK(items_of("name the Officers: Body; French m.pl invariable: les agents") ==
        "name: the Officers : Body\n  French: (m.pl) les agents invariable\n");
  CHECK(items_of("name Ruven Adal: Entity; Ministry of Trade: Body") ==
        "name: Ruven Adal : Entity\nname: Ministry of Trade : Body\n");
}

TEST_CASE("names take their case, and words agree with them") {
  const Loaded l = loaded(kNorms, kRussian);
  CHECK_MESSAGE(l.diagnostics.empty(), render(l.diagnostics));
  // 0 Orlany, a party; 1 Halvora, without a form; 2 the mission; 4 Tarn, with forms of its own.
  CHECK(russian(l.law, "consented", SaidAs::is, 0, 2) ==
        "сама Орлания дала ход деяния «the mission»");
  CHECK(russian(l.law, "consented", SaidAs::is, 1, 2) ==
        "само государство Halvora дало ход деяния «the mission»");
  CHECK(russian(l.law, "consented", SaidAs::is, 4, 2) == "сам Тарн дал ход деяния «the mission»");
  CHECK(russian(l.law, "must", SaidAs::is, 4, 2) == "без Тарна не начать деяние «the mission»");
}

TEST_CASE("a group of parties is named by its code") {
  const std::string group = "group NORTH: the north  (source \"a list\")\n  ORL\n";
  const Loaded l = loaded(kNorms + group, kRussian + "  group NORTH: северяне\n");
  CHECK_MESSAGE(l.diagnostics.empty(), render(l.diagnostics));
  CHECK(find_language(l.law, "ru")->groups.at("NORTH") == "северяне");
  const Loaded twice =
      loaded(kNorms + group, kRussian + "  group NORTH: северяне\n  group NORTH: север\n");
  CHECK(render(twice.diagnostics).find("the group `NORTH`") != std::string::npos);
  const Loaded wrong = loaded(kNorms + group, kRussian + "  group NORHT: северяне\n");
  CHECK(render(wrong.diagnostics).find("nearest: `NORTH`") != std::string::npos);
}

TEST_CASE("what has no form is not said") {
  const Loaded l = loaded(kNorms, kRussian);
  CHECK_FALSE(russian(l.law, "consented", SaidAs::is, 0, 3));  // a Text has no head noun
  CHECK_FALSE(russian(l.law, "consented", SaidAs::opposite, 0, 2));
  CHECK_FALSE(russian(l.law, "hid", SaidAs::is, 0, 2));
}

TEST_CASE("translations are no part of the hash, and say whether they were reviewed") {
  const Loaded with = loaded(kNorms, kRussian);
  std::string reviewed = kRussian;
  reviewed.replace(reviewed.find("unreviewed"), 10, "reviewed by Anna Petrova");
  const Loaded other = loaded(kNorms, reviewed);
  CHECK(with.law.hash == other.law.hash);
  CHECK(with.law.documents.size() == 1);
  CHECK_FALSE(find_language(with.law, "Russian")->reviewed);
  CHECK(find_language(other.law, "Russian")->reviewed);
  CHECK(find_language(with.law, "ru")->hash != find_language(other.law, "ru")->hash);
}

TEST_CASE("a translation cannot say what the language has no form for") {
  const auto code_of = [](const std::string& entry) {
    const Loaded l = loaded(kNorms, kRussian + entry);
    REQUIRE(l.diagnostics.error_count() == 1);
    return l.diagnostics.all().front().code;
  };
  CHECK(code_of("  sentence <State> hid <Act>\n    is: <State> <Act, dative>") == "unknown-case");
  CHECK(code_of("  sentence <State> hid <Act>\n    is: {<Act> m: x; f: y} <State> <Act>") ==
        "missing-agreement");
  CHECK(code_of("  sentence <State> hid <Act>\n    is: <State>") == "missing-hole");
  CHECK(code_of("  sentence <State> hidden <Act>\n    is: <State> <Act>") == "unknown-sentence");
  CHECK(code_of("  kind Act n: дело; genitive: дела") == "duplicate-translation");
}

}  // namespace comity::language
