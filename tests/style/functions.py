"""Where the functions of a C++ file stand, found from its braces alone."""

import re

# One alternative each: comment, raw string, string, character, brace or semicolon, line feed.
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|[{};]',
    re.DOTALL)
CONTAINER = re.compile(r"^\s*(?:template\b.*?>\s*)?(?:inline\s+)?"
                       r"(?:namespace|class|struct|enum|union|extern)\b", re.DOTALL)


def functions(text):
    """(first line, number of lines) of each function that is not inside another."""
    containers = []  # for each open brace, whether functions may be defined directly in it
    head_at = 0  # where the declaration before the next brace begins
    head = ""
    outermost = None  # (depth, line) of the function that is open
    for token in TOKEN.finditer(text):
        mark = token[0]
        head += text[head_at:token.start()]
        head_at = token.end()
        if mark not in "{};":
            continue
        if mark == "{":
            is_container = CONTAINER.match(re.sub(r"^\s*(#[^\n]*\n\s*|\w+:\s*\n)+", "", head)) is not None
            if not is_container and outermost is None and "(" in head and all(containers):
                begin = token.start() - len(head.lstrip())
                outermost = len(containers), text.count("\n", 0, max(begin, 0)) + 1
            containers.append(is_container)
        elif mark == "}" and containers:
            containers.pop()
            if outermost and len(containers) == outermost[0]:
                yield outermost[1], text.count("\n", 0, token.start()) + 2 - outermost[1]
                outermost = None
        head = ""
