"""Rules of anybody: with an engine on them if they ask its question, else without."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.dates import utc_today
from ..case.foundation import AnyPath, SourceDirectories
from ..case.question import QUESTION
from ..engine import Engine
from ..questions.putting import Questions
from ..rulebase.layers import split
from ..rulebase.load import build, read_layers
from ..rulebase.manifest import SAFECONDUCT


def load_base(records: AnyPath | None, rules: AnyPath | Sequence[AnyPath]) -> Questions:
    """Return an `Engine` on some records and rules; without its question, what puts the others.

    Rules of one other question that is shipped alone are meant, and not those of travel beside
    them. Takes and raises what `Engine.load` does.
    """
    sources = SourceDirectories.of(records, rules)
    world, rulebase = sources.read()
    by_base = split(sources.rules)
    if len(by_base) == 1 and SAFECONDUCT not in by_base:
        rulebase = build(read_layers(sources.rules))
    if QUESTION in rulebase.questions:
        return Engine(world, rulebase, sources=sources)
    return Questions(world, rulebase, utc_today, sources)
