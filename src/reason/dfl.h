// Plain propositional theories as text, in the format that SPINdle reads:
//
//   # a comment
//   >> attributable                            a fact; "-" negates
//   r1: attributable, breach => wrongful       a defeasible rule; "->" strict, "~>" a defeater
//   r2: countermeasure => -wrongful
//   r2 > r1                                    r2 is stronger
//
// One statement a line. A name is a run of letters, digits, "_", "." and bytes beyond ASCII. A
// superiority may name rules that follow later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reason/theory.h"

namespace comity::reason {

// Strings numbered in the order in which they first came. Views are valid until the next add().
class Names {
 public:
  // A name as it will be looked for, its place in memory on the way to the processor: with many
  // names, waiting for memory is what interning costs.
  struct Key {
    std::string_view name;
    uint64_t hash = 0;
  };
  Key prepare(std::string_view name) const;

  // The number of this name, new or old. Amortised O(length).
  uint32_t add(const Key& key);
  uint32_t add(std::string_view name) { return add(prepare(name)); }
  std::optional<uint32_t> find(std::string_view name) const;
  std::string_view operator[](uint32_t id) const {
    return std::string_view(text_).substr(begin_[id], begin_[id + 1] - begin_[id]);
  }
  uint32_t size() const { return static_cast<uint32_t>(begin_.size() - 1); }
  void reserve(size_t names, size_t bytes);

 private:
  static uint64_t hash(std::string_view name);
  size_t place(std::string_view name, uint64_t hash) const;
  void grow();

  struct Slot {
    uint32_t id_and_one = 0;  // 0: free
    uint32_t hash = 0;
  };
  std::string text_;
  std::vector<uint64_t> begin_{0};
  std::vector<Slot> slots_ = std::vector<Slot>(16);
};

struct NamedTheory {
  Theory theory;
  Names atoms;   // by Atom
  Names labels;  // by RuleId

  // "wrongful" or "-wrongful".
  std::string spell(Literal l) const;
  // Nothing where the theory has no such atom.
  std::optional<Literal> literal(std::string_view spelling) const;
};

// Linear in the text.
// Errors: invalid_input, "line 3: ...", for a line that is no statement, a label used twice or
// never declared, a superiority between rules that do not conflict, or a cycle of superiorities;
// limit for more than 2^31 - 1 atoms.
Result<NamedTheory> read_dfl(std::string_view text);

// The same theory as text; choices and marks have no spelling here and are left out.
std::string write_dfl(const NamedTheory& theory);

}  // namespace comity::reason
