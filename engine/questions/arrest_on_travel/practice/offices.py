"""Kinds of office, as far as practice and precedent compare them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from ....case.determinations import StateDetermination
from ....records.world import World
from ....timeline.case import Case
from ....timeline.person import office
from ....timeline.steps import Basis, Holding

_OFFICE: Final = "person.office"
_NOTHING: Final = Holding(frozenset({"none"}), Basis.PRESUMED)


class OfficeGroup(StrEnum):
    """A kind of office, in words."""

    HEAD = "serving head of State or government"
    MINISTER = "serving minister"
    OTHER = "holder of another office"
    NONE = "person without an office"


_GROUPS: Final = {
    "head_of_state": OfficeGroup.HEAD,
    "head_of_government": OfficeGroup.HEAD,
    "foreign_minister": OfficeGroup.MINISTER,
    "other_minister": OfficeGroup.MINISTER,
    "other": OfficeGroup.OTHER,
    "none": OfficeGroup.NONE,
}


def group_of(values: Iterable[str]) -> OfficeGroup | None:
    """Return the kind of office that all of these values mean, ``None`` if they differ."""
    groups = {_GROUPS[value] for value in values}
    return groups.pop() if len(groups) == 1 else None


def group_on_record(world: World, person: str, on: date) -> OfficeGroup | None:
    """Return the kind of office a person held on that day, ``None`` if that is not known."""
    # The office depends on the person alone: the other parts of a case may be empty.
    steps = office.build(world, Case("", person, "", "", ""), _NOTHING)
    return group_of(steps.at(on.toordinal()).values)


def group_asked(of_state: StateDetermination, on: date) -> OfficeGroup | None:
    """Return the same for a question, in which an office may be assumed."""
    subject = of_state.subject
    if not subject.timelines or _OFFICE not in subject.rulebase.variables:
        return None
    index = subject.rulebase.variables[_OFFICE]
    mask = subject.given.mask(index, subject.timelines[0].at(on.toordinal()))
    values = subject.rulebase.values[index]
    return group_of(value for place, value in enumerate(values) if mask >> place & 1)
