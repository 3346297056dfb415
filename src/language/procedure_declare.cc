// What `the F of T` can mean, and by which calendars and places time is counted.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/zone.h"
#include "language/procedure_compiler.h"
#include "procedure/algorithms.h"

namespace comity::language {

using procedure::Field;
using procedure::FieldType;
using procedure::Value;

void ProcedureCompiler::declare() {
  law_.procedure.calendars.push_back({});  // the platform's: UTC, days as they come
  of_holder_.push_back(false);
  law_.procedure.places.push_back({});
  checker_.each<CalendarItem>(
      [&](const CalendarItem& item, const Place& place) { declare_calendar(item, place); });
  checker_.each<PlaceItem>(
      [&](const PlaceItem& item, const Place& place) { declare_place(item, place); });
  checker_.each<ActItem>([&](const ActItem& act, const Place& place) {
    if (act.records) declare_record(act, place);
  });
  declare_times();
  checker_.each<StatusItem>(
      [&](const StatusItem& item, const Place& place) { declare_status(item, place); });
  checker_.each<FigureItem>(
      [&](const FigureItem& item, const Place& place) { declare_figure(item, place); });
  checker_.each<TableItem>(
      [&](const TableItem& item, const Place& place) { declare_table(item, place); });
  checker_.each<AlgorithmItem>(
      [&](const AlgorithmItem& item, const Place& place) { declare_algorithm(item, place); });
}

// ---- shared -------------------------------------------------------------------------------------

Value ProcedureCompiler::word(std::string_view word) {
  auto& words = law_.procedure.words;
  const auto it = std::find(words.begin(), words.end(), word);
  const auto at = it - words.begin();
  if (it == words.end()) words.emplace_back(word);
  return {Value::Type::word, at};
}

// The weight, citation, force and calendar of an act, a duty, a rule or a status.
std::optional<ProcedureCompiler::Noted> ProcedureCompiler::noted(const Notes& notes,
                                                                 const Provenance& declared,
                                                                 const Place& place) {
  Noted found{.weight = declared.weight.value_or(Weight::platform_default),
              .in_force = declared.in_force};
  const auto nearest = [&](const Section* section) {
    const auto it = std::find_if(calendar_sections_.begin(), calendar_sections_.end(),
                                 [&](const auto& entry) { return entry.first == section; });
    return it == calendar_sections_.end() ? 0U : it->second;
  };
  const auto& sections = place.document.sections;
  for (std::optional<size_t> at = static_cast<size_t>(&place.section - sections.data());
       at && found.calendar == 0; at = sections[*at].parent)
    found.calendar = nearest(&sections[*at]);
  for (const Note& note : notes) {
    const auto date = [&](std::optional<Date>& into) {
      const auto parsed = Date::parse(note.value.text);
      if (parsed) into = *parsed;
    };
    if (note.kind == Note::Kind::cite) {
      found.citation += (found.citation.empty() ? "" : ", ") + note.value.text;
    } else if (note.kind == Note::Kind::weight) {
      const auto weight = checker_.weight(note.value, place);
      if (!weight) return std::nullopt;
      found.weight = *weight;
    } else if (note.kind == Note::Kind::in_force_from) {
      date(found.in_force.from);
    } else if (note.kind == Note::Kind::in_force_until) {
      date(found.in_force.until);
    } else if (note.kind == Note::Kind::calendar) {
      const auto it = calendars_.find(note.value.text);
      if (it == calendars_.end()) {
        std::vector<std::string> known;
        for (const auto& [name, id] : calendars_) known.push_back(name);
        checker_.error("unknown-calendar", "no calendar is called `" + note.value.text + "`", place,
                       note.value.span, Checker::nearest_help(note.value.text, known));
        return std::nullopt;
      }
      found.calendar = it->second;
    } else {
      checker_.error("note-out-of-place", "this note has no meaning in register law", place,
                     note.span, "it takes citations, `weight`, `in force …` and `calendar`");
      return std::nullopt;
    }
  }
  return found;
}

std::optional<procedure::FieldId> ProcedureCompiler::add_field(Field field, const Place& place,
                                                               Span span) {
  auto& fields = law_.procedure.fields;
  for (procedure::FieldId f = 0; f < fields.size(); ++f) {
    const bool overlaps = law_.program.is_a(fields[f].of.front(), field.of.front()) ||
                          law_.program.is_a(field.of.front(), fields[f].of.front());
    if (fields[f].name != field.name || !overlaps) continue;
    const bool same_record = fields[f].source == Field::Source::record &&
                             field.source == Field::Source::record &&
                             fields[f].type == field.type && fields[f].of == field.of;
    if (same_record) return f;
    checker_.error(
        "duplicate-field",
        "`the " + field.name + " of <" + law_.kinds[field.of.front()] + ">` is declared already",
        place, span, "give it a name of its own");
    return std::nullopt;
  }
  fields.push_back(std::move(field));
  law_.fields.push_back({checker_.provenance(place, span)});
  return static_cast<procedure::FieldId>(fields.size() - 1);
}

std::optional<std::vector<reason::KindId>> ProcedureCompiler::kinds(const FieldHead& head,
                                                                    const Place& place) {
  std::vector<reason::KindId> found;
  for (const Token& hole : head.of) {
    const auto kind = checker_.binder(place).hole_kind(hole);
    if (!kind) return std::nullopt;
    found.push_back(*kind);
  }
  return found;
}

// ---- calendars and places -----------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

std::optional<size_t> weekday(std::string_view name) {
  const auto it = std::find(kWeekdays.begin(), kWeekdays.end(), name);
  if (it == kWeekdays.end()) return std::nullopt;
  return static_cast<size_t>(it - kWeekdays.begin());
}

// "Monday to Friday"; a week that goes round its end is one too: "Sunday to Thursday".
std::optional<uint8_t> working_days(std::string_view text) {
  const auto words = text::split_words(text);
  if (words.size() != 3 || words[1] != "to") return std::nullopt;
  const auto from = weekday(words[0]), to = weekday(words[2]);
  if (!from || !to) return std::nullopt;
  uint8_t days = 0;
  for (size_t d = *from;; d = (d + 1) % 7) {
    days = static_cast<uint8_t>(days | 1U << d);
    if (d == *to) return days;
  }
}

std::optional<int> clock_time(std::string_view text) {
  if (text == "24:00") return 24 * 60;
  const auto at = Instant::parse("2000-01-01 " + std::string(text) + " UTC");
  if (!at || text.size() != 5) return std::nullopt;
  return static_cast<int>((at->seconds() - Instant(at->date()).seconds()).count() / 60);
}

}  // namespace

