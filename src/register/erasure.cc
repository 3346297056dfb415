#include "register/erasure.h"

#include <algorithm>

#include "register/json_reader.h"
#include "register/reading.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

struct Order {
  std::uint64_t position = 0;
  std::vector<std::string> names;
};

Result<Order> read_order(const Entry& erasure) {
  COMITY_TRY(const json::value value, parse_json(erasure.fields));
  const JsonReader reader(value.get_object());
  Order order;
  COMITY_TRY(order.position, reader.number("entry"));
  COMITY_TRY(order.names, reader.texts("names"));
  return order;
}

}  // namespace

Result<Submission> make_erasure(const std::string& author, std::uint64_t index,
                                const std::vector<std::string>& names, const std::string& order,
                                Instant time) {
  if (author.empty() || names.empty() || order.empty()) {
    return fail(Errc::invalid_input, "an erasure has an author, an order and at least one name");
  }
  Entry entry;
  entry.type = kErasureType;
  entry.matter = kRegime;
  entry.author = author;
  entry.time = time;
  entry.fields = canonical_json(json::object{
      {"entry", index}, {"names", json::array(names.begin(), names.end())}, {"order", order}});
  return Submission{entry.envelope().format(), {}, {}};
}

Result<void> check_erasure(EntryStore& entries, const Entry& erasure) {
  COMITY_TRY(const Order order, read_order(erasure));
  COMITY_TRY(const StandingEntry standing, entry_at(entries, order.position));
  const Entry& target = standing.entry;
  if (erasure.author != target.author && erasure.author != kRegime) {
    return fail(Errc::denied, "only the author of an entry and the regime may order an erasure");
  }
  for (const auto& name : order.names) {
    if (target.erasable.contains(name)) continue;
    return fail(Errc::not_found, "the entry has no erasable value \"" + name + "\"");
  }
  return {};
}

Result<std::size_t> carry_out_erasures(EntryStore& entries) {
  std::size_t erased = 0;
  COMITY_TRY(const auto positions, entries.control_positions());
  for (const std::uint64_t position : positions) {
    COMITY_TRY(const StandingEntry standing, entry_at(entries, position));
    if (standing.entry.type != kErasureType) continue;
    COMITY_TRY(const Order order, read_order(standing.entry));
    COMITY_TRY(const auto openings, entries.openings(order.position));
    std::vector<std::string> present;
    for (const auto& one : openings) {
      if (std::find(order.names.begin(), order.names.end(), one.name) != order.names.end()) {
        present.push_back(one.name);
      }
    }
    if (present.empty()) continue;
    COMITY_CHECK(entries.erase(order.position, present));
    erased += present.size();
  }
  return erased;
}

}  // namespace comity::registry
