#include "base/hash.h"
#include "register/store.h"

namespace comity::registry {

std::string BlobFiles::path(const Hash& digest) const {
  const std::string hex = to_hex(view(digest));
  return directory_ + "/" + hex.substr(0, 2) + "/" + hex.substr(2);
}

Result<Hash> BlobFiles::put(std::string_view content) {
  const Hash digest = sha256(content);
  const std::string file = path(digest);
  COMITY_TRY(const bool present, disk_.exists(file));
  if (present && get(digest)) return digest;
  COMITY_CHECK(disk_.make_directory(parent_directory(file)));
  COMITY_CHECK(write_file(disk_, file, content, Disk::Mode::create_private));
  return digest;
}

Result<std::string> BlobFiles::get(const Hash& digest) {
  COMITY_TRY(std::string content, read_file(disk_, path(digest)));
  if (sha256(content) != digest) {
    return fail(Errc::corrupt, "the blob " + to_hex(view(digest)) + " has been changed");
  }
  return content;
}

}  // namespace comity::registry
