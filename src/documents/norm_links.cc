#include "documents/norm_links.h"

#include <algorithm>

namespace comity::documents {

namespace {

// Letters, digits and hyphens only: safe in a URI, a file name and an id.
std::string slug(std::string_view words) {
  std::string out;
  for (const char c : words) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  return out;
}

std::string page_name(const std::string& file) {
  constexpr std::string_view kSuffix = ".norm.md";
  std::string_view name = file;
  if (name.ends_with(kSuffix)) name.remove_suffix(kSuffix.size());
  // The folder of the collection stands before every name.
  if (const size_t slash = name.find('/'); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string out;
  for (const char c : name) out += c == '/' ? std::string("--") : std::string(1, c);
  std::string safe;
  for (const char c : out) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_';
    safe += plain ? c : '_';
  }
  return safe;
}

}  // namespace

NormLinks::NormLinks(const language::Law& law) : law_(law), concluding_(law.predicates.size()) {
  std::map<std::string, size_t> taken{{"index", 1}};
  for (const language::Document& document : law.documents) {
    std::string name = page_name(document.source->name());
    const size_t n = taken[name]++;
    if (n > 0) name += "-" + std::to_string(n + 1);
    pages_[document.source.get()] = name + ".html";
  }
  for (uint32_t r = 0; r < law.rules.size(); ++r) {
    concluding_[law.predicates[law.rules[r].head.predicate].base].push_back(r);
  }
}

std::string NormLinks::page_title(const language::Document& document) const {
  for (const language::Section& section : document.sections) {
    if (!section.heading.empty()) return section.heading.text;
  }
  return document.source->name();
}

std::string NormLinks::rule(uint32_t r) const {
  const language::LawRule& rule = law_.rules[r];
  return to(*rule.declared.file, "rule-" + slug(rule.id));
}

std::string NormLinks::sentence(reason::PredicateId p) const {
  const reason::PredicateId base = law_.predicates[p].base;
  return to(*law_.predicates[base].declared.file, "sentence-" + std::to_string(base + 1));
}

std::string NormLinks::reading(reason::ReadingId r) const {
  return to(*law_.readings[r].declared.file, "reading-" + slug(law_.readings[r].name));
}

std::string NormLinks::example(uint32_t e) const {
  return to(*law_.examples[e].declared.file, "example-" + std::to_string(e + 1));
}

std::string NormLinks::act(procedure::ActId a) const {
  return to(*law_.acts[a].declared.file, "act-" + std::to_string(a + 1));
}

std::string NormLinks::duty(procedure::DutyId d) const {
  return to(*law_.duties[d].declared.file, "duty-" + std::to_string(d + 1));
}

std::string NormLinks::field(procedure::FieldId f) const {
  const auto& declared = law_.fields[f].declared;
  if (!declared || law_.procedure.fields[f].source == procedure::Field::Source::time) return "";
  return to(*declared->file, "field-" + std::to_string(f + 1));
}

std::string NormLinks::calendar(uint32_t c) const {
  return to(*law_.calendars[c].declared.file, "calendar-" + std::to_string(c + 1));
}

std::string NormLinks::trial(uint32_t t) const {
  return to(*law_.trials[t].declared.file, "trial-" + std::to_string(t + 1));
}

std::string NormLinks::question(size_t q) const {
  return to(*law_.questions[q].declared.file, "question-" + slug(law_.questions[q].name));
}

}  // namespace comity::documents
