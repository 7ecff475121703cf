"""Why not: the rules that nearly applied, with the condition that failed."""

from __future__ import annotations

import re

import pytest

from safeconduct import Engine, InputError


def test_why_china_need_not(engine: Engine) -> None:
    """Every source of a duty is told with what it lacks."""
    found = engine.why_not("putin", "CHN", "must_arrest", on="2023-10-17")
    told = found.explain()
    assert (found.outcome, found.asked) == ("may_arrest", "must_arrest")
    assert "was: no duty; national law decides. It was not: must arrest." in told
    for source in ("Duty of a State Party", "ordered to cooperate", "accepted jurisdiction"):
        assert source in told
    assert "China had not joined the Rome Statute" in told


def test_why_mongolia_is_not_barred(engine: Engine) -> None:
    """The immunity that would protect is told as overcome."""
    told = engine.why_not("putin", "MNG", "must_not_arrest", on="2024-09-02").explain()
    assert "Overcome: Personal immunity stands against another State" in told


def test_what_comes_first_is_told(engine: Engine) -> None:
    """Where another row decides first, that is the reason."""
    found = engine.why_not("putin", "Antarctica", "may_arrest", on="2024-09-02")
    assert found.outcome == "no_power"
    assert found.lacking or found.before


@pytest.mark.parametrize("outcome", ["must_arrest", "jail"])
def test_an_outcome_that_cannot_be_asked(engine: Engine, outcome: str) -> None:
    """The answer itself, and what is no outcome."""
    with pytest.raises(InputError) as caught:
        engine.why_not("putin", "MNG", outcome, on="2024-09-02")
    assert caught.value.field == "outcome"


def test_the_records_it_cites_are_listed(engine: Engine) -> None:
    """Every number in the text stands among the sources."""
    text = engine.why_not("putin", "MNG", "may_arrest", on="2024-09-02").explain()
    steps, _, sources = text.partition("\n\nSources:\n")
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", steps)}
    assert cited
    assert {int(number) for number in re.findall(r"^  \[(\d+)\]", sources, re.MULTILINE)} == cited
