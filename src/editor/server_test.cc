// The server as an editor speaks to it, without the stream between them.
#include "editor/server.h"

#include <doctest/doctest.h>

#include <array>
#include <boost/json.hpp>

#include "base/json.h"
#include "editor/hover.h"
#include "language/keywords.h"

namespace comity::editor {
namespace {

namespace json = boost::json;

const std::string kUri = "file:///norms/help.norm.md";

// Lines and columns below are those of this text.
const std::string kText =
    "# Help\n"                                                   // 0
    "- source: an invented convention\n"                         // 1
    "- weight: treaty\n"                                         // 2
    "\n"                                                         // 3
    "```norm\n"                                                  // 4
    "kinds State\n"                                              // 5
    "sentence <State> asked <Other State>\n"                     // 6
    "sentence <State> is bound\n"                                // 7
    "reading form: \"In writing?\"\n"                            // 8
    "  written\n"                                                // 9
    "  any\n"                                                    // 10
    "rule H1: <Other State> is bound  (reading form: any)\n"     // 11
    "  if <State> asked <Other State>\n"                         // 12
    "example \"one\"\n"                                          // 13
    "  with Aldoria, Brenland: State\n"                          // 14
    "  given Aldoria asked Brenland\n"                           // 15
    "  expect Brenland is bound: established under form: any\n"  // 16
    "```\n";                                                     // 17

const std::string kRegister =
    "# A line\n"                                                                          // 0
    "- source: an invented protocol\n"                                                    // 1
    "- weight: treaty\n"                                                                  // 2
    "\n"                                                                                  // 3
    "```norm\n"                                                                           // 4
    "kinds State, Message\n"                                                              // 5
    "sentence <State> sent <Message> to <Other State>\n"                                  // 6
    "  register\n"                                                                        // 7
    "  can: <State> can send <Message> to <Other State>\n"                                // 8
    "sentence <Other State> answered <Message>\n"                                         // 9
    "  register\n"                                                                        // 10
    "  can: <Other State> can answer <Message>\n"                                         // 11
    "  must: <Other State> must answer <Message>\n"                                       // 12
    "sentence <Message> is overdue\n"                                                     // 13
    "  register\n"                                                                        // 14
    "calendar line\n"                                                                     // 15
    "  clock: UTC\n"                                                                      // 16
    "  working days: Monday to Friday\n"                                                  // 17
    "act send: <State> can send <Message> to <Other State>\n"                             // 18
    "  records <Message>\n"                                                               // 19
    "    urgency: one of (flash, routine), public\n"                                      // 20
    "    plan: text, sealed to <State>, optional\n"                                       // 21
    "act answer: <Other State> can answer <Message>\n"                                    // 22
    "  if <State> sent <Message> to <Other State>\n"                                      // 23
    "duty answer: <Other State> must answer <Message> within 2 days of <Sending Time>\n"  // 24
    "  if <State> sent <Message> to <Other State> at <Sending Time>\n"                    // 25
    "  and the urgency of <Message> is flash\n"                                           // 26
    "  if breached: <Message> is overdue\n"                                               // 27
    "example \"one\"\n"                                                                   // 28
    "  with Aldoria, Brenland: State; the note: Message\n"                                // 29
    "  on 2031-03-03 10:00 UTC: Aldoria sent the note to Brenland\n"                      // 30
    "    urgency: flash\n"                                                                // 31
    "  at 2031-03-09: expect Brenland must answer the note: missed\n"                     // 32
    "```\n";                                                                              // 33

class Client {
 public:
  Client() : server_([](const std::string&) { return std::vector<SourcePtr>(); }, "1.2.3") {}

  std::vector<json::value> send(const std::string& message) {
    std::vector<json::value> answers;
    for (const std::string& answer : server_.handle(message)) {
      const auto parsed = parse_json(answer);
      REQUIRE(parsed);
      answers.push_back(*parsed);
    }
    return answers;
  }

