// What `the F of T` can mean besides what an entry carries: statuses, figures, tables, algorithms;
// and the calendars and places by which periods are counted.
#include <algorithm>

#include "base/text.h"
#include "language/items.h"
#include "language/keywords.h"
#include "language/notes.h"

namespace comity::language {

namespace {

// "the likeness of <Text> and <Other Text>"
std::optional<FieldHead> read_field_head(Reader& reader, Span span) {
  const auto sentence = reader.sentence(span);
  if (!sentence) return std::nullopt;
  const auto& tokens = sentence->tokens;
  FieldHead head;
  const auto bad = [&]() -> std::optional<FieldHead> {
    reader.error(span, "bad-value", "a field is declared as `the embargo of <Case>`");
    return std::nullopt;
  };
  const auto first =
      std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.hole; });
  const auto words = first - tokens.begin();
  if (first == tokens.end() || words < 3 || tokens.front().text != "the" ||
      (first - 1)->text != "of")
    return bad();
  for (auto it = first; it != tokens.end(); ++it) {
    const bool hole_next = (it - first) % 2 == 0;
    if (it->hole != hole_next || (!hole_next && it->text != "and")) return bad();
    if (it->hole) head.of.push_back(*it);
  }
  if (!tokens.back().hole) return bad();
  head.field = reader.text(tokens[1].span.to((first - 2)->span));
  return head;
}

// "the embargo of <Case>: …": the head, its notes cut off the end of the line.
std::optional<FieldHead> read_head(Reader& reader, Span& rest, Notes* notes) {
  const std::size_t before = reader.error_count();
  if (notes != nullptr) *notes = take_notes(reader, rest, NotePlace::rule);
  const auto head = reader.before_colon(rest, "the field");
  if (!head || reader.error_count() > before) return std::nullopt;
  return read_field_head(reader, *head);
}

// Where the first of the words stands by itself outside brackets; its number and place.
struct Found {
  std::size_t word = 0;
  std::uint32_t at = 0;
};
std::optional<Found> find_word(const Reader& reader, Span span,
                               std::initializer_list<std::string_view> words) {
  const std::string_view text = reader.view(span);
  for (Walk walk(text); !walk.done(); walk.step()) {
    if (!walk.outside() || walk.c() != ' ') continue;
    std::size_t n = 0;
    for (const std::string_view word : words) {
      if (keyword_size(text.substr(walk.at() + 1), word) > 0) return Found{n, walk.at() + 1};
      ++n;
    }
  }
  return std::nullopt;
}

// ---- statuses -----------------------------------------------------------------------------------

// "contact to deputy, deputy to mission"
bool read_steps(Reader& reader, Span span, Transition& transition) {
  for (const Span part : split_outside(reader.source(), span, ',')) {
    const auto to = find_word(reader, part, {"to"});
    if (!to) {
      reader.error(part, "missing-value", "a step names two values: `proposed to active`");
      return false;
    }
    const Span target{part.begin + to->at + 2, part.end};
    const auto before =
        reader.words(trim(reader.source(), {part.begin, part.begin + to->at}), "the value before");
    const auto after = reader.words(trim(reader.source(), target), "the value after");
    if (!before || !after) return false;
    transition.steps.emplace_back(*before, *after);
  }
  return true;
}

std::optional<Transition> read_transition(Reader& reader, const Clause& clause) {
  Transition transition;
  transition.span = clause.rest;
  std::vector<Premise> none;
  BodyReader body(reader, transition.conditions, none);
  const auto cause = find_word(reader, clause.rest, {"on", "when", "after"});
  if (!cause) {
    reader.error(clause.rest, "missing-clause",
                 "this line does not say what brings the change about",
                 "add `on` and an event, `when` and a condition, or `after` and a period");
    return std::nullopt;
  }
  const Span steps = trim(reader.source(), {clause.rest.begin, clause.rest.begin + cause->at});
  if (!read_steps(reader, steps, transition)) return std::nullopt;
  Clause what = clause;
  what.rest.begin += cause->at;
  if (reader.take(what.rest, "when")) {
    transition.cause = Transition::Cause::when;
    transition.when = read_premise(reader, what, Under::and_lines);
    if (!transition.when) return std::nullopt;
    if (transition.when->kind != Premise::Kind::sentence) return transition;
  } else {
    transition.cause =
        reader.take(what.rest, "on") ? Transition::Cause::on : Transition::Cause::after;
    if (transition.cause == Transition::Cause::after) reader.take(what.rest, "after");
    auto sentence = reader.sentence(what.rest);
    if (!sentence) return std::nullopt;
    transition.sentence = std::move(*sentence);
  }
  for (const Clause& child : reader.children(clause.line)) {
    if (!body.read(child)) reader.unknown_clause(child, kFurtherConditions, "a change of status");
  }
  return transition;
}

class StatusReader {
 public:
  StatusReader(Reader& reader, StatusItem& status) : reader_(reader), status_(status) {}

