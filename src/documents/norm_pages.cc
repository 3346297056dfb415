#include "documents/norm_pages.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "documents/html_style.h"
#include "documents/markdown.h"
#include "documents/norm_block.h"
#include "documents/norm_positions.h"
#include "documents/norm_style.h"
#include "documents/words.h"
#include "language/binder.h"
#include "language/keywords.h"

namespace comity::documents {

namespace {

using language::Law;

constexpr size_t kShownExamples = 6;  // of a rule, before the rest is folded away

void open_page(HtmlWriter& out, const std::string& title, bool script) {
  out.raw("<!DOCTYPE html>\n");
  out.open("html", {{"lang", "en"}});
  out.open("head");
  out.empty("meta", {{"charset", "utf-8"}});
  out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  out.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                     {"content", std::string("default-src 'none'; style-src 'unsafe-inline'") +
                                     (script ? "; script-src 'unsafe-inline'" : "")}});
  out.open("title");
  out.raw(escape_html(title));
  out.close();
  out.open("style");
  out.raw(kStyle);
  out.raw(kNormStyle);
  out.close();
  out.close();
  out.open("body");
  out.element("a", "To the text", {{"class", "skip"}, {"href", "#text"}});
}

// The last step of a link to an anchor on the same page.
std::string id_of(const std::string& link) { return link.substr(link.find('#') + 1); }

void write_link(HtmlWriter& out, const std::string& href, const std::string& words) {
  out.element("a", words, {{"href", href}});
  out.text(" ");
}

class FilePage {
 public:
  FilePage(const Law& law, const dossier::Coverage& coverage, const NormLinks& links,
           const language::Document& document)
      : law_(law),
        coverage_(coverage),
        links_(links),
        document_(document),
        layout_(laid_out(document.source)),
        marks_(marks_of(law, document, links)) {
    for (uint32_t r = 0; r < law.rules.size(); ++r) declare(law.rules[r].declared, links.rule(r));
    for (reason::PredicateId p = 0; p < law.predicates.size(); ++p) {
      const language::LawPredicate& predicate = law.predicates[p];
      if (predicate.modality == language::Modality::is && !predicate.exception_of)
        declare(predicate.declared, links.sentence(p));
    }
    for (reason::ReadingId r = 0; r < law.readings.size(); ++r)
      declare(law.readings[r].declared, links.reading(r));
    for (uint32_t e = 0; e < law.examples.size(); ++e)
      declare(law.examples[e].declared, links.example(e));
    for (size_t q = 0; q < law.questions.size(); ++q)
      declare(law.questions[q].declared, links.question(q));
    declare_register_law();
  }

  std::string write() {
    open_page(out_, links_.page_title(document_), false);
    out_.open("nav", {{"class", "top"}, {"aria-label", "All norms"}});
    out_.element("a", "All norms", {{"href", "index.html"}});
    out_.element("span", document_.source->name(), {{"class", "quiet"}});
    out_.close();
    out_.open("main", {{"id", "text"}});
    for (size_t s = 0; s < document_.sections.size(); ++s) section(s);
    out_.close();
    footer();
    out_.close();
    out_.close();
    return out_.take();
  }

 private:
  static language::Layout laid_out(const SourcePtr& source) {
    Diagnostics unused;
    return language::lay_out(source, unused);
  }

  void declare(const language::Provenance& at, const std::string& link) {
    if (at.file == document_.source && !link.empty()) anchors_[at.span.begin] = id_of(link);
  }

  void declare_register_law() {
    for (procedure::ActId a = 0; a < law_.acts.size(); ++a)
      declare(law_.acts[a].declared, links_.act(a));
    for (procedure::DutyId d = 0; d < law_.duties.size(); ++d) {
      if (!law_.procedure.duties[d].act) declare(law_.duties[d].declared, links_.duty(d));
    }
    for (procedure::FieldId f = 0; f < law_.fields.size(); ++f) {
      if (law_.fields[f].declared) declare(*law_.fields[f].declared, links_.field(f));
    }
    for (uint32_t c = 0; c < law_.calendars.size(); ++c)
      declare(law_.calendars[c].declared, links_.calendar(c));
    for (uint32_t t = 0; t < law_.trials.size(); ++t)
      declare(law_.trials[t].declared, links_.trial(t));
  }

