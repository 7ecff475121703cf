"""On which day a record was last looked up."""

from __future__ import annotations

from datetime import date

from .models import Custody, Office, Person, Record, Warrant
from .world import World


def last_checked(record: Record, reach: date | None = None) -> date | None:
    """Return when a record was last checked; ``None`` for one that tells what is over.

    ``reach``: the day to which records of its kind reach, for one that names no day of its own.
    """
    match record:
        case Office() | Custody():
            return record.verified_until if record.end is None else None
        case Warrant():
            return record.status_as_of if record.ended is None else None
        case Person():
            return record.status_as_of if record.died is None else None
    return reach


def first_checked(world: World, person: Person) -> date:
    """Return the first day on which a record about a person was last checked.

    The last of all days if nothing about the person can change any more.
    """
    about = (
        person,
        *world.warrants_of(person.id),
        *world.offices_of(person.id),
        *world.custody_of(person.id),
    )
    return min(filter(None, map(last_checked, about)), default=date.max)
