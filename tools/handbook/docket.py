"""What the engine would have said the day before each ruling, if this version scores that."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from .material import Material


def rows(material: Material) -> tuple[Any, ...] | None:
    """Return the rows of the table in the order of the rulings; ``None`` if there is no docket."""
    if find_spec("safeconduct.docket") is None:
        return None
    from safeconduct import Engine
    from safeconduct.docket import day_before_rows, docket

    engine = Engine(material.world, material.rulebase)
    return tuple(day_before_rows(docket(engine)))
