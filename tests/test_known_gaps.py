"""What is known to be missing is said, and whom only an application concerns is not wanted."""

from __future__ import annotations

from datetime import date

import pytest

from safeconduct import Engine, UnknownName
from safeconduct.ask import QuestionNotUnderstood, ask
from safeconduct.records.names import NOBODY

UNNAMED = "four leading Taliban on 5 or 6 October 2026"


@pytest.mark.parametrize(
    "name",
    [
        "Bezalel Smotrich",
        "Smotrich",
        "minister Smotrich",
        "MIN AUNG HLAING",
        "General Min Aung Hlaing",
        "Itamar Ben-Gvir",
        "ben gvir",
    ],
)
def test_an_application_is_no_warrant(engine: Engine, name: str) -> None:
    """Whoever asks about the person is told, and nobody else is suggested."""
    with pytest.raises(UnknownName) as raised:
        engine.travel_risk(name, "FRA")
    told = str(raised.value)
    assert raised.value.suggestions == ()
    assert NOBODY in told
    assert "no warrant" in told
    assert "application" in told


@pytest.mark.parametrize(
    "question",
    [
        "Is Smotrich wanted?",
        "Could Bezalel Smotrich be arrested in Germany?",
        "can ben-gvir travel to france?",
        "Could Min Aung Hlaing go to Thailand?",
    ],
)
def test_a_plain_question_about_an_application_is_told_the_same(
    engine: Engine, question: str
) -> None:
    """In the error that says what is not understood."""
    with pytest.raises(QuestionNotUnderstood, match="an application"):
        ask(engine, question)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Sirajuddin Haqqani", NOBODY),
        ("Mullah Yaqoob", "shows nothing"),
        ("the Taliban", "on record are Haibatullah Akhundzada and Abdul Hakim Haqqani"),
    ],
)
def test_who_may_be_among_the_unnamed_is_not_called_free(
    engine: Engine, name: str, says: str
) -> None:
    """That somebody is not on record shows nothing here, and the answer says so."""
    with pytest.raises(UnknownName) as raised:
        engine.travel_risk(name, "FRA")
    assert UNNAMED in str(raised.value)
    assert says in str(raised.value)
    with pytest.raises(QuestionNotUnderstood, match=UNNAMED):
        ask(engine, f"Is {name} wanted?")


def test_others_who_are_not_on_record_are_told_no_more(engine: Engine) -> None:
    """A name of which nothing is known, also one that shares a word with a gap."""
    for name in ("John Smith", "Aung San Suu Kyi", "Khalid Hanafi"):
        with pytest.raises(UnknownName) as raised:
            engine.travel_risk(name, "FRA")
        assert "application" not in str(raised.value)
        assert UNNAMED not in str(raised.value)


def test_answers_about_the_taliban_mention_the_unnamed(engine: Engine) -> None:
    """From the day on which they were unsealed; in short, in the whole, and in words."""
    later = engine.travel_risk("haibatullah-akhundzada", "DEU", on="2026-11-24")
    assert later.gaps == ("gap-taliban-2026",)
    assert UNNAMED in later.summary.age[0]
    assert UNNAMED in later.explain()
    assert later.records["gap-taliban-2026"].sources[0].title.startswith("Associated Press")
    assert engine.travel_risk("abdul-hakim-haqqani", "DEU", on="2026-09-01").gaps == ()
    assert engine.travel_risk("putin", "DEU", on="2026-11-24").gaps == ()


def test_the_list_of_the_wanted_says_whom_it_lacks(engine: Engine) -> None:
    """Since they were unsealed, and as far as it was known."""
    (found,) = engine.not_listed("2026-11-24")
    assert UNNAMED in found.says
    assert engine.not_listed("2026-09-01") == ()
    assert engine.not_listed("2026-11-24", known_on="2026-10-01") == ()


def test_before_an_application_was_known_nothing_is_said_of_it(engine: Engine) -> None:
    """As known on a day, there is no gap that became public later."""
    early = engine.known_on(date(2024, 1, 1))
    with pytest.raises(UnknownName) as raised:
        early.travel_risk("Min Aung Hlaing", "FRA", on="2024-01-01")
    assert "application" not in str(raised.value)
