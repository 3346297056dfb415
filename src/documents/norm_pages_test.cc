// The pages of the norms: well formed, linked to places that are there, and loading nothing.
#include "documents/norm_pages.h"

#include <set>

#include "dossier/case_for_test.h"

namespace comity::documents {
namespace {

Pages read_pages(bool backwards) {
  const language::Law& law = dossier::project_law(backwards);
  const auto coverage = dossier::coverage_of(law);
  REQUIRE(coverage);
  return norm_pages(law, *coverage);
}

// Once for all tests: the coverage tries every example with each of its facts changed.
const Pages& project_pages() {
  static const Pages once = read_pages(false);
  return once;
}

// The values of an attribute, wherever it stands.
std::vector<std::string> values(const std::string& html, const std::string& attribute) {
  std::vector<std::string> all;
  const std::string start = " " + attribute + "=\"";
  for (size_t at = 0; (at = html.find(start, at)) != std::string::npos;) {
    at += start.size();
    all.push_back(html.substr(at, html.find('"', at) - at));
  }
  return all;
}

TEST_CASE("every link leads to an anchor that is there, and no anchor stands twice") {
  const Pages& pages = project_pages();
  std::map<std::string, std::set<std::string>> anchors;
  for (const auto& [name, html] : pages) {
    for (const std::string& id : values(html, "id")) {
      CAPTURE(name);
      CAPTURE(id);
      CHECK(anchors[name].insert(id).second);
    }
  }
  size_t links = 0;
  for (const auto& [name, html] : pages) {
    for (const std::string& href : values(html, "href")) {
      if (href.starts_with("http")) continue;
      ++links;
      const size_t hash = href.find('#');
      const std::string page = hash == 0 ? name : href.substr(0, hash);
      CAPTURE(name);
      CAPTURE(href);
      REQUIRE(pages.contains(page));
      if (hash != std::string::npos) CHECK(anchors[page].contains(href.substr(hash + 1)));
    }
  }
  CHECK(links > 1000);
}

TEST_CASE("what register law mentions leads to where it is declared") {
  const language::Law law = dossier::law_of(
      "kinds State, Message\n"
      "sentence <State> harmed <Other State>\n"
      "sentence <State> stated <Statement>\n  register\n"
      "sentence <State> sent <Message>\n  register\n  can: <State> can send <Message>\n"
      "sentence <Message> is urgent\n  register\n"
      "act send: <State> can send <Message>\n"
      "  records <Message>\n    urgency: one of (flash, routine)\n"
      "  if <State> stated that [<State> harmed <Other State>]\n"
      "rule U: <Message> is urgent\n  if the urgency of <Message> is flash\n");
  const auto coverage = dossier::coverage_of(law);
  REQUIRE(coverage);
  const std::string html = norm_pages(law, *coverage).at("test.html");
  const auto holds = [&](const std::string& words) {
    CAPTURE(html);
    CHECK(html.find(words) != std::string::npos);
  };
  holds("<span id=\"field-1\">");
  holds("the <a href=\"test.html#field-1\">urgency</a> of ");
  holds("is <a href=\"test.html#field-1\">flash</a>");
  // A link inside a link parts it.
  holds(" stated that [</a><a href=\"test.html#sentence-1\">");
  holds("Made by <a href=\"test.html#act-1\">act send</a>");
  holds("No example exercises this act.");
}

TEST_CASE("nothing is loaded from elsewhere") {
  for (const auto& [name, html] : project_pages()) {
    CAPTURE(name);
    CHECK(html.find(" src=") == std::string::npos);
    CHECK(html.find("<link") == std::string::npos);
    CHECK(html.find("@import") == std::string::npos);
    CHECK(html.find("url(") == std::string::npos);
    CHECK(html.find("default-src &#39;none&#39;") != std::string::npos);
  }
}

TEST_CASE("those of whom no position was seen stand beside every answer") {
  const Pages& pages = project_pages();
  const std::string& html = pages.at("positions--sovereignty.html");
  CHECK(html.find("No position seen (") != std::string::npos);
  CHECK(html.find("Left open (") != std::string::npos);
}

TEST_CASE("the same norms give the same pages, in whatever order the files come") {
  CHECK(project_pages() == read_pages(true));
}

TEST_CASE("what a file says is never taken for markup") {
  Diagnostics diagnostics;
  const language::Law law = language::load(
      {dossier::source_of("a.norm.md",
                          "# <script>x</script>\n\n- source: <b>\n- weight: treaty\n\n"
                          "<img> and [a](javascript:alert) and *em*.\n\n```norm\n"
                          "kinds State\nnot encoded \"<i>\": because <u>\n```\n")},
      diagnostics);
  REQUIRE_MESSAGE(diagnostics.ok(), render(diagnostics));
  const auto coverage = dossier::coverage_of(law);
  REQUIRE(coverage);
  for (const auto& [name, html] : norm_pages(law, *coverage)) {
    CAPTURE(name);
    for (const std::string tag : {"<script>x", "<b>&", "<img", "<i>", "<u>", "javascript:"})
      CHECK(html.find(tag) == std::string::npos);
  }
}

}  // namespace
}  // namespace comity::documents
