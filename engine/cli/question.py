"""A question of the command line: the engine it is put to, and its parts, every mistake at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..answers.mistakes import Mistakes, resolve
from ..engine import Engine
from .supposing import Supposed


def load(
    records: Path | None,
    rules: Sequence[Path] | None,
    *supposed: Supposed,
    surnames: bool = False,
    **given: str | None,
) -> tuple[Engine, dict[str, Any]]:
    """Return the engine and the parts of a question, resolved.

    ``given``: texts by their names; ``surnames``: as for `resolve`. Raises every mistake in them
    and in what is supposed at once, and what loading raises.
    """
    engine, mistakes = Engine.load(records=records, rules=rules or ()), Mistakes()
    found = resolve(engine, given, mistakes, surnames=surnames)
    for one in supposed:
        one.check(engine, mistakes)
    mistakes.done()
    return engine, found
