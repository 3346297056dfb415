"""The register and the tools of others: each side reads what the other wrote.

    interop.py TOOL COMITY SOURCE_DIR      TOOL: one of the functions below
Exit status 77 where the tool is not installed; ./check counts that as skipped.
"""
import base64
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

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


def age(comity):
    """What is sealed here opens with age, and what age sealed opens here."""
    need(shutil.which("age") and shutil.which("age-keygen"), "age")
    ours = comity("material", "identity", "ours.key").strip()
    comity.run("age-keygen", "-o", "theirs.key")
    theirs = comity.run("age-keygen", "-y", "theirs.key").strip()
    comity.write("report.txt", "what the relay recorded\n" * 20000)
    comity("material", "seal", "report.txt", "--to", ours, "--to", theirs, "--out", "report.age")
    comity.run("age", "-d", "-i", "theirs.key", "-o", "opened.txt", "report.age")
    same(comity, "report.txt", "opened.txt")
    for armor in ([], ["-a"]):
        comity.run("age", *armor, "-r", ours, "-o", "reply.age", "report.txt")
        comity("material", "open", "reply.age", "--identity", "ours.key", "--out", "reply.txt")
        same(comity, "report.txt", "reply.txt")
    comity("material", "identity", "stranger.key")
    comity("material", "open", "report.age", "--identity", "stranger.key", "--out", "x", status=4)


def same(comity, one, other):
    if (comity.folder / one).read_bytes() != (comity.folder / other).read_bytes():
        sys.exit(f"{one} and {other} differ")


def signed_here(comity, form):
    comity.write("statement.txt", "The network of Veltria was entered on 2 March 2031.\n")
    comity.write("other.txt", "The network of Veltria was not entered.\n")
    comity("register", "key", "author.key")
    comity.write("author.pub", comity("material", "publickey", "author.key", "--form", form))
    comity("material", "sign", "statement.txt", "--key", "author.key", "--form", form, "--out",
           "statement.sig")


def check_theirs(comity, public):
    """Of a signature theirs.sig over statement.txt."""
    words = ("--signature", "theirs.sig", "--public", public)
    comity("material", "check", "statement.txt", *words)
    comity("material", "check", "other.txt", *words, status=4)
    comity("material", "check", "statement.txt", "--signature", "theirs.sig", "--public",
           "author.pub", status=4)


def minisign(comity):
    """minisign verifies our signature, and we verify its."""
    need(shutil.which("minisign"), "minisign")
    signed_here(comity, "minisign")
    verify = ("minisign", "-V", "-p", "author.pub", "-x", "statement.sig", "-m")
    comity.run(*verify, "statement.txt")
    comity.run(*verify, "other.txt", status=1)
    comity.run("minisign", "-G", "-W", "-p", "theirs.pub", "-s", "theirs.key")
    comity.run("minisign", "-S", "-s", "theirs.key", "-m", "statement.txt", "-x", "theirs.sig")
    check_theirs(comity, "theirs.pub")


def ssh(comity):
    """ssh-keygen -Y verifies our signature, and we verify its."""
    need(shutil.which("ssh-keygen"), "ssh-keygen")
    signed_here(comity, "ssh")
    public = (comity.folder / "author.pub").read_text(encoding="utf-8")
    comity.write("allowed", f"author {public}")
    verify = ("ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "author", "-n", "comity", "-s",
              "statement.sig")
    for name, status in (("statement.txt", 0), ("other.txt", 255)):
        with open(comity.folder / name, encoding="utf-8") as file:
            comity.run(*verify, status=status, stdin=file)
    comity.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "theirs")
    comity.run("ssh-keygen", "-Y", "sign", "-f", "theirs", "-n", "comity", "statement.txt")
    (comity.folder / "statement.txt.sig").rename(comity.folder / "theirs.sig")
    check_theirs(comity, "theirs.pub")


AUTHORITY = """
[v3_tsa]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
"""


