// Reading a register and checking it.
#include "app/register_context.h"
#include "base/hash.h"
#include "register/amendment.h"
#include "register/audit.h"
#include "register/bundle.h"
#include "register/custody.h"
#include "register/hand_over.h"
#include "register/sealed.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

// The reader's identity, if one is given.
Result<std::optional<AgeIdentity>> read_identity(const RegisterContext& context) {
  const std::string path = context.options.get("identity");
  if (path.empty()) return std::nullopt;
  COMITY_TRY(const std::string text, read_file(context.env.disk, path));
  COMITY_TRY(const AgeIdentity identity,
             AgeIdentity::parse(std::string_view(text).substr(0, text.find('\n'))));
  return identity;
}

// The material of an entry, each under its own name; a sealed field as NAME.age, or opened.
Result<void> write_material(const RegisterContext& context, const Entry& entry) {
  const std::string folder = context.options.get("material");
  if (folder.empty()) return {};
  COMITY_CHECK(context.env.disk.make_directory(folder));
  COMITY_TRY(const auto identity, read_identity(context));
  BlobFiles store(context.env.disk, context.place.blobs_path());
  for (const auto& [name, digest] : material_named(entry)) {
    if (name.empty() || name[0] == '.' || name.find('/') != name.npos) {
      return fail(Errc::invalid_input, "\"" + name + "\" is no name for a file");
    }
    COMITY_TRY(std::string content, store.get(digest));
    const auto sealed = entry.sealed.find(name);
    const bool is_sealed = sealed != entry.sealed.end();
    if (is_sealed && identity) {
      COMITY_TRY(content, open_content(sealed->second, content, *identity));
    }
    const std::string ending = is_sealed && !identity ? ".age" : "";
    COMITY_CHECK(write_file(context.env.disk, folder + "/" + name + ending, content));
  }
  return {};
}

std::string_view words_for(BlobState::Kind kind) {
  switch (kind) {
    case BlobState::Kind::intact: return "intact ";
    case BlobState::Kind::changed: return "CHANGED";
    case BlobState::Kind::missing: return "MISSING";
  }
  return "";
}

// The published head with the cosignatures that it has gathered, or the bare one.
std::string published_head(const RegisterContext& context, const Sequencer& sequencer) {
  const auto shown = read_file(context.env.disk, context.place.checkpoint_path());
  if (!shown) return sequencer.head();
  const auto opened = open_checkpoint(*shown, sequencer.keys()->genesis()->log_key);
  return opened && opened->checkpoint == sequencer.checkpoint() ? *shown : sequencer.head();
}

Result<std::vector<std::uint64_t>> numbers(const std::vector<std::string>& words) {
  std::vector<std::uint64_t> out;
  for (const auto& word : words) {
    COMITY_TRY(const std::uint64_t number, parse_number(word));
    out.push_back(number);
  }
  return out;
}

}  // namespace

Result<void> show_entry(const RegisterContext& context) {
  COMITY_TRY(const std::string word, context.word(0, "the index"));
  COMITY_TRY(const std::uint64_t index, parse_number(word));
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::read));
  COMITY_TRY(const StandingEntry one, entry_at(*files.entries, index));
  AmendmentIndex amendments(*files.entries);
  COMITY_TRY(const auto said, amendments.of(index, one.entry));
  context.print("index     " + std::to_string(index));
  context.print("id        " + to_hex(view(one.envelope.id())));
  context.print("recorded  " + one.record.recorded.rfc3339());
  for (const auto& signature : one.envelope.signatures) {
    context.print("signed by " + signature.key_id);
  }
  for (const auto& later : said) context.print(later.text());
  context.print(one.envelope.payload);
  COMITY_TRY(const auto openings, files.entries->openings(index));
  for (const auto& opening : openings) context.print(opening.name + " = " + opening.value);
  return write_material(context, one.entry);
}

Result<void> list_entries(const RegisterContext& context) {
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::read));
  COMITY_TRY(const std::uint64_t first, context.options.number("from", 0));
  COMITY_TRY(const std::uint64_t count, context.options.number("count", 100));
  COMITY_TRY(const std::uint64_t size, files.entries->size());
  std::vector<std::uint64_t> positions;
  if (const std::string matter = context.options.get("matter"); !matter.empty()) {
    COMITY_TRY(positions, files.entries->matter_positions(matter, first, count));
  } else {
    for (std::uint64_t i = first; i < size && positions.size() < count; ++i) positions.push_back(i);
  }
  AmendmentIndex amendments(*files.entries);
  for (const std::uint64_t position : positions) {
    const auto one = entry_at(*files.entries, position);
    if (!one && one.error().code() == Errc::not_found) continue;  // padding
    if (!one) return tl::unexpected<Error>(one.error());
    const Entry& entry = one->entry;
    std::string line = std::to_string(position) + "  " + one->record.recorded.rfc3339() + "  " +
                       entry.type + "  " + entry.author + "  " + entry.matter;
    COMITY_TRY(const auto said, amendments.of(position, entry));
    for (const auto& later : said) line += "  " + later.text();
    context.print(line);
  }
  return {};
}

