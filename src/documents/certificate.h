// What shows the answers of an analysis, as JSON, and back. Inside the room only.
#pragma once

#include <boost/json/fwd.hpp>
#include <map>
#include <memory>

#include "documents/proof_json.h"
#include "dossier/assess.h"
#include "reason/certificate.h"

namespace comity::documents {

inline constexpr std::string_view kAnalysisFormat = "comity analysis 2";

// "established", "excluded", "not established", "undetermined".
std::string_view outcome_name(reason::Outcome outcome);

// Makes the certificates of one assessment, which must outlive it. What no certificate of a
// reasonable size shows has none: the object is then empty.
class CertificateWriter {
 public:
  explicit CertificateWriter(const dossier::Assessment& assessment);
  ~CertificateWriter();

  // Of a finding: `completions`, `cases`.
  boost::json::object shown_by(const dossier::Finding& finding);
  // That the finding hangs on a choice: two completions.
  boost::json::array turned_by(const dossier::Finding& finding, reason::ChoiceId choice);
  // Of a settling set within a finding: `cases`, `without`.
  boost::json::object shown_by(const dossier::Finding& finding,
                               const reason::Settlement& settlement);
  // Of one world: the number of its completion.
  uint64_t completion(reason::Literal conclusion, const reason::World& world);

  const ProofWriter& proofs() const { return proofs_; }

 private:
  reason::Certifier& certifier(reason::Literal conclusion);
  boost::json::array cases(const reason::CaseTree& tree);

  const dossier::Assessment& assessment_;
  ProofWriter proofs_;
  std::map<reason::Literal, std::unique_ptr<reason::Certifier>> certifiers_;
};

// Reads one certificate each. Errors: invalid_input.
Result<reason::OutcomesCertificate> read_outcomes(const ProofReader& proofs,
                                                  const boost::json::value& shown_by);
Result<reason::SettlementCertificate> read_settlement(const ProofReader& proofs,
                                                      const boost::json::value& shown_by);
Result<reason::TurnCertificate> read_turn(const ProofReader& proofs,
                                          const boost::json::value& shown_by);

}  // namespace comity::documents
