#include "register/keys.h"

#include <algorithm>

#include "base/json.h"
#include "register/json_reader.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

constexpr std::string_view kRoot = "root";

bool changes_keys(const Entry& entry) {
  return entry.type == "register.genesis" || entry.type == "register.roots" ||
         entry.type == "register.party" || entry.type == "register.key" ||
         entry.type == "register.revoke";
}

json::array key_texts(const std::vector<PublicKey>& keys) {
  json::array out;
  for (const auto& key : keys) out.emplace_back(key.text());
  return out;
}

struct Roots {
  std::vector<PublicKey> keys;
  int threshold = 1;
};

Result<Roots> read_roots(const JsonReader& reader) {
  Roots roots;
  COMITY_TRY(const auto texts, reader.texts("roots"));
  for (const auto& text : texts) {
    COMITY_TRY(PublicKey key, PublicKey::parse(text));
    if (std::find(roots.keys.begin(), roots.keys.end(), key) != roots.keys.end()) {
      return fail(Errc::invalid_input, "a root key stands twice");
    }
    roots.keys.push_back(std::move(key));
  }
  COMITY_TRY(const std::uint64_t threshold, reader.number("threshold"));
  if (threshold < 1 || threshold > roots.keys.size()) {
    return fail(Errc::invalid_input, "the threshold lies between 1 and the number of root keys");
  }
  roots.threshold = static_cast<int>(threshold);
  return roots;
}

// Of the register's own types none may stand once: a second key, or order of erasure, would never
// enter again.
Result<std::vector<std::string>> read_once(const JsonReader& reader) {
  if (!reader.has("once")) return std::vector<std::string>();
  COMITY_TRY(auto types, reader.texts("once"));
  for (const auto& type : types) {
    if (type.empty() || type.starts_with("register.")) {
      return fail(Errc::invalid_input, "\"" + type + "\" is no type that can stand once");
    }
  }
  return types;
}

Result<std::optional<Instant>> read_date(const JsonReader& reader, std::string_view name) {
  if (!reader.has(name)) return std::nullopt;
  COMITY_TRY(const std::string text, reader.text(name));
  COMITY_TRY(const Instant instant, Instant::parse(text));
  return instant;
}

// The fields of an entry, parsed; keeps the value alive for its reader.
struct Fields {
  explicit Fields(const Entry& entry)
      : value(parse_json(entry.fields).value()), reader(value.get_object()) {}
  json::value value;
  JsonReader reader;
};

}  // namespace

Entry Genesis::entry(Instant time) const {
  Entry entry;
  entry.type = "register.genesis";
  entry.matter = kRegime;
  entry.author = kRegime;
  entry.time = time;
  entry.signers = {{std::string(kRegime), threshold}};
  json::object fields{{"interval_seconds", interval_seconds},
                      {"log_key", log_key.text()},
                      {"origin", origin},
                      {"padding", padding},
                      {"relying_party", relying_party.id},
                      {"relying_party_origin", relying_party.origin},
                      {"roots", key_texts(roots)},
                      {"threshold", threshold}};
  if (!once.empty()) fields["once"] = json::array(once.begin(), once.end());
  entry.fields = canonical_json(fields);
  return entry;
}

Result<Genesis> Genesis::parse(const Entry& entry) {
  const Fields fields(entry);
  const JsonReader& reader = fields.reader;
  Genesis genesis;
  COMITY_TRY(genesis.origin, reader.text("origin"));
  COMITY_TRY(const std::string log_key, reader.text("log_key"));
  COMITY_TRY(genesis.log_key, NoteKey::parse(log_key));
  COMITY_TRY(genesis.padding, reader.number("padding"));
  COMITY_TRY(genesis.interval_seconds, reader.number("interval_seconds"));
  COMITY_TRY(genesis.relying_party.id, reader.text("relying_party"));
  COMITY_TRY(genesis.relying_party.origin, reader.text("relying_party_origin"));
  COMITY_TRY(genesis.once, read_once(reader));
  COMITY_TRY(Roots roots, read_roots(reader));
  genesis.roots = std::move(roots.keys);
  genesis.threshold = roots.threshold;
  if (genesis.origin != genesis.log_key.name) {
    return fail(Errc::invalid_input, "the log's key must bear the log's name");
  }
  if (genesis.padding > 4096 || genesis.interval_seconds == 0) {
    return fail(Errc::invalid_input,
                "padding of at most 4096 entries, at intervals of a second or more");
  }
  return genesis;
}

