#include "base/diagnostic.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace comity {
namespace {

SourcePtr source(std::string text, std::string name = "a.norm.md") {
  return SourceFile::make(std::move(name), std::move(text)).value();
}

Span find(const SourcePtr& file, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(file->text().find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

Diagnostic error_at(const SourcePtr& file, std::string_view words, std::string message) {
  return {Severity::error, "code", std::move(message), file, find(file, words), "", {}};
}

// The cells at which the carets of a rendered finding begin and end.
struct Carets {
  std::size_t begin, end;
  friend bool operator==(Carets, Carets) = default;
};

Carets carets(const std::string& rendered) {
  const std::string_view line = text::split_lines(rendered).at(2);
  return {line.find('^'), line.rfind('^') + 1};
}

// The cells at which `words` stand in the quoted line, as a terminal counts them.
Carets cells(const std::string& rendered, std::string_view words) {
  const std::string_view line = text::split_lines(rendered).at(1);
  const std::size_t begin = text::display_width(line.substr(0, line.find(words)));
  return {begin, begin + text::display_width(words)};
}

TEST_CASE("a finding shows its place, its line, its caret and its advice") {
  const SourcePtr file = source("rule W1\n  if <Act> is attributble to <State>\n");
  Diagnostic d = error_at(file, "attributble to", "no predicate reads `attributble to`");
  d.help = "nearest: `attributable`";
  d.labels.push_back(
      {source("x\nis <A>\n", "b.norm.md"), {2, 4}, "the predicate is declared here"});
  CHECK(render(d) ==
        "a.norm.md:2:15: error: no predicate reads `attributble to` [code]\n"
        "  2 |   if <Act> is attributble to <State>\n"
        "    |               ^^^^^^^^^^^^^^\n"
        "  = nearest: `attributable`\n"
        "  = b.norm.md:2:1: the predicate is declared here\n"
        "  2 | is <A>\n"
        "    | ^^\n");
}

TEST_CASE("carets stand under the words whatever these hold") {
  const std::vector<std::string> lines{
      "if plain here",     "\tif a\ttab here",       "if 中文字 here",
      "if e\xCC\x81 here", "if المادة الثانية here", "if \xE2\x80\x8D here",
  };
  for (const std::string& line : lines) {
    CAPTURE(line);
    const SourcePtr file = source(line + "\n");
    const std::string rendered = render(error_at(file, "here", "m"));
    CHECK(carets(rendered) == cells(rendered, "here"));
  }
  const SourcePtr wide = source("a 中文 b");
  const std::string rendered = render(error_at(wide, "中文", "m"));
  CHECK(carets(rendered) == cells(rendered, "中文"));
}

TEST_CASE("right-to-left words keep their cells in an isolate of their own") {
  const SourcePtr file = source("if الدولة then");
  const std::string rendered = render(error_at(file, "الدولة", "m"));
  CHECK(rendered.find(text::isolate("الدولة")) != std::string::npos);
  CHECK(carets(rendered) == cells(rendered, "الدولة"));
}

TEST_CASE("nothing in a source acts on the terminal") {
  const SourcePtr file = source("if \x1b[31m \u202Eevil\u202C x\n");
  const std::string rendered = render(error_at(file, "x", "m"));
  CHECK(rendered.find('\x1b') == std::string::npos);
  CHECK(rendered.find("\u202E") == std::string::npos);
  CHECK(rendered.find("␛[31m") != std::string::npos);
}

TEST_CASE("colour comes only when asked for") {
  const SourcePtr file = source("if x\n");
  const Diagnostic d = error_at(file, "x", "m");
  CHECK(render(d).find('\x1b') == std::string::npos);
  CHECK(render(d, {true, 100}).find('\x1b') != std::string::npos);
}

TEST_CASE("a long line is cut around the marked words") {
  const SourcePtr file = source(std::string(300, 'a') + " here " + std::string(300, 'b'));
  const std::string rendered = render(error_at(file, "here", "m"), {false, 80});
  for (const std::string_view line : text::split_lines(rendered)) {
    CHECK(text::display_width(line) <= 80);
  }
  CHECK(carets(rendered) == cells(rendered, "here"));
  const SourcePtr all = source(std::string(300, 'a'));
  const std::string cut =
      render(Diagnostic{Severity::error, "", "m", all, {0, 300}, "", {}}, {false, 80});
  CHECK(text::display_width(text::split_lines(cut).at(1)) <= 80);
}

TEST_CASE("an empty span and one over several lines are marked on their first line") {
  const SourcePtr file = source("if x\nand y\n");
  CHECK(carets(render(Diagnostic{Severity::error, "", "m", file, {4, 4}, "", {}})) ==
        Carets{10, 11});
  CHECK(carets(render(Diagnostic{Severity::error, "", "m", file, {3, 9}, "", {}})) ==
        Carets{9, 10});
  CHECK(carets(render(Diagnostic{Severity::error, "", "m", file, {11, 11}, "", {}})) ==
        Carets{6, 7});
}

TEST_CASE("findings come in source order, each once") {
  const SourcePtr a = source("x y z");
  const SourcePtr b = source("x", "b.norm.md");
  Diagnostics found;
  found.add(error_at(b, "x", "fourth"));
  found.add(error_at(a, "z", "third"));
  found.add(error_at(a, "x", "second"));
  found.add(error_at(a, "x", "second"));
  found.add({Severity::warning, "", "first", nullptr, {}, "", {}});
  REQUIRE(found.size() == 4);
  CHECK(found.error_count() == 3);
  CHECK(!found.ok());
  CHECK(found.all()[0].message == "first");
  CHECK(found.all()[1].message == "second");
  CHECK(found.all()[2].message == "third");
  CHECK(found.all()[3].message == "fourth");
  CHECK(render(found).starts_with("warning: first\na.norm.md:1:1: error: second [code]\n"));
}

}  // namespace
}  // namespace comity
