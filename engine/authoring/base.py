"""Rules of anybody: with an engine on them if they ask its question, else without."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.dates import utc_today
from ..case.foundation import AnyPath, Foundation, SourceDirectories
from ..case.question import QUESTION
from ..engine import Engine


def load_base(records: AnyPath | None, rules: AnyPath | Sequence[AnyPath]) -> Foundation:
    """Return an `Engine` on some records and rules; without a question for it, what it stands on.

    Takes and raises what `Engine.load` does.
    """
    sources = SourceDirectories.of(records, rules)
    world, rulebase = sources.read()
    if QUESTION in rulebase.questions:
        return Engine(world, rulebase, sources=sources)
    return Foundation(world, rulebase, utc_today, sources)
