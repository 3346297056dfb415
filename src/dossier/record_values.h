// The values of a working file (language/records.h): dates, lists, words of a list of the norms.
// Whatever does not fit is a diagnostic at its place. Inside the room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "language/law.h"
#include "language/records.h"

namespace comity::dossier {

class RecordValues {
 public:
  using Record = language::Record;
  using RecordLine = language::RecordLine;
  using Text = language::Text;

  RecordValues(SourcePtr file, Diagnostics& diagnostics)
      : file_(std::move(file)), diagnostics_(diagnostics) {}

  void error(std::string code, std::string message, Span span, std::string help = {},
             std::vector<Label> labels = {}) const;
  // The same, naming the nearest of what is known.
  void unknown(std::string code, std::string message, const Text& written,
               const std::vector<std::string>& known) const;

  // The line with this key; reports where it is missing.
  const RecordLine* require(const Record& record, std::string_view key) const;

  std::string words(const Record& record, std::string_view key) const;  // empty without the line
  std::vector<std::string> all(const Record& record, std::string_view key) const;
  std::optional<Date> date(const Text& text) const;
  std::optional<Date> date(const Record& record, std::string_view key) const;
  // The date among the notes; reports where none is there.
  std::optional<Date> noted_date(const std::vector<Text>& notes, Span at,
                                 std::string_view what) const;
  std::optional<bool> yes_or_no(const RecordLine& line) const;
  // The words parted by commas, each with its place.
  std::vector<Text> parts(const Text& text) const;
  // The entry of a list of the norms; reports an unknown word.
  std::optional<size_t> entry(const language::LawList& list, const Text& text) const;

  const SourcePtr& file() const { return file_; }

 private:
  SourcePtr file_;
  Diagnostics& diagnostics_;
};

}  // namespace comity::dossier
