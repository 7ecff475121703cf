"""An answer that rests on something last checked before the asked day says so, and when."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from safeconduct import Assessment, Engine, InputError
from safeconduct.answers.forms.text import headline
from safeconduct.base.dates import one_year_after
from safeconduct.case.stale import Stale
from safeconduct.records.world import COMPILED

TODAY = date(2026, 11, 24)


def by_fact(answer: Assessment) -> dict[str, Stale]:
    return {one.fact: one for one in answer.stale}


def first_paragraph(text: str) -> str:
    return text.split("\n\n", maxsplit=1)[0]


def test_an_office_last_checked_long_ago_is_told_in_the_first_paragraph(engine: Engine) -> None:
    """On the African Union's reading the outcome hangs on the office, known to 10 October 2026."""
    answer = engine.travel_risk("putin", "MNG", profile="african-union")
    assert answer.outcome == "must_not_arrest"
    office = by_fact(answer)["person.office"]
    assert (office.bears_on, office.status) == ("outcome", "known")
    assert office.reaches == date(2026, 10, 10)
    assert office.record is not None
    assert answer.records[office.record].kind == "Office"
    for form in ("text", "paragraph"):
        told = first_paragraph(answer.explain(form))  # type: ignore[arg-type]
        assert told.startswith(headline(answer))
        assert "Known up to 10 October 2026 only" in told
        assert "Vladimir Vladimirovich Putin is a serving head of State" in told
    title, paragraph, *_ = answer.explain("markdown").split("\n\n")
    assert title == f"# {headline(answer)}"
    assert "Known up to 10 October 2026 only" in paragraph


def test_what_decides_only_whether_it_is_contested_is_told_too(engine: Engine) -> None:
    """On the Court's reading nothing hangs on the office but that others contest the answer."""
    answer = engine.travel_risk("putin", "MNG")
    assert (answer.outcome, answer.contested) == ("must_arrest", True)
    assert by_fact(answer)["person.office"].bears_on == "contest"
    assert "is a serving head of State" in first_paragraph(answer.explain())


def test_what_is_no_step_of_the_proof_counts_if_all_hangs_on_it(engine: Engine) -> None:
    """That the warrant still stands and that he lives: no rule says so, each would change all."""
    answer = engine.travel_risk("joseph-kony", "UGA")
    stale = by_fact(answer)
    for fact in ("warrant.ended", "person.deceased", "person.in_court_custody"):
        assert stale[fact].bears_on == "outcome"
        assert stale[fact].reaches == engine.world.persons["joseph-kony"].status_as_of
    warrant = stale["warrant.ended"].record
    assert warrant in engine.world.warrants


def test_a_past_day_makes_nothing_old(engine: Engine) -> None:
    """What was checked after the asked day is not old for it."""
    answer = engine.travel_risk("putin", "MNG", on="2024-09-02")
    assert answer.stale == ()
    assert first_paragraph(answer.explain()) == headline(answer)


def test_an_unknown_office_says_since_when(engine: Engine) -> None:
    """Whether he is still in office is not known; it was, on 24 September 2026."""
    answer = engine.travel_risk("benjamin-netanyahu", "FRA")
    office = by_fact(answer)["person.office"]
    assert (office.status, office.bears_on) == ("unknown", "contest")
    assert office.reaches == date(2026, 9, 24)
    assert "Not known after 24 September 2026: whether Benjamin Netanyahu is" in answer.explain()
    assert "person.office" not in by_fact(
        engine.what_if("benjamin-netanyahu", "FRA", assume={"person.office": "none"})
    )


def test_a_membership_lasts_as_long_as_a_withdrawal_takes(engine: Engine) -> None:
    """Who is a party on the last day of the log is one for another year (art. 127(1))."""
    sure = one_year_after(engine.world.reach["treaty_actions"].until)
    until = engine.travel_risk("putin", "MNG", on=sure)
    assert "host.status" not in by_fact(until)
    # The proof of a later day rests on a membership that may have been given up.
    after = engine.travel_risk("putin", "MNG", on=sure + timedelta(days=1))
    assert by_fact(after)["host.status"].reaches == sure


def test_what_is_only_scheduled_says_so(engine: Engine) -> None:
    """Niger will have left, unless it takes back its notice."""
    answer = engine.travel_risk("putin", "NER", on="2027-08-01")
    status = by_fact(answer)["host.status"]
    assert (status.status, status.reaches) == ("scheduled", date(2026, 10, 31))
    assert status.says == "Scheduled, as known on 31 October 2026: Niger has left the Rome Statute."


def test_an_old_list_that_names_nobody_counts(engine: Engine) -> None:
    """China could have accepted jurisdiction since the declarations were last looked through."""
    answer = engine.travel_risk("putin", "CHN")
    declaration = by_fact(answer)["host.accepted_situation"]
    assert declaration.record is None
    assert (declaration.kind, declaration.bears_on) == ("declarations", "outcome")
    assert declaration.reaches == engine.world.reach["declarations"].until


def test_as_known_on_a_day_one_sentence_stands_for_all(engine: Engine) -> None:
    """On a day after `known_on` nothing later was taken into account."""
    answer = engine.travel_risk("omar-al-bashir", "JOR", on="2017-03-29", known_on="2017-03-28")
    (one,) = answer.stale
    assert (one.status, one.fact, one.reaches) == ("limited", "", date(2017, 3, 28))
    assert first_paragraph(answer.explain()).endswith(
        "Only what was public on 28 March 2017 is taken into account."
    )
    assert max(until for kind, until in answer.reaches.items() if kind != COMPILED) == one.reaches
    assert answer.reaches[COMPILED] == engine.world.reach[COMPILED].until


@pytest.mark.parametrize("seed", range(12))
def test_what_bears_on_the_outcome_can_change_it_and_is_old(engine: Engine, seed: int) -> None:
    """For any question of today: the fact may become otherwise, and then the outcome does."""
    source = random.Random(seed)
    person = source.choice([p for p in sorted(engine.world.persons) if _one_warrant(engine, p)])
    place = source.choice(sorted(engine.world.places))
    answer = engine.travel_risk(person, place)
    facts = {fact.name: fact for fact in engine.rulebase.facts}
    query = engine.query(person, place)
    timeline = engine.reasoner.determinations(query)[0].subject.timelines[0]
    for one in answer.stale:
        assert one.reaches < answer.on
        holding = timeline.holding(engine.rulebase.variables[one.fact], TODAY.toordinal())
        later = {value for now in holding.values for value in facts[one.fact].after(now)}
        assert later
        if one.bears_on == "outcome":
            assert answer.outcome == "undetermined" or any(
                _outcome(engine, person, place, one.fact, value) != answer.outcome
                for value in later
            )


def _one_warrant(engine: Engine, person: str) -> bool:
    return len(engine.world.warrants_of(person)) == 1


def _outcome(engine: Engine, person: str, place: str, fact: str, value: str) -> str | None:
    try:
        return engine.what_if(person, place, assume={fact: value}).outcome
    except InputError:
        return None


def test_every_answer_says_how_far_each_kind_of_record_reaches(engine: Engine) -> None:
    """As data and, in the whole text, as a sentence."""
    answer = engine.travel_risk("putin", "MNG", on="2024-09-02")
    assert answer.reaches == {kind: one.until for kind, one in engine.world.reach.items()}
    assert "Records compiled on 28 November 2026. They reach: agreements to 31 December 2006;" in (
        answer.explain()
    )
