"""What an answer to a question says: what is open and why, of which days and States; its errors."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

from safeconduct import Engine, InputError, SeveralMistakes, UnknownName
from safeconduct.authoring.base import load_base

RULES = Path(__file__).parents[2] / "rules" / "jurisdiction"
BUCHA = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-20", "crime": "war_crimes"}


# ---------------------------------------------------------------- what an open answer says
@pytest.mark.parametrize(
    "said",
    [
        {"territory": "EST", "nationality": ["DEU", "FRA"]},
        {"territory": "EST", "nationality": "EST"},
        {"territory": ["EST", "FRA"], "nationality": ["EST", "DEU"]},
        {"territory": "LBY", "nationality": "EGY"},
    ],
)
def test_where_nothing_can_be_asked_the_answer_says_why(
    engine: Engine, said: dict[str, object]
) -> None:
    """Rules stand against each other, and no fact puts them in order."""
    answer = engine.answer("jurisdiction", **said, on="2019-01-01", crime="aggression")
    assert answer.outcome == "undetermined"
    assert answer.ask == ()
    assert answer.unsettled
    for one in answer.unsettled:
        assert one.says in answer.explain()
        assert one.says in "\n".join(answer.screen())
        assert {*one.supporting, *one.opposing} <= set(
            engine.question("jurisdiction").rulebase.rule_index
        )
    assert answer.summary.unsettled == tuple(one.says for one in answer.unsettled[:3])


def test_an_act_of_aggression_of_several_nationalities_asks_for_the_state_that_acted(
    engine: Engine,
) -> None:
    """The rule that keeps it open says what has to be said."""
    said = {"territory": "EST", "nationality": ["DEU", "FRA"], "on": "2019-01-01"}
    (point,) = engine.answer("jurisdiction", **said, crime="aggression").unsettled
    assert point.opposing == ("aggression-of-dual-nationals",)
    assert "the State that acted, and that has to be said" in point.says


# ---------------------------------------------------------------- what is left out
@pytest.mark.parametrize(
    "said",
    [
        {"on": "2001-01-01", "crime": "war_crimes"},
        {"on": "2014-03-20", "crime": "aggression"},
        {"on": "2022-03-20", "crime": "other"},
        {"on": "2022-03-20", "crime": "genocide", "minor": True},
        {"on": "2001-01-01", "until": "2001-12-31", "crime": "genocide"},
        {"on": "1990-01-01", "until": "2001-12-31", "crime": "genocide", "territory": "RUS"},
        {"on": "2007-03-20", "until": "2012-05-01", "crime": "genocide", "nationality": "DEU"},
    ],
)
def test_nothing_is_asked_for_on_which_nothing_depends(
    engine: Engine, said: dict[str, object]
) -> None:
    """Neither territory nor nationality, on one day or over many."""
    answer = engine.answer("jurisdiction", **said)
    assert answer.outcome != "undetermined"
    assert answer.ask == ()
    assert not {"territory", "nationality"} & answer.inputs.keys() - said.keys()


def test_what_nothing_depends_on_is_not_asked_for_over_time_and_on_maps(engine: Engine) -> None:
    """Nor by what would change the answer."""
    put, said = engine.question("jurisdiction"), {"on": "2001-01-01", "crime": "genocide"}
    assert {row.outcome for row in put.map("territory", **said).rows} == {"outside_jurisdiction"}
    assert put.changes(**said).outcome == "outside_jurisdiction"
    periods = put.timeline(crime="other").periods
    assert {one.outcome for one in periods} == {"outside_jurisdiction"}


def test_where_everything_depends_on_both_both_are_asked_for(engine: Engine) -> None:
    """And over a span the one that is left out, by name."""
    with pytest.raises(SeveralMistakes) as caught:
        engine.answer("jurisdiction", on="2012-01-01", crime="genocide")
    assert [one.field for one in caught.value.mistakes] == ["territory", "nationality"]
    with pytest.raises(InputError) as left_out:
        engine.answer(
            "jurisdiction", territory="RUS", on="2007-03-20", until="2019-05-01", crime="genocide"
        )
    assert left_out.value.field == "nationality"
    short = {"territory": "RUS", "on": "2007-03-20", "until": "2007-04-20", "crime": "genocide"}
    assert engine.answer("jurisdiction", **short).ask == (
        "Of which State is the accused a national?",
    )


# ---------------------------------------------------------------- the headline
def test_the_headline_tells_all_days_of_a_span(engine: Engine) -> None:
    """What is otherwise on other days stands in it."""
    said = {"territory": "PHL", "nationality": "PHL", "crime": "genocide"}
    answer = engine.answer("jurisdiction", **said, on="2010-01-01", until="2022-01-01")
    assert "on any day from 1 November 2011 to 16 March 2019" in answer.headline
    for other in ("1 January 2010 to 31 October 2011", "17 March 2019 to 1 January 2022"):
        assert f"on any day from {other}: only on a referral" in answer.headline
    alike = engine.answer("jurisdiction", **said, on="2012-01-01", until="2012-01-03").headline
    assert "committed in the Philippines on any day from 1 January 2012 to 3 January 2012" in alike
    one = engine.answer("jurisdiction", **said, on="2012-01-01", until="2012-01-01").headline
    assert one == engine.answer("jurisdiction", **said, on="2012-01-01").headline
    edge = engine.answer("jurisdiction", **said, on="2019-03-16", until="2019-03-17").headline
    assert "on 16 March 2019 by" in edge
    assert "; on 17 March 2019: only on a referral" in edge


def test_the_headline_of_a_span_that_changes_often_counts_the_rest(engine: Engine) -> None:
    """It stays one sentence."""
    said = {"territory": "CIV", "nationality": "CIV", "crime": "war_crimes"}
    answer = engine.answer("jurisdiction", **said, on="1990-01-01", until="2030-01-01")
    assert len(answer.headline) < 600
    assert "outside the Court's jurisdiction" in answer.headline


@pytest.mark.parametrize(
    ("other", "named", "unnamed"),
    [
        ({"territory": ["MMR", "BGD"], "nationality": "MMR"}, ["in Bangladesh"], ["and"]),
        (
            {"territory": ["SYR"], "nationality": ["SYR", "JOR"]},
            ["national of Jordan"],
            ["Syria and"],
        ),
        ({"territory": ["SYR", "IRQ"], "nationality": "SYR"}, ["in Syria and Iraq"], []),
        ({"territory": ["DEU", "FRA"], "nationality": "DEU"}, ["in Germany and France"], []),
        ({"territory": ["SDN", "CHN"], "nationality": "SDN"}, ["in Sudan on"], ["China"]),
    ],
)
def test_the_headline_names_the_states_that_decide(
    engine: Engine, other: dict[str, object], named: list[str], unnamed: list[str]
) -> None:
    """Not all that were given."""
    said = {"on": "2017-08-25", "crime": "crimes_against_humanity", **other}
    headline = engine.answer("jurisdiction", **said).headline
    assert all(one in headline for one in named)
    assert not any(one in headline for one in unnamed)


# ---------------------------------------------------------------- mistakes have bounds
LONG = "x" * 10**6


@pytest.mark.parametrize(
    "other",
    [
        {f"x{number}": 1 for number in range(3000)},
        {LONG: 1},
        {"crime": LONG},
        {"territory": LONG},
        {"on": LONG},
        {"profile": LONG},
        {"known_on": LONG},
        {"assume": {LONG: LONG}},
        {"positions": {LONG: LONG}},
        {"positions": {"article-124": LONG}},
    ],
)
def test_an_error_is_short_whatever_was_given(engine: Engine, other: dict[str, object]) -> None:
    """Twenty mistakes are told, the others counted, and of what is long the beginning."""
    with pytest.raises((InputError, UnknownName, SeveralMistakes)) as caught:
        engine.answer("jurisdiction", **{**BUCHA, **other})
    assert len(str(caught.value)) < 8000
    assert len(repr(caught.value)) < 8000
    if len(other) > 1:
        assert str(caught.value).startswith("3000 mistakes: ")
        assert str(caught.value).endswith("; and 2,980 more")


# ---------------------------------------------------------------- the question as an object
@pytest.mark.parametrize(
    ("ask", "field"),
    [
        (lambda put: put.compare(BUCHA, 5), "second"),
        (lambda put: put.compare(None, BUCHA), "first"),
        (lambda put: put.compare(BUCHA, {5: 1}), "second"),
        (lambda put: put.values("nothing"), "fact"),
        (lambda put: put.values(5), "fact"),
        (lambda put: put.map(5, **BUCHA), "over"),
        (lambda put: put.map(["territory"], **BUCHA), "over"),
        (lambda put: put.why_not(5, **BUCHA), "outcome"),
        (lambda put: put.answer(**BUCHA, known_on=5), "known_on"),
    ],
)
def test_every_method_refuses_what_it_cannot_use(engine: Engine, ask: Any, field: str) -> None:
    """By name, and with what would be right."""
    with pytest.raises(InputError) as caught:
        ask(engine.question("jurisdiction"))
    assert caught.value.field == field


def test_a_question_is_compared_copied_and_pickled_like_an_engine() -> None:
    """So is everything that it returns."""
    loaded = Engine.load()
    put = loaded.question("jurisdiction")
    assert copy.copy(put) is copy.deepcopy(put) is put
    assert len({put, pickle.loads(pickle.dumps(put)), Engine.load().question("jurisdiction")}) == 1
    assert put != loaded.known_on("2020-01-01").question("jurisdiction")
    for one in (
        put.answer(**BUCHA),
        put.answer(**BUCHA).summary,
        put.timeline(**BUCHA),
        put.map("territory", **BUCHA),
        put.compare(BUCHA, {"territory": "FRA"}),
        put.changes(**BUCHA),
        put.why_not("within_if_referred", **BUCHA),
    ):
        again = pickle.loads(pickle.dumps(one))
        assert again == one == copy.deepcopy(one)
        assert hash(again) == hash(one)


def test_a_shipped_question_alone_is_pickled_as_well() -> None:
    """It is read again as it was: without the rules of travel."""
    put = load_base(None, RULES).question("jurisdiction")
    again = pickle.loads(pickle.dumps(put))
    assert again == put
    assert again.answer(**BUCHA) == put.answer(**BUCHA)
