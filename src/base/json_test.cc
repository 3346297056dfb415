#include "base/json.h"

#include <doctest/doctest.h>

#include <bit>
#include <boost/json.hpp>
#include <random>

#include "base/json_number.h"

namespace comity {
namespace {

std::string canonical(std::string_view text) { return canonical_json(parse_json(text).value()); }
std::string refusal(std::string_view text) { return parse_json(text).error().message(); }

TEST_CASE("RFC 8785, section 3.2.2: the sample object") {
  const std::string_view input = R"({
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  })";
  CHECK(canonical(input) ==
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
        "\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST_CASE("RFC 8785, section 3.2.3: names sort by UTF-16 code units") {
  CHECK(
      canonical(R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With)"
                R"( Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",)"
                R"("\u00f6":"Latin Small Letter O With Diaeresis"})") ==
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\",\"\xc3\xb6\":\"Latin "
      "Small Letter O With Diaeresis\",\"\xe2\x82\xac\":\"Euro Sign\",\"\xf0\x9f\x98\x80\":"
      "\"Emoji: Grinning Face\",\"\xef\xac\xb3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST_CASE("RFC 8785, appendix B: number samples") {
  const std::pair<std::uint64_t, const char*> samples[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"}};
  for (const auto& [bits, text] : samples) {
    CHECK(ecmascript_number(std::bit_cast<double>(bits)) == text);
  }
}

TEST_CASE("every finite double reads back from its canonical spelling") {
  std::mt19937_64 random(8785);
  for (int i = 0; i < 20000; ++i) {
    const double number = std::bit_cast<double>(random());
    if (!std::isfinite(number)) continue;
    const auto back = parse_json(ecmascript_number(number)).value();
    CHECK(back.to_number<double>() == number);
  }
}

TEST_CASE("what two readers could take differently is refused, with its place") {
  CHECK(refusal("{\"a\": 1,\n \"a\": 2}") == "line 2, column 2: the name \"a\" stands twice");
  CHECK(refusal("[1] x") == "line 1, column 5: text after the end of the value");
  CHECK(refusal("\"\\ud800\"") == "line 1, column 8: half of a surrogate pair");
  CHECK(refusal("\"\xc0\x80\"") == "line 1, column 2: not UTF-8");
  CHECK(refusal("\"\xed\xa0\x80\"") == "line 1, column 2: not UTF-8");
  for (const char* wrong : {"", "{", "[1,]", "{\"a\":1,}", "01", "+1", "1.", ".5", "1e", "-", "nul",
                            "\"\n\"", "\"\\x\"", "NaN", "1e400", "'a'", "[1 2]", "{1:2}", "\"a"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_json(wrong));
  }
  CHECK(parse_json(std::string(65, '[') + std::string(65, ']')).error().code() ==
        Errc::invalid_input);
  CHECK(parse_json(std::string(70, '[')).error().code() == Errc::limit);
}

TEST_CASE("integers keep their value as far as every reader agrees") {
  CHECK(canonical("-0") == "0");
  CHECK(canonical("9007199254740991") == "9007199254740991");
  CHECK(canonical("9007199254740993") == "9007199254740992");
  CHECK(canonical("18446744073709551615") == "18446744073709552000");
  CHECK(parse_json("1e-400").value().get_double() == 0);
}

TEST_CASE("canonical text is recognised as such") {
  CHECK(is_canonical_json(R"({"a":1,"b":[]})"));
  CHECK_FALSE(is_canonical_json(R"({"b":[],"a":1})"));
  CHECK_FALSE(is_canonical_json(R"({ "a":1})"));
  CHECK_FALSE(is_canonical_json("[1.0]"));
}

TEST_CASE("every value of a text has its place") {
  const auto file = SourceFile::make("case.json", "{\"a\": [10,\n {\"b/c\": \"x\"}]}").value();
  JsonPlaces places;
  Diagnostics diagnostics;
  REQUIRE(read_json(file, places, diagnostics));
  CHECK(diagnostics.empty());
  CHECK(places.size() == 5);
  CHECK(file->text(places.at("/a/0").value) == "10");
  CHECK(file->text(places.at("/a/1/b~1c").value) == "\"x\"");
  CHECK(file->text(places.at("/a/1/b~1c").name) == "\"b/c\"");
  CHECK(file->text(places.at("").value) == file->text());
  CHECK(places.at("/a/1").name.empty());
}

TEST_CASE("a mistake in a file is a diagnostic at its place") {
  const auto file = SourceFile::make("case.json", "{\"a\": 1,\n  a: 2}").value();
  JsonPlaces places;
  Diagnostics diagnostics;
  CHECK_FALSE(read_json(file, places, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  const Diagnostic& found = diagnostics.all().front();
  CHECK(found.code == "json");
  CHECK(found.message == "a name in quotation marks is expected");
  CHECK(file->position(found.span.begin) == Position{2, 3});
}

TEST_CASE("every octet at every place of a string is read and written as the standard says") {
  for (int octet = 0; octet < 128; ++octet) {
    for (std::size_t place = 0; place < 20; ++place) {
      std::string text(20, 'x');
      text[place] = static_cast<char>(octet);
      const std::string written = canonical_json(boost::json::string(text));
      CHECK(parse_json(written).value().as_string() == text);
      const bool escaped = octet < 0x20 || octet == '"' || octet == '\\';
      CHECK((written.size() > 22) == escaped);
      CHECK(parse_json("\"" + text + "\"").has_value() == !escaped);
    }
  }
  const std::string mixed = "Grüße, 世界 and \xf0\x9f\x8c\x8d to all of you";
  CHECK(parse_json(canonical_json(boost::json::string(mixed))).value().as_string() == mixed);
  CHECK_FALSE(parse_json("\"eight by eight \xff and more\""));
}

}  // namespace
}  // namespace comity
