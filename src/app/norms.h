// Finding and reading the norms and cases that a command is about.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/output.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "base/source.h"
#include "language/law.h"

namespace comity::app {

// Where the program's own norms lie: $COMITY_NORMS, else the folder built in.
std::filesystem::path norms_folder();

// Where the tables lie that say what the values of a source become: $COMITY_MAPPINGS, else the
// folder built in.
std::filesystem::path mappings_folder();

// The text of a file under the name that the reader knows it by. Errors: not_found, io, and what
// SourceFile::make refuses.
Result<SourcePtr> read_source(const std::filesystem::path& path, std::string name);

bool is_norm_file(const std::filesystem::path& path);  // *.norm.md

// The files under the folder, however deep, that are wanted; sorted. Errors: io.
Result<std::vector<std::filesystem::path>> files_below(
    const std::filesystem::path& folder,
    const std::function<bool(const std::filesystem::path&)>& wanted);

// Every norm file (*.norm.md) under the folder, or the one file, sorted by name. Names are relative
// to the folder that holds the collection, so that the content hash is the same everywhere.
Result<std::vector<SourcePtr>> read_norms(const std::filesystem::path& path);

// Calls `use` on the law at the path (empty: the program's own) if it is sound; else reports what
// is wrong and returns the exit status for it.
int with_law(const std::string& path, const Output& out,
             const std::function<int(const language::Law&)>& use);

// The language of that name or code into which the norms are translated; nullptr for English.
// Errors: invalid_input.
Result<const language::LawLanguage*> language_of(const language::Law& law, const std::string& name);

// The case file meant by `examples/saltmark-grid`: the file itself, or case.norm.md in the folder.
std::filesystem::path case_file(const std::filesystem::path& path);
Result<SourcePtr> read_case_source(const std::filesystem::path& path);

}  // namespace comity::app
