"""Answers one question, as its file puts it: settled, contested, proved, over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from typing import Any, Final

from ..base.cache import Cache
from ..base.errors import InputError
from ..base.words import day, listing, sentence
from ..case.consistency import check_assumptions
from ..case.joint import JointDetermination, merged
from ..case.proof.leaves import assumptions_of, leaves_of
from ..case.proof.nodes import Ground, Node, walk
from ..case.proof.prover import Prover
from ..case.resolve import Lookup
from ..inference.contest import contest
from ..inference.inference import UNDETERMINED, Inference
from ..records.describe import describe
from ..records.reference import Named, RecordRef
from ..records.world import World
from ..rulebase.asked import DAY
from ..rulebase.model import Assignment, Atom, AtomKind, DecisionTable, RuleBase
from ..rulebase.readings import Readings
from ..rulebase.wording import OUTCOME
from . import answer as told
from .asked import AskedQuestion, Asking
from .binding import Binding
from .cases import CaseBuilder, NamedCases
from .kinds import STANDARD, Kind

_KEPT: Final = 1 << 12
"""How many determinations are kept."""

_FIRST: Final = date.min.toordinal()


class Answerer:
    """Answers one question in one world; see `Engine.answer`.

    ``inference``: of the rules that the question reaches. ``today``: the clock.
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
        self._check_kinds()
        self.readings = Readings(self.rulebase, world.known_on)
        self._binding = binding
        self._kept: Cache[tuple[object, ...], JointDetermination] = Cache(_KEPT)

    def _check_kinds(self) -> None:
        for one in self.table.asked.inputs.values():
            if one.of and one.of != DAY and one.of not in self.kinds:
                told_ = f"`of: {one.of}` is not a kind of record that can be named"
                raise InputError(one.name, one.of, told_, (DAY, *self.kinds))

    @property
    def table(self) -> DecisionTable:
        """The question: its tables, its words and how it is put."""
        return self.inference.question

    @property
    def rulebase(self) -> RuleBase:
        """The rules that the question reaches."""
        return self.inference.rulebase

    @cached_property
    def builder(self) -> CaseBuilder:
        """What makes the cases."""
        return CaseBuilder(self.world, self.rulebase, self.table, self._binding, self.kinds)

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

    def answer(self, asked: AskedQuestion) -> told.QuestionAnswer:
        """Return the answer.

        Of a span the answer is that of its worst day, and `steps` has what follows within it.
        Raises `InputError` if what is assumed cannot be so, `TooManyUnknowns`, `Contradiction` and
        `EvaluatorDisagreement`.
        """
        cases, on = self.builder.of(asked), asked.on
        steps: tuple[told.OutcomePeriod, ...] = ()
        if asked.until is not None:
            steps = tuple(self._within(asked, cases))
            worst = min(steps, key=lambda one: self._severity(one.outcome))
            on = worst.since or on
        return self._told(asked, cases, on, steps)

    def _severity(self, outcome: str) -> int:
        """Return how severe an outcome is; what is open may be the worst, so it comes second."""
        worst, *others = self.table.severity
        return [worst, UNDETERMINED, *others].index(outcome)

    def determination(
        self, asked: AskedQuestion, cases: NamedCases, day: int
    ) -> JointDetermination:
        """Return what follows from the truths of ``day`` (ordinal)."""
        positions = self._positions(asked)
        if asked.given.assumed:
            for index in range(len(cases.timelines)):
                check_assumptions(self.rulebase, asked.given, cases.recorded(index, day))
        key = *cases.kind, positions, cases.moment(day)
        known = self._kept.get(key)
        return known or self._kept.keep(key, self._determine(cases, day, positions))

    def _determine(self, cases: NamedCases, day: int, positions: Assignment) -> JointDetermination:
        joint = cases.alike(self.inference, day)
        settled = joint.settle(positions)
        weigh = partial(contest, self.readings, joint, positions, settled)
        return JointDetermination(positions, settled, weigh)

    def _positions(self, asked: AskedQuestion) -> Assignment:
        return self.readings.with_choices(asked.profile, asked.positions)

    def _told(
        self,
        asked: AskedQuestion,
        cases: NamedCases,
        on: date,
        steps: tuple[told.OutcomePeriod, ...],
    ) -> told.QuestionAnswer:
        day = on.toordinal()
        found = self.determination(asked, cases, day)
        provers = [self.prover(cases, found, index, day) for index in range(len(cases.timelines))]
        outcome = found.settled.outcome
        decided = []
        for index, (prover, verdict) in enumerate(zip(provers, found.shown.verdicts, strict=True)):
            row = verdict.row
            rows = (one.when for one in self.table.outcome)
            proof = prover.holds(row.when) if row else prover.clashes(rows)
            decided.append(
                told.CaseDecision(
                    of=self._of(cases.ids[index]),
                    outcome=self._alone(found, index),
                    parts=self._parts([one.verdicts[index] for one in found.settled.completions]),
                    grounds=verdict.grounds,
                    qualifications=verdict.qualifications,
                    decides=index in found.decisive,
                    proof=tuple(proof),
                )
            )
        labels = found.qualifications(self.table.qualifications.values())
        qualified = tuple(
            told.Labelled(
                qualification=name,
                says=self.table.wording.qualification_of(name),
                proof=tuple(
                    node
                    for conclusion, its in self.table.qualifications.items()
                    if its == name
                    for node in provers[found.decisive[0] if found.decisive else 0].holds(
                        Atom(AtomKind.CONCLUSION, conclusion)
                    )
                ),
            )
            for name in labels
        )
        leaves = leaves_of([node for one in decided for node in one.proof])
        grades = self.table.exposure.get(outcome)
        everything = [
            *(n for one in decided for n in one.proof),
            *(n for q in qualified for n in q.proof),
        ]
        return told.QuestionAnswer(
            question=self.table.id,
            title=self.table.title,
            headline=self._headline(asked, found, on),
            inputs=self.inputs(asked),
            on=on,
            until=asked.until,
            past=self.past(on),
            known_on=self.world.known_on,
            profile=asked.profile.id,
            positions=dict(asked.positions),
            outcome=outcome,
            contested=found.contested,
            parts=self._of_deciding(found),
            grounds=self.grounds(found),
            qualifications=qualified,
            exposure=grades[found.contested is not False] if grades else None,
            turns_on=tuple(self._turns(found)),
            unknown=tuple(self._unknown(cases, found, day)),
            assumptions=assumptions_of(leaves),
            cases=tuple(decided),
            valid=self._around(asked, cases, day),
            steps=steps,
            records=self.records(everything),
            world=self.world.digest,
            rules=self.rulebase.digest,
        ).told_in(self.table.wording)

    def prover(self, cases: NamedCases, found: JointDetermination, index: int, day: int) -> Prover:
        """Return what proves the case at ``index`` on ``day``, in the completion that is shown."""
        joint = cases.alike(self.inference, day)
        known = dict(zip(found.settled.unknowns, found.shown.values, strict=True))
        assignment = joint.assign(index, known) + found.positions
        return cases.prover(index, day, assignment, self.inference)

    def past(self, on: date) -> bool:
        """Return whether a day is over, so that what was so on it is told in the past tense."""
        return on < self.today()

    def _headline(self, asked: AskedQuestion, found: JointDetermination, on: date) -> str:
        names = self._names(asked, on)
        past, wording = self.past(on), self.table.wording
        outcome = found.settled.outcome
        said = wording.answer_of({OUTCOME: outcome, **self._of_deciding(found)}, names, past=past)
        disputed = {
            True: "; this is disputed",
            None: "; whether this is disputed depends on what is not known",
        }
        return sentence(f"{said}{disputed.get(found.contested, '')}")

    def _names(self, asked: AskedQuestion, on: date) -> Mapping[str, str]:
        found = {}
        for name, one in self.table.asked.inputs.items():
            values = asked.values.get(name, ())
            if one.of == DAY and values:
                found[name] = day(on) if name == self.table.asked.day else day(values[0])
            elif values:
                named = [self.builder.named({name: value})[name] for value in values]
                found[name] = listing(named)
        return found

    def inputs(self, asked: AskedQuestion) -> dict[str, tuple[Named, ...]]:
        """Return what was asked, by input."""
        return {
            name: tuple(self._named(name, one) for one in ids) for name, ids in asked.values.items()
        }

    def _named(self, name: str, id_: str) -> Named:
        of = self.table.asked.inputs[name].of
        kind = self.kinds.get(of)
        return Named(id=id_, name=kind.name(self.world, id_) if kind else id_)

    def _of(self, ids: Mapping[str, str]) -> dict[str, Named]:
        return {name: self._named(name, ids[name]) for name in self.table.asked.cases if ids[name]}

    @staticmethod
    def _alone(found: JointDetermination, index: int) -> str:
        outcomes = {one.verdicts[index].outcome for one in found.settled.completions}
        return outcomes.pop() if len(outcomes) == 1 else UNDETERMINED

    def _of_deciding(self, found: JointDetermination) -> dict[str, str]:
        """Return what the parts say of the cases that decide."""
        completions = found.settled.completions
        return self._parts([one.verdicts[i] for one in completions for i in found.decisive])

    def _parts(self, verdicts: list[Any]) -> dict[str, str]:
        """Return what each part says if it is one thing; otherwise it is undetermined."""
        result = {}
        for name in self.table.parts:
            said = {verdict.parts[name] for verdict in verdicts}
            result[name] = verdicts[0].parts[name] if len(said) == 1 else UNDETERMINED
        return result

    @staticmethod
    def grounds(found: JointDetermination) -> tuple[str, ...]:
        """Return on what the outcome rests, of the cases that decide."""
        if found.settled.outcome == UNDETERMINED:
            return ()
        return merged(found.shown.verdicts[index].grounds for index in found.decisive)

    def _turns(self, found: JointDetermination) -> Iterator[told.IssueTurned]:
        for turn in found.contest.turns_on:
            issue = self.rulebase.issues[turn.issue]
            yield told.IssueTurned(
                issue=issue.id,
                question=issue.question,
                positions=tuple(
                    told.PositionTaken(
                        position=issue.positions[index].id,
                        title=issue.positions[index].title,
                        standing=self.readings.standing(issue.positions[index]).value,
                        holders=issue.positions[index].holders,
                        outcome=outcome,
                        chosen=index == found.positions[turn.issue],
                    )
                    for index, outcome in turn.outcomes.items()
                ),
                given={
                    self.rulebase.issues[one].id: self.rulebase.issues[one].positions[position].id
                    for one, position in turn.given
                },
            )

    def _unknown(
        self, cases: NamedCases, found: JointDetermination, day: int
    ) -> Iterator[told.OpenFact]:
        settled = found.settled
        for position, variable in enumerate(settled.unknowns):
            index, number = cases.unknown(variable)
            fact = self.rulebase.facts[number]
            outcomes: dict[str, dict[str, None]] = {}
            for completion in settled.completions:
                value = fact.values[completion.values[position]]
                outcomes.setdefault(value, {})[completion.outcome] = None
            if len({tuple(sorted(one)) for one in outcomes.values()}) > 1:
                yield told.OpenFact(
                    fact=fact.name,
                    question=self.builder.asks(fact.name, cases, index)
                    or cases.asks(number, index),
                    why=cases.timelines[index].holding(number, day).reason,
                    outcomes={value: tuple(one) for value, one in outcomes.items()},
                )

    def records(self, nodes: list[Node]) -> dict[str, RecordRef]:
        """Return every record that some proofs rest on, told in a sentence."""
        ids = dict.fromkeys(
            record for part in walk(nodes) if isinstance(part, Ground) for record in part.records
        )
        return {id_: describe(self.world, self.world.records[id_]) for id_ in ids}

    def starts(self, cases: NamedCases) -> tuple[int, ...]:
        """Return every day (ordinal) on which a fact of the cases changes, from the first on."""
        return tuple(sorted({_FIRST, *(one for one in cases.changes() if one > _FIRST)}))

    def period(
        self, asked: AskedQuestion, cases: NamedCases, since: int, until: int | None
    ) -> told.OutcomePeriod:
        """Return what follows from ``since`` (ordinal) on; ``until``: when that may change."""
        found = self.determination(asked, cases, since)
        return told.OutcomePeriod(
            since=date.fromordinal(since) if since > _FIRST else None,
            until=date.fromordinal(until) if until else None,
            outcome=found.settled.outcome,
            contested=found.contested,
            parts=self._of_deciding(found),
            grounds=self.grounds(found),
            opened_by=cases.records_at(since) if since > _FIRST else (),
        )

    def periods(
        self, asked: AskedQuestion, cases: NamedCases, days: tuple[int, ...]
    ) -> tuple[told.OutcomePeriod, ...]:
        """Return the periods that begin on some of ``days``, neighbours alike joined."""
        found: list[told.OutcomePeriod] = []
        for start in days:
            one = self.period(asked, cases, start, None)
            if found and _alike(found[-1], one):
                continue
            if found:
                found[-1] = found[-1].model_copy(update={"until": one.since})
            found.append(one)
        return tuple(found)

    def _within(self, asked: AskedQuestion, cases: NamedCases) -> Iterator[told.OutcomePeriod]:
        assert asked.until is not None
        first, last = asked.on.toordinal(), asked.until.toordinal()
        days = (first, *(one for one in self.starts(cases) if first < one <= last))
        after = date.fromordinal(last + 1)
        found = self.periods(asked, cases, days)
        yield from (one.model_copy(update={"until": one.until or after}) for one in found)

    def _around(self, asked: AskedQuestion, cases: NamedCases, day: int) -> told.OutcomePeriod:
        if asked.given.assumed:  # what is supposed is supposed of that day alone
            since = date.fromordinal(day)
            return self.period(asked, cases, day, day + 1).model_copy(update={"since": since})
        found = self.periods(asked, cases, self.starts(cases))
        on = date.fromordinal(day)
        return next(one for one in reversed(found) if one.since is None or one.since <= on)


def _alike(one: told.OutcomePeriod, other: told.OutcomePeriod) -> bool:
    same = ("outcome", "contested", "parts", "grounds")
    return all(getattr(one, name) == getattr(other, name) for name in same)