def openssl(comity):
    """A time-stamping authority made of `openssl ts` stamps an exhibit, which goes into custody."""
    need(shutil.which("openssl"), "openssl")
    comity.write("tsa.cnf", AUTHORITY)
    comity.write("serial", "01\n")
    certificate = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30")
    for name in ("ca", "other"):
        comity.run(*certificate, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj",
                   f"/CN={name}")
    comity.run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out",
               "tsa.csr", "-subj", "/CN=Time of Veltria")
    comity.run("openssl", "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
               "-CAcreateserial", "-days", "30", "-extfile", "tsa.cnf", "-extensions", "v3_tsa",
               "-out", "tsa.pem")
    comity.write("exhibit.img", "disk image of the relay\n")
    comity("material", "stamp", "exhibit.img", "--out", "request.tsq")
    comity.run("openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out",
               "answer.tsr")
    comity.run("openssl", "ts", "-verify", "-queryfile", "request.tsq", "-in", "answer.tsr",
               "-CAfile", "ca.pem")
    stamped = ("material", "stamped", "--answer", "answer.tsr", "--request", "request.tsq")
    print(comity(*stamped, "--roots", "ca.pem", "exhibit.img").strip())
    comity(*stamped, "--roots", "other.pem", "exhibit.img", status=4)
    comity.write("changed.img", "disk image of another relay\n")
    comity(*stamped, "--roots", "ca.pem", "changed.img", status=4)
    comity("material", "stamp", "exhibit.img", "--out", "second.tsq")
    comity("material", "stamped", "exhibit.img", "--answer", "answer.tsr", "--roots", "ca.pem",
           "--request", "second.tsq", status=4)
    custody(comity)


def custody(comity):
    register_with_entries(comity, 0)
    digest = comity("material", "digest", "exhibit.img").strip()
    step = ("register", "step", "--author", "register", "--key", "root.key", "--matter", "m",
            "--person", "A. Analyst", "--reason", "order 7", "--out", "step.json")
    comity(*step, "exhibit.img", "--action", "collected", "--how", "copied behind a write blocker",
           "--tool", "imager 2.1", "--stamp", "answer.tsr")
    comity("register", "submit", "step.json")
    chain = comity("register", "custody", digest, "--matter", "m")
    assert "The chain is whole." in chain, chain
    comity("register", "rehash")
    comity(*step, "changed.img", "--before", "changed.img", "--exhibit", digest, "--action",
           "received", "--how", "by courier")
    comity("register", "submit", "step.json")
    comity("register", "custody", digest, "--matter", "m", status=6)


def base64_url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def answer_from_phone(comity, path, origin="https://register.example"):
    """What a browser answers to an entry's challenge; openssl stands for the phone."""
    challenge = comity("register", "challenge", path).strip()
    client = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": origin,
                         "crossOrigin": False}).encode()
    data = hashlib.sha256(b"register.example").digest() + bytes([5, 0, 0, 0, 1])
    (comity.folder / "to-sign").write_bytes(data + hashlib.sha256(client).digest())
    comity.run("openssl", "dgst", "-sha256", "-sign", "phone.pem", "-out", "phone.sig", "to-sign")
    signature = (comity.folder / "phone.sig").read_bytes()
    comity.write("answer.json", json.dumps({
        "type": "public-key", "id": "phone", "rawId": "phone", "clientExtensionResults": {},
        "response": {"authenticatorData": base64_url(data), "clientDataJSON": base64_url(client),
                     "signature": base64_url(signature), "userHandle": None}}))


