"""The bare rules written by hand in Python: the floor, and the judge of all other translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_IMMUNE: Final = frozenset({"head_of_state", "head_of_government", "foreign_minister"})


def decide(case: Mapping[str, str]) -> str:
    """Return the outcome of a case that gives each fact's value by its name."""
    if case["warrant.issued"] == "false" or case["warrant.ended"] != "not_ended":
        return "no_warrant_in_force"
    presence = case["visit.presence"]
    if case["place.has_sovereign"] == "false":
        return "no_power"
    immune = (
        case["person.office"] in _IMMUNE
        and case["host.is_own_state"] == "false"
        and case["official.state_is_party"] == "false"
        and case["official.immunity_waived"] == "false"
    )
    if immune:
        return "must_not_arrest"
    bound = case["host.status"] == "party" or case["host.obliged_by_council"] == "true"
    if bound and presence != "overflight" and case["agreement.with_persons_state"] != "in_force":
        return "must_arrest"
    return "may_arrest"
