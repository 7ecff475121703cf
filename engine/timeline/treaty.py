"""How a State stands to the Rome Statute: effects computed from the depositary's log of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from ..base.dates import entry_into_force, first_day, one_year_after
from ..records.models import CONSENTS, ActionKind, TreatyAction
from ..records.world import World
from .case import Case, Follows, painted, relation
from .steps import NEVER, Basis, Canvas, Holding, Steps


def _holding(value: str, *actions: TreatyAction) -> Holding:
    return Holding(frozenset({value}), Basis.RECORD, tuple(action.id for action in actions))


_NEVER: Final = Holding(frozenset({"never"}), Basis.NO_RECORD)


def status_of(world: World, state: str, ground: Holding = _NEVER) -> Steps:
    """Return how ``state`` stands to the Statute over time.

    A consent binds from its entry into force (art. 126), a withdrawal ends that from its effect
    (art. 127(1)), unless the notice was revoked before. An instrument taken back before entry
    into force never had an effect (VCLT, art. 18 and depositary practice).
    """
    canvas = Canvas(ground)
    actions = world.treaty_actions_of(state)
    for position, action in enumerate(actions):
        later = actions[position + 1 :]
        start = action.on.toordinal()
        match action.kind:
            case ActionKind.SIGNATURE:
                canvas.paint(start, NEVER, _holding("signatory", action))
            case ActionKind.INTENT_NOT_TO_JOIN:
                canvas.paint(start, NEVER, _holding("declined", action))
            case kind if kind in CONSENTS:
                _consent(canvas, action, later)
            case ActionKind.WITHDRAWAL_NOTICE:
                _notice(canvas, action, actions[:position], later)
            case _:
                pass  # revocations are read with the notice, withdrawn instruments with the consent
    return canvas.steps()


def party_on(world: World, state: str, on: int) -> bool:
    """Tell whether ``state`` is a party to the Statute on a day (ordinal)."""
    return status_of(world, state).at(on).values == {"party"}


def _consent(canvas: Canvas, action: TreatyAction, later: tuple[TreatyAction, ...]) -> None:
    taken_back = any(
        other.kind is ActionKind.INSTRUMENT_WITHDRAWN
        and action.effect is not None
        and other.on < action.effect
        for other in later
    )
    if action.effect is not None and not taken_back:
        canvas.paint(action.effect.toordinal(), NEVER, _holding("party", action))


def _notice(
    canvas: Canvas,
    notice: TreatyAction,
    earlier: tuple[TreatyAction, ...],
    later: tuple[TreatyAction, ...],
) -> None:
    if notice.effect is None:
        return
    consent = next(action for action in reversed(earlier) if action.kind in CONSENTS)
    revocation = next(
        (
            action
            for action in later
            if action.kind is ActionKind.WITHDRAWAL_REVOKED and action.on < notice.effect
        ),
        None,
    )
    pending_until = (revocation.on if revocation else notice.effect).toordinal()
    canvas.paint(notice.on.toordinal(), pending_until, _holding("party", consent, notice))
    if revocation is None:
        canvas.paint(notice.effect.toordinal(), NEVER, _holding("withdrawn", notice))
    else:
        stays = _holding("party", consent, notice, revocation)
        canvas.paint(revocation.on.toordinal(), NEVER, stays)


def lasts(status: str, known: date) -> date:
    """Return until when a State stands to the Statute as it did on the day ``known``, in any case.

    A withdrawal takes effect one year after the notice (art. 127(1)), an accession on the first day
    of the month after the sixtieth day (art. 126(2)).
    """
    if status == "party":
        return one_year_after(known)
    return entry_into_force(known + timedelta(days=1)) - timedelta(days=1)


@relation("host_status", "host", reads="treaty_actions", lasts=lasts)
def host_status(world: World, case: Case, ground: Holding) -> Steps:
    """How the host stands to the Statute."""
    return status_of(world, case.host, ground)


def exit_of(world: World, state: str) -> TreatyAction | None:
    """Return the notice by which ``state`` left or is due to leave, or ``None``."""
    actions = world.treaty_actions_of(state)
    for position, action in enumerate(actions):
        if action.kind is ActionKind.WITHDRAWAL_NOTICE and action.effect is not None:
            revoked = any(
                other.kind is ActionKind.WITHDRAWAL_REVOKED and other.on < action.effect
                for other in actions[position + 1 :]
            )
            if not revoked:
                return action
    return None


def _opened(world: World, case: Case) -> str | None:
    return world.situations[case.situation].investigation_opened


def _examined(world: World, case: Case) -> str | None:
    situation = world.situations[case.situation]
    stages = (situation.preliminary_examination_opened, situation.investigation_opened)
    return min(filter(None, stages), default=None)


def days_of_proceedings(world: World, situation: str) -> Iterator[int]:
    """Yield the days (ordinals) around which an exit would be before proceedings or after them."""
    record = world.situations[situation]
    for opened in (record.preliminary_examination_opened, record.investigation_opened):
        if opened is not None:
            yield from (first_day(opened).toordinal(), first_day(opened).toordinal() + 1)


def _after(opened: Callable[[World, Case], str | None]) -> Follows:
    """Return what to suppose of proceedings if the host left, or came never to have left."""

    def then(world: World, case: Case, status: str, day: int) -> Holding:
        if status != "withdrawn":
            return Holding(frozenset({"false"}), Basis.NO_RECORD, (), "there is no exit")
        return _begun(opened(world, case), date.fromordinal(day), (case.situation,))

    return Follows("host_status", then)


@painted("began_before_exit", "host", "situation", reads="treaty_actions", follows=_after(_opened))
def began_before_exit(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the investigation began before the host's withdrawal took effect (art. 127(2))."""
    _before_exit(canvas, world, case, _opened(world, case))


@painted(
    "examined_before_exit", "host", "situation", reads="treaty_actions", follows=_after(_examined)
)
def examined_before_exit(world: World, case: Case, canvas: Canvas) -> None:
    """Whether a preliminary examination, or more, began before the withdrawal took effect."""
    _before_exit(canvas, world, case, _examined(world, case))


def _before_exit(canvas: Canvas, world: World, case: Case, opened: str | None) -> None:
    notice = exit_of(world, case.host)
    if notice is not None and notice.effect is not None:
        begun = _begun(opened, notice.effect, (notice.id, case.situation))
        canvas.paint(notice.effect.toordinal(), NEVER, begun)


def _begun(opened: str | None, exit_: date, records: tuple[str, ...]) -> Holding:
    """Return whether what was opened on a day, if any, was opened before an exit."""
    if opened is None:
        reason = "the day on which it was opened is not in the record"
        return Holding(frozenset({"true", "false"}), Basis.UNKNOWN, records, reason)
    value = frozenset({"true" if opened < exit_.isoformat() else "false"})
    reason = f"opened on {opened}, withdrawal effective on {exit_.isoformat()}"
    return Holding(value, Basis.RECORD, records, reason)


@painted("present_before_exit", "host", "person", "situation", reads="treaty_actions")
def present_before_exit(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the person was there before the exit: nationals wanted for crimes there were."""
    notice = exit_of(world, case.host)
    resident = case.host in world.persons[case.person].nationality
    accused_there = case.host in world.situations[case.situation].states
    if notice and notice.effect and resident and accused_there:
        reason = "a national who is wanted for crimes there was there before the exit"
        there = Holding(frozenset({"true"}), Basis.PRESUMED, (notice.id, case.person), reason)
        canvas.paint(notice.effect.toordinal(), NEVER, there)
