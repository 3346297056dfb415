// The words that a clause can begin with, all of them in one place, so that a word out of its place
// is told from a word that is misspelt.
#pragma once

#include <array>
#include <string_view>

namespace comity::language {

// The item keywords: what stands at the left edge of a block.
inline constexpr std::array<std::string_view, 33> kItems{
    "kinds",       "scale",     "name",
    "sentence",    "reading",   "positions on",
    "parties",     "group",     "regional group",
    "list",        "rule",      "never conclude",
    "not encoded", "question",  "example",
    "case",        "exhibit",   "fact",
    "act",         "duty",      "access",
    "status",      "count",     "sum",
    "earliest",    "latest",    "nth",
    "table",       "algorithm", "calendar",
    "place",       "language",  "translations into"};

// Those of register law alone; a rule is one as well where its head is a sentence of the register.
inline constexpr std::array<std::string_view, 13> kRegisterLaw{
    "act",    "duty", "access", "status", "count",     "sum",     "earliest",
    "latest", "nth",  "table",  "place",  "algorithm", "calendar"};

inline constexpr std::array<std::string_view, 3> kRuleClauses{"if", "and", "unless"};
inline constexpr std::array<std::string_view, 2> kNeverClauses{"from", "because"};
inline constexpr std::array<std::string_view, 4> kQuestionClauses{"asks:", "raised when", "and",
                                                                  "answers for"};
inline constexpr std::array<std::string_view, 1> kFurtherConditions{"and"};
inline constexpr std::array<std::string_view, 10> kExampleClauses{
    "with",  "given",      "unknown", "viewed on", "expect next change after",
    "place", "refused on", "on",      "at",        "expect"};
inline constexpr std::array<std::string_view, 6> kActClauses{"if",      "and",     "unless",
                                                             "records", "asserts", "then"};
inline constexpr std::array<std::string_view, 4> kOwedClauses{"clock stops while", "extends",
                                                              "done when", "if breached:"};
inline constexpr std::array<std::string_view, 7> kDutyClauses{
    "if", "and", "unless", "clock stops while", "extends", "done when", "if breached:"};
inline constexpr std::array<std::string_view, 2> kStatusClauses{"starts", "from"};
inline constexpr std::array<std::string_view, 5> kCalendarKeys{
    "clock", "working days", "days start", "days end", "days off"};
inline constexpr std::array<std::string_view, 4> kCaseClauses{
    "opened:", "claimant:", "respondent:", "happened:"};
inline constexpr std::array<std::string_view, 9> kFactClauses{
    "asserted by", "denied by", "agreed by",      "found by", "withheld by",
    "unknown",     "not asked", "not applicable", "on"};
// Lines under `sentence` besides translations.
inline constexpr std::array<std::string_view, 11> kSentenceClauses{
    "not:",   "must not:",        "must:",       "may:",   "can:",    "ask:",
    "layer:", "weight at least:", "propagating", "closed", "register"};

inline constexpr std::array<std::string_view, 5> kLanguageClauses{
    "cases:", "agreement:", "quotes:", "opposite:", "written from right to left"};
// Entries under `translations into`.
inline constexpr std::array<std::string_view, 8> kTranslatedItems{
    "kind", "party", "group", "name", "grade", "reading", "sentence", "question"};

// The keyword with which `clause` begins, whatever its place; empty where it begins with none.
std::string_view keyword_of(std::string_view clause);

}  // namespace comity::language
