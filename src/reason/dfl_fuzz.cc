// Any bytes: an error names a line of the text, and what can be read is written and read again as
// the same theory; a small one is also solved and explained, and each proof checked.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "reason/dfl.h"
#include "reason/explain.h"
#include "reason/solver.h"

namespace comity::reason {
namespace {

void expect(bool condition) {
  if (!condition) std::abort();
}

void solve_and_check(const Theory& theory) {
  Solver solver(theory);
  solver.solve({});
  for (uint32_t code = 0; code < 2 * theory.atom_count(); ++code) {
    const Proof proof = explain(theory, solver, {}, {code});
    expect(proof.steps[proof.root].tag == solver.tag({code}));
    expect(check(theory, {}, proof).has_value());
  }
}

}  // namespace
}  // namespace comity::reason

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace comity::reason;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = read_dfl(text);
  if (!read) {
    expect(!read.error().message().empty());
    return 0;
  }
  const std::string written = write_dfl(*read);
  const auto again = read_dfl(written);
  expect(again.has_value());
  expect(write_dfl(*again) == written);
  expect(again->theory.rule_count() == read->theory.rule_count());
  if (read->theory.atom_count() <= 24 && read->theory.rule_count() <= 40) {
    solve_and_check(read->theory);
  }
  return 0;
}
