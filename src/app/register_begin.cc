// Keys, and the beginning of a register.
#include <algorithm>

#include "app/register_context.h"
#include "register/hand_over.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

// The site that a phone or a security key releases entries for. Errors: invalid_input if a browser
// could not name it so (W3C Web Authentication 3, section 5.1.3): a domain, and an origin in it.
Result<RelyingParty> read_relying_party(const Options& options) {
  constexpr std::string_view kScheme = "https://";
  RelyingParty party;
  if (options.all("relying-party-origin").empty() && options.all("relying-party").empty()) {
    return party;
  }
  COMITY_TRY(party.id, options.required("relying-party"));
  party.origin = options.get("relying-party-origin", std::string(kScheme) + party.id);
  if (party.id.empty() || party.id.find_first_of(":/ ") != party.id.npos) {
    return fail(Errc::invalid_input, "`--relying-party` is a domain, such as register.example");
  }
  const std::string_view origin = party.origin;
  const bool secure = origin.starts_with(kScheme);
  const std::string_view place = secure ? origin.substr(kScheme.size()) : "";
  const std::string_view host = place.substr(0, place.find(':'));
  const bool within = host == party.id || host.ends_with("." + party.id);
  if (!within || place.find('/') != place.npos) {
    return fail(Errc::invalid_input,
                "`--relying-party-origin` is https:// and a host in the relying party's domain");
  }
  return party;
}

// All but the keys.
Result<Genesis> read_terms(const RegisterContext& context, std::size_t roots) {
  Genesis terms;
  COMITY_TRY(terms.origin, context.options.required("origin"));
  if (!is_key_name(terms.origin)) return fail(Errc::invalid_input, "not a register's name");
  COMITY_TRY(terms.padding, context.options.number("padding", 0));
  COMITY_TRY(terms.interval_seconds, context.options.number("interval", 60));
  COMITY_TRY(const std::uint64_t threshold, context.options.number("threshold", roots));
  terms.threshold = static_cast<int>(std::min<std::uint64_t>(threshold, 32));
  COMITY_TRY(terms.relying_party, read_relying_party(context.options));
  terms.once = context.options.all("once");
  return terms;
}

// The register's own key, made on first use.
Result<SigningKey> own_key(const RegisterContext& context) {
  COMITY_CHECK(context.env.disk.make_directory(context.place.directory));
  COMITY_TRY(const bool keyed, context.env.disk.exists(context.place.key_path()));
  if (!keyed) {
    const SigningKey fresh = SigningKey::generate(context.env.random);
    COMITY_CHECK(write_key(context.env.disk, context.place.key_path(), fresh));
  }
  return read_key(context.env.disk, context.place.key_path());
}

// Unsigned: the roots sign where they are.
Result<Envelope> terms_for(const RegisterContext& context, const std::vector<PublicKey>& roots) {
  COMITY_TRY(Genesis terms, read_terms(context, roots.size()));
  COMITY_TRY(const SigningKey log_key, own_key(context));
  terms.roots = roots;
  terms.log_key = note_key(terms.origin, NoteKeyType::ed25519, log_key);
  return terms.entry(context.env.clock.now()).envelope();
}

Result<Envelope> signed_terms(const RegisterContext& context) {
  if (!context.options.rest().empty()) {  // proposed before, and signed since
    COMITY_TRY(const std::string text, read_file(context.env.disk, context.options.rest()[0]));
    COMITY_TRY(const Submission submission, parse_hand_over(text));
    return Envelope::parse(submission.envelope);
  }
  COMITY_TRY(const auto keys, read_keys(context, "root"));
  std::vector<PublicKey> roots;
  for (const auto& key : keys) roots.push_back(key.public_key());
  COMITY_TRY(Envelope envelope, terms_for(context, roots));
  for (const auto& key : keys) envelope.add(key);
  return envelope;
}

}  // namespace

Result<std::vector<SigningKey>> read_keys(const RegisterContext& context, std::string_view option) {
  std::vector<SigningKey> keys;
  for (const auto& path : context.options.all(option)) {
    COMITY_TRY(SigningKey key, read_key(context.env.disk, path));
    keys.push_back(std::move(key));
  }
  if (keys.empty()) return fail(Errc::invalid_input, "`--" + std::string(option) + "` is missing");
  return keys;
}

Result<void> make_key(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.word(0, "the file"));
  const SigningKey key = SigningKey::generate(context.env.random);
  COMITY_CHECK(write_key(context.env.disk, path, key));
  context.print(key.public_key().text());
  context.print("id " + key.public_key().id());
  return {};
}

Result<void> propose_register(const RegisterContext& context) {
  COMITY_TRY(const std::string path, context.options.required("out"));
  std::vector<PublicKey> roots;
  for (const auto& text : context.options.all("root")) {
    COMITY_TRY(PublicKey key, PublicKey::parse(text));
    roots.push_back(std::move(key));
  }
  COMITY_TRY(const Envelope envelope, terms_for(context, roots));
  COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
  COMITY_TRY(const Genesis terms, Genesis::parse(entry));
  context.print(terms.log_key.text());
  return write_file(context.env.disk, path, format_hand_over({envelope.format(), {}, {}}));
}

Result<void> begin_register(const RegisterContext& context) {
  COMITY_TRY(const Envelope envelope, signed_terms(context));
  COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
  COMITY_TRY(const Genesis terms, Genesis::parse(entry));
  COMITY_TRY(const SigningKey log_key, own_key(context));
  COMITY_TRY(const auto files, open_register_files(context.env, context.place, RegisterUse::begin));
  COMITY_CHECK(Sequencer::create(context.env, files.stores(context.place), log_key, envelope));
  context.print(terms.log_key.text());
  context.warn_of_place();
  return {};
}

}  // namespace comity::app