bool ProcedureCompiler::set(procedure::CalendarRule& rule, const std::string& key,
                            const Text& value, const Place& place, bool& of_holder) {
  using procedure::DayOff;
  const std::string& text = value.text;
  const auto choose =
      [&](std::initializer_list<std::string_view> options) -> std::optional<size_t> {
    const auto it = std::find(options.begin(), options.end(), text);
    if (it == options.end()) return std::nullopt;
    return static_cast<size_t>(it - options.begin());
  };
  std::string expected;
  if (key == "clock") {
    of_holder = text == "of the holder";
    const auto zone = Zone::named(of_holder ? "UTC" : text);
    if (zone) {
      rule.place = static_cast<uint32_t>(law_.procedure.places.size());
      law_.procedure.places.push_back({std::nullopt, {*zone, {}}});
      return true;
    }
    expected = "`of the holder`, or a time zone like Europe/Berlin";
  } else if (key == "working days") {
    if (const auto days = working_days(text)) {
      rule.calendar.working_days = *days;
      return true;
    }
    expected = "`Monday to Friday`";
  } else if (key == "days start") {
    if (const auto option = choose({"the day after", "the same day"})) {
      rule.calendar.starts_day_after = *option == 0;
      return true;
    }
    expected = "`the day after` or `the same day`";
  } else if (key == "days end") {
    if (const auto minutes = clock_time(text)) {
      rule.calendar.day_ends = *minutes;
      return true;
    }
    expected = "a time of day like 17:00, or 24:00";
  } else {
    if (const auto option = choose({"stay", "move on", "move back"})) {
      rule.calendar.day_off = static_cast<DayOff>(*option);
      return true;
    }
    expected = "`stay`, `move on` or `move back`";
  }
  checker_.error("bad-value", "`" + text + "` is no value of `" + key + "`", place, value.span,
                 "it is " + expected);
  return false;
}

void ProcedureCompiler::declare_calendar(const CalendarItem& item, const Place& place) {
  procedure::CalendarRule rule;
  bool of_holder = false;
  for (const auto& [key, value] : item.settings) {
    if (!set(rule, key.text, value, place, of_holder)) return;
  }
  const auto id = static_cast<uint32_t>(law_.procedure.calendars.size());
  if (!calendars_.emplace(item.name.text, id).second) {
    checker_.error("duplicate-calendar", "the calendar `" + item.name.text + "` is declared twice",
                   place, item.name.span);
    return;
  }
  law_.procedure.calendars.push_back(rule);
  LawCalendar declared{.name = item.name.text, .declared = checker_.provenance(place, item.span)};
  for (const auto& [key, value] : item.settings)
    declared.settings.emplace_back(key.text, value.text);
  law_.calendars.push_back(std::move(declared));
  of_holder_.push_back(of_holder);
  calendar_sections_.emplace_back(&place.section, id);
}

