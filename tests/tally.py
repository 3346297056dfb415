"""tally.py RESULTS [FAILED-STAGE…]: adds up the JUnit files in the folder RESULTS.

Prints how many published test vectors were run, why tests were skipped, and as its last line
`N passed, N failed, N skipped`. Exits with 1 when anything failed, a stage included. A test program
is counted by its test cases (doctest's summary), and a case that says `SKIPPED: name: reason`
(tests/skip.h), or has the message `skipped: reason`, counts as skipped.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as xml

SUMMARY = re.compile(r"test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed")
VECTORS = re.compile(r"^VECTORS: (\d+) run, (\d+) skipped$", re.MULTILINE)
SKIPPED = re.compile(r"(?:^SKIPPED|MESSAGE: skipped): (.+)$", re.MULTILINE)


def count(case):
    """(passed, failed, reasons for skipping) of one <testcase>."""
    skipped = case.find("skipped")
    if skipped is not None:
        said = SKIPPED.findall(case.findtext("system-out") or "")
        message = f"{case.get('name')}: {skipped.get('message', 'no reason given')}"
        return 0, 0, said[:1] or [message]
    failed = case.find("failure") is not None or case.get("status") == "fail"
    output = case.findtext("system-out") or ""
    reasons = SKIPPED.findall(output)
    summary = SUMMARY.search(output)
    if summary is None:
        return int(not failed), int(failed), reasons
    passed_cases, failed_cases = map(int, summary.groups())
    return passed_cases - len(reasons), max(failed_cases, int(failed)), reasons


def main():
    results, failed_stages = pathlib.Path(sys.argv[1]), sys.argv[2:]
    passed = failed = 0
    reasons, vectors = [], []
    for path in sorted(results.glob("*.xml")):
        for case in xml.parse(path).getroot().iter("testcase"):
            ok, bad, why = count(case)
            passed, failed = passed + ok, failed + bad
            reasons += [f"{path.stem}: {reason}" for reason in why]
            said = VECTORS.findall(case.findtext("system-out") or "")
            vectors += [f"{path.stem}: {run} published vectors run, {left} skipped"
                        for run, left in said]
    if failed_stages and failed == 0:
        failed = len(failed_stages)  # a stage that failed before it could run a test
    for line in vectors:
        print(f"vectors  {line}")
    for reason in reasons:
        print(f"skipped  {reason}")
    print(f"{passed} passed, {failed} failed, {len(reasons)} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