  void read(Clause clause) {
    const Span body = clause.rest;
    if (reader_.take(clause.rest, "starts")) {
      reader_.no_children(clause.line);
      if (!first_of_its_kind(reader_, seen_, "starts", body)) return;
      const auto on = find_word(reader_, clause.rest, {"on"});
      Span value = clause.rest;
      if (on) {
        value.end = value.begin + on->at;
        status_.starts_on = reader_.sentence(
            trim(reader_.source(), {clause.rest.begin + on->at + 2, clause.rest.end}));
      }
      if (const auto word = reader_.words(trim(reader_.source(), value), "the first value"))
        status_.starts = *word;
    } else if (reader_.take(clause.rest, "from")) {
      if (auto transition = read_transition(reader_, clause))
        status_.transitions.push_back(std::move(*transition));
    } else {
      reader_.unknown_clause(clause, kStatusClauses, "a status");
    }
  }

 private:
  Reader& reader_;
  StatusItem& status_;
  std::vector<std::string> seen_;
};

// ---- figures ------------------------------------------------------------------------------------

void read_each(Reader& reader, Clause clause, FigureItem figure, Items& items) {
  const std::string_view text = reader.view(clause.rest);
  const std::size_t such = text.find(" such that ");
  if (such == std::string_view::npos) {
    return reader.error(clause.rest, "missing-clause", "`such that` is missing",
                        "write `each <Member> such that <Member> voted yes on <Proposal>`");
  }
  const auto cut = clause.rest.begin + static_cast<std::uint32_t>(such);
  auto counted = reader.sentence(trim(reader.source(), {clause.rest.begin, cut}));
  clause.rest = trim(reader.source(), {cut + 11, clause.rest.end});
  auto such_that = read_premise(reader, clause);
  if (!counted || !such_that) return;
  const auto& tokens = counted->tokens;
  const bool sum = figure.kind == FigureItem::Kind::sum;
  const bool sound = tokens.size() >= 2 && tokens.back().hole &&
                     tokens[tokens.size() - 2].text == "each" && (sum || tokens.size() == 2);
  if (!sound) {
    return reader.error(counted->span, "not-a-hole",
                        sum ? "a sum is of `the amount of each <Pledge>`"
                            : "what is looked at is written `each <Member>`");
  }
  figure.each = tokens.back();
  if (sum) {  // "the amount of <Pledge>"
    figure.summed = *counted;
    figure.summed.tokens.erase(figure.summed.tokens.end() - 2);
  }
  figure.such_that = std::move(*such_that);
  items.emplace_back(std::move(figure));
}

void read_figure(Reader& reader, Clause clause, FigureItem::Kind kind, Items& items) {
  FigureItem figure;
  figure.kind = kind;
  figure.span = reader.line(clause.line).body;
  const auto head = read_head(reader, clause.rest, &figure.notes);
  if (!head) return;
  figure.head = *head;
  read_each(reader, clause, std::move(figure), items);
}

}  // namespace

void read_status(Reader& reader, Clause clause, Items& items) {
  StatusItem status;
  status.span = reader.line(clause.line).body;
  const std::size_t before = reader.error_count();
  const auto head = read_head(reader, clause.rest, &status.notes);
  if (head) status.values = reader.list(clause.rest, "a value of the status");
  StatusReader lines(reader, status);
  for (const Clause& child : reader.children(clause.line)) lines.read(child);
  if (!head || status.values.empty()) return;
  status.head = *head;
  if (!reader.require(!status.starts.empty(), clause.line, before, "a line with `starts`")) return;
  items.emplace_back(std::move(status));
}

void read_count(Reader& reader, Clause clause, Items& items) {
  read_figure(reader, clause, FigureItem::Kind::count, items);
}
void read_sum(Reader& reader, Clause clause, Items& items) {
  read_figure(reader, clause, FigureItem::Kind::sum, items);
}
void read_earliest(Reader& reader, Clause clause, Items& items) {
  read_figure(reader, clause, FigureItem::Kind::earliest, items);
}
void read_latest(Reader& reader, Clause clause, Items& items) {
  read_figure(reader, clause, FigureItem::Kind::latest, items);
}

void read_nth(Reader& reader, Clause clause, Items& items) {
  FigureItem figure;
  figure.kind = FigureItem::Kind::nth;
  figure.span = reader.line(clause.line).body;
  reader.no_children(clause.line);
  const auto head = read_head(reader, clause.rest, &figure.notes);
  if (!head) return;
  figure.head = *head;
  Span rest = clause.rest;
  reader.take(rest, "the");
  const auto time = find_word(reader, rest, {"time that"});
  if (!time) {
    return reader.error(clause.rest, "missing-clause", "`time that` is missing",
                        "write `the 40th time that <State> deposited consent`");
  }
  const auto nth =
      reader.words(trim(reader.source(), {rest.begin, rest.begin + time->at}), "which time");
  rest.begin += time->at;
  reader.take(rest, "time that");
  auto event = reader.sentence(rest);
  if (!nth || !event) return;
  figure.nth = *nth;
  figure.event = std::move(*event);
  items.emplace_back(std::move(figure));
}

