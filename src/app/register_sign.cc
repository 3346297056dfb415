// Entries as files, on their way to a register: nothing here needs one.
#include <algorithm>

#include "app/register_context.h"
#include "base/hash.h"
#include "register/custody.h"
#include "register/hand_over.h"
#include "register/sealed.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

std::string media_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".json", "application/json"},
      {".md", "text/markdown"},
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".txt", "text/plain"}};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

// An entry that is being put together, and the folder that its material goes to.
struct Draft {
  Entry entry;
  std::vector<Opening> openings;
  BlobFiles material;
};

Result<void> add_erasable(const RegisterContext& context, Draft& draft) {
  for (const auto& word : context.options.all("erasable")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(std::string value, canonical_text(named.second));
    draft.openings.push_back(Opening::make(named.first, std::move(value), context.env.random));
    draft.entry.erasable[named.first] = draft.openings.back().commitment();
  }
  return {};
}

Result<void> add_attachments(const RegisterContext& context, Draft& draft) {
  for (const auto& word : context.options.all("attach")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(const std::string content, read_file(context.env.disk, named.second));
    COMITY_TRY(const Hash digest, draft.material.put(content));
    draft.entry.attachments.push_back(
        {named.first, media_type_of(named.second), digest, content.size()});
  }
  return {};
}

Result<void> add_sealed(const RegisterContext& context, Draft& draft) {
  std::vector<Reader> readers;
  for (const auto& word : context.options.all("to")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(const AgeRecipient key, AgeRecipient::parse(named.second));
    readers.push_back({named.first, key});
  }
  for (const auto& word : context.options.all("seal")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(const std::string content, read_file(context.env.disk, named.second));
    COMITY_TRY(Sealed sealed, seal_content(content, readers, context.env.random));
    COMITY_TRY(const Hash digest, draft.material.put(sealed.blob));
    COMITY_ASSERT(digest == sealed.field.blob);
    draft.entry.sealed[named.first] = std::move(sealed.field);
  }
  return {};
}

Result<void> add_references(const RegisterContext& context, Entry& entry) {
  for (const auto& word : context.options.all("signer")) {
    COMITY_TRY(auto named, pair_of(word));
    COMITY_TRY(const std::uint64_t keys, parse_number(named.second));
    entry.signers.push_back({named.first, static_cast<int>(std::min<std::uint64_t>(keys, 32))});
  }
  if (const std::string id = context.options.get("corrects"); !id.empty()) {
    COMITY_TRY(entry.corrects, hash_from_hex(id));
  }
  if (const std::string id = context.options.get("withdraws"); !id.empty()) {
    COMITY_TRY(entry.withdraws, hash_from_hex(id));
  }
  return {};
}

Result<Instant> stated_time(const RegisterContext& context) {
  const std::string time = context.options.get("time");
  if (time.empty()) return context.env.clock.now();
  return Instant::parse(time);
}

Result<Submission> read_submission(const RegisterContext& context, const std::string& path) {
  COMITY_TRY(const std::string text, read_file(context.env.disk, path));
  return parse_hand_over(text);
}

Result<void> write_submission(const RegisterContext& context, const std::string& path,
                              const Submission& submission) {
  COMITY_CHECK(write_file(context.env.disk, path, format_hand_over(submission)));
  COMITY_TRY(const Envelope envelope, Envelope::parse_unsigned(submission.envelope));
  context.print("id " + to_hex(view(envelope.id())));
  return {};
}

Result<void> write_signed(const RegisterContext& context, const std::string& path,
                          Submission submission) {
  COMITY_TRY(submission, add_signatures(context, std::move(submission)));
  return write_submission(context, path, submission);
}

// The entry as it will be signed.
Result<Submission> finish(const RegisterContext& context, Draft draft) {
  draft.entry.origin = context.options.get("register");
  COMITY_CHECK(add_references(context, draft.entry));
  COMITY_CHECK(Entry::parse(draft.entry.payload()));
  return Submission{draft.entry.envelope().format(), std::move(draft.openings), {}};
}

// Puts together the entry that the options describe; its material goes beside `path`.
Result<Submission> compose(const RegisterContext& context, const std::string& path) {
  const Options& options = context.options;
  Draft draft{{}, {}, BlobFiles(context.env.disk, material_of(path))};
  COMITY_TRY(draft.entry.author, options.required("author"));
  COMITY_TRY(draft.entry.type, options.required("type"));
  COMITY_TRY(draft.entry.matter, options.required("matter"));
  COMITY_TRY(draft.entry.time, stated_time(context));
  COMITY_TRY(draft.entry.fields, canonical_text(options.get("fields", "{}")));
  COMITY_CHECK(add_erasable(context, draft));
  COMITY_CHECK(add_attachments(context, draft));
  COMITY_CHECK(add_sealed(context, draft));
  return finish(context, std::move(draft));
}

