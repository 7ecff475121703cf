"""Plain questions: understood as a lawyer would, or asked back; never guessed at."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from safeconduct import Engine, InputError
from safeconduct.ask import AskAnswer, Kind, QuestionNotUnderstood, ask
from safeconduct.ask.grammar import TITLES
from safeconduct.cli.app import app

TODAY = date(2026, 11, 24)
ENGINE = Engine.load(today=lambda: TODAY)
FILE = Path(__file__).parent / "questions.yaml"
QUESTIONS: dict[str, list[dict[str, Any]]] = yaml.load(
    FILE.read_text(encoding="utf-8"), yaml.BaseLoader
)


def _named(one: dict[str, Any]) -> str:
    return str(one["ask"])


def _bound(found: AskAnswer) -> set[str]:
    """Where there is a duty to arrest, or who is wanted."""
    if found.wanted is not None:
        return {one.person.id for one in found.wanted}
    spots = found.map.places if found.map is not None else found.places or ()
    return {one.place.id for one in spots if one.outcome == "must_arrest"}


def test_there_are_enough_phrasings() -> None:
    """Thirty that are answered at least, ten that are not."""
    assert len(QUESTIONS["answered"]) >= 30
    assert len(QUESTIONS["refused"]) >= 10


@pytest.mark.parametrize("one", QUESTIONS["answered"], ids=_named)
def test_a_question_is_understood_and_answered(one: dict[str, Any]) -> None:
    """Kind, names, days, presence and purpose are those of the file; so is what follows."""
    found = ask(ENGINE, one["ask"])
    asked = found.understood
    first, _, last = one.get("days", TODAY.isoformat()).partition("/")
    assert asked.kind.value == one["kind"]
    assert (asked.person and asked.person.id) == one.get("person")
    assert (asked.place and asked.place.id) == one.get("place")
    assert asked.organisation == one.get("organisation")
    assert (asked.since.isoformat(), asked.until.isoformat()) == (first, last or first)
    assert asked.day_given == ("days" in one or "today" in one["ask"])
    assert asked.presence == one.get("presence", "ground")
    assert asked.purpose == one.get("purpose", "unspecified")
    assert asked.safe == (one.get("safe") == "true")
    assert (found.assessment and found.assessment.outcome.value) == one.get("outcome")
    assert set(one.get("has", ())) <= _bound(found)
    assert not set(one.get("not", ())) & _bound(found)
    assert one.get("says", "") in found.says
    parts = (found.assessment, found.timeline, found.map, found.places, found.wanted)
    assert sum(part is not None for part in (*parts, found.upcoming)) == 1


@pytest.mark.parametrize("one", QUESTIONS["refused"], ids=_named)
def test_a_question_is_asked_back(one: dict[str, Any]) -> None:
    """The error says what is lacking, with three questions that are answered."""
    with pytest.raises(QuestionNotUnderstood) as caught:
        ask(ENGINE, one["ask"])
    error = caught.value
    assert error.code == "question-not-understood"
    assert one["why"] in error.message
    assert [near.id for near in error.suggestions[:1]] == ([one["near"]] if "near" in one else [])
    assert len(error.allowed) == 3
    for question in error.allowed:
        assert ask(ENGINE, question).says


def test_the_answer_is_that_of_the_engine() -> None:
    """One day: the full assessment as the engine gives it; several: of the worst stretch."""
    plain = ask(ENGINE, "Would South Africa have to arrest Putin on 22 August 2023?").assessment
    assert plain == ENGINE.travel_risk("vladimir-putin", "ZAF", on="2023-08-22").document
    several = ask(ENGINE, "Could Putin be arrested in Armenia from 1 Jan 2024 to 1 March 2024?")
    assert [one.since for one in several.stretches] == [date(2024, 1, 1), date(2024, 2, 1)]
    assert several.stretches[-1].until == date(2024, 3, 2)
    assert several.assessment is not None
    assert several.assessment.on == date(2024, 2, 1)


def test_words_without_a_part_are_told() -> None:
    """Words with content that changed nothing are listed, and so is what is not supposed."""
    found = ask(
        ENGINE, "Could Putin be arrested in Brazil for theft if he were no longer president?"
    )
    assert "theft" in found.understood.ignored
    assert any("theft" in note for note in found.notes)
    assert any("Nothing was supposed" in note for note in found.notes)


def test_members_are_those_of_the_day() -> None:
    """Indonesia joined BRICS on 6 January 2025; Burundi left the Statute on 27 October 2017."""

    def listed(question: str) -> set[str]:
        return {one.place.id for one in ask(ENGINE, question).places or ()}

    assert "IDN" not in listed("Which BRICS members must arrest Putin on 5 January 2025?")
    assert "IDN" in listed("Which BRICS members must arrest Putin on 6 January 2025?")
    assert "BDI" in listed("Which ICC members must arrest Bashir on 26 October 2017?")
    assert "BDI" not in listed("Which ICC members must arrest Bashir on 27 October 2017?")


_WORDS = (
    "could would must who where which when was is Putin Netanyahu Bashir be arrested in to over fly"
    " Brazil Jordan Mongolia Congo France BRICS NATO members of July 2025 30 February 2024-02-30 on"
    " today tomorrow next week from 1 5 summit peace talks safe not wanted change since the if 's ,"
    " footballer President Sara arrest have obliged 9999-12-31 0000 December 1998 99999 ago day"
)


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.sampled_from(_WORDS.split()), max_size=14).map(" ".join),
        st.builds("Could Putin be arrested in Brazil {}".format, st.text(max_size=20)),
    )
)
@example("Could Putin be arrested in Brazil in 9999?")
@example("Could Putin be arrested in Brazil on 9999-12-31?")
@example("Could Putin be arrested in Brazil in 999 years?")
@example("\ud800 Putin")
def test_any_text_has_an_answer_or_a_clear_error(text: str) -> None:
    """Whatever is written: an answer that repeats it, or an error about the question."""
    found = _asked(text)
    if isinstance(found, InputError):
        assert found.field == "q"
        assert found.message
        assert str(found)
    else:
        assert found.question == text
        assert found.says
        assert found.understood.since <= found.understood.until


def _asked(text: str) -> AskAnswer | InputError:
    try:
        return ask(ENGINE, text)
    except InputError as error:
        return error


@given(st.text(st.characters(categories=["Lu"]), min_size=2, max_size=8))
def test_no_capitalised_stranger_becomes_a_wanted_person(name: str) -> None:
    """A name beside a surname is another person unless it is on record."""
    try:
        found = ask(ENGINE, f"Could {name} Netanyahu be arrested in France?")
    except QuestionNotUnderstood:
        return
    shown = {taken.words for taken in found.understood.taken if taken.role == "person"}
    assert any(name in words for words in shown) or name.casefold() in TITLES


def test_every_kind_occurs() -> None:
    """The file has each kind of question."""
    assert {one["kind"] for one in QUESTIONS["answered"]} == {kind.value for kind in Kind}


@pytest.mark.parametrize("one", QUESTIONS["answered"][:10], ids=_named)
def test_the_command(one: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command prints how the question was understood and the paragraph; or JSON."""
    monkeypatch.setattr(Engine, "load", lambda **_: ENGINE)
    told = CliRunner().invoke(app, ["ask", one["ask"]])
    assert told.exit_code == 0, told.output
    assert "Understood" in told.stdout
    as_json = CliRunner().invoke(app, ["ask", one["ask"], "--json"])
    assert AskAnswer.model_validate_json(as_json.stdout) == ask(ENGINE, one["ask"])


def test_the_command_asks_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is not understood is one line on standard error and exit code 2."""
    monkeypatch.setattr(Engine, "load", lambda **_: ENGINE)
    told = CliRunner().invoke(app, ["ask", "Could Putin be arrested in Congo?"])
    assert told.exit_code == 2
    assert "say which" in told.stderr
