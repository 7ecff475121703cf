"""Few questions about a day of earlier knowledge are answered without tables, and alike."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from safeconduct import Engine
from safeconduct.screening import Screener, few
from safeconduct.screening.days import FIRST
from safeconduct.screening.few import FewKernel
from safeconduct.screening.index.table import AnswerNumbers

from .oracle import OracleKernel


@pytest.fixture(scope="module")
def known(engine: Engine) -> Engine:
    return engine.known_on("2024-05-05")


def no_tables(*_: Any) -> Any:
    raise AssertionError("tables are made")


def answered(kernel: Any, *asked: Any) -> list[Any]:
    return [None if one < 0 else kernel.known[one] for one in kernel.answers(*asked).tolist()]


def test_few_questions_are_answered_as_by_the_engine(known: Engine) -> None:
    """Whatever the codes and days, and whatever was asked before."""
    rng = np.random.default_rng(3)
    kernel, oracle = FewKernel(known, "icc", no_tables), OracleKernel(known, "icc")
    for _ in range(3):
        asked = (
            rng.integers(-1, len(kernel.persons) + 1, 40, np.int16),
            rng.integers(-1, len(kernel.places) + 1, 40),
            rng.integers(FIRST - 100, 25_000, 40, np.int32),
            rng.integers(-1, len(kernel.presences) + 1, 40),
            int(rng.integers(0, len(kernel.purposes))),
        )
        found = answered(kernel, *asked)
        assert found == answered(oracle, *asked)
        assert None in found
        assert len(set(found)) > 2
    assert kernel.answers(*(np.zeros(0, np.int32) for _ in range(3)), 0, 0).tolist() == []


def test_numbers_stay_when_tables_are_made(known: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a few distinct questions all are looked up, under the numbers that were given."""
    monkeypatch.setattr(few, "FEW", 5)
    made: list[AnswerNumbers] = []

    class Tables:
        def answers(self, person: Any, *_: Any) -> Any:
            return np.full(len(person), 7, np.int16)

    def tables(engine: Any, profile: str, numbers: AnswerNumbers) -> Any:
        assert (engine, profile) == (known, "icc")
        made.append(numbers)
        return Tables()

    kernel = FewKernel(known, "icc", tables)
    same = np.zeros(1000, np.int32), np.zeros(1000, np.int32), np.full(1000, 19_000), 0, 0
    assert set(kernel.answers(*same).tolist()) == {0}
    many = np.arange(6, dtype=np.int32), np.zeros(6, np.int32), np.full(6, 19_000), 0, 0
    assert kernel.answers(*many).tolist() == [7] * 6
    assert kernel.answers(*same).tolist() == [7] * 1000
    assert [one.answers for one in made] == [list(kernel.known)]


def test_a_screener_of_an_earlier_day_makes_no_tables(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a few rows about a new day take milliseconds."""
    monkeypatch.setattr("safeconduct.screening.kernel.ScreenKernel", no_tables)
    for day in ("2012-03-04", "2019-03-04"):
        screener = Screener(engine, known_on=day)
        assert isinstance(screener._kernel, FewKernel)
