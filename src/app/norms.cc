#include "app/norms.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "language/load.h"

namespace comity::app {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kNormSuffix = ".norm.md";
constexpr std::string_view kCaseFile = "case.norm.md";

}  // namespace

bool is_norm_file(const fs::path& path) { return path.string().ends_with(kNormSuffix); }

Result<std::vector<fs::path>> files_below(const fs::path& folder,
                                          const std::function<bool(const fs::path&)>& wanted) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.is_regular_file() && wanted(entry.path())) files.push_back(entry.path());
  }
  if (error)
    return fail(Errc::io, "`" + folder.string() + "` cannot be listed: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

fs::path norms_folder() {
  const char* chosen = std::getenv("COMITY_NORMS");
  return chosen != nullptr ? fs::path(chosen) : fs::path(COMITY_SOURCE_DIR) / "norms";
}

fs::path mappings_folder() {
  const char* chosen = std::getenv("COMITY_MAPPINGS");
  return chosen != nullptr ? fs::path(chosen) : fs::path(COMITY_SOURCE_DIR) / "mappings";
}

Result<SourcePtr> read_source(const fs::path& path, std::string name) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Errc::not_found, "there is no file `" + path.string() + "`");
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) return fail(Errc::io, "`" + path.string() + "` cannot be read");
  auto source = SourceFile::make(std::move(name), std::move(text).str());
  if (!source) return tl::unexpected<Error>(source.error().with(path.string()));
  return *source;
}

Result<std::vector<SourcePtr>> read_norms(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    COMITY_TRY(SourcePtr one, read_source(path, path.lexically_normal().generic_string()));
    return std::vector<SourcePtr>{one};
  }
  COMITY_TRY(const std::vector<fs::path> files, files_below(path, is_norm_file));
  if (files.empty())
    return fail(Errc::not_found, "there is no norm file (*.norm.md) in `" + path.string() + "`");
  const fs::path base = path.lexically_normal().has_filename()
                            ? path.lexically_normal()
                            : path.lexically_normal().parent_path();
  std::vector<SourcePtr> sources;
  for (const fs::path& file : files) {
    const std::string name = (base.filename() / file.lexically_relative(path)).generic_string();
    COMITY_TRY(SourcePtr source, read_source(file, name));
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end(),
            [](const SourcePtr& a, const SourcePtr& b) { return a->name() < b->name(); });
  return sources;
}

Result<const language::LawLanguage*> language_of(const language::Law& law,
                                                 const std::string& name) {
  if (name.empty() || name == "en" || name == "English") return nullptr;
  if (const language::LawLanguage* found = language::find_language(law, name)) return found;
  std::vector<std::string> known{"English (en)"};
  for (const language::LawLanguage& l : law.languages) known.push_back(l.name + " (" + l.tag + ")");
  return fail(Errc::invalid_input, "the norms are not translated into `" + name + "`; there are " +
                                       text::join_in_words(known));
}

int with_law(const std::string& path, const Output& out,
             const std::function<int(const language::Law&)>& use) {
  const auto files = read_norms(path.empty() ? norms_folder() : fs::path(path));
  if (!files) return out.fail(files.error());
  Diagnostics diagnostics;
  const language::Law law = language::load(*files, diagnostics);
  if (const int status = out.report(diagnostics); status != 0) return status;
  return use(law);
}

fs::path case_file(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) ? path / kCaseFile : path;
}

Result<SourcePtr> read_case_source(const fs::path& path) {
  const fs::path file = case_file(path);
  return read_source(file, file.lexically_normal().generic_string());
}

}  // namespace comity::app
