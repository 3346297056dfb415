#!/usr/bin/env python3
"""Four servers over one database, under load. Whichever is the sequencer is killed or stopped,
again and again: another takes over, every receipt that any server gave holds, and every head that
any server showed is a prefix of the next. Run by postgres.py, which starts the database.

    servers.py REGISTER_LOAD [ROUNDS] [SEED]      ROUNDS: 6, or 60 where COMITY_LONG is set
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

# How long it may take until receipts flow again, on a machine that may be busy with other tests.
# The database gives up on a silent sequencer after five seconds.
BOUND = {signal.SIGKILL: 10, signal.SIGSTOP: 15}


def place(folder):
    return f"{folder}@{os.environ['COMITY_POSTGRES']}"


class Server:
    def __init__(self, program, folder, name):
        self.program, self.folder, self.name, self.starts = program, folder, name, 0
        self.said, self.process = [], None
        self.start()

    def start(self):
        self.said.append(self.folder / f"said-{self.name}-{self.starts}")
        self.starts += 1
        with open(self.said[-1], "wb") as file:
            self.process = subprocess.Popen(
                [self.program, "serve", place(self.folder / f"server-{self.name}")], stdout=file)

    def lines(self):
        return self.said[-1].read_bytes().split(b"\n")[:-1]

    def count(self, word):
        return sum(line.startswith(word) for line in self.lines())


def wait_for(what, seconds, condition):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"BROKEN: no {what} within {seconds} s")
        time.sleep(0.02)


def sequencer_of(servers, elections):
    """The one that has become it since elections were counted; None if nobody has."""
    return next((s for s in servers if s.count(b"sequencer") > elections.get(s.name, 0)), None)


def round_of(servers, leader, blow):
    """Strikes the sequencer, and waits until all others have receipts again; its successor."""
    others = [s for s in servers if s is not leader]
    elections = {s.name: s.count(b"sequencer") for s in servers}
    leader.process.send_signal(blow)
    wait_for("new sequencer", BOUND[blow], lambda: sequencer_of(others, elections))
    answered = {s.name: s.count(b"entry") for s in others}
    successor = sequencer_of(others, elections)
    wait_for("receipt", BOUND[blow],
             lambda: all(s.count(b"entry") > answered[s.name] for s in others))
    if blow == signal.SIGKILL:
        leader.process.wait()
        leader.start()
    else:  # it believes that it is the sequencer still, while another one is
        leader.process.send_signal(signal.SIGCONT)
    return successor


def main():
    program = sys.argv[1]
    usual = 60 if os.environ.get("COMITY_LONG") else 6
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else usual
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    longest = dict.fromkeys(BOUND, 0.0)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([program, "begin", place(folder / "begin")], check=True)
        servers = [Server(program, folder, n) for n in range(4)]
        try:
            wait_for("sequencer", 20, lambda: sequencer_of(servers, {}))
            leader = sequencer_of(servers, {})
            for number in range(rounds):
                blow = signal.SIGSTOP if number % 3 == 2 else signal.SIGKILL
                time.sleep(0.2 + chance.random())
                begin = time.monotonic()
                leader = round_of(servers, leader, blow)
                longest[blow] = max(longest[blow], time.monotonic() - begin)
        finally:
            for server in servers:
                server.process.send_signal(signal.SIGCONT)
                server.process.kill()
                server.process.wait()
        said = [path for server in servers for path in server.said]
        promises = sum(path.read_bytes().count(b"entry ") for path in said)
        check = subprocess.run([program, "check", place(folder / "check"), *said],
                               capture_output=True, text=True, check=False)
        if check.returncode != 0 or promises == 0:
            sys.exit(f"{check.stderr}{check.stdout}")
    print(f"{rounds} sequencers struck, {promises} receipts of four servers: all hold")
    print(f"receipts again after {longest[signal.SIGKILL]:.1f} s at most where it was killed, "
          f"{longest[signal.SIGSTOP]:.1f} s where it was stopped")


if __name__ == "__main__":
    main()
