"""Plain questions: understood as a lawyer would, or asked back; never guessed at."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from safeconduct import Engine, InputError
from safeconduct.ask import (
    AskAnswer,
    ConductOnRecord,
    QuestionKind,
    QuestionNotUnderstood,
    ask,
    understand,
)
from safeconduct.ask.vocabulary import KNOWN, TITLES
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
    if found.reception is not None:
        return {it.person.id for it in found.reception.guests if it.outcome == "must_arrest"}
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
    days = one.get("days") or one.get("journey") or TODAY.isoformat()
    first, _, last = days.partition("/")
    assert (asked.journey is not None) == ("journey" in one)
    assert asked.kind.value == one["kind"]
    assert (asked.person and asked.person.id) == one.get("person")
    assert (asked.place and asked.place.id) == one.get("place")
    assert asked.organisation == one.get("organisation")
    assert asked.region == one.get("region")
    assert (asked.nationals and asked.nationals.id) == one.get("nationals")
    assert (asked.conduct and asked.conduct.value) == one.get("conduct")
    assert (asked.since.isoformat(), asked.until.isoformat()) == (first, last or first)
    assert asked.day_given == ("days" in one or "today" in one["ask"])
    assert asked.presence == one.get("presence", "ground")
    assert asked.purpose == one.get("purpose", "unspecified")
    assert asked.safe == (one.get("safe") == "true")
    assert (found.assessment and found.assessment.outcome.value) == one.get("outcome")
    assert set(one.get("has", ())) <= _bound(found)
    assert not set(one.get("not", ())) & _bound(found)
    assert one.get("says", "") in found.says
    beside = "question understood says notes stretches world rules disclaimer"
    told = set(AskAnswer.model_fields) - set(beside.split())
    assert sum(getattr(found, part) is not None for part in told) == 1


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
    """Words with content that changed nothing are listed; who only acts in the sentence, too."""
    found = ask(ENGINE, "Could Trump protect Putin from arrest in Brazil for theft?")
    assert found.understood.ignored == ("Trump", "theft")
    assert any("Trump, theft" in note for note in found.notes)


def test_an_answer_that_stays_is_not_said_to_change() -> None:
    """In October 2026 only what is known of the dispute changes in Hungary, not the outcome."""
    found = ask(ENGINE, "Netanyahu in Hungary, October 2026")
    assert len(found.stretches) == 2
    assert "changes" not in found.says
    assert "From 28 October 2026 it is not known whether contested." in found.says


def test_what_happened_is_from_the_record_and_said_to_be_practice() -> None:
    """Journeys, custody and statements are those of the records; the note keeps them from law."""

    def told(question: str) -> ConductOnRecord:
        found = ask(ENGINE, question).practice
        assert found is not None
        assert "practice, not law" in found.note
        return found

    world = ENGINE.world
    visits = [one for one in world.visits_of("vladimir-putin") if one.state == "CHN"]
    journeys = told("How many times has Putin visited China?").journeys
    assert {one.record for one in journeys} == {one.id for one in visits}
    held = told("Who arrested Rodrigo Duterte?").custody
    assert {one.id for one in held} == {one.id for one in world.custody_of("rodrigo-duterte")}
    said = told("Which countries have said they will arrest Netanyahu?").statements
    assert {one.id for one in said} == {
        one.id
        for one in world.tables.stances
        if one.person == "benjamin-netanyahu" and one.stance == "would_arrest"
    }
    none = ask(ENGINE, "Was Putin arrested in Mongolia?")
    assert "No arrest" in none.says
    assert "2 September 2024" in none.says


@pytest.mark.parametrize(
    ("question", "safe"),
    [
        ("Where can Putin go?", True),
        ("Where can Putin not go?", False),
        ("Where can't Putin go?", False),
        ("where cant putin go", False),
        ("Where could Putin be arrested?", False),
        ("Where could Putin not be arrested?", True),
        ("Where is Putin safe?", True),
        ("Where is Putin not safe?", False),
        ("Where is Putin unsafe?", False),
        ("Where is it not unsafe for Putin?", True),
        ("Which countries should Putin avoid?", False),
        ("Which countries need Putin not avoid?", True),
        ("Where can Putin travel without being arrested?", True),
        ("Where can Putin not travel without being arrested?", False),
        ("Which countries would never arrest Putin?", True),
        ("Which countries have no duty to arrest Putin?", True),
        ("Which countries may not refuse to arrest Putin?", False),
        ("Which countries are off limits for Putin?", False),
        ("Is there no country where Putin would not be arrested?", True),
        ("Where can Putin go to avoid arrest?", True),
        ("Where would Putin be at no risk of arrest?", True),
        ("Which countries must arrest Putin if he visits?", False),
        ("Where could Putin go and be arrested?", False),
        ("Where could nobody arrest Putin?", True),
        ("Where would it be unlawful to arrest Putin?", True),
        ("Which countries can Putin visit if he wants to avoid arrest?", True),
    ],
)
def test_where_he_can_go_and_where_not_are_told_apart(question: str, safe: bool) -> None:  # noqa: FBT001
    """The first word of danger or safety counts, turned by each negation before it."""
    assert understand(ENGINE, question).safe is safe


_LIST = "which {} countries would arrest putin"


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
@example("democratic")
@example("small")
@example("european")
@example("arab")
def test_a_word_that_may_narrow_is_never_dropped(word: str) -> None:
    """Before `countries` a word is a region, an organisation or one of the grammar, or refused."""
    try:
        meant = understand(ENGINE, _LIST.format(word))
    except QuestionNotUnderstood:
        return
    assert word in KNOWN or any(word in taken.words.split() for taken in meant.taken)


@given(
    st.sampled_from(
        [
            "Could Putin be {} arrested in Brazil?",
            "Must Brazil arrest Putin for {}?",
            "When did Armenia become {} dangerous for Putin?",
            "Is Putin wanted for {}?",
        ]
    ),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=10),
)
def test_a_word_is_used_or_told_or_refused(question: str, word: str) -> None:
    """No word is lost: it is of the grammar, taken for something, told, or refuses the question."""
    try:
        meant = understand(ENGINE, question.format(word))
    except QuestionNotUnderstood:
        return
    taken = any(word in one.words for one in meant.taken)
    assert word in KNOWN or taken or word in meant.ignored


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
@example("APEC")
@example("EU")
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
    assert {one["kind"] for one in QUESTIONS["answered"]} == {kind.value for kind in QuestionKind}


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


@pytest.mark.slow
def test_a_flight_tells_what_it_meets_of_what_it_is_to_avoid() -> None:
    """Parties that are passed over, or where an arrest would be owed after a landing; no ends."""
    way = "Could Netanyahu fly from Tel Aviv to New York {} on 2025-09-25?"
    members = ask(ENGINE, way.format("without crossing a member State"))
    assert "The shortest way found around the" in members.says
    assert "longer than the shortest line" in members.says
    passed = members.says.partition("The shortest line passes over ")[2].partition(".")[0]
    assert passed.startswith("Greece, North Macedonia, Albania,")
    assert "Türkiye" not in passed
    assert "New York is taken for its main airport" in members.notes[0]
    duties = ask(ENGINE, way.format("avoiding places that would have to arrest him"))
    assert duties.understood.avoiding == "duties"
    for told, avoiding in ((members, "parties"), (duties, "must_arrest")):
        assert told.itinerary == ENGINE.itinerary(
            ["TLV", "JFK"], person="benjamin-netanyahu", on="2025-09-25", avoiding=(avoiding,)
        )


def test_without_its_packages_the_end_of_a_flight_is_asked_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As before, where nothing is asked that a place cannot answer."""
    monkeypatch.setattr("safeconduct.ask.flights.installed", lambda extra: False)
    found = understand(ENGINE, "Could Netanyahu fly from Tel Aviv to Budapest?")
    assert (found.kind.value, found.place and found.place.id) == ("arrest", "HUN")


@given(st.text(alphabet="abc DEF,.-'’ to via from avoiding", max_size=60))
@example("x" * 300)
@example("a " * 150)
@example("to " * 120)
def test_looking_for_a_flight_never_fails(words: str) -> None:
    """Whatever stands behind *from*: it is asked back or answered, soon."""
    with suppress(QuestionNotUnderstood):
        assert ask(ENGINE, f"Could Putin fly from {words}"[:400]).says
