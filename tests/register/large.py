"""A large register stays small in memory and quick to open; prints every figure of the benchmark.

    large.py REGISTER_BENCH      100,000 entries, or a million where COMITY_LONG is set
What is asserted does not depend on how busy the machine is, but for a wide margin.
"""
import os
import re
import subprocess
import sys
import tempfile

LIMITS = {"open": (r"open +([\d.]+) s", 1), "memory": (r"memory +(\d+) MB", 256),
          "proof": (r"proof +([\d.]+) us \(cold\)", 50)}


def main():
    count = "1000000" if os.environ.get("COMITY_LONG") else "100000"
    with tempfile.TemporaryDirectory() as folder:
        report = subprocess.run([sys.argv[1], count, os.path.join(folder, "register")], check=True,
                                capture_output=True, text=True).stdout
    print(report)
    over = [name for name, (pattern, limit) in LIMITS.items()
            if float(re.search(pattern, report)[1]) >= limit]
    print(f"over the limit: {', '.join(over)}" if over else "within every limit")
    return 1 if over or "audit       clean" not in report or ", 0 refused" not in report else 0


if __name__ == "__main__":
    sys.exit(main())
