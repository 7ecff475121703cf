"""What bulk screening asks of the kernel that answers it, and the columns of an answer.

``safeconduct.screen.kernel`` has ``kernel_of(engine: Engine, profile: str) -> Kernel``, which is
called once for each `Screener`; what it builds it may keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.signedinteger[Any]]
"""Codes or days, of any signed width."""

SEPARATOR: Final = ";"
"""Stands between several grounds in one cell."""

KERNEL_COLUMNS: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {
        "outcome": pa.string(),
        "exposure": pa.string(),
        "contested": pa.bool_(),
        "reason": pa.string(),
        "duty": pa.string(),
        "power": pa.string(),
        "surrender": pa.string(),
        "grounds": pa.string(),
    }
)
"""The columns that a kernel's table has, as in `Assessment`.

``contested``: null if unknown facts decide. ``reason``: null unless no warrant is in force.
``grounds``: the sources of the duty, separated by `SEPARATOR`; null if there is none.
"""


class Kernel(Protocol):
    """Answers for every person, place, day, presence and purpose, under one profile.

    A code is an index into ``persons``, ``places``, ``presences`` or ``purposes``. The caller
    checks codes and days: a kernel may do anything with others.
    """

    @property
    def persons(self) -> tuple[str, ...]:
        """Ids of persons."""

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of places."""

    @property
    def presences(self) -> tuple[str, ...]:
        """Values of `presence`."""

    @property
    def purposes(self) -> tuple[str, ...]:
        """Values of `purpose`."""

    def answers(
        self,
        person: IntArray,
        place: IntArray,
        day: IntArray,
        presence: IntArray | int,
        purpose: IntArray | int,
    ) -> NDArray[np.int32]:
        """Return the row of `table` that answers each question.

        ``day``: proleptic Gregorian ordinals (`datetime.date.toordinal`), from the day on which
        the Statute was adopted to `datetime.date.max`. A question that cannot be settled because
        too many facts are unknown gets -1, so that the others still have an answer. Raises
        `EvaluatorDisagreement` like `Engine.travel_risk`.
        """

    def table(self) -> Mapping[str, pa.Array]:
        """Return one array for each of `KERNEL_COLUMNS`, indexed by row.

        Strings may be dictionary-encoded. Rows are only ever added: a row that was returned once
        means the same for good.
        """
