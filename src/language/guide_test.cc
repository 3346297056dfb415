// The two guides of docs/ are the specification: each sample in them is read without a complaint,
// and so is every norm file and every case of the project.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "language/format.h"
#include "language/parsing.h"

namespace comity::language {

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The indented samples of a Markdown page, without their indentation.
std::vector<std::string> samples_in(const std::string& page) {
  std::vector<std::string> samples;
  bool inside = false;
  for (const std::string_view line : text::split_lines(page)) {
    const bool sample = line.starts_with("    ");
    if (sample && !inside) samples.emplace_back();
    if (sample) samples.back() += std::string(line.substr(4)) + "\n";
    if (line.empty() && inside) samples.back() += "\n";
    inside = sample || (inside && line.empty());
  }
  return samples;
}

}  // namespace

TEST_CASE("every sample of the guides is read") {
  auto samples = samples_in(read_file("docs/writing-norms.md"));
  const auto more = samples_in(read_file("docs/writing-register-law.md"));
  REQUIRE(samples.size() >= 8);
  REQUIRE(more.size() >= 7);
  samples.insert(samples.end(), more.begin(), more.end());
  for (const std::string& sample : samples) {
    const bool section = sample.starts_with("#");
    const Parsed parsed = parse_text(section ? sample : in_block(sample));
    CHECK_MESSAGE(parsed.diagnostics.empty(), render(parsed.diagnostics));
    CHECK((section || !parsed.items().empty()));
  }
}

TEST_CASE("every norm file and every case of the project is read, and can be laid out") {
  std::size_t files = 0;
  for (const char* folder : {"norms", "examples", "tests/fragments"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.path().string().ends_with(".norm.md")) continue;
      ++files;
      INFO(entry.path().string());
      const Parsed parsed = parse_text(read_file(entry.path()));
      CHECK_MESSAGE(parsed.diagnostics.empty(), render(parsed.diagnostics));
      Diagnostics unused;
      const std::string formatted = format(lay_out(parsed.document.source, unused));
      CHECK(parse_text(formatted).items() == parsed.items());
      CHECK(format(lay_out(source_of(formatted), unused)) == formatted);
    }
  }
  CHECK(files > 0);
}

}  // namespace comity::language
