"""The life of a warrant, as facts of a day."""

from __future__ import annotations

from ..base.words import day
from ..records.models import EndKind
from ..records.world import World
from .case import Case, painted
from .steps import NEVER, Basis, Canvas, Holding, yes

_ARTICLE_70 = "offences_against_administration_of_justice"
_EXECUTED = frozenset({EndKind.SURRENDERED, EndKind.ARRESTED})


@painted("warrant_kind", "warrant", reads="warrants")
def warrant_kind(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it is a warrant of arrest or a summons."""
    kind = world.warrants[case.warrant].kind
    canvas.paint(0, NEVER, Holding(frozenset({kind}), Basis.RECORD, (case.warrant,)))


@painted("warrant_issued", "warrant", reads="warrants")
def warrant_issued(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it has been issued (art. 58)."""
    canvas.paint(world.warrants[case.warrant].issued.toordinal(), NEVER, yes(case.warrant))


@painted("warrant_ended", "warrant", reads="warrants")
def warrant_ended(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it was executed or ended; after the last check: presumed to stand (art. 58(4))."""
    warrant = world.warrants[case.warrant]
    stands = Holding(frozenset({"not_ended"}), Basis.RECORD, (warrant.id,))
    canvas.paint(0, warrant.status_as_of.toordinal() + 1, stands)
    if warrant.ended is None:
        reason = (
            f"no decision that ends it is on record; last checked on {day(warrant.status_as_of)}"
        )
        presumed = Holding(frozenset({"not_ended"}), Basis.PRESUMED, (warrant.id,), reason)
        canvas.paint(warrant.status_as_of.toordinal() + 1, NEVER, presumed)
    else:
        value = "executed" if warrant.ended_by in _EXECUTED else "ended"
        ended = Holding(frozenset({value}), Basis.RECORD, (warrant.id,))
        canvas.paint(0, warrant.ended.toordinal(), stands)
        canvas.paint(warrant.ended.toordinal(), NEVER, ended)


@painted("warrant_public", "warrant", reads="warrants")
def warrant_public(world: World, case: Case, canvas: Canvas) -> None:
    """Whether its existence is public."""
    canvas.paint(world.warrants[case.warrant].unsealed.toordinal(), NEVER, yes(case.warrant))


@painted("warrant_amended", "warrant", reads="warrants")
def warrant_amended(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court amended it (art. 58(6))."""
    for event in world.warrants[case.warrant].events:
        if event.event == "amended":
            canvas.paint_record(event.on, None, "true", (case.warrant,), otherwise="false")


@painted("warrant_offence", "warrant", reads="warrants")
def warrant_offence(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it concerns crimes of article 5 or only offences of article 70."""
    crimes = set(world.warrants[case.warrant].crimes)
    if crimes:
        value = "against_justice" if crimes <= {_ARTICLE_70} else "core_crime"
        canvas.paint(0, NEVER, Holding(frozenset({value}), Basis.RECORD, (case.warrant,)))


@painted("warrant_genocide", "warrant", reads="warrants")
def warrant_genocide(world: World, case: Case, canvas: Canvas) -> None:
    """Whether it includes genocide."""
    if "genocide" in world.warrants[case.warrant].crimes:
        canvas.paint(0, NEVER, yes(case.warrant))