// What a phone or a security key answered to the entry's challenge, as a signature.
Result<void> add_assertion(const RegisterContext& context, Envelope& envelope) {
  COMITY_TRY(const std::string name, context.options.required("webauthn"));
  COMITY_TRY(const std::string path, context.options.required("assertion"));
  COMITY_TRY(const PublicKey key, PublicKey::parse(name));
  COMITY_TRY(const std::string answer, read_file(context.env.disk, path));
  COMITY_TRY(std::string octets, webauthn_signature(key, envelope.signed_bytes(), answer));
  envelope.signatures.push_back({key.id(), std::move(octets)});
  return {};
}

Result<CustodyStep> read_step(const RegisterContext& context, BlobFiles& material) {
  const Options& options = context.options;
  COMITY_TRY(const std::string path, context.word(0, "the exhibit"));
  COMITY_TRY(const std::string content, read_file(context.env.disk, path));
  CustodyStep step;
  step.hash_out = sha256(content);
  step.hash_in = step.hash_out;
  if (const std::string before = options.get("before"); !before.empty()) {
    COMITY_TRY(const std::string old, read_file(context.env.disk, before));
    step.hash_in = sha256(old);
  }
  step.exhibit = step.hash_in;
  if (const std::string name = options.get("exhibit"); !name.empty()) {
    COMITY_TRY(step.exhibit, hash_from_hex(name));
  }
  COMITY_TRY(step.action, options.required("action"));
  COMITY_TRY(step.person, options.required("person"));
  COMITY_TRY(step.how, options.required("how"));
  COMITY_TRY(step.reason, options.required("reason"));
  step.tool = options.get("tool");
  if (const std::string stamp = options.get("stamp"); !stamp.empty()) {
    COMITY_TRY(const std::string answer, read_file(context.env.disk, stamp));
    COMITY_TRY(step.time_stamp, material.put(answer));
  }
  COMITY_TRY(step.time, stated_time(context));
  return step;
}

}  // namespace

Result<Submission> add_signatures(const RegisterContext& context, Submission submission) {
  const Options& options = context.options;
  COMITY_TRY(Envelope envelope, Envelope::parse_unsigned(submission.envelope));
  const bool asserted = !options.all("webauthn").empty() || !options.all("assertion").empty();
  if (asserted) COMITY_CHECK(add_assertion(context, envelope));
  if (!asserted || !options.all("key").empty()) {
    COMITY_TRY(const auto keys, read_keys(context, "key"));
    for (const auto& key : keys) envelope.add(key);
  }
  submission.envelope = envelope.format();
  return submission;
}

Result<void> sign_entry(const RegisterContext& context) {
  const Options& options = context.options;
  if (!options.rest().empty()) {
    const std::string path = options.rest()[0];
    COMITY_TRY(Submission submission, read_submission(context, path));
    return write_signed(context, options.get("out", path), std::move(submission));
  }
  COMITY_TRY(const std::string path, options.required("out"));
  COMITY_TRY(Submission submission, compose(context, path));
  return write_signed(context, path, std::move(submission));
}

Result<void> draft_entry(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.options.required("out"));
  COMITY_TRY(const Submission submission, compose(context, path));
  return write_submission(context, path, submission);
}

Result<void> show_challenge(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.word(0, "the file"));
  COMITY_TRY(const Submission submission, read_submission(context, path));
  COMITY_TRY(const Envelope envelope, Envelope::parse_unsigned(submission.envelope));
  context.print(to_base64_url(view(envelope.id())));
  return {};
}

Result<void> sign_step(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.options.required("out"));
  COMITY_TRY(const std::string author, context.options.required("author"));
  COMITY_TRY(const std::string matter, context.options.required("matter"));
  Draft draft{{}, {}, BlobFiles(context.env.disk, material_of(path))};
  COMITY_TRY(const CustodyStep step, read_step(context, draft.material));
  draft.entry = step.entry(author, matter);
  context.print("exhibit " + to_hex(view(step.exhibit)));
  COMITY_TRY(Submission submission, finish(context, std::move(draft)));
  return write_signed(context, path, std::move(submission));
}

}  // namespace comity::app
