#include "editor/workspace.h"

#include <algorithm>

#include "dossier/case.h"
#include "language/lint.h"
#include "language/parser.h"

namespace comity::editor {

namespace {

// A case is read against the norms; it is none of them.
bool is_case(const SourcePtr& source) {
  Diagnostics unused;
  const language::Document document = language::parse(source, unused);
  return std::any_of(
      document.sections.begin(), document.sections.end(), [](const language::Section& section) {
        return std::any_of(section.items.begin(), section.items.end(), [](const auto& item) {
          return std::holds_alternative<language::CaseHeader>(item) ||
                 std::holds_alternative<language::Fact>(item);
        });
      });
}

}  // namespace

std::set<std::string> Workspace::open(const std::string& path, std::string text) {
  Open& file = open_[path];
  file.collection = find_collection(path);
  set_text(file, path, std::move(text));
  return check(file.collection);
}

std::set<std::string> Workspace::change(const std::string& path, std::string text) {
  const auto file = open_.find(path);
  if (file == open_.end()) return open(path, std::move(text));
  set_text(file->second, path, std::move(text));
  return check(file->second.collection);
}

std::set<std::string> Workspace::close(const std::string& path) {
  const auto file = open_.find(path);
  if (file == open_.end()) return {};
  const std::string key = file->second.collection;
  open_.erase(file);
  std::set<std::string> changed = check(key);
  changed.insert(path);
  return changed;
}

void Workspace::set_text(Open& file, const std::string& path, std::string text) {
  auto source = SourceFile::make(path, std::move(text));
  file.source = source ? *source : nullptr;
  file.refused = source ? "" : source.error().message();
}

std::string Workspace::find_collection(const std::string& path) {
  std::map<std::string, SourcePtr> on_disk;
  if (const auto files = read_(path)) {
    for (const SourcePtr& file : *files) on_disk[file->name()] = file;
  }
  const std::string key = on_disk.empty() ? path : on_disk.begin()->first;
  collections_[key].on_disk = std::move(on_disk);
  return key;
}

std::set<std::string> Workspace::check(const std::string& key) {
  Collection& collection = collections_.at(key);
  std::map<std::string, SourcePtr> files = collection.on_disk;
  std::vector<SourcePtr> cases;
  collection.findings = {};
  for (const auto& [path, file] : open_) {
    if (file.collection != key) continue;
    files.erase(path);
    if (!file.source) continue;
    if (is_case(file.source)) {
      cases.push_back(file.source);
    } else {
      files[path] = file.source;
    }
  }
  std::vector<SourcePtr> norms;
  for (const auto& [path, source] : files) norms.push_back(source);
  auto law = std::make_shared<language::Law>(
      language::load(std::move(norms), collection.findings, collection.parsed));
  if (collection.findings.ok()) {
    collection.law = law;
    language::lint(*law, collection.findings);
    for (const SourcePtr& one : cases) dossier::read_case(*law, one, collection.findings);
  }
  std::set<std::string> changed = std::move(collection.told);
  collection.told.clear();
  for (const Diagnostic& finding : collection.findings.all()) {
    if (finding.source) collection.told.insert(finding.source->name());
  }
  changed.insert(collection.told.begin(), collection.told.end());
  for (const auto& [path, file] : open_) {
    if (file.collection == key) changed.insert(path);
  }
  return changed;
}

SourcePtr Workspace::source(const std::string& path) const {
  const auto file = open_.find(path);
  return file == open_.end() ? nullptr : file->second.source;
}

std::vector<Diagnostic> Workspace::findings(const std::string& path) const {
  std::vector<Diagnostic> out;
  const auto file = open_.find(path);
  if (file != open_.end() && !file->second.refused.empty()) {
    out.push_back({.code = "not-a-norm-file",
                   .message = file->second.refused,
                   .source = nullptr,
                   .span = {},
                   .help = {},
                   .labels = {}});
  }
  for (const auto& [key, collection] : collections_) {
    for (const Diagnostic& finding : collection.findings.all()) {
      if (finding.source && finding.source->name() == path) out.push_back(finding);
    }
  }
  return out;
}

std::shared_ptr<const language::Law> Workspace::law(const std::string& path) const {
  const auto file = open_.find(path);
  return file == open_.end() ? nullptr : collections_.at(file->second.collection).law;
}

}  // namespace comity::editor