std::optional<procedure::Place> ProcedureCompiler::place_of(const PlaceItem& item,
                                                            const Place& place) {
  procedure::Place found;
  const auto zone = Zone::named(item.zone.text);
  if (!zone) {
    checker_.error("unknown-zone", zone.error().message(), place, item.zone.span);
    return std::nullopt;
  }
  found.zone = *zone;
  for (const PlaceItem::Holidays& year : item.holidays) {
    const auto first = Date::parse(year.year.text + "-01-01");
    if (!first) {
      checker_.error("bad-date", "`" + year.year.text + "` is no year", place, year.year.span);
      return std::nullopt;
    }
    auto& days = found.holidays[static_cast<int>(first->ymd().year())];
    for (const Text& text : year.days) {
      const auto day = Date::parse(text.text);
      if (!day || day->ymd().year() != first->ymd().year()) {
        checker_.error("bad-date", "`" + text.text + "` is no day of " + year.year.text, place,
                       text.span, "write it like " + year.year.text + "-12-25");
        return std::nullopt;
      }
      days.insert(*day);
    }
  }
  return found;
}

void ProcedureCompiler::declare_place(const PlaceItem& item, const Place& place) {
  const auto found = place_of(item, place);
  if (!found) return;
  const auto individual = checker_.names_.find(item.name.text);
  if (!individual) {
    checker_.error("unknown-name", "nothing is called `" + item.name.text + "`", place,
                   item.name.span, "declare it on a `name` line");
    return;
  }
  law_.procedure.places.push_back({Value{Value::Type::individual, *individual}, *found});
}

// ---- fields -------------------------------------------------------------------------------------

std::optional<Field> ProcedureCompiler::field_type(const FieldDeclaration& declared,
                                                   const Place& place) {
  Field field{.source = Field::Source::record, .name = declared.name.text};
  const std::string& type = declared.type.text;
  constexpr std::array<std::pair<std::string_view, FieldType>, 4> kPlain{
      {{"text", FieldType::text},
       {"number", FieldType::number},
       {"time", FieldType::time},
       {"period", FieldType::period}}};
  for (const auto& [name, plain] : kPlain) {
    if (type != name) continue;
    field.type = plain;
    return field;
  }
  if (type == "yes or no") {
    field.type = FieldType::yes_or_no;
    field.words = {word("yes"), word("no")};
    return field;
  }
  if (type.starts_with("one of (") && type.ends_with(")")) {
    field.type = FieldType::word;
    std::string_view words = std::string_view(type).substr(8, type.size() - 9);
    while (!words.empty()) {
      const size_t comma = std::min(words.find(','), words.size());
      field.words.push_back(word(text::trim(words.substr(0, comma))));
      words.remove_prefix(std::min(comma + 1, words.size()));
    }
    return field;
  }
  const bool list = type.starts_with("list of ");
  field.type = list ? FieldType::list : FieldType::individual;
  field.kind = law_.kind(list ? type.substr(8) : type);
  if (field.kind) return field;
  checker_.error("unknown-type", "`" + type + "` is no type of a field", place, declared.type.span,
                 "it is `text`, `number`, `time`, `period`, `yes or no`, `one of (…)`, a kind, or "
                 "`list of` a kind");
  return std::nullopt;
}

bool ProcedureCompiler::mark(Field& field, const Text& mark, const Place& place) {
  const std::string& text = mark.text;
  if (text == "public" || text == "marked" || text == "optional" || text == "erasable on order") {
    field.is_public = field.is_public || text == "public";
    return true;
  }
  if (text.starts_with("sealed to ")) {
    field.sealed = true;
    return true;
  }
  constexpr std::string_view kErasable = "erasable after ";
  if (text.starts_with(kErasable)) {
    field.erasable_after = parse_period(text.substr(kErasable.size()));
    if (field.erasable_after) return true;
  }
  checker_.error("unknown-mark", "`" + text + "` is no mark of a field", place, mark.span,
                 "it is `public`, `marked`, `optional`, `sealed to …`, `erasable after 5 years` or "
                 "`erasable on order`");
  return false;
}

