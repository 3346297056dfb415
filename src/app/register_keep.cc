// Copies of a register.
#include "app/register_context.h"
#include "register/custody.h"
#include "register/erasure.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

// Material that some entry refers to, from one store into another; what is not there is passed
// over, and `rehash` will say so.
Result<void> copy_material(EntryStore& entries, BlobStore& from, BlobStore& to) {
  COMITY_TRY(const auto states, rehash_blobs(entries, from));
  for (const auto& one : states) {
    if (one.kind != BlobState::Kind::intact) continue;
    COMITY_TRY(const std::string content, from.get(one.digest));
    COMITY_CHECK(to.put(content));
  }
  return {};
}

}  // namespace

Result<void> back_up(const RegisterContext& context) {
  COMITY_TRY(const std::string target, context.word(0, "the folder"));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_CHECK(context.env.disk.make_directory(target));
  COMITY_CHECK(make_private(context.env.disk, target + "/entries.db"));
  COMITY_CHECK(open.files.entries->backup(target + "/entries.db"));
  BlobFiles store(context.env.disk, context.place.blobs_path());
  BlobFiles copy(context.env.disk, target + "/blobs");
  COMITY_CHECK(copy_material(*open.files.entries, store, copy));
  return write_file(context.env.disk, target + "/checkpoint", open.sequencer->head());
}

Result<void> restore_copy(const RegisterContext& context) {
  COMITY_TRY(const std::string source, context.word(0, "the folder"));
  if (!context.place.database.empty()) {
    return fail(Errc::invalid_input, "a database is restored by its own means");
  }
  COMITY_TRY(const bool present, context.env.disk.exists(context.place.entries_path()));
  if (present) {
    return fail(Errc::conflict, context.place.entries_path() + " exists: move it away first");
  }
  COMITY_TRY(const std::string content, read_file(context.env.disk, source + "/entries.db"));
  COMITY_CHECK(context.env.disk.make_directory(context.place.directory));
  COMITY_CHECK(write_file(context.env.disk, context.place.entries_path(), content,
                          Disk::Mode::create_private));
  const auto opened = open_register(context.env, context.place);
  if (!opened) {  // an old copy, or a damaged one: nothing of it stays
    COMITY_CHECK(context.env.disk.remove(context.place.entries_path()));
    return tl::unexpected<Error>(opened.error());
  }
  const OpenRegister& open = *opened;
  COMITY_TRY(const std::size_t erased, carry_out_erasures(*open.files.entries));
  BlobFiles copy(context.env.disk, source + "/blobs");
  BlobFiles store(context.env.disk, context.place.blobs_path());
  COMITY_CHECK(copy_material(*open.files.entries, copy, store));
  context.print("restored, with a head over " + std::to_string(open.sequencer->checkpoint().size) +
                " places");
  if (erased > 0) context.print(std::to_string(erased) + " values were erased again");
  return {};
}

}  // namespace comity::app