  // ---- a section: its paraphrase beside its sentences

  void section(size_t s) {
    const language::Section& section = document_.sections[s];
    if (section.heading.empty() && section.items.empty() && section.prose.empty()) return;
    out_.open("section", {{"class", "article"}, {"id", NormLinks::section(s)}});
    if (!section.heading.empty()) heading(section, s);
    keys(section, section.parent ? &document_.sections[*section.parent] : nullptr);
    const bool prose = !text::trim(section.prose).empty();
    const bool blocks = !layout_.sections[s].blocks.empty();
    out_.open("div", {{"class", prose && blocks ? "two both" : "two"}});
    if (prose) {
      out_.open("div");
      write_markdown(section.prose, [&](std::string_view to) { return resolved(to); }, out_);
      out_.close();
    }
    if (blocks) {
      out_.open("div");
      for (const language::Block& block : layout_.sections[s].blocks) {
        for (const language::LineId id : block.clauses) item(id, section);
      }
      out_.close();
    }
    out_.close();
    out_.close();
  }

  void heading(const language::Section& section, size_t s) {
    const std::string tag = "h" + std::to_string(std::clamp(section.level, 1U, 6U));
    out_.open(tag);
    out_.element("a", section.heading.text, {{"href", "#" + NormLinks::section(s)}});
    out_.close();
  }

  // Where the law comes from, as far as it is not that of the section around it.
  void keys(const language::Section& section, const language::Section* around) {
    std::vector<std::pair<std::string, std::string>> rows;
    const auto add = [&](const std::string& what, const auto& value, const auto& inherited,
                         auto words) {
      if (value && (!inherited || words(*value) != words(*inherited)))
        rows.emplace_back(what, words(*value));
    };
    const language::SectionKeys none;
    const language::SectionKeys& own = section.keys;
    const language::SectionKeys& from = around ? around->keys : none;
    const auto text = [](const language::Text& t) { return t.text; };
    const auto date = [](const Date& d) { return d.format(); };
    const auto confirmed = [](bool yes) {
      return std::string(yes ? "yes" : "no: a lawyer still has to check the source");
    };
    add("Source", own.source, from.source, text);
    add("Weight", own.weight, from.weight, text);
    add("Text of", own.text_of, from.text_of, date);
    add("In force from", own.in_force_from, from.in_force_from, date);
    add("In force until", own.in_force_until, from.in_force_until, date);
    add("Applies to facts from", own.applies_from, from.applies_from, date);
    add("Applies to facts until", own.applies_until, from.applies_until, date);
    add("Confirmed", own.confirmed, from.confirmed, confirmed);
    if (rows.empty()) return;
    out_.open("dl", {{"class", "facts keys"}});
    for (const auto& [what, value] : rows) {
      out_.element("dt", what);
      out_.element("dd", value, {{"dir", "auto"}});
    }
    out_.close();
  }

  // A link of the prose: to another norm file its page, to the web as it is, else nowhere.
  std::string resolved(std::string_view to) const {
    if (to.starts_with("https://") || to.starts_with("http://")) return std::string(to);
    const std::string_view path = to.substr(0, to.find('#'));
    std::vector<std::string> steps;
    const auto walk = [&](std::string_view way) {
      for (size_t at = 0; at <= way.size();) {
        const size_t slash = std::min(way.find('/', at), way.size());
        const std::string_view step = way.substr(at, slash - at);
        if (step == ".." && !steps.empty()) steps.pop_back();
        if (step != ".." && step != "." && !step.empty()) steps.emplace_back(step);
        at = slash + 1;
      }
    };
    walk(document_.source->name());
    if (!steps.empty()) steps.pop_back();
    walk(path);
    const std::string name = text::join(steps, "/");
    for (const language::Document& document : law_.documents) {
      if (document.source->name() == name) return links_.page(*document.source);
    }
    return "";
  }

