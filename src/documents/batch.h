// Many cases at once: each assessment as one line of JSON, and the figures over all of them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dossier/assess.h"
#include "dossier/import.h"

namespace comity::documents {

// The open facts of a question: those that its rules reach; those that remain once every rule is
// left out that cannot come about in any world; and those on which the answer in fact hangs.
struct OpenFacts {
  size_t reached = 0, bounded = 0, decisive = 0;
};
OpenFacts open_facts(const dossier::Assessment& assessment,
                     const dossier::QuestionResult& question);

// Where a case came from. `values` is null where it was no import.
struct BatchOrigin {
  std::string id, place;
  const std::vector<dossier::ValueReport>* values = nullptr;
};

// Canonical JSON with a line feed (docs/formats/batch.md): every question with its answer under
// every recorded reading, and every value of the source that no fact was made of.
std::string batch_line(const dossier::Assessment& assessment, const BatchOrigin& origin);
// The line of what could not be assessed, with the reason.
std::string refused_line(const BatchOrigin& origin, const std::string& reason);

// Sums over many assessments. The order of adding does not matter.
class BatchFigures {
 public:
  void add(const dossier::Assessment& assessment, const BatchOrigin& origin);
  void add_refused() { ++refused_; }
  void merge(const BatchFigures& other);

  size_t assessed() const { return assessed_; }
  size_t refused() const { return refused_; }
  // How many in and out, what became of the values, and for each question how often it is put, its
  // answers, and the median and 90th percentile (nearest rank) of its open facts.
  std::string text() const;

 private:
  struct OfQuestion {
    std::map<dossier::Answer, size_t> answers;
    std::vector<OpenFacts> open;
  };

  size_t assessed_ = 0, refused_ = 0;
  std::map<dossier::Fate, size_t> fates_;
  std::map<std::string, OfQuestion> questions_;
};

}  // namespace comity::documents
