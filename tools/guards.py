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
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ANSWERS = ("(NOT ESTABLISHED|ESTABLISHED|EXCLUDED|DEPENDS ON FACTS|DEPENDS ON THE READING|"
           "UNDETERMINED|NOT ENCODED)")
HOLE = re.compile(r"<([^<>]+)>")


def kind_of(hole):
    return hole.split()[-1]


def shape(sentence):
    """A sentence with its holes named by kind alone."""
    return HOLE.sub(lambda m: f"<{kind_of(m.group(1))}>", sentence)


class Norms:
    """The rules as the engine runs them (docs/formats/graph.md)."""

    def __init__(self, program):
        run = subprocess.run([program, "norms", "graph"], capture_output=True, text=True,
                             timeout=300)
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        graph = json.loads(run.stdout)
        self.sentences = graph["sentences"]
        self.by_shape = {shape(s["words"]): p for p, s in enumerate(self.sentences)
                         if s.get("form") == "is"}
        # What a way concludes and rests on, a duty and its opposite counted as their sentence.
        self.ways = [(self.base(way["head"]), {self.base(p) for p in way["premises"]})
                     for way in graph["ways"]]
        self.rules = [way for way in graph["ways"] if way["part"] == "rule"]
        self.asks = {q["sentence"]: (q["holes"], q["asks"]) for q in graph["questions"]}

    def base(self, pattern):
        return self.sentences[pattern["sentence"]].get("of", pattern["sentence"])

    def known(self, words):
        return self.by_shape[shape(words)]

    def words(self, sentence):
        return self.sentences[sentence]["words"]

    def cone(self, target):
        """Every sentence from which rules can lead to the target, whatever its value."""
        seen, todo = set(), [self.known(target)]
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                todo.extend(p for head, premises in self.ways if head == one for p in premises)
        return seen

    def facts(self, cone):
        """Those that a case can state, in words."""
        return sorted(self.words(p) for p in cone
                      if self.sentences[p]["layer"] == "fact" and "words" in self.sentences[p])

    def opposite(self, fact, words):
        """The opposite of what the words say of a fact, about the same names; None without one."""
        sentence = self.sentences[self.known(fact)]
        if "opposite" not in sentence:
            return None
        pattern = "(.+)".join(map(re.escape, HOLE.split(sentence["words"])[::2]))
        names = dict(zip(HOLE.findall(sentence["words"]), re.fullmatch(pattern, words).groups()))
        return HOLE.sub(lambda m: names[m.group(1)], sentence["opposite"])


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
    holes, question = norms.asks[norms.known(target)]
    by_hole = dict(zip(holes, names))
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


class Guard:
    def __init__(self, norms, size):
        self.norms, self.size = norms, size

    def domain_for(self, target):
        facts = self.norms.facts(self.norms.cone(target))
        kinds = {kind_of(h) for f in [*facts, target] for h in HOLE.findall(f)}
        return facts, Domain(kinds, self.size)

    def never(self, program, title, target, holds=(), denied=(), split=()):
        """Proved where the first instance of the target is never established, in each case of the
        split: the facts in it hold, then fail. A sentence of the split that rules conclude stands
        for every way to it: with it both ways, no value that they could give it is left out."""
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
                      *filter(None, (self.norms.opposite(s, w) for w, s in said.items()))]
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
        causes = {p for p, s in enumerate(self.norms.sentences) if cause in s.get("words", "")}
        reached = self.norms.cone(target) & {self.norms.sentences[p]["of"] for p in causes}
        print(f"{'proved' if causes and not reached else 'COUNTEREXAMPLE'}: {title}")
        print(f"  every domain: of {len(self.norms.cone(target))} sentences from which rules lead "
              f"to the conclusion none is one of these {len(causes)}: … {cause} …")
        return bool(causes) and not reached


def proportionality_after_attack(norms):
    """Every way of every rule for it asks that the act was an attack."""
    target, attack = norms.known(PROPORTIONALITY), {"not": False, "sentence": norms.known(ATTACK)}
    ways = [way for way in norms.rules if way["head"] == {"not": False, "sentence": target}]
    asking = [way for way in ways if attack in way["premises"]]
    proved = bool(ways) and asking == ways
    print(f"{'proved' if proved else 'COUNTEREXAMPLE'}: proportionality in attack only where there "
          f"was an attack\n  every domain: {len(asking)} of {len(ways)} ways to it have the "
          f"premise `{ATTACK}`")
    return proved


def main():
    program, size = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    norms = Norms(program)
    guard = Guard(norms, size)
    harm = [f for f in norms.facts(norms.cone(LEVEL))
            if "<Act>" in f and shape(f) not in GATHERED]
    results = [
        guard.never(program, "espionage alone is no use of force", FORCE,
                    holds=GATHERED, denied=harm),
        *[guard.never(program, f"no countermeasure by a private firm ({what})", target,
                      holds=[FIRM],
                      split=[(CONSIDERS, (1, 0, 2, 3)), (WRONGFUL, (3, 2, 1))])
          for what, target in (("over an act", LAWFUL), ("over inaction", LAWFUL_OVER_INACTION))],
        *[guard.never(program, f"no countermeasure with force ({what})", target,
                      holds=["<Measure> involves the threat or use of force"],
                      split=[(CONSIDERS, (1, 0, 2, 3)), (FIRM, (0,)), (WRONGFUL, (3, 2, 1))])
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
