// Acts and what is owed: who can make which entry, what it carries, and what follows from it.
#include <array>

#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

Span span_from(Span whole, std::size_t begin) {
  return {whole.begin + static_cast<std::uint32_t>(begin), whole.end};
}

// Cuts `rest` at the first ` word ` outside brackets; what follows it, or nothing.
std::optional<Span> cut_at(const Reader& reader, Span& rest, std::string_view word) {
  const std::string_view text = reader.view(rest);
  for (Walk walk(text); !walk.done(); walk.step()) {
    if (!walk.outside() || walk.c() != ' ') continue;
    Span after = trim(reader.source(), span_from(rest, walk.at()));
    if (!reader.take(after, word)) continue;
    rest = trim(reader.source(), {rest.begin, rest.begin + walk.at()});
    return after;
  }
  return std::nullopt;
}

// The premise after a keyword of a line.
bool read_condition(Reader& reader, const Clause& clause, std::vector<Premise>& into) {
  auto premise = read_premise(reader, clause);
  if (premise) into.push_back(std::move(*premise));
  return premise.has_value();
}

// "once by 2 months on <Reviewer> recorded why <Listing> needs more time"
std::optional<Extension> read_extension(Reader& reader, Span rest) {
  Extension extension;
  if (reader.take(rest, "twice")) {
    extension.times = 2;
  } else if (!reader.take(rest, "once")) {
    reader.error(rest, "missing-value", "`extends` says how often: `once` or `twice`");
    return std::nullopt;
  }
  if (!reader.take(rest, "by")) {
    reader.error(rest, "missing-value", "`extends` says by how much: `by 2 months`");
    return std::nullopt;
  }
  const auto on = cut_at(reader, rest, "on");
  if (!on) {
    reader.error(rest, "missing-clause", "`extends` says on what: `on` and a sentence");
    return std::nullopt;
  }
  const auto by = reader.words(rest, "the period");
  auto sentence = reader.sentence(*on);
  if (!by || !sentence) return std::nullopt;
  extension.by = *by;
  extension.on = std::move(*sentence);
  return extension;
}

// One line under something owed; false where it is none of them.
bool read_owed_line(Reader& reader, Clause clause, Owed& owed) {
  if (reader.take(clause.rest, "clock stops while")) {
    read_condition(reader, clause, owed.stops);
  } else if (reader.take(clause.rest, "extends")) {
    reader.no_children(clause.line);
    owed.extension = read_extension(reader, clause.rest);
  } else if (reader.take(clause.rest, "done when")) {
    read_condition(reader, clause, owed.done_when);
  } else if (reader.take(clause.rest, "if breached:")) {
    reader.no_children(clause.line);
    owed.if_breached = reader.sentence(clause.rest);
  } else {
    return false;
  }
  return true;
}

// "<State> must answer <Message> within 5 working days of <Filing Time>   (rule 4)"
bool read_owed(Reader& reader, Span rest, Owed& owed) {
  const std::size_t before = reader.error_count();
  owed.span = rest;
  owed.notes = take_notes(reader, rest, NotePlace::rule);
  if (const auto within = cut_at(reader, rest, "within")) {
    owed.within = reader.sentence(*within);
  }
  auto sentence = reader.sentence(rest);
  if (!sentence || reader.error_count() > before) return false;
  owed.sentence = std::move(*sentence);
  return true;
}

// "urgency: one of (flash, routine), public"
std::optional<FieldDeclaration> read_field(Reader& reader, const Clause& clause) {
  reader.no_children(clause.line);
  FieldDeclaration field;
  field.span = clause.rest;
  Span rest = clause.rest;
  const auto name = reader.before_colon(rest, "the name of the field");
  const auto words = name ? reader.words(*name, "the name of the field") : std::nullopt;
  if (!words) return std::nullopt;
  field.name = *words;
  const auto parts = split_outside(reader.source(), rest, ',');
  const auto type = reader.words(parts.front(), "the type of the field");
  if (!type) return std::nullopt;
  field.type = *type;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto mark = reader.words(parts[i], "a mark of the field");
    if (!mark) return std::nullopt;
    field.marks.push_back(*mark);
  }
  return field;
}

