"""What the records say of a person on a day: life, custody, office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from ..base.dates import first_day, last_day
from ..base.words import day
from ..records.models import Custody, Office, OfficeKind
from ..records.world import World
from .case import Case, Follows, painted, relation
from .place import council_order
from .steps import NEVER, Basis, Canvas, Holding, Steps
from .treaty import lasts, status_of

_VALUE: Final = {
    OfficeKind.HEAD_OF_STATE: "head_of_state",
    OfficeKind.HEAD_OF_GOVERNMENT: "head_of_government",
    OfficeKind.FOREIGN_MINISTER: "foreign_minister",
    OfficeKind.OTHER_MINISTER: "other_minister",
}
_RANK: Final = (
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "other_minister",
    "other",
)


@painted("deceased", "person", reads="persons")
def deceased(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the person is dead; a date known to the month is unknown within it."""
    person = world.persons[case.person]
    if person.died is not None:
        canvas.paint_record(person.died, None, "true", (person.id,), otherwise="false")


def _custody(periods: Iterable[Custody], ground: Holding) -> Steps:
    canvas = Canvas(ground)
    for period in periods:
        canvas.paint_record(period.start, period.end, "true", (period.id,), otherwise="false")
        if period.end is None:
            reason = f"no release is on record; last checked on {day(period.verified_until)}"
            presumed = Holding(frozenset({"true"}), Basis.PRESUMED, (period.id,), reason)
            canvas.paint(period.verified_until.toordinal() + 1, NEVER, presumed)
    return canvas.steps()


@relation("court_custody", "person", reads="custody")
def court_custody(world: World, case: Case, ground: Holding) -> Steps:
    """Whether the Court holds the person or a sentence of the Court is being served."""
    return _custody((c for c in world.custody_of(case.person) if c.holder == "ICC"), ground)


@painted("national_custody", "person", reads="custody")
def national_custody(world: World, case: Case, canvas: Canvas) -> None:
    """Whether a State detains the person; it does no longer once the Court does."""
    periods = world.custody_of(case.person)
    state = _custody((c for c in periods if c.holder != "ICC"), canvas.ground)
    court = _custody((c for c in periods if c.holder == "ICC"), canvas.ground)
    edges = sorted({*state.starts, *court.starts, NEVER})
    for edge, until in zip(edges, edges[1:], strict=False):
        held = court.at(edge)
        if held.values == {"true"}:
            reason = "the Court holds the person"
            free = Holding(frozenset({"false"}), held.basis, held.records, reason)
            canvas.paint(edge, until, free)
        else:
            canvas.paint(edge, until, state.at(edge))


def _term(office: Office) -> Steps:
    """Return whether the office is held: unknown where its days are."""
    value = _VALUE.get(office.kind, "other")
    canvas = Canvas(Holding(frozenset({"none"}), Basis.PRESUMED))
    if office.start is None and office.end is None and not office.ongoing:
        reason = f"the days of the office ({office.title}) are not known"
        maybe = Holding(frozenset({value, "none"}), Basis.UNKNOWN, (office.id,), reason)
        canvas.paint(0, office.verified_until.toordinal() + 1, maybe)
    elif office.start is None:
        reason = f"the first day of the office ({office.title}) is not known"
        maybe = Holding(frozenset({value, "none"}), Basis.UNKNOWN, (office.id,), reason)
        until = (
            last_day(office.end).toordinal() + 1
            if office.end
            else office.verified_until.toordinal() + 1
        )
        canvas.paint(0, until, maybe)
    elif office.end is None and not office.ongoing:
        known_from = last_day(office.start).toordinal()
        reason = f"the last day of the office ({office.title}) is not known"
        maybe = Holding(frozenset({value, "none"}), Basis.UNKNOWN, (office.id,), reason)
        canvas.paint(
            first_day(office.start).toordinal(),
            office.verified_until.toordinal() + 1,
            maybe,
        )
        sure = Holding(frozenset({value}), Basis.RECORD, (office.id,))
        canvas.paint(known_from, known_from + 1, sure)
    else:
        canvas.paint_record(office.start, office.end, value, (office.id,), otherwise="none")
    if office.ongoing:
        _afterwards(canvas, office, value)
    return canvas.steps()


def _afterwards(canvas: Canvas, office: Office, value: str) -> None:
    since, unknown_from = office.verified_until.toordinal() + 1, office.afterwards_from
    checked = f"last checked on {day(office.verified_until)}"
    if office.afterwards == "presumed" or unknown_from:
        reason = f"no end of the office is on record; {checked}"
        canvas.paint(
            since, NEVER, Holding(frozenset({value}), Basis.PRESUMED, (office.id,), reason)
        )
    if office.afterwards == "unknown":
        reason = f"{office.afterwards_reason.rstrip('.')}; {checked}"
        later = Holding(frozenset({value, "none"}), Basis.UNKNOWN, (office.id,), reason)
        canvas.paint(unknown_from.toordinal() if unknown_from else since, NEVER, later)


