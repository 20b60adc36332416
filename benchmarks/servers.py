"""Starting the servers that are measured, waiting until they answer, and weighing them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Question, get

WORKERS = 2
STARTED_WITHIN = 60  # seconds
REPOSITORY = Path(__file__).resolve().parent.parent
MIB = 1 << 20


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, and its process."""

    base: str
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The processes that answer: the children, or the server itself where it has none."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in children] or [pid]

    @property
    def memory(self) -> float:
        """What all workers hold in memory, in MiB, beyond as many bare interpreters."""
        return sum(resident(worker) - bare_interpreter() for worker in self.workers)


def resident(pid: int) -> float:
    """What a process holds in memory (RSS), in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MIB


_BARE: list[float] = []


def bare_interpreter() -> float:
    """What this Python holds in memory before it has imported anything, in MiB."""
    if not _BARE:
        with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as idle:
            time.sleep(0.5)
            _BARE.append(resident(idle.pid))
            idle.communicate(b"\n")
    return _BARE[0]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: Mapping[str, str], log: Path, first: str) -> Iterator[Server]:
    """Run a server for as long as the block lasts, once it answers at the path `first`."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, env=os.environ | environment, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(server, first, log)
        yield server
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(server: Server, first: str, log: Path) -> None:
    """Wait until a server answers, or stop with what it said."""
    end = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < end and server.process.poll() is None:
        try:
            get(server.base, Question(first))
        except (ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{server.process.args!r} does not answer:\n{log.read_text(errors='replace')[-3000:]}")


def gunicorn(application: str, environment: Mapping[str, str], log: Path, first: str) -> AbstractContextManager[Server]:
    """Run a WSGI application as the catalogue itself is run, with two workers that are never replaced."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:iomcatalog.gunicorn", "--max-requests", "0"]
    served = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(WORKERS)}
    return running([*command, application], port, {**served, **environment}, log, first)
