// What one line of a file mentions: its sentence, and inside it names, fields and their values, and
// what somebody said. Inside the room only.
#pragma once

#include "language/mentions.h"
#include "language/procedure_binder.h"

namespace comity::language {

class LineMentions {
 public:
  LineMentions(const Law& law, SourcePtr file, std::vector<Mention>& out)
      : law_(law), file_(std::move(file)), names_(law.names), out_(out) {}

  // ---- names of the document itself

  void add(const Name& item);
  // Those of an example go with it.
  struct Scope {
    Names names;
    size_t items = 0;
  };
  Scope enter() const { return {names_, items_.size()}; }
  void leave(Scope scope);

  // ---- lines

  // The sentence as it is declared, of whichever law it is.
  void sentence(const Sentence& written, bool declares = false);
  // A premise of register law.
  void premise(const Sentence& written);
  // What is done, owed or concluded; false where no sentence of register law has this form.
  bool head(const Sentence& written, Modality modality, bool declares = false);
  // What the line says in this form, without noting it: always the sentence as it is declared.
  std::optional<reason::PredicateId> said(const Sentence& written, Modality modality) const;
  // A hole, a name, a field; a period.
  void term(const Sentence& written);
  void period(const Sentence& written);

  void name(const Text& written, bool declares = false);
  void word(procedure::FieldId field, const std::string& word, Span span, bool declares = false);

 private:
  void names_in(const std::vector<Token>& tokens);
  Mention::Name named(const LawName& name) const;
  void goal(const procedure::Goal& goal, const Sentence& written);
  void terms(const std::vector<procedure::Expr>& terms, const std::vector<Token>& tokens);

  template <class Read>
  auto read(Read read) const;

  const Law& law_;
  SourcePtr file_;
  Names names_;
  std::vector<const Name*> items_;
  std::vector<Mention>& out_;
};

}  // namespace comity::language