@painted("office", "person", reads="offices")
def office(world: World, case: Case, canvas: Canvas) -> None:
    """The highest office held; where a higher one is uncertain, every one that may be highest."""
    terms = [_term(one) for one in world.offices_of(case.person)]
    edges = sorted({0, NEVER, *(start for term in terms for start in term.starts)})
    for edge, until in zip(edges, edges[1:], strict=False):
        holding = _highest([term.at(edge) for term in terms])
        if holding is not None:
            canvas.paint(edge, until, holding)


def _highest(held: list[Holding]) -> Holding | None:
    values: set[str] = set()
    relevant: list[Holding] = []
    for rank in _RANK:
        ranked = [holding for holding in held if rank in holding.values]
        if not ranked:
            continue
        values.add(rank)
        certain = [holding for holding in ranked if holding.known]
        if certain:
            relevant.append(certain[0])
            break
        relevant.extend(ranked)
    else:
        if not relevant:
            return None
        values.add("none")
    records = tuple(dict.fromkeys(record for holding in relevant for record in holding.records))
    reason = "; ".join(dict.fromkeys(holding.reason for holding in relevant if holding.reason))
    basis = relevant[0].basis if len(values) == 1 else Basis.UNKNOWN
    return Holding(frozenset(values), basis, records, reason)


def _titles(world: World, case: Case, ground: Holding) -> Steps:
    """Return whether the title to the highest office held is disputed, as the host sees it."""
    canvas = Canvas(ground)
    for one in world.offices_of(case.person):
        if one.disputed is None:
            continue
        held = Holding(frozenset({one.disputed}), Basis.RECORD, (one.id,))
        start = first_day(one.start).toordinal() if one.start else 0
        until = last_day(one.end).toordinal() + 1 if one.end else NEVER
        since = one.recognised_by.get(case.host)
        canvas.paint(start, min(until, since.toordinal()) if since else until, held)
    return canvas.steps()


@relation("office_title", "person", "host", reads="offices")
def office_title(world: World, case: Case, ground: Holding) -> Steps:
    """Whether States dispute who holds the office."""
    return _titles(world, case, ground)


@painted("un_capacity", "person", "host", reads="offices")
def un_capacity(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the person may represent a Member: by an office that is not disputed."""
    held = office.build(world, case, Holding(frozenset({"none"}), Basis.PRESUMED))
    title = _titles(world, case, Holding(frozenset({"undisputed"}), Basis.PRESUMED))
    edges = sorted({*held.starts, *title.starts, NEVER})
    for edge, until in zip(edges, edges[1:], strict=False):
        one = held.at(edge)
        if title.at(edge).values == {"control_only"} or one.values == {"none"}:
            continue
        values = {"other" if value == "none" else "representative" for value in one.values}
        reason = "who holds an office of a State is taken to attend as its representative"
        basis = Basis.PRESUMED if len(values) == 1 else Basis.UNKNOWN
        canvas.paint(edge, until, Holding(frozenset(values), basis, one.records, reason))


@painted("officials_state_in_african_union", "person", reads="memberships")
def officials_state_in_african_union(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the person's own State is a member of the African Union."""
    states = states_of(world, case.person)
    for one in world.memberships:
        if one.organisation == "African Union" and one.state in states and one.kind == "member":
            canvas.paint_record(one.start, one.end, "true", (one.id,), otherwise="false")


def states_of(world: World, person: str) -> tuple[str, ...]:
    """Return the States whose official the person may be: of the offices, else of nationality."""
    offices = dict.fromkeys(one.state for one in world.offices_of(person))
    return tuple(offices) or world.persons[person].nationality


def _as_its_state(world: World, case: Case, status: str, _on: int) -> Holding | None:
    """Return how the person's own State stands if it is the host that is supposed to be so."""
    if case.host not in states_of(world, case.person):
        return None
    value = frozenset({"true" if status == "party" else "false"})
    return Holding(value, Basis.RECORD, (case.person,), "it is the same State")


def _lasts(party: str, known: date) -> date:
    return lasts("party" if party == "true" else "never", known)


@painted(
    "officials_state_party",
    "person",
    reads="treaty_actions",
    follows=Follows("host_status", _as_its_state),
    lasts=_lasts,
)
def officials_state_party(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Statute is in force for the person's own State (art. 27(2))."""
    for state in states_of(world, case.person):
        status = status_of(world, state)
        edges = (*status.starts, NEVER)
        for index, holding in enumerate(status.holdings):
            if holding.values == {"party"}:
                party = Holding(frozenset({"true"}), holding.basis, holding.records, holding.reason)
                canvas.paint(edges[index], edges[index + 1], party)


@relation("officials_state_obliged", "person", "situation", reads="resolutions")
def officials_state_obliged(world: World, case: Case, ground: Holding) -> Steps:
    """Whether the Council ordered the person's own State to cooperate in the situation."""
    for state in states_of(world, case.person):
        steps = council_order(world, state, case.situation, ground)
        if len(steps.starts) > 1:
            return steps
    return Canvas(ground).steps()
