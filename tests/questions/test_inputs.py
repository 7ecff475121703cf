"""What is put into a question: found in any spelling, refused with what would be right."""

from __future__ import annotations

import copy
import pickle
from datetime import date

import pytest

from safeconduct import Engine, InputError, SeveralMistakes, UnknownName

BUCHA = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-20", "crime": "war_crimes"}


@pytest.mark.parametrize(
    ("other", "ids"),
    [
        ({"territory": "Ukraine"}, ("UKR",)),
        ({"territory": "Україна"}, ("UKR",)),
        ({"territory": "UA"}, ("UKR",)),
        ({"territory": "Crimea"}, ("UKR",)),
        ({"territory": "Gaza"}, ("PSE",)),
        ({"territory": "Western Sahara"}, ("ESH",)),
        ({"territory": "Kyiv"}, ("UKR",)),
        ({"territory": "Gibraltar"}, ("GBR",)),
        ({"territory": "Faroe Islands"}, ("DNK",)),
        ({"territory": ["UKR", "Ukraine", "UA"]}, ("UKR",)),
        ({"territory": ("Myanmar", "Bangladesh")}, ("MMR", "BGD")),
        ({"territory": {"Burma"}}, ("MMR",)),
    ],
)
def test_a_state_is_found_by_any_of_its_names(
    engine: Engine, other: dict[str, object], ids: tuple[str, ...]
) -> None:
    """Also by a place that is its territory; the same State twice is one."""
    answer = engine.answer("jurisdiction", **{**BUCHA, **other})
    assert tuple(one.id for one in answer.inputs["territory"]) == ids


@pytest.mark.parametrize(
    ("other", "field", "told"),
    [
        ({"crime": "piracy"}, "crime", "not one of the values"),
        ({"crime": None}, "crime", "is missing"),
        ({"on": None}, "on", "is missing"),
        ({"on": "2022-13-01"}, "on", "does not exist in the calendar"),
        ({"on": "20 March 2022"}, "on", "is not an ISO 8601 date"),
        ({"on": 20220320}, "on", "is of type int"),
        ({"until": "2022-03-19"}, "until", "lies before `on`"),
        ({"asked": "1998-01-01"}, "asked", "lies before `on`"),
        ({"until": []}, "until", "is of type list"),
        ({"teritory": "UKR"}, "teritory", "did you mean `territory`"),
        ({"place": "UKR"}, "place", "is not a part of this question"),
        ({"territory": "Antarctica"}, "territory", "say `outside_territory`"),
        ({"territory": "high seas"}, "territory", "the State of registration and `aboard`"),
        ({"nationality": "ESH"}, "nationality", "title to it is disputed, and Morocco claims it"),
        ({"territory": ["UKR"] * 21}, "territory", "takes at most 20 values"),
        ({"territory": range(10**9)}, "territory", "takes at most 20 values"),
        (
            {"territory": ["UKR", "POL", "DEU", "FRA", "ITA", "ESP"], "nationality": None},
            "territory",
            "5 are the most where something is left out",
        ),
        ({"profile": 0}, "profile", "is of type int"),
        ({"assume": dict.fromkeys(map(str, range(1000)), "true")}, "assume", "names 1000 facts"),
        ({"territory": 5}, "territory", "is of type int"),
        ({"territory": "Tokelau"}, "territory", "to which the Statute did not, or may not, extend"),
        ({"territory": "Faroe Islands", "on": "2006-09-30"}, "territory", "say `included`"),
        ({"territory": "Gibraltar", "on": "2015-04-19"}, "territory", "name the State"),
        (
            {"territory": None, "aboard": True, "outside_territory": True},
            "outside_territory",
            "exclude each other",
        ),
        ({"outside_territory": True}, "territory", "cannot be said with `outside_territory`"),
        ({"territory": "Khartoum", "area": True}, "area", "contradicts `territory`"),
        ({"territory": "Darfur", "area": False}, "area", "contradicts `territory`"),
        (
            {"territory": None, "outside_territory": True, "occupied": True},
            "occupied",
            "exclude each other",
        ),
        (
            {"territory": None, "outside_territory": True, "included": False},
            "included",
            "exclude each other",
        ),
        (
            {"territory": None, "outside_territory": True, "area": True},
            "area",
            "exclude each other",
        ),
        ({"self": 1}, "self", "is not a part of this question"),
        ({"territory": [""]}, "territory", "is empty"),
        (
            {"nationality": "Kosovo", "on": "2007-01-01"},
            "nationality",
            "was not a State of its own",
        ),
        ({"trigger": "article_15"}, "trigger", "not one of the values"),
        ({"minor": "perhaps"}, "minor", "not one of the values"),
        ({"profile": "icj"}, "profile", "not one of the values"),
        ({"positions": {"article-124": "no"}}, "positions.article-124", "not one of the values"),
        ({"positions": "bars"}, "positions", "is of type str"),
        ({"assume": {"territory.state": "party"}}, "assume.territory.state", "no fact"),
        ({"assume": {"conduct.crime": "genocide"}}, "assume", "give it as `crime`"),
        ({"assume": {"conduct.crosses_border": True}}, "assume", "follows from the question"),
        ({"known_on": "2999-01-01"}, "known_on", "lies in the future"),
    ],
)
def test_what_cannot_be_used_is_refused(
    engine: Engine, other: dict[str, object], field: str, told: str
) -> None:
    """The error names the field, and says what would be right."""
    with pytest.raises(InputError) as caught:
        engine.answer("jurisdiction", **{**BUCHA, **other})
    assert caught.value.field == field
    assert told in str(caught.value)


