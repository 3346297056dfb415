"""Where the functions of a C++ file stand, found from its braces alone."""

import re

# Comments and directives; strings and characters; what ends a declaration or opens its body.
SKIPPED = r"//[^\n]*|/\*.*?\*/|^[ \t]*#(?:[^\n]*\\\n)*[^\n]*"
LITERAL = r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
TOKEN = re.compile(rf"{SKIPPED}|{LITERAL}|\b(?:public|private|protected):|[{{}};]",
                   re.DOTALL | re.MULTILINE)
CONTAINER = re.compile(r"(?:template\b.*?>\s*)?(?:inline\s+)?"
                       r"(?:namespace|class|struct|enum|union|extern)\b", re.DOTALL)


def functions(text):
    """(first line, number of lines) of each function that is not inside another."""
    containers = []  # for each open brace, whether functions may be defined directly in it
    head, head_begin = "", 0  # the declaration before the next brace, without comments
    function = None  # (depth, first line) of the function that is open
    at = 0
    for token in TOKEN.finditer(text):
        between = text[at:token.start()]
        if not head.strip():
            head, head_begin = "", at + len(between) - len(between.lstrip())
        head += between
        at = token.end()
        mark = token[0]
        if mark == "{":
            is_container = CONTAINER.match(head.lstrip()) is not None
            if not is_container and function is None and "(" in head and all(containers):
                function = len(containers), text.count("\n", 0, head_begin) + 1
            containers.append(is_container)
        elif mark == "}" and containers:
            containers.pop()
            if function and len(containers) == function[0]:
                yield function[1], text.count("\n", 0, token.start()) + 2 - function[1]
                function = None
        if mark in ("{", "}", ";", "public:", "private:", "protected:"):
            head = ""
