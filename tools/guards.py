#!/usr/bin/env python3
"""guards.py PROGRAM [N]: proves what must never follow, over all completions of small cases.

For each guard below a case with N individuals of every kind that matters is written out, in which
its hypothesis is agreed and every other fact that can reach the conclusion is left unknown. The
engine then looks at all completions at once: at every value of every unknown fact and under every
reading. The guard is proved for that domain if the conclusion cannot come about in any of them;
else a counterexample exists and the test fails. Individuals of one kind differ by name alone, so
that one conclusion stands for all that are like it.

Two guards say that a thing plays no part at all. They are proved for every domain, by the rules:
no chain of rules leads from the one to the other.
"""

import itertools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ANSWERS = ("(NOT ESTABLISHED|ESTABLISHED|EXCLUDED|DEPENDS ON FACTS|DEPENDS ON THE READING|"
           "UNDETERMINED|NOT ENCODED)")
HOLE = re.compile(r"<([^<>]+)>")
NOTES = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*$")


def kind_of(hole):
    return hole.split()[-1]


def shape(sentence):
    """A template with its holes named by kind alone: what a premise and a declaration share."""
    return HOLE.sub(lambda m: f"<{kind_of(m.group(1))}>", sentence.strip())


class Norms:
    """The declared sentences and the rules, as far as reachability needs them."""

    def __init__(self, folder):
        self.templates = {}  # shape -> (sentence, layer)
        self.opposite = {}   # shape of an opposite or a duty -> shape of the sentence
        self.rules = []      # (head shape, premise shapes)
        self.asks = {}       # shape -> (sentence, question) in the words of the norms
        for file in sorted(pathlib.Path(folder).rglob("*.norm.md")):
            if not {"academic-coding", "translations"} & set(file.parts):
                self.read(file.read_text().splitlines())
        self.rules = [(self.known(head), [p for p in map(self.known, premises) if p])
                      for head, premises in self.rules]

    def known(self, words):
        key = shape(words)
        return key if key in self.templates else self.opposite.get(key)

    def read(self, lines):
        current, premises = None, None
        for line in lines:
            text = line.strip()
            if line.startswith("question "):
                asked = line.split(": ", 1)[1].strip()
                current, premises = None, None
            elif text.startswith("asks: "):
                self.asks[shape(asked)] = (asked, text[6:])
            elif line.startswith("sentence "):
                current, premises = shape(line[9:]), None
                self.templates[current] = [line[9:].strip(), "fact"]
            elif line.startswith("rule "):
                current, premises = None, []
                head = NOTES.sub("", re.sub(r"^rule [^:]*: ", "", line)).strip()
                self.rules.append((head, premises))
            elif not line.startswith("  "):
                current, premises = None, None
            elif current and text.startswith("layer: "):
                self.templates[current][1] = text[7:]
            elif current and re.match(r"(not|must|must not|may): ", text):
                self.opposite[shape(text.split(": ", 1)[1])] = current
            elif premises is not None:
                text = re.sub(r"^(if|and|unless|any of:|all of:|unless all of:)\s*", "", text)
                for part in text.split("; ") if not text.endswith(")") else [text]:
                    part = re.sub(r" (before|after) <[^<>]+>$", "", NOTES.sub("", part))
                    premises.append(part)

    def cone(self, target):
        """Every sentence from which rules can lead to the target, whatever its value."""
        seen, todo = set(), [self.known(target)]
        while todo:
            one = todo.pop()
            if one is None or one in seen:
                continue
            seen.add(one)
            for head, premises in self.rules:
                if head == one:
                    todo.extend(premises)
        return seen

    def facts(self, cone):
        return sorted(s for s in cone if self.templates[s][1] == "fact")


def fill(sentence, names):
    it = iter(names)
    return HOLE.sub(lambda _: next(it), sentence)


class Domain:
    """N individuals of each kind."""

    def __init__(self, kinds, size):
        self.names = {k: [f"{k} {chr(65 + i)}" for i in range(size)] for k in sorted(kinds)}

    def all(self, sentence):
        kinds = [kind_of(h) for h in HOLE.findall(sentence)]
        return [fill(sentence, pick) for pick in itertools.product(*(self.names[k] for k in kinds))]


