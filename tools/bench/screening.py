"""Our bulk screening beside the floor: a bare gather from a dense table of as many random cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from safeconduct import Engine

from .contestant import Missing
from .ours import FIRST_DAY

SCREEN: Final = "Engine.screen"


@dataclass(frozen=True)
class Screening:
    """Random tables of persons, places and days, and what answers them."""

    engine: Engine
    last_day: date
    rows: int
    seed: int

    @property
    def call(self) -> Callable[[pa.Table], Any]:
        """`Engine.screen`."""
        return getattr(self.engine, "screen")  # noqa: B009  # an older engine has none

    def by(self, threads: int, *columns: str) -> Callable[[pa.Table], Any]:
        """Return `Engine.screen` with so many threads, for some columns of the answer or six."""
        chosen = {"columns": columns} if columns else {}
        return lambda table: self.call(table, threads=threads, **chosen)

    def coded(self) -> pa.Table:
        """Return a table with persons and places as numbers."""
        person, place, day = self.cells()
        columns = {
            "person": pa.array(person.astype(np.int16)),
            "place": pa.array(place.astype(np.int16)),
        }
        return pa.table({**columns, "on": _dates(day)})

    def named(self) -> pa.Table:
        """Return the same table with persons and places by their ids."""
        person, place, day = self.cells()
        columns = {
            "person": pa.array(tuple(self.engine.world.persons)).take(pa.array(person)),
            "place": pa.array(tuple(self.engine.world.places)).take(pa.array(place)),
        }
        return pa.table({**columns, "on": _dates(day)})

    def gather(self) -> tuple[Callable[[Any], Any], Any]:
        """Return the floor and what it is given: a table of every person, place and day."""
        persons, places = len(self.engine.world.persons), len(self.engine.world.places)
        days = self.last_day.toordinal() - FIRST_DAY.toordinal() + 1
        source = np.random.default_rng(self.seed)
        table = source.integers(0, 6, persons * places * days, dtype=np.uint8)
        person, place, day = self.cells()
        cells = (person * places + place) * days + (day - FIRST_DAY.toordinal())
        return table.take, cells

    def cells(self) -> tuple[Any, Any, Any]:
        """Return persons and places by number, and days (ordinals)."""
        source = np.random.default_rng(self.seed)
        return (
            source.integers(0, len(self.engine.world.persons), self.rows),
            source.integers(0, len(self.engine.world.places), self.rows),
            source.integers(FIRST_DAY.toordinal(), self.last_day.toordinal() + 1, self.rows),
        )


def screening(engine: Engine, last_day: date, rows: int, seed: int) -> Screening | Missing:
    """Return bulk screening, or that this engine has none."""
    if not hasattr(engine, "screen"):
        return Missing(SCREEN, "this version of the engine has none")
    return Screening(engine, last_day, rows, seed)


def _dates(ordinals: Any) -> pa.Array:
    epoch = date(1970, 1, 1).toordinal()
    return pa.array((ordinals - epoch).astype(np.int32)).cast(pa.date32())
