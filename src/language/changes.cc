#include "language/changes.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/text.h"
#include "language/binder.h"
#include "language/change_list.h"

namespace comity::language {

namespace {

std::string quoted(const std::string& words) { return "`" + words + "`"; }

// ---- vocabulary --------------------------------------------------------------------------------

std::string kind_words(const Law& law, reason::KindId kind) {
  const reason::ProgramKind& compiled = law.program.kinds[kind];
  return (compiled.parent ? "a " + law.kinds[*compiled.parent] : std::string("of its own")) +
         (compiled.dated ? ", dated" : "");
}

void compare_kinds(const Law& before, const Law& after, Changes& out) {
  ChangeList list(out.changes);
  for (reason::KindId k = 0; k < before.kinds.size(); ++k) {
    const auto now = after.kind(before.kinds[k]);
    if (!now) {
      list.add(Change::Kind::removed, "kind " + before.kinds[k], "", {});
      continue;
    }
    Details details;
    details.value("it is", kind_words(before, k), kind_words(after, *now));
    if (!details.empty()) out.ground.push_back("the kind " + quoted(before.kinds[k]));
    list.changed("kind " + before.kinds[k], "", details);
  }
  for (const std::string& kind : after.kinds) {
    if (!before.kind(kind)) list.add(Change::Kind::added, "kind " + kind, "", {});
  }
  Details scale;
  scale.value("grades", text::join(before.grades, " < "), text::join(after.grades, " < "));
  if (!scale.empty()) out.ground.emplace_back("the scale of evidence");
  list.changed("the scale of evidence", "", scale);
}

void compare_names(const Law& before, const Law& after, Changes& out) {
  const auto words = [](const Law& law) {
    std::map<std::string, std::string> names;
    for (const LawName& name : law.names) {
      names[name.name] = law.kinds[name.kind] + (name.date ? " on " + name.date->format() : "");
    }
    return names;
  };
  const size_t known = out.changes.size();
  ChangeList(out.changes).keyed("name", words(before), words(after));
  ChangeList(out.changes).keyed("party", before.parties, after.parties);
  for (size_t c = known; c < out.changes.size(); ++c) {
    const bool name = out.changes[c].what.starts_with("name ");
    if (name && out.changes[c].kind == Change::Kind::changed)
      out.ground.push_back("the " + out.changes[c].what);
  }
}

// ---- sentences ---------------------------------------------------------------------------------

void compare_sentences(const Law& before, const Law& after, const Match& match, Changes& out) {
  ChangeList list(out.changes);
  const auto is_written = [](const LawPredicate& p) {
    return p.modality == Modality::is && !p.exception_of;
  };
  const auto words = [](const LawPredicate& p) { return plain(p.positive, p.holes); };
  for (reason::PredicateId n = 0; n < after.predicates.size(); ++n) {
    const LawPredicate& now = after.predicates[n];
    if (!is_written(now)) continue;
    const std::string what = "sentence " + quoted(words(now));
    const auto& o = match.predicates.to_old[n];
    if (!o) {
      list.add(Change::Kind::added, what, place_of(now.declared), {});
      continue;
    }
    const LawPredicate& was = before.predicates[*o];
    Details details;
    details.value("wording", words(was), words(now));
    details.value("its opposite", plain(was.negative, was.holes), plain(now.negative, now.holes));
    details.value("question", plain(was.ask, was.holes), plain(now.ask, now.holes));
    details.value("layer", std::string(name(was.layer)), std::string(name(now.layer)));
    const auto weight = [](const LawPredicate& p) {
      return p.weight_at_least ? std::string(name(*p.weight_at_least)) : std::string();
    };
    details.value("weight at least", weight(was), weight(now));
    details.keyed(translations_of(before, *o), translations_of(after, n));
    const auto& compiled_was = before.program.predicates[*o];
    const auto& compiled_now = after.program.predicates[n];
    const size_t known = details.size();
    details.flag("closed: what nobody states is false", compiled_was.closed, compiled_now.closed);
    details.flag("propagating", compiled_was.propagating, compiled_now.propagating);
    if (details.size() > known) out.ground.push_back(what);
    list.changed(what, place_of(now.declared), details);
  }
  for (reason::PredicateId o = 0; o < before.predicates.size(); ++o) {
    const LawPredicate& was = before.predicates[o];
    if (is_written(was) && !match.predicates.to_new[o]) {
      list.add(Change::Kind::removed, "sentence " + quoted(words(was)), place_of(was.declared), {});
    }
  }
}

// ---- readings and positions --------------------------------------------------------------------

std::string held(const LawReading& reading, const LawPosition& position) {
  return position.option ? reading.options[*position.option] : "left open";
}

void compare_position(const LawReading& old_reading, const LawReading& reading,
                      const std::string& party, Details& details, Changes& out) {
  const auto was = old_reading.positions.find(party);
  const auto now = reading.positions.find(party);
  if (was == old_reading.positions.end()) {
    details.say(party + " now holds " + quoted(held(reading, now->second)) +
                "; no position was recorded");
    return;
  }
  const std::string before = held(old_reading, was->second);
  if (now == reading.positions.end()) {
    details.say(party + ": no position is recorded any more; it held " + quoted(before));
    return;
  }
  const std::string after = held(reading, now->second);
  if (before != after) {
    details.say(party + " now holds " + quoted(after) + "; it held " + quoted(before));
    out.moved.push_back({party, reading.name, was->second.option, now->second.option});
  }
  details.value(party + ": when", was->second.when, now->second.when);
  details.value(party + ": source", was->second.source, now->second.source);
  details.value(party + ": confidence", was->second.confidence, now->second.confidence);
  details.value(party + ": note", was->second.note, now->second.note);
}

void compare_positions(const LawReading& was, const LawReading& now, Changes& out) {
  std::set<std::string> parties;
  for (const auto* reading : {&was, &now}) {
    for (const auto& [party, position] : reading->positions) parties.insert(party);
  }
  Details details;
  for (const std::string& party : parties) compare_position(was, now, party, details, out);
  ChangeList(out.changes).changed("positions on " + now.name, place_of(now.declared), details);
}

void compare_readings(const Law& before, const Law& after, Changes& out) {
  ChangeList list(out.changes);
  const auto options = [](const LawReading& reading) {
    std::set<std::string> words;
    for (size_t o = 0; o < reading.options.size(); ++o) {
      words.insert(reading.options[o] + (reading.not_encoded[o] ? ", not encoded" : ""));
    }
    return words;
  };
  for (const LawReading& now : after.readings) {
    const auto o = before.reading(now.name);
    if (!o) {
      list.add(Change::Kind::added, "reading " + now.name, place_of(now.declared), {});
      continue;
    }
    const LawReading& was = before.readings[*o];
    Details details;
    details.value("question", was.question, now.question);
    const size_t known = details.size();
    details.sets("option", options(was), options(now));
    if (details.size() > known) out.ground.push_back("the options of `" + now.name + "`");
    list.changed("reading " + now.name, place_of(now.declared), details);
    compare_positions(was, now, out);
  }
  for (const LawReading& was : before.readings) {
    if (!after.reading(was.name))
      list.add(Change::Kind::removed, "reading " + was.name, place_of(was.declared), {});
  }
}

// What is written in other languages beside sentences.
void compare_languages(const Law& before, const Law& after, Changes& out) {
  ChangeList list(out.changes);
  for (const LawLanguage& now : after.languages) {
    const LawLanguage* was = find_language(before, now.name);
    if (was == nullptr) {
      list.add(Change::Kind::added, "language " + now.name, "", {});
    } else {
      list.keyed(now.name, translated_words(before, *was), translated_words(after, now));
    }
  }
  for (const LawLanguage& was : before.languages) {
    if (find_language(after, was.name) == nullptr)
      list.add(Change::Kind::removed, "language " + was.name, "", {});
  }
}

// Whatever the files are called.
std::multiset<std::string> texts_of(const Law& law) {
  std::multiset<std::string> texts;
  for (const auto* documents : {&law.documents, &law.translations}) {
    for (const Document& document : *documents) texts.insert(document.source->text());
  }
  return texts;
}

}  // namespace

Changes compare(const Law& before, const Law& after, const Match& match) {
  Changes out;
  out.texts_differ = texts_of(before) != texts_of(after);
  compare_kinds(before, after, out);
  compare_names(before, after, out);
  compare_sentences(before, after, match, out);
  compare_readings(before, after, out);
  compare_rules(before, after, match, out);
  compare_questions(before, after, match, out);
  compare_languages(before, after, out);
  compare_other_items(before, after, out);
  // What register law makes of a matter is not searched for a case that tells the versions apart.
  if (out.register_law) out.ground.emplace_back("register law");
  return out;
}

}  // namespace comity::language
