"""Measures bulk screening here, and writes what a billion rows would take into the guides.

``python tools/screening_cost.py [--rows N]``; `make screening-cost` runs it. Spark is measured
where it is installed and Java is there. One process does the work, so that a rate is that of one
core, but for what Arrow and Spark do beside it.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv, parquet

from safeconduct import Engine, __version__
from safeconduct.screening import Screener
from safeconduct.screening.files import plan, run

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- cost: begin -->", "<!-- cost: end -->"
BILLION = 10**9
TIMES = 3
CORES = (1, 16, 64, 256)
SEED = 20260717
FIRST, LAST = date(1998, 7, 17), date(2027, 12, 31)


@dataclass(frozen=True)
class Rate:
    """Rows a second of one way to screen."""

    name: str
    rows: float

    @property
    def hours(self) -> float:
        """Core-hours for a billion rows."""
        return BILLION / self.rows / 3600


def main() -> None:
    """Measure, and write both guides."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    rows = parser.parse_args().rows
    begun = time.perf_counter()
    engine = Engine.load()
    tables = _tables(engine, rows)
    engine.screen(tables["coded"].slice(0, 1))
    start = time.perf_counter() - begun
    rates = [*_in_memory(engine, tables), *_files(engine, tables["named"])]
    _write("screening.md", _page(rates, rows, f"Start of a process: {start:.1f} s."))
    spark = _spark(rows)
    if spark is None:
        print("Spark is not measured: it needs Java 17 and the extra safeconduct[spark]")
    else:
        _write("spark.md", _cluster(spark, rows))


def _tables(engine: Engine, rows: int) -> dict[str, pa.Table]:
    """Return random questions about everybody everywhere, by code and by id."""
    source = np.random.default_rng(SEED)
    persons, places = tuple(engine.world.persons), tuple(engine.world.places)
    who, where = (source.integers(0, len(one), rows, np.int16) for one in (persons, places))
    epoch = date(1970, 1, 1).toordinal()
    days = source.integers(FIRST.toordinal() - epoch, LAST.toordinal() - epoch, rows, np.int32)
    on = pa.array(days).cast(pa.date32())
    named = {"person": pa.array(persons).take(who), "place": pa.array(places).take(where)}
    return {
        "coded": pa.table({"person": who, "place": where, "on": on}),
        "named": pa.table({**named, "on": on}),
    }


def _in_memory(engine: Engine, tables: Mapping[str, pa.Table]) -> list[Rate]:
    names = {"coded": "Arrow table, integer codes", "named": "Arrow table, ids as text"}
    return [
        Rate(
            names[kind], table.num_rows / _best(lambda table=table: engine.screen(table, threads=1))
        )
        for kind, table in tables.items()
    ]


def _files(engine: Engine, table: pa.Table) -> list[Rate]:
    screener, found = Screener(engine), []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        csv.write_csv(table, place / "in.csv")
        parquet.write_table(table, place / "in.parquet")
        run(
            plan(str(place / "in.csv"), str(place / "in.ndjson")),
            Screener(engine, columns=["duty"]),
        )
        _without_answers(place / "in.ndjson")
        for kind, title in (("parquet", "Parquet"), ("csv", "CSV"), ("ndjson", "NDJSON")):
            files = str(place / f"in.{kind}"), str(place / f"out.{kind}")
            seconds = _best(lambda files=files: run(plan(*files, force=True), screener))
            found.append(Rate(f"{title} to {title}", table.num_rows / seconds))
    return found


def _without_answers(path: Path) -> None:
    """Take the one column of the answer off again: it made the file, and is in the way."""
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line.rpartition(',')[0]}}}\n" for line in lines), encoding="utf-8")


def _spark(rows: int) -> float | None:
    """Return rows a second of one executor core, or ``None`` without Spark."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        return None
    import pyspark
    from pyspark.sql import SparkSession

    from safeconduct.screening.spark import screen

    os.environ.update(
        SPARK_HOME=str(Path(pyspark.__file__).parent),
        SPARK_LOCAL_IP="127.0.0.1",
        PYSPARK_PYTHON=sys.executable,
    )
    with tempfile.TemporaryDirectory() as name:
        os.environ.update(SPARK_WORKER_DIR=f"{name}/work", SPARK_LOCAL_DIRS=f"{name}/local")
        session = (
            SparkSession.builder.master("local-cluster[1,1,1024]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("OFF")
        questions = session.range(0, rows, 1, 4).selectExpr(
            "element_at(array('vladimir-putin', 'omar-al-bashir'), cast(id % 2 + 1 as int)) person",
            "element_at(array('MNG', 'ZAF', 'ITA'), cast(id % 3 + 1 as int)) place",
            "date_add(date'2009-01-01', cast(id % 6500 as int)) on",
        )
        answers = screen(questions)
        seconds = _best(lambda: answers.write.format("noop").mode("overwrite").save())
        session.stop()
    return rows / seconds


def _best(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several runs, after one that is not counted."""
    work()
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def _page(rates: list[Rate], rows: int, start: str) -> str:
    lines = [
        f"{_machine()}; {rows:,} rows, the best of {TIMES} runs. {start}",
        "",
        "| | million rows a second | a billion rows |",
        "|---|---|---|",
        *(f"| {one.name} | {one.rows / 1e6:.1f} | {_told(one.hours)} |" for one in rates),
    ]
    return "\n".join(lines)


def _cluster(rate: float, rows: int) -> str:
    one = Rate("Spark", rate)
    said = (
        f"{_machine()}; {rows:,} rows that Spark makes itself, ids as text, six columns of an "
        f"answer, on one executor with one core: {rate / 1e6:.2f} million rows a second. So a "
        f"billion rows are {one.hours:.2f} core-hours: multiply by what a core-hour costs."
    )
    lines = [
        said,
        "",
        "| cores | a billion rows |",
        "|---|---|",
        *(f"| {cores} | {_told(one.hours / cores)} |" for cores in CORES),
    ]
    return "\n".join(lines)


def _machine() -> str:
    return (
        f"Measured with safeconduct {__version__}, Python {platform.python_version()} and Arrow "
        f"{pa.__version__} on {os.cpu_count()} cores ({platform.machine()})"
    )


def _told(hours: float) -> str:
    seconds = hours * 3600
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{hours:.1f} h"


def _write(name: str, text: str) -> None:
    """Put a text between the marks of a guide."""
    path = ROOT / "docs" / "guides" / name
    page = path.read_text(encoding="utf-8")
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path.name} has no marks {BEGIN} and {END}")
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")
    print(f"{path.name} is written")


if __name__ == "__main__":
    main()
