"""A question of the command line: the engine it is put to, and its parts, every mistake at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from ..answers.mistakes import PARTS, Mistakes, resolve
from ..case.question import QuestionPart
from ..engine import Engine
from .parts import Asked, pairs_of


def load(
    records: Path | None,
    rules: Sequence[Path] | None,
    given: Mapping[str, Any],
    *,
    surnames: bool = False,
) -> Asked:
    """Return the engine and what was given, the parts of a question resolved.

    ``given``: texts by the names of parts, lists of ``name=value``, and what is no part of a
    question; ``surnames``: as for `resolve`. Raises every mistake in them at once, and what loading
    raises.
    """
    engine, mistakes = Engine.load(records=records, rules=rules or ()), Mistakes()
    parts = [part for name, part in PARTS.items() if name in given]
    texts = {part.name: given[part.name] for part in parts if not part.mapping}
    found = {name: value for name, value in given.items() if name not in PARTS}
    found |= resolve(engine, texts, mistakes, surnames=surnames)
    for part in parts:
        if part.mapping:
            found[part.name] = _supposed(engine, part, given[part.name] or (), mistakes)
    mistakes.done()
    return Asked(engine, found)


_EXAMPLES: Final = {"facts": "person.office=none", "positions": "personal-immunity=court"}


def _supposed(
    engine: Engine, part: QuestionPart, texts: Sequence[str], mistakes: Mistakes
) -> dict[str, str]:
    """Return what an option supposes, by name; what cannot be is added to ``mistakes``."""
    look = engine.check_assumed if part.kind == "facts" else engine.check_positions
    example = _EXAMPLES[part.kind]
    for text in texts:
        mistakes.attempt(partial(_check, look, part.name, text, example))
    pairs = mistakes.attempt(lambda: pairs_of(part.name, texts, example, strict=False))
    return pairs or {}


def _check(look: Callable[[dict[str, str]], object], field: str, text: str, example: str) -> None:
    look(pairs_of(field, [text], example))
