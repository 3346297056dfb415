"""Starts a PostgreSQL server in a temporary folder, for as long as one test program runs.

    postgres.py PROGRAM [ARGUMENT ...]      PROGRAM finds the address in COMITY_POSTGRES
The newest version that is installed; where COMITY_LONG is set, each one in turn, and of WANTED it
says which is not there. Exit status 77 where none is; ./check counts that as skipped.
"""
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time


WANTED = ("15", "18")  # the version of Debian 12, and the newest one


def versions():
    """Version → the folder of its server's programs, which Debian keeps out of the way."""
    folders = [pathlib.Path(name).parent for name in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    found = {folder.parent.name: folder for folder in folders}
    if not found and shutil.which("initdb") and shutil.which("postgres"):
        found["of the path"] = pathlib.Path(shutil.which("initdb")).parent
    return dict(sorted(found.items(), key=lambda one: one[0].zfill(4)))


def unprivileged():
    """The server refuses to run as root: another user then, if there is one."""
    if os.getuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"] if setpriv else None


def start(folder, programs, as_user):
    data = folder / "data"
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    subprocess.run([*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "comity", "-E",
                    "UTF8", "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL,
                   cwd=folder)
    return subprocess.Popen([*as_user, programs / "postgres", "-D", data, "-k", folder, "-c",
                             "listen_addresses="], stderr=subprocess.DEVNULL, cwd=folder)


def wait_for(folder, server):
    for _ in range(200):
        if (folder / ".s.PGSQL.5432").exists() or server.poll() is not None:
            break
        time.sleep(0.1)
    time.sleep(0.5)
    if server.poll() is not None:
        sys.exit("the database server did not start")


def run_on(programs, as_user, command):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = start(folder, programs, as_user)
        try:
            wait_for(folder, server)
            address = f"host={folder} user=comity dbname=postgres"
            environment = dict(os.environ, COMITY_POSTGRES=address)
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            server.send_signal(signal.SIGINT)  # ends connections, then the server
            server.wait()


def main():
    found, as_user = versions(), unprivileged()
    if not found or as_user is None:
        print("SKIPPED: PostgreSQL: initdb and postgres are not installed")
        return 77
    chosen = list(found)[-1:]
    if os.environ.get("COMITY_LONG"):
        chosen = list(found)
        for version in WANTED:
            if version not in found:
                print(f"PostgreSQL {version} is not installed here: not tested", flush=True)
    for version in chosen:
        print(f"PostgreSQL {version}", file=sys.stderr, flush=True)
        status = run_on(found[version], as_user, sys.argv[1:])
        if status != 0:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main())
