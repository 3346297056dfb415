#include "register/entry.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "register/instant.h"
#include "register/json_reader.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "comity-entry/1";
constexpr std::string_view kMembers[] = {"attachments", "author", "corrects", "erasable", "fields",
                                         "format",      "matter", "register", "sealed",   "signers",
                                         "time",        "type",   "withdraws"};

std::string base64(const Hash& hash) { return to_base64(view(hash)); }

json::array signers_json(const std::vector<Signers>& signers) {
  json::array list;
  for (const auto& one : signers) list.push_back({{"keys", one.keys}, {"party", one.party}});
  return list;
}

json::object sealed_json(const std::map<std::string, SealedField>& sealed) {
  json::object out;
  for (const auto& [name, field] : sealed) {
    json::array readers(field.readers.begin(), field.readers.end());
    out[name] = {{"blob", base64(field.blob)},
                 {"commitment", base64(field.commitment)},
                 {"readers", std::move(readers)}};
  }
  return out;
}

json::array attachments_json(const std::vector<Attachment>& attachments) {
  json::array list;
  for (const auto& one : attachments) {
    list.push_back({{"digest", base64(one.digest)},
                    {"media_type", one.media_type},
                    {"name", one.name},
                    {"size", one.size}});
  }
  return list;
}

Result<Signers> read_signers(const JsonReader& reader) {
  Signers signers;
  COMITY_TRY(signers.party, reader.text("party"));
  COMITY_TRY(const std::uint64_t keys, reader.number("keys"));
  if (keys < 1 || keys > 32) return fail(Errc::invalid_input, "between 1 and 32 keys may sign");
  signers.keys = static_cast<int>(keys);
  return signers;
}

Result<Attachment> read_attachment(const JsonReader& reader) {
  Attachment attachment;
  COMITY_TRY(attachment.digest, reader.hash("digest"));
  COMITY_TRY(attachment.media_type, reader.text("media_type"));
  COMITY_TRY(attachment.name, reader.text("name"));
  COMITY_TRY(attachment.size, reader.number("size"));
  return attachment;
}

Result<SealedField> read_sealed(const JsonReader& reader) {
  SealedField field;
  COMITY_TRY(field.blob, reader.hash("blob"));
  COMITY_TRY(field.commitment, reader.hash("commitment"));
  COMITY_TRY(field.readers, reader.texts("readers"));
  return field;
}

Result<std::optional<Hash>> read_reference(const JsonReader& reader, std::string_view name) {
  if (!reader.has(name)) return std::nullopt;
  COMITY_TRY(const Hash hash, reader.hash(name));
  return hash;
}

Result<void> read_protected(const JsonReader& reader, Entry& entry) {
  if (reader.has("erasable")) {
    COMITY_TRY(const JsonReader erasable, reader.object("erasable"));
    for (const auto& name : erasable.names()) {
      COMITY_TRY(entry.erasable[name], erasable.hash(name));
    }
  }
  if (reader.has("sealed")) {
    COMITY_TRY(const JsonReader sealed, reader.object("sealed"));
    for (const auto& name : sealed.names()) {
      COMITY_TRY(const JsonReader one, sealed.object(name));
      COMITY_TRY(entry.sealed[name], read_sealed(one));
    }
  }
  return {};
}

Result<void> read_lists(const JsonReader& reader, Entry& entry) {
  if (reader.has("signers")) {
    COMITY_TRY(const auto list, reader.objects("signers"));
    for (const auto& item : list) {
      COMITY_TRY(Signers one, read_signers(item));
      entry.signers.push_back(std::move(one));
    }
  }
  if (reader.has("attachments")) {
    COMITY_TRY(const auto list, reader.objects("attachments"));
    for (const auto& item : list) {
      COMITY_TRY(Attachment one, read_attachment(item));
      entry.attachments.push_back(std::move(one));
    }
  }
  return {};
}

}  // namespace

std::vector<Signers> Entry::required_signers() const {
  return signers.empty() ? std::vector<Signers>{{author, 1}} : signers;
}

std::string Entry::payload() const {
  json::object object{{"author", author},       {"fields", parse_json(fields).value()},
                      {"format", kFormat},      {"matter", matter},
                      {"time", time.rfc3339()}, {"type", type}};
  if (!origin.empty()) object["register"] = origin;
  if (!signers.empty()) object["signers"] = signers_json(signers);
  if (!sealed.empty()) object["sealed"] = sealed_json(sealed);
  if (!attachments.empty()) object["attachments"] = attachments_json(attachments);
  if (corrects) object["corrects"] = base64(*corrects);
  if (withdraws) object["withdraws"] = base64(*withdraws);
  if (!erasable.empty()) {
    json::object names;
    for (const auto& [name, commitment] : erasable) names[name] = base64(commitment);
    object["erasable"] = std::move(names);
  }
  return canonical_json(object);
}

Result<Entry> Entry::parse(std::string_view payload) {
  COMITY_TRY(const json::value value, parse_json(payload));
  if (!value.is_object() || canonical_json(value) != payload) {
    return fail(Errc::invalid_input, "an entry is one object in canonical JSON");
  }
  const JsonReader reader(value.get_object());
  for (const auto& name : reader.names()) {
    if (!std::binary_search(std::begin(kMembers), std::end(kMembers), name)) {
      return fail(Errc::invalid_input, "an entry has no member \"" + name + "\"");
    }
  }
  Entry entry;
  COMITY_TRY(const std::string format, reader.text("format"));
  if (format != kFormat) return fail(Errc::invalid_input, "an entry of an unknown format");
  COMITY_TRY(entry.type, reader.text("type"));
  COMITY_TRY(entry.matter, reader.text("matter"));
  COMITY_TRY(entry.author, reader.text("author"));
  COMITY_TRY(const std::string time, reader.text("time"));
  COMITY_TRY(entry.time, parse_instant(time));
  if (reader.has("register")) {
    COMITY_TRY(entry.origin, reader.text("register"));
  }
  COMITY_TRY(entry.fields, reader.object_text("fields"));
  COMITY_TRY(entry.corrects, read_reference(reader, "corrects"));
  COMITY_TRY(entry.withdraws, read_reference(reader, "withdraws"));
  COMITY_CHECK(read_protected(reader, entry));
  COMITY_CHECK(read_lists(reader, entry));
  if (entry.type.empty() || entry.author.empty()) {
    return fail(Errc::invalid_input, "an entry has a type and an author");
  }
  return entry;
}

Envelope Entry::envelope() const { return {std::string(kEntryType), payload(), {}}; }

Hash Opening::commitment() const {
  return sha256({"comity-field/1\n", view(salt), name, "\n", value});
}

Opening Opening::make(std::string name, std::string value, Random& random) {
  return {std::move(name), random.hash(), std::move(value)};
}

Result<void> check_openings(const Entry& entry, const std::vector<Opening>& openings) {
  for (const auto& opening : openings) {
    const auto found = entry.erasable.find(opening.name);
    if (found == entry.erasable.end() || found->second != opening.commitment()) {
      return fail(Errc::invalid_input,
                  "the value given for \"" + opening.name + "\" is not the one committed to");
    }
  }
  return {};
}

Hash Record::commitment() const {
  std::string time;
  append_big_endian(time, static_cast<std::uint64_t>(recorded.seconds().time_since_epoch().count()),
                    8);
  return sha256({"comity-leaf/1\n", view(salt), time, view(keys), envelope});
}

}  // namespace comity::registry
