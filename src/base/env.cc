#include "base/env.h"

namespace comity {

std::string parent_directory(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == path.npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<std::string> read_file(Disk& disk, const std::string& path) {
  COMITY_TRY(const auto file, disk.open(path, Disk::Mode::read));
  COMITY_TRY(const std::uint64_t size, file->size());
  return file->read(0, size);
}

Result<void> replace_file(Disk& disk, const std::string& path, std::string_view content,
                          Disk::Mode mode) {
  const std::string draft = path + ".new";
  {
    COMITY_TRY(const auto file, disk.open(draft, mode));
    COMITY_CHECK(file->truncate(0));
    COMITY_CHECK(file->write(0, content));
    COMITY_CHECK(file->sync());
  }
  return disk.rename(draft, path);
}

Result<void> write_file(Disk& disk, const std::string& path, std::string_view content,
                        Disk::Mode mode) {
  COMITY_CHECK(replace_file(disk, path, content, mode));
  return disk.sync_directory(parent_directory(path));
}

}  // namespace comity
