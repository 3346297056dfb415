#include "app/lsp_command.h"

#include <unistd.h>

#include <array>
#include <filesystem>

#include "app/norms.h"
#include "documents/words.h"
#include "editor/framing.h"
#include "editor/server.h"

namespace comity::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCaseFile = "case.norm.md";
constexpr std::string_view kNormSuffix = ".norm.md";

bool holds_norms(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kNormSuffix) && name != kCaseFile) return true;
  }
  return false;
}

// The topmost folder of norms above a file, without a gap between them.
fs::path top_of(const fs::path& file) {
  fs::path top = file.parent_path();
  while (top.has_relative_path() && holds_norms(top.parent_path())) top = top.parent_path();
  return top;
}

// A case is read against the program's own norms; a norm file belongs to the folders around it.
Result<std::vector<SourcePtr>> read_collection(const std::string& path) {
  const fs::path file(path);
  const fs::path folder = file.filename() == kCaseFile ? norms_folder() : top_of(file);
  std::vector<SourcePtr> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    const std::string name = entry.path().string();
    if (!entry.is_regular_file(error) || !name.ends_with(kNormSuffix) ||
        entry.path().filename() == kCaseFile)
      continue;
    if (auto source = read_source(entry.path(), name)) files.push_back(std::move(*source));
  }
  return files;
}

}  // namespace

int run_lsp(std::FILE* in, std::FILE* out) {
  editor::Server server(read_collection, std::string(documents::kProgramVersion));
  editor::MessageReader reader;
  const auto send = [&](const std::string& message) {
    const std::string bytes = editor::framed(message);
    std::fwrite(bytes.data(), 1, bytes.size(), out);
    std::fflush(out);
  };
  std::array<char, 1 << 16> bytes{};
  while (!server.exit_status()) {
    // Not fread, which would wait until the buffer is full.
    const ssize_t size = read(fileno(in), bytes.data(), bytes.size());
    if (size <= 0) break;
    reader.feed({bytes.data(), static_cast<size_t>(size)});
    for (auto message = reader.next(); message && !server.exit_status(); message = reader.next()) {
      if (!*message) {
        send(server.refuse(message->error()));
        continue;
      }
      for (const std::string& answer : server.handle(**message)) send(answer);
    }
  }
  return server.exit_status().value_or(1);
}

}  // namespace comity::app
