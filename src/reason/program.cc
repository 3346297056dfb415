#include "reason/program.h"

namespace comity::reason {

bool Program::is_a(KindId kind, KindId ancestor) const {
  std::optional<KindId> k = kind;
  while (k && *k != ancestor) k = kinds[*k].parent;
  return k.has_value();
}

}  // namespace comity::reason
