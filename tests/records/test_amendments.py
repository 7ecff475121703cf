"""Amendments to the Statute, opt-outs and the bounds of situations, as recorded."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from safeconduct.base.dates import one_year_after
from safeconduct.records.models import CONSENTS, Confidence
from safeconduct.records.world import World

AGGRESSION = "rome-amendment-aggression-2010"


def test_who_accepts_an_amendment_is_no_party_by_that(world: World) -> None:
    """The log of the Statute has none of the amendments in it."""
    for state in world.states:
        assert all(one.treaty == "rome-statute" for one in world.treaty_actions_of(state))


def test_an_amendment_binds_one_year_after_the_deposit(world: World) -> None:
    """Article 121(5), first sentence, and every State that accepted was a party by then."""
    amendments = [a for a in world.tables.treaty_actions if a.treaty.startswith("rome-amendment-")]
    assert len(amendments) == 131
    for action in amendments:
        assert action.effect == one_year_after(action.on)
        assert action.kind in CONSENTS
        (consent, *_) = [a for a in world.treaty_actions_of(action.state) if a.kind in CONSENTS]
        assert consent.effect is not None
        assert consent.effect <= action.effect, action.id


def test_each_amendment_has_as_many_acceptances_as_were_counted(world: World) -> None:
    """Two of 46 acceptances on aggression have no day, and stand in the note on the reach."""
    counts = Counter(a.treaty for a in world.tables.treaty_actions)
    assert counts[AGGRESSION] == 44
    assert counts["rome-amendment-article-8-2010"] == 45
    assert counts["rome-amendment-article-8-2017-biological"] == 20
    assert counts["rome-amendment-article-8-2017-lasers"] == 18
    assert counts["rome-amendment-article-8-2019-starvation"] == 4
    note = world.reach["aggression_amendments"].note
    assert {"Bolivia", "Niger"} <= {*note.replace(".", "").split()}


def test_thirty_states_had_accepted_when_palestine_did(world: World) -> None:
    """That was the condition of article 15 bis(2), met on 26 June 2016."""
    (palestine,) = world.treaty_actions_of("PSE", AGGRESSION)
    assert palestine.on == date(2016, 6, 26)
    days = [a.on for a in world.tables.treaty_actions if a.treaty == AGGRESSION]
    assert sum(day <= palestine.on for day in days) == 30


def test_what_is_recalled_is_medium_at_most(world: World) -> None:
    """No acceptance that was seen in no source is held to be certain."""
    for action in world.tables.treaty_actions:
        if action.treaty.startswith("rome-amendment-") and "general-knowledge" in action.sources:
            assert action.confidence is not Confidence.HIGH
            assert action.note


@pytest.mark.parametrize(
    ("state", "kind", "covers"),
    [
        ("CIV", "article_12_3", {"territory"}),
        ("UGA", "article_12_3", {"territory", "nationals_not_said"}),
        ("FRA", "article_124", {"territory", "nationals"}),
        ("UKR", "article_124", {"nationals"}),
        ("KEN", "article_15bis_4", {"nationals"}),
        ("GTM", "article_15bis_4", {"nationals"}),
    ],
)
def test_a_declaration_says_what_it_covers(
    world: World, state: str, kind: str, covers: set[str]
) -> None:
    """Ukraine alone excluded war crimes by its nationals and not those on its territory."""
    for declaration in world.declarations_of(state):
        if declaration.kind == kind:
            assert {*declaration.covers} == covers


def test_darfur_alone_is_a_part_of_a_state(world: World) -> None:
    """The other situations concern the whole territory of their States."""
    areas = {key: one.area for key, one in world.situations.items() if one.area}
    assert areas == {"darfur": "Darfur"}
    assert world.situations["burundi"].jurisdiction_until == "2017-10-26"
