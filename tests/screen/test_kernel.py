"""The kernel beside the engine asked row by row: the same answers, none for what is no question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.screening import Screener, gather
from safeconduct.screening import kernel as kernels
from safeconduct.screening.codes import BAD, CodedColumn, TextCodes
from safeconduct.screening.contract import Kernel
from safeconduct.screening.days import FIRST, LAST, number_of
from safeconduct.screening.kernel import ScreenKernel

from .conftest import TODAY, MakeScreener
from .oracle import OracleKernel
from .strategies import TABLES, Row, batch_of

WIDTHS = st.sampled_from([np.int16, np.int32, np.int64])
DAYS = [-1, 0, FIRST - 1, FIRST, number_of(TODAY), number_of(TODAY) + 900, LAST, LAST + 1]


@pytest.fixture(scope="module")
def kernel(engine: Engine) -> ScreenKernel:
    return ScreenKernel(engine, "icc")


@pytest.fixture(scope="module")
def slow(engine: Engine, oracle: Callable[[Engine, str], OracleKernel]) -> OracleKernel:
    return oracle(engine, "icc")


@pytest.fixture(params=[True, False], ids=["compiled", "NumPy"])
def _by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(gather, "compiled", None)
    elif gather.compiled is None:
        pytest.skip("safeconduct was installed without a C compiler")


def codes_of(names: tuple[str, ...]) -> st.SearchStrategy[int]:
    count = len(names)
    return st.sampled_from([-(2**15), -2, -1, 0, 1, count - 1, count, count + 1, 2**15 - 1])


def told(kernel: Kernel, asked: tuple[Any, ...]) -> list[Any]:
    rows = kernel.answers(*asked)
    return [kernel.known[row] if row >= 0 else None for row in rows.tolist()]


@pytest.mark.slow
@pytest.mark.usefixtures("_by")
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_asked_it_answers_as_the_engine_does(
    data: st.DataObject, kernel: ScreenKernel, slow: OracleKernel
) -> None:
    """Any codes and days; presence and purpose for each row, or one for all."""
    rows = data.draw(st.integers(0, 8))

    def column(elements: st.SearchStrategy[int], kind: Any) -> Any:
        return np.array(data.draw(st.lists(elements, min_size=rows, max_size=rows)), kind)

    asked = [
        column(codes_of(kernel.persons), data.draw(WIDTHS)),
        column(codes_of(kernel.places), data.draw(WIDTHS)),
        column(st.sampled_from(DAYS), np.int32),
    ]
    for names in (kernel.presences, kernel.purposes):
        one_for_all = st.integers(0, len(names) - 1)
        asked.append(
            data.draw(one_for_all)
            if data.draw(st.booleans())
            else column(codes_of(names), data.draw(WIDTHS))
        )
    assert told(kernel, tuple(asked)) == told(slow, tuple(asked))


@pytest.mark.slow
@pytest.mark.usefixtures("_by")
@settings(max_examples=40)
@given(rows=TABLES)
def test_any_rows_are_marked_as_by_the_engine(
    engine: Engine, screener: MakeScreener, rows: list[Row]
) -> None:
    """Right and wrong ones, with the reason."""
    batch = batch_of(rows)
    found, expected = Screener(engine).mark(batch), screener().mark(batch)
    assert found.to_pylist() == expected.to_pylist()


@pytest.mark.parametrize("kind", [pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64(), pa.int64()])
def test_a_code_too_large_is_none_in_any_width(kind: pa.DataType) -> None:
    """What is not signed, or too wide, is checked before it is made narrower."""
    column = CodedColumn(TextCodes("place", int, BAD), ("a", "b", "c"))
    most = 2 ** (kind.bit_width - (1 if pa.types.is_signed_integer(kind) else 0)) - 1
    found = column.encode(pa.array([0, 2, 3, most], kind))
    assert found.dtype == np.int32
    assert found.tolist() == [0, 2, BAD, BAD]


def test_engines_with_one_digest_have_kernels_of_their_own(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that were changed by hand keep their digest: what is equal may answer otherwise."""
    monkeypatch.setattr(kernels, "ScreenKernel", lambda *_: object())
    other = Engine(engine.world, replace(engine.rulebase), today=engine._today)
    assert other == engine
    assert kernels.kernel_of(other, "test") is kernels.kernel_of(other, "test")
    assert kernels.kernel_of(other, "test") is not kernels.kernel_of(engine, "test")
