#include "documents/norm_positions.h"

#include <algorithm>

#include "documents/html_record.h"
#include "dossier/parties.h"
#include "language/binder.h"
#include "language/register_words.h"

namespace comity::documents {

namespace {

using language::Law;

void card(const Law& law, const std::string& heading, const std::vector<std::string>& codes,
          HtmlWriter& out) {
  out.open("div", {{"class", "card"}});
  out.element("h5", heading + " (" + std::to_string(codes.size()) + ")");
  std::vector<std::string> names;
  for (const std::string& code : codes) names.push_back(party_name(law, code));
  std::sort(names.begin(), names.end());
  if (names.empty()) out.element("p", "Nobody is recorded.");
  if (!names.empty()) {
    out.open("ul", {{"class", "states"}});
    for (const std::string& name : names) out.element("li", name, {{"dir", "auto"}});
    out.close();
  }
  out.close();
}

void entry(const std::string& href, const std::string& words, const std::string& kind,
           HtmlWriter& out) {
  out.open("li");
  out.element("a", words, {{"href", href}});
  out.element("span", " " + kind, {{"class", "kind"}});
  out.close();
}

void write_register_law(const Law& law, const NormLinks& links, HtmlWriter& out) {
  using language::Modality;
  for (procedure::ActId a = 0; a < law.acts.size(); ++a) {
    entry(links.act(a),
          law.acts[a].id + ": " + language::wording(law, law.procedure.acts[a].done, Modality::can),
          "act, " + std::string(name(law.acts[a].weight)), out);
  }
  for (procedure::DutyId d = 0; d < law.duties.size(); ++d) {
    const procedure::Duty& duty = law.procedure.duties[d];
    if (duty.act) continue;
    entry(
        links.duty(d),
        law.duties[d].id + ": " +
            language::wording(law, duty.owed, duty.forbidden ? Modality::must_not : Modality::must),
        "duty, " + std::string(name(law.duties[d].weight)), out);
  }
  for (procedure::FieldId f = 0; f < law.fields.size(); ++f) {
    const procedure::Field& field = law.procedure.fields[f];
    if (!links.field(f).empty())
      entry(links.field(f), language::field_words(law, field),
            "field: " + language::type_of(law, field), out);
  }
  for (uint32_t t = 0; t < law.trials.size(); ++t)
    entry(links.trial(t), law.trials[t].title, "example of register law", out);
}

void write_everything(const Law& law, const NormLinks& links, HtmlWriter& out) {
  out.open("ul", {{"id", "all"}});
  for (const language::Document& document : law.documents) {
    for (size_t s = 0; s < document.sections.size(); ++s) {
      const language::Section& section = document.sections[s];
      if (!section.heading.empty())
        entry(links.to(*document.source, NormLinks::section(s)), section.heading.text, "article",
              out);
    }
  }
  for (uint32_t r = 0; r < law.rules.size(); ++r) {
    const language::LawRule& rule = law.rules[r];
    const language::LawPredicate& head = law.predicates[rule.head.predicate];
    const bool opposite = rule.head.negated && !head.negative.empty();
    entry(links.rule(r),
          rule.id + ": " + (rule.head.negated && !opposite ? "not so: " : "") +
              language::plain(opposite ? head.negative : head.positive, head.holes),
          "rule, " + std::string(name(rule.weight)), out);
  }
  for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
    const language::LawPredicate& predicate = law.predicates[p];
    if (predicate.modality == language::Modality::is && !predicate.exception_of)
      entry(links.sentence(p), language::plain(predicate.positive, predicate.holes),
            predicate.in_register ? "sentence of the register"
                                  : "sentence of " + std::string(name(predicate.layer)),
            out);
  }
  for (reason::ReadingId r = 0; r < law.readings.size(); ++r)
    entry(links.reading(r), law.readings[r].question, "reading " + law.readings[r].name, out);
  for (size_t q = 0; q < law.questions.size(); ++q)
    entry(links.question(q), law.questions[q].name, "question", out);
  for (uint32_t e = 0; e < law.examples.size(); ++e)
    entry(links.example(e), law.examples[e].title, "example", out);
  write_register_law(law, links, out);
  out.close();
}

}  // namespace

void write_position_grid(const Law& law, const language::LawReading& reading, HtmlWriter& out) {
  const auto [holders, left_open, not_seen] = dossier::spread_of(law, reading);
  out.open("div", {{"class", "grid"}});
  for (size_t o = 0; o < holders.size(); ++o) {
    card(law, reading.options[o] + (reading.not_encoded[o] ? ", its test not encoded" : ""),
         holders[o], out);
  }
  card(law, "Left open", left_open, out);
  card(law, "No position seen", not_seen, out);
  out.close();
}

void write_position_table(const Law& law, const language::LawReading& reading,
                          const language::Positions& written, HtmlWriter& out) {
  out.table({"State", "Position", "When", "Source and remarks"}, "Positions on: " + reading.name,
            [&] {
              for (const language::Position& position : written.positions) {
                const auto held = reading.positions.find(position.party.text);
                if (held == reading.positions.end()) continue;
                const language::LawPosition& p = held->second;
                out.open("tr");
                out.element("th", party_name(law, p.party), {{"scope", "row"}, {"dir", "auto"}});
                out.element("td", p.option ? reading.options[*p.option] : "left open");
                out.open("td");
                out.code(p.when == "n/a" ? "year not seen" : p.when);
                out.close();
                out.open("td", {{"dir", "auto"}});
                if (p.source.starts_with("http")) {
                  out.open("a", {{"href", p.source}, {"rel", "noreferrer"}, {"class", "hash"}});
                  out.code(p.source);
                  out.close();
                } else {
                  out.text(p.source);
                }
                if (!p.confidence.empty()) out.text("; confidence " + p.confidence);
                if (!p.note.empty()) out.text("; " + p.note);
                out.close();
                out.close();
              }
            });
}

void write_norm_index(const Law& law, const dossier::Coverage& coverage, const NormLinks& links,
                      HtmlWriter& out) {
  size_t exercised = 0;
  for (const dossier::RuleCoverage& rule : coverage.rules)
    exercised += rule.carried.empty() ? 0 : 1;
  out.open("main", {{"id", "text"}});
  out.element("h1", "All norms");
  out.element("p", std::to_string(law.documents.size()) + " files, " +
                       std::to_string(law.rules.size()) + " rules, of which " +
                       std::to_string(exercised) + " carry their conclusion in an example, " +
                       std::to_string(law.readings.size()) + " readings, " +
                       std::to_string(law.examples.size()) + " examples, " +
                       std::to_string(law.passages.size()) + " passages that are not encoded.");
  out.element("h2", "Files");
  out.open("ul", {{"class", "plain"}});
  for (const language::Document& document : law.documents) {
    out.open("li");
    out.element("a", links.page_title(document), {{"href", links.page(*document.source)}});
    out.element("span", " " + document.source->name(), {{"class", "kind"}});
    out.close();
  }
  out.close();
  out.element("h2", "Everything");
  out.open("form", {{"role", "search"}, {"hidden", "hidden"}});
  out.element("label", "Search articles, rules, sentences, readings, acts, examples",
              {{"for", "search"}});
  out.empty("input", {{"id", "search"}, {"type", "search"}, {"autocomplete", "off"}});
  out.close();
  out.element("p", "", {{"id", "found"}, {"role", "status"}});
  write_everything(law, links, out);
  out.close();
  out.open("footer");
  out.open("p", {{"class", "hash"}});
  out.text("Norms ");
  out.code(law.hash);
  out.close();
  out.close();
}

}  // namespace comity::documents
