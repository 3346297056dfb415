#!/usr/bin/env python3
"""Kills a register under load with SIGKILL, again and again, and checks after each kill that every
receipt it gave still holds and every head it showed is a prefix of the next.

    kill.py REGISTER_LOAD [ROUNDS] [SEED]      ROUNDS: 50, or 1000 where COMITY_LONG is set
"""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time


def main():
    program = sys.argv[1]
    usual = 1000 if os.environ.get("COMITY_LONG") else 50
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else usual
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    chance = random.Random(seed)
    promises = 0
    with tempfile.TemporaryDirectory() as folder:
        register = os.path.join(folder, "register")
        for number in range(rounds):
            # A fresh register now and then, so that its beginning is cut off too.
            if number % 10 == 0:
                register = os.path.join(folder, f"register-{number}")
            output = os.path.join(folder, f"said-{number}")
            with open(output, "wb") as file:
                process = subprocess.Popen([program, "run", register], stdout=file)
                time.sleep(chance.choice([0.02, 0.1, 0.3]) * (0.5 + chance.random()))
                process.send_signal(signal.SIGKILL)
                process.wait()
            said = [os.path.join(folder, f"said-{n}") for n in range(number // 10 * 10, number + 1)]
            check = subprocess.run([program, "check", register, *said], capture_output=True,
                                   text=True)
            if check.returncode != 0:
                print(f"round {number}, seed {seed}: {check.stderr}{check.stdout}")
                return 1
            with open(output, "rb") as file:
                promises += sum(line.startswith(b"entry") for line in file)
    print(f"{rounds} kills, {promises} receipts given before them: all hold, no head lost")
    return 0 if promises > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
