// What the values of a source of incidents become in a case: a table that a person reads and
// amends (mappings/*.csv), each line with its reason. No code knows a value of a source.
//
//   field,value,becomes,says,reason
//   incident_type,Data theft*,asserted,<Act> copied data held in <Receiver State>,data were taken
//
// `value` may hold one `*`, which stands for any text, or be two numbers ("70..100"). Of the lines
// of a field that fit a value those count whose own text is longest; there may be several of them,
// with the same `value`. A field may end in `*`: it stands for those that have no line of their
// own. `says` is a sentence of the norms, with holes that the importer fills.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/source.h"

namespace comity::dossier {

enum class Becomes : uint8_t {
  asserted,  // the sentence, asserted by whoever alleges it
  denied,    // its opposite, said of every State that the incident reached
  open,      // the sentence as a question: the source raises it and does not answer it
  speaker,   // who alleges: names or holes, parted by " or "; the first that is known counts
  grade,     // the highest grade that an account resting on it may have
  used,      // the importer itself reads it: names, dates, text
  kept,      // kept and listed, on purpose not made a fact
  not_seen,  // the source's way of saying that it does not know
  found,     // the sentence as given: the author of an invented case stipulates it
  named,     // who else is in the case: "the armed conflict: Situation"
  held,      // a party, or "reading: option": how whoever published a conclusion reads the law
  asks,      // the name of a question of the norms
};
std::string_view name(Becomes becomes);

struct MappingLine {
  std::string field, value;
  Becomes becomes = Becomes::kept;
  std::string says, reason;
};

// Whether a value is one that the `value` of a line stands for.
bool stands_for(std::string_view line_value, std::string_view value);

class Mapping {
 public:
  // Errors: a table without these columns, a line of another width, without a reason, with a word
  // that is no `becomes`, with two stars, or whose `says` is missing or out of place.
  static std::optional<Mapping> read(const SourcePtr& file, Diagnostics& diagnostics);

  // The lines that count for this value; none: the table does not know it. O(lines of the field).
  std::vector<const MappingLine*> find(std::string_view field, std::string_view value) const;

  size_t size() const;
  // Calls visit(line) for every line, by field.
  template <class Visit>
  void each(Visit visit) const {
    for (const auto& [field, lines] : lines_) {
      for (const MappingLine& line : lines) visit(line);
    }
  }

 private:
  const std::vector<MappingLine>* of_field(std::string_view field) const;

  std::map<std::string, std::vector<MappingLine>, std::less<>> lines_;
};

}  // namespace comity::dossier
