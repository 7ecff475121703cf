"""Rulings, claims, national law on execution and summits, each told in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..base.words import at, day, listing, the, when
from .models import FactClaim, NationalExecution, Ruling, Summit

_BARE: Final = frozenset({"APEC", "ASEAN", "BRICS", "ECOWAS", "NATO"})
"""Organisations whose names stand without an article."""

_OBLIGED: Final = {
    "yes": "{state} had to arrest",
    "no": "{state} did not have to arrest",
    "not_decided": "did not decide whether {state} had to arrest",
}
_COMPLIED: Final = {"yes": "it complied", "no": "it did not comply"}
_IMMUNITY: Final = {"no_bar": "immunity was no bar", "bar": "immunity was a bar"}
_BODIES: Final = {"asp": "the Assembly of States Parties", "unsc": "the Security Council"}


def say_ruling(ruling: Ruling, state: str) -> str:
    """Return what a court decided about ``state`` (its name), with where that is found."""
    finding = ruling.finding
    told = [
        _OBLIGED[finding.obliged_to_arrest].format(state=state),
        _COMPLIED.get(finding.complied, ""),
        _IMMUNITY.get(finding.immunity, ""),
    ]
    if finding.referred_to:
        told.append(f"referred to {listing([_BODIES.get(b, b) for b in finding.referred_to])}")
    about = f" on {ruling.about}" if ruling.about else ""
    known = "" if ruling.confirmed else " (not yet confirmed by a public source)"
    said = ruling.summary.rstrip(".") if ruling.found else "; ".join(filter(None, told))
    number = f", {number_of(ruling)}" if ruling.document_number else ""
    return f"{ruling.body}, {day(ruling.on)}{number}{about}: {said}{known}"


def number_of(ruling: Ruling) -> str:
    """Return the number under which a ruling is found, and how far that can be relied on."""
    if not ruling.document_number:
        return ""
    how = "number from knowledge"
    if ruling.checked_on:
        how = f"checked on {day(ruling.checked_on)}"
    elif ruling.document_number_confirmed:
        how = "number seen"
    return f"{ruling.document_number} ({how})"


BEGINS: Final = {
    "ex_officio": "the police may act on the request of the Court alone",
    "authority_orders": "the authority that receives the request orders the arrest, and no court",
    "provisionally": "a provisional arrest may come before any other decision",
    "court_first": "a court decides before an arrest",
    "executive_first": "the executive passes the request on before an arrest",
    "executive_decides": "the executive decides whether to arrest",
    "parliament_first": "parliament approves before an arrest",
    "no_law": "no law on an arrest for the Court is known",
    "forbidden": "its law forbids its authorities to arrest for the Court",
    "unknown": "who must act before an arrest is not known",
}
"""Who must act before an arrest for the Court, in words."""


def say_claim(record: FactClaim, about: Sequence[str]) -> str:
    """Return what is claimed of a fact, ``about`` whom; in its own words if it has some."""
    of = f" of {listing(about)}" if about else ""
    if record.says:
        return record.says
    since = f" since {day(record.since)}" if record.since else ""
    until = f" until {day(record.until)}" if record.until else ""
    return f"On record{of}: `{record.fact}` is `{record.value}`{since}{until}"


def say_execution(record: NationalExecution, state: str) -> str:
    """Return how ``state`` (its name) carries out an arrest, and whether that was read."""
    law = ", ".join(filter(None, [record.law, record.sections]))
    cite = f" under {law}" if law else ""
    recalled = " (recalled)" if "all" in record.recalled else ""
    return f"{state}{cite}: {BEGINS[record.begins]}{recalled}"


def say_summit(summit: Summit, place: str) -> str:
    """Return where and when a meeting is held, as it was announced; ``place``: its name."""
    where = f"in {summit.city}, {the(place)}" if summit.city else at(place)
    days = when(summit.starts)
    if summit.ends and summit.ends != summit.starts:
        days = f"from {day(summit.starts)} to {day(summit.ends)}"
    return f"{summit.name} {where}, {days}{', online' if summit.online else ''}"


def the_organisation(name: str) -> str:
    """Return an organisation as it stands within a sentence: `BRICS`, `the SCO`."""
    return name if name in _BARE else f"the {name}"
