"""Whether, from when and for what the Court asked a State: on record, proved or presumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..base.dates import first_day, last_day
from ..base.words import day, listing, the
from ..records.models import ALL_PARTIES, EndKind, Request, Warrant
from ..records.world import World
from .case import Case, Follows, painted
from .steps import NEVER, Basis, Canvas, Holding, no, unknown, yes
from .treaty import party_on


@dataclass(frozen=True, slots=True)
class _Asked:
    """A State was asked: not before ``earliest``, surely from ``since``; by which record.

    ``sent``: the day of sending is told by a source, so that there was no request before.
    """

    earliest: int
    since: int
    record: str
    kind: str
    sent: bool = False


def _asked(world: World, case: Case, warrant: Warrant) -> tuple[_Asked, ...]:
    """Return by what and from when the host was asked for the arrest, the earliest first."""
    found = [*_requests(world, case, warrant), *_proofs(world, case.host, warrant)]
    return tuple(sorted(found, key=lambda one: one.since))


def _requests(world: World, case: Case, warrant: Warrant) -> Iterator[_Asked]:
    for request in world.requests_on(warrant.id):
        if not request.for_arrest or request.to not in {case.host, ALL_PARTIES}:
            continue
        days = [last_day(value) for value in (request.sent, request.in_force_by) if value]
        if not days:
            continue  # asked on a day that is not on record: see `_undated`
        since = max(min(days), warrant.issued).toordinal()
        if request.to == ALL_PARTIES and not party_on(world, case.host, since):
            continue
        earliest = first_day(request.sent) if request.sent else warrant.issued
        sent = request.sent is not None and request.basis == "sourced"
        yield _Asked(earliest.toordinal(), since, request.id, request.kind, sent)


def _proofs(world: World, host: str, warrant: Warrant) -> Iterator[_Asked]:
    """Yield what an arrest or surrender on the warrant proves: a request by that day.

    An arrest proves one if the warrant was still sealed (nobody but a State that was asked knew of
    it), or if the person went on from that custody to the Court.
    """
    arrests = {first_day(event.on) for event in warrant.events if event.event == "arrested"}
    surrendered = warrant.ended if warrant.ended_by is EndKind.SURRENDERED else None
    for custody in world.custody_of(warrant.person):
        if custody.holder != host:
            continue
        begun = first_day(custody.start)
        handed_over = surrendered is not None and custody.end == surrendered.isoformat()
        if begun in arrests and (begun <= warrant.unsealed or handed_over):
            yield _Asked(warrant.issued.toordinal(), begun.toordinal(), custody.id, "")
        elif handed_over and surrendered is not None:
            yield _Asked(warrant.issued.toordinal(), surrendered.toordinal(), custody.id, "")


def _to(world: World, warrant: str, *addressees: str) -> Iterator[Request]:
    return (one for one in world.requests_on(warrant) if one.to in addressees)


@painted("request_received", "warrant", "host", reads="requests")
def request_received(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court's request reached the host: on record, proved, presumed or not known."""
    warrant = world.warrants[case.warrant]
    issued, unsealed = warrant.issued.toordinal(), warrant.unsealed.toordinal()
    asked = _asked(world, case, warrant)
    since = asked[0].since if asked else NEVER
    not_yet = Holding(frozenset({"false"}), Basis.RECORD, (warrant.id,), "there was no warrant yet")
    canvas.paint(0, issued, not_yet)
    canvas.paint(issued, unsealed, _sealed(world, warrant, asked))
    _before(canvas, unsealed, world, case)
    for request in _to(world, warrant.id, case.host):
        if request.kind == "none_sent" and request.in_force_by:
            until = last_day(request.in_force_by)
            reason = f"none had reached it by {day(until)}"
            canvas.paint(issued, until.toordinal() + 1, no(request.id, reason=reason))
            if unsealed <= until.toordinal() < since:
                later = Holding(
                    canvas.ground.values,
                    Basis.PRESUMED,
                    (),
                    f"{reason}; {canvas.ground.reason.rstrip('.')}",
                )
                canvas.paint(until.toordinal() + 1, NEVER, later)
    if asked:
        first = asked[0]
        if first.sent:
            canvas.paint(issued, min(first.earliest, unsealed), no(first.record))
        if since > unsealed and not _on_occasion(world, warrant.id):
            reason = (
                f"the warrant was public, and the request is on record by {_day(since)}: "
                "the Court would have asked a State that had the person before"
            )
            presumed = Holding(canvas.ground.values, Basis.PRESUMED, (), reason)
            canvas.paint(unsealed, since, presumed)
        canvas.paint(since, NEVER, yes(*(one.record for one in asked if one.since == since)))


