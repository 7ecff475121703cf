"""The columns that an answer can have, by name; nothing heavy is needed to know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..base.errors import InputError, wrong_type
from ..case.inputs import member
from ..case.terms import DUTY, EXECUTION, POWER, REASON, SURRENDER

PROJECTED: Final = "projected"
"""Whether the day lies beyond the records, so that only what is scheduled is taken into account."""

ALL: Final = (
    "outcome",
    "exposure",
    "contested",
    REASON,
    DUTY,
    POWER,
    SURRENDER,
    EXECUTION,
    "grounds",
    PROJECTED,
)
"""All columns; they mean what they do in `Assessment`.

``contested``: null if unknown facts decide. ``reason``: null unless no warrant is in force.
``grounds``: the sources of the duty, separated by `SEPARATOR`; null if there is none.
"""

SEPARATOR: Final = ";"
"""Stands between several grounds in one cell."""

DEFAULT: Final = ("outcome", "exposure", "contested", REASON, DUTY, PROJECTED)

ERROR: Final = "error"
"""The column that says in place why a row has no answer."""


def check_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """Return ``columns``; raises `InputError` if one is none of an answer's, or is there twice."""
    if isinstance(columns, str) or not isinstance(columns, Iterable):
        raise wrong_type("columns", columns, "a list of columns", ALL)
    columns = tuple(columns)
    if not columns:
        raise InputError("columns", None, "at least one column is needed", ALL)
    for name in columns:
        member("columns", name, ALL)
        if columns.count(name) > 1:
            raise InputError("columns", name, "is named more than once")
    return columns


def named_columns(text: str) -> tuple[str, ...]:
    """Return the columns named in a text, separated by commas; raises like `check_columns`."""
    return check_columns([one.strip() for one in text.split(",")])
