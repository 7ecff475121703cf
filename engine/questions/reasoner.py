"""Settles one question as its file puts it: resolved, determined in all its cases, contested."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Final

from ..base.cache import Cache
from ..base.errors import InputError, RulesError, SeveralMistakes
from ..case.consistency import check_assumptions
from ..case.joint import JointDetermination
from ..case.proof.prover import Prover
from ..case.resolve import Lookup
from ..inference.contest import contest
from ..inference.inference import UNDETERMINED, Inference
from ..inference.joint import JointQuestion
from ..records.world import World
from ..rulebase.model import Assignment, DecisionTable, RuleBase
from ..rulebase.readings import Readings
from .asked import AskedQuestion, Asking
from .binding import Binding
from .cases import CaseBuilder, NamedCases, unanswerable
from .kinds import STANDARD, Kind
from .left_out import OpenCases

_KEPT: Final = 1 << 12
"""How many determinations are kept."""

FIRST: Final = date.min.toordinal()
"""The first day (ordinal) that there is."""

_MOST_TIMELINES: Final = 1 << 15

_MOST_OPEN: Final = 6
"""How many facts may be open because inputs are left out."""


class QuestionReasoner:
    """Settles one question in one world.

    ``inference``: of the rules that the question reaches. ``today``: the clock. Raises `RulesError`
    if it cannot be answered, though its file is well-formed.
    """

    def __init__(
        self,
        world: World,
        inference: Inference,
        binding: Binding,
        today: Callable[[], date],
    ) -> None:
        self.world = world
        self.inference = inference
        self.today = today
        self.kinds: Final[Mapping[str, Kind]] = {**STANDARD, **binding.kinds}
        self.readings = Readings(self.rulebase, world.known_on)
        self.binding = binding
        problems = unanswerable(self.table, binding)
        if problems:
            raise RulesError(problems)
        self._builder: CaseBuilder | None = None
        self._kept: Cache[tuple[object, ...], JointDetermination] = Cache(_KEPT)

    @property
    def table(self) -> DecisionTable:
        """The question: its tables, its words and how it is put."""
        return self.inference.question

    @property
    def rulebase(self) -> RuleBase:
        """The rules that the question reaches."""
        return self.inference.rulebase

    @property
    def builder(self) -> CaseBuilder:
        """What makes the cases; it is made anew when it keeps too many."""
        found = self._builder
        if found is None or len(found.timelines) > _MOST_TIMELINES:
            found = CaseBuilder(self.world, self.rulebase, self.table, self.binding, self.kinds)
            self._builder = found
        return found

    @cached_property
    def lookup(self) -> Lookup:
        """What resolves names."""
        return Lookup(self.world, self.rulebase)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome that the answer may have, the most severe first."""
        return (*self.table.severity, UNDETERMINED)

    def asked(self, said: Mapping[str, object]) -> AskedQuestion:
        """Return a question resolved; raises `InputError`, `UnknownName` or `SeveralMistakes`."""
        asking = Asking(self.lookup, self.rulebase, self.table, self.kinds)
        return asking.read(said, self.today())

    def cases(self, asked: AskedQuestion) -> NamedCases:
        """Return the cases of a question; of what is left out, for all that may be meant."""
        found, missing = self.plain(asked), self._missing(asked)
        if len(missing) != 1:
            return found
        (name,) = missing
        return OpenCases(
            found.world,
            found.rulebase,
            found.given,
            found.timelines,
            found.named,
            found.ids,
            self.builder.every(asked, name),
            name,
            self.builder.depends(name),
        )

    def plain(self, asked: AskedQuestion) -> NamedCases:
        """Return the cases of a question; every fact that hangs on what is left out is open.

        `determination` raises what is needed of that.
        """
        return self.builder.of(asked)

    def _missing(self, asked: AskedQuestion) -> list[str]:
        return [name for name in self.table.asked.cases if not asked.one(name)]

    def determination(
        self, asked: AskedQuestion, cases: NamedCases, day: int
    ) -> JointDetermination:
        """Return what follows from the truths of ``day`` (ordinal)."""
        positions = self.readings.with_choices(asked.profile, asked.positions)
        if asked.given.assumed:
            for index in range(len(cases.timelines)):
                check_assumptions(self.rulebase, asked.given, cases.recorded(index, day))
        key = *cases.kind, positions, cases.moment(day)
        known = self._kept.get(key)
        return known or self._kept.keep(key, self._determine(asked, cases, day, positions))

    def asks_for(self, asked: AskedQuestion, fact: str) -> str:
        """Return what asks for the inputs left out that a fact hangs on; nothing if for none."""
        missing = [one for one in self._missing(asked) if fact in self.builder.depends(one)]
        inputs = self.table.asked.inputs
        return " ".join(inputs[one].asks or inputs[one].means for one in missing)

    def _asking(self, name: str) -> InputError:
        """Return that an input is needed after all."""
        one = self.table.asked.inputs[name]
        told_ = "is needed here"
        told_ += f": {one.asks[0].lower()}{one.asks[1:]}" if one.asks else ""
        return InputError(name, None, told_, one.examples, code="missing-value")

    def _determine(
        self, asked: AskedQuestion, cases: NamedCases, day: int, positions: Assignment
    ) -> JointDetermination:
        joint = cases.alike(self.inference, day)
        if not isinstance(cases, OpenCases):
            self._need(asked, joint)
        settled = joint.settle(positions)
        weigh = partial(contest, self.readings, joint, positions, settled)
        return JointDetermination(positions, settled, weigh)

    def _need(self, asked: AskedQuestion, joint: JointQuestion) -> None:
        """Raise what is left out of that which tells cases apart, if too much hangs on it.

        What no open fact that matters hangs on is not asked for.
        """
        missing = self._missing(asked)
        if not missing:
            return
        open_, decisive = joint.mattering()
        hanging = [name for name in missing if decisive & self.builder.depends(name)]
        if len(open_) > _MOST_OPEN and hanging:
            errors = [self._asking(name) for name in hanging]
            raise errors[0] if len(errors) == 1 else SeveralMistakes(errors)

    def prover(self, cases: NamedCases, found: JointDetermination, index: int, day: int) -> Prover:
        """Return what proves the case at ``index`` on ``day``, in the completion that is shown."""
        if isinstance(cases, OpenCases):
            return cases.shown(found, index, day, self.inference)
        joint = cases.alike(self.inference, day)
        known = dict(zip(found.settled.unknowns, found.shown.values, strict=True))
        assignment = joint.assign(index, known) + found.positions
        return cases.prover(index, day, assignment, self.inference)

    def past(self, on: date) -> bool:
        """Return whether a day is over, so that what was so on it is told in the past tense."""
        return on < self.today()

    def starts(self, cases: NamedCases) -> tuple[int, ...]:
        """Return every day (ordinal) on which a fact of the cases changes, from the first on."""
        return tuple(sorted({FIRST, *(one for one in cases.changes() if one > FIRST)}))
