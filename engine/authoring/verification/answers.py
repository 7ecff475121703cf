"""What a question answers, as formulas: each value of each table, and each label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import z3

from ...rulebase.model import AtomKind, DecisionTable, Row, atoms_of
from .encode import Encoding, Status
from .space import Formula


@dataclass(frozen=True)
class OutcomeTable:
    """A decision table: when each of its values is possible.

    A row is possible if its condition does not fail and that of no earlier row holds. Where the
    rows that are possible give one value, that is the answer; where they give several, none is.
    """

    rows: Sequence[Row]
    possible: Mapping[str, Formula]

    @classmethod
    def of(cls, encoding: Encoding, rows: Sequence[Row]) -> OutcomeTable:
        """Return the table of these rows."""
        possible: dict[str, list[Formula]] = {}
        for row, reached in zip(rows, reachable(encoding, rows), strict=True):
            possible.setdefault(row.value, []).append(reached)
        return cls(rows, {value: z3.Or(terms) for value, terms in possible.items()})

    def gives(self, value: str) -> Formula:
        """Return when the table answers ``value``."""
        others = [term for other, term in self.possible.items() if other != value]
        return z3.And(self.possible[value], z3.Not(z3.Or(others)))

    @property
    def single(self) -> Formula:
        """When exactly one value is possible."""
        terms = list(self.possible.values())
        return z3.And(z3.Or(terms), z3.AtMost(*terms, 1))


def reachable(encoding: Encoding, rows: Sequence[Row]) -> Iterator[Formula]:
    """Yield for each row of a table when it is possible."""
    earlier: list[Formula] = []
    for row in rows:
        when = encoding.condition(row.when)
        yield z3.And(z3.Not(when.fails), *(z3.Not(holds) for holds in earlier))
        earlier.append(when.holds)


def labels(question: DecisionTable) -> tuple[str, ...]:
    """Return the conclusions that a question turns into grounds and qualifications."""
    return tuple(dict.fromkeys((*question.grounds, *question.qualifications)))


@dataclass(frozen=True)
class Answers:
    """Everything that one question answers under one encoding."""

    encoding: Encoding
    question: DecisionTable

    @cached_property
    def tables(self) -> Mapping[str, OutcomeTable]:
        """The outcome and its parts, by name."""
        rows = self.question.tables
        return {name: OutcomeTable.of(self.encoding, own) for name, own in rows.items()}

    @cached_property
    def labels(self) -> Mapping[str, Status]:
        """The conclusions behind grounds and qualifications: a label is told if its own holds."""
        return {name: self.encoding.conclusion(name) for name in labels(self.question)}

    def rests_on(self, conclusion: str) -> Iterator[str]:
        """Yield the tables and labels that may change with a conclusion."""
        for name, own in self.question.tables.items():
            if any(conclusion in self._needs(row) for row in own):
                yield name
        for name in self.labels:
            if conclusion in self.encoding.needs(name):
                yield name

    def differ(self, other: Answers, parts: Sequence[str] | None = None) -> Formula:
        """Return when another encoding answers otherwise, in some of the parts named."""
        wanted = [*self.tables, *self.labels] if parts is None else parts
        return z3.Or([self._differ(other, name) for name in wanted])

    def _differ(self, other: Answers, name: str) -> Formula:
        if name in self.labels:
            return self.labels[name].differs(other.labels[name])
        mine, its = self.tables[name], other.tables[name]
        return z3.Or([z3.Xor(mine.gives(value), its.gives(value)) for value in mine.possible])

    def _needs(self, row: Row) -> frozenset[str]:
        names = {a.name for a in atoms_of(row.when) if a.kind is AtomKind.CONCLUSION}
        return frozenset[str]().union(*map(self.encoding.needs, names))
