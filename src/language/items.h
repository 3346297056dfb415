// One function for each item keyword, by family. Each reads the clause after its keyword and the
// clauses under it, and adds what it could read to `items`. Private to the parser.
#pragma once

#include <vector>

#include "language/ast.h"
#include "language/reader.h"

namespace comity::language {

using Items = std::vector<Item>;

// items_declarations.cc
void read_kinds(Reader& reader, Clause clause, Items& items);
void read_scale(Reader& reader, Clause clause, Items& items);
void read_name(Reader& reader, Clause clause, Items& items);
void read_sentence(Reader& reader, Clause clause, Items& items);
void read_parties(Reader& reader, Clause clause, Items& items);
void read_group(Reader& reader, Clause clause, Items& items);
void read_regional_group(Reader& reader, Clause clause, Items& items);
void read_list(Reader& reader, Clause clause, Items& items);

// items_readings.cc
void read_reading(Reader& reader, Clause clause, Items& items);
void read_positions(Reader& reader, Clause clause, Items& items);

// items_rules.cc
void read_rule(Reader& reader, Clause clause, Items& items);
void read_never(Reader& reader, Clause clause, Items& items);
void read_not_encoded(Reader& reader, Clause clause, Items& items);

// items_questions.cc
void read_question(Reader& reader, Clause clause, Items& items);

// items_cases.cc
void read_example(Reader& reader, Clause clause, Items& items);
void read_case(Reader& reader, Clause clause, Items& items);
void read_exhibit(Reader& reader, Clause clause, Items& items);
void read_fact(Reader& reader, Clause clause, Items& items);

// items_acts.cc
void read_act(Reader& reader, Clause clause, Items& items);
void read_duty(Reader& reader, Clause clause, Items& items);
void read_access(Reader& reader, Clause clause, Items& items);

// items_fields.cc
void read_status(Reader& reader, Clause clause, Items& items);
void read_count(Reader& reader, Clause clause, Items& items);
void read_sum(Reader& reader, Clause clause, Items& items);
void read_earliest(Reader& reader, Clause clause, Items& items);
void read_latest(Reader& reader, Clause clause, Items& items);
void read_nth(Reader& reader, Clause clause, Items& items);
void read_table(Reader& reader, Clause clause, Items& items);
void read_algorithm(Reader& reader, Clause clause, Items& items);
void read_calendar(Reader& reader, Clause clause, Items& items);
void read_place(Reader& reader, Clause clause, Items& items);

// items_translations.cc
void read_language(Reader& reader, Clause clause, Items& items);
void read_translations(Reader& reader, Clause clause, Items& items);

// Shared by families.

// Whether `key` begins with the name of a language, which is written with a capital letter: takes
// it off the front.
std::optional<Text> take_language(Reader& reader, Span& key);
// What a sentence says in another language, with holes in a case and words that agree.
std::optional<TranslatedForm> translated_form(Reader& reader, Text key, Span words);
// The forms of a name: `marks` is what stands before the colon.
std::optional<WrittenForms> written_forms(Reader& reader, Span marks, Span forms);

// "place Aldoria: Europe/Berlin" with its holidays; the keyword was taken.
std::optional<PlaceItem> place_item(Reader& reader, Clause clause);

// A line of an example of register law; false where the clause is none, and nothing was read.
bool read_step(Reader& reader, Clause clause, std::vector<Step>& steps);

// What may stand under a premise that is no list.
enum class Under { nothing, and_lines };

// What the premise at `clause.rest` says, with the deeper lines of a list; the keyword before it
// was taken. `and` lines under it are left to the caller.
std::optional<Premise> read_premise(Reader& reader, Clause clause, Under under = Under::nothing);

// Reads the `if`, `and` and `unless` lines of a body in their order.
class BodyReader {
 public:
  BodyReader(Reader& reader, std::vector<Premise>& premises, std::vector<Premise>& exceptions)
      : reader_(reader), premises_(premises), exceptions_(exceptions) {}

  // False where the clause is none of them, and nothing was read.
  bool read(Clause clause);
  // A line that could not be read may have been an `if`.
  void skip_unreadable() { seen_if_ = true; }

 private:
  void add(std::vector<Premise>& into, const Clause& clause);
  void misplaced(Span span, std::string message, std::string help);

  Reader& reader_;
  std::vector<Premise>& premises_;
  std::vector<Premise>& exceptions_;
  bool seen_if_ = false;
  bool seen_unless_ = false;
};

// "Aldoria, Brenland: State; the operation: Act on 2031-03-01": a name for each group.
std::vector<Name> read_names(Reader& reader, Span rest);

// Reports a second line with the same key; `seen` holds the keys so far.
bool first_of_its_kind(Reader& reader, std::vector<std::string>& seen, const std::string& key,
                       Span span);

}  // namespace comity::language