  json::value request(const std::string& method, const json::value& params) {
    const auto answers = send(json::serialize(
        json::object{{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", params}}));
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].at("id").as_int64() == id_);
    return answers[0];
  }

  std::vector<json::value> notify(const std::string& method, const json::value& params) {
    return send(
        json::serialize(json::object{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}));
  }

  json::array open(const std::string& text) {
    request("initialize", json::object{});
    return diagnostics(notify("textDocument/didOpen",
                              json::object{{"textDocument", {{"uri", kUri}, {"text", text}}}}));
  }

  json::array change(const std::string& text) {
    return diagnostics(
        notify("textDocument/didChange",
               json::object{{"textDocument", {{"uri", kUri}}},
                            {"contentChanges", json::array{json::object{{"text", text}}}}}));
  }

  json::value at(const std::string& method, int line, int character) {
    return request(method, json::object{{"textDocument", {{"uri", kUri}}},
                                        {"position", {{"line", line}, {"character", character}}}})
        .at("result");
  }

  // The line on which what stands there is declared.
  std::int64_t defined(int line, int character) {
    const json::value found = at("textDocument/definition", line, character);
    return found.at("range").at("start").at("line").as_int64();
  }

  std::optional<int> exit_status() const { return server_.exit_status(); }

 private:
  static json::array diagnostics(const std::vector<json::value>& messages) {
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].at("method") == "textDocument/publishDiagnostics");
    return messages[0].at("params").at("diagnostics").as_array();
  }

