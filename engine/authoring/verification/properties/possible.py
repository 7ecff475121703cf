"""Some case is possible: otherwise everything holds of the rules, and nothing means anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import z3

from ..claims import Claim, ClaimedProperty, ClaimRequest
from ..workbench import Workbench

CASES: Final = "cases"


def _claims(bench: Workbench) -> Iterator[Claim]:
    yield Claim(
        CASES,
        ClaimRequest.SOMEWHERE,
        z3.BoolVal(True),
        "the constraints leave no case at all",
        bench.engines.allowed,
    )


CASES_POSSIBLE: Final = ClaimedProperty(
    "cases-possible", "The constraints leave some case.", _claims
)
