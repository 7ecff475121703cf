"""The compiled look-up and the one by NumPy: the same cells, and none beside the table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from safeconduct import Engine
from safeconduct.screen import Screener, gather
from safeconduct.screen.days import FIRST, number_of
from safeconduct.screen.distinct import Distinct

from .conftest import TODAY

PLACES = 7
needs_compiler = pytest.mark.skipif(
    gather.compiled is None, reason="safeconduct was installed without a C compiler"
)
WIDTHS = st.sampled_from([np.int8, np.int16, np.int32, np.int64])
INT16 = np.dtype(np.int16)


def table(data: st.DataObject) -> Distinct:
    cells = data.draw(arrays.arrays(np.int16, st.integers(1, 40), elements=st.integers(-1, 300)))
    last = len(cells) - 1
    inside = st.integers(0, last // 2)
    return Distinct(
        data.draw(arrays.arrays(np.int32, 5 * PLACES, elements=inside)),
        data.draw(arrays.arrays(np.int32, st.integers(1, 20), elements=inside)),
        cells,
    )


def column(data: st.DataObject, rows: int, elements: Any) -> Any:
    return data.draw(arrays.arrays(data.draw(WIDTHS), rows, elements=elements))


@needs_compiler
@given(st.data())
def test_both_look_up_the_same(data: st.DataObject) -> None:
    """In any width of codes, whole or every other row, on days before and after the table."""
    found, rows = table(data), data.draw(st.integers(0, 12))
    person = column(data, 2 * rows, st.integers(0, 4))
    place = column(data, 2 * rows, st.integers(0, PLACES - 1))
    day = data.draw(arrays.arrays(np.int32, 2 * rows, elements=st.integers(FIRST - 5, FIRST + 40)))
    step = data.draw(st.sampled_from([1, 2]))
    asked = person[::step], place[::step], day[::step]
    assert (
        gather.gather(found, *asked, PLACES).tolist()
        == gather.by_numpy(found, *asked, PLACES).tolist()
    )


@needs_compiler
@given(st.data())
def test_no_code_reads_beside_the_table(data: st.DataObject) -> None:
    """Even a kernel that is given what nobody checked answers with a cell of its own."""
    found, rows = table(data), data.draw(st.integers(1, 12))
    bounds = np.iinfo(np.int32)
    anything = st.integers(int(bounds.min), int(bounds.max))
    person, place, day = (
        data.draw(arrays.arrays(np.int32, rows, elements=anything)) for _ in range(3)
    )
    cells = set(found.cells.tolist())
    assert set(gather.gather(found, person, place, day, PLACES).tolist()) <= cells
    wild = Distinct(found.row_of * 10**6, found.column_of - 10**6, found.cells)
    assert set(gather.gather(wild, person, place, day, PLACES).tolist()) <= cells


def _arrays(rows: int = 3) -> dict[str, Any]:
    return {
        "person": np.zeros(rows, np.int16),
        "place": np.zeros(rows, np.int32),
        "day": np.zeros(rows, np.int32),
        "row_of": np.zeros(5, np.int32),
        "column_of": np.zeros(5, np.int32),
        "cells": np.zeros(5, np.int16),
        "out": np.zeros(rows, np.int16),
    }


@needs_compiler
@pytest.mark.parametrize("name", list(_arrays()))
@pytest.mark.parametrize("kind", [np.int8, np.uint32, np.float32, np.int64, ">i4", bool])
def test_an_array_of_another_type_is_refused(name: str, kind: Any) -> None:
    """By name, before anything is read."""
    given_arrays = _arrays()
    given_arrays[name] = given_arrays[name].astype(kind)
    with pytest.raises(TypeError, match=f"^{name}: must hold int"):
        gather.compiled.gather(*given_arrays.values(), 1, 0)


@needs_compiler
def test_arrays_that_do_not_fit_are_refused() -> None:
    """Rows of different numbers, an empty table, one that is read only, one with gaps."""
    for name in ("person", "place", "day", "out"):
        wrong = {**_arrays(), name: _arrays(4)[name]}
        with pytest.raises(ValueError, match="must be of one length"):
            gather.compiled.gather(*wrong.values(), 1, 0)
    for name in ("row_of", "column_of", "cells"):
        wrong = {**_arrays(), name: _arrays()[name][:0]}
        with pytest.raises(ValueError, match="must not be empty"):
            gather.compiled.gather(*wrong.values(), 1, 0)
    fixed = _arrays()
    fixed["out"].flags.writeable = False
    with pytest.raises((BufferError, ValueError), match="read-only"):
        gather.compiled.gather(*fixed.values(), 1, 0)
    gaps = {**_arrays(), "day": _arrays(6)["day"][::2]}
    with pytest.raises((BufferError, ValueError), match="contiguous"):
        gather.compiled.gather(*gaps.values(), 1, 0)
    with pytest.raises(TypeError):
        gather.compiled.gather(*_arrays().values())


@given(st.data())
def test_rows_are_translated(data: st.DataObject) -> None:
    """Of either width, by either way; one behind the codes has the last of them."""
    kind = data.draw(st.sampled_from([np.int8, np.int16]))
    codes = data.draw(arrays.arrays(kind, st.integers(1, 9)))
    width = data.draw(st.sampled_from([np.int16, np.int32]))
    rows = data.draw(arrays.arrays(width, st.integers(0, 12), elements=st.integers(0, 20)))
    found = gather.translate(rows, codes)
    assert found.dtype == codes.dtype
    assert found.tolist() == [int(codes[min(row, len(codes) - 1)]) for row in rows.tolist()]


@needs_compiler
def test_what_cannot_be_translated_is_refused() -> None:
    """By name; and nothing is kept."""
    rows, codes, out = np.zeros(3, np.int16), np.zeros(2, np.int8), np.zeros(3, np.int8)
    translate = gather.compiled.translate
    for wrong, told in (
        ((rows.astype(np.int32), codes, out), "rows: must hold int16"),
        ((rows, codes.astype(np.int16), out), "codes: must hold int8"),
        ((rows, codes, out.astype(bool)), "out: must hold int8"),
    ):
        with pytest.raises(TypeError, match=told):
            translate(*wrong)
    with pytest.raises(ValueError, match="must be of one length"):
        translate(rows, codes, out[:2])
    with pytest.raises(ValueError, match="codes: must not be empty"):
        translate(rows, codes[:0], out)
    for one in (rows, codes, out):
        one.resize(9, refcheck=False)


@needs_compiler
@pytest.mark.parametrize("name", ["person", "out"])
def test_nothing_is_kept_after_a_refusal(name: str) -> None:
    """An array that was refused, or stood before one that was, can be resized again."""
    given_arrays = _arrays()
    given_arrays[name] = given_arrays[name].astype(np.float64)
    with pytest.raises(TypeError):
        gather.compiled.gather(*given_arrays.values(), 1, 0)
    for one in given_arrays.values():
        one.resize(9, refcheck=False)


def test_columns_that_begin_anywhere_in_memory_are_answered(engine: Engine) -> None:
    """A buffer of Arrow may be cut at any byte."""
    count = 5
    whole = np.zeros(4 * count + 1, np.uint8)

    def shifted(kind: pa.DataType, value: int) -> pa.Array:
        width = kind.bit_width // 8
        plain = np.full(count, value, f"i{width}").tobytes()
        held = np.concatenate([whole[:1], np.frombuffer(plain, np.uint8)])
        return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(held)[1:]])

    day = number_of(TODAY)
    asked = {"person": (pa.int16(), 1), "place": (pa.int32(), 2), "on": (pa.date32(), day)}
    odd = pa.table({name: shifted(*it) for name, it in asked.items()})
    plain = pa.table(
        {name: pa.array(odd[name].to_pylist(), kind) for name, (kind, _) in asked.items()}
    )
    answers = ["outcome", "duty"]
    assert engine.screen(odd).select(answers).equals(engine.screen(plain).select(answers))


def test_without_a_compiler_the_answers_are_the_same(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every person everywhere, today and long ago."""
    persons, places = len(engine.world.persons), len(engine.world.places)
    who, where = np.divmod(np.arange(persons * places, dtype=np.int32), places)
    for day in (TODAY.isoformat(), "2009-03-04"):
        asked = pa.table({"person": who, "place": where})
        with_compiler = Screener(engine, on=day).screen(asked)
        with monkeypatch.context() as patch:
            patch.setattr(gather, "compiled", None)
            without = Screener(engine, on=day).screen(asked)
        assert with_compiler.equals(without)
