"""Hears mutants one by one: who catches each, and a closer look at what survives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...case.foundation import Foundation
from ...rulebase.model import RuleBase
from .bench import compiled
from .draft import Draft, Mutant
from .equivalence import Equivalence
from .items import VoiceName
from .report import MutationReport, Survivor, SurvivorExplanation, problems, tallies
from .trial import Catch, Court
from .voices.properties import Broken, PropertyVoice

Progress = Callable[[int, int], None]
"""Is told how many mutants were tried, and how many there are."""


@dataclass
class Trial:
    """The mutants heard so far; ``closer`` tells whether a survivor is like the law."""

    court: Court
    explained: Mapping[str, SurvivorExplanation]
    properties: PropertyVoice
    closer: Callable[[Draft, RuleBase], Equivalence]
    catches: dict[str, Catch] = field(default_factory=dict)
    survivors: list[Survivor] = field(default_factory=list)

    def hear_all(self, mutants: Sequence[Mutant], progress: Progress) -> None:
        """Put mutants to everything, telling how many were tried."""
        for tried, mutant in enumerate(mutants):
            progress(tried, len(mutants))
            self.hear(mutant)
        progress(len(mutants), len(mutants))

    def report(self, base: Foundation, mutants: Sequence[Mutant], *, full: bool) -> MutationReport:
        """Return what came of the mutants; ``full``: whether the list of survivors has to fit."""
        asked = Counter(item.question.voice for item in self.court.items)
        wrong = problems(self.explained, self.survivors, [one.id for one in mutants])
        return MutationReport(
            base.rulebase.digest,
            base.world.digest,
            self.catches,
            tallies(mutants, self.catches),
            tuple(self.survivors),
            {voice: asked[voice] for voice in VoiceName if asked[voice]},
            tuple(mutants),
            tuple(wrong) if full else (),
        )

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
        same = self.closer(mutant.draft, rulebase)
        entry = self.explained.get(mutant.id)
        shown = str(same) if same.same is False else ""
        return Survivor(mutant, same.same, shown, entry.why if entry else "")