@pytest.mark.parametrize("nothing", [[], (), set(), iter([])])
def test_an_empty_list_of_states_says_no_state(engine: Engine, nothing: object) -> None:
    """As if it had been left out."""
    left_out = engine.answer("jurisdiction", **{**BUCHA, "nationality": None})
    assert engine.answer("jurisdiction", **{**BUCHA, "nationality": nothing}) == left_out


@pytest.mark.parametrize(
    "said", [{"until": "9999-12-31"}, {"on": "9999-12-31", "nationality": None}]
)
def test_the_last_day_of_the_calendar_has_no_day_after(
    engine: Engine, said: dict[str, object]
) -> None:
    """What holds until then holds without an end."""
    answer = engine.answer("jurisdiction", **{**BUCHA, **said})
    assert (answer.steps or (answer.valid,))[-1].until is None


def test_a_map_of_very_many_cases_is_refused(engine: Engine) -> None:
    """Each of its rows would be about all of them."""
    put, many = engine.question("jurisdiction"), sorted(engine.world.states)[:6]
    with pytest.raises(InputError, match="6 cases in each row of a map"):
        put.map("nationality", **{**BUCHA, "territory": many})


def test_an_answer_rests_on_nothing_that_is_not_known(engine: Engine) -> None:
    """The State of nationality may be a party, or not: the territory alone carries the answer."""
    said = {**BUCHA, "territory": "DEU", "nationality": None}
    assert engine.answer("jurisdiction", **said).grounds == ("territory",)


@pytest.mark.parametrize(
    ("territory", "nationality", "on"), [("FRA", "RUS", "2005-05-01"), ("CIV", "FRA", "2004-11-06")]
)
def test_no_declaration_helps_where_war_crimes_are_excluded_whoever_accepts(
    engine: Engine, territory: str, nationality: str, on: str
) -> None:
    """On the reading that an exclusion under article 124 bars them; on another it might."""
    said = {"territory": territory, "nationality": nationality, "on": on, "crime": "war_crimes"}
    answer = engine.answer("jurisdiction", **said)
    assert answer.parts["referral_by"] == "council"
    assert "declar" not in answer.headline
    assert "accepts" not in answer.headline


def test_a_referral_that_is_supposed_is_told_though_a_part_was_referred(engine: Engine) -> None:
    """In Sudan, where it is not said whether the conduct was in Darfur."""
    said = {**BUCHA, "territory": "SDN", "nationality": "SDN", "trigger": "council_referral"}
    headline = engine.answer("jurisdiction", **said).headline
    assert headline.startswith("On a referral by the Security Council, made or supposed")
    headline = engine.answer("jurisdiction", **said, area=True).headline
    assert headline.startswith("The Court has jurisdiction")


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ({}, set()),
        ({"on": "2035-01-01"}, {"projected"}),
        ({"until": "2035-01-01"}, {"projected"}),
        ({"known_on": "2020-01-01"}, {"projected"}),
        (
            {"territory": "DEU", "nationality": "GTM", "crime": "aggression"},
            {"low_confidence_record"},
        ),
    ],
)
def test_what_the_records_say_about_the_answer_is_told(
    engine: Engine, said: dict[str, object], labels: set[str]
) -> None:
    """That its day lies after they end, or that one of them is of low confidence."""
    found = engine.answer("jurisdiction", **{**BUCHA, **said}).summary.qualifications
    assert {"projected", "low_confidence_record"} & set(found) == labels


def test_what_would_change_the_answer_is_not_looked_for_without_bounds(engine: Engine) -> None:
    """With very many cases there are too many pairs of facts; the note says so."""
    many = sorted(engine.world.states)[:20]
    found = engine.question("jurisdiction").changes(**{**BUCHA, "territory": many})
    assert (found.facts, found.readings) == ((), ())
    assert "two at a time" in found.note


def test_a_state_that_is_none_is_told_with_those_like_it(engine: Engine) -> None:
    """The error speaks of the input, not of a place."""
    with pytest.raises(UnknownName) as caught:
        engine.answer("jurisdiction", **{**BUCHA, "nationality": "Rushia"})
    assert caught.value.field == "nationality"
    assert caught.value.suggestions[0].id == "RUS"


