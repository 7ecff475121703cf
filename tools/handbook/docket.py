"""What the engine would have said the day before each ruling, if this version scores that."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any


@cache
def rows() -> tuple[Any, ...] | None:
    """Return the rows of the table, oldest ruling first; ``None`` if there is no docket.

    The same for every page of one run, and it takes seconds.
    """
    if find_spec("safeconduct.docket") is None:
        return None
    from safeconduct import Engine
    from safeconduct.docket import day_before_rows, docket

    return tuple(day_before_rows(docket(Engine.load())))
