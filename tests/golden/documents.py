"""documents.py PROGRAM FILE.md…: what a document shows of the program is what the program does.

In a fenced `console` or `sh` block, a line `$ COMMAND` is run and the lines below it, up to the
next command, are what it must print (standard output, then standard error); a line `…` stands for
any number of lines. Only comity is run: a command of another kind may stand there without output.
"""

import pathlib
import re
import sys

import run as golden

BLOCK = re.compile(r"^```(?:console|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def matches(shown, printed):
    parts = [re.escape(part) for part in re.split(r"^…\n", shown, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


def failures(program, text):
    for block in BLOCK.findall(text):
        for command, shown in COMMAND.findall(block):
            if not shown.strip():
                continue
            if not re.match(r"(\./)?comity ", command):
                yield f"$ {command}\nonly comity can be shown with its output"
                continue
            out, err, _ = golden.run(program, command)
            if not matches(shown, out + err):
                yield f"$ {command}\n" + golden.difference("output", shown, out + err)


def main():
    failed = False
    for name in sys.argv[2:]:
        for text in failures(sys.argv[1], pathlib.Path(name).read_text()):
            failed = True
            print(f"{name}: {text}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
