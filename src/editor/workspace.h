// The norm files that an editor works on: what is open, as it stands in the editor, among what is
// on disk; checked as a whole whenever something changes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "language/law.h"
#include "language/load.h"

namespace comity::editor {

// The collection to which a file belongs: the files of norms, named by their paths. It may lack the
// file itself, which may be new.
using ReadCollection = std::function<Result<std::vector<SourcePtr>>(const std::string& path)>;

class Workspace {
 public:
  explicit Workspace(ReadCollection read) : read_(std::move(read)) {}

  // The text as it now stands in the editor. Every path whose findings may be others now.
  std::set<std::string> open(const std::string& path, std::string text);
  std::set<std::string> change(const std::string& path, std::string text);
  // Afterwards what is on disk counts again.
  std::set<std::string> close(const std::string& path);

  bool is_open(const std::string& path) const { return open_.contains(path); }
  // The open file; null where it is not open, or cannot be a norm file.
  SourcePtr source(const std::string& path) const;
  std::vector<Diagnostic> findings(const std::string& path) const;
  // The law of the file's collection when it was last without errors; null where it never was.
  std::shared_ptr<const language::Law> law(const std::string& path) const;

 private:
  struct Collection {
    std::map<std::string, SourcePtr> on_disk;
    Diagnostics findings;
    std::set<std::string> told;  // files with findings
    std::shared_ptr<const language::Law> law;
    language::ParsedFiles parsed;
  };
  struct Open {
    std::string collection;  // the key into collections_
    SourcePtr source;
    std::string refused;  // why the text is no norm file at all
  };

  std::string find_collection(const std::string& path);
  void set_text(Open& file, const std::string& path, std::string text);
  std::set<std::string> check(const std::string& key);

  ReadCollection read_;
  std::map<std::string, Open> open_;
  std::map<std::string, Collection> collections_;  // by the first of its paths
};

}  // namespace comity::editor
