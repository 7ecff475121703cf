"""What was brought against a case: challenges, their outcome, postponements, other requests."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ..base.dates import first_day, last_day
from ..base.words import day
from ..records.models import Challenge
from ..records.world import World
from .case import Case, painted
from .steps import NEVER, Basis, Canvas, Holding, unknown, yes

_TO_APPEAL: Final = timedelta(days=5)
"""How long a ruling on admissibility is open to appeal (Rules of Procedure and Evidence, rule 154).
It runs from the notice of the ruling, which is taken to have come the same day."""


def _known_from(challenge: Challenge) -> tuple[int, int] | None:
    """Return the first day on which it may have been pending, and the first on which it was."""
    if challenge.filed is None:
        return None
    sure = min(last_day(challenge.filed), max(challenge.public_on, first_day(challenge.filed)))
    return first_day(challenge.filed).toordinal(), sure.toordinal()


def _pending(canvas: Canvas, world: World, case: Case, kind: str) -> None:
    """Paint when a challenge is pending: until it is decided, or an appeal that suspends is."""
    for one in world.challenges_to(case.warrant):
        if one.kind != kind or one.by == ("court",):
            continue  # the Court that looks of its own motion considers no challenge
        ended = one.appeal_decided if one.suspended else one.decided
        begun = _known_from(one)
        if begun is not None:
            first, last = (first_day(ended), last_day(ended)) if ended else (None, None)
            until = first.toordinal() if first else NEVER
            reason = "the day is not known more precisely"
            maybe = unknown(("true", "false"), one.id, reason=reason)
            canvas.paint(begun[0], min(begun[1], until), maybe)
            canvas.paint(begun[1], until, yes(one.id))
            if last is not None and last != first:
                canvas.paint(until, last.toordinal() + 1, maybe)
        if one.appeal_outcome == "reversed" and one.appeal_decided:
            canvas.paint(last_day(one.appeal_decided).toordinal(), NEVER, yes(one.id))


@painted("challenge_pending", "warrant", reads="challenges")
def challenge_pending(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court is considering a challenge to admissibility (art. 95)."""
    _pending(canvas, world, case, "admissibility")


@painted("jurisdiction_challenged", "warrant", reads="challenges")
def jurisdiction_challenged(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court is considering a challenge to its jurisdiction."""
    _pending(canvas, world, case, "jurisdiction")


@painted("ruled_admissible", "warrant", reads="challenges")
def ruled_admissible(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court ruled that the case is admissible."""
    for one in world.challenges_to(case.warrant):
        if one.outcome == "admissible" and one.decided:
            canvas.paint(last_day(one.decided).toordinal(), NEVER, yes(one.id))
            if one.appeal_outcome == "reversed" and one.appeal_decided:
                canvas.paint(last_day(one.appeal_decided).toordinal(), NEVER, canvas.ground)


@painted("ruled_inadmissible", "warrant", reads="challenges")
def ruled_inadmissible(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court ruled that the case is inadmissible, and whether that is final."""
    for one in world.challenges_to(case.warrant):
        if one.outcome != "inadmissible" or one.decided is None:
            continue
        decided = last_day(one.decided)
        open_ = Holding(frozenset({"not_final"}), Basis.RECORD, (one.id,))
        canvas.paint(decided.toordinal(), NEVER, canvas.ground if one.suspended else open_)
        if one.appeal_decided:
            final = {
                "confirmed": Holding(frozenset({"final"}), Basis.RECORD, (one.id,)),
                "reversed": canvas.ground,
            }.get(one.appeal_outcome, open_)
            canvas.paint(last_day(one.appeal_decided).toordinal(), NEVER, final)
        elif one.appealed is None:
            closed = decided + _TO_APPEAL + timedelta(days=1)
            reason = (
                f"no appeal is on record, and it could be brought until "
                f"{day(closed - timedelta(days=1))}"
            )
            presumed = Holding(frozenset({"final"}), Basis.PRESUMED, (one.id,), reason)
            canvas.paint(closed.toordinal(), NEVER, presumed)


@painted("surrender_postponed", "warrant", "host", reads="challenges")
def surrender_postponed(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court let the host postpone the surrender (art. 95)."""
    for one in world.challenges_to(case.warrant):
        if case.host in one.by and one.postponed_from is not None:
            start = last_day(one.postponed_from).toordinal()
            until = first_day(one.postponed_until).toordinal() if one.postponed_until else NEVER
            canvas.paint(start, until, yes(one.id))


_COMPETING: Final = (
    "party_same_conduct",
    "outsider_same_conduct",
    "outsider_same_conduct_treaty",
    "other_conduct",
    "other_conduct_treaty",
)


@painted("competing_request", "warrant", "host", reads="challenges")
def competing_request(world: World, case: Case, canvas: Canvas) -> None:
    """Whether another State asks the host for the person, and how (art. 90).

    A request of which the Court found that it helps the host nothing is none that competes.
    """
    for one in world.challenges_to(case.warrant):
        begun = _known_from(one)
        if one.kind != "competing_request" or one.at != case.host or begun is None:
            continue
        if one.outcome == "rejected":
            continue
        until = first_day(one.decided).toordinal() if one.decided else NEVER
        reason = "whether it is for the same conduct, and under a treaty, is not on record"
        asks = unknown(_COMPETING, one.id, reason=reason)
        if one.competing:
            asks = Holding(frozenset({one.competing}), Basis.RECORD, (one.id,))
        canvas.paint(begun[1], until, asks)
