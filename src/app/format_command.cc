#include "app/format_command.h"

#include <filesystem>

#include "app/norms.h"
#include "language/format.h"
#include "language/parser.h"

namespace comity::app {

namespace {

// The file as it is on disk, and as it should be laid out; reported if it cannot be read.
struct Formatted {
  std::string before, after;
};

Result<Formatted> format_file(const std::string& path, Disk& disk, Diagnostics& diagnostics) {
  COMITY_TRY(std::string text, read_file(disk, path));
  COMITY_TRY(const SourcePtr source, SourceFile::make(path, text));
  language::parse(source, diagnostics);
  Diagnostics unused;  // the same errors again
  return Formatted{std::move(text), language::format(language::lay_out(source, unused))};
}

// The files that the paths name, and the norm files below those that are folders.
Result<std::vector<std::string>> files_in(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    COMITY_TRY(const auto below, files_below(path, is_norm_file));
    for (const auto& file : below) files.push_back(file.string());
  }
  return files;
}

}  // namespace

int run_norms_format(const std::vector<std::string>& paths, bool check_only, Disk& disk,
                     const Output& out) {
  const auto files = files_in(paths);
  if (!files) return out.fail(files.error());
  bool changes = false;
  for (const std::string& path : *files) {
    Diagnostics diagnostics;
    const auto formatted = format_file(path, disk, diagnostics);
    if (!formatted) return out.fail(formatted.error().with(path));
    if (const int status = out.report(diagnostics); status != 0) return status;
    if (formatted->after == formatted->before) continue;
    changes = true;
    out.print(path + "\n");
    if (check_only) continue;
    if (const auto written = write_file(disk, path, formatted->after); !written) {
      return out.fail(written.error());
    }
  }
  return check_only && changes ? 1 : 0;
}

}  // namespace comity::app
