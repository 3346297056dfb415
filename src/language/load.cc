#include "language/load.h"

#include <algorithm>

#include "base/hash.h"
#include "language/checker.h"
#include "language/parser.h"

namespace comity::language {

Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics, Extent extent) {
  std::sort(files.begin(), files.end(),
            [](const SourcePtr& a, const SourcePtr& b) { return a->name() < b->name(); });
  Law law;
  std::string manifest;
  for (const SourcePtr& file : files) {
    law.documents.push_back(parse(file, diagnostics));
    manifest += file->name() + ' ' + sha256_hex(file->text()) + '\n';
  }
  law.hash = sha256_hex(manifest);
  if (!diagnostics.ok()) return law;  // what could not be read would be missed everywhere
  Checker(law, diagnostics).run(extent);
  return law;
}

}  // namespace comity::language
