"""The same question put several times: what differs in facts, rules and positions."""

from __future__ import annotations

import random
from datetime import date

import pytest
from typer.testing import CliRunner

from safeconduct import Engine, InputError, Question, UnknownName
from safeconduct.answers.comparison.compare import compare, two_or_more
from safeconduct.answers.comparison.model import Applied, TravelRiskComparison
from safeconduct.cli.app import app

TODAY = date(2026, 11, 24)
MONGOLIA = Question(person="vladimir-putin", place="MNG", on="2024-09-02")


@pytest.fixture(scope="module")
def places(engine: Engine) -> TravelRiskComparison:
    return compare(engine, two_or_more(engine, MONGOLIA, other_place="KAZ"))


def test_two_places(places: TravelRiskComparison) -> None:
    """A party and a State that has not joined: the status differs, and with it the duty."""
    assert [side.label for side in places.sides] == ["Mongolia", "Kazakhstan"]
    assert [side.outcome.value for side in places.sides] == ["must_arrest", "may_arrest"]
    assert not places.same_outcome
    status = places.differing_facts[0]
    assert (status.fact, status.relied_on) == ("host.status", True)
    assert [side.values for side in status.sides] == [("party",), ("never",)]
    assert status.sides[0].records
    rules = {rule.rule: rule.sides for rule in places.differing_rules}
    assert rules["rs-89-1"] == (Applied.APPLIED, Applied.NOT_APPLIED)


def test_two_days(engine: Engine) -> None:
    """Armenia before and after it became a party, with the record that made the difference."""
    question = Question(person="putin", place="Armenia", on="2023-09-02")
    found = compare(engine, two_or_more(engine, question, other_on="2024-09-02"))
    assert [side.label for side in found.sides] == ["2 September 2023", "2 September 2024"]
    (status,) = [one for one in found.differing_facts if one.relied_on]
    assert "ratification" in status.sides[1].records[0].says
    assert "host.status" in found.says


def test_all_profiles(engine: Engine) -> None:
    """One side for each profile, that of the question first; no fact differs."""
    question = Question(person="putin", place="MNG", on="2024-09-02", profile="african-union")
    found = compare(engine, two_or_more(engine, question, profiles=True))
    profiles = [side.profile for side in found.sides]
    assert profiles[0] == "african-union"
    assert sorted(profiles) == sorted(engine.rulebase.profiles)
    assert found.differing_facts == ()
    first = found.differing_positions[0]
    assert (first.issue, first.turns_on) == ("personal-immunity", True)
    assert len({side.position for side in first.sides}) > 3


def test_another_place_on_another_day(engine: Engine) -> None:
    """Both at once: the labels say both."""
    questions = two_or_more(engine, MONGOLIA, other_place="ZAF", other_on="2023-08-22")
    found = compare(engine, questions)
    assert [side.label for side in found.sides] == [
        "Mongolia, 2 September 2024",
        "South Africa, 22 August 2023",
    ]
    assert found.same_outcome
    assert found.says.startswith("The outcome is the same")


def test_what_was_known(engine: Engine) -> None:
    """Hungary as known before and after its notice of withdrawal was taken back."""
    asked = Question(person="netanyahu", place="HUN", on="2026-09-01")
    earlier = Question(person="netanyahu", place="HUN", on="2026-09-01", known_on="2026-01-01")
    found = compare(engine, (asked, earlier))
    assert found.sides[1].label == "as known on 1 January 2026"
    assert "host.status" in {one.fact for one in found.differing_facts}


def test_sides_are_the_single_answers(engine: Engine) -> None:
    """A comparison says of each question what the question alone is answered."""
    source = random.Random(11)
    persons, places = sorted(engine.world.persons), sorted(engine.world.places)
    for _ in range(25):
        person, days = source.choice(persons), source.sample(range(733_000, 739_000), 2)
        questions = [
            Question(person=person, place=source.choice(places), on=date.fromordinal(day))
            for day in days
        ]
        found = compare(engine, questions)
        for side, asked in zip(found.sides, questions, strict=True):
            answer = engine.travel_risk(asked.person, asked.place, on=asked.on)
            assert (side.outcome, side.contested) == (answer.outcome, answer.contested)
            assert side.qualifications == answer.qualifications


