#!/usr/bin/env python3
"""fidelity.py PROGRAM DATA [--check FILE]: how faithful the norms are to what others published.

Prints docs/FIDELITY.md from the collections in the folder DATA: published answers of experts, and
incidents with a legal coding. With --check it compares FILE with what it would print. Cases go by
the id of their source. Exit status 77: the collections are not there.
"""

import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

EXPERTS = "reference/toolkit_cases_dev.jsonl"
CODED = "data/incidents/eurepoc-1.1/eurepoc_legal_coding_subset.csv"

# A field of law of the coding, the question of the norms for it, and why the two part.
FIELDS = [
    ("Sovereignty", "sovereignty",
     "the source codes no effect on a State that it names, so there is nothing to ask about",
     "the norms ask it of every act that reached a State; a coder marks where a breach is seen"),
    ("Due diligence", "due diligence",
     "the coding has no field for the way through a territory, for knowledge or for what was done",
     "raised by the facts, and not coded"),
    ("Human rights", "human rights",
     "the coding does not say what was done to people, nor who owed them the right",
     "raised by the facts, and not coded"),
    ("Cyber espionage", "espionage",
     "no copying or interception of data is coded for a State that is named",
     "data were copied; a coder marks espionage for some of these alone"),
    ("International peace", "force",
     "no loss of function, damage or injury is coded that could raise the question",
     "a loss of function raises the question and does not answer it"),
    ("Armed conflict", "attack",
     "the coding does not name the conflict with which an act is connected",
     "raised by the facts, and not coded"),
    ("Diplomatic / consular law", "mission",
     "the coding does not say that a mission was touched",
     "raised by the facts, and not coded"),
]

HEAD = """# Fidelity

How far the norms come to what others published. `tools/fidelity.py` makes this page, and the test
`fidelity` keeps it current where the collections are at hand. Cases go by the id of their source;
what the source says of them stays outside the repository. The five answers are explained in
[the scale](../norms/academic-coding/02-expert-answers.norm.md), and how a case is read in the
tables under [mappings](../mappings/README.md). Where an answer was published on a stated reading,
the norms are read with it, and the column *read with* says so.
"""


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=300)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return done.stdout


def table(columns, rows):
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def assessed(program, file):
    """id -> the questions that the norms raise, and their answers."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "assessed.jsonl")
        run(program, "assess", "--batch", file, "--from", "eurepoc", "--out", out)
        cases = [json.loads(line) for line in out.read_text().splitlines()]
    raised = collections.defaultdict(lambda: collections.defaultdict(set))
    for case in cases:
        for question in case.get("questions", []):
            raised[case["id"]][question["question"]].add(question["answer"])
    return raised


def ids(some):
    return ", ".join(sorted(some, key=int)) or "none"


def fields(program, file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        rows = {row["ID"]: row for row in csv.DictReader(stream)}
    raised = assessed(program, file)
    coded = {i: set(r["IL_breach_indicator"].split("; ")) for i, r in rows.items()}
    lines, parted = [], []
    for label, question, not_raised, not_coded in FIELDS:
        with_label = {i for i in rows if label in coded[i]}
        with_question = {i for i in rows if question in raised[i]}
        both = with_label & with_question
        neither = rows.keys() - with_label - with_question
        lines.append([label, question, len(with_label), len(both), len(with_label - both),
                      len(with_question - both), f"{len(both) + len(neither)} of {len(rows)}"])
        for some, why in ((with_label - both, not_raised), (with_question - both, not_coded)):
            if some:
                how = "coded and not raised" if why == not_raised else "raised and not coded"
                parted.append(f"- {label}, {how} ({ids(some)}): {why}.")
    responsible = {i for i, r in rows.items()
                   if r["state_responsibility_indicator"].startswith(("Direct", "Indirect"))}
    shown = {i for i in rows if "established" in raised[i]["attribution"]}
    lines.append(["State responsibility", "attribution established", len(responsible),
                  len(responsible & shown), len(responsible - shown), len(shown - responsible),
                  f"{len(rows) - len(responsible ^ shown)} of {len(rows)}"])
    if responsible - shown:
        parted.append(f"- State responsibility, coded and not established "
                      f"({ids(responsible - shown)}): the coding says direct or indirect; the "
                      "norms ask for an organ, or for instructions, direction or control, and the "
                      "source does not say which.")
    columns = ["label", "held against", "coded", "both", "coded only", "raised only", "agree"]
    return (f"{len(rows)} incidents with a legal coding. A field that is coded says that it is "
            "*touched*: it is held against whether the norms raise the question.\n\n"
            + table(columns, lines) + "\nWhy they part:\n\n" + "\n".join(parted) + "\n")


def responses(program, file):
    """The agreement on the response label, without the explanations, which name States."""
    out = run(program, "agreement", "eurepoc", file)
    lines = [l for l in out.splitlines() if l and not l.startswith(" ")]
    counted = next(l for l in lines if " comparable, of these " in l)
    apart = [l.split(",")[0] + ": " + l.split("published ", 1)[1] for l in lines
             if "published " in l and "legal_response_indicator: " in l]
    return (counted + ".\n\n" + "\n".join(f"- {one}" for one in apart)
            + "\n\nEach of these rows differs from the rule that the labels of the database print "
              "themselves, applied to its own codes of responsibility and of fields of law.\n")


def unnamed(text):
    """A topic that names the State to which an act is attributed is printed without the name."""
    return re.sub(r"\| attribution to (?!State B)[^|]+ \|", "| attribution |", text.rstrip()) + "\n"


def page(program, data):
    return "\n".join([
        HEAD, "## Answers of experts\n", unnamed(run(program, "agreement", "experts",
                                                     data / EXPERTS, "--format", "markdown")),
        "## Incidents with a legal coding: fields of law\n", fields(program, data / CODED),
        "## Incidents with a legal coding: the response\n", responses(program, data / CODED)])


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not (data / EXPERTS).is_file() or not (data / CODED).is_file():
        print(f"skipped: the collections are not in {data}")
        return 77
    text = page(program, data)
    if "--check" not in sys.argv:
        print(text, end="")
        return 0
    file = pathlib.Path(sys.argv[sys.argv.index("--check") + 1])
    if file.read_text() == text:
        return 0
    print(f"{file} is not what the norms come to now; make it again with\n"
          f"  tools/fidelity.py PROGRAM DATA >{file}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
