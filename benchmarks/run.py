"""Measure the catalogue beside its peers and write docs/performance.md: `python -m benchmarks.run --sizes 1k,10k`.

For each size a database is filled by `import_catalogue`, all servers are started over the same records, and every
question is first answered by all of them alike. Then the rounds: each measures one server after another, so that
whatever else the machine does falls on all of them. What counts are the ratios within a round.
"""

import argparse
import json
import os
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks import report, servers
from benchmarks.client import Question, loaded, waited
from benchmarks.databases import Database, database
from benchmarks.generate import Catalogue
from benchmarks.peers import datasette
from benchmarks.questions import OF_THE_WHOLE, OPERATIONS, PEERS, Peer, Samples, Site, compared

RESULTS = servers.REPOSITORY / "var" / "benchmarks"
CONNECTIONS = 8
WARMING = 0.3  # seconds
THOUSANDS = {"k": 1_000, "M": 1_000_000}


def size_of(text: str) -> int:
    """The number that a size such as 10k or 1M stands for."""
    return int(text[:-1]) * THOUSANDS[text[-1]] if text[-1] in THOUSANDS else int(text)


# What is measured ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    """One way to ask one server the questions of an operation. `questions` begins anew at each call."""

    name: str
    base: str
    questions: Callable[[], Iterator[Question]]
    is_loaded: bool = True  # whether several connections make sense
    is_kept: bool = False  # whether it is measured when all workers have answered it before


@dataclass
class Figures:
    """What the rounds gave for a series, a value a round: milliseconds, answers a second, bytes, the client's share."""

    p50: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    size: int = 0
    client_share: float = 0.0


def ways(operation: str, peer: Peer, pool: list[Question], changed: Callable[[], None]) -> Iterator[Series]:
    """How a server is asked. The catalogue keeps answers: what was asked before is told apart from what was not."""
    if not isinstance(peer, Site):
        yield Series(peer.name, peer.base, lambda: cycle(pool))
        return
    yield Series(f"{peer.name}, asked before", peer.base, lambda: cycle(pool[:1]), is_kept=True)
    if len(pool) > 1:
        yield Series(f"{peer.name}, never asked", peer.base, lambda: never_asked(pool, changed))
    if operation in OF_THE_WHOLE:
        yield Series(f"{peer.name}, after a change", peer.base, lambda: never_asked(pool[:1], changed), is_loaded=False)


def never_asked(pool: list[Question], changed: Callable[[], None]) -> Iterator[Question]:
    """Each question once; then, as none would be new, the catalogue changes and they are asked again."""
    while True:
        changed()
        yield from pool


def measured(series: list[Series], rounds: int, seconds: float) -> dict[str, Figures]:
    """Ask in rounds, one series after another in each."""
    figures = {one.name: Figures() for one in series}
    for one in series:
        waited(one.base, one.questions(), WARMING)
    for _round in range(rounds):
        for one in series:
            measure(one, figures[one.name], seconds)
    return figures


def measure(series: Series, figures: Figures, seconds: float) -> None:
    """One round of one series."""
    if series.is_kept:
        loaded(series.base, series.questions(), CONNECTIONS, WARMING)
    wait = waited(series.base, series.questions(), seconds)
    figures.p50.append(wait.p50)
    figures.size = wait.size
    if series.is_loaded:
        load = loaded(series.base, series.questions(), CONNECTIONS, seconds)
        figures.per_second.append(load.per_second)
        figures.client_share = max(figures.client_share, load.client_share)


# The servers ---------------------------------------------------------------------------------------------


def started(
    wanted: list[str], filled: Database, catalogue: Catalogue, folder: Path, stack: ExitStack
) -> dict[str, servers.Server]:
    """Start the servers that are wanted; by name."""
    django = "django.core.wsgi:get_wsgi_application()"
    file = datasette_file(catalogue, folder)
    naive = filled.environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.peers.naive"}
    applications = {
        "catalogue": ("iomcatalog.wsgi", filled.environment, "/livez"),
        "limit": ("benchmarks.peers.limit:application", filled.environment, "/count"),
        "limit on sqlite": ("benchmarks.peers.limit_sqlite:application", {"LIMIT_FILE": str(file)}, "/count"),
        "naive": (django, naive, "/events/?page=2"),
        "constant": ("benchmarks.peers.constant:django", {}, "/"),
    }
    found: dict[str, servers.Server] = {}
    for name in wanted:
        log = folder / f"{name}.log"
        if name == "datasette":
            found[name] = stack.enter_context(datasette_server(file, log))
        else:
            application, environment, first = applications[name]
            found[name] = stack.enter_context(servers.gunicorn(application, environment, log, first))
    return found


def datasette_file(catalogue: Catalogue, folder: Path) -> Path:
    """The file of Datasette; made unless it is there."""
    home = folder / "datasette"
    home.mkdir(exist_ok=True)
    path = home / f"{datasette.DATABASE}.db"
    if not path.exists():
        datasette.build(catalogue, path)
    return path


