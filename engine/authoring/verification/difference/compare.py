"""Finds every kind of change between two rule bases, and cases that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import z3

from ....base.errors import EvaluatorDisagreement
from ....rulebase.model import RuleBase
from ..examples import departing
from ..results import ProofDiagnostic, ProofExample, ProofState
from ..search import Deadline, Undecided
from ..space import Case, Formula
from ..workbench import check_asks
from .invariants import newly_broken
from .model import ANY, CaseChange, ChangeKind, RuleBaseComparison, ShownCase
from .sides import Pair, Part
from .texts import written_differences


def compare(
    new: RuleBase,
    old: RuleBase,
    *,
    most: int = 20,
    seconds: float | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> RuleBaseComparison:
    """Return what ``new`` answers otherwise than ``old``, under every profile that both have.

    At most ``most`` cases are looked for, but one at least for every kind of change and profile.
    Raises `InputError` if one of them asks no question.
    """
    check_asks(new)
    check_asks(old)
    return _Comparer(Pair.of(new, old), most, Deadline(seconds), progress).run()


class _Comparer:
    def __init__(
        self, pair: Pair, most: int, deadline: Deadline, progress: Callable[[str], None]
    ) -> None:
        self._pair = pair
        self._left = most
        self._deadline = deadline
        self._progress = progress
        self._problems: list[ProofDiagnostic] = []
        self._told: list[ProofExample] = []

    def run(self) -> RuleBaseComparison:
        pair = self._pair
        self._check_common()
        where = self._kinds()
        covering = {kind: self._covering(kind, profiles) for kind, profiles in where.items()}
        self._left -= sum(map(len, covering.values()))
        changes = tuple(self._further(kind, where[kind], shown) for kind, shown in covering.items())
        new, old = (side.encoding.allowed() for side in (pair.new, pair.old))
        broken = newly_broken(pair.new.rulebase, pair.old.rulebase, self._deadline.left)
        self._problems += (one for one in broken if one.state is not ProofState.FAILS)
        return RuleBaseComparison(
            written_differences(pair.new.rulebase, pair.old.rulebase),
            tuple(name for name in pair.profiles if name is not None),
            changes,
            self._only(z3.And(old, z3.Not(new)), "closed"),
            self._only(z3.And(new, z3.Not(old)), "opened"),
            tuple(self._problems),
            tuple(one for one in broken if one.state is ProofState.FAILS),
        )

    def _check_common(self) -> None:
        """Add a problem if no case is allowed by both: then nothing can be compared."""
        try:
            common = self._find(z3.BoolVal(True))
        except Undecided:
            return  # it will be said of every part
        if common is None:
            says = "no case is known to both and allowed by both, so that nothing could be compared"
            self._problems.append(ProofDiagnostic(ProofState.NOT_ESTABLISHED, "cases", says))

    def _kinds(self) -> Mapping[ChangeKind, tuple[str | None, ...]]:
        """Return every kind of change that occurs, with the profiles under which it does.

        Any choice of positions counts only for kinds that occur under no profile.
        """
        found: dict[ChangeKind, list[str | None]] = {}
        for profile in self._pair.profiles:
            for part in self._pair.parts:
                self._progress(f"{profile or ANY}: {part[1]}")
                try:
                    for kind in self._occurring(part, profile):
                        if profile is not None or kind not in found:
                            found.setdefault(kind, []).append(profile)
                except Undecided as error:
                    subject = f"{part[1]} under {profile or ANY}"
                    says = f"{subject}: {error}"
                    self._problems.append(
                        ProofDiagnostic(ProofState.NOT_ESTABLISHED, subject, says)
                    )
        order = list(self._pair.parts)
        kinds = sorted(found, key=lambda kind: order.index((kind.question, kind.part)))
        return {kind: tuple(found[kind]) for kind in kinds}

    def _occurring(self, part: Part, profile: str | None) -> Iterator[ChangeKind]:
        old = {v: self._pair.old.given(part, v, profile) for v in self._pair.old.parts[part]}
        new = {v: self._pair.new.given(part, v, profile) for v in self._pair.new.parts[part]}
        same = [z3.And(old[value], new[value]) for value in old if value in new]
        if self._find(z3.Not(z3.Or(same))) is None:
            return
        for before, one in old.items():
            for after, other in new.items():
                if before != after and self._find(z3.And(one, other)) is not None:
                    yield ChangeKind(*part, before, after)

    def _find(self, formula: Formula) -> Case | None:
        return self._pair.search.find(formula, self._deadline)

    def _covering(self, kind: ChangeKind, profiles: tuple[str | None, ...]) -> list[ShownCase]:
        """Return cases that show a kind of change, at least one for each profile.

        A case that shows another kind as well is told again rather than a new one.
        """
        shown: list[ShownCase] = []
        for profile in profiles:
            if not any((profile or ANY) in one.profiles for one in shown):
                formula = self._formula(kind, profile)
                found = self._again(kind, profiles, profile, formula)
                if found is None:
                    found = self._nearest(kind, profiles, profile, formula)
                    if found is not None and profile is not None:
                        self._told.append(found.example)
                shown += [found] if found else []
        return shown

    def _again(
        self,
        kind: ChangeKind,
        profiles: tuple[str | None, ...],
        profile: str | None,
        formula: Formula,
    ) -> ShownCase | None:
        """Return a case told before that shows this kind, too, without saying more of it."""
        for told in self._told if profile is not None else ():
            names = tuple(one for one in profiles if self._changes(kind, told.case, one))
            if profile in names and told.stated.keys() >= set(self._open(formula, told.case)):
                return ShownCase(
                    tuple(name or ANY for name in names),
                    self._example(kind, told.case, tuple(told.stated), profile),
                )
        return None

    def _open(self, formula: Formula, case: Case) -> tuple[str, ...]:
        """Return the facts without an ordinary value that matter to a formula in a case."""
        usual = self._pair.baseline.values
        names = [name for name in self._facts() if name not in usual]
        return self._pair.search.stated(formula, case, names, self._deadline)

    def _further(
        self, kind: ChangeKind, profiles: tuple[str | None, ...], shown: list[ShownCase]
    ) -> CaseChange:
        """Return a kind of change with more cases that show it, none containing another."""
        more = True
        for profile in profiles:
            formula = self._formula(kind, profile)
            while more := self._more(formula, shown):
                if self._left <= 0:
                    break
                blocked = z3.And(formula, *(self._unlike(one) for one in shown))
                found = self._nearest(kind, profiles, profile, blocked)
                if found is None:
                    break
                shown.append(found)
                self._left -= 1
            if more:
                break
        return CaseChange(kind, tuple(name or ANY for name in profiles), tuple(shown), more)

    def _more(self, formula: Formula, shown: list[ShownCase]) -> bool:
        try:
            return self._find(z3.And(formula, *map(self._unlike, shown))) is not None
        except Undecided:
            return True

    def _formula(self, kind: ChangeKind, profile: str | None) -> Formula:
        part = (kind.question, kind.part)
        old = self._pair.old.given(part, kind.before, profile)
        return z3.And(old, self._pair.new.given(part, kind.after, profile))

    def _unlike(self, shown: ShownCase) -> Formula:
        """Return when a case has not all that is stated of one already shown."""
        return z3.Not(self._pair.space.exactly(shown.example.stated))

    def _nearest(
        self,
        kind: ChangeKind,
        profiles: tuple[str | None, ...],
        profile: str | None,
        formula: Formula,
    ) -> ShownCase | None:
        pair = self._pair
        subject = f"{kind.part} from {kind.before} to {kind.after} under {profile or ANY}"
        try:
            case = pair.search.nearest(formula, pair.baseline, self._deadline)
            if case is None:
                return None
            also = self._open(formula, case)
            names = tuple(one for one in profiles if self._changes(kind, case, one))
        except Undecided as error:
            self._problems.append(
                ProofDiagnostic(ProofState.NOT_ESTABLISHED, subject, f"{subject}: {error}")
            )
            return None
        except EvaluatorDisagreement as error:
            self._problems.append(
                ProofDiagnostic(ProofState.DISAGREES, subject, f"{subject}: {error}")
            )
            return None
        example = self._example(kind, case, also, profile)
        if profile not in names:
            says = f"{subject}: the engine, put to the case that the solver found, does not change"
            self._problems.append(ProofDiagnostic(ProofState.DISAGREES, subject, says, example))
            return None
        return ShownCase(tuple(name or ANY for name in names), example)

    def _changes(self, kind: ChangeKind, case: Case, profile: str | None) -> bool:
        """Return whether the engine's answer to a case changes in this way under a profile."""
        old = self._pair.old.answers(case, kind.question, profile)
        new = self._pair.new.answers(case, kind.question, profile)
        return (old[kind.part], new[kind.part]) == (kind.before, kind.after)

    def _example(
        self, kind: ChangeKind, case: Case, also: tuple[str, ...], profile: str | None
    ) -> ProofExample:
        pair = self._pair
        departures = departing(pair.baseline, case)
        facts = {*self._facts()} if profile is not None else set(case)
        stated = {
            name: value
            for name, value in case.items()
            if name in also or (name in departures and name in facts)
        }
        return ProofExample(
            dict(case),
            stated,
            {},
            kind.question,
            pair.old.answers(case, kind.question, profile),
            pair.new.answers(case, kind.question, profile),
        )

    def _facts(self) -> tuple[str, ...]:
        issues = {i.id for s in (self._pair.new, self._pair.old) for i in s.rulebase.issues}
        return tuple(name for name in self._pair.space.values if name not in issues)

    def _only(self, formula: Formula, subject: str) -> ProofExample | None:
        """Return a case that only one of the two rule bases allows."""
        pair = self._pair
        try:
            case = pair.free.nearest(formula, pair.baseline, self._deadline)
        except Undecided as error:
            self._problems.append(
                ProofDiagnostic(ProofState.NOT_ESTABLISHED, subject, f"{subject}: {error}")
            )
            return None
        if case is None:
            return None
        question = next(iter(pair.new.rulebase.questions))
        return ProofExample(dict(case), departing(pair.baseline, case), {}, question, {}, {})
