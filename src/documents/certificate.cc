#include "documents/certificate.h"

#include <array>
#include <boost/json.hpp>

namespace comity::documents {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> kOutcomes{"established", "excluded", "not established",
                                                    "undetermined"};

Result<std::vector<reason::Completion>> read_completions(const ProofReader& proofs,
                                                         const json::value* value) {
  const json::array* items = value == nullptr ? nullptr : value->if_array();
  if (items == nullptr) return unreadable("completions are no list");
  std::vector<reason::Completion> out;
  for (const json::value& each : *items) {
    COMITY_TRY(reason::Completion completion, proofs.completion(each));
    out.push_back(std::move(completion));
  }
  return out;
}

Result<reason::CaseTree> read_cases(const ProofReader& proofs, const json::value* value) {
  const json::array* items = value == nullptr ? nullptr : value->if_array();
  if (items == nullptr) return unreadable("`cases` is no list");
  reason::CaseTree tree;
  for (const json::value& each : *items) {
    const json::object* node = each.if_object();
    if (node == nullptr) return unreadable("a case is no object");
    reason::CaseNode read{};
    if (const json::value* proof = node->if_contains("proof")) {
      COMITY_TRY(read.proof, proofs.proof(*proof));
    } else {
      COMITY_TRY(read.split, read_number(node->if_contains("point"), UINT32_MAX, "point"));
    }
    tree.push_back(std::move(read));
  }
  return tree;
}

Result<const json::object*> object_of(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return unreadable("`shown_by` is no object");
  return object;
}

}  // namespace

std::string_view outcome_name(reason::Outcome outcome) {
  return kOutcomes[static_cast<size_t>(outcome)];
}

// ---- writing -----------------------------------------------------------------------------------

CertificateWriter::CertificateWriter(const dossier::Assessment& assessment)
    : assessment_(assessment), proofs_(assessment) {}
CertificateWriter::~CertificateWriter() = default;

reason::Certifier& CertificateWriter::certifier(reason::Literal conclusion) {
  std::unique_ptr<reason::Certifier>& known = certifiers_[conclusion];
  if (!known) {
    known = std::make_unique<reason::Certifier>(assessment_.grounding().theory,
                                                assessment_.inquiry(conclusion));
  }
  return *known;
}

json::array CertificateWriter::cases(const reason::CaseTree& tree) {
  json::array out;
  for (const reason::CaseNode& node : tree) {
    if (node.split) {
      out.push_back(json::object{{"point", *node.split}});
    } else {
      out.push_back(json::object{{"proof", proofs_.add(node.proof)}});
    }
  }
  return out;
}

json::object CertificateWriter::shown_by(const dossier::Finding& finding) {
  reason::Certifier& by = certifier(finding.conclusion);
  if (!finding.exact) {  // a bound, and shown as one
    const auto tree = by.cases(finding.within, finding.outcomes);
    return tree ? json::object{{"completions", json::array()}, {"cases", cases(*tree)}}
                : json::object();
  }
  const auto certificate = by.outcomes(finding.within, assessment_.plainest(finding.within));
  if (!certificate) return {};
  json::array completions;
  for (const reason::Completion& completion : certificate->completions) {
    completions.emplace_back(proofs_.add(completion));
  }
  return {{"completions", std::move(completions)}, {"cases", cases(certificate->cases)}};
}

json::array CertificateWriter::turned_by(const dossier::Finding& finding, reason::ChoiceId choice) {
  json::array out;
  const auto turn = certifier(finding.conclusion)
                        .turn(choice, finding.within, assessment_.plainest(finding.within));
  if (!turn) return out;
  for (const reason::Completion& completion : *turn) out.emplace_back(proofs_.add(completion));
  return out;
}

json::object CertificateWriter::shown_by(const dossier::Finding& finding,
                                         const reason::Settlement& settlement) {
  const auto certificate =
      certifier(finding.conclusion)
          .settlement(settlement, finding.within, assessment_.plainest(finding.within));
  if (!certificate) return {};
  json::array without;
  for (const reason::Completion& completion : certificate->without) {
    without.emplace_back(proofs_.add(completion));
  }
  return {{"cases", cases(certificate->cases)}, {"without", std::move(without)}};
}

uint64_t CertificateWriter::completion(reason::Literal conclusion, const reason::World& world) {
  return proofs_.add(certifier(conclusion).completion(world));
}

// ---- reading -----------------------------------------------------------------------------------

Result<reason::OutcomesCertificate> read_outcomes(const ProofReader& proofs,
                                                  const json::value& shown_by) {
  COMITY_TRY(const json::object* object, object_of(shown_by));
  reason::OutcomesCertificate out;
  COMITY_TRY(out.completions, read_completions(proofs, object->if_contains("completions")));
  COMITY_TRY(out.cases, read_cases(proofs, object->if_contains("cases")));
  return out;
}

Result<reason::SettlementCertificate> read_settlement(const ProofReader& proofs,
                                                      const json::value& shown_by) {
  COMITY_TRY(const json::object* object, object_of(shown_by));
  reason::SettlementCertificate out;
  COMITY_TRY(out.cases, read_cases(proofs, object->if_contains("cases")));
  COMITY_TRY(out.without, read_completions(proofs, object->if_contains("without")));
  return out;
}

Result<reason::TurnCertificate> read_turn(const ProofReader& proofs, const json::value& shown_by) {
  COMITY_TRY(std::vector<reason::Completion> both, read_completions(proofs, &shown_by));
  if (both.size() != 2) return unreadable("two completions show that a point matters");
  return reason::TurnCertificate{std::move(both[0]), std::move(both[1])};
}

}  // namespace comity::documents
