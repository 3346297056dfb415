// Questions: what is asked in a case, and when.
#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

class QuestionReader {
 public:
  QuestionReader(Reader& reader, Question& question) : reader_(reader), question_(question) {}

  void read(Clause clause) {
    const Span body = clause.rest;
    if (reader_.take(clause.rest, "asks:")) {
      if (!first_of_its_kind(reader_, seen_, "asks:", body)) return;
      if (const auto asks = reader_.words(clause.rest, "the question")) question_.asks = *asks;
      reader_.no_children(clause.line);
    } else if (reader_.take(clause.rest, "raised when")) {
      raising_ = true;
      question_.raised_when.emplace_back();
      add(clause, Under::and_lines);
    } else if (reader_.take(clause.rest, "and")) {
      if (!raising_) {
        return reader_.error(body, "clause-out-of-place", "`and` has no `raised when` before it");
      }
      add(clause);
    } else if (reader_.take(clause.rest, "answers for")) {
      if (first_of_its_kind(reader_, seen_, "answers for", body)) answers_for(clause);
    } else {
      raising_ = true;  // a misspelt `raised when` may be continued
      question_.raised_when.emplace_back();
      reader_.unknown_clause(clause, kQuestionClauses, "a question");
    }
  }

 private:
  // Further conditions stand under `raised when` or beside it.
  void add(const Clause& clause, Under under = Under::nothing) {
    auto premise = read_premise(reader_, clause, under);
    const bool list = !premise || premise->kind == Premise::Kind::any_of ||
                      premise->kind == Premise::Kind::all_of;
    if (premise) question_.raised_when.back().push_back(std::move(*premise));
    if (list || under == Under::nothing) return;
    for (Clause child : reader_.children(clause.line)) {
      if (reader_.take(child.rest, "and")) {
        add(child);
      } else {
        reader_.unknown_clause(child, kFurtherConditions, "`raised when`");
      }
    }
  }

  void answers_for(const Clause& clause) {
    reader_.no_children(clause.line);
    const auto hole = reader_.sentence(clause.rest);
    if (!hole) return;
    if (hole->tokens.size() == 1 && hole->tokens[0].hole) {
      question_.answers_for = Text{hole->tokens[0].text, hole->tokens[0].span};
    } else {
      reader_.error(clause.rest, "not-a-hole", "`answers for` names one hole of the question",
                    "write it in angle brackets: `answers for <Victim State>`");
    }
  }

  Reader& reader_;
  Question& question_;
  std::vector<std::string> seen_;
  bool raising_ = false;
};

}  // namespace

void read_question(Reader& reader, Clause clause, Items& items) {
  Question question;
  question.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto name = reader.before_colon(clause.rest, "the question's name");
  if (!name) return;
  const auto read = reader.words(*name, "the question's name");
  if (!read) return;
  question.name = *read;
  take_notes(reader, clause.rest, NotePlace::nowhere);
  auto sentence = reader.sentence(clause.rest);
  QuestionReader clauses(reader, question);
  for (const Clause& child : reader.children(clause.line)) clauses.read(child);
  if (!sentence) return;
  question.sentence = std::move(*sentence);
  reader.require(!question.asks.empty(), clause.line, before, "a line with `asks:`");
  reader.require(!question.raised_when.empty(), clause.line, before, "a line with `raised when`");
  items.emplace_back(std::move(question));
}

}  // namespace comity::language
