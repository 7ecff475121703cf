"""Assumptions and the parts of the question, as the engine takes them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct import Engine, InputError

PUTIN = ("vladimir-putin", "MNG")


def test_what_if_is_travel_risk_with_assumptions(engine: Engine) -> None:
    """Mongolia, had it never joined: no duty, and the proof says what was supposed."""
    assumed: dict[str, str | bool] = {"host.status": "never"}
    answer = engine.what_if(*PUTIN, on="2024-09-02", assume=assumed)
    assert answer.outcome == "may_arrest"
    assert answer == engine.travel_risk(*PUTIN, on="2024-09-02", assume=assumed)
    assert "assumed" in {one.basis for one in answer.assumptions}
    assert "assumed by the question" in answer.explain()


def test_assumptions_leave_the_next_question_alone(engine: Engine) -> None:
    """What is supposed in one question does not stay."""
    before = engine.travel_risk(*PUTIN, on="2024-09-02")
    engine.what_if(*PUTIN, on="2024-09-02", assume={"person.deceased": True})
    assert engine.travel_risk(*PUTIN, on="2024-09-02") == before


def test_an_assumption_settles_what_is_unknown(engine: Engine) -> None:
    """France asks whether he is still in office; each answer can be given."""
    open_ = engine.travel_risk("benjamin-netanyahu", "FRA")
    assert open_.contested is None
    (asked,) = open_.unknown
    for value, contested in (("head_of_government", True), ("none", False)):
        answer = engine.what_if("benjamin-netanyahu", "FRA", assume={asked.fact: value})
        assert answer.contested is contested
        assert answer.unknown == ()


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"presence": "boat"}, "presence", "overflight"),
        ({"purpose": "holiday"}, "purpose", "official_visit"),
        ({"profile": "hague"}, "profile", "icc"),
        ({"positions": {"immunity": "court"}}, "positions", "personal-immunity"),
        (
            {"positions": {"personal-immunity": "waiver"}},
            "positions.personal-immunity",
            "council_waiver",
        ),
        ({"assume": {"host.state": "party"}}, "assume.host.state", "host.status"),
        ({"assume": {"host.status": True}}, "assume.host.status", "withdrawn"),
        ({"assume": {"visit.purpose": "private"}}, "assume", "purpose"),
        (
            {"assume": {"proceedings.began_before_exit": True}},
            "assume",
            "host.status=withdrawn",
        ),
        (
            {"assume": {"person.in_court_custody": True, "person.in_national_custody": True}},
            "assume",
            "one-custodian",
        ),
    ],
)
def test_a_wrong_value_is_named_with_the_right_ones(
    engine: Engine, changes: dict[str, Any], field: str, said: str
) -> None:
    """Each error has the field, the value, and what would be right."""
    with pytest.raises(InputError) as caught:
        engine.travel_risk(*PUTIN, on="2024-09-02", **changes)
    assert caught.value.field == field
    assert said in str(caught.value)


def test_an_impossible_assumption_can_be_completed(engine: Engine) -> None:
    """What the error offers to assume as well makes the question possible."""
    assumed: dict[str, str | bool] = {"proceedings.began_before_exit": True}
    with pytest.raises(InputError) as caught:
        engine.what_if(*PUTIN, on="2024-09-02", assume=assumed)
    assert caught.value.code == "impossible-assumption"
    for fix in caught.value.allowed:
        also = dict(one.split("=") for one in fix.split(" and "))
        answer = engine.what_if(*PUTIN, on="2024-09-02", assume={**assumed, **also})
        assert answer.outcome == "must_arrest"


@given(data=st.data())
def test_any_assumption_is_answered_or_refused_clearly(engine: Engine, data: st.DataObject) -> None:
    """Whatever is supposed, there is an answer or an error about the assumption."""
    facts = {f.name: f for f in engine.rulebase.facts if not f.name.startswith("visit.")}
    names = data.draw(st.lists(st.sampled_from(sorted(facts)), max_size=4, unique=True))
    assume: dict[str, str | bool] = {
        name: data.draw(st.sampled_from(facts[name].values)) for name in names
    }
    place = data.draw(st.sampled_from(["MNG", "CHN", "SDN", "high-seas", "crimea"]))
    presence = data.draw(st.sampled_from(engine.presences))
    purpose = data.draw(st.sampled_from(engine.purposes))
    try:
        answer = engine.travel_risk(
            "omar-al-bashir",
            place,
            on="2017-03-29",
            presence=presence,
            purpose=purpose,
            assume=assume,
        )
    except InputError as error:
        assert error.code == "impossible-assumption"  # noqa: PT017  # both ways are right
        return
    told = {one.fact: one.value for one in answer.assumptions}
    assert all(told.get(name, value) == value for name, value in assume.items())
    assert answer.explain()
