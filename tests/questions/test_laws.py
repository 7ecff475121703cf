"""Laws that answers to a question with inputs keep, for all that may be put into it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.questions import PutQuestion, QuestionAnswer

CRIMES = ("genocide", "crimes_against_humanity", "war_crimes", "aggression", "other")
STATES = (
    *("UKR", "RUS", "MMR", "BGD", "SYR", "CHN", "TJK", "PSE", "ISR", "SDN", "LBY", "PHL", "BDI"),
    *("FRA", "GBR", "USA", "AFG", "BLR", "LTU", "MLI", "NER", "ARM", "HUN", "CIV", "EGY", "KEN"),
)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
LEFT_OUT = {"territory": "On the territory of which", "nationality": "Of which State"}


@pytest.fixture(scope="module")
def put(engine: Engine) -> PutQuestion:
    """Return the question whether the Court has jurisdiction."""
    return engine.question("jurisdiction")


def severity(put: PutQuestion, outcome: str) -> int:
    """Return how far an outcome reaches; what is open may be any."""
    return [*put.table.severity].index(outcome)


def asked(put: PutQuestion, **said: object) -> QuestionAnswer:
    """Return the answer on a fixed day of asking."""
    return put.answer(asked="2031-12-31", **said)


@given(
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    DAYS,
    st.sampled_from(CRIMES[:3]),
)
def test_one_more_territory_or_nationality_never_takes_jurisdiction_away(
    engine: Engine,
    put: PutQuestion,
    one: str,
    other: str,
    nationality: str,
    on: date,
    crime: str,
) -> None:
    """What one State gives does not fall away because a second one is named (art. 12(2)).

    But for war crimes by nationals whom one of their States excluded (art. 124).
    """
    alone = asked(put, territory=one, nationality=nationality, on=on, crime=crime)
    both = asked(put, territory=[one, other], nationality=nationality, on=on, crime=crime)
    dual = asked(put, territory=one, nationality=[nationality, other], on=on, crime=crime)
    if alone.outcome != "undetermined":
        declared = engine.world.declarations_of(other)
        excluded = crime == "war_crimes" and any(it.kind == "article_124" for it in declared)
        for wider in (both,) if excluded else (both, dual):
            if wider.outcome != "undetermined":
                assert severity(put, wider.outcome) <= severity(put, alone.outcome)


@given(st.lists(st.sampled_from(STATES), min_size=2, max_size=3, unique=True), DAYS)
def test_the_order_of_several_territories_does_not_matter(
    put: PutQuestion, states: list[str], on: date
) -> None:
    """Outcome, dispute and grounds are the same."""
    one = asked(put, territory=states, nationality="RUS", on=on, crime="genocide")
    other = asked(put, territory=states[::-1], nationality="RUS", on=on, crime="genocide")
    assert (one.outcome, one.contested, set(one.grounds)) == (
        other.outcome,
        other.contested,
        set(other.grounds),
    )


@given(
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    DAYS,
    st.sampled_from(CRIMES),
    st.sampled_from(tuple(LEFT_OUT)),
)
def test_what_is_left_out_is_asked_for_unless_it_makes_no_difference(
    put: PutQuestion, territory: str, nationality: str, on: date, crime: str, left_out: str
) -> None:
    """An answer without an input is that of every State that could have been named."""
    said = {"territory": territory, "nationality": nationality, "on": on, "crime": crime}
    whole = asked(put, **said)
    del said[left_out]
    part = asked(put, **said)
    assert part.outcome in {"undetermined", whole.outcome}
    if part.outcome == "undetermined" and whole.outcome != "undetermined":
        assert part.ask


@given(
    st.lists(st.sampled_from(STATES), max_size=2, unique=True),
    st.lists(st.sampled_from(STATES), max_size=2, unique=True),
    DAYS,
    st.sampled_from(CRIMES),
)
def test_an_answer_that_is_open_says_what_to_find_out_or_why_it_stays_open(
    put: PutQuestion, territories: list[str], nationalities: list[str], on: date, crime: str
) -> None:
    """There is no undetermined answer that leaves it at that."""
    assume(territories or nationalities)
    answer = asked(put, territory=territories, nationality=nationalities, on=on, crime=crime)
    assert (answer.outcome == "undetermined") <= bool(answer.ask or answer.unsettled)


@given(st.sampled_from(STATES), st.sampled_from(STATES), DAYS, st.sampled_from(CRIMES))
def test_the_timeline_says_of_each_day_what_the_answer_does(
    put: PutQuestion, territory: str, nationality: str, on: date, crime: str
) -> None:
    """Outcome, dispute, parts and grounds, and the days on which they stay the same."""
    said = {"territory": territory, "nationality": nationality, "crime": crime}
    answer = asked(put, on=on, **said)
    periods = put.timeline(asked="2031-12-31", **said).periods
    here = next(one for one in reversed(periods) if one.since is None or one.since <= on)
    assert (here.outcome, here.contested, here.parts, here.grounds) == (
        answer.outcome,
        answer.contested,
        answer.parts,
        answer.grounds,
    )
    assert (here.since, here.until) == (answer.valid.since, answer.valid.until)
    for one, later in zip(periods, periods[1:], strict=False):
        assert one.until == later.since


@given(st.sampled_from(STATES), st.sampled_from(STATES), DAYS, st.integers(0, 900))
def test_a_span_is_answered_for_its_worst_day_with_every_step(
    put: PutQuestion, territory: str, nationality: str, on: date, length: int
) -> None:
    """Each step is what a day of it is answered with, and none reaches farther than the answer."""
    until = on + timedelta(days=length)
    said = {"territory": territory, "nationality": nationality, "crime": "genocide"}
    span = asked(put, on=on, until=until, **said)
    assert span.steps[0].since == on or on <= date.min
    assert on <= span.on <= until
    for step in span.steps:
        alone = asked(put, on=step.since, **said)
        assert alone.outcome == step.outcome
        if "undetermined" not in {step.outcome, span.outcome}:
            assert severity(put, span.outcome) <= severity(put, step.outcome)


@given(
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    st.sampled_from(CRIMES),
    st.dates(date(1900, 1, 1), date(2002, 6, 30)),
)
def test_nothing_before_the_statute_is_within_jurisdiction(
    put: PutQuestion, territory: str, nationality: str, crime: str, on: date
) -> None:
    """Article 11(1), whoever is concerned, and though the Council should refer it."""
    answer = asked(
        put,
        territory=territory,
        nationality=nationality,
        on=on,
        crime=crime,
        trigger="council_referral",
    )
    assert answer.outcome == "outside_jurisdiction"
    assert answer.contested is False
    assert answer.parts["beyond"] in {"before_the_statute", "other_crime"}


@given(
    st.sampled_from(STATES),
    st.sampled_from(STATES),
    st.dates(date(1990, 1, 1), date(2015, 1, 1)),
    st.sampled_from(CRIMES),
)
def test_a_known_day_never_rests_on_what_became_public_later(
    put: PutQuestion, territory: str, nationality: str, on: date, crime: str
) -> None:
    """Every record told was public by then."""
    known_on = date(2015, 1, 1)
    answer = put.answer(
        territory=territory,
        nationality=nationality,
        on=on,
        crime=crime,
        known_on=known_on,
        asked=known_on,
    )
    assert all(record.public_on <= known_on for record in answer.records.values())
    assert answer.known_on == known_on
