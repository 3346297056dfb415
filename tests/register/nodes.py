"""A register, two witnesses, a mirror and a monitor, as five States would run them: each a process
of its own, over HTTP and over files. And a bundle whose analysis is made anew.

    nodes.py COMITY SOURCE_DIR
"""
import functools
import hashlib
import http.server
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading

import interop


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def publish(comity):
    """Any web server can serve the published files: here, Python's."""
    handler = functools.partial(Quiet, directory=comity.folder / "register")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


def start_witness(comity, name, log_key):
    comity("register", "key", f"{name}.key")
    process = subprocess.Popen(
        [comity.program, "witness", "--key", f"{name}.key", "--name", f"{name}.example/w", "--log",
         log_key, "--dir", name, "--listen", "127.0.0.1:0"], cwd=comity.folder,
        stdout=subprocess.PIPE, text=True)
    key = process.stdout.readline().strip()
    port = re.search(r"port (\d+)", process.stdout.readline())[1]
    return process, key, f"http://127.0.0.1:{port}"


def abuse(address, origin):
    """What a stranger may send to a witness, and what comes back."""
    port = int(address.rsplit(":", 1)[1])
    name = hashlib.sha256(origin.encode()).hexdigest()
    for request, status in ((b"nonsense\r\n\r\n", 400), (b"GET /elsewhere HTTP/1.1\r\n\r\n", 404),
                            (b"POST /add-checkpoint HTTP/1.1\r\n\r\n", 400),
                            (b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 99999999999\r\n"
                             b"\r\n", 400), (b"X" * 20000, 400),
                            (f"GET /{name}/checkpoint HTTP/1.1\r\n\r\n".encode(), 200)):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(100)
        assert answer.startswith(f"HTTP/1.1 {status} ".encode()), (request[:60], answer)


def watch(comity, log_key, witnesses, url):
    """Witnesses cosign; a mirror over HTTP and a monitor over both follow."""
    asked = [f"{key}@{address}" for _, key, address in witnesses]
    options = [word for one in asked for word in ("--witness", one)]
    comity("register", "cosign", *options)
    comity("register", "cosign", *options)  # again: a fresh time for the same head
    comity("mirror", url, "copy", "--log", log_key)
    known = [word for _, key, _ in witnesses for word in ("--witness", key)]
    monitor = ("monitor", url, "copy", "--log", log_key, "--state", "seen", *known, "--threshold",
               "2", "--max-age", "600", "--receipt", "receipt.note")
    report = comity(*monitor)
    assert "ALARM" not in report and report.count("2 witnesses have cosigned") == 2, report
    assert report.count("stands there") == 2, report
    return monitor


def grow(comity, number):
    comity("register", "sign", "--author", "register", "--type", "notice", "--matter", "m", "--key",
           "root.key", "--fields", f'{{"later":{number}}}', "--out", "entry.json")
    receipt = comity("register", "submit", "entry.json").split("\n", 1)[1]
    comity.write("receipt.note", receipt)
    comity("register", "publish")


def split_view(comity, log_key):
    """A host that shows two histories: the monitor that has seen both holds the proof."""
    comity.run("cp", "-r", "register", "twin")
    grow(comity, 100)
    comity("register", "sign", "--author", "register", "--type", "notice", "--matter", "m", "--key",
           "root.key", "--fields", '{"another":"history"}', "--out", "entry.json")
    comity("register", "submit", "entry.json", "--dir", "twin")
    comity("register", "publish", "--dir", "twin")
    report = comity("monitor", "register", "twin", "--log", log_key, "--proof", "fraud", status=6)
    assert "two different heads of one size" in report, report
    proof = (comity.folder / "fraud").read_text(encoding="utf-8")
    assert proof.startswith("comity-split-view/1\n"), proof
    comity("verify", "fraud", status=2)  # whose heads they are, only a key can say
    checked = comity("verify", "fraud", "--log", log_key)
    assert "it has shown two histories" in checked and "not proved  Which" in checked, checked
    root = proof.split("\n")[4]
    comity.write("changed", proof.replace(root, ("A" if root[0] != "A" else "B") + root[1:]))
    comity("verify", "changed", "--log", log_key, status=6)
    comity("mirror", "register", "copy", "--log", log_key)
    comity("mirror", "twin", "copy", "--log", log_key, status=6)


def analysis(comity):
    """An analysis goes into the register with its case, and out in a bundle that replays it."""
    case = comity.source / "examples/senn-grid/case.norm.md"
    comity.write("analysis.json", comity("assess", case, "--format", "json"))
    sign = ("register", "sign", "--author", "register", "--type", "analysis", "--matter", "m",
            "--key", "root.key", "--out", "entry.json")
    comity(*sign, "--attach", "analysis.json=analysis.json", "--attach", f"case.norm.md={case}")
    index = comity("register", "submit", "entry.json").split()[1]
    comity("register", "publish")
    comity("register", "export", index, "--out", "bundle.json", "--with-material", "yes")
    report = comity("verify", "bundle.json")
    assert "every answer comes out the same" in report, report
    comity.run(sys.executable, comity.source / "tools/verify.py", "bundle.json")
    # Another answer in the analysis: its digest is no longer the entry's.
    text = (comity.folder / "bundle.json").read_text(encoding="utf-8")
    at = text.index('"material":["') + 200
    comity.write("damaged.json", text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1:])
    comity("verify", "damaged.json", status=6)


def main():
    with tempfile.TemporaryDirectory() as folder:
        comity = interop.Comity(sys.argv[1], pathlib.Path(sys.argv[2]), folder)
        log_key = interop.register_with_entries(comity, 3)
        server, url = publish(comity)
        witnesses = []
        try:
            for name in ("veltria", "marenna"):
                witnesses.append(start_witness(comity, name, log_key))
            grow(comity, 0)
            monitor = watch(comity, log_key, witnesses, url)
            abuse(witnesses[0][2], "register.example/log")
            grow(comity, 1)
            watch(comity, log_key, witnesses, url)
        finally:
            for process, _, _ in witnesses:
                process.send_signal(signal.SIGTERM)
                process.wait()
            server.shutdown()
            server.server_close()
        comity(*monitor, status=5)  # nobody answers at the address any more
        analysis(comity)
        split_view(comity, log_key)
    print("witnesses, mirror, monitor and replay: all steps as expected")


if __name__ == "__main__":
    main()
