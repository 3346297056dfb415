"""tools/verify.py on texts whose verdict is known: it shares no code with the register, so the two
must be held to the same rules. Usage: verify_test.py SOURCE_DIR"""
import json
import pathlib
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))
sys.path.insert(0, str(ROOT / "tools"))

import verify  # noqa: E402

HARMLESS = {"low_order_component_A", "low_order_component_R"}


def vectors(name):
    with open(ROOT / "tests/vectors" / name, encoding="utf-8") as file:
        return json.load(file)


class Ed25519(unittest.TestCase):
    def test_corner_cases(self):
        for case in vectors("ed25519/ed25519vectors.json"):
            key, signature = bytes.fromhex(case["key"]), bytes.fromhex(case["sig"])
            valid = set(case["flags"] or []) <= HARMLESS
            self.assertEqual(verify.ed25519(key, case["msg"].encode(), signature), valid, case)

    def test_wycheproof(self):
        for group in vectors("wycheproof/ed25519_test.json")["testGroups"]:
            key = bytes.fromhex(group["publicKey"]["pk"])
            for case in group["tests"]:
                verdict = verify.ed25519(key, bytes.fromhex(case["msg"]),
                                         bytes.fromhex(case["sig"]))
                self.assertEqual(verdict, case["result"] == "valid", case["comment"])


class Proofs(unittest.TestCase):
    def test_inclusion(self):
        for case in vectors("tlog/merkle/inclusion.json"):
            try:
                hashes = [verify.b64(h) for h in case["proof"] or []]
                leaf, root = verify.b64(case["leafHash"]), verify.b64(case["root"])
                verify.require(len(leaf) == 32 and len(root) == 32, "not a hash")
                verify.check_inclusion(leaf, case["leafIdx"], case["treeSize"], hashes, root)
                held = True
            except (verify.Failed, ValueError, TypeError):
                held = False
            self.assertEqual(held, not case["wantErr"], case["path"])

    def test_consistency(self):
        for case in vectors("tlog/merkle/consistency.json"):
            if "desc" in case and not case.get("root1"):
                continue
            try:
                hashes = [verify.b64(h) for h in case["proof"] or []]
                held = verify.consistent(case["size1"], verify.b64(case["root1"]), case["size2"],
                                         verify.b64(case["root2"]), hashes)
            except (ValueError, TypeError):
                held = False
            self.assertEqual(held, not case["wantErr"], case["path"])


class Form(unittest.TestCase):
    def test_one_file_of_at_most_300_lines_of_the_standard_library(self):
        text = (ROOT / "tools/verify.py").read_text(encoding="utf-8")
        self.assertLessEqual(len(text.splitlines()), 300)
        imported = {line.split()[1] for line in text.splitlines()
                    if line.startswith(("import ", "from "))}
        self.assertLessEqual(imported, sys.stdlib_module_names)


if __name__ == "__main__":
    unittest.main()
