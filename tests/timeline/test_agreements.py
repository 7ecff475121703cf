"""What the records say of non-surrender agreements, for a national of the United States."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from safeconduct.records import load_world
from safeconduct.timeline.agreements import non_surrender_agreement
from safeconduct.timeline.case import Case
from safeconduct.timeline.steps import Basis, Holding


@pytest.mark.parametrize(
    ("host", "day", "values"),
    [
        ("ALB", "2003-05-01", {"none"}),
        ("ALB", "2003-05-02", {"signed"}),
        ("ALB", "2003-07-07", {"in_force"}),
        ("AFG", "2002-09-20", {"signed", "in_force"}),
        ("ROU", "2010-01-01", {"signed"}),
        ("TCD", "2010-01-01", {"signed"}),
        ("FRA", "2010-01-01", {"none"}),
    ],
)
def test_an_agreement_binds_from_its_entry_into_force(
    host: str, day: str, values: set[str]
) -> None:
    """Signed is not in force; one that was not ratified never is; what is not known stays open."""
    world = load_world()
    nobody = SimpleNamespace(nationality=("USA",))
    seen: Any = SimpleNamespace(persons={"nobody": nobody}, agreements_of=world.agreements_of)
    ground = Holding(frozenset({"none"}), Basis.PRESUMED)
    steps = non_surrender_agreement.build(seen, Case("", "nobody", "", host, host), ground)
    assert steps.at(date.fromisoformat(day).toordinal()).values == values
