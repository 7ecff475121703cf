"""What is before the Court: situations, referrals by the Council, and what outlives an exit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ...records.models import ResolutionParagraph, Situation
from ...records.world import World
from ...timeline.case import painted
from ...timeline.steps import NEVER, Basis, Canvas, Holding, unknown, yes
from ...timeline.treaty import exit_of
from .conduct import (
    EITHER,
    ConductCase,
    happened_by,
    memberships,
    paint_days,
    situations_aboard,
    situations_about_nationals,
    situations_in,
)


def _value(value: str, *records: str, reason: str = "") -> Holding:
    return Holding(frozenset({value}), Basis.RECORD, records, reason)


@painted("exit_since_conduct", "territory", "asked", reads="treaty_actions")
def exit_since_conduct(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the State of the territory has left since, and what was before the Court by then."""
    matters = situations_in(world, case.territory)
    _exit(canvas, world, case.territory, case.asked, matters)


@painted("exit_of_nationality", "nationality", "asked", reads="treaty_actions")
def exit_of_nationality(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the State of nationality has left since, and what about nationals was there by then.

    What a situation about its own territory keeps for them is read from that territory.
    """
    matters = situations_about_nationals(world, case.nationality)
    _exit(canvas, world, case.nationality, case.asked, matters)


def _exit(
    canvas: Canvas, world: World, state: str, asked: str, matters: Iterable[Situation]
) -> None:
    """Return, for conduct while ``state`` was a party, whether it has left by the day of asking.

    What was opened before the exit keeps the matters that it covers (art. 127(2)).
    """
    notice = exit_of(world, state)
    if notice is None or notice.effect is None:
        return
    effect = notice.effect.isoformat()
    if not happened_by(effect, asked):
        return
    reason = f"nothing on record that covers it was opened before {effect}"
    before = Canvas(_value("unexamined", notice.id, reason=reason))
    for situation in sorted(matters, key=lambda one: _rank(one, effect)):
        stage = _stage(situation, effect)
        if stage != "unexamined" and not situation.area:
            holding = _value(stage, notice.id, situation.id)
            first, last = situation.jurisdiction_from, situation.jurisdiction_until
            paint_days(before, first, last, "unexamined", holding)
    steps, left = before.steps(), notice.effect.toordinal()
    for start, end in memberships(world, state):
        until = min(end, left)
        edges = [start, *(edge for edge in steps.starts if start < edge < until), until]
        for edge, following in pairwise(edges):
            canvas.paint(edge, following, steps.at(edge))


def _stage(situation: Situation, effect: str) -> str:
    opened = situation.investigation_opened
    if opened is not None and happened_by(opened, effect) and opened != effect:
        return "investigated_before"
    earlier = (situation.preliminary_examination_opened, situation.referred_on)
    if any(day is not None and happened_by(day, effect) and day != effect for day in earlier):
        return "examined_before"
    return "unexamined"


def _rank(situation: Situation, effect: str) -> int:
    """Return how far a matter had come: what came farther is painted over the rest."""
    return ["unexamined", "examined_before", "investigated_before"].index(_stage(situation, effect))


@painted("territory_before_court", "territory", "asked", reads="situations")
def territory_before_court(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether a situation that covers conduct there had been brought before the Court by then."""
    _before_court(canvas, situations_in(world, case.territory), case.asked)


@painted("vessels_before_court", "territory", "asked", reads="situations")
def vessels_before_court(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether a situation that covers what happens aboard its ships had been brought by then."""
    _before_court(canvas, situations_aboard(world, case.territory), case.asked)


@painted("nationals_before_court", "nationality", "asked", reads="situations")
def nationals_before_court(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether a situation that covers nationals had been brought before the Court by then."""
    _before_court(canvas, situations_about_nationals(world, case.nationality), case.asked)


def _before_court(canvas: Canvas, situations: Iterable[Situation], asked: str) -> None:
    for situation in situations:
        brought = happened_by(situation.referred_on, asked)
        if brought is False:
            continue
        holding = yes(situation.id)
        if (
            situation.area and situation.trigger != "unsc_referral"
        ):  # rules read that for themselves
            reason = f"the situation is limited to {situation.area}"
            holding = unknown(EITHER, situation.id, reason=reason)
        elif brought is None:
            holding = unknown(EITHER, situation.id, reason="the day is not on record")
        since, until = situation.jurisdiction_from, situation.jurisdiction_until
        paint_days(canvas, since, until, "false", holding)


@painted("referred_by_council", "territory", "asked", reads="resolutions")
def referred_by_council(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the Council has referred that State, or a part of it, for that day (art. 13(b))."""
    for paragraph, situation in _adopted(world, case, "referral"):
        value = "part" if situation.area else "whole"
        holding = _value(value, paragraph.id, situation.id)
        paint_days(
            canvas,
            situation.jurisdiction_from,
            situation.jurisdiction_until,
            "none",
            holding,
        )


@painted("referral_before_conduct", "territory", "asked", reads="resolutions")
def referral_before_conduct(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the last referral of that State was adopted before the day of the conduct."""
    adopted = [paragraph for paragraph, _ in _adopted(world, case, "referral")]
    if adopted:
        last = max(adopted, key=lambda one: one.on)
        canvas.paint(last.on.toordinal() + 1, NEVER, yes(last.id))


@painted("excepted_from_referral", "territory", "nationality", "asked", reads="resolutions")
def excepted_from_referral(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether a referral leaves people of the State of nationality to that State.

    The clauses are for nationals of States outside the Statute other than the one referred.
    """
    if case.nationality == case.territory:
        return
    for paragraph, situation in _adopted(world, case, "carve_out"):
        since, until = situation.jurisdiction_from, situation.jurisdiction_until
        paint_days(canvas, since, until, "false", yes(paragraph.id))
    for start, until_day in memberships(world, case.nationality):
        canvas.paint(start, until_day, canvas.ground)


def _adopted(
    world: World, case: ConductCase, effect: str
) -> Iterator[tuple[ResolutionParagraph, Situation]]:
    """Yield what the Council had decided by the day of asking about situations in that State."""
    for paragraph in world.resolutions:
        situation = world.situations.get(paragraph.situation or "")
        if situation is None or case.territory not in situation.states:
            continue
        decided = happened_by(paragraph.on.isoformat(), case.asked)
        if paragraph.adopted and paragraph.effect == effect and decided:
            yield paragraph, situation


@painted("in_own_state", "territory", "nationality", reads="states")
def in_own_state(_world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the accused is a national of the State of the territory."""
    if case.territory == case.nationality:
        canvas.paint(0, NEVER, yes(case.territory))