std::optional<Records> read_records(Reader& reader, const Clause& clause) {
  Records records;
  const auto thing = reader.sentence(clause.rest);
  if (!thing) return std::nullopt;
  if (thing->tokens.size() != 1 || !thing->tokens.front().hole) {
    reader.error(clause.rest, "not-a-hole", "an act records one of its holes, like `<Message>`");
    return std::nullopt;
  }
  records.thing = thing->tokens.front();
  for (const Clause& child : reader.children(clause.line)) {
    if (auto field = read_field(reader, child)) records.fields.push_back(std::move(*field));
  }
  return records;
}

// "send": what stands before the colon.
std::optional<Text> read_id(Reader& reader, Clause& clause, std::string_view what) {
  const auto id = reader.before_colon(clause.rest, what);
  return id ? reader.words(*id, what) : std::nullopt;
}

class ActReader {
 public:
  ActReader(Reader& reader, ActItem& act)
      : reader_(reader), act_(act), body_(reader, act.premises, act.exceptions) {}

  void read(LineId id) {
    const auto clause = reader_.clause(id);
    if (!clause) return body_.skip_unreadable();
    if (body_.read(*clause)) return;
    Clause line = *clause;
    if (reader_.take(line.rest, "records")) {
      if (act_.records) {
        reader_.error(clause->rest, "duplicate-key", "an act records one thing");
        return;
      }
      act_.records = read_records(reader_, line);
    } else if (reader_.take(line.rest, "asserts")) {
      reader_.no_children(id);
      if (auto sentence = reader_.sentence(line.rest)) act_.asserts.push_back(std::move(*sentence));
    } else if (reader_.take(line.rest, "then")) {
      then(line);
    } else {
      reader_.unknown_clause(*clause, kActClauses, "an act");
      body_.skip_unreadable();
    }
  }

 private:
  void then(const Clause& clause) {
    Owed owed;
    const bool sound = read_owed(reader_, clause.rest, owed);
    for (const Clause& child : reader_.children(clause.line)) {
      if (!read_owed_line(reader_, child, owed))
        reader_.unknown_clause(child, kOwedClauses, "what is owed");
    }
    if (sound) act_.then.push_back(std::move(owed));
  }

  Reader& reader_;
  ActItem& act_;
  BodyReader body_;
};

}  // namespace

void read_act(Reader& reader, Clause clause, Items& items) {
  ActItem act;
  act.span = reader.line(clause.line).body;
  const auto id = read_id(reader, clause, "the name of the act");
  if (!id) return;
  act.id = *id;
  auto head = noted_sentence(reader, clause.rest, NotePlace::rule);
  ActReader lines(reader, act);
  for (const LineId child : reader.line(clause.line).children) lines.read(child);
  if (!head) return;
  act.head = std::move(head->sentence);
  act.notes = std::move(head->notes);
  items.emplace_back(std::move(act));
}

void read_duty(Reader& reader, Clause clause, Items& items) {
  DutyItem duty;
  duty.span = reader.line(clause.line).body;
  const auto id = read_id(reader, clause, "the name of the duty");
  if (!id) return;
  duty.id = *id;
  const bool sound = read_owed(reader, clause.rest, duty.owed);
  BodyReader body(reader, duty.premises, duty.exceptions);
  for (const LineId child : reader.line(clause.line).children) {
    const auto line = reader.clause(child);
    if (!line) {
      body.skip_unreadable();
    } else if (!read_owed_line(reader, *line, duty.owed) && !body.read(*line)) {
      reader.unknown_clause(*line, kDutyClauses, "a duty");
    }
  }
  if (sound) items.emplace_back(std::move(duty));
}

void read_access(Reader& reader, Clause clause, Items& items) {
  Items rules;
  read_rule(reader, clause, rules);
  for (Item& item : rules) {
    std::get<Rule>(item).access = true;
    items.push_back(std::move(item));
  }
}

}  // namespace comity::language
