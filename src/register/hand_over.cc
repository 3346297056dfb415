#include "register/hand_over.h"

#include "register/json_reader.h"

namespace comity::registry {

namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "comity-hand-over/1";

Result<void> verify_one(KeyBook& book, const Record& record, std::uint64_t position) {
  COMITY_TRY(const Envelope envelope, Envelope::parse(record.envelope));
  COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
  if (record.keys != book.history()) return fail(Errc::corrupt, "its key history is another");
  const bool first = position == 0;  // introduces the keys that sign it
  if (first) COMITY_CHECK(book.apply(entry, record.envelope, position));
  COMITY_TRY(const auto keys, book.verify_signatures(envelope));
  COMITY_CHECK(book.authorise(entry, keys, position, record.recorded));
  if (!first) COMITY_CHECK(book.apply(entry, record.envelope, position));
  return {};
}

}  // namespace

std::string format_hand_over(const Submission& submission) {
  json::array openings;
  for (const auto& one : submission.openings) {
    openings.push_back(
        {{"name", one.name}, {"salt", to_base64(view(one.salt))}, {"value", one.value}});
  }
  return canonical_json(json::object{{"envelope", submission.envelope},
                                     {"format", kFormat},
                                     {"openings", std::move(openings)}}) +
         "\n";
}

Result<Submission> parse_hand_over(std::string_view text) {
  COMITY_TRY(const json::value value, parse_json(text));
  if (!value.is_object()) return fail(Errc::invalid_input, "not a signed entry");
  const JsonReader reader(value.get_object());
  COMITY_TRY(const std::string format, reader.text("format"));
  if (format != kFormat) return fail(Errc::invalid_input, "not a signed entry");
  Submission submission;
  COMITY_TRY(submission.envelope, reader.text("envelope"));
  COMITY_TRY(const auto openings, reader.objects("openings"));
  for (const auto& one : openings) {
    Opening opening;
    COMITY_TRY(opening.name, one.text("name"));
    COMITY_TRY(opening.salt, one.hash("salt"));
    COMITY_TRY(opening.value, one.text("value"));
    submission.openings.push_back(std::move(opening));
  }
  return submission;
}

Result<std::string> canonical_text(std::string_view text) {
  COMITY_TRY(const json::value value, parse_json(text));
  return canonical_json(value);
}

Result<std::uint64_t> verify_entries(EntryStore& entries) {
  constexpr std::uint64_t kReadCount = 1024;
  KeyBook book;
  std::uint64_t verified = 0;
  for (std::uint64_t first = 0;; first += kReadCount) {
    COMITY_TRY(const auto records, entries.read(first, kReadCount));
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (records[i].envelope.empty()) continue;  // padding
      if (auto done = verify_one(book, records[i], first + i); !done) {
        return tl::unexpected<Error>(done.error().with("entry " + std::to_string(first + i)));
      }
      ++verified;
    }
    if (records.size() < kReadCount) return verified;
  }
}

}  // namespace comity::registry