def case_text(domain, conclusion, agreed, unknown):
    out = ["# A guard", "", "```norm", 'case "A guard"', "  opened: 2031-06-01"]
    for kind, names in domain.names.items():
        out.append(f"name {', '.join(names)}: {kind}")
    out.append("name the examiner: Body")
    for i, words in enumerate(agreed):
        out += [f"fact A{i}: {words}", "  found by the examiner"]
    for i, words in enumerate(unknown):
        out += [f"fact U{i}: {words}", "  unknown"]
    out += [f"fact Q: {conclusion}", "  asserted by the examiner", "```", ""]
    return "\n".join(out)


def asked(norms, target, names):
    """The question as the page of the case puts it."""
    sentence, question = norms.asks[target]
    by_hole = dict(zip(HOLE.findall(sentence), names))
    return HOLE.sub(lambda m: by_hole[m.group(1)], question)


def answer(program, text, question):
    """The answer on the page, such as "not established". What cannot be enumerated is a bound: an
    answer that it rules out cannot come about."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "case.norm.md")
        file.write_text(text)
        run = subprocess.run([program, "assess", file, "--for", "State A"], capture_output=True,
                             text=True, timeout=300)
    page = " ".join(run.stdout.split())
    found = re.search(re.escape(question) + " " + ANSWERS, page)
    if run.returncode or not found:
        sys.exit(f"not answered: {question}\n{(run.stdout + run.stderr)[:2000]}")
    return found.group(1).lower()


FORCE = "<Act> is a use of force against <State>"
LEVEL = "<Act> reaches the level of force in <State>"
LAWFUL = "<Measure> is a lawful countermeasure of <State> against <State> over <Act>"
LAWFUL_OVER_INACTION = ("<Measure> is a lawful countermeasure of <State> over the inaction of "
                        "<State> on <Act>")
CONSIDERS = "<State> considers <Measure> against <State> over <Act>"
FIRM = "a private firm takes <Measure> of its own accord"
NECESSITY = "<Act> is justified by necessity for <State>"
ATTRIBUTABLE = "<Act> is attributable to <State>"
WRONGFUL = "<Act> is an internationally wrongful act of <State> against <State>"
ATTACK = "<Act> was an attack in <State> under humanitarian law"
PROPORTIONALITY = "<Act> breaches the rule of proportionality in attack towards <State>"
GATHERED = ("<Act> copied data held in <State>", "<Act> gained access to systems in <State>",
            "<Act> intercepted communications in <State>",
            "<Act> did nothing in <State> but gather information")


def opposite(norms, fact, words):
    """The opposite as the norms word it, filled with the same names."""
    for wording, of in norms.opposite.items():
        if of == fact and [kind_of(h) for h in HOLE.findall(wording)] == [
                kind_of(h) for h in HOLE.findall(fact)]:
            names = re.fullmatch(re.sub(r"<[^<>]+>", "(.+)", re.escape(fact).replace(r"\<", "<")
                                        .replace(r"\>", ">")), words)
            return fill(wording, names.groups())
    return None


class Guard:
    def __init__(self, norms, size):
        self.norms, self.size = norms, size

    def domain_for(self, target):
        facts = self.norms.facts(self.norms.cone(target))
        kinds = {kind_of(h) for f in [*facts, target] for h in HOLE.findall(f)}
        return facts, Domain(kinds, self.size)

    def never(self, program, title, target, holds=(), denied=(), split=()):
        """Proved where the first instance of the target is never established, in each case of the
        split: the facts in it hold, then fail."""
        target = shape(target)
        facts, domain = self.domain_for(target)
        seen, picks = dict.fromkeys(domain.names, 0), []
        for kind in (kind_of(h) for h in HOLE.findall(target)):
            picks.append(domain.names[kind][seen[kind]])
            seen[kind] += 1
        true = [w for s in holds for w in domain.all(s) if picks[0] in w]
        false = {w: s for s in denied for w in domain.all(s) if picks[0] in w}
        cut = {fill(s, [picks[i] for i in at]): s for s, at in split}
        unknown = [w for f in facts for w in domain.all(f)
                   if w not in true and w not in false and w not in cut]
        answers = set()
        for values in itertools.product((True, False), repeat=len(cut)):
            said = {**false, **{w: s for (w, s), v in zip(cut.items(), values) if not v}}
            agreed = [*true, *(w for w, v in zip(cut, values) if v),
                      *filter(None, (opposite(self.norms, s, w) for w, s in said.items()))]
            text = case_text(domain, fill(target, picks), agreed, unknown)
            answers.add(answer(program, text, asked(self.norms, target, picks)))
        proved = answers <= {"excluded", "not established"}
        return self.report(title, domain, len(unknown) + len(cut), fill(target, picks), proved,
                           sorted(answers))

    def report(self, title, domain, facts, conclusion, proved, answers):
        print(f"{'proved' if proved else 'COUNTEREXAMPLE'}: {title}")
        print(f"  domain: {', '.join(f'{len(n)} {k}' for k, n in domain.names.items())}; "
              f"2^{facts} completions of {facts} open facts, under every reading")
        print(f"  {conclusion}: {' or '.join(answers)}")
        return proved

    def apart(self, title, target, cause):
        """Proved for every domain where no chain of rules leads from the cause to the target."""
        causes = [s for s in self.norms.templates if cause in s]
        reached = self.norms.cone(target) & set(causes)
        print(f"{'proved' if causes and not reached else 'COUNTEREXAMPLE'}: {title}")
        print(f"  every domain: of {len(self.norms.cone(target))} sentences from which rules lead "
              f"to the conclusion none is one of these {len(causes)}: … {cause} …")
        return bool(causes) and not reached


def proportionality_after_attack(norms):
    """Every rule for it asks, without an alternative, that the act was an attack."""
    rules = [p for head, p in norms.rules if head == norms.known(PROPORTIONALITY)]
    proved = bool(rules) and all(norms.known(ATTACK) in premises for premises in rules)
    print(f"{'proved' if proved else 'COUNTEREXAMPLE'}: proportionality in attack only where there "
          f"was an attack\n  every domain: each of the {len(rules)} rules for it has the premise "
          f"`{ATTACK}`")
    return proved


def main():
    program, size = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    root = pathlib.Path(__file__).resolve().parent.parent
    norms = Norms(os.environ.get("COMITY_NORMS", root / "norms"))
    guard = Guard(norms, size)
    harm = [f for f in norms.facts(norms.cone(LEVEL))
            if "<Act>" in f and f not in map(norms.known, GATHERED)]
    results = [
        guard.never(program, "espionage alone is no use of force", FORCE,
                    holds=GATHERED, denied=harm),
        *[guard.never(program, f"no countermeasure by a private firm ({what})", target,
                      holds=[FIRM],
                      split=[(CONSIDERS, (1, 0, 2, 3))])
          for what, target in (("over an act", LAWFUL), ("over inaction", LAWFUL_OVER_INACTION))],
        *[guard.never(program, f"no countermeasure with force ({what})", target,
                      holds=["<Measure> involves the threat or use of force"],
                      split=[(CONSIDERS, (1, 0, 2, 3)), (FIRM, (0,))])
          for what, target in (("over an act", LAWFUL), ("over inaction", LAWFUL_OVER_INACTION))],
        guard.apart("necessity needs no attribution", NECESSITY, "is attributable to"),
        proportionality_after_attack(norms),
        guard.apart("a voluntary norm not kept is not by itself wrongful", WRONGFUL,
                    "is not consistent with norm 13"),
        guard.apart("overall control never attributes", ATTRIBUTABLE, "had overall control of"),
    ]
    print(f"{sum(results)} of {len(results)} guards proved")
    return not all(results)


if __name__ == "__main__":
    sys.exit(main())
