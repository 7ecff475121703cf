"""Whatever is done to the rows of a log, verification finds it and says where."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.decisions import DecisionLog
from safeconduct.decisions.chain import BEGINNING, HASHED, hash_of

from .conftest import Entry

ROWS = 12
COLUMNS = [*HASHED, "hash"]
TEXTS = [name for name in COLUMNS if name != "seq"]
Spoil = Callable[[sqlite3.Connection], None]
"""What somebody does to a log who can write to its file."""

HOLDING = (
    "decisions_no_update",
    "decisions_no_delete",
    "decisions_at_the_end",
    "decision_head_stays",
    "decision_head_goes_on",
    "decision_documents_no_update",
    "decision_documents_no_delete",
    "decision_sources_no_update",
    "decision_sources_no_delete",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, entry: Entry, engine: Engine) -> Path:
    """A log with a dozen rows, whole answers and the files of records and rules."""
    file = tmp_path_factory.mktemp("written") / "log.sqlite"
    with DecisionLog.open(f"sqlite:///{file}") as log:
        sources = log.keep_sources(engine)
        for number in range(ROWS):
            place = ("MNG", "KAZ", "ZAF")[number % 3]
            log.record(entry(place, whole=number % 2 == 0, sources=sources), f"192.0.2.{number}")
    return file


@pytest.fixture
def spoiled(written: Path, tmp_path: Path) -> Callable[[Spoil], Any]:
    """Do something to a copy of the log, and return what verification says of it."""
    file = tmp_path / "spoiled.sqlite"

    def spoil(do: Spoil) -> Any:
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        shutil.copy(written, file)
        with sqlite3.connect(file) as connection:
            for name in HOLDING:  # whoever can write to the file can do that as well
                connection.execute(f"DROP TRIGGER {name}")
            do(connection)
        connection.close()
        with DecisionLog.open(f"sqlite:///{file}") as log:
            return log.verify()

    return spoil


def test_the_hash_is_what_it_is_said_to_be(written: Path) -> None:
    """Anybody can compute it, with a JSON and a SHA-256 of his own."""
    connection = sqlite3.connect(written)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM decisions ORDER BY seq").fetchall()
    connection.close()
    before = BEGINNING
    for row in rows:
        said = {name: row[name] for name in row.keys() if name != "hash"}  # noqa: SIM118
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert sha256(text.encode()).hexdigest() == row["hash"] == hash_of(said)
        assert row["previous"] == before
        before = row["hash"]
    assert len(rows) == ROWS


def test_a_log_as_it_was_written_has_no_fault(spoiled: Callable[[Spoil], Any]) -> None:
    """Without its triggers as well."""
    report = spoiled(lambda _: None)
    assert (report.rows, report.faults, report.more) == (ROWS, (), 0)


row = st.integers(1, ROWS)


@settings(max_examples=30)
@given(row, st.sampled_from(TEXTS), st.text(st.characters(codec="utf-8"), max_size=70))
def test_a_changed_value_is_found(
    spoiled: Callable[[Spoil], Any], seq: int, column: str, value: str
) -> None:
    """In whatever row and column, with the row named."""
    before: list[str] = []

    def change(connection: sqlite3.Connection) -> None:
        sought = f"SELECT {column} FROM decisions WHERE seq = ?"
        before.append(connection.execute(sought, (seq,)).fetchone()[0])
        connection.execute(f"UPDATE decisions SET {column} = ? WHERE seq = ?", (value, seq))

    report = spoiled(change)
    assert ([] if before == [value] else [seq]) == [
        one.seq for one in report.faults if one.kind == "changed"
    ]


@settings(max_examples=20)
@given(row, st.sampled_from(TEXTS), st.sampled_from([1, 1.5, b"bytes", b"\xff"]))
def test_a_value_of_another_kind_is_found(
    spoiled: Callable[[Spoil], Any], seq: int, column: str, value: object
) -> None:
    """SQLite keeps any; what cannot even be read is a fault of the row as well."""
    told = f"UPDATE decisions SET {column} = ? WHERE seq = ?"
    report = spoiled(lambda connection: connection.execute(told, (value, seq)) and None)
    assert seq in [one.seq for one in report.faults if one.kind == "changed"]


@settings(max_examples=20)
@given(st.sets(row, min_size=1, max_size=ROWS))
def test_missing_rows_are_found(spoiled: Callable[[Spoil], Any], gone: set[int]) -> None:
    """At the beginning, between others, at the end: from where to where."""

    def take(connection: sqlite3.Connection) -> None:
        connection.executemany("DELETE FROM decisions WHERE seq = ?", [(one,) for one in gone])

    faults = [one for one in spoiled(take).faults if one.kind == "missing"]
    first = [one for one in gone if one - 1 not in gone]
    assert [one.seq for one in faults] == sorted(first)


@settings(max_examples=20)
@given(row, row)
def test_swapped_rows_are_found(spoiled: Callable[[Spoil], Any], one: int, other: int) -> None:
    """And which they were."""

    def swap(connection: sqlite3.Connection) -> None:
        for before, after in ((one, -1), (other, one), (-1, other)):
            connection.execute("UPDATE decisions SET seq = ? WHERE seq = ?", (after, before))

    report = spoiled(swap)
    if one == other:
        assert report.faults == ()
        return
    found = {fault.seq: fault.message for fault in report.faults if fault.kind == "swapped"}
    assert found == {
        one: f"row {one} was written as row {other}",
        other: f"row {other} was written as row {one}",
    }


@settings(max_examples=30)
@given(row)
def test_a_row_put_in_between_is_found(spoiled: Callable[[Spoil], Any], at: int) -> None:
    """Though all after it are moved on, and it has a hash that fits itself."""

    def put(connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        new = dict(connection.execute("SELECT * FROM decisions WHERE seq = ?", (at,)).fetchone())
        connection.execute("UPDATE decisions SET seq = -seq - 1 WHERE seq >= ?", (at,))
        connection.execute("UPDATE decisions SET seq = -seq WHERE seq < 0")
        new |= {"id": "019341eb-887b-774f-8000-000000000000", "outcome": "no_power"}
        new["hash"] = hash_of(new)
        values = ", ".join("?" * len(new))
        names = ", ".join(new)
        connection.execute(f"INSERT INTO decisions ({names}) VALUES ({values})", [*new.values()])

    report = spoiled(put)
    assert report.faults
    assert min(one.seq for one in report.faults if one.seq > 0) in {at, at + 1}


@pytest.mark.slow
@settings(max_examples=20)
@given(row)
def test_a_row_made_anew_is_found(spoiled: Callable[[Spoil], Any], seq: int) -> None:
    """With a right hash of its own: the one after it does not follow, or the end does not fit."""

    def change(connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        new = dict(connection.execute("SELECT * FROM decisions WHERE seq = ?", (seq,)).fetchone())
        new["outcome"] = "no_power"
        made = (new["outcome"], hash_of(new), seq)
        connection.execute("UPDATE decisions SET outcome = ?, hash = ? WHERE seq = ?", made)

    (fault,) = spoiled(change).faults
    assert (fault.kind, fault.seq) == (("unlinked", seq + 1) if seq < ROWS else ("head", ROWS))


def _anew(connection: sqlite3.Connection) -> None:
    """Make the whole log anew, with another outcome in it, and an end that fits."""
    connection.row_factory = sqlite3.Row
    before = BEGINNING
    for one in connection.execute("SELECT * FROM decisions ORDER BY seq").fetchall():
        new = {**dict(one), "outcome": "no_power", "previous": before}
        before = hash_of(new)
        made = (new["outcome"], new["previous"], before, new["seq"])
        connection.execute(
            "UPDATE decisions SET outcome = ?, previous = ?, hash = ? WHERE seq = ?", made
        )
    connection.execute("UPDATE decision_head SET hash = ?", (before,))


def test_a_log_made_anew_is_found_by_what_was_noted(
    written: Path, spoiled: Callable[[Spoil], Any], tmp_path: Path
) -> None:
    """Within itself it is without fault; only a hash that lies elsewhere tells it."""
    with DecisionLog.open(f"sqlite:///{written}") as log:
        report = log.verify()
    assert spoiled(_anew).faults == ()
    with DecisionLog.open(f"sqlite:///{tmp_path}/spoiled.sqlite") as log:
        (fault,) = log.verify((report.seq, report.hash)).faults
        assert (fault.kind, fault.seq) == ("noted", ROWS)
        (fault,) = log.verify((ROWS + 1, report.hash)).faults
        assert fault.message == f"row {ROWS + 1}, which was noted, is not there"
    with DecisionLog.open(f"sqlite:///{written}") as log:
        assert log.verify((report.seq, report.hash)).faults == ()


FAULTS = {
    "DELETE FROM decision_documents": "document",
    "UPDATE decision_documents SET content = x'00'": "document",
    "UPDATE decision_documents SET content = (SELECT max(content) FROM decision_documents)": (
        "document"
    ),
    "DELETE FROM decision_sources": "sources",
    "UPDATE decision_sources SET content = x'504b'": "sources",
    "UPDATE decision_sources SET digest = 'x'": "sources",
    "DELETE FROM decision_head": "head",
    "UPDATE decision_head SET hash = 'x'": "head",
    "UPDATE decision_head SET seq = 3": "inserted",
    "UPDATE decision_head SET seq = 30": "missing",
    "UPDATE decisions SET seq = -5 WHERE seq = 3": "inserted",
}


@pytest.mark.parametrize("statement", FAULTS)
def test_what_the_rows_name_is_looked_at_as_well(
    spoiled: Callable[[Spoil], Any], statement: str
) -> None:
    """Answers, files and the end of the chain."""
    report = spoiled(lambda connection: connection.execute(statement) and None)
    assert FAULTS[statement] in {one.kind for one in report.faults}


def test_many_faults_are_counted(spoiled: Callable[[Spoil], Any]) -> None:
    """So many are told, the others counted."""
    report = spoiled(
        lambda connection: connection.execute("UPDATE decisions SET today = ''") and None
    )
    assert len(report.faults) + report.more == ROWS
