"""Rules of anybody: with an engine on them if they ask its question, else without."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.dates import utc_today
from ..case.foundation import AnyPath, SourceDirectories
from ..case.question import QUESTION
from ..engine import Engine
from ..questions.putting import Questions


def load_base(records: AnyPath | None, rules: AnyPath | Sequence[AnyPath]) -> Questions:
    """Return an `Engine` on some records and rules; without its question, what puts the others.

    Takes and raises what `Engine.load` does.
    """
    sources = SourceDirectories.of(records, rules)
    world, rulebase = sources.read()
    if QUESTION in rulebase.questions:
        return Engine(world, rulebase, sources=sources)
    return Questions(world, rulebase, utc_today, sources)
