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
AUDIT_LEAST = 500_000 / 5  # entries a second: what a quiet machine must do, and the margin


def main():
    count = "1000000" if os.environ.get("COMITY_LONG") else "100000"
    with tempfile.TemporaryDirectory() as folder:
        report = subprocess.run([sys.argv[1], count, os.path.join(folder, "register")], check=True,
                                capture_output=True, text=True).stdout
    print(report)
    over = [name for name, (pattern, limit) in LIMITS.items()
            if float(re.search(pattern, report)[1]) >= limit]
    audit = re.search(r"audit +clean, (\d+) entries/s", report)
    if not audit or int(audit[1]) < AUDIT_LEAST:
        over.append("audit")
    print(f"over the limit: {', '.join(over)}" if over else "within every limit")
    return 1 if over or ", 0 refused" not in report else 0


if __name__ == "__main__":
    sys.exit(main())
