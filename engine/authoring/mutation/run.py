"""Makes the mutants of a rule base, puts each to everything that may catch it, and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...engine import Engine
from ...rulebase.model import RuleBase
from ..cases.case import Suite
from .bench import Bench, compiled
from .closer import look_closer
from .draft import Draft
from .explained import SurvivorExplanation, problems
from .items import VoiceName, record
from .joined import Joined
from .mutant import Mutant
from .occurring import Occurring
from .operators import OPERATORS, days
from .report import MutationReport, Survivor, tallies
from .trial import Catch, Court
from .voices import cases, docket, golden
from .voices.properties import Broken, PropertyVoice

Progress = Callable[[int, int], None]
"""Is told how many mutants were tried, and how many there are."""


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
    trial = _Trial(court, occurring, explained, Joined(occurring), PropertyVoice(occurring))
    for tried, mutant in enumerate(mutants):
        progress(tried, len(mutants))
        trial.hear(mutant)
    progress(len(mutants), len(mutants))
    asked = Counter(item.question.voice for item in items)
    wrong = problems(explained, trial.survivors, [one.id for one in mutants])
    return MutationReport(
        engine.rulebase.digest,
        engine.world.digest,
        trial.catches,
        tallies(mutants, trial.catches),
        tuple(trial.survivors),
        {voice: asked[voice] for voice in VoiceName if asked[voice]},
        tuple(wrong) if put.explained is not None and not put.only else (),
    )


def _mutants(law: Draft, occurring: Occurring, put: Put) -> Iterator[Mutant]:
    for operator in OPERATORS:
        for mutant in operator(law):
            if not put.files or mutant.where.file.startswith(tuple(put.files)):
                yield mutant
    if not put.files:
        yield from days.mutants(law, occurring.steps)


@dataclass
class _Trial:
    """The mutants heard so far."""

    court: Court
    occurring: Occurring
    explained: Mapping[str, SurvivorExplanation]
    joined: Joined
    properties: PropertyVoice
    catches: dict[str, Catch] = field(default_factory=dict)
    survivors: list[Survivor] = field(default_factory=list)

    def hear(self, mutant: Mutant) -> None:
        """Put a mutant to everything, and look closer at it if it survives."""
        caught, rulebase = self.court.try_(mutant)
        if caught is None and rulebase is not None:
            found = next(self._broken(rulebase), None)
            caught = None if found is None else Catch(VoiceName.PROPERTIES, *found)
            if caught is None:
                self.survivors.append(self._survivor(mutant, rulebase))
        if caught is not None:
            self.catches[mutant.id] = caught

    def _broken(self, rulebase: RuleBase) -> Iterator[Broken]:
        """Yield the properties that do not hold, unless nothing is changed that they are about."""
        law = self.court.law.base
        if (rulebase.rules, rulebase.constraints, rulebase.questions) != (
            law.rules,
            law.constraints,
            law.questions,
        ):
            yield from self.properties.broken(compiled(rulebase))

    def _survivor(self, mutant: Mutant, rulebase: RuleBase) -> Survivor:
        same = look_closer(self.court.bench, mutant.draft, rulebase, self.occurring, self.joined)
        entry = self.explained.get(mutant.id)
        shown = str(same) if same.same is False else ""
        return Survivor(mutant, same.same, shown, entry.why if entry else "")