def test_everything_listed_differs(engine: Engine) -> None:
    """No fact and no rule is listed that is the same on both sides; each has all sides."""
    source = random.Random(12)
    places = sorted(engine.world.places)
    for _ in range(25):
        chosen = source.sample(places, 3)
        questions = [
            Question(person="omar-al-bashir", place=place, on="2015-06-14") for place in chosen
        ]
        found = compare(engine, questions)
        for fact in found.differing_facts:
            assert len(fact.sides) == 3
            assert len({side.values for side in fact.sides}) > 1
        for rule in found.differing_rules:
            assert len(rule.sides) == 3
            assert len(set(rule.sides)) > 1
        relied = [fact.relied_on for fact in found.differing_facts]
        assert relied == sorted(relied, reverse=True)


def test_a_different_outcome_has_a_different_premise(engine: Engine) -> None:
    """Where answers differ, some fact or position differs: nothing comes from nowhere."""
    source = random.Random(13)
    places = sorted(engine.world.places)
    for _ in range(40):
        chosen = source.sample(places, 2)
        found = compare(
            engine, [Question(person="vladimir-putin", place=place) for place in chosen]
        )
        if not found.same_outcome:
            assert found.differing_facts
            assert found.differing_rules


def test_a_fact_that_is_not_known(engine: Engine) -> None:
    """It has all its possible values, and says so."""
    questions = [
        Question(person="benjamin-netanyahu", place="HUN", on="2026-11-24"),
        Question(person="benjamin-netanyahu", place="HUN", on="2025-04-03"),
    ]
    facts = {one.fact: one for one in compare(engine, questions).differing_facts}
    unknown = [side for fact in facts.values() for side in fact.sides if len(side.values) > 1]
    assert all(side.says.startswith("Not known: ") for side in unknown)
    assert unknown


def test_the_same_question_twice(engine: Engine) -> None:
    """Nothing differs; the function does not mind."""
    found = compare(engine, (MONGOLIA, MONGOLIA))
    assert found.same_outcome
    assert found.differing_facts == found.differing_rules == ()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({}, "other_place"),
        ({"other_place": "Mongolia"}, "other_place"),
        ({"other_on": "2024-09-02"}, "other_on"),
        ({"other_on": "2024-02-30"}, "other_on"),
        ({"other_on": "1990-01-01"}, "other_on"),
        ({"other_place": "KAZ", "profiles": True}, "profiles"),
        ({"other_place": " "}, "other_place"),
    ],
)
def test_mistakes(engine: Engine, other: dict[str, str], field: str) -> None:
    """A clear error names what is wrong."""
    with pytest.raises((InputError, UnknownName)) as caught:
        two_or_more(engine, MONGOLIA, **other)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_place_nobody_knows(engine: Engine) -> None:
    """The field is the one that was wrong, with suggestions."""
    with pytest.raises(UnknownName) as caught:
        two_or_more(engine, MONGOLIA, other_place="Kazakhstn")
    assert caught.value.field == "other_place"
    assert caught.value.suggestions


def test_one_person_at_a_time(engine: Engine) -> None:
    """Two persons have no warrants in common to compare."""
    with pytest.raises(InputError, match="one person"):
        compare(engine, (MONGOLIA, Question(person="netanyahu", place="MNG")))
    with pytest.raises(InputError, match="at least two"):
        compare(engine, (MONGOLIA,))


def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(Engine, "load", lambda **_: engine)
    result = CliRunner().invoke(app, ["compare", *arguments])
    return result.exit_code, result.output


