// What leads an entry into the log, and the log to its readers.
#include <algorithm>

#include "app/http.h"
#include "app/register_context.h"
#include "app/register_http.h"
#include "register/custody.h"
#include "register/erasure.h"
#include "register/hand_over.h"
#include "register/witness.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

Result<Placement> place_in(Sequencer& sequencer, const Submission& submission) {
  COMITY_TRY(Admitted admitted, sequencer.admit(submission));
  std::vector<Admitted> group;
  group.push_back(std::move(admitted));
  return std::move(sequencer.commit(std::move(group)).front());
}

// Everything that the entry refers to must be in the register's store before the entry is in its
// log; what is not there yet comes from the folder that travels with the entry.
Result<void> take_material(BlobStore& store, BlobStore& travelling, const Entry& entry) {
  for (const auto& [name, digest] : material_named(entry)) {
    if (store.get(digest)) continue;
    const auto content = travelling.get(digest);
    if (!content) {
      return fail(content.error().code(), "the material of \"" + name + "\" is not with the entry");
    }
    COMITY_CHECK(store.put(*content));
  }
  return {};
}

struct NamedWitness {
  NoteKey key;
  std::string url;
};

Result<NamedWitness> read_witness(const std::string& word) {
  const auto at = word.rfind('@');
  if (at == word.npos) return fail(Errc::invalid_input, "`" + word + "` should be KEY@URL");
  NamedWitness witness;
  COMITY_TRY(witness.key, NoteKey::parse(std::string_view(word).substr(0, at)));
  witness.url = word.substr(at + 1);
  return witness;
}

Result<NoteSignature> ask(const NamedWitness& witness, const SignedCheckpoint& head,
                          NodeReader& nodes) {
  const WitnessTransport send = [&](const std::string& body) -> Result<WitnessAnswer> {
    COMITY_TRY(HttpAnswer answer, http_post(witness.url + "/add-checkpoint", body));
    return WitnessAnswer{answer.status, answer.content_type, answer.body};
  };
  return ask_witness(send, head, nodes, 0, witness.key);
}

}  // namespace

Result<void> submit_entry(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.word(0, "the file"));
  COMITY_TRY(const std::string text, read_file(context.env.disk, path));
  BlobFiles travelling(context.env.disk, material_of(path));
  if (const std::string url = context.options.get("to"); !url.empty()) {
    if (!context.options.all("claim").empty()) {
      return fail(Errc::invalid_input,
                  "what stands once, a server knows itself: leave out --claim");
    }
    COMITY_TRY(const std::string answer, submit_to(url, text, travelling));
    context.out.print(answer);
    return {};
  }
  COMITY_TRY(Submission submission, parse_hand_over(text));
  submission.claims = context.options.all("claim");
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  // Judged before anything is stored for it.
  COMITY_TRY(const Admitted admitted, open.sequencer->admit(submission));
  BlobFiles store(context.env.disk, context.place.blobs_path());
  COMITY_CHECK(take_material(store, travelling, admitted.entry));
  COMITY_TRY(const Placement placed, place_in(*open.sequencer, submission));
  context.print("index " + std::to_string(placed.index));
  context.out.print(placed.receipt);
  return {};
}

Result<void> erase_values(const RegisterContext& context) {
  COMITY_TRY(const std::string word, context.word(0, "the index"));
  COMITY_TRY(const std::uint64_t index, parse_number(word));
  COMITY_TRY(Submission order,
             make_erasure(context.options.get("author"), index, context.options.all("name"),
                          context.options.get("order"), context.env.clock.now()));
  COMITY_TRY(order, add_signatures(context, std::move(order)));
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_TRY(const Placement placed, place_in(*open.sequencer, order));
  COMITY_CHECK(carry_out_erasures(*open.files.entries));
  context.print("index " + std::to_string(placed.index));
  context.print(
      "Copies made by earlier backups still hold what was erased here; restoring one "
      "erases it again.");
  return {};
}

Result<void> publish_head(const RegisterContext& context) {
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  COMITY_CHECK(open.sequencer->pad());
  COMITY_CHECK(open.sequencer->publish());
  context.out.print(open.sequencer->head());
  context.warn_of_place();
  return {};
}

Result<void> cosign_head(const RegisterContext& context) {
  COMITY_TRY(const OpenRegister open, open_register(context.env, context.place));
  const NoteKey log = open.sequencer->keys()->genesis()->log_key;
  COMITY_TRY(SignedCheckpoint head, open_checkpoint(open.sequencer->head(), log));
  TileNodes nodes(*open.files.tiles, head.checkpoint.size);
  const auto words = context.options.all("witness");
  COMITY_TRY(const std::uint64_t threshold, context.options.number("threshold", words.size()));
  std::vector<NoteSignature> lines;
  for (const auto& word : words) {
    COMITY_TRY(const NamedWitness witness, read_witness(word));
    auto line = ask(witness, head, nodes);
    if (!line) {
      context.out.fail(line.error());
      continue;
    }
    lines.push_back(std::move(*line));
  }
  if (lines.size() < threshold) {
    return fail(Errc::unavailable, std::to_string(lines.size()) + " of " +
                                       std::to_string(threshold) + " witnesses cosigned the head");
  }
  head.note.signatures.insert(head.note.signatures.end(), lines.begin(), lines.end());
  const std::string cosigned = head.note.format();
  COMITY_CHECK(write_file(context.env.disk, context.place.checkpoint_path(), cosigned));
  context.out.print(cosigned);
  return {};
}

}  // namespace comity::app
