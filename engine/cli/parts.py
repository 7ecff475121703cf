"""The parts of a question on the command line: what they are called, and what was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..base.errors import InputError
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


def pair_of(field: str, text: str, example: str) -> tuple[str, str]:
    """Return the name and the value in a text; raises `InputError` for one that is no pair.

    ``field``: the option, for the error; ``example``: what would be right.
    """
    name, sign, value = (part.strip() for part in text.partition("="))
    if not (name and sign and value):
        raise InputError(field, text[:60], "is not a name, an equals sign and a value", (example,))
    return name, value


def pairs_of(
    field: str, given: Sequence[str], example: str, *, strict: bool = True
) -> dict[str, str]:
    """Return values by name; raises `InputError` for a name with two values.

    A text that is no pair is an error as well if ``strict``, and is left out otherwise.
    """
    found: dict[str, str] = {}
    for text in given:
        try:
            name, value = pair_of(field, text, example)
        except InputError:
            if strict:
                raise
            continue
        if found.setdefault(name, value) != value:
            raise InputError(field, text, f"contradicts {name}={found[name]}")
    return found
