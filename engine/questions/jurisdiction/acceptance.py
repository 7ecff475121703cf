"""What States accepted, excluded or opted out of, by declarations and amendments."""

from __future__ import annotations

from typing import Final

from ...base.dates import one_year_after
from ...records.models import CONSENTS, Declaration
from ...records.world import World
from ...timeline.case import painted
from ...timeline.steps import Canvas, unknown, yes
from .conduct import EITHER, ConductCase, OfState, happened_by, memberships, paint_days

_AGGRESSION: Final = "rome-amendment-aggression-2010"


@painted("accepted_conduct", "territory", "asked", reads="declarations")
def accepted_conduct(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the State of the territory accepted jurisdiction over conduct there (art. 12(3))."""
    _accepted(canvas, world, case.territory, "territory", case.asked)


@painted("accepted_for_nationals", "nationality", "asked", reads="declarations")
def accepted_for_nationals(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the State of nationality accepted jurisdiction over its nationals (art. 12(3))."""
    _accepted(canvas, world, case.nationality, "nationals", case.asked)


def _accepted(canvas: Canvas, world: World, state: str, link: str, asked: str) -> None:
    """Return on which days of conduct a declaration lodged by the day of asking gives the link."""
    for declaration in reversed(world.declarations_of(state)):
        if declaration.kind != "article_12_3" or not declaration.effective:
            continue
        lodged = _lodged(declaration, asked)
        said = link in declaration.covers
        left_open = link == "nationals" and "nationals_not_said" in declaration.covers
        if lodged is False or not (said or left_open):
            continue
        holding = yes(declaration.id)
        if lodged is None:
            holding = unknown(EITHER, declaration.id, reason="the day of lodging is not on record")
        elif left_open:
            reason = "what was seen of the declaration does not say whether it covers nationals"
            holding = unknown(EITHER, declaration.id, reason=reason)
        paint_days(canvas, declaration.crimes_from, declaration.crimes_until, "false", holding)


def _lodged(declaration: Declaration, asked: str) -> bool | None:
    """Return whether it was lodged by then; at the latest it was when it became public."""
    if declaration.lodged is not None:
        return happened_by(declaration.lodged, asked)
    if happened_by(declaration.public_on.isoformat(), asked):
        return True
    dated = declaration.dated or declaration.crimes_from
    return None if dated is None or happened_by(dated, asked) is not False else False


@painted("war_crimes_excluded_there", "territory", reads="declarations")
def war_crimes_excluded_there(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether article 124 keeps war crimes on the territory outside for that day."""
    _excluded(canvas, world, case.territory, "territory")


@painted("war_crimes_of_nationals_excluded", "nationality", reads="declarations")
def war_crimes_of_nationals_excluded(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether article 124 keeps war crimes by the State's nationals outside for that day."""
    _excluded(canvas, world, case.nationality, "nationals")


def _excluded(canvas: Canvas, world: World, state: str, link: str) -> None:
    for declaration in world.declarations_of(state):
        effective = declaration.kind == "article_124" and declaration.effective
        if effective and link in declaration.covers:
            since, until = declaration.crimes_from, declaration.crimes_until
            paint_days(canvas, since, until, "false", yes(declaration.id))


@painted("opted_out_of_aggression", "nationality", reads="declarations")
def opted_out_of_aggression(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether the State had opted out for its own acts of aggression (art. 15 bis(4))."""
    for declaration in world.declarations_of(case.nationality):
        if declaration.kind == "article_15bis_4" and declaration.effective:
            since, until = declaration.crimes_from, declaration.crimes_until
            paint_days(canvas, since, until, "false", yes(declaration.id))


@painted("bound_on_aggression", "state", reads="treaty_actions")
def bound_on_aggression(world: World, case: OfState, canvas: Canvas) -> None:
    """Whether the amendments on aggression are in force for a party (art. 121(5)).

    A party without an acceptance on record had none by the day to which the list reaches. Later
    that is not known; nor is it settled whether a State that joined after the amendments entered
    into force joined the Statute as amended (VCLT, art. 40(5)).
    """
    accepted = world.treaty_actions_of(case.state, _AGGRESSION)
    for start, until in memberships(world, case.state):
        if not accepted:
            since, reason = _without_acceptance(world, start)
            canvas.paint(since, until, unknown(EITHER, reason=reason))
        for action in accepted:
            if action.kind in CONSENTS and action.effect is not None:
                canvas.paint(max(start, action.effect.toordinal()), until, yes(action.id))


def _without_acceptance(world: World, start: int) -> tuple[int, str]:
    """Return from when it is not known whether a party since ``start`` is bound, and why."""
    effects = [
        action.effect.toordinal()
        for action in world.tables.treaty_actions
        if action.treaty == _AGGRESSION and action.effect is not None
    ]
    if effects and start > min(effects):
        return start, "it is not settled whether who joins after an amendment is bound by it"
    reach = world.reach.get("aggression_amendments")
    if reach is None:
        return start, "who accepted is not on record"
    reason = f"who accepted is known to {reach.until} only"
    return max(start, one_year_after(reach.until).toordinal()), reason


@painted("agreed_away", "territory", "nationality", reads="exclusive_jurisdiction")
def agreed_away(world: World, case: ConductCase, canvas: Canvas) -> None:
    """Whether an agreement keeps the courts of the territory from judging such nationals.

    Of an agreement about forces it is left open: that somebody is a national does not say it.
    """
    for one in world.tables.exclusive_jurisdiction:
        if (one.territory, one.nationality) == (case.territory, case.nationality):
            holding = yes(one.id)
            if one.whom == "forces":
                reason = "whether the accused belonged to the forces is not said"
                holding = unknown(EITHER, one.id, reason=reason)
            paint_days(canvas, one.start, one.end, "false", holding)
