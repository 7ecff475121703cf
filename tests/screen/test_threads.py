"""Several threads at one table, several screeners at one kernel: the answers stay the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, get_ident
from time import sleep
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from safeconduct import Engine, InputError
from safeconduct.screening import Screener, screener
from safeconduct.screening.days import FIRST, number_of
from safeconduct.screening.gather import distinct
from safeconduct.screening.kernel import ScreenKernel
from safeconduct.screening.parallel import each

from .conftest import TODAY

ROWS = 3_000


def table(engine: Engine, *, good: bool = True) -> pa.Table:
    source = np.random.default_rng(5)
    persons = pa.array([*engine.world.persons, *([] if good else ["nobody at all", None])])
    places = pa.array(sorted(engine.world.places))
    days = source.integers(FIRST, number_of(TODAY), ROWS)
    return pa.table(
        {
            "person": persons.take(pa.array(source.integers(0, len(persons), ROWS))),
            "place": places.take(pa.array(source.integers(0, len(places), ROWS))),
            "on": pa.array(days.astype(np.int32)).cast(pa.date32()),
            "presence": pa.array(engine.presences).take(pa.array(source.integers(0, 2, ROWS))),
        }
    )


@pytest.mark.slow
@pytest.mark.parametrize("threads", [2, 7, 100])
def test_threads_change_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    """Rows come back in their order, with the answers that one thread gives."""
    asked = table(engine)
    alone = Screener(engine, threads=1).screen(asked)
    monkeypatch.setattr(screener, "LEAST", 128)
    found = engine.screen(asked, threads=threads)
    assert found.num_rows == ROWS
    assert found.to_pylist() == alone.to_pylist()


def test_threads_tell_the_same_mistakes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad rows are told by their place in the whole table."""
    asked, told, marks = table(engine, good=False), list[str](), list[list[str | None]]()
    monkeypatch.setattr(screener, "LEAST", 128)
    for threads in (1, 4):
        with pytest.raises(InputError) as raised:
            engine.screen(asked, threads=threads, errors="raise")
        told.append(str(raised.value))
        marks.append(engine.screen(asked, threads=threads)["error"].to_pylist())
    assert told[0] == told[1]
    assert marks[0] == marks[1]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_mistake_ends_the_work(threads: int) -> None:
    """Whoever meets it: it is raised, and what nobody has begun is not begun."""
    begun: list[int] = []

    def work(piece: int) -> int:
        begun.append(piece)
        if piece == 3:
            raise IndexError("three")
        sleep(0.001)  # so that what is raised is seen before all is done
        return -piece

    assert each(work, [0, 1, 2], threads) == [0, -1, -2]
    begun.clear()
    with pytest.raises(IndexError, match="three"):
        each(work, range(1000), threads)
    assert 4 <= len(begun) < 1000
    assert len(set(begun)) == len(begun)


def test_the_caller_works_too() -> None:
    """With one helper; each piece is done once and comes back in its place."""
    by: dict[int, int] = {}
    meeting = Barrier(2, timeout=30)

    def work(piece: int) -> int:
        meeting.wait()  # two at a time, or nobody goes on
        by[piece] = get_ident()
        return piece * piece

    assert each(work, range(6), 2) == [0, 1, 4, 9, 16, 25]
    assert len(set(by.values())) == 2
    assert get_ident() in by.values()


@pytest.mark.parametrize("threads", [0, -3])
def test_a_number_of_threads_that_is_none_is_refused(engine: Engine, threads: int) -> None:
    """The field and the value are named."""
    with pytest.raises(InputError, match=f"threads '{threads}': is not a number of threads"):
        engine.screen(table(engine), threads=threads)


@pytest.mark.slow
def test_numbers_of_answers_are_given_once(engine: Engine) -> None:
    """Kernels make tables when first asked; many who ask at the same time see the same numbers."""
    kinds = [(how, why) for how in range(len(engine.presences)) for why in range(3)]
    kernel, at_once = ScreenKernel(engine, "icc"), Barrier(len(kinds))
    cell = np.array([0]), np.array([0]), np.array([number_of(TODAY)])

    def ask(kind: tuple[int, int]) -> Any:
        at_once.wait()
        return kernel.answers(*cell, *kind)[0]

    with ThreadPoolExecutor(len(kinds)) as pool:
        found = list(pool.map(ask, kinds))
    known = kernel.known
    assert len(set(known)) == len(known)
    calm = ScreenKernel(engine, "icc")
    expected = [calm.answers(*cell, *kind)[0] for kind in kinds]
    assert [known[one] for one in found] == [calm.known[one] for one in expected]


@given(st.data())
def test_a_table_without_repetition_says_the_same(data: st.DataObject) -> None:
    """Whatever repeats in it, every course on every day has the cell it had; no row comes twice."""
    shape = data.draw(st.tuples(st.integers(1, 8), st.integers(1, 8)))
    whole = data.draw(arrays.arrays(np.int16, shape, elements=st.integers(-1, 2)))
    row_at = data.draw(
        arrays.arrays(np.int32, (3, 4), elements=st.integers(0, shape[0] - 1), fill=st.nothing())
    )
    column_at = data.draw(arrays.arrays(np.int32, 9, elements=st.integers(0, shape[1] - 1)))
    found = distinct(whole, row_at, column_at)
    cells = found.cells[found.row_of[:, None] + found.column_of[None, :]]
    assert (cells == whole[row_at.reshape(-1)][:, column_at]).all()
    kept = len({row.tobytes() for row in whole})
    assert found.cells.size <= kept * len({column.tobytes() for column in whole.T})