Result<std::set<std::string>> KeyBook::verify_signatures(const Envelope& envelope) const {
  const std::string message = envelope.signed_bytes();
  std::set<std::string> verified;
  for (const auto& signature : envelope.signatures) {
    const PartyKey* const key = find(signature.key_id);
    if (key == nullptr) return fail(Errc::denied, "no key " + signature.key_id + " is registered");
    const RelyingParty party = genesis_ ? genesis_->relying_party : RelyingParty{};
    COMITY_CHECK(verify(key->key, message, signature.octets, party));
    verified.insert(signature.key_id);
  }
  return verified;
}

bool KeyBook::in_force(const PartyKey& key, std::uint64_t position, Instant recorded) const {
  return key.granted_at <= position && (!key.revoked_at || *key.revoked_at > position) &&
         (!key.from || *key.from <= recorded) && (!key.until || recorded < *key.until);
}

Result<void> KeyBook::authorise_party(const Signers& needed, const Entry& entry,
                                      const std::set<std::string>& key_ids, std::uint64_t position,
                                      Instant recorded) const {
  // A party's keys are changed by its root alone; everything else may be signed by any of its keys.
  const bool root_only = changes_keys(entry);
  const auto counts = [&](const std::string& id) {
    const PartyKey* const key = find(id);
    return key != nullptr && key->party == needed.party && in_force(*key, position, recorded) &&
           (!root_only || key->role == kRoot);
  };
  const auto present = std::count_if(key_ids.begin(), key_ids.end(), counts);
  const bool regime_root = root_only && needed.party == kRegime && genesis_;
  const int wanted = regime_root ? std::max(needed.keys, genesis_->threshold) : needed.keys;
  if (present >= wanted) return {};
  return fail(Errc::denied, needed.party + " has signed with " + std::to_string(present) + " of " +
                                std::to_string(wanted) + " keys in force");
}

Result<void> KeyBook::authorise(const Entry& entry, const std::set<std::string>& key_ids,
                                std::uint64_t position, Instant recorded) const {
  if (!entry.origin.empty() && genesis_ && entry.origin != genesis_->origin) {
    return fail(Errc::denied, "the entry was signed for the register " + entry.origin);
  }
  bool author_signs = false;
  for (const auto& needed : entry.required_signers()) {
    author_signs = author_signs || needed.party == entry.author;
    COMITY_CHECK(authorise_party(needed, entry, key_ids, position, recorded));
  }
  if (!author_signs) return fail(Errc::denied, "the author is not among the signers");
  for (const auto& id : key_ids) {
    const PartyKey* const key = find(id);
    if (key == nullptr || !in_force(*key, position, recorded)) {
      return fail(Errc::denied, "the key " + id + " is not in force");
    }
  }
  return {};
}

const PartyKey* KeyBook::find(const std::string& key_id) const {
  const auto found = keys_.find(key_id);
  return found == keys_.end() ? nullptr : &found->second;
}

Result<void> KeyBook::check(const Entry& entry) const {
  KeyBook copy = *this;
  return copy.change(entry, 0);
}

Result<void> KeyBook::apply(const Entry& entry, std::string_view envelope, std::uint64_t position) {
  if (!concerns(entry)) return {};
  COMITY_CHECK(change(entry, position));
  history_ = sha256({"comity-keys/1\n", view(history_), view(sha256(envelope))});
  return {};
}

