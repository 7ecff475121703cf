"""The compiled look-up and the one by NumPy: the same cells, none for codes that mean nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from safeconduct import Engine
from safeconduct.screening import Screener, gather
from safeconduct.screening.days import FIRST, LAST, number_of
from safeconduct.screening.gather import Distinct

from .conftest import TODAY

PLACES = 7
needs_compiler = pytest.mark.skipif(
    gather.compiled is None, reason="safeconduct was installed without a C compiler"
)
WIDTHS = st.sampled_from([np.int8, np.int16, np.int32, np.int64])


def table(data: st.DataObject, places: int = PLACES) -> Distinct:
    kind, most = data.draw(st.sampled_from([(np.int8, 127), (np.int16, 300)]))
    cells = data.draw(arrays.arrays(kind, st.integers(1, 40), elements=st.integers(-1, most)))
    last = len(cells) - 1
    inside = st.integers(0, last // 2)
    return Distinct(
        data.draw(arrays.arrays(np.int32, 5 * places, elements=inside)),
        data.draw(arrays.arrays(np.int32, st.integers(1, 20), elements=inside)),
        cells,
    )


EXTREMES = st.sampled_from([-(2**31), -(2**15), -(2**7), 2**7 - 1, 2**15 - 1, 2**31 - 1])


def column(data: st.DataObject, rows: int, elements: st.SearchStrategy[int]) -> Any:
    kind = data.draw(WIDTHS)
    held = elements.filter(lambda one: np.iinfo(kind).min <= one <= np.iinfo(kind).max)
    return data.draw(arrays.arrays(kind, rows, elements=held))


@needs_compiler
@given(st.data())
def test_both_look_up_the_same(data: st.DataObject) -> None:
    """In any width of codes, whole or every other row, on days before and after the table."""
    places = data.draw(st.sampled_from([1, PLACES, 200]))  # more than eight bits hold
    found, rows = table(data, places), data.draw(st.integers(0, 12))
    person = column(data, 2 * rows, st.one_of(st.integers(-2, 6), EXTREMES))
    place = column(data, 2 * rows, st.one_of(st.integers(-2, places + 1), EXTREMES))
    days = st.one_of(st.integers(FIRST - 5, FIRST + 40), st.integers(LAST - 5, LAST + 5))
    day = data.draw(
        arrays.arrays(data.draw(st.sampled_from([np.int32, np.int64])), 2 * rows, elements=days)
    )
    step = data.draw(st.sampled_from([1, 2]))
    asked = person[::step], place[::step], day[::step]
    compiled = gather.gather(found, *asked, places).tolist()
    assert compiled == gather.by_numpy(found, *asked, places).tolist()
    questions = zip(*(it.tolist() for it in asked), strict=True)
    assert compiled == [cell(found, places, *one) for one in questions]


def cell(found: Distinct, places: int, person: int, place: int, day: int) -> int:
    """Return what one question finds, by the book."""
    if not (0 <= person < 5 and 0 <= place < places and FIRST <= day <= LAST):
        return -1
    since = min(day - FIRST, len(found.column_of) - 1)
    return int(found.cells[found.row_of[person * places + place] + found.column_of[since]])


@given(st.data())
def test_codes_far_out_of_range_have_no_answer(data: st.DataObject) -> None:
    """Of any width: none comes round to a code that means something."""
    found, kind = table(data), data.draw(st.sampled_from([np.int32, np.int64]))
    bounds = np.iinfo(kind)
    far = st.one_of(
        st.integers(int(bounds.min), -1), st.integers(10**9, int(bounds.max)), st.just(2**31 - 1)
    )
    good, wild = np.zeros(3, np.int32), data.draw(arrays.arrays(kind, 3, elements=far))
    day = good + FIRST
    for asked in ((wild, good, day), (good, wild, day), (wild, wild, day), (good, good, wild)):
        for look in (gather.gather, gather.by_numpy):
            assert look(found, *asked, PLACES).tolist() == [-1, -1, -1]


@needs_compiler
@pytest.mark.parametrize("shift", [-5, 1, -(10**6), 2**31 - 3])
@pytest.mark.parametrize("part", ["row_of", "column_of"])
def test_a_table_that_leads_beside_its_cells_is_refused(part: str, shift: int) -> None:
    """By one row or column alone, and before anything is read."""
    wrong = _arrays()
    wrong["row_of"], wrong["column_of"] = np.full(5, 2, np.int32), np.full(5, 2, np.int32)
    gather.compiled.gather(*wrong.values(), 1, 0, 9)
    wrong[part][3] += shift
    with pytest.raises(ValueError, match="row_of and column_of: must lead to cells"):
        gather.compiled.gather(*wrong.values(), 1, 0, 9)


@needs_compiler
@pytest.mark.parametrize("places", [-1, 0, 2, 10])
def test_courses_that_are_no_persons_times_places_are_refused(places: int) -> None:
    """As is a last day before the first."""
    with pytest.raises(ValueError, match="row_of: must have all the places"):
        gather.compiled.gather(*_arrays().values(), places, 0, 9)
    with pytest.raises(ValueError, match="last_day: must not be before first_day"):
        gather.compiled.gather(*_arrays().values(), 1, 3, 2)


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
    with pytest.raises(TypeError, match=rf"\b{name}\b.*: must hold "):
        gather.compiled.gather(*given_arrays.values(), 1, 0, 9)


@needs_compiler
def test_arrays_that_do_not_fit_are_refused() -> None:
    """Rows of different numbers, an empty table, one that is read only, one with gaps."""
    for name in ("person", "place", "day", "out"):
        wrong = {**_arrays(), name: _arrays(4)[name]}
        with pytest.raises(ValueError, match="must be of one length"):
            gather.compiled.gather(*wrong.values(), 1, 0, 9)
    for name in ("row_of", "column_of", "cells"):
        wrong = {**_arrays(), name: _arrays()[name][:0]}
        with pytest.raises(ValueError, match="must not be empty"):
            gather.compiled.gather(*wrong.values(), 1, 0, 9)
    fixed = _arrays()
    fixed["out"].flags.writeable = False
    with pytest.raises((BufferError, ValueError), match="read-only"):
        gather.compiled.gather(*fixed.values(), 1, 0, 9)
    gaps = {**_arrays(), "day": _arrays(6)["day"][::2]}
    with pytest.raises((BufferError, ValueError), match="contiguous"):
        gather.compiled.gather(*gaps.values(), 1, 0, 9)
    with pytest.raises(TypeError):
        gather.compiled.gather(*_arrays().values())


@given(st.data())
def test_rows_are_translated(data: st.DataObject) -> None:
    """Of any width, by either way; one that is none has the last code."""
    kind = data.draw(st.sampled_from([np.int8, np.int16]))
    codes = data.draw(arrays.arrays(kind, st.integers(1, 9)))
    width = data.draw(st.sampled_from([np.int8, np.int16, np.int32]))
    elements = st.integers(-1, len(codes) - 1)
    rows = data.draw(arrays.arrays(width, st.integers(0, 12), elements=elements))
    found = gather.translate(rows, codes)
    assert found.dtype == codes.dtype
    assert found.tolist() == [int(codes[row]) for row in rows.tolist()]


@needs_compiler
@given(st.sampled_from([np.int8, np.int16]), st.integers(1, 9), st.data())
def test_no_row_reads_beside_the_codes(kind: Any, count: int, data: st.DataObject) -> None:
    """What is none of them has the last."""
    codes, rows = np.arange(count, dtype=np.int8), data.draw(arrays.arrays(kind, 12))
    found = np.empty(12, np.int8)
    gather.compiled.translate(rows, codes, found)
    assert found.tolist() == [row if 0 <= row < count else count - 1 for row in rows.tolist()]


@needs_compiler
def test_what_cannot_be_translated_is_refused() -> None:
    """By name; and nothing is kept."""
    rows, codes, out = np.zeros(3, np.int16), np.zeros(2, np.int8), np.zeros(3, np.int8)
    translate = gather.compiled.translate
    for wrong, told in (
        ((rows.astype(np.int32), codes, out), "rows: must hold int8 or int16"),
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
        gather.compiled.gather(*given_arrays.values(), 1, 0, 9)
    for one in given_arrays.values():
        one.resize(9, refcheck=False)


@pytest.mark.slow
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


@pytest.mark.slow
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