void ProcedureCompiler::declare_record(const ActItem& act, const Place& place) {
  const auto kind = checker_.binder(place).hole_kind(act.records->thing);
  if (!kind) return;
  for (const FieldDeclaration& declared : act.records->fields) {
    auto field = field_type(declared, place);
    if (!field) return;
    field->of = {*kind};
    for (const Text& text : declared.marks) {
      if (!mark(*field, text, place)) return;
    }
    if (field->sealed && field->is_public) {
      checker_.error("sealed-and-public", "what is sealed is not public", place, declared.span);
      return;
    }
    add_field(std::move(*field), place, declared.span);
  }
}

// Whatever has a date, or is brought in by an entry, has a time.
void ProcedureCompiler::declare_times() {
  std::map<reason::KindId, std::optional<Provenance>> timed;
  for (reason::KindId k = 0; k < law_.program.kinds.size(); ++k) {
    if (law_.program.kinds[k].dated) timed.emplace(k, std::nullopt);
  }
  checker_.each<Kind>([&](const Kind& item, const Place& place) {
    const auto it = timed.find(law_.kind(item.name.text).value_or(0));
    if (it != timed.end() && !it->second) it->second = checker_.provenance(place, item.span);
  });
  checker_.each<ActItem>([&](const ActItem& act, const Place& place) {
    if (!act.records) return;
    if (const auto kind = checker_.binder(place).hole_kind(act.records->thing))
      timed.emplace(*kind, checker_.provenance(place, act.span));
  });
  for (auto& [kind, declared] : timed) {
    law_.procedure.fields.push_back(
        {.source = Field::Source::time, .name = "time", .of = {kind}, .type = FieldType::time});
    law_.fields.push_back({std::move(declared)});
  }
}

void ProcedureCompiler::declare_status(const StatusItem& item, const Place& place) {
  const auto of = kinds(item.head, place);
  if (!of) return;
  Field field{.source = Field::Source::status, .name = item.head.field.text, .of = *of};
  field.type = FieldType::word;
  field.index = static_cast<uint32_t>(law_.procedure.statuses.size());
  procedure::Status status;
  for (const Text& value : item.values) {
    status.values.push_back(word(value.text));
    field.words.push_back(status.values.back());
  }
  const auto id = add_field(std::move(field), place, item.span);
  status.field = id.value_or(0);
  law_.procedure.statuses.push_back(std::move(status));
}

void ProcedureCompiler::declare_figure(const FigureItem& item, const Place& place) {
  const auto of = kinds(item.head, place);
  if (!of) return;
  Field field{.source = Field::Source::figure, .name = item.head.field.text, .of = *of};
  field.type = FieldType::number;
  field.index = static_cast<uint32_t>(law_.procedure.figures.size());
  if (item.kind == FigureItem::Kind::nth) field.type = FieldType::time;
  if (item.kind == FigureItem::Kind::earliest || item.kind == FigureItem::Kind::latest) {
    field.type = FieldType::individual;
    field.kind = checker_.binder(place).hole_kind(item.each);
    if (!field.kind) return;
  }
  add_field(std::move(field), place, item.span);
  procedure::Figure figure;
  figure.kind = static_cast<procedure::Figure::Kind>(item.kind);
  law_.procedure.figures.push_back(std::move(figure));
}

void ProcedureCompiler::declare_table(const TableItem& item, const Place& place) {
  const auto of = kinds(item.head, place);
  if (!of) return;
  Field field{.source = Field::Source::table, .name = item.head.field.text, .of = *of};
  field.index = static_cast<uint32_t>(law_.procedure.tables.size());
  // What the rows end with decides what the table gives: "flash 15 minutes", "small 3".
  field.type = FieldType::period;
  if (!item.rows.empty()) {
    const std::string& row = item.rows.front().first.text;
    const std::string last = row.substr(row.rfind(' ') + 1);
    const bool number = !last.empty() && std::all_of(last.begin(), last.end(), [](char c) {
      return (c >= '0' && c <= '9') || c == '.';
    });
    if (number) field.type = FieldType::number;
  }
  add_field(std::move(field), place, item.span);
  law_.procedure.tables.emplace_back();
}

void ProcedureCompiler::declare_algorithm(const AlgorithmItem& item, const Place& place) {
  const auto of = kinds(item.head, place);
  if (!of) return;
  if (!procedure::is_algorithm(item.name.text)) {
    checker_.error("unknown-algorithm", "no algorithm is called `" + item.name.text + "`", place,
                   item.name.span, "it is `likeness/1` or `length/1`");
    return;
  }
  Field field{.source = Field::Source::algorithm, .name = item.head.field.text, .of = *of};
  field.type = item.type.text == "number" ? FieldType::number : FieldType::text;
  field.index = static_cast<uint32_t>(law_.procedure.algorithms.size());
  add_field(std::move(field), place, item.span);
  law_.procedure.algorithms.push_back({item.name.text});
}

}  // namespace comity::language
