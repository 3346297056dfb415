"""Starts a PostgreSQL server in a temporary folder, for as long as one test program runs.

    postgres.py PROGRAM [ARGUMENT ...]      PROGRAM finds the address in COMITY_POSTGRES
Exit status 77 where PostgreSQL is not installed; ./check counts that as skipped.
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


def find(name):
    """Debian keeps the server's programs out of the way: the newest version's."""
    return shutil.which(name) or next(
        iter(sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), reverse=True)), None)


def unprivileged():
    """The server refuses to run as root: another user then, if there is one."""
    if os.getuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    return [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"] if setpriv else None


def start(folder, initdb, postgres, as_user):
    data = folder / "data"
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    subprocess.run([*as_user, initdb, "-D", data, "-A", "trust", "-U", "comity", "-E", "UTF8",
                    "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return subprocess.Popen([*as_user, postgres, "-D", data, "-k", folder, "-c",
                             "listen_addresses="], stderr=subprocess.DEVNULL, cwd=folder)


def wait_for(folder, server):
    for _ in range(200):
        if (folder / ".s.PGSQL.5432").exists() or server.poll() is not None:
            break
        time.sleep(0.1)
    time.sleep(0.5)
    if server.poll() is not None:
        sys.exit("the database server did not start")


def main():
    initdb, postgres, as_user = find("initdb"), find("postgres"), unprivileged()
    if not initdb or not postgres or as_user is None:
        print("SKIPPED: PostgreSQL: initdb and postgres are not installed")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        server = start(folder, initdb, postgres, as_user)
        try:
            wait_for(folder, server)
            address = f"host={folder} user=comity dbname=postgres"
            environment = dict(os.environ, COMITY_POSTGRES=address)
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.send_signal(signal.SIGINT)  # ends connections, then the server
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
