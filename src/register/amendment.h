// Corrections and withdrawals. Nothing in the log is changed by them: a later entry says that an
// earlier one is corrected, or withdrawn, and whoever reads the earlier one must be told.
//
// A party speaks for itself alone, so only the author of an entry may correct or withdraw it, and
// in the same matter; the regime may not do it for a State. What the register itself acts on (the
// types that begin with "register.") is not withdrawn either: a key ends by register.revoke.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "register/reading.h"

namespace comity::registry {

struct Amendment {
  enum class Kind { correction, withdrawal };
  Kind kind = Kind::correction;
  std::uint64_t position = 0;  // of the later entry

  std::string text() const;  // "withdrawn by 12"
};

// May `later` correct or withdraw `earlier`? Errors: denied, invalid_input.
Result<void> check_amendment(const Entry& later, const Entry& earlier);

// What entries say of those before them.
class Amendments {
 public:
  // In the order of the log. What breaks the rule above, in a register that a program without it
  // once kept, does not count.
  void add(std::uint64_t position, const Hash& id, const Entry& entry);

  // In the order of the log; empty if nothing has been said of the entry at this place.
  std::vector<Amendment> of(std::uint64_t position) const;

 private:
  struct Seen {
    std::uint64_t position = 0;
    Entry entry;  // no more of it than check_amendment() reads
  };
  std::map<Hash, Seen> seen_;
  std::map<std::uint64_t, std::vector<Amendment>> said_;
};

// The same of the entries in a store. A matter is read as a whole when it is first asked about.
class AmendmentIndex {
 public:
  explicit AmendmentIndex(EntryStore& entries) : entries_(entries) {}
  Result<std::vector<Amendment>> of(std::uint64_t position, const Entry& entry);

 private:
  EntryStore& entries_;
  std::map<std::string, Amendments> matters_;
};

}  // namespace comity::registry
