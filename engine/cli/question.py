"""A question of the command line: the engine it is put to, and its parts, every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..answers.mistakes import PARTS, Mistakes, resolve
from ..engine import Engine
from .parts import Asked
from .supposing import supposed


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
            found[part.name] = supposed(engine, part, given[part.name] or (), mistakes)
    mistakes.done()
    return Asked(engine, found)