void read_table(Reader& reader, Clause clause, Items& items) {
  TableItem table;
  table.span = reader.line(clause.line).body;
  table.notes = take_notes(reader, clause.rest, NotePlace::rule);
  const auto before = reader.before_colon(clause.rest, "what the table is of");
  if (!before) return;
  const auto by = find_word(reader, *before, {"by"});
  if (!by) {
    return reader.error(*before, "missing-clause", "a table says by what it is read: `by`",
                        "write `table the step of <Message> by the urgency of <Message>: …`");
  }
  const auto head =
      read_field_head(reader, trim(reader.source(), {before->begin, before->begin + by->at}));
  auto key = reader.sentence(trim(reader.source(), {before->begin + by->at + 2, before->end}));
  if (!head || !key) return;
  table.head = *head;
  table.by = std::move(*key);
  const auto row = [&](Span part) {
    if (const auto words = reader.words(part, "a row of the table"))
      table.rows.emplace_back(*words, Text{});
  };
  if (!clause.rest.empty()) {
    for (const Span part : split_outside(reader.source(), clause.rest, ';')) row(part);
  }
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    row(child.rest);
  }
  items.emplace_back(std::move(table));
}

void read_algorithm(Reader& reader, Clause clause, Items& items) {
  AlgorithmItem algorithm;
  algorithm.span = reader.line(clause.line).body;
  reader.no_children(clause.line);
  const auto head = read_head(reader, clause.rest, nullptr);
  const auto by = head ? find_word(reader, clause.rest, {"by"}) : std::nullopt;
  if (!head) return;
  if (!by) {
    return reader.error(clause.rest, "missing-clause", "`by` and the algorithm's name are missing",
                        "write `number by \"likeness/1\"`");
  }
  Span name = trim(reader.source(), {clause.rest.begin + by->at + 2, clause.rest.end});
  const auto type = reader.words(
      trim(reader.source(), {clause.rest.begin, clause.rest.begin + by->at}), "the type");
  const auto called = reader.quotation(name, "the name of the algorithm");
  if (!type || !called || !reader.nothing_left(name)) return;
  algorithm.head = *head;
  algorithm.type = *type;
  algorithm.name = *called;
  items.emplace_back(std::move(algorithm));
}

// ---- calendars and places -----------------------------------------------------------------------

void read_calendar(Reader& reader, Clause clause, Items& items) {
  CalendarItem calendar;
  calendar.span = reader.line(clause.line).body;
  const auto name = reader.words(clause.rest, "the name of the calendar");
  std::vector<std::string> seen;
  for (const Clause& child : reader.children(clause.line)) {
    reader.no_children(child.line);
    Span rest = child.rest;
    const auto key = reader.before_colon(rest, "the key");
    if (!key) continue;
    const std::string word = squeeze(reader.view(*key));
    if (std::find(kCalendarKeys.begin(), kCalendarKeys.end(), word) == kCalendarKeys.end()) {
      reader.unknown_clause(child, kCalendarKeys, "a calendar");
      continue;
    }
    const auto value = reader.words(rest, "what `" + word + "` is");
    if (value && first_of_its_kind(reader, seen, word, *key))
      calendar.settings.emplace_back(reader.text(*key), *value);
  }
  if (!name) return;
  calendar.name = *name;
  items.emplace_back(std::move(calendar));
}

std::optional<PlaceItem> place_item(Reader& reader, Clause clause) {
  PlaceItem place;
  place.span = clause.rest;
  const auto name = reader.before_colon(clause.rest, "the name");
  const auto words = name ? reader.words(*name, "the name") : std::nullopt;
  const auto zone = words ? reader.words(clause.rest, "the time zone") : std::nullopt;
  for (Clause child : reader.children(clause.line)) {
    reader.no_children(child.line);
    if (!reader.take(child.rest, "holidays of")) {
      constexpr std::array<std::string_view, 1> kLines{"holidays of"};
      reader.unknown_clause(child, kLines, "a place");
      continue;
    }
    PlaceItem::Holidays holidays;
    const auto year = reader.before_colon(child.rest, "the year");
    const auto number = year ? reader.words(*year, "the year") : std::nullopt;
    if (!number) continue;
    holidays.year = *number;
    if (reader.view(child.rest) != "none") holidays.days = reader.list(child.rest, "a holiday");
    place.holidays.push_back(std::move(holidays));
  }
  if (!words || !zone) return std::nullopt;
  place.name = *words;
  place.zone = *zone;
  return place;
}

void read_place(Reader& reader, Clause clause, Items& items) {
  if (auto place = place_item(reader, clause)) items.emplace_back(std::move(*place));
}

}  // namespace comity::language
