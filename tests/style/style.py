"""The style as a test: reads every file of the repository and prints each offence with its cure.

What a formatter, a compiler or clang-tidy can see is left to them. Limits and tables stand first;
each check is a generator of (file, line, message).
"""

import pathlib
import re
import subprocess
import sys

from functions import functions

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
COLUMNS_MAX = 100
RUN_PACKAGES_MAX = 30
BLOB_BYTES_MAX = 200_000
VECTORS_BYTES_MAX = 500_000  # published test vectors stay whole

# DESIGN: an include points to a lower floor, or stays in its room.
FLOORS = {"base": 0, "reason": 1, "procedure": 1, "language": 2, "register": 3, "dossier": 3,
          "regime": 4, "exchange": 4, "documents": 4, "editor": 4, "simulate": 4, "server": 5,
          "web": 5, "app": 6}

# Outside headers, by their beginning, and the rooms whose .cc files may include them.
# Headers that only .cc files of their own room include, to speak to an outside library in one place.
ADAPTERS = ("src/register/json_reader.h", "src/register/postgres.h", "src/register/sqlite.h")
OWNERS = {"tl/": FLOORS, "boost/json": FLOORS, "doctest/": FLOORS, "CLI/": ("app",),
          "openssl/": ("base", "register", "exchange", "server"), "sodium": ("register", "exchange"),
          "sqlite3": ("register",), "libpq": ("register",), "boost/": ("server",),
          "date/": ("base",)}
SYSTEM_HEADERS = ("base", "app", "server")  # rooms that may speak to the operating system itself

# What cmake/libraries.cmake may look for, and the Debian packages that hold it.
PACKAGES = {"Threads": (), "OpenSSL": ("libssl-dev",), "Boost": ("libboost-json1.81-dev",),
            "PkgConfig": ("pkg-config",), "Sodium": ("libsodium-dev",), "ZLIB": ("zlib1g-dev",),
            "SQLite": ("libsqlite3-dev",), "Postgres": ("libpq-dev",),
            "date": ("libhowardhinnant-date-dev",)}

BANNED = [  # pattern, what to use instead, files in which it may stand
    (r"<regex>|std::regex", "a small hand-written reader: it is clear, bounded and fast", ()),
    (r"<iostream>|std::c(out|err|in)\b|std::endl", "a string that the app prints", ()),
    # A condition variable waits by the machine's own clock and by no other.
    (r"(system|steady|high_resolution)_clock::now", "Clock of base/env.h",
     ("src/base/posix_env.cc", "src/register/register.cc")),
    (r"\bstd::s?rand\b|random_device|<sys/random\.h>", "Random of base/env.h", ("src/base/posix_env.cc",)),
    (r"std::sto[iuldf]+\b|\bato[il]l?\(", "std::from_chars, which reports what it did not read", ()),
    (r"\b(localtime|gmtime|mktime|strftime)(_r)?\(", "Date and Instant of base/date.h", ()),
    (r"\bthrow\b(?! away)", "fail(…) and Result of base/result.h", ()),
    (r"(?<![_\w])assert\(", "COMITY_ASSERT, which release builds keep", ()),
    (r"\bgetenv\b", "a parameter; only src/app reads the environment", ("src/app/", "_test.cc", "_for_test.h")),
    (r"\b(v?sprintf|strcpy|strcat|gets)\(", "std::string or std::snprintf", ()),
    (r"\bdelete\s+\w|\bfree\(", "an owner: std::unique_ptr or a container", ()),
    (r"using namespace std\b", "the name with its namespace", ()),
    (r"#ifndef \w+_H_?\b", "#pragma once", ()),
    (r"nlohmann|rapidjson", "base/json.h", ()),
]
LEFTOVER = re.compile(r"\b(" + "|".join(["FIX" + "ME", "TO" + "DO", "X" * 3]) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home)/\w")
CODE = (".h", ".cc")
SELF = "tests/style/"


def tracked():
    listing = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted({n for n in listing.stdout.split("\0") if n and (ROOT / n).is_file()})


def room_of(name):
    parts = name.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "src" else None


def code_only(line):
    """The line without its string literals and its comment."""
    return re.sub(r"//.*", "", re.sub(r'"(\\.|[^"\\])*"', '""', line))


def check_sizes(name, lines):
    if len(lines) > FILE_LINES_MAX:
        yield 1, f"{len(lines)} lines, over {FILE_LINES_MAX}: divide it where its subject divides"
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS_MAX and "http" not in line:
            yield number, f"{len(line)} columns, over {COLUMNS_MAX}"
    if name.endswith(CODE):
        for number, length in functions("\n".join(lines)):
            if length > FUNCTION_LINES_MAX:
                yield number, f"a function of {length} lines, over {FUNCTION_LINES_MAX}"


def check_includes(name, lines):
    room = room_of(name)
    for number, line in enumerate(lines, 1):
        own = re.match(r'#include "(\w+)/', line)
        if own and room and own[1] in FLOORS and own[1] != room:
            if FLOORS[own[1]] >= FLOORS.get(room, 9):
                yield number, f"{room} may not include {own[1]}: an arrow goes down only"
        outside = re.match(r"#include <([\w.+-]+/?[^>]*)>", line)
        if outside and room and not name.endswith("_test.cc"):
            yield from ((number, fault) for fault in outside_faults(name, room, outside[1]))


