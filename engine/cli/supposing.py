"""Assumptions and positions as they are given on the command line: `name=value`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from ..answers.mistakes import Mistakes
from ..base.errors import InputError
from ..engine import Engine

_FACT: Final = "person.office=none"
_ISSUE: Final = "personal-immunity=court"


@dataclass(frozen=True, slots=True)
class Supposed:
    """What options suppose: texts of `FACT=VALUE` and of `ISSUE=POSITION`."""

    assume: Sequence[str]
    position: Sequence[str]

    @classmethod
    def of(cls, assume: Sequence[str] | None, position: Sequence[str] | None) -> Supposed:
        """Return what two options suppose; ``None``: the option was not given."""
        return cls(assume or (), position or ())

    def check(self, engine: Engine, mistakes: Mistakes) -> None:
        """Add what cannot be used of each option to ``mistakes``."""
        for text in self.assume:
            mistakes.attempt(partial(_check, engine.check_assumed, "assume", text, _FACT))
        for text in self.position:
            mistakes.attempt(partial(_check, engine.check_positions, "position", text, _ISSUE))
        mistakes.attempt(lambda: _pairs("assume", self.assume, _FACT, strict=False))
        mistakes.attempt(lambda: _pairs("position", self.position, _ISSUE, strict=False))

    @property
    def assumed(self) -> Mapping[str, str]:
        """The facts supposed, by name."""
        return _pairs("assume", self.assume, _FACT)

    @property
    def positions(self) -> Mapping[str, str]:
        """The positions taken, by issue."""
        return _pairs("position", self.position, _ISSUE)


def _check(look: Callable[[dict[str, str]], object], field: str, text: str, example: str) -> None:
    look(_pairs(field, [text], example))


def _pairs(
    field: str, given: Sequence[str], example: str, *, strict: bool = True
) -> dict[str, str]:
    """Return names with their values; raises `InputError` for a name with two values.

    ``field``: the option, for the error; ``example``: what would be right instead of a text that
    is no pair, which is an error as well if ``strict``.
    """
    found: dict[str, str] = {}
    for text in given:
        name, sign, value = (part.strip() for part in text.partition("="))
        if not (name and sign and value):
            if strict:
                raise InputError(
                    field, text, "is not a name, an equals sign and a value", (example,)
                )
            continue
        if found.setdefault(name, value) != value:
            raise InputError(field, text, f"contradicts {name}={found[name]}")
    return found
