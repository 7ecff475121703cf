"""Assumptions and positions as they are given on the command line: `name=value`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from ..answers.mistakes import Mistakes
from ..base.errors import InputError
from ..case.question import QuestionPart
from ..engine import Engine

_EXAMPLES: Final = {"facts": "person.office=none", "positions": "personal-immunity=court"}


def supposed(
    engine: Engine, part: QuestionPart, texts: Sequence[str], mistakes: Mistakes
) -> dict[str, str]:
    """Return what an option supposes, by name; what cannot be is added to ``mistakes``."""
    look = engine.check_assumed if part.kind == "facts" else engine.check_positions
    example = _EXAMPLES[part.kind]
    for text in texts:
        mistakes.attempt(partial(_check, look, part.name, text, example))
    pairs = mistakes.attempt(lambda: _pairs(part.name, texts, example, strict=False))
    return pairs or {}


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
