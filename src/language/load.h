// From the texts of a collection of norms to a Law that the engine can run.
#pragma once

#include <map>
#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"

namespace comity::language {

// Examples are for whoever works on the norms; whoever applies them can do without.
enum class Extent : uint8_t { everything, without_examples };

// What was parsed, for whoever loads again and again while few of the files change.
class ParsedFiles {
 public:
  // As parse() of parser.h; only the first time does it read the file.
  Document parse(const SourcePtr& file, Diagnostics& diagnostics);
  // Forgets all other files.
  void keep_only(const std::vector<SourcePtr>& files);

 private:
  struct Parsed {
    Document document;
    Diagnostics diagnostics;
  };
  std::map<SourcePtr, Parsed> files_;
};

// Parses, checks and compiles. Whatever is wrong is in the diagnostics; a law from texts with
// errors must not be run. The result, and its hash, do not depend on the order of the files.
// Linear in the text. Files that are in `parsed` are not read again; afterwards it holds these.
Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics,
         Extent extent = Extent::everything);
Law load(std::vector<SourcePtr> files, Diagnostics& diagnostics, ParsedFiles& parsed);

}  // namespace comity::language