def _sealed(world: World, warrant: Warrant, asked: tuple[_Asked, ...]) -> Holding:
    """Return what is known while the warrant is secret: nothing, but by when it was there."""
    why = "the warrant was sealed; which States were asked in confidence is not public"
    records = [warrant.id]
    if asked:
        why = (
            f"the warrant was sealed; the request had arrived by {_day(asked[0].since)}, "
            "and since when is not public"
        )
        records.append(asked[0].record)
    else:
        unnamed = list(_to(world, warrant.id, "parties_not_named"))
        if unnamed:
            why = (
                "the warrant was sealed; the Court asked several States whose names are not public"
            )
            records.append(unnamed[0].id)
    return unknown(("true", "false"), *records, reason=why)


def _before(canvas: Canvas, unsealed: int, world: World, case: Case) -> None:
    """Paint why a request is presumed once the warrant is public, where the case has its own."""
    ground = canvas.ground
    none = _on_occasion(world, case.warrant)
    reason = ""
    records: tuple[str, ...] = ()
    if none is not None:
        reason, records = _occasions(world, none), (none.id,)
    else:
        general = [
            one
            for one in _to(world, case.warrant, case.host, ALL_PARTIES)
            if one.for_arrest and one.confidence != "low"
        ]
        if general:
            one = general[0]
            if one.to != ALL_PARTIES:
                reason = "the Court asked this State, on a day that is not on record"
            elif party_on(world, case.host, NEVER - 1) or party_on(world, case.host, unsealed):
                reason = (
                    "the Court asked all parties; one that joined later is taken to be asked too"
                    if one.sent or one.in_force_by
                    else "the Court asked all parties, on a day that is not on record"
                )
            records = (one.id,) if reason else ()
    if reason:
        canvas.paint(unsealed, NEVER, Holding(ground.values, Basis.PRESUMED, records, reason))


def _on_occasion(world: World, warrant: str) -> Request | None:
    """Return the record that no request went to all parties, if there is one."""
    return next((r for r in _to(world, warrant, ALL_PARTIES) if r.kind == "none_sent"), None)


def _occasions(world: World, none: Request) -> str:
    """Return why a request is presumed although none went to all parties."""
    asked = [
        f"as it asked {the(world.states[one.to].name)} on {day(one.sent)}"
        for one in world.requests_on(none.warrant)
        if one.for_arrest and one.to in world.states and one.sent
    ]
    so = f", {listing(asked)}" if asked else ""
    return (
        "no request to all parties is known; the duty arises once the Court asks, and it asks a "
        f"State when an opportunity arises{so}"
    )


def _if_asked(world: World, case: Case, received: str, on: int) -> Holding | None:
    del world, case, on
    if received == "true":
        return Holding(frozenset({"false"}), Basis.NO_RECORD, (), "the State was asked")
    return None


@painted(
    "request_on_occasion",
    "warrant",
    "host",
    reads="requests",
    follows=Follows("request_received", _if_asked),
)
def request_on_occasion(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the Court asks States only when an opportunity arises, and has not asked this one."""
    warrant = world.warrants[case.warrant]
    none = _on_occasion(world, warrant.id)
    if none is not None:
        asked = _asked(world, case, warrant)
        until = asked[0].since if asked else NEVER
        canvas.paint(warrant.unsealed.toordinal(), until, yes(none.id))


def _if_not_asked(world: World, case: Case, received: str, on: int) -> Holding | None:
    del world, case, on
    if received == "false":
        return Holding(frozenset({"full"}), Basis.NO_RECORD, (), "nothing was asked")
    return None


@painted(
    "request_kind",
    "warrant",
    "host",
    reads="requests",
    follows=Follows("request_received", _if_not_asked),
)
def request_kind(world: World, case: Case, canvas: Canvas) -> None:
    """Whether the request is a full one: on record for the host, else as the Court asks others."""
    warrant = world.warrants[case.warrant]
    told = {
        one.kind if one.for_arrest else one.instructed: one
        for one in world.requests_on(warrant.id)
        if one.for_arrest or one.instructed
    }
    if set(told) == {"provisional"}:
        reason = "by all that is known the Court asks for a provisional arrest on this warrant"
        record = (told["provisional"].id,)
        presumed = Holding(frozenset({"provisional"}), Basis.PRESUMED, record, reason)
        canvas.paint(warrant.unsealed.toordinal(), NEVER, presumed)
    for asked in _asked(world, case, warrant):
        if asked.kind:
            asks = Holding(frozenset({asked.kind}), Basis.RECORD, (asked.record,))
            canvas.paint(asked.since, NEVER, asks)


def _day(ordinal: int) -> str:
    return day(date.fromordinal(ordinal))