def outside_faults(name, room, header):
    if re.fullmatch(r"\w+", header) or header in ("stddef.h", "stdint.h"):
        return  # of the C++ standard, or what a header for C needs
    owners = next((rooms for start, rooms in OWNERS.items() if header.startswith(start)), None)
    if owners is None and not re.fullmatch(r"(sys/|netinet/|arpa/)?\w+\.h", header):
        yield f"<{header}> has no owner: name its room in {SELF}style.py"
    elif room not in (owners or SYSTEM_HEADERS):
        yield f"<{header}> belongs to {', '.join(owners or SYSTEM_HEADERS)}"
    elif name.endswith(".h") and not re.search(r"^tl/|^doctest/|/fwd\b", header):
        if not name.endswith("_for_test.h") and name not in ADAPTERS:
            yield f"<{header}> in a header: outside headers stand in .cc files only"


def check_words(name, lines):
    for number, line in enumerate(lines, 1):
        if LEFTOVER.search(line):
            yield number, "a leftover: do it, or write it down where work is planned"
        if MACHINE_PATH.search(line):
            yield number, "a path of one machine"
        if name.endswith(CODE) and name.startswith(("src/", "tests/", "bench/")):
            code = code_only(line) if "#include" not in line else line
            for pattern, instead, excepted in BANNED:
                if re.search(pattern, code) and not any(e in name for e in excepted):
                    yield number, f"`{re.search(pattern, code)[0]}`: use {instead}"
        if line != line.rstrip() and not name.endswith(".md"):
            yield number, "white space at the end of the line"


def check_header(name, lines):
    if name.endswith(".h") and "#pragma once" not in lines:
        yield 1, "a header without #pragma once"


def check_blob(name):
    path = ROOT / name
    limit = VECTORS_BYTES_MAX if name.startswith("tests/vectors/") else BLOB_BYTES_MAX
    if path.stat().st_size > limit:
        yield 1, f"{path.stat().st_size} bytes, over {limit}: the repository keeps sources"
    executable = path.stat().st_mode & 0o100 != 0
    if executable != (path.open("rb").read(2) == b"#!"):
        yield 1, "its mode and its first line disagree on whether it is a program"


def check_rooms(names):
    for room in sorted({room_of(n) for n in names} - {None}):
        if room not in FLOORS:
            yield f"src/{room}", 1, f"a room without a floor: name it in {SELF}style.py"
        if f"src/{room}/README.md" not in names:
            yield f"src/{room}", 1, "a room without README.md: purpose, invariants, entry points"


def check_packages(texts):
    wanted = re.findall(r"^(?:find_package|pkg_check_modules)\((\w+)",
                        texts.get("cmake/libraries.cmake", ""), re.MULTILINE)
    for name in wanted:
        if name not in PACKAGES:
            yield "cmake/libraries.cmake", 1, f"{name}: name its Debian package in {SELF}style.py"
        for package in set(PACKAGES.get(name, ())) - set(texts[".ci/apt-run"].split()):
            yield ".ci/apt-run", 1, f"{package} is missing: cmake/libraries.cmake looks for {name}"
    if len(texts[".ci/apt-run"].split()) > RUN_PACKAGES_MAX:
        yield ".ci/apt-run", 1, f"over {RUN_PACKAGES_MAX} names: a user installs them all"


def check_dead(names, texts):
    built = "\n".join(t for n, t in texts.items() if n.endswith(("CMakeLists.txt", ".cmake")))
    code = "\n".join(t for n, t in texts.items() if n.endswith(CODE))
    for name in names:
        base = name.split("/")[-1]
        if name.endswith(".cc") and not re.search(rf"\b{re.escape(base)}\b", built):
            yield name, 1, "no CMakeLists.txt builds it"
        if name.endswith(".h") and name.startswith("src/"):
            if f'#include "{name.removeprefix("src/")}"' not in code:
                yield name, 1, "no file includes it"


def offences():
    names = tracked()
    texts = {}
    for name in names:
        yield from ((name, *fault) for fault in check_blob(name))
        try:
            texts[name] = (ROOT / name).read_bytes().decode()
        except UnicodeDecodeError:
            continue  # a test vector or an image
    for name, text in texts.items():
        if name.startswith((SELF, "tests/corpus/", "tests/vectors/", "LICENSE")):
            continue
        lines = text.split("\n")[:-1] if text.endswith("\n") else text.split("\n")
        yield from ((name, *fault) for fault in check_words(name, lines))
        if name.endswith((*CODE, ".py", ".sh", ".cmake")):
            yield from ((name, *fault) for fault in check_sizes(name, lines))
        if name.endswith(CODE):
            yield from ((name, *fault) for fault in check_includes(name, lines))
            yield from ((name, *fault) for fault in check_header(name, lines))
    yield from check_rooms(names)
    yield from check_packages(texts)
    yield from check_dead(names, texts)


def main():
    found = sorted(set(offences()))
    for name, line, message in found:
        print(f"{name}:{line}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
