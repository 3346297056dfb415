"""The one shape in which every stage of ./check hands over its tests: JUnit XML."""

import xml.etree.ElementTree as xml


def write(path, suite, cases):
    """cases: (name, status, text) with status 'passed', 'failed' or 'skipped'."""
    root = xml.Element("testsuite", name=suite)
    for name, status, text in cases:
        case = xml.SubElement(root, "testcase", name=name, status=status)
        if status == "failed":
            xml.SubElement(case, "failure", message=text)
        elif status == "skipped":
            xml.SubElement(case, "skipped", message=text)
    xml.ElementTree(root).write(path, encoding="utf-8")