def test_every_mistake_is_told_at_once(engine: Engine) -> None:
    """A day, a crime, a name and a part that there is not."""
    with pytest.raises(SeveralMistakes) as caught:
        engine.answer("jurisdiction", territory="Narnia", on="2022", crime="piracy", x=1)
    assert {one.field for one in caught.value.mistakes} == {"x", "on", "crime", "territory"}


def test_what_is_assumed_cannot_break_a_constraint(engine: Engine) -> None:
    """The error names it."""
    with pytest.raises(InputError) as caught:
        engine.answer("jurisdiction", **BUCHA, assume={"council.carve_out": True})
    assert caught.value.breaks == "exception-from-a-referral"


def test_a_question_that_there_is_not_is_told(engine: Engine) -> None:
    """With the nearest one."""
    with pytest.raises(InputError, match="did you mean `jurisdiction`"):
        engine.answer("jurisdictions")


def test_the_question_of_travel_is_put_the_same_way(engine: Engine) -> None:
    """Its typed method gives the same answer."""
    asked = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    assert engine.answer("arrest-on-travel", **asked) == engine.travel_risk(**asked)


def test_answers_are_copied_pickled_and_shown(engine: Engine) -> None:
    """They are plain frozen models."""
    answer = engine.answer("jurisdiction", **BUCHA)
    assert copy.deepcopy(answer) == answer
    again = pickle.loads(pickle.dumps(answer))
    assert again == answer
    assert again.explain() == answer.explain()
    assert hash(answer.summary) == hash(again.summary)
    assert "Ukraine" in repr(answer)
    assert len(answer.summary.to_json()) < 2000


def test_a_date_may_be_any_kind_of_day(engine: Engine) -> None:
    """As in every question."""
    one = engine.answer("jurisdiction", **{**BUCHA, "on": date(2022, 3, 20)})
    assert one == engine.answer("jurisdiction", **BUCHA)


def test_what_would_change_it_changes_it(engine: Engine) -> None:
    """Each set of facts or positions, supposed, gives the outcome that is told."""
    put = engine.question("jurisdiction")
    found = put.changes(**BUCHA)
    assert found.facts
    assert found.readings
    inputs = {one.fact: name for name, one in put.inputs.inputs.items()}
    for change in found.facts[:12]:
        said = {inputs[one.fact]: one.then for one in change.facts if one.fact in inputs}
        assume = {one.fact: one.then for one in change.facts if one.fact not in inputs}
        assert put.answer(**{**BUCHA, **said}, assume=assume).outcome == change.outcome
    for change in found.readings:
        assert put.answer(**BUCHA, positions=change.positions).outcome == change.outcome


def test_two_questions_are_compared_by_the_facts_that_differ(engine: Engine) -> None:
    """The second says only what is other in it."""
    put = engine.question("jurisdiction")
    found = put.compare(BUCHA, {"territory": "FRA"})
    assert "grounds" in found.differs
    assert "territory.status" in {one.fact for one in found.facts}


def test_why_not_says_what_is_lacking(engine: Engine) -> None:
    """And refuses an outcome that is the answer, or none."""
    put = engine.question("jurisdiction")
    assert "Ukraine accepted jurisdiction" in put.why_not("within_if_referred", **BUCHA).explain()
    for outcome in ("within_jurisdiction", "guilty"):
        with pytest.raises(InputError):
            put.why_not(outcome, **BUCHA)


def test_a_map_has_a_row_for_each_state_of_that_day(engine: Engine) -> None:
    """And takes only inputs that name records."""
    put = engine.question("jurisdiction")
    said = {"nationality": "RUS", "on": "2022-03-20", "crime": "genocide"}
    found = put.map("territory", **said)
    assert sum(found.counts.values()) == len(found.rows) > 190
    ukraine = next(one for one in found.rows if one.id == "UKR")
    assert ukraine.outcome == put.answer(territory="UKR", **said).outcome
    with pytest.raises(InputError, match="territory, nationality"):
        put.map("crime", **said)


def test_a_map_is_narrowed_to_the_values_that_are_given(engine: Engine) -> None:
    """In their order, each as it would be answered alone; a wrong one is told, too many as well."""
    put = engine.question("jurisdiction")
    said = {"on": "2022-03-20", "crime": "war_crimes", "nationality": "RUS"}
    names = ["Ukraine", "China", "Khartoum"]
    found = put.map("territory", **said, territory=names)
    assert [one.id for one in found.rows] == ["UKR", "CHN", "SDN"]
    for one, name in zip(found.rows, names, strict=True):
        assert one.outcome == put.answer(territory=name, **said).outcome
    assert [one.id for one in put.map("territory", **said, territory="UKR").rows] == ["UKR"]
    assert put.map("territory", **said, territory=[]) == put.map("territory", **said)
    with pytest.raises(UnknownName, match="Ukrania"):
        put.map("territory", **said, territory=["FRA", "Ukrania"])
    with pytest.raises(InputError, match="takes at most 20 values of a map"):
        put.map("territory", **said, territory=["FRA"] * 21)
