"""The function that a cluster runs: plain types, a schema known beforehand, no row lost."""

from __future__ import annotations

import pickle
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine, InputError
from safeconduct.screening import Screener
from safeconduct.screening.arrow import WorkerOptions, output_schema, screen_batches
from safeconduct.screening.columns import ALL

from .strategies import TABLES, Row

NAMES = ("person", "place", "on", "presence", "purpose", "note")
SCHEMA = pa.schema([(name, pa.string()) for name in NAMES])


@pytest.fixture(scope="module")
def plain() -> Engine:
    """The engine as workers load it; its today is the real one."""
    return WorkerOptions().engine()


@pytest.mark.slow
@settings(max_examples=30)
@given(
    rows=TABLES,
    cut=st.integers(0, 12),
    columns=st.lists(st.sampled_from(ALL), min_size=1, unique=True),
)
def test_every_row_comes_back_in_its_place(
    plain: Engine, rows: list[Row], cut: int, columns: list[str]
) -> None:
    """Whatever the batches, the rows are those that `mark` gives, in the announced schema."""
    whole = pa.RecordBatch.from_pylist(rows, SCHEMA)
    options = WorkerOptions(columns=tuple(columns))
    found = list(screen_batches(iter([whole.slice(0, cut), whole.slice(cut)]), options))
    schema = output_schema(SCHEMA, options)
    assert all(batch.schema == schema for batch in found)
    rows_found = [row for batch in found for row in batch.to_pylist()]
    assert rows_found == Screener(plain, columns=columns).mark(whole).to_pylist()


def test_types_are_plain_and_known_from_names_alone() -> None:
    """No dictionary is left, neither of the input nor of the answer."""
    stored = pa.schema(
        [
            ("person", pa.dictionary(pa.int32(), pa.string())),
            ("place", pa.large_string()),
            ("kept", pa.list_(pa.int8())),
        ]
    )
    assert output_schema(stored, WorkerOptions(columns=("outcome", "contested"))) == pa.schema(
        [
            ("person", pa.string()),
            ("place", pa.large_string()),
            ("kept", pa.list_(pa.int8())),
            ("on", pa.date32()),
            ("outcome", pa.string()),
            ("contested", pa.bool_()),
            ("error", pa.string()),
        ]
    )
    batch = pa.RecordBatch.from_pylist([], stored)
    (found,) = screen_batches(iter([batch]), WorkerOptions(columns=("outcome", "contested")))
    assert found.schema == output_schema(stored, WorkerOptions(columns=("outcome", "contested")))


@pytest.mark.parametrize(
    ("names", "options", "told"),
    [
        (("person",), {}, "no column 'place'"),
        (("person", "country"), {}, "did you mean 'country'?"),
        (("person", "place", "error"), {}, "already a column 'error'"),
        (("person", "place", "on"), {"on": "2024-01-01"}, "there is a column 'on'"),
        (("person", "place"), {"columns": ("risk",)}, "columns 'risk'"),
    ],
)
def test_wrong_columns_are_told_before_anything_runs(
    names: tuple[str, ...], options: dict[str, Any], told: str
) -> None:
    """On the driver, from the schema alone."""
    with pytest.raises(InputError) as raised:
        output_schema(pa.schema([(name, pa.string()) for name in names]), WorkerOptions(**options))
    assert told in str(raised.value)


def test_a_worker_with_other_records_refuses(plain: Engine) -> None:
    """Answers from two versions never stand in one table."""
    digests = plain.world.digest, plain.rulebase.digest
    batch = pa.record_batch({"person": ["vladimir-putin"], "place": ["MNG"], "on": ["2024-09-02"]})
    (found,) = screen_batches(iter([batch]), WorkerOptions(expected=digests))
    assert found.column("outcome").to_pylist() == ["must_arrest"]
    with pytest.raises(InputError, match="records and rules of this worker"):
        list(screen_batches(iter([batch]), WorkerOptions(expected=("other", digests[1]))))


def test_options_travel_to_workers() -> None:
    """What a driver sends is small, and arrives as it was."""
    options = WorkerOptions(profile="african-union", on="2024-09-02", columns=("outcome",))
    sent = pickle.dumps((screen_batches, options))
    assert len(sent) < 1000
    function, arrived = pickle.loads(sent)
    assert arrived == options
    (found,) = function(
        iter([pa.record_batch({"person": ["vladimir-putin"], "place": ["MNG"]})]), arrived
    )
    assert found.column("outcome").to_pylist() == ["must_not_arrest"]
