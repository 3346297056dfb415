// The difference of two versions of the norms in words: what an amendment did, item by item. What
// it does to answers is another question (dossier/effect.h).
#pragma once

#include <string>
#include <vector>

#include "language/match.h"

namespace comity::language {

struct Change {
  enum class Kind : uint8_t { added, removed, changed } kind = Kind::changed;
  std::string what;                  // "rule S1", "reading sovereignty", "positions on threshold"
  std::string place;                 // file and line: of the newer version, or of what was removed
  std::vector<std::string> details;  // "condition added: `…`", "FRA now holds `…`"
};

// A party whose position on a reading is another one now. Options are numbered as in their version;
// nothing: it spoke, and left the question open.
struct MovedPosition {
  std::string party;
  std::string reading;
  std::optional<reason::OptionId> before, after;
};

struct Changes {
  std::vector<Change> changes;  // by family, then in the order of the newer version
  // Of both versions: rules whose effect is another one, or that the other version lacks.
  std::vector<uint32_t> old_rules, new_rules;
  std::vector<MovedPosition> moved;
  // A kind, the scale, a name, an option or a sentence counts otherwise: what an answer rests on
  // besides rules and positions. In words.
  std::vector<std::string> ground;
  // An item of register law is another one.
  bool register_law = false;
  // The texts differ, if only in prose, comments, layout or the order of files.
  bool texts_differ = false;

  bool may_change_answers() const {
    return !old_rules.empty() || !new_rules.empty() || !moved.empty() || !ground.empty();
  }
};

Changes compare(const Law& before, const Law& after, const Match& match);

}  // namespace comity::language