  // ---- an item

  void item(language::LineId id, const language::Section& section) {
    const Span at = layout_.lines[id].body;
    const std::string_view keyword = language::keyword_of(layout_.source->text(at));
    const auto anchor = anchors_.lower_bound(at.begin);
    HtmlWriter::Attributes attributes{{"class", "item"}};
    if (anchor != anchors_.end() && anchor->first < at.end)
      attributes.emplace_back("id", anchor->second);
    const bool folded = keyword == "example";
    if (folded) {
      out_.open("details");
      out_.open("summary");
      out_.text(std::string(layout_.source->text(at)));
      out_.close();
    }
    out_.open("div", attributes);
    if (keyword == "positions on") {
      positions(at, section);
    } else {
      out_.open("p", {{"class", "clause"}});
      write_clause(layout_, id, marks_, anchors_, out_);
      out_.close();
    }
    if (keyword == "rule" || keyword == "access") about_rule(at);
    if (keyword == "act") about_act(at);
    if (keyword == "sentence") about_sentence(at);
    if (keyword == "reading") about_reading(at);
    out_.close();
    if (folded) out_.close();
  }

  // Some items are known by their whole first line, others by what stands after the keyword.
  bool is_at(const language::Provenance& declared, Span line) const {
    return declared.file == document_.source && declared.span.begin >= line.begin &&
           declared.span.begin < line.end;
  }

  // The thing of the law that is declared on this line.
  template <class Things>
  std::optional<uint32_t> declared_at(const Things& things, Span at) const {
    for (uint32_t i = 0; i < things.size(); ++i) {
      if (is_at(things[i].declared, at)) return i;
    }
    return std::nullopt;
  }

  void about_rule(Span at) {
    const auto r = declared_at(law_.rules, at);
    if (!r) return;
    const language::LawRule& rule = law_.rules[*r];
    if (rule.declared.weight != rule.weight) {
      out_.element("p", "Weight: " + std::string(name(rule.weight)), {{"class", "about"}});
    }
    std::set<reason::PredicateId> conditions;
    for (uint32_t c = 0; c < law_.compiled.size(); ++c) {
      if (law_.compiled[c].rule != *r) continue;
      for (const auto& premise : law_.program.rules[c].premises) {
        const language::LawPredicate& predicate = law_.predicates[premise.pattern.predicate];
        if (!predicate.exception_of) conditions.insert(predicate.base);
      }
    }
    for (const reason::PredicateId p : conditions) {
      if (links_.concluding(p).empty()) continue;
      out_.open("p", {{"class", "about"}});
      out_.text(language::plain(law_.predicates[p].positive, law_.predicates[p].holes) +
                ": concluded by ");
      for (const uint32_t other : links_.concluding(p))
        write_link(out_, links_.rule(other), law_.rules[other].id);
      out_.close();
    }
    const dossier::RuleCoverage& cover = coverage_.rules[*r];
    const bool in_register = rule.in_register.has_value();
    examples("Carries its conclusion in", cover.carried, in_register);
    examples("Is stopped in", cover.stopped, in_register);
    if (cover.carried.empty() && cover.stopped.empty())
      out_.element("p", "No example exercises this rule.", {{"class", "about open"}});
  }

  void about_act(Span at) {
    const auto a = declared_at(law_.acts, at);
    if (!a) return;
    const dossier::ActCoverage& cover = coverage_.in_register.acts[*a];
    examples("Is taken in", cover.taken, true);
    examples("Is refused in", cover.refused, true);
    if (cover.taken.empty() && cover.refused.empty())
      out_.element("p", "No example exercises this act.", {{"class", "about open"}});
  }

