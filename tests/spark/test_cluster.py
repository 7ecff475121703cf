"""A real cluster of several processes answers millions of rows like one machine, also if one dies.

Spark starts two workers with an executor each, in processes of their own, on this machine.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import parquet

from safeconduct import Engine, InputError
from safeconduct.screening import Screener

ROWS = 3_000_000
PARTS = 24
COLUMNS = ("outcome", "exposure", "contested", "reason", "grounds")
PERSONS = ("vladimir-putin", "Omar al-Bashir", "benjamin-netanyahu", "Владимир Путин", "nobody")
PLACES = ("MNG", "NA", "Hungary", "ZAF", "crimea", "FR", "Schweiz", "Atlantis", "JOR", "ITA")
FIRST = date(2009, 1, 1)
DAYS = 6500


def _java() -> int:
    """Return the version of Java, 0 for none."""
    if shutil.which("java") is None:
        return 0
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(_java() < 17, reason="not run: no Java 17 or later"),
    pytest.mark.skipif(find_spec("pyspark") is None, reason="not run: Spark is not installed"),
    # Spark's own; what is ours is an error in the tests without Spark.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start a cluster of two workers with one executor each."""
    import pyspark
    from pyspark.sql import SparkSession

    place = tmp_path_factory.mktemp("spark")
    surroundings = {
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(place / "work"),
        "SPARK_LOCAL_DIRS": str(place / "local"),
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_DRIVER_PYTHON": sys.executable,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("safeconduct")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.warehouse.dir", str(place / "warehouse"))
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def _asked(spark: Any) -> Any:
    """Return the questions as a data frame that the cluster itself makes."""

    def among(values: tuple[str, ...], number: str) -> str:
        listed = ", ".join(f"'{value}'" for value in values)
        return f"element_at(array({listed}), cast({number} % {len(values)} as int) + 1)"

    return spark.range(0, ROWS, 1, PARTS).selectExpr(
        "id",
        f"{among(PERSONS, 'id')} as person",
        f"{among(PLACES, '(id div 7)')} as place",
        f"date_add(date'{FIRST}', cast(id * 7919 % {DAYS} as int)) as on",
    )


def _expected() -> pa.Table:
    """Return what one machine answers, without Spark."""
    number = np.arange(ROWS)
    days = (np.datetime64(FIRST) + number * 7919 % DAYS).astype("datetime64[D]")
    asked = pa.record_batch(
        {
            "id": number,
            "person": pa.array(PERSONS).take(pa.array(number % len(PERSONS))),
            "place": pa.array(PLACES).take(pa.array(number // 7 % len(PLACES))),
            "on": pa.array(days),
        }
    )
    return pa.Table.from_batches([Screener(Engine.load(), columns=COLUMNS).mark(asked)])


def _executors(application: str) -> dict[int, str]:
    """Return the processes that are executors of an application."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace").replace("\0", " ")
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in line and application in line:
            found[int(path.parent.name)] = line
    return found


def _same(found: Path, expected: pa.Table) -> None:
    """Assert that what Spark wrote is what one machine answers, row for row."""
    table = parquet.read_table(found).sort_by("id")
    assert table.num_rows == ROWS
    for name in expected.schema.names:
        ours = expected[name]
        if pa.types.is_dictionary(ours.type):
            ours = ours.cast(pa.string())
        assert table[name].cast(ours.type).equals(ours), name


def test_a_cluster_answers_like_one_machine_though_an_executor_dies(
    spark: Any, tmp_path: Path
) -> None:
    """Millions of rows, good and bad, on two executors; one of them is killed in the middle."""
    from safeconduct.screening.spark import screen

    asked = _asked(spark)
    with pytest.raises(InputError, match="no column 'place'"):
        screen(asked.withColumnRenamed("place", "land").withColumnRenamed("on", "day"))
    answered = screen(asked, columns=COLUMNS)
    assert answered.columns == ["id", "person", "place", "on", *COLUMNS, "error"]
    one_row = screen(asked.limit(1).drop("on"), columns=("outcome",)).collect()
    assert [row["on"] for row in one_row] == [Engine.load().clock()]

    context = spark.sparkContext
    before = _executors(context.applicationId)
    assert len(before) == 2
    killed: list[tuple[int, int]] = []

    def kill() -> None:
        """Kill one executor when some parts are done and others are not."""
        tracker = context.statusTracker()
        while not killed:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numTasks == PARTS and 4 <= info.numCompletedTasks <= PARTS - 8:
                    victim = min(_executors(context.applicationId))
                    os.kill(victim, signal.SIGKILL)
                    killed.append((victim, info.numCompletedTasks))
                    return
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    answered.write.parquet(str(tmp_path / "out"))
    killer.join(1)
    assert killed, "the executor was to be killed while the job ran"
    after = _executors(context.applicationId)
    assert killed[0][0] in before
    assert killed[0][0] not in after

    expected = _expected()
    bad = pc.sum(expected["error"].is_valid()).as_py()
    assert ROWS / 5 < bad < ROWS / 2
    _same(tmp_path / "out", expected)
