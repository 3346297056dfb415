"""fuzz.py BUILD RESULT SECONDS: runs every libFuzzer program of a build (cmake/fuzz.cmake).

Each first replays tests/corpus/NAME, then searches for SECONDS from there, with the words of
tests/corpus/NAME.dict. What it finds new goes to BUILD/corpus/NAME and is kept for the next run; an
input that crashes is left in BUILD/crashes, and belongs into tests/corpus once it is mended.
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys

import junit

ROOT = pathlib.Path(__file__).resolve().parent.parent


def fuzz(program, build, seconds):
    name = program.name.removesuffix("_fuzz")
    found, crashes = build / "corpus" / name, build / "crashes"
    found.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(exist_ok=True)
    corpus = ROOT / "tests" / "corpus" / name
    seeds = [corpus] if corpus.is_dir() else []
    words = corpus.with_suffix(".dict")
    options = [f"-dict={words}"] if words.exists() else []
    run = subprocess.run(
        [program, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-verbosity=0",
         "-max_len=16384", f"-artifact_prefix={crashes}/{name}-", *options, found, *seeds],
        text=True, errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if run.returncode == 0:
        return f"fuzz.{name}", "passed", ""
    print(f"{name}:\n{run.stdout[-6000:]}", flush=True)
    return f"fuzz.{name}", "failed", run.stdout[-2000:]


def main():
    build, result, seconds = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3])
    programs = sorted(p for p in build.glob("**/*_fuzz") if p.is_file() and os.access(p, os.X_OK))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        cases = list(pool.map(lambda program: fuzz(program, build, seconds), programs))
    junit.write(result, "fuzz", cases or [("fuzz", "skipped", "no fuzz target is built")])
    return any(status == "failed" for _, status, _ in cases)


if __name__ == "__main__":
    sys.exit(main())