def register_with_phone(comity):
    """A register in which veltria has a desk's key and a phone's; answers the phone's."""
    comity.run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out",
               "phone.pem")
    comity.run("openssl", "ec", "-in", "phone.pem", "-pubout", "-outform", "DER", "-out",
               "phone.der")
    point = (comity.folder / "phone.der").read_bytes()[-65:]
    phone = "webauthn-es256:" + base64.b64encode(point).decode()
    keys = {name: comity("register", "key", f"{name}.key").split("\n")[0]
            for name in ("root", "veltria", "desk")}
    begin = ("register", "init", "--origin", "register.example/log", "--root", "root.key")
    comity(*begin, "--relying-party", "https://register.example", status=2)
    comity(*begin, "--relying-party", "register.example", "--relying-party-origin",
           "https://another.example", status=2)
    comity(*begin, "--relying-party", "register.example")
    grant = ("register", "sign", "--matter", "register", "--out", "grant.json")
    comity(*grant, "--author", "register", "--type", "register.party", "--key", "root.key",
           "--fields", json.dumps({"party": "veltria", "root": keys["veltria"]}))
    comity("register", "submit", "grant.json")
    for key in (keys["desk"], phone):
        comity(*grant, "--author", "veltria", "--type", "register.key", "--key", "veltria.key",
               "--fields", json.dumps({"key": key, "role": "focal point"}))
        comity("register", "submit", "grant.json")
    return phone


def webauthn(comity):
    """A head of mission releases from a phone what the desk has signed, that and nothing else."""
    need(shutil.which("openssl"), "openssl")
    phone = register_with_phone(comity)
    notice = ("--author", "veltria", "--type", "notice", "--matter", "case-1")
    comity("register", "sign", *notice, "--key", "desk.key", "--signer", "veltria=2", "--out",
           "notice.json")
    comity("register", "submit", "notice.json", status=4)  # the desk alone releases nothing
    comity("register", "draft", *notice, "--fields", '{"another":true}', "--out", "another.json")
    answered = ("--webauthn", phone, "--assertion", "answer.json")

    answer_from_phone(comity, "another.json")
    comity("register", "sign", "notice.json", *answered, status=4)  # made over another entry
    comity("register", "sign", "another.json", *answered)
    moved = signatures_moved(comity, "another.json", "notice.json")
    comity.write("moved.json", moved)
    comity("register", "submit", "moved.json", status=4)  # and the register sees it too
    answer_from_phone(comity, "notice.json", origin="https://elsewhere.example")
    comity("register", "sign", "notice.json", *answered, "--out", "lured.json")
    comity("register", "submit", "lured.json", status=4)

    answer_from_phone(comity, "notice.json")
    comity("register", "sign", "notice.json", *answered)
    index = comity("register", "submit", "notice.json").split()[1]
    comity("register", "submit", "another.json")  # the phone alone, where one key is enough
    comity("register", "publish")
    comity("register", "verify")
    comity("register", "export", index, "--out", "bundle.json")
    comity("verify", "bundle.json")


def signatures_moved(comity, source, target):
    """The hand-over `target` with the signatures of `source` beside its own."""
    read = [json.loads((comity.folder / name).read_text(encoding="utf-8"))
            for name in (source, target)]
    envelopes = [json.loads(one["envelope"]) for one in read]
    envelopes[1]["signatures"] += envelopes[0]["signatures"]
    return json.dumps(read[1] | {"envelope": json.dumps(envelopes[1])})


def postgres(comity):
    """The same commands on a database, while another process reads."""
    address = os.environ["COMITY_POSTGRES"]
    place = ("--database", address.replace("dbname=postgres", "dbname=commands"))
    comity.run("createdb", "-h", address.split()[0].split("=")[1], "-U", "comity", "commands")
    comity("register", "key", "root.key")
    comity("register", "init", "--origin", "register.example/log", "--root", "root.key", *place)
    for number in range(3):
        comity("register", "sign", "--author", "register", "--type", "notice", "--matter", "m",
               "--key", "root.key", "--fields", f'{{"n":{number}}}', "--out", "entry.json")
        comity("register", "submit", "entry.json", *place)
    comity("register", "publish", *place)
    comity("register", "audit", *place)
    comity("register", "verify", *place)
    assert len(comity("register", "log", *place).splitlines()) == 4
    comity("register", "backup", "copy", *place, status=2)
    comity("register", "export", "2", "--out", "bundle.json", *place)
    comity("verify", "bundle.json")


