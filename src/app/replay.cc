#include "app/replay.h"

#include <boost/json.hpp>

#include "app/norms.h"
#include "base/hash.h"
#include "base/json.h"
#include "documents/certificate.h"
#include "documents/json.h"
#include "documents/words.h"
#include "dossier/assess.h"
#include "language/load.h"

namespace comity::app {

namespace {

namespace json = boost::json;
using registry::Finding;
using registry::ProvedEntry;
using Kind = Finding::Kind;

std::string text_at(const json::value& value, std::string_view pointer) {
  boost::system::error_code error;
  const json::value* const found = value.find_pointer(pointer, error);
  return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
}

// The analysis among an entry's material, and the case of which it says that it was made.
struct Recorded {
  std::string analysis;
  json::value parsed;
  std::string case_name;
  std::string case_text;
};

std::optional<Recorded> find_analysis(const ProvedEntry& entry) {
  for (const auto& [name, content] : entry.material) {
    const auto parsed = parse_json(content);
    if (!parsed || text_at(*parsed, "/format") != documents::kAnalysisFormat) continue;
    Recorded found{content, *parsed, {}, {}};
    const std::string facts = text_at(*parsed, "/reproduce/facts");
    for (const auto& [other, text] : entry.material) {
      if (sha256_hex(text) != facts) continue;
      found.case_name = other;
      found.case_text = text;
    }
    return found;
  }
  return std::nullopt;
}

Result<documents::Replayed> replay(const Recorded& one, const language::Law& law) {
  Diagnostics diagnostics;
  const bool is_json = one.case_text.starts_with("{");
  COMITY_TRY(const SourcePtr source, SourceFile::make(one.case_name, one.case_text));
  auto the_case = is_json ? dossier::read_case_json(law, source, diagnostics)
                          : dossier::read_case(law, source, diagnostics);
  if (!the_case) return fail(Errc::invalid_input, "the case cannot be read");
  COMITY_TRY(const auto options, documents::options_in(law, *the_case, one.analysis));
  COMITY_TRY(const dossier::Assessment again, dossier::assess(law, std::move(*the_case), options));
  return documents::replay(again, one.analysis);
}

Finding judge(const ProvedEntry& entry, const Recorded& one, const Result<language::Law>& law) {
  const std::string place = "The analysis in entry " + std::to_string(entry.index);
  const std::string norms = text_at(one.parsed, "/reproduce/norms");
  if (one.case_text.empty()) {
    return {Kind::not_proved, entry.index, place + " was not replayed: the case is not with it."};
  }
  if (!law) {
    return {Kind::not_proved, entry.index,
            place + " was not replayed: " + law.error().message() + "."};
  }
  const std::string program = text_at(one.parsed, "/reproduce/program");
  if (law->hash != norms || program != documents::kProgramVersion) {
    return {Kind::not_proved, entry.index,
            place + " was not replayed: it was made by version " + program +
                " under the norms with the hash " + norms +
                ". Give that program those norms with --norms."};
  }
  const auto replayed = replay(one, *law);
  if (!replayed) {
    return {Kind::failed, entry.index, place + ": " + replayed.error().message() + "."};
  }
  return {Kind::proved, entry.index,
          place + " was made anew from its case under the norms with the hash " + norms +
              ": every answer comes out the same, and each of its " +
              std::to_string(replayed->certificates) +
              " certificates holds. It is analysis, not a decision."};
}

Result<language::Law> load_law(const std::string& path) {
  COMITY_TRY(const auto sources,
             read_norms(path.empty() ? norms_folder() : std::filesystem::path(path)));
  Diagnostics diagnostics;
  language::Law law = language::load(sources, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return fail(Errc::invalid_input, "the norms cannot be read");
  return law;
}

}  // namespace

std::vector<Finding> replay_analyses(const registry::BundleReport& report,
                                     const std::string& norms) {
  std::vector<Finding> findings;
  std::optional<Result<language::Law>> law;
  for (const auto& entry : report.entries) {
    const auto found = find_analysis(entry);
    if (!found) continue;
    if (!law) law = load_law(norms);
    findings.push_back(judge(entry, *found, *law));
  }
  return findings;
}

}  // namespace comity::app
