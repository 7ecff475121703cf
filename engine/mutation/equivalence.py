"""Whether a mutant ever gives another answer: all assignments, by cases, not by sample.

The facts and positions are decided one at a time, and only those that the answer under the law or
under the mutant still depends on; a branch ends where the change cannot matter any more, where a
constraint is broken, or where both answers are known. What is left after all branches is proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ..engine import QUESTION
from ..lang.model import Atom, AtomKind, Condition, Question, Rule, RuleBase
from .lazily import Lazily

MOST_BRANCHES: Final = 40_000


@dataclass(frozen=True)
class Witness:
    """A case in which a mutant gives another answer; ``facts`` are those that bring it about."""

    facts: tuple[str, ...]
    what: str
    law: str
    mutant: str

    def __str__(self) -> str:
        return f"{self.what}: {self.mutant}, not {self.law}, where {', '.join(self.facts)}"


@dataclass(frozen=True)
class Equivalence:
    """What the search came to.

    ``same`` is ``None`` if it was cut off after ``branches``; then nothing is established.
    """

    same: bool | None
    branches: int
    witness: Witness | None = None


class _CutOff(Exception):  # noqa: N818 - it is no error
    """The search takes too long."""


def compare(law: RuleBase, mutant: RuleBase) -> Equivalence:
    """Return whether two rule bases on the same facts say the same of every possible case.

    Compared are the outcome, every part, ground and qualification of the question, under every
    assignment of facts and positions that breaks no constraint of the law. A combination that only
    the mutant excludes, or admits, is not looked for here.
    """
    search = _Search(law, mutant)
    try:
        witness = next(search.differences(), None)
    except _CutOff:
        return Equivalence(None, search.branches)
    return Equivalence(witness is None, search.branches, witness)


_Look = Callable[[Lazily], str | None]
"""What is compared: its value as text, or ``None`` while it is open."""


class _Search:
    def __init__(self, law: RuleBase, mutant: RuleBase) -> None:
        self._law = law
        self._mutant = mutant
        self._locus = tuple(_locus(law, mutant))
        self.branches = 0

    def differences(self) -> Iterator[Witness]:
        """Yield cases in which something is said otherwise, one at most for each thing said."""
        before, after = self._law.questions[QUESTION], self._mutant.questions[QUESTION]
        others = dict(_looks(after))
        for name, look in _looks(before):
            if name in others:
                yield from self._explore(name, look, others[name], {})
        gone = {*_labels(before)} ^ {*_labels(after)}
        for name in sorted(gone):
            yield Witness((), "label", name, "none")

    def _explore(
        self, name: str, look: _Look, other: _Look, decided: dict[int, int]
    ) -> Iterator[Witness]:
        self.branches += 1
        if self.branches > MOST_BRANCHES:
            raise _CutOff
        before, after = Lazily(self._law, decided), Lazily(self._mutant, decided)
        if self._impossible(before) or self._untouched(before, after):
            return
        needs = before.needs if before.needs is not None else after.needs
        if needs is None or not self._locus:
            said, found = look(before), other(after)
            if said is not None and found is not None:
                if said != found:
                    yield from self._allowed(name, said, found, decided)
                return
            needs = before.needs if before.needs is not None else after.needs
        assert needs is not None
        for value in self._values(needs):
            yield from self._explore(name, look, other, {**decided, needs: value})

    def _values(self, variable: int) -> Iterator[int]:
        """Yield the values of a variable, first the one that holds without a record."""
        values = range(len(self._law.values[variable]))
        first = 0
        if variable < len(self._law.facts):
            fact = self._law.facts[variable]
            if fact.absent_value is not None:
                first = fact.values.index(fact.absent_value)
        yield first
        yield from (value for value in values if value != first)

    def _impossible(self, lazily: Lazily) -> bool:
        probe = Lazily(self._law, lazily.decided)
        return any(probe.value(c.never, possible=False) for c in self._law.constraints)

    def _untouched(self, before: Lazily, after: Lazily) -> bool:
        """Return whether the change makes no difference, whatever is still open."""
        if not self._locus:
            return False
        return all(part(before, after) for part in self._locus)

    def _allowed(
        self, name: str, said: str, found: str, decided: dict[int, int]
    ) -> Iterator[Witness]:
        """Yield the difference in a completion that the constraints allow, if there is one."""
        completed = self._completed(decided)
        if completed is not None:
            shown = tuple(
                _shown(self._law, variable, value)
                for variable, value in sorted(completed.items())
                if value != next(self._values(variable)) or variable in decided
            )
            yield Witness(shown, name, said, found)

    def _completed(self, decided: dict[int, int]) -> dict[int, int] | None:
        probe = Lazily(self._law, decided)
        values = [probe.value(c.never, possible=False) for c in self._law.constraints]
        if True in values:
            return None
        if probe.needs is None:
            return decided
        for value in self._values(probe.needs):
            found = self._completed({**decided, probe.needs: value})
            if found is not None:
                return found
        return None


_Same = Callable[[Lazily, Lazily], bool]


def _locus(law: RuleBase, mutant: RuleBase) -> Iterator[_Same]:
    """Yield what tells that one changed rule makes no difference; nothing if tables changed."""
    if law.questions != mutant.questions:
        return
    new = {rule.id: rule for rule in mutant.rules}
    for rule in law.rules:
        changed = new.get(rule.id)
        if changed is not rule:
            yield _same_rule(rule, changed)


def _same_rule(rule: Rule, changed: Rule | None) -> _Same:
    only_body = changed is not None and (
        (rule.head, rule.positive, rule.kind, rule.defeats)
        == (changed.head, changed.positive, changed.kind, changed.defeats)
    )

    def same(before: Lazily, after: Lazily) -> bool:
        old = before.both(rule.body)
        if changed is None:
            return old[1] is False
        new = after.both(changed.body)
        if only_body:
            return None not in (*old, *new) and old == new
        return old[1] is False and new[1] is False

    return same


def _looks(question: Question) -> Iterator[tuple[str, _Look]]:
    yield "outcome", lambda lazily: lazily.decide(question.outcome)
    for name, rows in question.parts.items():
        yield name, lambda lazily, rows=rows: lazily.decide(rows)  # type: ignore[misc]
    for name, label in _labels(question).items():
        atom = Atom(AtomKind.CONCLUSION, name)
        yield label, lambda lazily, atom=atom: _established(lazily, atom)  # type: ignore[misc]


def _labels(question: Question) -> dict[str, str]:
    return {**question.grounds, **question.qualifications}


def _established(lazily: Lazily, atom: Condition) -> str | None:
    value = lazily.value(atom, possible=False)
    return None if value is None else "shown" if value else "not shown"


def _shown(rulebase: RuleBase, variable: int, value: int) -> str:
    if variable < len(rulebase.facts):
        name = rulebase.facts[variable].name
    else:
        name = rulebase.issues[variable - len(rulebase.facts)].id
    return f"{name}={rulebase.values[variable][value]}"
