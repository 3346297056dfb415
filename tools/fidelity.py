#!/usr/bin/env python3
"""fidelity.py PROGRAM DATA [--check FILE]: how faithful the norms are to what others published.

Prints docs/FIDELITY.md from the collections in the folder DATA: published answers of experts, and
incidents with a legal coding. With --check it compares FILE with what it would print. Cases go by
the id of their source. Exit status 77: the collections are not there.
"""

import ast
import collections
import csv
import fnmatch
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXPERTS = "reference/toolkit_cases_dev.jsonl"
DATABASE = "data/incidents/eurepoc-1.1/EuRepoC_Global_Database_1.1.csv"
CODED = "data/incidents/eurepoc-1.1/eurepoc_legal_coding_subset.csv"

# A field of law of the coding, and the question of the norms for it.
FIELDS = {"Sovereignty": "sovereignty", "Due diligence": "due diligence",
          "Human rights": "human rights", "Cyber espionage": "espionage",
          "International peace": "force", "Armed conflict": "attack",
          "Diplomatic / consular law": "mission"}
ATTRIBUTION = "attribution"
NOTHING = ("", "Not available")  # of the coding's own ways of leaving a field open

HEAD = """# Fidelity

How far the norms come to what others published. `tools/fidelity.py` makes this page, and the test
`fidelity` keeps it current where the collections are at hand. Cases go by the id of their source;
what the source says of them stays outside the repository. The five answers are explained in
[the scale](../norms/academic-coding/02-expert-answers.norm.md), and how a case is read in the
tables under [mappings](../mappings/README.md). Where an answer was published on a stated reading,
the norms are read with it, and the column *read with* says so.
"""


def run(program, *arguments, mappings=None):
    chosen = {"COMITY_MAPPINGS": mappings} if mappings else {}
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True,
                          timeout=300, env=dict(os.environ, **chosen))
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


class Norms:
    """What raises a question, and what answers it, in the words of docs/formats/graph.md."""

    def __init__(self, program):
        self.graph = json.loads(run(program, "norms", "graph"))
        self.questions = {q["name"]: q for q in self.graph["questions"]}

    def words(self, pattern):
        sentence = self.graph["sentences"][pattern["sentence"]]
        return sentence.get("opposite", "not so: " + sentence["words"]) if pattern["not"] \
            else sentence["words"]

    def raised_when(self, question):
        return "; or ".join(" and ".join(f"`{self.words(p)}`" for p in premises)
                            for premises in self.questions[question]["raised_when"])

    def rules_for(self, question):
        head = {"not": False, "sentence": self.questions[question]["sentence"]}
        return ", ".join(sorted({w["rule"] for w in self.graph["ways"]
                                 if w["part"] == "rule" and w["head"] == head}))


def no_states():
    """The receivers that the table of the source takes for no State, as patterns."""
    with open(ROOT / "mappings/eurepoc.csv", encoding="utf-8", newline="") as stream:
        return [line["value"] for line in csv.DictReader(stream)
                if line["field"] == "receiver_country" and line["becomes"] != "used"]


def why_not_raised(row):
    """Why a row that is coded lacks what raises the question, as far as its codes tell."""
    places = {p for p in ast.literal_eval(row["receiver_country"] or "[]")
              if not any(fnmatch.fnmatchcase(p, pattern) for pattern in no_states())}
    if not places:
        return "names no State that was reached"
    return ("names one State, and codes nothing of the kind" if len(places) == 1 else
            "names several States, and codes nothing of the kind for one of them")


def why_not_coded(row):
    """Why a row that raises the question is not coded, as far as its codes tell."""
    return ("the coders name no field of law" if row["IL_breach_indicator"] in NOTHING else
            "the coders name other fields of law")


def parted(title, rows, coded, raised, why_not=why_not_raised):
    """The rows in which the coding and the norms part, for each side, by the reason."""
    lines = [f"- {title}"]
    for how, some, why in (("coded only", coded - raised, why_not),
                           ("raised only", raised - coded, why_not_coded)):
        by_reason = collections.defaultdict(list)
        for one in some:
            by_reason[why(rows[one])].append(one)
        lines.extend(f"  - {how}, {reason}: {ids(found)}"
                     for reason, found in sorted(by_reason.items()))
    return lines