  Server server_;
  std::int64_t id_ = 0;
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

int code_of(const json::value& answer) {
  return static_cast<int>(answer.at("error").at("code").as_int64());
}

size_t errors(const json::array& diagnostics) {
  size_t n = 0;
  for (const json::value& d : diagnostics) n += d.at("severity").as_int64() == 1 ? 1 : 0;
  return n;
}

TEST_CASE("a client is greeted, served and let go") {
  Client client;
  CHECK(code_of(client.request("shutdown", json::object{})) == -32002);
  const json::value greeting = client.request("initialize", json::object{}).at("result");
  CHECK(greeting.at("capabilities").at("positionEncoding") == "utf-16");
  CHECK(greeting.at("serverInfo").at("version") == "1.2.3");
  CHECK(client.notify("initialized", json::object{}).empty());
  CHECK(code_of(client.request("textDocument/rename", json::object{})) == -32601);
  CHECK(code_of(client.request("textDocument/hover", json::object{})) == -32602);
  CHECK(client.request("shutdown", json::object{}).at("result").is_null());
  CHECK(code_of(client.request("textDocument/hover", json::object{})) == -32600);
  client.notify("exit", json::object{});
  CHECK(client.exit_status() == 0);
}

TEST_CASE("an exit without a shutdown is told apart") {
  Client client;
  client.notify("exit", json::object{});
  CHECK(client.exit_status() == 1);
}

TEST_CASE("what is no request gets an error, and the server lives on") {
  Client client;
  CHECK(code_of(client.send("{").at(0)) == -32700);
  CHECK(code_of(client.send("\xff").at(0)) == -32700);
  CHECK(code_of(client.send("[]").at(0)) == -32600);
  CHECK(code_of(client.send("{\"id\":[],\"method\":\"x\"}").at(0)) == -32600);
  CHECK(code_of(client.send("{\"id\":1,\"method\":7}").at(0)) == -32600);
  CHECK(client.send("{\"id\":1,\"result\":null}").empty());
  CHECK(client.send("{\"method\":\"$/cancelRequest\",\"params\":7}").empty());
  CHECK(client.open(kText).empty());
}

TEST_CASE("a mistake is shown at its place, with its code, and goes when it is mended") {
  Client client;
  CHECK(errors(client.open(kText)) == 0);
  const json::array found = client.change(replaced(kText, "if <State> asked", "if <State> aksed"));
  REQUIRE(errors(found) == 1);
  CHECK(found[0].at("code") == "unknown-sentence");
  CHECK(found[0].at("source") == "comity");
  CHECK(found[0].at("range").at("start").at("line").as_int64() == 12);
  CHECK(errors(client.change(kText)) == 0);
}

TEST_CASE("a second place that the reader has to see comes with it") {
  Client client;
  const json::array found =
      client.open(replaced(kText, "example \"one\"", "rule H1: <State> is bound\nexample \"one\""));
  REQUIRE(errors(found) == 1);
  CHECK(found[0].at("code") == "duplicate-rule");
  CHECK(found[0].at("relatedInformation").at(0).at("location").at("uri").as_string() == kUri);
}

TEST_CASE("columns are counted as editors count them") {
  Client client;
  const json::array found =
      client.open(replaced(kText, "example \"one\"", "example \"\xF0\x9F\x98\x80\" x"));
  REQUIRE(errors(found) > 0);
  CHECK(found[0].at("range").at("start").at("character").as_int64() == 13);
}

TEST_CASE("hover tells what a sentence, a rule, a reading, a name and a keyword are") {
  Client client;
  client.open(kText);
  const auto hover = [&](int line, int character) {
    const json::value result = client.at("textDocument/hover", line, character);
    REQUIRE(result.is_object());
    return std::string(result.at("contents").at("value").as_string());
  };
  CHECK(hover(12, 15).find("**<State> asked <Other State>**") == 0);
  CHECK(hover(11, 25).find("concluded by: H1") != std::string::npos);
  CHECK(hover(11, 5).find("**rule H1** (treaty)") == 0);
  CHECK(hover(11, 42).find("no position seen") != std::string::npos);
  CHECK(hover(15, 10).find("**Aldoria**: State") == 0);
  CHECK(hover(15, 3).find("`given`") == 0);
  CHECK(client.at("textDocument/hover", 0, 2).is_null());
}

TEST_CASE("a definition is found while another line is being written") {
  Client client;
  client.open(kText);
  CHECK(errors(client.change(replaced(kText, "  given Aldoria asked Brenland\n",
                                      "  given Aldoria asked Brenland\n  given Aldoria as\n"))) ==
        1);

  CHECK(client.defined(12, 15) == 6);
  CHECK(client.defined(11, 42) == 8);
  CHECK(client.defined(15, 10) == 14);
}

TEST_CASE("what can be written depends on the place") {
  Client client;
  client.open(kText);
  const auto labels = [&](const std::string& text, int line, int character) {
    client.change(text);
    std::string all = "|";
    const json::value suggested = client.at("textDocument/completion", line, character);
    for (const json::value& one : suggested.as_array())
      all += std::string(one.at("label").as_string()) + "|";
    return all;
  };
  const std::string in_rule = replaced(kText, "  if <State>", "  \n  if <State>");
  CHECK(labels(in_rule, 12, 2) == "|if|and|unless|");
  CHECK(labels(kText, 12, 5).find("|<State> asked <Other State>|") != std::string::npos);
  CHECK(labels(kText, 15, 8).find("|Aldoria|") != std::string::npos);
  const std::string despite =
      replaced(kText, "example \"one\"", "rule H2 despite \nexample \"one\"");
  CHECK(labels(despite, 13, 16) == "|H1|");
  CHECK(labels(kText, 11, 42) == "|form: written|form: any|");
  CHECK(labels(kText, 0, 3) == "|");
  const json::value first = client.at("textDocument/completion", 12, 5).as_array()[0];
  CHECK(first.at("textEdit").at("newText") == "${1:<State>} asked ${2:<Other State>}");
  CHECK(first.at("textEdit").at("range").at("start").at("character").as_int64() == 5);
}

TEST_CASE("hover tells what the things of register law are") {
  Client client;
  CHECK(errors(client.open(kRegister)) == 0);
  const auto hover = [&](int line, int character) {
    const json::value result = client.at("textDocument/hover", line, character);
    REQUIRE(result.is_object());
    return std::string(result.at("contents").at("value").as_string());
  };
  const auto tells = [&](int line, int character, const std::string& words) {
    const std::string shown = hover(line, character);
    CAPTURE(shown);
    CHECK(shown.find(words) != std::string::npos);
  };
  tells(18, 5, "**act send** (treaty)\n\n<State> can send <Message> to <Other State>");
  tells(18, 5, "- records a Message: urgency, plan");
  tells(24, 6, "**duty answer** (treaty)\n\n<Other State> must answer <Message>");
  tells(24, 6, "- within 2 days, by the calendar line");
  tells(24, 6, "- if breached: <Message> is overdue");
  tells(26, 10, "**the urgency of <Message>**\n\none of flash, routine\n\n- public");
  tells(26, 10, "- recorded by: act send");
  tells(26, 38, "`flash`: a value of");
  tells(21, 6, "- sealed: a norm can only ask whether it is given");
  tells(23, 10, "- made by: act send");
  tells(32, 38, "- owed by: duty answer");
  tells(27, 20, "- so where this is breached: duty answer");
  tells(15, 10, "- working days: Monday to Friday");
  tells(31, 6, "**the urgency of <Message>**");
}

TEST_CASE("a definition of register law is where it is declared") {
  Client client;
  client.open(kRegister);

  CHECK(client.defined(26, 10) == 20);
  CHECK(client.defined(26, 38) == 20);
  CHECK(client.defined(31, 6) == 20);
  CHECK(client.defined(25, 10) == 6);
  CHECK(client.defined(32, 38) == 9);
  CHECK(client.defined(30, 30) == 29);
}

TEST_CASE("what can be written in register law depends on the place") {
  Client client;
  client.open(kRegister);
  const auto labels = [&](int line, int character) {
    std::string all = "|";
    const json::value suggested = client.at("textDocument/completion", line, character);
    for (const json::value& one : suggested.as_array())
      all += std::string(one.at("label").as_string()) + "|";
    return all;
  };
  CHECK(labels(18, 10) ==
        "|<State> can send <Message> to <Other State>|<Other State> can answer <Message>|");
  CHECK(labels(24, 13) == "|<Other State> must answer <Message>|");
  CHECK(labels(25, 5).find("|the urgency of <Message>|") != std::string::npos);
  CHECK(labels(25, 5).find("must") == std::string::npos);
  CHECK(labels(26, 34) == "|flash|routine|");
  CHECK(labels(31, 13) == "|flash|routine|");
  CHECK(labels(32, 24).find("|<Other State> must answer <Message>|") != std::string::npos);
}

TEST_CASE("a text is laid out as `norms fmt` does it, and left alone where it is") {
  Client client;
  client.open(replaced(kText, "  if <State>", "   if   <State>"));
  const auto format = [&] {
    return client
        .request("textDocument/formatting", json::object{{"textDocument", {{"uri", kUri}}}})
        .at("result");
  };
  const json::value edits = format();
  REQUIRE(edits.as_array().size() == 1);
  client.change(std::string(edits.at(0).at("newText").as_string()));
  CHECK(format().as_array().empty());
}

TEST_CASE("sections hold what is declared in them") {
  Client client;
  client.open(kText);
  const json::value symbols =
      client.request("textDocument/documentSymbol", json::object{{"textDocument", {{"uri", kUri}}}})
          .at("result");
  REQUIRE(symbols.as_array().size() == 1);
  CHECK(symbols.at(0).at("name") == "Help");
  CHECK(symbols.at(0).at("children").at(3).at("name") == "rule H1");
}

TEST_CASE("every keyword that a line can begin with is explained") {
  const auto explained = [](const auto& words) {
    for (const std::string_view word : words) {
      CAPTURE(word);
      CHECK_FALSE(keyword_help(word).empty());
    }
  };
  explained(language::kItems);
  explained(language::kRuleClauses);
  explained(language::kNeverClauses);
  explained(language::kQuestionClauses);
  explained(language::kExampleClauses);
  explained(language::kCaseClauses);
  explained(language::kFactClauses);
  explained(language::kSentenceClauses);
  explained(language::kActClauses);
  explained(language::kDutyClauses);
  explained(language::kStatusClauses);
}

}  // namespace
}  // namespace comity::editor
