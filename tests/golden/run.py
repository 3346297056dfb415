#!/usr/bin/env python3
"""run.py PROGRAM [--update] CASE…: what a user types and sees, kept as files.

CASE is a folder tests/golden/<area>/<case> with
  cmd     the command, as in a shell at the root of the repository: `comity assess examples/…`
  out     what must appear on standard output
  err     what must appear on standard error (no file: nothing)
  status  the exit status (no file: 0)
--update writes the last three as they are now; read the difference before you commit it.
"""

import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TIMEOUT_S = 120


def run(program, command):
    """(stdout, stderr, status) of a shell command in which `comity` and `./comity` are PROGRAM."""
    with tempfile.TemporaryDirectory() as bin_dir:
        os.symlink(pathlib.Path(program).resolve(), pathlib.Path(bin_dir) / "comity")
        done = subprocess.run(
            ["sh", "-c", command.replace("./comity ", "comity ")], cwd=ROOT, capture_output=True,
            timeout=TIMEOUT_S, check=False, stdin=subprocess.DEVNULL,
            env={"PATH": f"{bin_dir}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
                 "COLUMNS": "100", "NO_COLOR": "1", "HOME": bin_dir})
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def difference(name, expected, actual):
    return "".join(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True),
                                        f"{name} (expected)", f"{name} (now)"))


def expected_of(case):
    read = lambda name: (case / name).read_text() if (case / name).exists() else ""
    return {"out": read("out"), "err": read("err"), "status": read("status") or "0\n"}


def update(case, actual):
    empty = {"err": "", "status": "0\n"}
    for name, text in actual.items():
        if text == empty.get(name):
            (case / name).unlink(missing_ok=True)
        else:
            (case / name).write_text(text)


def main():
    program, arguments = sys.argv[1], sys.argv[2:]
    failed = False
    for case in (pathlib.Path(a).resolve() for a in arguments if a != "--update"):
        out, err, status = run(program, (case / "cmd").read_text())
        actual = {"out": out, "err": err, "status": f"{status}\n"}
        if "--update" in arguments:
            update(case, actual)
            continue
        for name, text in expected_of(case).items():
            if text != actual[name]:
                failed = True
                print(difference(case.relative_to(ROOT) / name, text, actual[name]))
    return failed


if __name__ == "__main__":
    sys.exit(main())
