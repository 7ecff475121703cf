"""The instruments that rules cite, with what they are divided into (`rules/instruments.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...rulebase.aside import Instrument, InstrumentsSource, Statement


@dataclass(frozen=True)
class Instruments:
    """Everything that can be cited but decisions, by name."""

    by_id: Mapping[str, Instrument]
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, sources: Iterable[InstrumentsSource]) -> Instruments:
        """Return the instruments of several files; a later one replaces one of the same id."""
        by_id: dict[str, Instrument] = {}
        statements: list[Statement] = []
        for source in sources:
            by_id.update({one.id: one for one in source.instruments})
            statements += source.statements
        return cls(by_id, tuple(statements))

    def names(self) -> tuple[str, ...]:
        """Return every name that can be cited."""
        instruments = (name for one in self.by_id.values() for name in one.names)
        return (*instruments, *(one.name for one in self.statements))

    def of_rule(self, rule: str) -> tuple[Instrument, tuple[str, ...]] | None:
        """Return the instrument whose id begins that of a rule, and the parts that follow."""
        found = [
            one for one in self.by_id.values() if rule == one.id or rule.startswith(f"{one.id}-")
        ]
        if not found:
            return None
        longest = max(found, key=lambda one: len(one.id))
        rest = rule[len(longest.id) :].strip("-")
        return longest, tuple(rest.split("-")) if rest else ()
