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
__getattr__ = exported(
    __name__,
    {
        "All": "model",
        "AnyOf": "model",
        "Atom": "model",
        "AtomKind": "model",
        "Condition": "model",
        "Fact": "model",
        "Issue": "model",
        "Not": "model",
        "Profile": "model",
        "Rule": "model",
        "RuleBase": "model",
        "grades": "wording",
    },
)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
