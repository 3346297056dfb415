// Proofs as JSON, and back. Inside the room only.
//
// A step is written once, however many proofs use it: what it rests on it names by statement, not
// by place, so that it stays the same in every proof. A proof is the list of its steps, in order.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <memory>
#include <set>

#include "dossier/assess.h"
#include "reason/certificate.h"

namespace comity::documents {

// Collects the steps, proofs and completions of one analysis. The assessment must outlive it.
class ProofWriter {
 public:
  explicit ProofWriter(const dossier::Assessment& assessment);
  ~ProofWriter();

  // The number of the proof, or the completion, in the lists below.
  uint64_t add(const reason::Proof& proof);
  uint64_t add(const reason::Completion& completion);

  boost::json::array steps() const;
  boost::json::array proofs() const;
  boost::json::array completions() const;
  // The rules of the theory that the steps name.
  const std::set<reason::RuleId>& rules() const;

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

// Reads what such lists say. What is read is within the theory, and every step says the words of
// its statement; whether anything follows is for the checker.
class ProofReader {
 public:
  // Errors, of all: invalid_input, naming what cannot be read.
  static Result<ProofReader> read(const dossier::Assessment& assessment,
                                  const boost::json::value& analysis);

  Result<reason::Proof> proof(const boost::json::value& number) const;
  Result<reason::Completion> completion(const boost::json::value& number) const;

 private:
  std::vector<reason::Proof> proofs_;
  std::vector<reason::Completion> completions_;
};

// A whole number below the limit.
Result<uint32_t> read_number(const boost::json::value* value, size_t limit, std::string_view what);
tl::unexpected<Error> unreadable(std::string_view what);

}  // namespace comity::documents
