"""What States promised each other: non-surrender agreements, the Genocide Convention."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.dates import first_day
from ..records.models import Agreement
from ..records.world import World
from .case import Case, painted
from .person import states_of
from .steps import NEVER, Canvas, unknown

GENOCIDE_CONVENTION = "Genocide Convention"
"""The name under which its parties stand among the memberships."""


@painted("non_surrender_agreement", "person", "host", reads="agreements")
def non_surrender_agreement(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host promised the person's State not to surrender its nationals (art. 98(2))."""
    nationality = world.persons[case.person].nationality
    for agreement in world.agreements_of(case.host) if case.host else ():
        if agreement.counterparty in nationality:
            _paint(canvas, agreement)


def _paint(canvas: Canvas, agreement: Agreement) -> None:
    signed = agreement.signed or agreement.public_on.isoformat()
    if agreement.ratified is False:
        canvas.paint_record(signed, None, "signed", (agreement.id,), otherwise="none")
        return
    start = first_day(signed).toordinal()
    reason = "the record does not say when it entered into force, or whether it did"
    canvas.paint(start, NEVER, unknown(("signed", "in_force"), agreement.id, reason=reason))
    if agreement.in_force is not None:
        canvas.paint_record(signed, None, "signed", (agreement.id,), otherwise="none")
        canvas.paint_record(
            agreement.in_force, None, "in_force", (agreement.id,), otherwise="signed"
        )


def _convention(canvas: Canvas, world: World, states: Iterable[str]) -> None:
    for state in states:
        for membership in world.memberships_of(state):
            if membership.organisation == GENOCIDE_CONVENTION:
                canvas.paint_record(
                    membership.start,
                    membership.end,
                    "true",
                    (membership.id,),
                    otherwise="false",
                )


@painted("host_genocide_convention", "host", reads="memberships")
def host_genocide_convention(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the host is a party to the Genocide Convention."""
    _convention(canvas, world, (case.host,))


@painted("officials_genocide_convention", "person", reads="memberships")
def officials_genocide_convention(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the person's own State is a party to the Genocide Convention."""
    _convention(canvas, world, states_of(world, case.person))
