"""The register and the tools of others: each side reads what the other wrote.

    interop.py TOOL COMITY SOURCE_DIR      TOOL: one of the functions below
Exit status 77 where the tool is not installed; ./check counts that as skipped.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

GO_PACKAGES = pathlib.Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


class Comity:
    def __init__(self, program, source, folder):
        self.program, self.source, self.folder = program, source, pathlib.Path(folder)

    def run(self, *words, status=0, **more):
        done = subprocess.run([str(w) for w in words], cwd=self.folder, capture_output=True,
                              text=True, check=False, **more)
        if done.returncode != status:
            sys.exit(f"status {done.returncode} instead of {status}: {words}\n"
                     f"{done.stdout}{done.stderr}")
        return done.stdout

    def __call__(self, *words, status=0):
        return self.run(self.program, *words, status=status)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")


def need(present, what):
    if not present:
        print(f"SKIPPED: interoperability: {what} is not installed")
        sys.exit(77)


def register_with_entries(comity, count):
    """A register on disk with some entries; returns its public key."""
    comity("register", "key", "root.key")
    log_key = comity("register", "init", "--origin", "register.example/log", "--root", "root.key")
    for number in range(count):
        comity("register", "sign", "--author", "register", "--type", "notice", "--matter", "m",
               "--key", "root.key", "--fields", f'{{"n":{number}}}', "--out", "entry.json")
        comity("register", "submit", "entry.json")
    comity("register", "publish")
    return log_key.strip()


def go(comity):
    """Debian's sumdb packages read our checkpoint and verify every entry and our growth."""
    need(shutil.which("go"), "go")
    need(GO_PACKAGES.is_dir(), "golang-golang-x-mod-dev")
    log_key = register_with_entries(comity, 40)
    environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="",
                       GOCACHE=str(comity.folder / "go-cache"))
    source = comity.source / "tests/register/verify_log.go"
    comity.run("go", "build", "-o", "verify_log", source, env=environment)
    print(comity.run("./verify_log", "register", log_key).strip())
    published = comity.folder / "register" / "tile" / "0" / "000.p" / "41"
    tile = bytearray(published.read_bytes())
    tile[40] ^= 1
    published.write_bytes(tile)
    comity.run("./verify_log", "register", log_key, status=1)


def main():
    tools = {"go": go}
    with tempfile.TemporaryDirectory() as folder:
        tools[sys.argv[1]](Comity(sys.argv[2], pathlib.Path(sys.argv[3]), folder))


if __name__ == "__main__":
    main()
