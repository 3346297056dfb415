// Incidents that somebody else recorded, made into cases. An importer (importers.h) reads a source
// into records; what each value of a record becomes is a matter of a table (mapping.h); this file
// puts the two together.
//
// Nothing is lost and nothing is added. Every value of the source ends as a fact, as something that
// the importer used (a name, a date), as 'not seen', or as kept: listed in the case with the
// reason. Whoever alleges is named as alleging; the source itself is only somebody who says so.
// A record is either a case or refused with its place and the reason.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dossier/case.h"
#include "dossier/mapping.h"

namespace comity::dossier {

// Who says that who did it.
struct Allegation {
  std::string speaker;                // empty: the source
  std::string speaker_kind = "Body";  // "State", "Body" or "Entity"
  std::string initiator;              // who is said to have acted; may be empty
  std::string initiator_state;        // the State that is named with it; may be empty
  std::string date;                   // "2021-03-02…"; anything else is no date
  friend bool operator==(const Allegation&, const Allegation&) = default;
};

struct SourceValue {
  std::string field, text;
  std::optional<size_t> allegation = {};  // index, where the value belongs to one
  // The one place that the value is about, where it says so; empty: a place that is no State.
  std::optional<std::string> state = {};
};

// One incident as the source has it.
struct SourceRecord {
  std::string id;     // as the source numbers it
  std::string place;  // "line 37", "/objects/3"
  std::string title, description;
  std::string speaker;                 // who says what nobody is named for; empty: the source
  std::string act;                     // what the case calls it; empty: by source and id
  std::string date;                    // of the incident
  std::vector<std::string> receivers;  // the States that it reached or was aimed at
  std::vector<Allegation> allegations;
  std::vector<SourceValue> values;
};

struct Source {
  std::string name;         // "EuRepoC": who says all this
  std::string file;         // as the exhibits cite it
  std::string remark = {};  // a sentence on what in its cases is not the source's own
};

enum class Fate : uint8_t { fact, used, not_seen, kept, unmapped };
std::string_view name(Fate fate);

struct ValueReport {
  std::string field, text;
  Fate fate = Fate::unmapped;
  std::string reason;  // of kept and unmapped
};

struct ImportedCase {
  std::string id, place;
  std::string text;  // a case file
  std::vector<ValueReport> values;

  size_t count(Fate fate) const;
};

struct RefusedRecord {
  std::string place, reason;
};

struct Import {
  Source source;
  size_t records = 0;  // cases and refused together
  std::vector<ImportedCase> cases;
  std::vector<RefusedRecord> refused;
  std::vector<ValueReport> outside;  // what belongs to no record, kept here
};

ImportedCase make_case(const Source& source, const SourceRecord& record, const Mapping& mapping);

// The speaker for a value by the `speaker` lines of its field: of "<Attributing State> or the media
// cited by EuRepoC" the first that is known. Nothing where no such line counts.
struct Speaker {
  std::string name, kind;
};
std::optional<Speaker> speaker_of(const Mapping& mapping, std::string_view field,
                                  std::string_view value,
                                  const std::map<std::string, Speaker, std::less<>>& holes);

// Whether the table says that the value is there to be read by the importer: a State's name, and
// not a region's or "Unknown".
bool is_used(const Mapping& mapping, std::string_view field, std::string_view value);

// An error about a file as a whole: it is not what its source should be.
void report_whole(std::string code, std::string message, const SourcePtr& file,
                  Diagnostics& diagnostics, std::string help = {});

// Reads the cases against the law, in order. A case that does not check becomes a refused record;
// `import.cases` then has as many as are returned.
std::vector<Case> checked_cases(const language::Law& law, Import& import);

// What became of the values, for a person: one line a field, and the sums (import_summary.cc).
std::string summary(const Import& import);

}  // namespace comity::dossier
