"""The rule base in memory: facts, constraints, issues, profiles, rules, questions.

An *assignment* gives every *variable* (declared facts in order, then issues in order) the index of
one of its values. Facts that are yes/no have the values ``("false", "true")``; the values of an
issue are its positions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from .asked import QuestionInputs
from .condition import All, AnyOf, Atom, AtomKind, Condition, Location, Not, atoms_of
from .declared import (
    Effect,
    Invariant,
    InvariantKind,
    LeftOpen,
    Monotonicity,
    Properties,
    PropertyChange,
    Target,
    Waiver,
)
from .wording import OUTCOME, AnswerWording

Assignment = tuple[int, ...]
"""One value index per variable: facts first, then issues."""

BOOLEAN = ("false", "true")

__all__ = [
    "BOOLEAN",
    "Absence",
    "All",
    "AnyOf",
    "AppliedAmendment",
    "Assignment",
    "Atom",
    "AtomKind",
    "Changeability",
    "Condition",
    "Constraint",
    "DecisionTable",
    "Effect",
    "Fact",
    "Invariant",
    "InvariantKind",
    "Issue",
    "LeftOpen",
    "Location",
    "Monotonicity",
    "Not",
    "Position",
    "Profile",
    "Properties",
    "PropertyChange",
    "Row",
    "Rule",
    "RuleBase",
    "RuleKind",
    "Standing",
    "Target",
    "Waiver",
    "Withdrawn",
    "atoms_of",
]


class Absence(StrEnum):
    """What holds of a fact when no record speaks of it."""

    FALSE = "false"
    PRESUMED = "presumed"
    UNKNOWN = "unknown"


class Changeability(StrEnum):
    """How a fact may come to have another value, the most plausible first."""

    BY_TIME = "by_time"
    BY_ACT = "by_act"
    BY_COURT = "by_court"
    RARELY = "rarely"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Fact:
    """A declared fact: its values, what to ask for it, and what absence of a record means.

    ``absent_value``: taken without a record (``None``: unknown). ``relation``: what reads it from
    the records; empty if the caller gives it. ``says`` words each value and ``asks`` the question,
    with ``{person}``, ``{place}``, ``{host}``, ``{situation}``; ``question`` speaks in general.
    ``names``: what the inputs of questions stand for in these words in general.
    ``becomes``: the values that may follow a value, the most plausible first; else any other may.
    """

    name: str
    values: tuple[str, ...]
    meaning: str
    question: str
    absent: Absence
    absent_value: str | None
    absent_reason: str
    relation: str
    location: Location
    says: Mapping[str, str] = field(default_factory=dict)
    changes: Changeability = Changeability.BY_ACT
    becomes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asks: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def boolean(self) -> bool:
        """Whether it is a yes/no fact."""
        return self.values == BOOLEAN

    def after(self, value: str) -> tuple[str, ...]:
        """Return the values that may come after ``value``, the most plausible first."""
        if self.changes is Changeability.NEVER:
            return ()
        return self.becomes.get(value, tuple(one for one in self.values if one != value))


@dataclass(frozen=True, slots=True)
class Constraint:
    """A combination of facts that cannot occur, with the reason."""

    id: str
    never: Condition
    reason: str
    location: Location


class Standing(StrEnum):
    """Who stands behind a position today; ``COURT_REPORTED``: by the press the Court, not read."""

    COURT_CURRENT = "court_current"
    COURT_SUPERSEDED = "court_superseded"
    COURT_REPORTED = "court_reported"
    STATES = "states"
    DISSENT = "dissent"
    ACADEMIC = "academic"


@dataclass(frozen=True, slots=True)
class Position:
    """One published answer to an issue. ``published``: ISO day, month or year.

    ``court``: from when until when (``None``: today) it was the Court's current case law, or is
    reported to be. ``rulings``: those on record on which it rests, by id.
    """

    id: str
    title: str
    says: str
    holders: tuple[str, ...]
    sources: tuple[str, ...]
    published: str
    standing: Standing
    location: Location
    court: tuple[tuple[str, str | None], ...] = ()
    rulings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """A question of law on which authorities differ."""

    id: str
    question: str
    positions: tuple[Position, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Profile:
    """One position per issue; ``own`` are the choices it does not inherit.

    ``default``: the rules follow it where a question names none.
    """

    id: str
    title: str
    inherits: str | None
    choices: Mapping[str, str]
    own: frozenset[str]
    location: Location
    default: bool = False


class RuleKind(StrEnum):
    """How strong a rule is (Nute's defeasible logic)."""

    DEFEASIBLE = "defeasible"
    DEFINITION = "definition"
    DEFEATER = "defeater"


@dataclass(frozen=True, slots=True)
class Rule:
    """If ``body`` then (not) ``head``; beats the rules whose ids are in ``defeats``."""

    id: str
    title: str
    cite: str
    body: Condition
    head: str
    positive: bool
    kind: RuleKind
    defeats: frozenset[str]
    location: Location
    says: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a decision table: ``value`` if ``when`` holds and no earlier row did."""

    value: str
    when: Condition
    says: str
    location: Location


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """What can be asked: how conclusions map to an outcome, its parts and its qualifications.

    ``severity`` orders outcomes for several warrants, most severe first. ``parts``: further tables
    (duty, power, …). ``grounds`` and ``qualifications`` map a conclusion to the label it adds,
    ``exposure`` an outcome to its grades, uncontested and contested; ``wording`` tells it all.
    ``asked``: how it is put.
    """

    id: str
    title: str
    outcome: tuple[Row, ...]
    severity: tuple[str, ...]
    parts: Mapping[str, tuple[Row, ...]]
    grounds: Mapping[str, str]
    qualifications: Mapping[str, str]
    exposure: Mapping[str, tuple[str, str]]
    location: Location
    wording: AnswerWording = field(default_factory=AnswerWording)
    asked: QuestionInputs = field(default_factory=QuestionInputs)

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of the outcome and of each part, by name."""
        return {OUTCOME: self.outcome, **self.parts}


@dataclass(frozen=True, slots=True)
class AppliedAmendment:
    """What a layer changed in what it stands on: its kind, whose, in words, and why."""

    what: str
    id: str
    says: str
    reason: str
    location: Location


@dataclass(frozen=True)
class Withdrawn:
    """What amendments took away concluded, and tested; it is no mistake that nothing else does."""

    heads: frozenset[str] = frozenset()
    tested: frozenset[str] = frozenset()


_ONLY: Final = "usual"
"""The id of the profile of rules that have none, and its title."""
_FIRST: Final = "The first position on each issue"


@dataclass(frozen=True)
class RuleBase:
    """A checked rule base. ``strata`` lists conclusions so that each needs only earlier ones."""

    facts: tuple[Fact, ...]
    constraints: tuple[Constraint, ...]
    issues: tuple[Issue, ...]
    profiles: Mapping[str, Profile]
    rules: tuple[Rule, ...]
    questions: Mapping[str, DecisionTable]
    strata: tuple[tuple[str, ...], ...]
    digest: str
    properties: Properties = field(default_factory=Properties)
    amendments: tuple[AppliedAmendment, ...] = ()
    withdrawn: Withdrawn = field(default_factory=Withdrawn)
    variables: Mapping[str, int] = field(init=False)
    values: tuple[tuple[str, ...], ...] = field(init=False)
    conclusions: tuple[str, ...] = field(init=False)
    conclusion_index: Mapping[str, int] = field(init=False)
    rule_index: Mapping[str, int] = field(init=False)
    _sides: Mapping[tuple[str, bool], tuple[Rule, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = [fact.name for fact in self.facts] + [issue.id for issue in self.issues]
        positions = (tuple(one.id for one in issue.positions) for issue in self.issues)
        put = object.__setattr__
        put(self, "variables", {name: index for index, name in enumerate(names)})
        put(self, "values", (*(fact.values for fact in self.facts), *positions))
        put(self, "conclusions", tuple(name for stratum in self.strata for name in stratum))
        put(self, "conclusion_index", {name: i for i, name in enumerate(self.conclusions)})
        sides: dict[tuple[str, bool], list[Rule]] = {}
        for rule in self.rules:
            sides.setdefault((rule.head, rule.positive), []).append(rule)
        put(self, "_sides", {side: tuple(rules) for side, rules in sides.items()})
        put(self, "rule_index", {rule.id: index for index, rule in enumerate(self.rules)})

    @cached_property
    def effective_profiles(self) -> Mapping[str, Profile]:
        """The profiles by id; where there are none, one that takes the first positions."""
        if self.profiles:
            return self.profiles
        choices = {issue.id: issue.positions[0].id for issue in self.issues}
        return {_ONLY: Profile(_ONLY, _FIRST, None, choices, frozenset(), Location("", 0), True)}

    @cached_property
    def default_profile(self) -> Profile:
        """The profile that is followed where a question names none."""
        profiles = self.effective_profiles.values()
        return next((one for one in profiles if one.default), next(iter(profiles)))

    def test(self, atom: Atom) -> tuple[int, int]:
        """Return ``(variable, value index)`` for an atom that is no conclusion."""
        variable = self.variables[atom.name]
        return variable, self.values[variable].index(atom.value)

    def rules_on(self, conclusion: str) -> tuple[Rule, ...]:
        """Return every rule for or against a conclusion."""
        return self.supporters(conclusion) + self.attackers(conclusion)

    def supporters(self, conclusion: str) -> tuple[Rule, ...]:
        """Return the rules for a conclusion, in file order."""
        return self._sides.get((conclusion, True), ())

    def attackers(self, conclusion: str) -> tuple[Rule, ...]:
        """Return the rules and defeaters against a conclusion, in file order."""
        return self._sides.get((conclusion, False), ())
