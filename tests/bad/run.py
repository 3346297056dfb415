"""Refuses what has to be refused, and says why.

Each file of norms/, cases/, attributions/ and options/ makes one mistake. Beside it, NAME.expect
holds the stable code of the error, the line and column at which it has to be reported, and a phrase
that has to be read in the message or in the advice. The program has to end with status 2, report
exactly that error, and print no answer. The sound files show that the runner would see it if
everything were refused.

usage: run.py PROGRAM [NAME…]
"""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LAW = HERE / "sound-law.norm.md"
CASE = HERE / "sound-case.norm.md"
CASEWORK = HERE / "sound-casework.attribution.md"
OPTIONS = HERE / "sound-options.options.md"
SUFFIXES = {"norms": ".norm.md", "cases": ".norm.md", "attributions": ".attribution.md",
            "options": ".options.md"}
REFUSED = 2
ERROR = re.compile(r"^.*?:(?P<at>\d+:\d+): error: .* \[(?P<code>[a-z-]+)\]$", re.MULTILINE)


def command(program, path):
    if path.parent.name == "norms" or path == LAW:
        return [program, "norms", "check", str(path)]
    if path.name.endswith(".attribution.md"):
        return [program, "attribution", str(path)]
    if path.name.endswith(".options.md"):
        return [program, "options", str(ROOT / "examples/senn-grid"), "--for", "Dalmere",
                "--judgements", str(path)]
    return [program, "assess", str(path), "--norms", str(LAW)]


def run(program, path):
    return subprocess.run(
        command(program, path), capture_output=True, text=True, timeout=60, check=False
    )


def unwrapped(text):
    """The text with the line ends of a narrow terminal taken out."""
    return " ".join(text.split())


def complaints(program, path):
    """What is wrong with the way in which the file is refused; nothing if all is well."""
    expected = path.with_name(path.name.split(".")[0] + ".expect")
    code, at, phrase = expected.read_text().splitlines()
    result = run(program, path)
    errors = [(match["at"], match["code"]) for match in ERROR.finditer(result.stderr)]
    found = []
    if result.returncode != REFUSED:
        found.append(f"ends with status {result.returncode}, not {REFUSED}")
    if errors != [(at, code)]:
        found.append(f"reports {errors}, not {[(at, code)]}")
    if phrase not in unwrapped(result.stderr):
        found.append(f"does not say {phrase!r}")
    if result.stdout:
        found.append(f"prints an answer: {result.stdout[:80]!r}")
    return [f"{path.relative_to(HERE)}: {each}\n{result.stderr}" for each in found]


def main():
    program, names = sys.argv[1], sys.argv[2:]
    failures = []
    for path in (LAW, CASE, CASEWORK, OPTIONS):
        result = run(program, path)
        if result.returncode != 0 or not result.stdout:
            failures.append(f"{path.name}: sound, and refused\n{result.stderr}")
    files = [path for folder, suffix in SUFFIXES.items()
             for path in sorted(HERE.glob(f"{folder}/*{suffix}"))]
    wanted = [path for path in files if not names or path.name.split(".")[0] in names]
    for path in wanted:
        failures += complaints(program, path)
    print("\n".join(failures))
    print(f"{len(wanted)} files with a mistake, {len(failures)} complaints")
    return 1 if failures or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
