#include "register/bundle_format.h"

#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json.h"
#include "register/instant.h"
#include "register/json_reader.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "comity-bundle/1";

std::string base64(const Hash& hash) { return to_base64(view(hash)); }

json::array proof_json(const Proof& proof) {
  json::array out;
  for (const Hash& hash : proof) out.emplace_back(base64(hash));
  return out;
}

json::object item_json(const BundleItem& item) {
  json::array openings;
  for (const auto& one : item.openings) {
    openings.push_back({{"name", one.name}, {"salt", base64(one.salt)}, {"value", one.value}});
  }
  return {{"envelope", item.record.envelope}, {"index", item.index},
          {"keys", base64(item.record.keys)}, {"openings", std::move(openings)},
          {"proof", proof_json(item.proof)},  {"recorded", item.record.recorded.rfc3339()},
          {"salt", base64(item.record.salt)}};
}

Result<Proof> read_proof(const JsonReader& reader) {
  Proof proof;
  COMITY_TRY(const auto texts, reader.texts("proof"));
  for (const auto& text : texts) {
    COMITY_TRY(const Hash hash, hash_from_base64(text));
    proof.push_back(hash);
  }
  return proof;
}

Result<BundleItem> read_item(const JsonReader& reader) {
  BundleItem item;
  COMITY_TRY(item.index, reader.number("index"));
  COMITY_TRY(item.record.envelope, reader.text("envelope"));
  COMITY_TRY(item.record.keys, reader.hash("keys"));
  COMITY_TRY(item.record.salt, reader.hash("salt"));
  COMITY_TRY(const std::string recorded, reader.text("recorded"));
  COMITY_TRY(item.record.recorded, parse_instant(recorded));
  COMITY_TRY(item.proof, read_proof(reader));
  COMITY_TRY(const auto openings, reader.objects("openings"));
  for (const auto& one : openings) {
    Opening opening;
    COMITY_TRY(opening.name, one.text("name"));
    COMITY_TRY(opening.salt, one.hash("salt"));
    COMITY_TRY(opening.value, one.text("value"));
    item.openings.push_back(std::move(opening));
  }
  return item;
}

}  // namespace

std::string Bundle::format() const {
  json::array items;
  for (const auto& item : entries) items.push_back(item_json(item));
  json::array proofs;
  for (const auto& [size, proof] : consistency) {
    proofs.push_back({{"proof", proof_json(proof)}, {"size", size}});
  }
  json::object out{{"consistency", std::move(proofs)},
                   {"entries", std::move(items)},
                   {"format", kFormat},
                   {"head", head}};
  if (!material.empty()) {
    json::array contents;
    for (const auto& [digest, content] : material) contents.emplace_back(to_base64(content));
    out["material"] = std::move(contents);
  }
  return canonical_json(out) + "\n";
}

Result<Bundle> Bundle::parse(std::string_view text) {
  COMITY_TRY(const json::value value, parse_json(text));
  if (!value.is_object()) return fail(Errc::invalid_input, "it is not an object");
  const JsonReader reader(value.get_object());
  COMITY_TRY(const std::string format, reader.text("format"));
  if (format != kFormat) return fail(Errc::invalid_input, "its format is unknown");
  Bundle bundle;
  COMITY_TRY(bundle.head, reader.text("head"));
  COMITY_TRY(const auto items, reader.objects("entries"));
  for (const auto& object : items) {
    auto item = read_item(object);
    if (!item) {
      const std::string place = "item " + std::to_string(bundle.entries.size() + 1);
      return tl::unexpected<Error>(item.error().with(place));
    }
    if (!bundle.entries.empty() && bundle.entries.back().index >= item->index) {
      return fail(Errc::invalid_input, "its entries are not in the order of the log");
    }
    bundle.entries.push_back(std::move(*item));
  }
  COMITY_TRY(const auto proofs, reader.objects("consistency"));
  for (const auto& object : proofs) {
    COMITY_TRY(const std::uint64_t size, object.number("size"));
    COMITY_TRY(bundle.consistency[size], read_proof(object));
  }
  if (reader.has("material")) {
    COMITY_TRY(const auto contents, reader.texts("material"));
    for (const auto& encoded : contents) {
      COMITY_TRY(std::string content, from_base64(encoded));
      bundle.material.emplace(sha256(content), std::move(content));
    }
  }
  return bundle;
}

}  // namespace comity::registry
