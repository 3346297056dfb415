// The HTML of an analysis: well formed, alone in the world, and neutral.
#include "documents/html.h"

#include "documents/html_writer.h"
#include "dossier/case_for_test.h"

namespace comity::documents {
namespace {

std::string html_of(const std::filesystem::path& path) {
  const language::Law& law = dossier::project_law();
  dossier::Case the_case = dossier::project_case(law, path);
  dossier::AssessOptions options{.view_date = the_case.opened};
  for (size_t i = 0; i < the_case.names.size(); ++i) {
    if (the_case.names[i].name == the_case.claimant) {
      options.for_state = static_cast<reason::Individual>(law.names.size() + i);
    }
  }
  const auto assessment = dossier::assess(law, std::move(the_case), options);
  REQUIRE(assessment);
  return to_html(*assessment);
}

// What follows each occurrence of `mark`, up to `end`.
std::vector<std::string> after(std::string_view text, std::string_view mark, char end) {
  std::vector<std::string> found;
  for (size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
    const size_t begin = at + mark.size();
    found.emplace_back(text.substr(begin, text.find(end, begin) - begin));
  }
  return found;
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("text is escaped, and attributes too") {
  HtmlWriter out;
  out.element("p", "a < b & \"c\"", {{"title", "<'>"}});
  CHECK(out.take() == "<p title=\"&lt;&#39;&gt;\">a &lt; b &amp; &quot;c&quot;</p>\n");
}

TEST_CASE("a date keeps its order inside text that runs from right to left") {
  HtmlWriter out;
  out.text("في 2031-03-02.");
  out.text("no 2031-02-30, no 12031-03-02");
  CHECK(out.take() ==
        "في <time datetime=\"2031-03-02\"><bdi dir=\"ltr\">2031-03-02</bdi></time>."
        "no 2031-02-30, no 12031-03-02");
}

TEST_CASE("the names of a case cannot break out of the page") {
  const language::Law law = dossier::law_of(R"(
kinds State
sentence <State> slept
  ask: Did <State> sleep?
question sleep: <State> slept
  asks: Did <State> sleep?
  raised when <State> slept
)");
  Diagnostics diagnostics;
  const auto the_case =
      dossier::read_case_json(law, dossier::source_of("case.json", R"({"format": "comity case 1",
        "title": "</title><script>alert(1)</script>",
        "names": [{"name": "A&B'onload=x", "kind": "State"}],
        "facts": [{"id": "F1", "sentence": "A&B'onload=x slept",
          "accounts": [{"kind": "agreed", "by": ["A&B'onload=x"], "remark": "<img src=x>"}]}]})"),
                              diagnostics);
  REQUIRE_MESSAGE(the_case.has_value(), render(diagnostics));
  const auto assessment = dossier::assess(law, *the_case, {});
  REQUIRE(assessment);
  const std::string html = to_html(*assessment);
  CHECK_FALSE(holds(html, "<script"));
  CHECK_FALSE(holds(html, "<img"));
  CHECK_FALSE(holds(html, "B'onload"));
  CHECK(holds(html, "A&amp;B&#39;onload=x slept"));
}

TEST_CASE("the page stands alone: no script, and nothing loaded from elsewhere") {
  for (const auto& path : dossier::project_cases()) {
    const std::string html = html_of(path);
    for (const char* mark : {"<script", "<link", "<img", "<iframe", "@import", "url(",
                             " src=", " onclick", "javascript:"}) {
      CHECK_MESSAGE(!holds(html, mark), mark);
    }
    CHECK(holds(html, "<html lang=\"en\">"));
    CHECK(holds(html, "default-src 'none'") != holds(html, "default-src &#39;none&#39;"));
  }
}

TEST_CASE("every link inside the page has its target, and no id stands twice") {
  for (const auto& path : dossier::project_cases()) {
    const std::string html = html_of(path);
    std::vector<std::string> ids = after(html, " id=\"", '"');
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    for (const std::string& target : after(html, "href=\"#", '"')) {
      CHECK_MESSAGE(std::binary_search(ids.begin(), ids.end(), target), target);
    }
  }
}

TEST_CASE("no heading skips a level, and every header of a table has a scope") {
  const std::string html = html_of(dossier::project_cases().front());
  char level = '0';
  for (const std::string& heading : after(html, "<h", '>')) {
    if (heading[0] < '1' || heading[0] > '6') continue;
    CHECK(heading[0] <= level + 1);
    level = heading[0];
  }
  for (const std::string& header : after(html, "<th", '>')) {
    if (header.starts_with("ead")) continue;
    CHECK_MESSAGE(holds(header, "scope="), header);
  }
}

TEST_CASE("'no position seen' stands among the answers, and no answer has a colour") {
  const std::string html = html_of(dossier::project_cases().front());
  CHECK(holds(html, "<h5>No position seen ("));
  CHECK_FALSE(holds(html, "style=\""));
  // Whatever the answer, the card is the same.
  for (const std::string& card : after(html, "<div class=\"card", '>')) CHECK(card == "\"");
}

TEST_CASE("the page says that it is analysis, and how to make it again") {
  const language::Law& law = dossier::project_law();
  const std::string html = html_of(dossier::project_cases().front());
  CHECK(holds(html, "Analysis, not a decision"));
  CHECK(holds(html, law.hash));
  CHECK_FALSE(holds(html, "probability"));
  for (const char* word : {"attacker", "defeat", "kernel", "literal", "guilty"}) {
    CHECK_MESSAGE(!holds(html, word), word);
  }
}

}  // namespace comity::documents