Result<void> verify_register(const RegisterContext& context) {
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::read));
  COMITY_TRY(const std::uint64_t count, verify_entries(*files.entries));
  context.print(std::to_string(count) + " entries: every signature and every authority holds");
  return {};
}

Result<void> audit_register(const RegisterContext& context) {
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  const Checkpoint head = open.sequencer->checkpoint();
  COMITY_CHECK(audit_tiles(*open.files.tiles, head));
  COMITY_CHECK(audit_records(*open.files.entries, *open.files.tiles, head));
  context.print(std::to_string(head.size) + " places: every hash fits the signed head");
  return {};
}

Result<void> show_custody(const RegisterContext& context) {
  COMITY_TRY(const std::string word, context.word(0, "the exhibit's digest"));
  COMITY_TRY(const Hash exhibit, hash_from_hex(word));
  COMITY_TRY(const std::string matter, context.options.required("matter"));
  COMITY_TRY(const std::uint64_t within, context.options.number("within", 0));
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::read));
  COMITY_TRY(const auto chain, custody_of(*files.entries, matter, exhibit));
  for (const auto& record : chain) {
    const CustodyStep& step = record.step;
    context.print(std::to_string(record.position) + "  " + step.time.rfc3339() + "  " +
                  record.party + ", " + step.person + ": " + step.action + "; " + step.how +
                  (step.tool.empty() ? "" : "; with " + step.tool) + "; because " + step.reason);
    context.print("    in " + to_hex(view(step.hash_in)) + " out " + to_hex(view(step.hash_out)));
  }
  std::optional<std::chrono::seconds> every;
  if (within > 0) every = std::chrono::seconds(within);
  const auto gaps = custody_gaps(chain, context.env.clock.now(), every);
  for (const auto& gap : gaps) context.print(gap);
  if (!gaps.empty()) return fail(Errc::corrupt, "the chain of custody is not whole");
  context.print("The chain is whole.");
  return {};
}

Result<void> rehash_material(const RegisterContext& context) {
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::read));
  BlobFiles store(context.env.disk, context.place.blobs_path());
  COMITY_TRY(const auto states, rehash_blobs(*files.entries, store));
  std::size_t wrong = 0;
  for (const auto& one : states) {
    wrong += one.kind == BlobState::Kind::intact ? 0 : 1;
    context.print(std::string(words_for(one.kind)) + "  " + to_hex(view(one.digest)) + "  entry " +
                  std::to_string(one.position) + "  " + one.name);
  }
  if (wrong == 0) return {};
  return fail(Errc::corrupt, std::to_string(wrong) + " of " + std::to_string(states.size()) +
                                 " pieces of material are not what was registered");
}

Result<void> export_bundle(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.options.required("out"));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_TRY(const auto positions, numbers(context.options.rest()));
  COMITY_TRY(const auto known, numbers(context.options.all("known")));
  TileNodes nodes(*open.files.tiles, open.sequencer->checkpoint().size);
  BlobFiles store(context.env.disk, context.place.blobs_path());
  BlobStore* const material = context.options.get("with-material") == "yes" ? &store : nullptr;
  COMITY_TRY(const std::string bundle,
             make_bundle(*open.files.entries, nodes, published_head(context, *open.sequencer),
                         positions, known, material));
  return write_file(context.env.disk, path, bundle);
}

Result<void> print_proof(const RegisterContext& context) {
  COMITY_TRY(const std::string word, context.word(0, "the index"));
  TlogProof proof;
  COMITY_TRY(proof.index, parse_number(word));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  const std::uint64_t size = open.sequencer->checkpoint().size;
  TileNodes nodes(*open.files.tiles, size);
  COMITY_TRY(proof.hashes, inclusion_proof(nodes, proof.index, size));
  COMITY_TRY(const auto commitments, open.files.entries->commitments(proof.index, 1));
  if (commitments.empty()) return fail(Errc::not_found, "there is no entry " + word);
  proof.extra = view(commitments.front());
  COMITY_TRY(proof.checkpoint, Note::parse(published_head(context, *open.sequencer)));
  context.out.print(proof.format());
  return {};
}

}  // namespace comity::app
