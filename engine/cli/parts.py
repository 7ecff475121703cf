"""The parts of a question on the command line: what they are called, and what was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..case.question import ComparedQuestion, question_parts

if TYPE_CHECKING:
    from ..engine import Engine

PARTS: Final = dict(question_parts(ComparedQuestion))

_FLAGS: Final = {
    "positions": "--position",
    "other_place": "--with-place",
    "other_on": "--with-date",
    "other_assume": "--with-assume",
    "other_positions": "--with-position",
}


def flag(name: str) -> str:
    """Return the option for a part of a question."""
    return _FLAGS.get(name, f"--{name.replace('_', '-')}")


@dataclass(frozen=True)
class Asked:
    """The engine that a command asks, and the parts of the question that were given, resolved."""

    engine: Engine
    question: dict[str, Any]