def datasette_server(file: Path, log: Path) -> AbstractContextManager[servers.Server]:
    """Datasette over its file."""
    described, port = file.with_name("metadata.json"), servers.free_port()
    datasette.metadata(described)
    return servers.running(datasette.command(file, described, port), port, {}, log, "/")


# A run ---------------------------------------------------------------------------------------------------


def run_size(size: str, wanted: argparse.Namespace, home: Path) -> None:
    """Measure at one size, and keep the figures."""
    catalogue, folder = Catalogue(size_of(size)), home / size
    folder.mkdir(parents=True, exist_ok=True)
    with database(wanted.database, f"benchmark_{size.lower()}", folder) as filled, ExitStack() as stack:
        filled.fill(catalogue, folder)
        keep(size, filled, {"operations": {}, "memory": {}}, wanted)  # how long it took, whatever comes after
        other = "limit on sqlite" if filled.kind == "postgresql" else "limit"  # of another database
        names = [name for name in wanted.peers if name != other]
        running = started(names, filled, catalogue, folder, stack)
        samples = Samples(catalogue)
        peers = [peer(server.base, samples) for name, server in running.items() for peer in PEERS[name]]
        peers += [named_site(text, samples) for text in wanted.peer]
        operations = run_operations(peers, wanted, filled.change)
        memory = {name: server.memory for name, server in running.items()}
    keep(size, filled, {"operations": operations, "memory": memory, "bare": servers.bare_interpreter()}, wanted)


def named_site(text: str, samples: Samples) -> Site:
    """A peer from the command line: name=http://…, a server that speaks the catalogue's API."""
    name, _equals, base = text.partition("=")
    site = Site(base.rstrip("/"), samples)
    site.name = name
    return site


def run_operations(peers: list[Peer], wanted: argparse.Namespace, change: Callable[[], None]) -> dict[str, Any]:
    """Measure one operation after another, with all peers that know it."""
    operations = {}
    for operation in wanted.only or OPERATIONS:
        pools = {peer: pool for peer in peers if (pool := peer.pool(operation))}
        compared(operation, pools)
        series = [one for peer, pool in pools.items() for one in ways(operation, peer, pool, change)]
        figures = measured(series, wanted.rounds, wanted.seconds)
        operations[operation] = {name: asdict(one) for name, one in figures.items()}
        print(report.lines_of(operation, operations[operation]), flush=True)
    return operations


def keep(size: str, filled: Database, found: dict[str, Any], wanted: argparse.Namespace) -> None:
    """Write the figures of a size into a file, over those that were measured again."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{filled.kind}-{size}.json"
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    measured_ever = before.get("operations", {}) | found["operations"]
    found["operations"] = {name: measured_ever[name] for name in OPERATIONS if name in measured_ever}
    found["memory"] = before.get("memory", {}) | found["memory"]
    seconds = filled.seconds or before.get("load_seconds")
    events = size_of(size)
    about = {"database": filled.kind, "size": size, "events": events, "records": sum(Catalogue(events).counts.values())}
    about |= {"load_seconds": seconds}
    about |= {
        "machine": machine() | {filled.name: filled.version},
        "on": time.strftime("%Y-%m-%d"),
        "rounds": wanted.rounds,
        "seconds": wanted.seconds,
    }
    path.write_text(json.dumps(about | found, indent=1), encoding="utf-8")


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    from importlib.metadata import version  # noqa: PLC0415

    packages = ("Django", "djangorestframework", "gunicorn", "psycopg2-binary", "datasette")
    model = next(
        (line.partition(":")[2].strip() for line in _cpuinfo() if line.startswith("model name")), platform.machine()
    )
    return {
        "processor": model,
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / (1 << 30):.0f} GiB",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: version(name) for name in packages},
    }


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    """Measure what the command line asks for, and write it up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1k,10k", type=lambda text: text.split(","), help="such as 1k,10k,100k,1M")
    parser.add_argument("--database", default="postgresql", help="postgresql, sqlite, or a PostgreSQL server's URL")
    parser.add_argument("--peers", default=list(PEERS), type=lambda text: text.split(","), help=", ".join(PEERS))
    parser.add_argument("--peer", action="append", default=[], help="name=http://host: a server with the same API")
    parser.add_argument("--only", type=lambda text: text.split(";"), help=f"some of: {'; '.join(OPERATIONS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each figure of a round")
    parser.add_argument("--home", type=Path, help="a folder that keeps the files of a run for the next")
    parser.add_argument("--no-report", action="store_true", help="leave docs/performance.md as it is")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="catalogue-benchmark-") as passing:
        for size in wanted.sizes:
            print(f"{size} events", flush=True)
            run_size(size, wanted, wanted.home or Path(passing))
    if not wanted.no_report:
        report.write(RESULTS)


if __name__ == "__main__":
    main()
