// Kinds, the evidence scale, names, parties, lists and sentences.
#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "language/procedure_compiler.h"
#include "language/tokens.h"
#include "language/translation_binder.h"

namespace comity::language {

namespace {

std::optional<Layer> layer_named(std::string_view word) {
  for (const Layer layer : {Layer::fact, Layer::attribution, Layer::law, Layer::response}) {
    if (name(layer) == word) return layer;
  }
  return std::nullopt;
}

// How each of them is called, from the first to `last`.
template <class Named>
std::vector<std::string> names_up_to(Named last) {
  std::vector<std::string> names;
  for (int each = 0; each <= static_cast<int>(last); ++each) {
    names.emplace_back(name(static_cast<Named>(each)));
  }
  return names;
}

// Words that begin a comparison of dates.
bool is_time_word(std::string_view word, bool in_register) {
  if (word == "before" || word == "after") return true;
  return in_register && (word == "at" || word == "since" || word == "until" || word == "within");
}

}  // namespace

void Checker::run(Extent extent) {
  ProcedureCompiler procedure(*this);
  TranslationBinder translations(law_, diagnostics_);
  declare_kinds();
  declare_scale();
  translations.declare_languages();
  declare_names();
  declare_parties();
  declare_groups();
  declare_lists();
  declare_sentences();
  declare_readings();
  declare_positions();
  declare_rules();
  declare_passages();
  procedure.declare();
  compile_rules(procedure);
  procedure.compile();
  order_rules();
  if (diagnostics_.ok()) procedure.check();
  check_never();
  declare_questions();
  translations.bind();
  if (extent == Extent::everything) declare_examples(procedure);
  check_cases();
}

// ---- shared by all passes ----------------------------------------------------------------------

void Checker::error(std::string code, std::string message, const Place& place, Span span,
                    std::string help) {
  diagnostics_.add({.severity = Severity::error,
                    .code = std::move(code),
                    .message = std::move(message),
                    .source = place.document.source,
                    .span = span,
                    .help = std::move(help)});
}

std::string Checker::nearest_help(std::string_view word, const std::vector<std::string>& known) {
  if (const auto near = text::nearest(word, known)) return "nearest: `" + *near + "`";
  return known.empty() ? "none is declared" : "one of " + quoted_list(known);
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back("`" + word + "`");
  return text::join_in_words(quoted, "or");
}

Binder Checker::binder(const Place& place) const { return binder(place, names_); }

Binder Checker::binder(const Place& place, const Names& names) const {
  return Binder(law_, names, place.document.source, diagnostics_);
}

std::optional<Weight> Checker::weight(const Text& text, const Place& place) {
  if (const auto found = weight_named(text.text)) return found;
  error("unknown-weight", "`" + text.text + "` is not a legal weight", place, text.span,
        nearest_help(text.text, names_up_to(Weight::academic_coding)));
  return std::nullopt;
}

std::optional<reason::Grade> Checker::grade(const Text& text, const Place& place) {
  if (const auto found = law_.grade(text.text)) return found;
  error("unknown-grade", "`" + text.text + "` is not a grade of the evidence scale", place,
        text.span, nearest_help(text.text, law_.grades));
  return std::nullopt;
}

Provenance Checker::provenance(const Place& place, Span span) {
  const Section& section = place.section;
  Provenance p{.heading = section.heading.text, .file = place.document.source, .span = span};
  for (std::optional<size_t> at = static_cast<size_t>(&section - place.document.sections.data());
       at; at = place.document.sections[*at].parent) {
    const std::string& heading = place.document.sections[*at].heading.text;
    if (!heading.empty()) p.path = p.path.empty() ? heading : heading + " > " + p.path;
  }
  const SectionKeys& keys = section.keys;
  if (keys.source) p.source = keys.source->text;
  if (keys.weight) p.weight = weight(*keys.weight, place);
  if (keys.rank) {
    const auto rank = rank_named(keys.rank->text);
    p.rank = rank.value_or(Rank::ordinary);
    if (!rank) {
      error("unknown-rank", "`" + keys.rank->text + "` is no rank of a norm", place,
            keys.rank->span, nearest_help(keys.rank->text, names_up_to(Rank::peremptory)));
    }
  }
  p.text_of = keys.text_of;
  p.in_force = {keys.in_force_from, keys.in_force_until};
  p.applies_to = {keys.applies_from, keys.applies_until};
  p.confirmed = keys.confirmed.value_or(true);
  return p;
}

// ---- kinds, scale, names -----------------------------------------------------------------------

void Checker::declare_kinds() {
  each<Kind>([&](const Kind& kind, const Place& place) {
    if (law_.kind(kind.name.text)) {
      error("duplicate-kind", "the kind `" + kind.name.text + "` is declared twice", place,
            kind.span);
      return;
    }
    law_.kinds.push_back(kind.name.text);
    law_.program.kinds.push_back({.parent = std::nullopt, .dated = kind.dated});
  });
  each<Kind>([&](const Kind& kind, const Place& place) {
    if (!kind.parent) return;
    const auto parent = law_.kind(kind.parent->text);
    const auto id = law_.kind(kind.name.text);
    if (!parent) {
      error("unknown-kind", "no kind is called `" + kind.parent->text + "`", place,
            kind.parent->span, nearest_help(kind.parent->text, law_.kinds));
      return;
    }
    if (law_.program.is_a(*parent, *id)) {
      error("cyclic-kinds", "`" + kind.name.text + "` would be a kind of itself", place, kind.span);
      return;
    }
    law_.program.kinds[*id].parent = parent;
  });
  declare_built_in_kinds();
  // What is a kind of something dated is dated.
  for (reason::ProgramKind& kind : law_.program.kinds) {
    for (auto up = kind.parent; up; up = law_.program.kinds[*up].parent) {
      kind.dated = kind.dated || law_.program.kinds[*up].dated;
    }
  }
}

void Checker::declare_built_in_kinds() {
  for (const std::string_view name : kBuiltInKinds) {
    if (law_.kind(name)) continue;
    law_.kinds.emplace_back(name);
    law_.program.kinds.push_back({.parent = std::nullopt, .dated = name == "Time"});
  }
}

void Checker::declare_scale() {
  each<Scale>([&](const Scale& scale, const Place& place) {
    if (!law_.grades.empty()) {
      error("duplicate-scale", "the evidence scale is declared twice", place, scale.span);
      return;
    }
    for (const Text& grade : scale.grades) law_.grades.push_back(grade.text);
  });
  if (law_.grades.empty()) law_.grades.emplace_back("alleged");
  law_.program.grades = static_cast<reason::Grade>(law_.grades.size());
}

void Checker::declare_names() {
  each<Name>([&](const Name& name, const Place& place) {
    const auto kind = law_.kind(name.kind.text);
    if (!kind) {
      error("unknown-kind", "no kind is called `" + name.kind.text + "`", place, name.kind.span,
            nearest_help(name.kind.text, law_.kinds));
      return;
    }
    check_dated(name, *kind, place);
    const auto translated = bind_forms(law_, name, place.document.source, diagnostics_);
    for (const Text& each_name : name.names) {
      if (!names_.add({each_name.text, *kind, name.on, translated})) {
        error("duplicate-name", "the name `" + each_name.text + "` is declared twice", place,
              each_name.span);
      }
    }
  });
  law_.names = names_.all();
}

// A date that nothing can be compared with would be lost without a word.
void Checker::check_dated(const Name& name, reason::KindId kind, const Place& place) {
  if (!name.on || law_.program.kinds[kind].dated) return;
  error("undated-kind", "what is of the kind `" + law_.kinds[kind] + "` has no date", place,
        name.span, "leave the date out, or declare the kind as `" + law_.kinds[kind] + " (dated)`");
}

void Checker::declare_parties() {
  each<Parties>([&](const Parties& parties, const Place& place) {
    for (const PartyName& party : parties.parties) {
      if (!law_.parties.emplace(party.code.text, party.name.text).second) {
        error("duplicate-party", "the code `" + party.code.text + "` is declared twice", place,
              party.code.span);
      }
    }
  });
}

void Checker::declare_groups() {
  each<Group>([&](const Group& group, const Place& place) { declare_group(group, place); });
}

void Checker::declare_group(const Group& group, const Place& place) {
  LawGroup made{.regional = group.regional,
                .code = group.code.text,
                .name = group.name.text,
                .source = {},
                .members = {},
                .in_force = {},
                .declared = provenance(place, group.span)};
  for (const Note& note : group.notes) {
    if (note.kind == Note::Kind::source) made.source = note.value.text;
    if (note.kind == Note::Kind::in_force_from) made.in_force.from = *Date::parse(note.value.text);
    if (note.kind == Note::Kind::in_force_until)
      made.in_force.until = *Date::parse(note.value.text);
  }
  if (law_.parties.contains(made.code)) {
    error("duplicate-party", "`" + made.code + "` is the code of a party", place, group.code.span,
          "give the group another code");
    return;
  }
  std::vector<std::string> known;
  for (const auto& [code, name] : law_.parties) known.push_back(code);
  for (const Text& member : group.members) {
    if (!law_.parties.contains(member.text)) {
      error("unknown-party", "no party has the code `" + member.text + "`", place, member.span,
            nearest_help(member.text, known));
      return;
    }
    made.members.push_back(member.text);
  }
  std::sort(made.members.begin(), made.members.end());
  const auto twice = std::adjacent_find(made.members.begin(), made.members.end());
  if (twice != made.members.end()) {
    error("duplicate-party", "`" + *twice + "` is listed twice in this group", place, group.span);
    return;
  }
  const auto clash = std::find_if(law_.groups.begin(), law_.groups.end(), [&](const auto& other) {
    return other.code == made.code && other.in_force.overlaps(made.in_force);
  });
  if (clash != law_.groups.end()) {
    error("duplicate-group", "the group `" + made.code + "` is declared twice for the same days",
          place, group.code.span, "close the older list with `in force until`");
    return;
  }
  law_.groups.push_back(std::move(made));
}

// ---- lists -------------------------------------------------------------------------------------

void Checker::declare_lists() {
  each<List>([&](const List& list, const Place& place) {
    if (law_.list(list.name.text) != nullptr) {
      error("duplicate-list", "the list `" + list.name.text + "` is declared twice", place,
            list.name.span);
      return;
    }
    LawList declared{
        .name = list.name.text, .entries = {}, .declared = provenance(place, list.span)};
    for (const ListEntry& entry : list.entries) declare_entry(declared, entry, place);
    law_.lists.push_back(std::move(declared));
  });
}

void Checker::declare_entry(LawList& list, const ListEntry& entry, const Place& place) {
  LawList::Entry declared;
  for (const Text& word : entry.words) {
    if (list.find(word.text) != nullptr) {
      error("duplicate-entry", "`" + word.text + "` stands in this list already", place, word.span);
    }
    declared.words.push_back(word.text);
  }
  if (entry.value) declared.value = entry.value->text;
  for (const Note& note : entry.notes) {
    declared.citation += (declared.citation.empty() ? "" : "; ") + note.value.text;
  }
  list.entries.push_back(std::move(declared));
}

// ---- sentences ---------------------------------------------------------------------------------

void Checker::declare_sentences() {
  each<SentenceDeclaration>([&](const SentenceDeclaration& declaration, const Place& place) {
    declare_sentence(declaration, place);
  });
  check_overlaps();
  law_.wordings = WordingIndex(law_.predicates);
}

void Checker::declare_sentence(const SentenceDeclaration& declaration, const Place& place) {
  LawPredicate predicate;
  reason::ProgramPredicate compiled;
  for (const Token& token : declaration.sentence.tokens) {
    if (!token.hole) continue;
    const auto kind = binder(place).hole_kind(token);
    if (!kind) return;
    predicate.holes.push_back(token.text);
    compiled.arguments.push_back(*kind);
  }
  const auto wording = binder(place).wording(declaration.sentence, predicate.holes);
  if (!wording) return;
  predicate.positive = *wording;
  predicate.declared = provenance(place, declaration.span);
  if (declaration.layer) {
    const auto layer = layer_named(declaration.layer->text);
    if (!layer) {
      error("unknown-layer", "`" + declaration.layer->text + "` is not a layer", place,
            declaration.layer->span,
            nearest_help(declaration.layer->text, names_up_to(Layer::response)));
      return;
    }
    predicate.layer = *layer;
  }
  if (declaration.weight_at_least) {
    predicate.weight_at_least = weight(*declaration.weight_at_least, place);
  }
  predicate.in_register = declaration.in_register;
  compiled.closed = declaration.closed || declaration.in_register;
  compiled.propagating = declaration.propagating;

  const auto id = static_cast<reason::PredicateId>(law_.predicates.size());
  predicate.base = id;
  law_.predicates.push_back(std::move(predicate));
  law_.program.predicates.push_back(std::move(compiled));
  check_wording(law_.predicates[id].positive, id, declaration.sentence.span, place);
  for (const SentenceForm& form : declaration.forms) declare_form(form, id, place);
}

void Checker::declare_form(const SentenceForm& form, reason::PredicateId predicate,
                           const Place& place) {
  const bool all_holes = form.key.text != "ask";
  const auto wording =
      binder(place).wording(form.sentence, law_.predicates[predicate].holes, all_holes);
  if (!wording) return;
  if (form.key.text == "not") {
    law_.predicates[predicate].negative = *wording;
    check_wording(*wording, predicate, form.sentence.span, place);
  } else if (form.key.text == "ask") {
    law_.predicates[predicate].ask = *wording;
  } else if (const auto modality = modality_named(form.key.text)) {
    const auto id = static_cast<reason::PredicateId>(law_.predicates.size());
    LawPredicate modal = law_.predicates[predicate];
    modal.modality = *modality;
    modal.base = predicate;
    modal.positive = *wording;
    modal.negative.clear();
    modal.ask.clear();
    if (modal.layer == Layer::fact) modal.layer = Layer::law;
    reason::ProgramPredicate compiled = law_.program.predicates[predicate];
    compiled.closed = false;
    law_.predicates.push_back(std::move(modal));
    law_.program.predicates.push_back(std::move(compiled));
    modal_[{predicate, *modality}] = id;
    check_wording(law_.predicates[id].positive, id, form.sentence.span, place);
  }
}

void Checker::check_wording(const Wording& wording, reason::PredicateId predicate, Span span,
                            const Place& place) {
  const LawPredicate& declared = law_.predicates[predicate];
  for (size_t i = 0; i + 1 < wording.size(); ++i) {
    if (wording[i].hole && wording[i + 1].hole) {
      error("holes-side-by-side", "two holes stand side by side, with no word to part them", place,
            span);
    }
    const bool time_word = is_time_word(wording[i].word, declared.in_register);
    if (!time_word || !wording[i + 1].hole || i == 0) continue;
    const auto kind = law_.kind(last_word(declared.holes[wording[i + 1].argument]));
    if (kind && law_.program.kinds[*kind].dated) {
      error("reserved-time-word",
            "`" + wording[i].word +
                "` before a dated hole is a comparison of dates, not part of a sentence",
            place, span,
            "end the sentence before it; a rule may then add `" + wording[i].word + " <…>`");
    }
  }
}

// Two wordings with the same words around their holes, where each pair of holes may stand for one
// thing, could read the same line.
void Checker::check_overlaps() {
  struct Worded {
    reason::PredicateId predicate;
    const Wording* wording;
  };
  const auto kind_at = [&](const Worded& w, size_t i) {
    return law_.program.predicates[w.predicate].arguments[(*w.wording)[i].argument];
  };
  const auto may_agree = [&](const Worded& a, const Worded& b) {
    for (size_t i = 0; i < a.wording->size(); ++i) {
      if ((*a.wording)[i].hole && !law_.program.is_a(kind_at(a, i), kind_at(b, i)) &&
          !law_.program.is_a(kind_at(b, i), kind_at(a, i)))
        return false;
    }
    return true;
  };
  std::unordered_map<std::string, std::vector<Worded>> alike;  // by the words, without the holes
  const auto check = [&](reason::PredicateId p, const Wording& wording) {
    std::string words;
    for (const WordingToken& token : wording) words += (token.hole ? "<>" : token.word) + ' ';
    std::vector<Worded>& others = alike[words];
    const Worded later{p, &wording};
    for (const Worded& earlier : others) {
      if (may_agree(later, earlier)) report_overlap(p, earlier.predicate, *earlier.wording);
    }
    others.push_back(later);
  };
  for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
    check(p, law_.predicates[p].positive);
    if (!law_.predicates[p].negative.empty()) check(p, law_.predicates[p].negative);
  }
}

void Checker::report_overlap(reason::PredicateId later, reason::PredicateId earlier,
                             const Wording& wording) {
  const LawPredicate& first = law_.predicates[earlier];
  const LawPredicate& second = law_.predicates[later];
  diagnostics_.add(
      {.severity = Severity::error,
       .code = "overlapping-sentences",
       .message = "this sentence reads the same lines as `" + plain(wording, first.holes) + "`",
       .source = second.declared.file,
       .span = second.declared.span,
       .help = "use one of them, or reword this one",
       .labels = {{first.declared.file, first.declared.span, "declared here"}}});
}

}  // namespace comity::language
