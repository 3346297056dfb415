"""Refuses what has to be refused, and says why.

Each file of norms/ and cases/ makes one mistake. Beside it, NAME.expect holds the stable code of
the error, the line and column at which it has to be reported, and a phrase that has to be read in
the message or in the advice. The program has to end with status 2, report exactly that error, and
print no answer. The two sound files show that the runner would see it if everything were refused.

usage: run.py PROGRAM [NAME…]
"""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LAW = HERE / "sound-law.norm.md"
CASE = HERE / "sound-case.norm.md"
REFUSED = 2
ERROR = re.compile(r"^.*?:(?P<at>\d+:\d+): error: .* \[(?P<code>[a-z-]+)\]$", re.MULTILINE)


def command(program, path):
    if path.parent.name == "norms" or path == LAW:
        return [program, "norms", "check", str(path)]
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
    expected = path.with_name(path.name.replace(".norm.md", ".expect"))
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
    for path in (LAW, CASE):
        result = run(program, path)
        if result.returncode != 0 or not result.stdout:
            failures.append(f"{path.name}: sound, and refused\n{result.stderr}")
    files = sorted(HERE.glob("norms/*.norm.md")) + sorted(HERE.glob("cases/*.norm.md"))
    wanted = [path for path in files if not names or path.name.split(".")[0] in names]
    for path in wanted:
        failures += complaints(program, path)
    print("\n".join(failures))
    print(f"{len(wanted)} files with a mistake, {len(failures)} complaints")
    return 1 if failures or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
