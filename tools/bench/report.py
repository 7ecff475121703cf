"""Writes the results down as one page in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from .aims import aims
from .columns import GATHER, OURS, SCREEN, SCREEN_NAMES, SCREEN_OUTCOME
from .growth import Curve
from .memory import Level
from .results import ASSESSMENT, SHORT, WHOLE, BulkRow, Results, Row

_BARS: Final = "▁▂▃▄▅▆▇█"
_MIB: Final = 2**20

_HEAD: Final = """\
# Benchmarks

What this engine costs beside others, on the same machine, in the same process, in one run.
Written by `make bench`; no figure here is typed by hand.
"""

_WHOLE: Final = """\
From a question to the bytes of its JSON. *New*: a person, a place and a day that nobody asked
about before, on an engine that knows what can follow. The whole has the proof, every record with
its sources, readings, practice and dates; the short answer what a reader needs.
"""

_BARE: Final = """\
The peers decide the **bare version**: fourteen of our rules over eleven facts, without
dates, proof, sources or competing readings (`tools/bench/bare`). An assessment of ours answers the
**real** question: a person, a place and a day in; the outcome out, with the status of every rule,
whether it is contested, and a proof, records, dates and practice that are made when they are read.

Inputs are in each engine's own form before the clock starts. Tasks take short turns in shuffled
order; every decision is timed by itself, less the cost of reading the clock; the garbage collector
runs between turns. *Warm*: every pair of person and place was asked about before, on other
days. *No memo*: nothing that is asked was asked before.
"""

_BULK: Final = """\
As many rows for all. Screening is given a person, a place and a day, and looks the facts up. So
is polars once, with facts that change when those of the records do; otherwise the peers are given
the eleven facts of the bare rules as columns, and nothing is left to look up. They tell the
outcome and no more, so screening for the outcome alone is what stands beside them: by one thread
where they use one, by all where they use all.
"""

_HTTP: Final = """\
The service and an empty FastAPI route, served by the same processes, asked in turns by two client
processes with eight connections each; requests a second. The empty route reads the same query.
*Asked before*: 96 questions, whole, over and over. *New*: questions that nobody asked before, on
days all over the years, so that each answer is made and written.
"""

_GROWTH: Final = """\
Made in memory: clones of the real rules and records with ids of their own. Rules share
their facts, so every clone can apply; cloned records are of other States, persons and places. Sizes
are multiples of the real ones. Of an assessment every part is read.
"""


def page(results: Results) -> str:
    """Return the page."""
    parts = [_HEAD, _summary(results)]
    parts += _section("The whole answer", _WHOLE, _answers(results))
    parts += _section("What is asked of it", _aims(results))
    parts += _section("One decision", _BARE, _decisions(results), _agreed(results))
    parts += _section("Whole columns", _BULK, _bulk(results), _encoding(results.bulk))
    if results.served:
        parts += _section("Over HTTP", _HTTP, _served(results))
    parts += _section("Growth", _GROWTH, _curves(results.curves))
    parts += _section("Memory", _memory(results))
    if results.inside:
        parts += _section("Inside the engine", "By pytest-benchmark.", _inside(results))
    parts += _section("Machine and repetition", _machine(results), _repeat(results))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts if part)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; columns whose title ends with a colon (left out) are set right."""
    columns = list(head)
    rule = ["---:" if column.endswith(":") else "---" for column in columns]
    lines = [[column.removesuffix(":") for column in columns], rule]
    lines += [[" ".join(cell.replace("|", "\\|").split()) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def sparkline(values: Iterable[float]) -> str:
    """Return values as logarithmic bars: a full one is a hundred times the least."""
    found = list(values)
    least = min(found)
    steps = [math.log(value / least, 100) * (len(_BARS) - 1) for value in found]
    return "".join(_BARS[min(round(step), len(_BARS) - 1)] for step in steps)


def microseconds(nanoseconds: float) -> str:
    """Return a time in µs with three digits that mean something."""
    value = nanoseconds / 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _section(title: str, *parts: str) -> list[str]:
    return [f"## {title}\n", *parts]


def _summary(results: Results) -> str:
    own, fastest = results.assessment, results.fastest_peer
    said = f"Measured on {results.on.isoformat()} in a {results.kind} run."
    if results.kind != "full":
        said += " A short run shows that everything works; its figures are rough."
    whole = next(row for row in results.decisions if row.name == WHOLE)
    said += f" The whole answer to a new question takes {microseconds(whole.timing.median)} µs, one"
    said += f" warm assessment {microseconds(own.timing.median)} µs"
    if fastest is None:
        return said + "; no peer took part.\n"
    return (
        f"{said}; the fastest peer, {fastest.name}, decides the bare version in "
        f"{microseconds(fastest.timing.median)} µs.\n"
    )


def _aims(results: Results) -> str:
    met = {True: "yes", False: "**no**", None: "not measured"}
    rows = [(aim.says, aim.measured, met[aim.met]) for aim in aims(results)]
    return table(("Aim", "Measured", "Met"), rows)


def _answers(results: Results) -> str:
    rows = {row.name: row.timing for row in results.decisions}
    lines = [
        (
            name.removeprefix("safeconduct: "),
            microseconds(rows[name].median),
            microseconds(rows[name].p99),
            f"{rows[name] / rows[ASSESSMENT]:.1f}",
            f"{rows[name].count:,}",
        )
        for name in (WHOLE, SHORT, ASSESSMENT)
    ]
    head = ("What", "Median, µs:", "p99, µs:", "Beside one assessment:", "Timed:")
    return table(head, lines)


def _decisions(results: Results) -> str:
    own = results.assessment.timing

    def line(row: Row) -> tuple[str, ...]:
        name = f"**{row.name}**" if row.ours else row.name
        timing = row.timing
        return (
            name,
            row.version,
            row.how,
            microseconds(timing.median),
            microseconds(timing.p99),
            f"{timing / own:.2f}",
            f"{timing.count:,}",
        )

    rows = [line(row) for row in sorted(results.decisions, key=lambda row: row.timing.median)]
    rows += [(one.name, "", one.reason, "missing", "", "", "") for one in results.missing]
    head = ("Engine", "Version", "How", "Median, µs:", "p99, µs:", "Beside ours:", "Timed:")
    return table(head, rows)


def _agreed(results: Results) -> str:
    total = sum(results.agreed.values())
    outcomes = ", ".join(f"{count:,} {name}" for name, count in sorted(results.agreed.items()))
    return (
        f"Before anything was timed, {len(results.agreed_by)} implementations gave the same answer "
        f"to {total:,} random cases ({outcomes}): {', '.join(results.agreed_by)}. "
        f"{results.warmed_up:,} pairs of person and place were warm.\n"
    )


def _bulk(results: Results) -> str:
    ours = next((row for row in results.bulk if row.name == SCREEN_OUTCOME), None)
    rows = [
        (
            f"**{row.name}**" if row.name in OURS else row.name,
            row.version,
            row.how,
            f"{row.rate / 1e6:,.2f}",
            f"{row.rate / ours.rate:.2f}" if ours else "",
            f"{row.rows:,}",
        )
        for row in sorted(results.bulk, key=lambda row: -row.rate)
    ]
    rows += [(one.name, "", one.reason, "missing", "", "") for one in results.bulk_missing]
    head = (
        "Engine",
        "Version",
        "How",
        "Million rows a second:",
        "Beside the outcome alone:",
        "Rows:",
    )
    return table(head, rows)


def _encoding(rows: tuple[BulkRow, ...]) -> str:
    found = {row.name: row for row in rows}
    if SCREEN not in found or SCREEN_NAMES not in found:
        return ""
    coded, named = found[SCREEN], found[SCREEN_NAMES]
    cost = (named.timing.median - coded.timing.median) / named.rows
    said = f"Turning names into codes costs {cost:.1f} ns for each row, on top of screening"
    if GATHER in found:
        gather = found[GATHER]
        said += (
            f" ({coded.timing.median / coded.rows:.1f} ns); "
            f"the bare gather costs {gather.timing.median / gather.rows:.1f} ns"
        )
    return said + ".\n"


def _served(results: Results) -> str:
    rows = [
        (
            str(rates.workers),
            f"{rates.empty:,.0f}",
            f"{rates.repeated:,.0f}",
            f"{rates.short:,.0f}",
            f"{rates.short_ratio:.2f}",
            f"{rates.whole:,.0f}",
            f"{rates.whole_ratio:.2f}",
            f"{rates.answer_bytes / 1024:.0f} KiB",
        )
        for rates in results.served
    ]
    head = (
        "Processes",
        "Empty route, a second:",
        "Asked before:",
        "New, short:",
        "Beside empty:",
        "New, whole:",
        "Beside empty:",
        "Whole answer:",
    )
    return table(head, rows)


def _curves(curves: Iterable[Curve]) -> str:
    def line(curve: Curve) -> Iterator[str]:
        points = curve.points
        yield curve.name
        yield curve.unit
        yield "; ".join(f"×{size}: {microseconds(t.median)} µs" for size, t in points)
        yield "; ".join(f"{ratio:.2f}" for ratio in curve.ratios)
        yield sparkline(timing.median for _, timing in points)
        yield curve.note

    head = ("What", "Real size", "Median by size", "Beside the real size", "", "Note")
    bars = "The bars are logarithmic: a full one is a hundred times the lowest.\n"
    return table(head, map(line, curves)) + "\n" + bars


def _memory(results: Results) -> str:
    memory = results.memory

    def line(level: Level) -> tuple[str, ...]:
        return (
            level.name,
            f"{level.warm_up:,}",
            f"{level.count:,}",
            f"{level.sizes[0] / _MIB:,.1f}",
            f"{level.sizes[-1] / _MIB:,.1f}",
            f"{level.slope:,.3f}",
        )

    rows = [line(level) for level in memory.levels]
    rows += [(one.name, "", "", "", "", one.reason) for one in memory.missing]
    head = ("What", "Warm-up:", "Then:", "MiB before:", "MiB after:", "Bytes each:")
    left = ""
    if memory.sessions_left is not None:
        left = (
            f"\nAfter {memory.derivations:,} derivations by durable-rules, "
            f"{memory.sessions_left} of its native sessions are left.\n"
        )
    return "Resident size of the whole process.\n\n" + table(head, rows) + left


def _inside(results: Results) -> str:
    return table(
        ("Group", "What", "Median, µs:", "Rounds:"),
        (
            (group, name, microseconds(seconds * 1e9), f"{rounds:,}")
            for group, name, seconds, rounds in results.inside
        ),
    )


def _machine(results: Results) -> str:
    return table(("Machine", ""), results.machine.items())


def _repeat(results: Results) -> str:
    return f"""To repeat it (seed {results.seed}):

```
make bench            # installs the peers into .venv-peers, runs all, writes docs/benchmarks.md
make bench QUICK=1    # a short run, written to build/benchmarks.md
```

The peers are pinned in `requirements/peers.txt`; one that cannot be installed or imported is listed
as missing, with the reason.
"""
