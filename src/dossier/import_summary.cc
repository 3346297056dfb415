#include <algorithm>
#include <array>

#include "dossier/import.h"

namespace comity::dossier {

namespace {

constexpr std::array<std::string_view, 5> kFates{"made a fact", "used", "not seen", "kept",
                                                 "unmapped"};
constexpr size_t kCell = 13;

using Counts = std::array<size_t, kFates.size()>;

std::string right(const std::string& word) {
  return std::string(word.size() < kCell ? kCell - word.size() : 1, ' ') + word;
}

std::string row(const std::string& name, size_t width, const Counts& counts) {
  std::string line = "  " + name + std::string(width - name.size(), ' ');
  for (const size_t count : counts) line += right(std::to_string(count));
  return line + "\n";
}

std::string plural(size_t count, const std::string& word) {
  return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

}  // namespace

std::string_view name(Fate fate) { return kFates[static_cast<size_t>(fate)]; }

std::string summary(const Import& import) {
  std::map<std::string, Counts> fields;
  Counts sums{};
  const auto count = [&](const std::vector<ValueReport>& values) {
    for (const ValueReport& value : values) {
      ++fields[value.field][static_cast<size_t>(value.fate)];
      ++sums[static_cast<size_t>(value.fate)];
    }
  };
  for (const ImportedCase& made : import.cases) count(made.values);
  count(import.outside);
  std::string out = import.source.name + ", " + import.source.file + ": " +
                    plural(import.records, "record") + " in, " +
                    plural(import.cases.size(), "case") + " out, " +
                    std::to_string(import.refused.size()) + " refused\n";
  for (const RefusedRecord& refused : import.refused) {
    out += "  refused: " + refused.place + ": " + refused.reason + "\n";
  }
  size_t width = 5;
  for (const auto& [field, counts] : fields) width = std::max(width, field.size());
  out += "\nWhat became of the values\n  field" + std::string(width - 5, ' ');
  for (const std::string_view fate : kFates) out += right(std::string(fate));
  out += "\n";
  for (const auto& [field, counts] : fields) out += row(field, width, counts);
  return out + row("all", width, sums) +
         "\nEverything here is alleged, by the source or by whoever it cites. What was kept is "
         "listed in its case\nwith the reason. What was not seen is no answer, and nothing follows "
         "from it.\n";
}

}  // namespace comity::dossier
