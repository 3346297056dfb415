#include "language/load.h"

#include <algorithm>
#include <set>

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

template <class Parse>
Law load_with(std::vector<SourcePtr> files, Diagnostics& diagnostics, Extent extent, Parse parse) {
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

}  // namespace

Document ParsedFiles::parse(const SourcePtr& file, Diagnostics& diagnostics) {
  auto known = files_.find(file);
  if (known == files_.end()) {
    Parsed parsed;
    parsed.document = language::parse(file, parsed.diagnostics);
    known = files_.emplace(file, std::move(parsed)).first;
  }
  diagnostics.add(known->second.diagnostics);
  return known->second.document;
}

void ParsedFiles::keep_only(const std::vector<SourcePtr>& files) {
  const std::set<SourcePtr> kept(files.begin(), files.end());
  std::erase_if(files_, [&](const auto& known) { return !kept.contains(known.first); });
}

Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics, Extent extent) {
  return load_with(std::move(files), diagnostics, extent, parse);
}

Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics, ParsedFiles& parsed) {
  parsed.keep_only(files);
  return load_with(
      std::move(files), diagnostics, Extent::everything,
      [&](const SourcePtr& file, Diagnostics& found) { return parsed.parse(file, found); });
}

}  // namespace comity::language
