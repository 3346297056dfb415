#include "language/load.h"

#include <algorithm>

#include "base/hash.h"
#include "language/checker.h"
#include "language/parser.h"

namespace comity::language {

namespace {

// Such a file is no law: what is in it changes no answer, and so not the hash of the law.
bool holds_only_translations(const Document& document) {
  bool any = false;
  for (const Section& section : document.sections) {
    for (const Item& item : section.items) {
      if (!std::holds_alternative<Translations>(item) &&
          !std::holds_alternative<LanguageItem>(item))
        return false;
      any = true;
    }
  }
  return any;
}

}  // namespace

Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics, Extent extent) {
  std::sort(files.begin(), files.end(),
            [](const SourcePtr& a, const SourcePtr& b) { return a->name() < b->name(); });
  Law law;
  std::string manifest;
  for (const SourcePtr& file : files) {
    Document document = parse(file, diagnostics);
    if (holds_only_translations(document)) {
      law.translations.push_back(std::move(document));
      continue;
    }
    law.documents.push_back(std::move(document));
    manifest += file->name() + ' ' + sha256_hex(file->text()) + '\n';
  }
  law.hash = sha256_hex(manifest);
  if (!diagnostics.ok()) return law;  // what could not be read would be missed everywhere
  Checker(law, diagnostics).run(extent);
  return law;
}

}  // namespace comity::language
