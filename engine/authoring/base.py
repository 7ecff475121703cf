"""Rules of anybody: with an engine on them if they ask its question, else without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..base.dates import utc_today
from ..case.foundation import AnyPath, SourceDirectories
from ..case.question import QUESTION
from ..engine import Engine
from ..questions.putting import QuestionsEngine
from ..rulebase.layers import split
from ..rulebase.manifest import SAFECONDUCT


def load_base(records: AnyPath | None, rules: AnyPath | Sequence[AnyPath]) -> QuestionsEngine:
    """Return an `Engine` on some records and rules; without its question, what puts the others.

    Rules of one other question that is shipped alone are meant, and not those of travel beside
    them. Takes and raises what `Engine.load` does.
    """
    sources = SourceDirectories.of(records, rules)
    by_base = split(sources.rules)
    sources = replace(sources, alone=len(by_base) == 1 and SAFECONDUCT not in by_base)
    world, rulebase = sources.read()
    if QUESTION in rulebase.questions:
        return Engine(world, rulebase, sources=sources)
    return QuestionsEngine(world, rulebase, utc_today, sources)
