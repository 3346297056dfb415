"""traceability.py FILE: every norm that a traceability table names exists.

In each row the link leads to a file and to a heading in it, and the rules and [readings] of the row
are declared under that heading.
"""

import pathlib
import re
import sys

ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| \[[^\]]*\]\(([^)#]+)#([^)]+)\) \| ([^|]*) \|", re.MULTILINE)


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def sections(text):
    """slug -> the lines up to the next heading."""
    found, name = {}, None
    for line in text.splitlines():
        if line.startswith("#"):
            name = slug(line.lstrip("#"))
        if name is not None:
            found.setdefault(name, []).append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}


def offences(file):
    rows = ROW.findall(file.read_text())
    tabled = sum(line.startswith("| ") for line in file.read_text().splitlines())
    heads = sum(line.startswith("| row ") for line in file.read_text().splitlines())
    if len(rows) != tabled - heads or not rows:
        yield f"{tabled - heads} rows, of which {len(rows)} can be read"
    for path, anchor, rules in rows:
        norm = (file.parent / path).resolve()
        if not norm.is_file():
            yield f"{path}: there is no such file"
            continue
        section = sections(norm.read_text()).get(anchor)
        if section is None:
            yield f"{path}: no heading reads #{anchor}"
            continue
        for name in filter(None, (part.strip() for part in rules.split(","))):
            declared = (f"^reading {re.escape(name[1:-1])}: " if name.startswith("[")
                        else rf"^rule {re.escape(name)}(:| )")
            if not re.search(declared, section, re.MULTILINE):
                yield f"{path}#{anchor}: {name} is not declared there"


def main():
    found = [o for name in sys.argv[1:] for o in offences(pathlib.Path(name).resolve())]
    for offence in found:
        print(offence)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
