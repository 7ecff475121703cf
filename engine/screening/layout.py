"""Which columns of a table make the question; nothing is taken for a column that it may not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..base.errors import InputError
from ..base.words import nearest
from .mistakes import shortened

PERSON: Final = "person"
PLACE: Final = "place"
ON: Final = "on"
PRESENCE: Final = "presence"
PURPOSE: Final = "purpose"

COLUMNS: Final = (PERSON, PLACE, ON, PRESENCE, PURPOSE)
"""The columns that are read; the first two have to be there."""

MOST_COLUMNS: Final = 1000
"""No table may have more: what is looked for in each of them would take too long."""

_LISTED: Final = 20

_NEEDED: Final = (PERSON, PLACE)

_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PERSON: ("who", "name", "person_id", "personid", "person_name", "leader", "traveller"),
        PLACE: (
            "where", "country", "state", "destination", "place_id", "placeid", "iso3", "iso2",
            "country_code", "territory", "location",
        ),
        ON: ("date", "day", "when", "on_date", "travel_date", "visit_date"),
        PRESENCE: ("how", "mode", "manner"),
        PURPOSE: ("why", "reason_for_travel", "visit_purpose", "visit_type"),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """Where the question's columns are, by name; a column that is not there is not in it."""

    at: Mapping[str, int]

    @classmethod
    def of(cls, names: Sequence[str], answers: Sequence[str], *, day_given: bool) -> Layout:
        """Return the layout of a table with columns ``names``.

        ``answers``: the columns that will be added. ``day_given``: whether the caller says on
        which day all rows are asked about, so that there must be no column `on`. Raises one
        `InputError` with everything that is wrong.
        """
        if len(names) > MOST_COLUMNS:
            raise InputError("columns", None, too_wide(len(names)), code="wrong-columns")
        problems = [
            *_missing(names, day_given=day_given),
            *_twice(names, answers),
        ]
        if day_given and ON in names:
            problems.append("there is a column 'on', so that no day can be given for all rows")
        if problems:
            raise InputError("columns", None, "; ".join(problems), code="wrong-columns")
        return cls({name: names.index(name) for name in COLUMNS if name in names})


def too_wide(columns: int) -> str:
    """Return what is said of a table with more columns than can be read."""
    return f"has {columns:,} columns, of which at most {MOST_COLUMNS:,} can be read"


def _missing(names: Sequence[str], *, day_given: bool) -> Iterator[str]:
    """Yield what is said of each column that is not there, or seems to be under another name."""
    for column in COLUMNS:
        if column in names or (column == ON and day_given):
            continue
        meant = _near(column, names)
        if meant:
            yield f"there is no column {column!r}; did you mean {meant!r}? Rename it"
        elif column in _NEEDED:
            listed = ", ".join(repr(shortened(name)) for name in names[:_LISTED]) or "none"
            listed += f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
            yield f"there is no column {column!r}, which is required; there are: {listed}"


def _near(column: str, names: Sequence[str]) -> str | None:
    """Return the column that was probably meant; one that is itself read is not."""
    others = {name.strip().casefold(): name for name in names if name not in COLUMNS}
    exact = [column, *_SYNONYMS[column]]
    for one in exact:
        if one in others:
            return others[one]
    close = nearest(column, others, alike=0.8)
    return others[close[0]] if close else None


def _twice(names: Sequence[str], answers: Sequence[str]) -> Iterator[str]:
    for name in COLUMNS:
        if names.count(name) > 1:
            yield f"there are {names.count(name)} columns {name!r}"
    taken = [name for name in answers if name in names]
    if taken:
        listed = ", ".join(map(repr, taken))
        yield (
            f"there is already a column {listed}, as an answer is called: rename or drop it, or "
            "choose other columns of the answer"
        )
