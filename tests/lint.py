"""lint.py format|tidy RESULT [--all]: clang-format and clang-tidy over the code.

format looks at every file. tidy looks at the .cc files changed since the merge base with
origin/main (or in the last 20 commits where there is none; with --all at every file) and uses
build/check/compile_commands.json. It starts no file after BUDGET_S seconds and says how many it did
not reach. A file found clean is not looked at again until it, a header or the settings change:
build/tidy remembers.
"""

import concurrent.futures
import hashlib
import os
import pathlib
import subprocess
import sys
import time

import junit

BUDGET_S = 240
ROOT = pathlib.Path(__file__).resolve().parent.parent
CLEAN = ROOT / "build" / "tidy"


def git(*arguments):
    run = subprocess.run(["git", "-c", f"safe.directory={ROOT}", *arguments], cwd=ROOT, text=True,
                         capture_output=True, check=False)
    return run.stdout.split() if run.returncode == 0 else []


def sources(*suffixes):
    names = git("ls-files", "--cached", "--others", "--exclude-standard")
    return sorted(n for n in names if n.endswith(suffixes) and (ROOT / n).is_file())


def changed():
    base = git("merge-base", "HEAD", "origin/main") or git("rev-parse", "HEAD~20")
    if not base:
        return sources(".cc")
    if base == git("rev-parse", "HEAD"):
        base = git("rev-parse", "HEAD~20") or base
    return sorted(set(git("diff", "--name-only", base[0])) & set(sources(".cc")))


def check_format():
    files = sources(".h", ".cc")
    run = subprocess.run(["clang-format-19", "--dry-run", "-Werror", *files], cwd=ROOT, text=True,
                         stderr=subprocess.PIPE, check=False)
    print(run.stderr, end="")
    return [("clang-format", "passed" if run.returncode == 0 else "failed", run.stderr[:2000])]


def digest(names):
    total = hashlib.sha256()
    for name in names:
        total.update(name.encode() + b"\0" + (ROOT / name).read_bytes())
    return total.hexdigest()


def tidy(name, shared, deadline):
    mark = CLEAN / (digest([name]) + shared)[:96]
    if mark.exists():
        return name, "passed", ""
    if time.monotonic() > deadline:
        return name, "skipped", ""
    run = subprocess.run(["clang-tidy-19", "-p", "build/check", "--quiet", "--use-color=0", name],
                         cwd=ROOT, text=True, capture_output=True, check=False)
    if run.returncode != 0:
        print(run.stdout, flush=True)
        return name, "failed", run.stdout[:2000]
    mark.touch()
    return name, "passed", ""


def check_tidy(everything):
    known = (ROOT / "build/check/compile_commands.json").read_text()
    files = [n for n in (sources(".cc") if everything else changed()) if f"/{n}\"" in known]
    CLEAN.mkdir(parents=True, exist_ok=True)
    shared = digest([".clang-tidy", *sources(".h")])
    deadline = time.monotonic() + (float("inf") if everything else BUDGET_S)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(lambda name: tidy(name, shared, deadline), files))
    late = [name for name, status, _ in done if status == "skipped"]
    cases = [case for case in done if case[1] != "skipped"]
    if late:
        text = f"{len(late)} of {len(files)} files not reached in {BUDGET_S} s; --long reaches all"
        cases.append(("clang-tidy", "skipped", text))
    return cases or [("clang-tidy", "skipped", "no file of the build has changed")]


def main():
    task, result = sys.argv[1:3]
    cases = check_format() if task == "format" else check_tidy("--all" in sys.argv)
    junit.write(result, task, cases)
    return any(status == "failed" for _, status, _ in cases)


if __name__ == "__main__":
    sys.exit(main())
