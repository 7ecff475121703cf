"""What stands beside an answer: how a State carries out an arrest, and what can be done next."""

from __future__ import annotations

from datetime import date

import pytest

from safeconduct import Engine
from safeconduct.records.models import Actor, SourceKind, StepCondition


def steps(engine: Engine, person: str, place: str, on: str, **more: str) -> dict[str, str]:
    """Return the deadlines of what can be done next, by record."""
    found = engine.travel_risk(person, place, on=on, **more)  # type: ignore[arg-type]
    return {one.record: one.deadline for one in found.next_steps}


def test_national_execution_is_told_with_its_sections(engine: Engine) -> None:
    """Who receives, who arrests, what comes first and who decides on immunity."""
    found = engine.travel_risk("putin", "GBR", on="2026-11-24").national_execution
    assert found is not None
    assert (found.state, found.sections, found.begins) == (
        "GBR",
        "ss. 2, 3, 5, 23",
        "executive_first",
    )
    assert found.receives == "the Secretary of State"
    assert "23(4)" in found.immunity_decided_by
    assert found.recalled == ()
    text = engine.travel_risk("putin", "GBR", on="2026-11-24").explain()
    assert "How an arrest would be carried out:" in text
    assert "Receives the request: the Secretary of State." in text


def test_what_is_recalled_says_so(engine: Engine) -> None:
    """As a whole, or field by field; it changes nothing of the answer."""
    whole = engine.travel_risk("putin", "FIN", on="2026-11-24")
    assert whole.national_execution is not None
    assert whole.national_execution.recalled == ("all",)
    assert "no text of the law was read" in whole.explain()
    part = engine.travel_risk("putin", "CAN", on="2026-11-24")
    assert "(s. 6.1) (recalled)." in part.explain()


def test_a_law_of_later_is_not_told(engine: Engine) -> None:
    """South Africa's Act is of 2002; of a State that is not on record nothing is told."""
    assert engine.travel_risk("joseph-kony", "ZAF", on="2001-01-01").national_execution is None
    assert engine.travel_risk("joseph-kony", "ZAF", on="2006-01-01").national_execution is not None
    assert engine.travel_risk("putin", "TUV", on="2026-11-24").national_execution is None
    assert engine.travel_risk("putin", "high-seas", on="2026-11-24").national_execution is None


def test_eighty_states_are_on_record_and_every_class_is_in_words(engine: Engine) -> None:
    """With a source that was read, or all of it recalled."""
    records = engine.world.tables.execution
    sources = engine.world.sources
    assert len(records) == len({one.state for one in records}) == 80
    recalled = [one for one in records if one.recalled == ("all",)]
    assert len(recalled) == 51
    for one in records:
        read = [s for s in one.sources if sources[s].kind is not SourceKind.GENERAL_KNOWLEDGE]
        assert bool(read) == (one not in recalled), one.id
        assert engine.describe(one).says.startswith(engine.world.states[one.state].name)


@pytest.mark.parametrize(
    ("asked", "record", "deadline"),
    [
        (("putin", "GBR", "2027-01-01"), "step-state-arrest", "at once"),
        (("putin", "GBR", "2027-01-01"), "step-state-withdraw", "12 months"),
        (("putin", "GBR", "2027-01-01"), "step-defence-challenge", "before the trial"),
        (("netanyahu", "DEU", "2027-01-01"), "step-prosecutor-occasion", ""),
        (("netanyahu", "DEU", "2027-01-01"), "step-defence-provisional", "60 days"),
        (("omar-al-bashir", "SDN", "2027-01-01"), "step-prosecutor-council", "six months"),
        (("putin", "MNG", "2024-09-02"), "step-prosecutor-finding", ""),
        (("putin", "MNG", "2024-09-02"), "step-state-answer", "5 days"),
        (("putin", "KAZ", "2027-01-01"), "step-state-agree", ""),
        (("duterte", "FRA", "2026-01-01"), "step-victims-take-part", "the Chamber sets"),
    ],
)
def test_a_step_comes_with_its_provision_and_deadline(
    engine: Engine, asked: tuple[str, str, str], record: str, deadline: str
) -> None:
    """Where the answer is of the kind that it is for."""
    found = steps(engine, *asked)
    assert deadline in found[record]


def test_hours_run_after_an_unscheduled_landing(engine: Engine) -> None:
    """Ninety-six of them, for the State in transit, where the rules say so."""
    (step,) = (one for one in engine.world.next_steps if one.id == "step-state-transit")
    assert step.when.qualifications == ("ninety_six_hours",)
    assert "96 hours" in step.deadline


def test_who_may_not_be_arrested_has_other_steps(engine: Engine) -> None:
    """No State is told to arrest where none may, or where no warrant is in force."""
    nobody = steps(engine, "putin", "MNG", "2022-01-01")
    assert not any(one.startswith("step-state") for one in nobody)
    may = steps(engine, "putin", "KAZ", "2027-01-01")
    assert "step-state-arrest" not in may
    protected = steps(engine, "putin", "MNG", "2027-01-01", profile="african-union")
    assert "step-state-immunity" in protected
    assert "step-state-arrest" not in protected


def test_before_the_day_is_over_and_after_are_told_apart(engine: Engine) -> None:
    """The text has what can still be done; the data has all, with its stage."""
    over = engine.travel_risk("putin", "MNG", on="2024-09-02")
    text = over.explain()
    assert "find that the State did not comply" in text
    assert "bring the person promptly" not in text
    ahead = engine.travel_risk("putin", "MNG", on="2027-09-02")
    assert "bring the person promptly" in ahead.explain()
    assert {one.stage for one in over.next_steps} >= {"before", "after"}


def test_conditions_of_steps_are_words_of_the_question(engine: Engine) -> None:
    """A step with a word that no answer has would never be told."""
    question = engine.rulebase.questions["arrest-on-travel"]
    words = {
        "outcome": {row.value for row in question.outcome},
        "grounds": set(question.grounds.values()),
        "qualifications": set(question.qualifications.values()),
        "without": set(question.qualifications.values()),
        **{name: {row.value for row in rows} for name, rows in question.parts.items()},
    }
    words["duty"] |= {"unresolved"}
    for step in engine.world.next_steps:
        for name in StepCondition.model_fields:
            assert set(getattr(step.when, name)) <= words[name], (step.id, name)
    assert {one.actor for one in engine.world.next_steps} == set(Actor)


def test_as_known_on_a_day_there_is_only_what_was_law(engine: Engine) -> None:
    """The Regulations of the Court are of 2004."""
    early = engine.known_on(date(2003, 1, 1)).world.next_steps
    assert "step-prosecutor-finding" not in {one.id for one in early}
    assert "step-state-arrest" in {one.id for one in early}
