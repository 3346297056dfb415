#!/usr/bin/env python3
"""Checks a Comity bundle with nothing but Python's standard library.

    python3 verify.py BUNDLE [OPTION ...]      (--help lists the options)
For those who trust nobody: it shares no code with the program that made the bundle. It checks
signatures, keys at their place in the log, inclusion, consistency with a head that you kept, and
cosignatures; no WebAuthn signatures, and it replays no analysis. Exit status 6 if something fails.
"""
import argparse
import base64
import hashlib
import json
import sys
from datetime import datetime, timezone
# Ed25519 verification, RFC 8032 section 5.1 (extended homogeneous coordinates)
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f, g, h = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * t1 * t2 * D, 2 * z1 * z2
    m, n, o, q = f - e, h - g, h + g, f + e
    return m * n % P, o * q % P, n * o % P, m * q % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    for bit in bin(scalar)[:1:-1]:
        result = add(result, point) if bit == "1" else result
        point = add(point, point)
    return result


def decompress(octets):
    y = int.from_bytes(octets, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, message, signature):
    try:
        point, r = decompress(key), decompress(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or any(multiply(8, p)[0] % P == 0 for p in (point, r)):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    a, b = multiply(s, BASE), add(r, multiply(k, point))
    return all((a[i] * b[2] - b[i] * a[2]) % P == 0 for i in (0, 1))


class Failed(Exception):
    """What does not hold."""


def require(condition, why):
    if not condition:
        raise Failed(why)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(text):
    return base64.b64decode(text, validate=True)


def check_inclusion(leaf, index, size, proof, root):
    require(index < size, "the entry lies beyond the tree")
    at, last, value = index, size - 1, leaf
    for sibling in proof:
        require(last, "the inclusion proof is too long")
        if at & 1 or at == last:
            value = sha256(b"\x01", sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = sha256(b"\x01", value, sibling)
        at, last = at >> 1, last >> 1
    require(last == 0 and value == root, "the entry is not under this head")


def consistent(old, old_root, new, new_root, proof):
    if not 0 < old < new or (old & (old - 1) and not proof):
        return 0 < old and (old, old_root) == (new, new_root) and not proof
    last, tail = old - 1, new - 1
    while last & 1:
        last, tail = last >> 1, tail >> 1
    a = b = old_root if last == 0 else proof[0]
    for sibling in proof[last != 0:]:
        if tail == 0:
            return False
        if last & 1 or last == tail:
            a, b = sha256(b"\x01", sibling, a), sha256(b"\x01", sibling, b)
            while not last & 1 and last:
                last, tail = last >> 1, tail >> 1
        else:
            b = sha256(b"\x01", b, sibling)
        last, tail = last >> 1, tail >> 1
    return tail == 0 and a == old_root and b == new_root


def note_key(text):
    name, key_id, data = text.split("+", 2)
    octets = b64(data)
    require(sha256(name.encode() + b"\n" + octets)[:4].hex() == key_id and octets[0] in (1, 4),
            "a key whose parts do not fit together")
    return name, bytes.fromhex(key_id), octets[0], octets[1:]


def signed(note, key):
    """The time of a cosignature, or 0, if `key` signed the note; else None."""
    name, key_id, kind, octets = key
    text, lines = note[:note.rindex("\n\n") + 1], note[note.rindex("\n\n") + 2:]
    for mark, signer, data in (line.split(" ") for line in lines.splitlines()):
        if mark != "\u2014" or signer != name or b64(data)[:4] != key_id:
            continue
        message, time, signature = text.encode(), 0, b64(data)[4:]
        if kind == 4:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            message = f"cosignature/v1\ntime {time}\n".encode() + message
        return time if ed25519(octets, message, signature) else None
    return None


def head_of(note, log):
    require(signed(note, log) is not None, "the register did not sign this head")
    origin, size, root = note.split("\n")[:3]
    require(origin == log[0], "the head of another register")
    return int(size), b64(root)


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


CHANGES = ["register." + kind for kind in ("genesis", "roots", "party", "key", "revoke")]


class Keys:
    """Who may sign, as the entries so far say it."""
    def __init__(self):
        self.keys, self.history, self.threshold, self.origin = {}, bytes(32), 1, None

    def grant(self, text, party, role, place, start=None, end=None):
        self.keys[hashlib.sha256(text.encode()).hexdigest()] = dict(
            text=text, party=party, role=role, granted=place, revoked=None, start=start, end=end)

    def apply(self, entry, envelope, place):
        kind, fields = entry["type"], entry["fields"]
        if not kind.startswith("register."):
            return
        if kind in ("register.genesis", "register.roots"):
            for key in self.keys.values():
                if (key["party"], key["role"], key["revoked"]) == ("register", "root", None):
                    key["revoked"] = place
            self.threshold, self.origin = fields["threshold"], fields.get("origin", self.origin)
            for text in fields["roots"]:
                self.grant(text, "register", "root", place)
        elif kind == "register.party":
            require(entry["author"] == "register", "parties are admitted by the regime")
            self.grant(fields["root"], fields["party"], "root", place)
        elif kind == "register.key":
            self.grant(fields["key"], entry["author"], fields["role"], place,
                       fields.get("from"), fields.get("until"))
        elif kind == "register.revoke":
            key = self.keys[fields["key"]]
            require(entry["author"] in (key["party"], "register"), "revoked by a stranger")
            key["revoked"] = place
        self.history = sha256(b"comity-keys/1\n", self.history, sha256(envelope.encode()))

    def in_force(self, key, place, recorded):
        return (key["granted"] <= place < (key["revoked"] or sys.maxsize)
                and (not key["start"] or instant(key["start"]) <= recorded)
                and (not key["end"] or recorded < instant(key["end"])))

    def check(self, entry, envelope, message, place, recorded):
        require(entry.get("register") in (None, self.origin), "signed for another register")
        signers = {}
        for signature in envelope["signatures"]:
            key = self.keys.get(signature["keyid"])
            require(key and self.in_force(key, place, recorded), "signed by a key not in force")
            algorithm, octets = key["text"].split(":")
            require(algorithm != "ed25519" or ed25519(b64(octets), message, b64(signature["sig"])),
                    "the signature is not this key's")
            signers[signature["keyid"]] = key
        changes = entry["type"] in CHANGES
        wanted = entry.get("signers", [{"party": entry["author"], "keys": 1}])
        require(any(w["party"] == entry["author"] for w in wanted), "the author has not signed")
        for one in wanted:
            count = sum(k["party"] == one["party"] and (not changes or k["role"] == "root")
                        for k in signers.values())
            need = max(one["keys"], self.threshold if changes and one["party"] == "register" else 1)
            require(count >= need, f"{one['party']} has signed with {count} of {need} keys")
        return any(not key["text"].startswith("ed25519:") for key in signers.values())


def check_entry(item, keys, size, root):
    envelope_text, place = item["envelope"], item["index"]
    recorded, record_keys = instant(item["recorded"]), b64(item["keys"])
    commitment = sha256(b"comity-leaf/1\n", b64(item["salt"]),
                        int(recorded.timestamp()).to_bytes(8, "big"), record_keys,
                        envelope_text.encode())
    check_inclusion(sha256(b"\x00", commitment), place, size, [b64(h) for h in item["proof"]], root)
    require(record_keys == keys.history, "an entry about keys before this one was left out")
    envelope = json.loads(envelope_text)
    kind, payload = envelope["payloadType"].encode(), b64(envelope["payload"])
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    entry = json.loads(payload)
    for opening in item["openings"]:
        shown = sha256(b"comity-field/1\n", b64(opening["salt"]), opening["name"].encode(), b"\n",
                       opening["value"].encode())
        require(b64(entry.get("erasable", {})[opening["name"]]) == shown,
                f"the value given for {opening['name']} is not the one committed to")
    if place == 0:  # it introduces the very keys that sign it
        keys.apply(entry, envelope_text, place)
    unchecked = keys.check(entry, envelope, message, place, recorded)
    if place != 0:
        keys.apply(entry, envelope_text, place)
    return entry, unchecked, base64.b64encode(sha256(message)).decode()


def amended(later, place, known, say):
    for member, word in ("corrects", "corrected"), ("withdraws", "withdrawn"):
        at, entry = known.get(later.get(member), (0, later))
        if at and (entry["author"], entry["matter"]) == (later["author"], later["matter"]):
            say("proved", f"Entry {at} is {word} by {place}, by the same author.")


def verify(bundle, options, say):
    require(bundle["format"] == "comity-bundle/1", "not a bundle")
    first = json.loads(b64(json.loads(bundle["entries"][0]["envelope"])["payload"]))
    require(first["type"] == "register.genesis", "the register's first entry is missing")
    terms, log = first["fields"], note_key(first["fields"]["log_key"])
    require(options.log in (None, terms["log_key"]), "another register than that of the key given")
    require(options.root in ([], terms["roots"]), "the regime's root keys are not those given")
    if not (options.log and options.root):
        say("not proved", "Keys that you did not give were taken from the bundle itself.")
    (size, root), keys, last, known = head_of(bundle["head"], log), Keys(), -1, {}
    for item in bundle["entries"]:
        require(item["index"] > last, "the entries are not in the order of the log")
        last = item["index"]
        try:
            entry, unchecked, name = check_entry(item, keys, size, root)
        except (Failed, KeyError, ValueError, TypeError) as why:
            raise Failed(f"entry {last}: {why}") from why
        if unchecked:
            say("not proved", f"Entry {last} has a WebAuthn signature, which is not checked here.")
        elif not entry["type"].startswith("register."):
            say("proved", f"Entry {last}, \"{entry['type']}\" by {entry['author']}, is signed by "
                          "keys in force at its place, and stands in the log.")
        amended(entry, last, known, say)
        known.update({} if entry["type"].startswith("register.") else {name: (last, entry)})
    seen = [w for w in options.witness if signed(bundle["head"], note_key(w))]
    require(len(seen) >= (options.threshold if options.witness else 0), "too few witnesses signed")
    say("proved" if seen else "not proved", f"{len(seen)} of your witnesses cosigned the head.")
    if options.head:
        with open(options.head, encoding="utf-8") as file:
            old, old_root = head_of(file.read(), log)
        proofs = {p["size"]: [b64(h) for h in p["proof"]] for p in bundle["consistency"]}
        require(consistent(old, old_root, size, root, proofs.get(old, [])),
                "no proof that what stood under your head is unchanged")
        say("proved", "Nothing up to the head that you gave has been changed.")
    say("not proved", "Entries that are not in this bundle may correct or withdraw these. What was "
                      "written need not be true. No analysis was replayed.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("bundle", "--log", "--head"):
        parser.add_argument(name)
    for name in ("--root", "--witness"):
        parser.add_argument(name, action="append", default=[])
    parser.add_argument("--threshold", type=int, default=1)
    options = parser.parse_args()
    try:
        with open(options.bundle, encoding="utf-8") as file:
            verify(json.load(file), options, lambda kind, text: print(f"{kind:<12}{text}"))
    except (Failed, KeyError, ValueError, TypeError, IndexError) as why:
        print(f"{'FAILED':<12}{why}")
        return 6
    return 0


if __name__ == "__main__":
    sys.exit(main())
