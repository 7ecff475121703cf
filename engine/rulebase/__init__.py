"""The rule language: reading, checking and holding a rule base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .model import (
        All,
        AnyOf,
        Atom,
        AtomKind,
        Condition,
        Fact,
        Issue,
        Not,
        Profile,
        Rule,
        RuleBase,
    )
    from .wording import grades

__all__ = [
    "All",
    "AnyOf",
    "Atom",
    "AtomKind",
    "Condition",
    "Fact",
    "Issue",
    "Not",
    "Profile",
    "Rule",
    "RuleBase",
    "grades",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "model": "All AnyOf Atom AtomKind Condition Fact Issue Not Profile Rule RuleBase",
        "wording": "grades",
    },
)