def start_server(comity, name, place):
    """One of many; each has the register's key and a folder of its own."""
    (comity.folder / name).mkdir()
    comity.run("cp", "register/log.key", f"{name}/log.key")
    process = subprocess.Popen(
        [comity.program, "register", "serve", "--dir", name, "--listen", "127.0.0.1:0", "--once",
         "ruling", *place], cwd=comity.folder, stdout=subprocess.PIPE, text=True)
    return process, "http://127.0.0.1:" + process.stdout.readline().split()[-1]


def post(comity, url, path):
    """The status, and the answer."""
    body = (comity.folder / path).read_bytes()
    try:
        with urllib.request.urlopen(f"{url}/submit", body, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def bring_material(comity, url):
    """What an entry names comes with it; nobody brings anything else."""
    comity.write("seen.txt", "what was seen")
    comity("register", "sign", "--author", "register", "--type", "notice", "--matter", "case-2",
           "--key", "root.key", "--attach", "the log=seen.txt", "--out", "four.json")
    digest = hashlib.sha256(b"what was seen").hexdigest()
    upload = urllib.request.Request(f"{url}/material/{digest}", b"what was seen")
    try:
        urllib.request.urlopen(upload, timeout=60)
        raise AssertionError("material that no entry names was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 403, error.code
    assert post(comity, url, "four.json") == (424, f"{digest} the log\n")
    receipt = comity("register", "submit", "four.json", "--to", url)
    assert receipt.startswith("index ") and post(comity, url, "four.json") == (200, receipt)
    (comity.folder / "four.json.material").rename(comity.folder / "elsewhere")
    assert comity("register", "submit", "four.json", "--to", url) == receipt  # it is there by now
    comity("register", "submit", "two.json", "--to", url, status=3)  # a second ruling


def servers(comity):
    """Two servers over one database: one order, one receipt, one ruling in a matter."""
    address = os.environ["COMITY_POSTGRES"]
    place = ("--database", address.replace("dbname=postgres", "dbname=served"))
    comity.run("createdb", "-h", address.split()[0].split("=")[1], "-U", "comity", "served")
    comity("register", "key", "root.key")
    comity("register", "init", "--origin", "register.example/log", "--root", "root.key", *place)
    for name, kind in (("one", "ruling"), ("two", "ruling"), ("three", "notice")):
        comity("register", "sign", "--author", "register", "--type", kind, "--matter", "case-1",
               "--key", "root.key", "--fields", f'{{"by":"{name}"}}', "--out", f"{name}.json")
    (first, url), (second, other) = (start_server(comity, n, place) for n in ("north", "south"))
    try:
        status, receipt = post(comity, url, "one.json")
        assert status == 200 and receipt.startswith("index 1\n"), receipt
        assert post(comity, other, "one.json") == (200, receipt)
        assert post(comity, other, "two.json")[0] == 409
        assert post(comity, other, "three.json")[0] == 200
        bring_material(comity, url)
        comity.write("nonsense.json", "{}")
        assert post(comity, url, "nonsense.json")[0] == 400
    finally:
        for process in (first, second):
            process.terminate()
            process.wait(timeout=60)
    comity("register", "publish", *place)
    comity("register", "audit", *place)
    assert len(comity("register", "log", "--matter", "case-1", *place).splitlines()) == 2


def main():
    tools = {"go": go, "age": age, "minisign": minisign, "ssh": ssh, "openssl": openssl,
             "webauthn": webauthn, "postgres": postgres, "servers": servers}
    with tempfile.TemporaryDirectory() as folder:
        tools[sys.argv[1]](Comity(sys.argv[2], pathlib.Path(sys.argv[3]), folder))
    print(f"{sys.argv[1]}: both sides read what the other wrote")


if __name__ == "__main__":
    main()
