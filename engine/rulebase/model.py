"""The rule base in memory: facts, constraints, issues, profiles, rules, questions.

An *assignment* gives every *variable* (declared facts in order, then issues in order) the index of
one of its values. Facts that are yes/no have the values ``("false", "true")``; the values of an
issue are its positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .wording import OUTCOME, AnswerWording

Assignment = tuple[int, ...]
"""One value index per variable: facts first, then issues."""

BOOLEAN = ("false", "true")


@dataclass(frozen=True, slots=True)
class Location:
    """Where something is written; lines count from 1."""

    file: str
    line: int


class AtomKind(StrEnum):
    """What an atom speaks of."""

    FACT = "fact"
    POSITION = "position"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Atom:
    """``fact = value``, ``issue = position`` or a conclusion (then ``value`` is empty)."""

    kind: AtomKind
    name: str
    value: str = ""

    def __str__(self) -> str:
        if self.kind is AtomKind.CONCLUSION or self.value == "true":
            return self.name
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; an empty conjunction holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; for a conclusion: it is not established (negation as failure)."""

    part: Condition


Condition = Atom | All | AnyOf | Not


def atoms_of(condition: Condition) -> Iterator[Atom]:
    """Yield every atom of a condition, in the order written, repeats included."""
    match condition:
        case Atom():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms_of(part)
        case Not(part):
            yield from atoms_of(part)


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

    ``court``: from when until when (``None``: today) it was the Court's current case law.
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


@dataclass(frozen=True, slots=True)
class Issue:
    """A question of law on which authorities differ."""

    id: str
    question: str
    positions: tuple[Position, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Profile:
    """One position per issue; ``own`` are the choices it does not inherit."""

    id: str
    title: str
    inherits: str | None
    choices: Mapping[str, str]
    own: frozenset[str]
    location: Location


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

    @property
    def tables(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of the outcome and of each part, by name."""
        return {OUTCOME: self.outcome, **self.parts}


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A fact or issue whose value goes from one of ``before`` to one of ``after``."""

    variable: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Effect(StrEnum):
    """What a change may never do to something."""

    CREATES = "creates"
    REMOVES = "removes"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Target:
    """A conclusion; or what a question's table says (``name``: ``outcome`` or one of its parts).

    Of a conclusion ``question`` and ``value`` are empty; without ``value`` a whole table is meant.
    """

    name: str
    question: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.value}" if self.value else self.name


@dataclass(frozen=True, slots=True)
class Monotonicity:
    """A declared property: a change that never has an effect, whatever else is the case.

    It holds if for all assignments *a* and *b* that break no constraint and differ in the
    variables of ``changes`` only, each of which has one of its ``before`` values in *a* and one of
    its ``after`` values in *b*, where ``when`` is established in *a*: ``status(b) <= status(a)``
    if ``never`` is *creates*, ``>=`` if it is *removes*, ``==`` if it is *changes*. The status of
    a conclusion is 0 (not established), 1 (unresolved) or 2 (established); that of a table's value
    is 2 if the table says it, 1 if rules that clash leave open what it says, otherwise 0. A whole
    table changes if it says another value or is left open in one of *a* and *b* only.
    """

    id: str
    says: str
    when: Condition
    changes: tuple[PropertyChange, ...]
    never: Effect
    of: Target
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Conclusions that rules may leave unresolved on purpose where ``when`` is established."""

    id: str
    conclusions: tuple[str, ...]
    when: Condition
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Waiver:
    """Subjects of a property that may fail it, with the reason: a rule kept for its explanation."""

    id: str
    property: str
    subjects: tuple[str, ...]
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Properties:
    """What is declared about a rule base and is no law itself; it has a digest of its own."""

    monotonicities: tuple[Monotonicity, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    digest: str = ""


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
    properties: Properties = Properties()
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
