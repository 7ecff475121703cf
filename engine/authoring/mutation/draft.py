"""A rule base taken apart, changed, and put together again with the loader's checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...base.errors import Diagnostic
from ...records.models import Place
from ...rulebase.checks import check
from ...rulebase.declare import told_by
from ...rulebase.model import (
    All,
    AtomKind,
    Condition,
    Constraint,
    DecisionTable,
    Issue,
    Location,
    Profile,
    Properties,
    Rule,
    RuleBase,
    atoms_of,
)
from ...rulebase.strata import stratify
from ...timeline.steps import Steps

Shift = Callable[[Steps], Steps]
"""Reads the days of a relation another way."""


@dataclass(frozen=True)
class Draft:
    """The law in parts, each replaceable; what is not law (facts, words) stays that of ``base``.

    ``shifts``: how the days of single relations are read, by name, and ``place`` those of a
    place's periods, if another way than they are recorded.
    """

    base: RuleBase
    rules: tuple[Rule, ...]
    constraints: tuple[Constraint, ...]
    issues: tuple[Issue, ...]
    profiles: Mapping[str, Profile]
    questions: Mapping[str, DecisionTable]
    shifts: Mapping[str, Shift]
    place: Callable[[Place], Place] | None = None

    @classmethod
    def of(cls, rulebase: RuleBase) -> Draft:
        """Return the parts of a rule base, unchanged."""
        return cls(
            rulebase,
            rulebase.rules,
            rulebase.constraints,
            rulebase.issues,
            rulebase.profiles,
            rulebase.questions,
            {},
        )

    def with_rule(self, old: Rule, new: Rule | None) -> Draft:
        """Return the draft with one rule replaced, or dropped for ``None``."""
        rules = (new if rule is old else rule for rule in self.rules)
        return replace(self, rules=tuple(rule for rule in rules if rule is not None))

    def with_question(self, new: DecisionTable) -> Draft:
        """Return the draft with the question of that id replaced."""
        return replace(self, questions={**self.questions, new.id: new})


def assemble(draft: Draft) -> tuple[RuleBase | None, tuple[Diagnostic, ...]]:
    """Return the rule base that a draft makes, or ``None`` and why the loader refuses it.

    The same mistakes are found as by `safeconduct.rulebase.load.build` on the draft written down.
    """
    problems = [*_unknown_conclusions(draft), *_questions(draft)]
    strata = stratify(draft.rules, problems, draft.base.withdrawn.heads)
    if problems:
        return None, tuple(problems)
    rulebase = RuleBase(
        draft.base.facts,
        draft.constraints,
        draft.issues,
        draft.profiles,
        draft.rules,
        draft.questions,
        strata,
        draft.base.digest,
        draft.base.properties,
        draft.base.amendments,
        draft.base.withdrawn,
    )
    problems = list(check(rulebase))
    return (None, tuple(problems)) if problems else (rulebase, ())


def _unknown_conclusions(draft: Draft) -> Iterator[Diagnostic]:
    known = {rule.head for rule in draft.rules} | draft.base.withdrawn.heads
    for condition, location, subject in _conditions(draft):
        for atom in atoms_of(condition):
            if atom.kind is AtomKind.CONCLUSION and atom.name not in known:
                message = f"nothing is called `{atom.name}`"
                yield _about(location, subject, "unknown-atom", message)
    for question in draft.questions.values():
        for name in (*question.grounds, *question.qualifications):
            if name not in known:
                message = f"nothing is called `{name}`"
                yield _about(question.location, question.id, "unknown-atom", message)
    for invariant in draft.base.properties.invariants:
        told = told_by(draft.questions[invariant.question]) if invariant.question else {}
        for atom in atoms_of(All((invariant.when, *invariant.terms))):
            if atom.kind is AtomKind.TABLE and atom.value not in told.get(atom.name, ()):
                message = f"`{atom.name}` never says `{atom.value}`"
                yield _about(invariant.location, invariant.id, "unknown-value", message)
    for name, location, subject in _declared(draft.base.properties):
        if name not in known:
            message = f"no rule is about `{name}`"
            yield _about(location, subject, "unknown-conclusion", message)


def _declared(properties: Properties) -> Iterator[tuple[str, Location, str]]:
    for one in properties.left_open:
        for name in one.conclusions:
            yield name, one.location, one.id
    for invariant in properties.invariants:
        for atom in atoms_of(All((invariant.when, *invariant.terms))):
            if atom.kind is AtomKind.CONCLUSION:
                yield atom.name, invariant.location, invariant.id
    for declared in properties.monotonicities:
        if not declared.of.question:
            yield declared.of.name, declared.location, declared.id


def _conditions(draft: Draft) -> Iterator[tuple[Condition, Location, str]]:
    for rule in draft.rules:
        yield rule.body, rule.location, rule.id
    for question in draft.questions.values():
        for rows in question.tables.values():
            for row in rows:
                yield row.when, row.location, question.id


def _questions(draft: Draft) -> Iterator[Diagnostic]:
    for question in draft.questions.values():
        for name, rows in question.tables.items():
            if rows and next(atoms_of(rows[-1].when), None) is not None:
                message = f"`{name}` may have no answer"
                yield _about(question.location, question.id, "table-gap", message)
        outcomes = {row.value for row in question.outcome} | {"undetermined"}
        if set(question.severity) != outcomes - {"undetermined"}:
            message = "severity must order every outcome once"
            yield _about(question.location, question.id, "severity", message)
        graded = set(question.exposure) or outcomes  # a question may do without grades
        for outcome in sorted(outcomes ^ graded):
            message = f"`{outcome}` is not both an outcome and graded"
            yield _about(question.location, question.id, "exposure", message)


def _about(location: Location, subject: str, code: str, message: str) -> Diagnostic:
    return Diagnostic(location.file, location.line, code, message, subject)


@dataclass(frozen=True)
class Mutant:
    """The law with one wrong change.

    ``id``: ``operator:target`` and, where needed, the part changed; it stays the same as long as
    that part does. ``says``: the change as a clause. ``where``: the place of what is changed.
    """

    id: str
    operator: str
    says: str
    where: Location
    draft: Draft
