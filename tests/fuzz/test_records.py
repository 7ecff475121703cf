"""Records: damaged CSV and YAML, of ours and of a small directory with every kind of record."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.base.errors import Diagnostic
from safeconduct.records.checks import check_reading
from safeconduct.records.source_files import (
    default_directory,
    read_bytes,
    read_source_files,
    sources_digest,
)
from safeconduct.records.table import read_table
from safeconduct.records.world import World

from .mutations import damaged, damages, encoded, reworded, seeded

pytestmark = pytest.mark.fuzz

SMALL = Path(__file__).parents[1] / "records" / "good"
_MORE = settings().max_examples > 100


@cache
def small() -> dict[str, bytes]:
    return read_bytes(SMALL)


@cache
def ours() -> dict[str, bytes]:
    return read_bytes(default_directory())


NAMES = tuple(sorted(path.name for path in SMALL.iterdir()))


def reads(data: dict[str, bytes]) -> tuple[Diagnostic, ...]:
    """Read records and return the findings; each must be clear, or the records make a world."""
    reading = read_source_files(data)
    found = tuple(check_reading(reading))
    if not found:
        assert World(reading.tables()).digest
    for finding in found:
        text = data.get(finding.file, b"")
        last = text.count(b"\n") + text.count(b"\r") + 1
        assert finding.code, finding
        assert finding.message, finding
        assert 0 <= finding.line <= last + 1, finding
    return found


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=settings().max_examples if _MORE else 15)
@given(data=st.data())
def test_a_damaged_file_is_told_with_file_and_line(data: st.DataObject, name: str) -> None:
    """Whatever happens to one file, the records are still valid or it is said what is wrong."""
    text = data.draw(damages(small()[name].decode()))
    reads({**small(), name: encoded(text)})


@pytest.mark.slow
@settings(max_examples=settings().max_examples if _MORE else 8)
@given(data=st.data())
def test_a_damaged_file_of_ours_is_told_with_file_and_line(data: st.DataObject) -> None:
    """The same for the records that are shipped."""
    name = data.draw(st.sampled_from(sorted(ours())))
    text = data.draw(damages(ours()[name].decode()))
    reads({**ours(), name: encoded(text)})


@pytest.mark.slow
def test_damage_reaches_the_cross_checks() -> None:
    """Damage is told by the readers, by the shapes, and by the checks between records."""
    codes: set[str] = set()
    for seed in range(400):
        name = NAMES[seed % len(NAMES)]
        damage = damaged if seed % 4 == 0 else reworded
        text = damage(small()[name].decode(), seeded(seed))
        codes.update(finding.code for finding in reads({**small(), name: encoded(text)}))
    assert codes >= {
        *("yaml-syntax", "wrong-number-of-cells", "unknown-column", "invalid-value"),
        *("missing-field", "unknown-reference", "idle-action", "dates-out-of-order"),
    }


@given(data=st.binary(max_size=80) | st.text('ab,"\n\r\x00;é\ufeff', max_size=60).map(encoded))
def test_any_bytes_are_a_table_or_findings(data: bytes) -> None:
    """A table is never raised for: rows that could be read, and what is wrong with the others."""
    table = read_table(data, file="any.csv", required=("a", "b"))
    assert table.rows or table.diagnostics or data.count(b"\n") + data.count(b"\r") <= 2
    for row in table.rows:
        assert set(row.cells) == {"a", "b"}


@given(first=st.dictionaries(st.text(max_size=4), st.binary(max_size=4), max_size=3))
def test_the_digest_tells_any_files_apart(first: dict[str, bytes]) -> None:
    """Moving a byte from one file to the next changes the digest."""
    assert sources_digest(first) == sources_digest(dict(reversed(first.items())))
    assert sources_digest(first) != sources_digest({**first, "more": b""})