Result<void> KeyBook::change(const Entry& entry, std::uint64_t position) {
  if (entry.type == "register.genesis" || entry.type == "register.roots") {
    return set_roots(entry, position);
  }
  if (!genesis_) return fail(Errc::conflict, "the register has no beginning");
  if (entry.type == "register.party") return add_party(entry, position);
  if (entry.type == "register.key") return add_key(entry, position);
  if (entry.type == "register.revoke") return revoke(entry, position);
  return {};
}

Result<void> KeyBook::insert(PartyKey key) {
  const std::string id = key.key.id();
  if (keys_.contains(id)) return fail(Errc::conflict, "the key is registered already");
  keys_.emplace(id, std::move(key));
  return {};
}

Result<void> KeyBook::set_roots(const Entry& entry, std::uint64_t position) {
  if ((entry.type == "register.genesis") == genesis_.has_value()) {
    return fail(Errc::conflict, "a register begins once");
  }
  const Fields fields(entry);
  COMITY_TRY(Roots roots, read_roots(fields.reader));
  Genesis next;
  if (genesis_) {
    next = *genesis_;
    next.roots = roots.keys;
    next.threshold = roots.threshold;
  } else {
    COMITY_TRY(next, Genesis::parse(entry));
  }
  for (const auto& key : next.roots) {
    const PartyKey* const known = find(key.id());
    if (known != nullptr && (known->party != kRegime || known->revoked_at)) {
      return fail(Errc::conflict, "a root key was registered for something else");
    }
  }
  for (auto& [id, key] : keys_) {
    if (key.party == kRegime && key.role == kRoot && !key.revoked_at) key.revoked_at = position;
  }
  for (const auto& key : next.roots) {
    const PartyKey root{key, std::string(kRegime), std::string(kRoot), {}, {}, position, {}};
    keys_.insert_or_assign(key.id(), root);
  }
  genesis_ = std::move(next);
  return {};
}

Result<void> KeyBook::add_party(const Entry& entry, std::uint64_t position) {
  if (entry.author != kRegime) return fail(Errc::denied, "parties are admitted by the regime");
  const Fields fields(entry);
  PartyKey root;
  COMITY_TRY(root.party, fields.reader.text("party"));
  COMITY_TRY(const std::string text, fields.reader.text("root"));
  COMITY_TRY(root.key, PublicKey::parse(text));
  root.role = kRoot;
  root.granted_at = position;
  if (root.party.empty() || root.party == kRegime) {
    return fail(Errc::invalid_input, "not a party's name");
  }
  return insert(std::move(root));
}

Result<void> KeyBook::add_key(const Entry& entry, std::uint64_t position) {
  const Fields fields(entry);
  PartyKey key;
  key.party = entry.author;
  key.granted_at = position;
  COMITY_TRY(key.role, fields.reader.text("role"));
  COMITY_TRY(const std::string text, fields.reader.text("key"));
  COMITY_TRY(key.key, PublicKey::parse(text));
  COMITY_TRY(key.from, read_date(fields.reader, "from"));
  COMITY_TRY(key.until, read_date(fields.reader, "until"));
  if (key.role.empty() || key.role == kRoot) return fail(Errc::invalid_input, "not a role's name");
  return insert(std::move(key));
}

Result<void> KeyBook::revoke(const Entry& entry, std::uint64_t position) {
  const Fields fields(entry);
  COMITY_TRY(const std::string id, fields.reader.text("key"));
  const auto found = keys_.find(id);
  if (found == keys_.end()) return fail(Errc::not_found, "no such key is registered");
  PartyKey& key = found->second;
  const bool by_regime = entry.author == kRegime && key.party != kRegime;
  if (key.party != entry.author && !by_regime) {
    return fail(Errc::denied, "a key is revoked by its own party or by the regime");
  }
  if (key.party == kRegime && key.role == kRoot) {
    return fail(Errc::conflict, "the regime's roots change by register.roots");
  }
  if (key.revoked_at) return fail(Errc::conflict, "the key is revoked already");
  key.revoked_at = position;
  return {};
}

}  // namespace comity::registry
