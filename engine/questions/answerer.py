"""Answers one question, as its file puts it: settled, contested, proved, over time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from ..base.errors import InputError, SeveralMistakes
from ..case.joint import JointDetermination, merged
from ..case.proof.leaves import assumptions_of, leaves_of
from ..case.proof.nodes import Ground, Node, walk
from ..inference.inference import UNDETERMINED
from ..records.describe import describe
from ..records.models import Confidence
from ..records.reference import Named, RecordRef
from ..rulebase.asked import NOTHING
from ..rulebase.model import Atom, AtomKind
from ..rulebase.wording import ABOUT_THE_ANSWER
from . import answer as told
from .asked import AskedQuestion
from .cases import NamedCases
from .headline import headline
from .left_out import OpenCases
from .reasoner import FIRST, QuestionReasoner
from .unsettled import clashes, open_facts


class Answerer(QuestionReasoner):
    """Answers one question in one world; see `Engine.answer`."""

    def answer(self, asked: AskedQuestion) -> told.QuestionAnswer:
        """Return the answer.

        Of a span the answer is that of its worst day, and `steps` has what follows within it.
        Raises `InputError` if what is assumed cannot be so, or something is left out on which the
        answer depends and too much hangs, `TooManyUnknowns`, `Contradiction` and
        `EvaluatorDisagreement`.
        """
        cases, on = self.cases(asked), asked.on
        steps: tuple[told.OutcomePeriod, ...] = ()
        if asked.until is not None:
            if isinstance(cases, OpenCases) and len(self._days(asked, cases)) > _MOST_DAYS:
                cases = self.plain(asked)
            steps = tuple(self._within(asked, cases))
            worst = min(steps, key=lambda one: self._severity(one.outcome))
            on = worst.since or on
        return self._told(asked, cases, on, steps)

    def _severity(self, outcome: str) -> int:
        """Return how severe an outcome is; what is open may be the worst, so it comes second."""
        worst, *others = self.table.severity
        return [worst, UNDETERMINED, *others].index(outcome)

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
                    outcome=found.alone(index),
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
        records, parts = self.records(everything), self._of_deciding(found)
        return told.QuestionAnswer(
            question=self.table.id,
            title=self.table.title,
            disclaimer=self.table.wording.disclaimer,
            headline=headline(self, asked, cases, found, parts, on, steps),
            inputs=self.inputs(asked),
            on=on,
            until=asked.until,
            past=self.past(on),
            known_on=self.world.known_on,
            profile=asked.profile.id,
            positions=dict(asked.positions),
            outcome=outcome,
            contested=found.contested,
            parts=parts,
            grounds=self.grounds(found),
            qualifications=(*qualified, *self._about_the_answer(asked.until or on, records)),
            exposure=grades[found.contested is not False] if grades else None,
            turns_on=tuple(self._turns(found)),
            unknown=tuple(open_facts(self, asked, cases, found, day)),
            unsettled=tuple(clashes(found, decided)),
            assumptions=assumptions_of(leaves),
            cases=tuple(decided),
            valid=self._around(asked, cases, day),
            steps=steps,
            records=records,
            world=self.world.digest,
            rules=self.rulebase.digest,
        ).told_in(self.table.wording)

    def _about_the_answer(
        self, last: date, records: Mapping[str, RecordRef]
    ) -> Iterator[told.Labelled]:
        """Yield what the records say about the answer, beside what rules add."""
        reach, known_on = self.world.reach.get("record"), self.world.known_on
        ends = [one for one in (reach.until if reach else None, known_on) if one is not None]
        projected = bool(ends) and last > min(ends)
        low = any(one.confidence is Confidence.LOW for one in records.values())
        for name, holds in zip(ABOUT_THE_ANSWER, (projected, low), strict=True):
            if holds:
                says = self.table.wording.qualification_of(name)
                yield told.Labelled(qualification=name, says=says, proof=())

    def inputs(self, asked: AskedQuestion) -> dict[str, tuple[Named, ...]]:
        """Return what was asked, by input."""
        return {
            name: tuple(self._named(name, one) for one in ids)
            for name, ids in asked.values.items()
            if NOTHING not in ids
        }

    def _named(self, name: str, id_: str) -> Named:
        of = self.table.asked.inputs[name].of
        kind = self.kinds.get(of)
        return Named(id=id_, name=kind.name(self.world, id_) if kind else id_)

    def _of(self, ids: Mapping[str, str]) -> dict[str, Named]:
        named = (name for name in self.table.asked.cases if ids[name] not in {"", NOTHING})
        return {name: self._named(name, ids[name]) for name in named}

    def _of_deciding(self, found: JointDetermination) -> dict[str, str]:
        """Return what the parts say of the cases that decide.

        Of several that decide together the value counts that comes first in the part's table.
        """
        result = {}
        for name, rows in self.table.parts.items():
            order = [row.value for row in rows] + [UNDETERMINED]
            said = {
                min(
                    (v.parts[name] for v in one.verdicts if v.outcome == one.outcome),
                    key=order.index,
                    default=UNDETERMINED,
                )
                for one in found.settled.completions
            }
            result[name] = said.pop() if len(said) == 1 else UNDETERMINED
        return result

    def _parts(self, verdicts: list[Any]) -> dict[str, str]:
        """Return what each part says if it is one thing; otherwise it is undetermined."""
        result = {}
        for name in self.table.parts:
            said = {verdict.parts[name] for verdict in verdicts}
            result[name] = verdicts[0].parts[name] if len(said) == 1 else UNDETERMINED
        return result

    @staticmethod
    def grounds(found: JointDetermination) -> tuple[str, ...]:
        """Return on what the outcome rests whatever is not known, of the cases that decide."""
        if found.settled.outcome == UNDETERMINED:
            return ()
        resting = [
            merged(it.grounds for it in one.verdicts if it.outcome == one.outcome)
            for one in found.settled.completions
        ]
        shown = merged(found.shown.verdicts[index].grounds for index in found.decisive)
        return tuple(ground for ground in shown if all(ground in one for one in resting))

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

    def records(self, nodes: list[Node]) -> dict[str, RecordRef]:
        """Return every record that some proofs rest on, told in a sentence."""
        ids = dict.fromkeys(
            record for part in walk(nodes) if isinstance(part, Ground) for record in part.records
        )
        return {id_: describe(self.world, self.world.records[id_]) for id_ in ids}

    def period(
        self, asked: AskedQuestion, cases: NamedCases, since: int, until: int | None
    ) -> told.OutcomePeriod:
        """Return what follows from ``since`` (ordinal) on; ``until``: when that may change."""
        found = self.determination(asked, cases, since)
        return told.OutcomePeriod(
            since=date.fromordinal(since) if since > FIRST else None,
            until=date.fromordinal(until) if until else None,
            outcome=found.settled.outcome,
            contested=found.contested,
            parts=self._of_deciding(found),
            grounds=self.grounds(found),
            opened_by=cases.records_at(since) if since > FIRST else (),
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
        end = _after(asked.until.toordinal())
        after = date.fromordinal(end) if end else None
        found = self.periods(asked, cases, self._days(asked, cases))
        yield from (one.model_copy(update={"until": one.until or after}) for one in found)

    def _days(self, asked: AskedQuestion, cases: NamedCases) -> tuple[int, ...]:
        """Return the days (ordinal) of a span on which something may be otherwise."""
        assert asked.until is not None
        first, last = asked.on.toordinal(), asked.until.toordinal()
        return first, *(one for one in self.starts(cases) if first < one <= last)

    def _around(self, asked: AskedQuestion, cases: NamedCases, day: int) -> told.OutcomePeriod:
        if asked.given.assumed or isinstance(cases, OpenCases):  # of that day alone
            since = date.fromordinal(day)
            return self.period(asked, cases, day, _after(day)).model_copy(update={"since": since})
        starts = self.starts(cases)
        here = bisect_right(starts, day) - 1
        found = self.period(asked, cases, starts[here], None)
        for start in reversed(starts[:here]):
            one = self._settled(asked, cases, start)
            if one is None or not _alike(one, found):
                break
            found = one
        for start in starts[here + 1 :]:
            one = self._settled(asked, cases, start)
            if one is None or not _alike(one, found):
                return found.model_copy(update={"until": date.fromordinal(start)})
        return found

    def ahead(
        self, asked: AskedQuestion, cases: NamedCases, on: int
    ) -> tuple[told.OutcomePeriod, ...]:
        """Return the periods after that of ``on``, up to a day for which something is needed."""
        days = [on]
        for start in self.starts(cases):
            if start > on:
                if self._settled(asked, cases, start) is None:
                    break
                days.append(start)
        return self.periods(asked, cases, tuple(days))[1:]

    def _settled(
        self, asked: AskedQuestion, cases: NamedCases, start: int
    ) -> told.OutcomePeriod | None:
        """Return what follows from a day on; nothing if too much hangs on what is left out."""
        try:
            return self.period(asked, cases, start, None)
        except (InputError, SeveralMistakes):
            return None


_MOST_DAYS: Final = 60
"""On how many days of a span everything is tried that something left out may be."""


def _after(day: int) -> int | None:
    """Return the day after one (ordinal), unless it is the last that there is."""
    return day + 1 if day < date.max.toordinal() else None


def _alike(one: told.OutcomePeriod, other: told.OutcomePeriod) -> bool:
    same = ("outcome", "contested", "parts", "grounds")
    return all(getattr(one, name) == getattr(other, name) for name in same)
