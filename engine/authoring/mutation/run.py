"""Makes the mutants of a rule base, puts each to everything that may catch it, and reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...engine import Engine
from ..cases.case import Suite
from .bench import Bench, compiled
from .closer import look_closer
from .draft import Draft, Mutant
from .hearing import Progress, Trial
from .items import record
from .joined import Joined
from .occurring import Occurring
from .operators import OPERATORS, days
from .report import MutationReport, SurvivorExplanation
from .trial import Court
from .voices import cases, docket, golden
from .voices.properties import PropertyVoice


@dataclass(frozen=True)
class Put:
    """What mutants are put to, and which of them.

    ``golden``: a directory of explanations that are kept. ``files``: beginnings of the names of
    rule files whose mutants are wanted; none: all of them, and those of the records' days.
    ``only``: a part that the id of a mutant has. ``explained``: the mutants that may survive;
    without a list none is held against the report.
    """

    suite: Suite
    golden: Path | None = None
    files: Collection[str] = ()
    only: str = ""
    explained: Mapping[str, SurvivorExplanation] | None = None


def mutate(
    engine: Engine, put: Put, progress: Progress = lambda _tried, _total: None
) -> MutationReport:
    """Return who catches each mutant of an engine's rules, and what survives.

    Raises `NotMet` if a case or an explanation does not stand under the law as it is, and
    `InputError` if the explanations cannot be read.
    """
    law, bench = Draft.of(engine.rulebase), Bench(engine)
    items = [
        *record(bench, law, cases.questions(put.suite)),
        *record(bench, law, docket.questions(engine.world)),
        *(record(bench, law, golden.questions(put.golden)) if put.golden else ()),
    ]
    court = Court(bench, law, items)
    occurring = Occurring(engine.world, engine.reasoner.timelines, compiled(engine.rulebase))
    mutants = [one for one in _mutants(law, occurring, put) if put.only in one.id]
    explained = put.explained or {}
    joined = Joined(occurring)
    trial = Trial(
        court,
        explained,
        PropertyVoice(occurring),
        lambda draft, made: look_closer(bench, draft, made, occurring, joined),
    )
    trial.hear_all(mutants, progress)
    return trial.report(engine, mutants, full=put.explained is not None and not put.only)


def _mutants(law: Draft, occurring: Occurring, put: Put) -> Iterator[Mutant]:
    for operator in OPERATORS:
        for mutant in operator(law):
            if not put.files or mutant.where.file.startswith(tuple(put.files)):
                yield mutant
    if not put.files:
        yield from days.mutants(law, occurring.steps)
