// The checker, seen from inside the room: one pass a kind of item, each in a file of its own, over
// all documents of a collection. From outside use load.h.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "base/diagnostic.h"
#include "language/binder.h"
#include "language/law.h"
#include "language/load.h"

namespace comity::language {

class ProcedureCompiler;

class Checker {
 public:
  // `law.documents` holds what was parsed; the rest of the law is filled in.
  Checker(Law& law, Diagnostics& diagnostics) : law_(law), diagnostics_(diagnostics) {}

  void run(Extent extent);

 private:
  struct Place {
    const Document& document;
    const Section& section;
  };
  template <class T>
  using Visit = std::function<void(const T&, const Place&)>;

  // Calls `visit` for every item of type T, in the order of the files.
  template <class T>
  void each(const Visit<T>& visit) {
    for (const Document& document : law_.documents) {
      for (const Section& section : document.sections) {
        for (const Item& item : section.items) {
          if (const T* found = std::get_if<T>(&item)) visit(*found, {document, section});
        }
      }
    }
  }

  // declarations.cc
  void declare_kinds();
  void declare_built_in_kinds();
  void declare_scale();
  void declare_names();
  void check_dated(const Name& name, reason::KindId kind, const Place& place);
  void declare_parties();
  void declare_groups();
  void declare_group(const Group& group, const Place& place);
  void declare_lists();
  void declare_entry(LawList& list, const ListEntry& entry, const Place& place);
  void declare_sentences();
  void declare_sentence(const SentenceDeclaration& declaration, const Place& place);
  void declare_form(const SentenceForm& form, reason::PredicateId predicate, const Place& place);
  void check_wording(const Wording& wording, reason::PredicateId predicate, Span span,
                     const Place& place);
  void check_overlaps();
  void report_overlap(reason::PredicateId later, reason::PredicateId earlier,
                      const Wording& wording);

  // readings.cc
  void declare_readings();
  void declare_positions();
  void declare_position(LawReading& reading, const Position& position, const Place& place);

  // rules.cc
  void declare_rules();
  void compile_rules(ProcedureCompiler& procedure);
  void check_times();
  void check_academic();
  void order_rules();
  void prefer(uint32_t strong, uint32_t weak);
  void check_never();
  void declare_passages();
  void check_weight(const LawRule& rule, Span head, const Place& place);

  // questions.cc
  void declare_questions();
  std::optional<Wording> asked(const Text& asks, const std::vector<std::string>& holes,
                               const Place& place);
  void declare_examples(ProcedureCompiler& procedure);
  std::optional<LawExample::Given> given_fact(const Given& given, const Binder& bind,
                                              const Place& place);
  std::optional<LawExample::Expectation> expected(const Expectation& expectation,
                                                  const Binder& bind, const Place& place);
  void check_cases();

  Provenance provenance(const Place& place, Span span);
  std::optional<Weight> weight(const Text& text, const Place& place);
  std::optional<reason::Grade> grade(const Text& text, const Place& place);
  Binder binder(const Place& place) const;
  Binder binder(const Place& place, const Names& names) const;
  void error(std::string code, std::string message, const Place& place, Span span,
             std::string help = {});
  static std::string nearest_help(std::string_view word, const std::vector<std::string>& known);

  friend class RuleCompiler;
  friend class ProcedureCompiler;

  Law& law_;
  Diagnostics& diagnostics_;
  Names names_;
  // Rules as written, beside law_.rules.
  std::vector<const Rule*> written_;
  std::vector<Place> written_at_;
  std::map<std::pair<reason::PredicateId, Modality>, reason::PredicateId> modal_;
};

// Where every list of words names the nearest one that is known.
std::string quoted_list(const std::vector<std::string>& words);

}  // namespace comity::language