def test_on_the_command_line(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers, then the facts with their records, the rules, the readings."""
    code, told = run(
        engine, monkeypatch, "putin", "ARM", "--on", "2023-09-02", "--with-date", "2024-09-02"
    )
    assert code == 0
    assert "Facts that differ" in told
    assert "arm-rome-statute-ratification-2023-11-14" in told
    assert "rs-89-1" in told
    assert "A warrant is an allegation" in told


def test_json_on_the_command_line(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, places: TravelRiskComparison
) -> None:
    """The same as from Python."""
    code, told = run(
        engine, monkeypatch, "putin", "MNG", "--on=2024-09-02", "--with-place=KAZ", "--json"
    )
    assert code == 0
    assert TravelRiskComparison.model_validate_json(told) == places


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--with-place"),
        (("--with-place", "Kazakhstn"), "Kazakhstan"),
        (("--with-date", "tomorrow"), "YYYY-MM-DD"),
        (("--profiles", "--with-place", "KAZ"), "profiles"),
    ],
)
def test_mistakes_on_the_command_line(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    """Exit code 2 and what would be right."""
    code, output = run(engine, monkeypatch, "putin", "MNG", *arguments)
    assert code == 2
    assert told in output


def test_supposing_something_on_one_side(engine: Engine) -> None:
    """What an assumption changes: facts with what follows from them, rules, positions."""
    questions = two_or_more(engine, MONGOLIA, other_assume={"host.status": "withdrawn"})
    found = compare(engine, questions)
    assert [side.label for side in found.sides] == [
        "nothing supposed",
        "supposing host.status: withdrawn",
    ]
    assert found.same_outcome
    facts = {one.fact: [side.values for side in one.sides] for one in found.differing_facts}
    assert facts["host.status"] == [("party",), ("withdrawn",)]
    assert facts["proceedings.began_before_exit"] == [("false",), ("true",)]
    rules = {rule.rule: rule.sides for rule in found.differing_rules}
    assert rules["rs-127-2-broad"] == (Applied.NOT_APPLIED, Applied.APPLIED)


def test_taking_another_position_on_one_side(engine: Engine) -> None:
    """The position that differs stands first, with its outcome."""
    questions = two_or_more(
        engine, MONGOLIA, other_positions={"personal-immunity": "african_union"}
    )
    found = compare(engine, questions)
    assert [side.outcome.value for side in found.sides] == ["must_arrest", "must_not_arrest"]
    assert [side.positions for side in found.sides] == [{}, {"personal-immunity": "african_union"}]
    assert found.differing_facts == ()
    first = found.differing_positions[0]
    assert [side.position for side in first.sides] == ["court", "african_union"]


def test_what_both_suppose_is_no_difference(engine: Engine) -> None:
    """It stands on both sides, and the second may add to it."""
    asked = Question(person="putin", place="MNG", on="2024-09-02", assume={"person.office": "none"})
    questions = two_or_more(engine, asked, other_assume={"host.status": "never"})
    assert questions[1].assume == {"person.office": "none", "host.status": "never"}
    found = compare(engine, questions)
    assert [one.fact for one in found.differing_facts if one.relied_on] == ["host.status"]


def test_supposing_what_is_supposed_already_is_refused(engine: Engine) -> None:
    """Both questions would be the same."""
    asked = Question(person="putin", place="MNG", assume={"person.office": "none"})
    with pytest.raises(InputError, match=r"person\.office=none.*both questions are the same"):
        two_or_more(engine, asked, other_assume={"person.office": "none"})
    with pytest.raises(InputError, match="leave out what else"):
        two_or_more(engine, asked, other_assume={"host.status": "never"}, profiles=True)


def test_supposing_on_the_command_line(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """On one side, and with mistakes told."""
    asked = ("putin", "MNG", "--on=2024-09-02")
    code, told = run(engine, monkeypatch, *asked, "--with-assume", "person.deceased=yes")
    assert code == 0
    assert "supposing person.deceased: true" in told
    code, told = run(engine, monkeypatch, *asked, "--with-assume", "person.dead=yes")
    assert code == 2
    assert "person.deceased" in told
