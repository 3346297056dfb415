"""The tools that judge everything else, judged on texts whose verdict is known."""

import pathlib
import sys
import unittest
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "style"), str(HERE / "golden")]

import documents  # noqa: E402
import run as golden  # noqa: E402
import style  # noqa: E402
import tally  # noqa: E402
from functions import functions  # noqa: E402


def case(status="run", output="", skipped=None):
    element = xml.Element("testcase", name="unit.x", status=status)
    xml.SubElement(element, "system-out").text = output
    if skipped is not None:
        xml.SubElement(element, "skipped", message=skipped)
    return element


class Functions(unittest.TestCase):
    def test_lengths_count_the_signature_and_every_line(self):
        text = ("namespace a {\nclass B {\n public:\n  B()\n      : x_(1) {}\n  int f() const {\n"
                "    if (x_ > 0) {\n      return '{';\n    }\n    return 0;  // }\n  }\n};\n"
                'const char* const kText = "{";\nint table[] = {1, 2};\n}  // namespace a\n')
        self.assertEqual(list(functions(text)), [(4, 2), (6, 6)])

    def test_a_long_function_is_an_offence(self):
        text = ["int f() {"] + ["  g();"] * style.FUNCTION_LINES_MAX + ["}"]
        self.assertEqual(len(list(style.check_sizes("src/base/a.cc", text))), 1)
        self.assertEqual(list(style.check_sizes("src/base/a.cc", text[:50] + ["}"])), [])


class Style(unittest.TestCase):
    def test_an_include_points_down(self):
        faults = lambda name, line: list(style.check_includes(name, [line]))
        self.assertEqual(faults("src/language/a.cc", '#include "reason/theory.h"'), [])
        self.assertEqual(len(faults("src/reason/a.cc", '#include "language/ast.h"')), 1)
        self.assertEqual(len(faults("src/dossier/a.cc", '#include "register/note.h"')), 1)
        self.assertEqual(len(faults("src/language/a.cc", "#include <sqlite3.h>")), 1)
        self.assertEqual(len(faults("src/register/a.h", "#include <sqlite3.h>")), 1)
        self.assertEqual(faults("src/register/a.cc", "#include <sqlite3.h>"), [])
        self.assertEqual(len(faults("src/base/a.cc", "#include <unheard/of.hpp>")), 1)

    def test_words_of_code_are_not_words_of_text(self):
        faults = lambda line: list(style.check_words("src/base/a.cc", [line]))
        self.assertEqual(len(faults("throw 1;")), 1)
        self.assertEqual(faults('say("throw");  // throw'), [])
        self.assertEqual(len(faults("// FIX" + "ME")), 1)


    def test_a_library_that_is_looked_for_is_installed(self):
        texts = {"cmake/libraries.cmake": "find_package(ZLIB REQUIRED)\n", ".ci/apt-run": "g++\n"}
        self.assertEqual(len(list(style.check_packages(texts))), 1)
        texts[".ci/apt-run"] += "zlib1g-dev\n"
        self.assertEqual(list(style.check_packages(texts)), [])


class Golden(unittest.TestCase):
    def test_a_command_runs_as_the_program_given(self):
        self.assertEqual(golden.run("/bin/echo", "./comity a b"), ("a b\n", "", 0))
        self.assertEqual(golden.run("/bin/false", "comity"), ("", "", 1))


class Documents(unittest.TestCase):
    def test_an_ellipsis_stands_for_lines_and_nothing_else_does(self):
        self.assertTrue(documents.matches("a\n…\nd\n", "a\nb\nc\nd\n"))
        self.assertTrue(documents.matches("a\n…\n", "a\n"))
        self.assertFalse(documents.matches("a\n…\nd\n", "a\nb\nc\n"))
        self.assertFalse(documents.matches("a\n", "a\nb\n"))

    def test_what_a_document_shows_is_checked(self):
        block = "```console\n$ ./comity hello\n{}\n$ git clone x\n```\n"
        self.assertEqual(list(documents.failures("/bin/echo", block.format("hello"))), [])
        self.assertEqual(len(list(documents.failures("/bin/echo", block.format("bye")))), 1)


class Tally(unittest.TestCase):
    def test_a_test_program_counts_by_its_cases(self):
        line = "[doctest] test cases:     32 |     31 passed | 1 failed | 0 skipped\n"
        self.assertEqual(tally.count(case("fail", line)), (31, 1, []))
        said = "SKIPPED: a: no data\n" + line.replace("31", "32").replace("1 f", "0 f")
        self.assertEqual(tally.count(case("run", said)), (31, 0, ["a: no data"]))

    def test_other_tests_count_once(self):
        self.assertEqual(tally.count(case("run")), (1, 0, []))
        self.assertEqual(tally.count(case("fail")), (0, 1, []))
        self.assertEqual(tally.count(case(skipped="why")), (0, 0, ["unit.x: why"]))


if __name__ == "__main__":
    unittest.main()