def fields(program, database, file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        rows = {row["ID"]: row for row in csv.DictReader(stream)}
    norms, answers = Norms(program), assessed(program, database)
    labels = {i: set(r["IL_breach_indicator"].split("; ")) for i, r in rows.items()}
    lines, apart = [], []

    def why_not_established(row):
        given = answers[row["ID"]][ATTRIBUTION]
        return "the answer is *" + "* or *".join(sorted(given)) + "*" if given \
            else "nothing but an affiliation is coded, or no State"

    def compare(label, against, coded, raised, title, why_not=why_not_raised):
        lines.append([label, against, len(coded), len(coded & raised), len(coded - raised),
                      len(raised - coded), f"{len(rows) - len(coded ^ raised)} of {len(rows)}"])
        if coded != raised:
            apart.extend(parted(title, rows, coded, raised, why_not))

    for label, question in FIELDS.items():
        compare(label, question, {i for i in rows if label in labels[i]},
                {i for i in rows if question in answers[i]},
                f"{label}. Raised by {norms.raised_when(question)}")
    compare("State responsibility", f"{ATTRIBUTION} established",
            {i for i, r in rows.items()
             if r["state_responsibility_indicator"].startswith(("Direct", "Indirect"))},
            {i for i in rows if "established" in answers[i][ATTRIBUTION]},
            f"State responsibility. Established by the rules {norms.rules_for(ATTRIBUTION)}",
            why_not_established)
    columns = ["label", "held against", "coded", "of these raised", "coded only", "raised only",
               "agree"]
    return (f"{len(rows)} incidents with a legal coding. A field that is coded says that it is "
            "*touched*: it is held against whether the norms raise the question. *Agree* counts "
            "the rows, too, that are neither coded nor raised. Where none of the coded rows is "
            "raised, the database codes nothing from which the question arises: it says that a "
            "field of law is touched, and of what happened only what was done to systems.\n\n"
            + table(columns, lines) + "\nWhere they part, each row with the reason that its codes "
            "show. A row that is coded only lacks what raises the question, as the mapping reads "
            "it; a row that is raised only has it.\n\n"
            + "\n".join(apart) + "\n")


def codes_of(row):
    """What the rule of the database looks at in this row."""
    responsible = row["state_responsibility_indicator"].split(" (")[0] or "nothing"
    field = "no field of law" if row["IL_breach_indicator"] in NOTHING else "a field of law"
    return f"coded are {responsible} for the responsibility of a State, and {field}"


def responses(program, file):
    """The agreement on the response label, without the explanations, which name States."""
    with open(file, encoding="utf-8-sig", newline="") as stream:
        rows = {row["ID"]: row for row in csv.DictReader(stream)}
    out = run(program, "agreement", "eurepoc", file)
    lines = [l for l in out.splitlines() if l and not l.startswith(" ")]
    counted = next(l for l in lines if " comparable, of these " in l)
    apart = [l.split(",")[0] + ": " + l.split("published ", 1)[1] + "; "
             + codes_of(rows[l.split(",")[0]]) for l in lines
             if "published " in l and "legal_response_indicator: " in l]
    return (counted + ".\n\n" + "\n".join(f"- {one}" for one in apart)
            + "\n\nEach of these rows differs from the rule that the labels of the database print "
              "themselves, applied to its own codes of responsibility and of fields of law.\n")


def unnamed(text):
    """A topic or an id that names a State is printed without the name."""
    text = re.sub(r"\| attribution to (?!State B)[^|]+ \|", "| attribution |", text.rstrip())
    return re.sub(r"\bRW-[A-Z]+(\d{4})\b", r"RW-\1", text) + "\n"


def own_reading(program, data):
    """How much of the agreement rests on what we read from the texts of the cases."""
    tables = ROOT / "mappings"
    lines = (tables / "experts.csv").read_text().splitlines(keepends=True)
    coded = [line for line in lines if not line.startswith("case_id")]
    with tempfile.TemporaryDirectory() as folder:
        for table_file in tables.glob("*.csv"):
            pathlib.Path(folder, table_file.name).write_text(table_file.read_text())
        pathlib.Path(folder, "experts.csv").write_text("".join(coded))
        variants = tables / "expert-variants.csv"
        pathlib.Path(folder, variants.name).write_text(variants.read_text().split("\n")[0] + "\n")
        without = run(program, "agreement", "experts", data / EXPERTS, mappings=folder)
    seen = re.search(r"of these (\d+) seen at the source: (\d+) agree", without)
    return (f"Of the {len(lines) - 1} lines of the table that makes cases of these publications, "
            f"{len(lines) - len(coded)} stand for one case each: what we read in its text and "
            f"its published fields do not code. Without them {seen[2]} of the {seen[1]} answers "
            "seen at the source agree, and most questions do not arise.\n")


def page(program, data):
    return "\n".join([
        HEAD, own_reading(program, data), "## Answers of experts\n",
        unnamed(run(program, "agreement", "experts", data / EXPERTS, "--format", "markdown")),
        "## Incidents with a legal coding: fields of law\n",
        fields(program, data / DATABASE, data / CODED),
        "## Incidents with a legal coding: the response\n", responses(program, data / CODED)])


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not all((data / file).is_file() for file in (EXPERTS, DATABASE, CODED)):
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
