// The certificates of an analysis, checked against an assessment made anew.
#include <boost/json.hpp>

#include "base/json.h"
#include "documents/certificate.h"
#include "documents/json.h"
#include "documents/words.h"

namespace comity::documents {

namespace {

namespace json = boost::json;
using reason::Outcome;
using reason::Tag;

const json::value* member(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains(name);
}

bool says(const json::value& value, std::string_view name, std::string_view text) {
  const json::value* found = member(value, name);
  return found != nullptr && found->is_string() && found->get_string() == text;
}

Result<void> same_matter(const dossier::Assessment& assessment, const json::value& file) {
  if (!says(file, "format", kAnalysisFormat)) {
    return fail(Errc::invalid_input,
                "this is no analysis of the format `" + std::string(kAnalysisFormat) + "`");
  }
  const json::value* from = member(file, "reproduce");
  if (from == nullptr || !says(*from, "norms", assessment.law().hash)) {
    return fail(Errc::conflict, "the analysis was made under other norms");
  }
  if (!says(*from, "facts", assessment.the_case().hash)) {
    return fail(Errc::conflict, "the analysis was made on other facts");
  }
  if (!says(*from, "program", kProgramVersion)) {
    return fail(Errc::conflict, "the analysis was made by another version of the program");
  }
  return {};
}

// Whether the root of a checked proof carries the outcome for this conclusion.
bool carries(const Claim& claim, reason::Literal conclusion) {
  const reason::Step& root = claim.proof.steps[claim.proof.root];
  switch (claim.outcome) {
    case Outcome::established: return root.literal == conclusion && root.tag == Tag::proved;
    case Outcome::excluded:
      return root.literal == conclusion.complement() && root.tag == Tag::proved;
    case Outcome::not_established: return root.literal == conclusion && root.tag == Tag::refuted;
    case Outcome::undetermined: return root.literal == conclusion && root.tag == Tag::undetermined;
  }
  return false;
}

Result<size_t> replay_question(const dossier::Assessment& assessment,
                               const dossier::QuestionResult& question, const json::value& value) {
  const json::value* why = member(value, "why");
  if (why == nullptr || !why->is_array() || why->get_array().empty() ||
      !says(value, "asks", question.asks)) {
    return fail(Errc::invalid_input, "the analysis does not answer: " + question.asks);
  }
  const reason::Grounding& grounding = assessment.grounding();
  const reason::Literal conclusion = *grounding.literal(question.sentence, false);
  for (const json::value& each : why->get_array()) {
    COMITY_TRY(const Claim claim, read_certificate(assessment, each));
    if (const auto checked = check(grounding.theory, claim.world, claim.proof); !checked) {
      return tl::unexpected<Error>(checked.error().with(question.asks));
    }
    if (!question.finding().outcomes.has(claim.outcome) || !carries(claim, conclusion)) {
      return fail(Errc::invalid_input, "a certificate does not carry its answer: " + question.asks);
    }
  }
  return why->get_array().size();
}

}  // namespace

Result<size_t> replay(const dossier::Assessment& assessment, std::string_view analysis) {
  COMITY_TRY(const json::value file, parse_json(analysis));
  COMITY_CHECK(same_matter(assessment, file));
  const json::value* questions = member(file, "questions");
  const auto& asked = assessment.questions();
  if (questions == nullptr || !questions->is_array() ||
      questions->get_array().size() != asked.size()) {
    return fail(Errc::invalid_input, "the analysis answers other questions");
  }
  size_t certificates = 0;
  for (size_t q = 0; q < asked.size(); ++q) {
    COMITY_TRY(const size_t replayed,
               replay_question(assessment, asked[q], questions->get_array()[q]));
    certificates += replayed;
  }
  return certificates;
}

}  // namespace comity::documents
