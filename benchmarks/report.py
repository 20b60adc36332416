"""Writing docs/performance.md from the figures that runs have kept."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.goals import GOALS, GROWTH, NEVER, STEADY, Found, Goal, p50

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
SIZES = ["1k", "10k", "100k", "1M"]
DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}

ABOUT = Path(__file__).with_name("about.md")  # what the page begins with


def lines_of(operation: str, series: Found) -> str:
    """The figures of an operation as a person who waits for them reads them."""
    rows = [f"  {operation}"]
    for name, figures in series.items():
        rate = f"{median(figures['per_second']):9.0f}/s" if figures["per_second"] else " " * 11
        rows.append(f"    {name:28} {median(figures['p50']):9.2f} ms {rate} {figures['size']:9} bytes")
    return "\n".join(rows)


def write(results: Path) -> None:
    """Write the page from the files in which runs kept their figures."""
    parts = [ABOUT.read_text(encoding="utf-8").strip()]
    for database, name in DATABASES.items():
        runs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(results.glob(f"{database}-*.json"))]
        runs = sorted((run for run in runs if run["size"] in SIZES), key=lambda run: SIZES.index(run["size"]))
        if runs:
            parts += database_parts(name, runs)
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def database_parts(name: str, runs: list[Found]) -> Iterator[str]:
    """All that is told of one database."""
    yield f"## {name}"
    yield measured_on(runs)
    yield "### Goals"
    yield goals(runs)
    yield "### Growth"
    yield growth(runs)
    for run in runs:
        yield f"### {run['size']} events"
        yield figures(run)


def measured_on(runs: list[Found]) -> str:
    """When, how long, and on what machine."""
    lines = [f"- {run['size']}: {run['on']}, {run['rounds']} rounds of {run['seconds']:g} s a figure" for run in runs]
    machine = runs[-1]["machine"]
    what = f"{machine['cores']} cores ({machine['processor']}), {machine['memory']}"
    versions = ", ".join(
        f"{name} {value}" for name, value in machine.items() if name not in {"cores", "processor", "memory"}
    )
    return "\n".join([f"On {what}; {versions}.", "", *lines])


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table, the numbers to the right."""
    names = list(head)
    lines = [names, ["---"] + ["--:"] * (len(names) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goals(runs: list[Found]) -> str:
    """Each goal with what was measured at each size."""
    rows = [[goal.said, *(verdict(goal, run) for run in runs)] for goal in GOALS]
    shown = [row for row in rows if any(cell != "–" for cell in row[1:])]
    verdicts = [cell.endswith("**") for row in shown for cell in row[1:] if cell != "–"]
    missed = f"{len(verdicts) - sum(verdicts)} of {len(verdicts)} are met; what is not is in bold."
    return f"{missed}\n\n{table(['goal', *(run['size'] for run in runs)], shown)}"


def verdict(goal: Goal, run: Found) -> str:
    """A figure beside its goal; in bold where it misses it."""
    value = goal.value(run)
    if value is None or (goal.at and run["size"] not in goal.at):
        return "–"
    text = number(value)
    return text if goal.is_met(value) else f"**{text}**"


def number(value: float) -> str:
    """A figure with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def growth(runs: list[Found]) -> str:
    """How the waits for what was never asked grow with the catalogue."""
    operations = [operation for operation in runs[0]["operations"] if p50(runs[0], operation, NEVER)]
    rows = []
    for operation in operations:
        values = [p50(run, operation, NEVER) for run in runs]
        ratio = (values[-1] or 0) / (values[0] or 1)
        is_missed = operation in STEADY and ratio > GROWTH
        shown = f"**{number(ratio)}**" if is_missed else number(ratio)
        rows.append([operation, *(number(value) if value else "–" for value in values), shown])
    said = f"p50 of what was never asked, in ms. The goal for {' and '.join(STEADY)}: ≤ {GROWTH}×."
    return f"{said}\n\n{table(['', *(run['size'] for run in runs), 'last / first'], rows)}"


def figures(run: Found) -> str:
    """All figures of a size."""
    rows = [
        [f"{operation}: {name}", *cells(one)]
        for operation, series in run["operations"].items()
        for name, one in series.items()
    ]
    return f"{table(['', 'p50, ms', 'answers/s', 'bytes', 'client, core'], rows)}\n\n{besides(run)}"


def cells(one: Found) -> Iterator[str]:
    """The figures of a series."""
    yield number(median(one["p50"]))
    yield number(median(one["per_second"])) if one["per_second"] else "–"
    yield f"{one['size']:,}"
    yield f"{one['client_share']:.0%}" if one["per_second"] else "–"


def besides(run: Found) -> str:
    """What else was weighed."""
    memory = ", ".join(f"{name} {number(value)}" for name, value in run["memory"].items())
    seconds = run.get("load_seconds")
    loading = (
        f"{run['events']:,} events among {run['records']:,} records were loaded in {seconds:,.1f} s. "
        if seconds
        else ""
    )
    return f"{loading}Memory of the workers in MiB: {memory}."