  // Of register law the numbers are those of its own examples.
  void examples(const std::string& what, const dossier::Examples& list, bool in_register) {
    if (list.empty()) return;
    const bool many = list.size() > kShownExamples;
    const std::string counted =
        what + " " + std::to_string(list.size()) + (list.size() == 1 ? " example" : " examples");
    if (many) {
      out_.open("details", {{"class", "about"}});
      out_.element("summary", counted);
    } else {
      out_.element("p", counted + ":", {{"class", "about"}});
    }
    out_.open("ul", {{"class", "plain about"}});
    for (const uint32_t e : list) {
      out_.open("li");
      out_.element("a", in_register ? law_.trials[e].title : law_.examples[e].title,
                   {{"href", in_register ? links_.trial(e) : links_.example(e)}});
      out_.close();
    }
    out_.close();
    if (many) out_.close();
  }

  void about_sentence(Span at) {
    for (reason::PredicateId p = 0; p < law_.predicates.size(); ++p) {
      if (!is_at(law_.predicates[p].declared, at) ||
          law_.predicates[p].modality != language::Modality::is || law_.predicates[p].exception_of)
        continue;
      made_by(p);
      const auto& rules = links_.concluding(p);
      if (rules.empty()) return;
      out_.open("p", {{"class", "about"}});
      out_.text("Concluded by ");
      for (const uint32_t r : rules) write_link(out_, links_.rule(r), law_.rules[r].id);
      return out_.close();
    }
  }

  void made_by(reason::PredicateId p) {
    bool first = true;
    for (procedure::ActId a = 0; a < law_.acts.size(); ++a) {
      if (law_.procedure.acts[a].done.predicate != p) continue;
      if (first) {
        out_.open("p", {{"class", "about"}});
        out_.text("Made by ");
      }
      first = false;
      write_link(out_, links_.act(a), "act " + law_.acts[a].id);
    }
    if (!first) out_.close();
  }

  void about_reading(Span at) {
    const auto r = declared_at(law_.readings, at);
    if (!r) return;
    write_position_grid(law_, law_.readings[*r], out_);
    std::set<uint32_t> rules;
    for (uint32_t c = 0; c < law_.compiled.size(); ++c) {
      for (const reason::ReadingGuard& guard : law_.program.rules[c].guards) {
        if (guard.reading == *r) rules.insert(law_.compiled[c].rule);
      }
    }
    if (rules.empty()) return;
    out_.open("p", {{"class", "about"}});
    out_.text("Decides whether these rules count: ");
    for (const uint32_t rule : rules) write_link(out_, links_.rule(rule), law_.rules[rule].id);
    out_.close();
  }

  void positions(Span at, const language::Section& section) {
    for (const language::Item& item : section.items) {
      const auto* written = std::get_if<language::Positions>(&item);
      if (written == nullptr || written->span.begin != at.begin) continue;
      const auto reading = law_.reading(written->reading.text);
      if (reading) write_position_table(law_, law_.readings[*reading], *written, out_);
    }
  }

  void footer() {
    out_.open("footer");
    out_.element("p",
                 std::string(kWithoutPrejudice) +
                     " A State of whom no position was seen is counted neither as a yes nor as a "
                     "no.",
                 {{"class", "quiet"}});
    out_.open("p", {{"class", "hash"}});
    out_.text("Norms ");
    out_.code(law_.hash);
    out_.close();
    out_.close();
  }

  const Law& law_;
  const dossier::Coverage& coverage_;
  const NormLinks& links_;
  const language::Document& document_;
  language::Layout layout_;
  std::vector<Mark> marks_;
  Anchors anchors_;
  HtmlWriter out_;
};

}  // namespace

Pages norm_pages(const Law& law, const dossier::Coverage& coverage) {
  const NormLinks links(law);
  Pages pages;
  for (const language::Document& document : law.documents) {
    pages[links.page(*document.source)] = FilePage(law, coverage, links, document).write();
  }
  HtmlWriter out;
  open_page(out, "All norms", true);
  write_norm_index(law, coverage, links, out);
  out.open("script");
  out.raw(kSearchScript);
  out.close();
  out.close();
  out.close();
  pages["index.html"] = out.take();
  return pages;
}

}  // namespace comity::documents
