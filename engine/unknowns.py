"""Which unknown facts decide an answer, and what to ask, the most decisive first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .assessment import Outcome, UnknownFact
from .inference.joint import Settled
from .lang.model import RuleBase
from .timeline.timeline import Variable


def unknown_facts(
    rulebase: RuleBase,
    settled: Settled,
    reasons: Mapping[Variable, str],
    *,
    contested_unknown: bool,
) -> tuple[UnknownFact, ...]:
    """Return the unknown facts that decide the outcome, or whether it is contested.

    ``reasons`` says, for each unknown, why it is not known. The most decisive fact comes first:
    the one whose answers leave the fewest outcomes open.
    """
    found = [
        fact
        for fact in _all(rulebase, settled, reasons)
        if contested_unknown or len({tuple(sorted(o)) for o in fact.outcomes.values()}) > 1
    ]
    return tuple(
        sorted(
            found,
            key=lambda fact: sum(len(outcomes) for outcomes in fact.outcomes.values()),
        )
    )


def _all(
    rulebase: RuleBase, settled: Settled, reasons: Mapping[Variable, str]
) -> Iterator[UnknownFact]:
    for position, variable in enumerate(settled.unknowns):
        fact = rulebase.facts[rulebase.variables[variable[0]]]
        outcomes: dict[str, dict[Outcome, None]] = {}
        for completion in settled.completions:
            value = fact.values[completion.values[position]]
            outcomes.setdefault(value, {})[Outcome(completion.outcome)] = None
        yield UnknownFact(
            fact=fact.name,
            question=fact.question,
            why=reasons.get(variable, ""),
            values=tuple(outcomes),
            outcomes={value: tuple(found) for value, found in outcomes.items()},
        )
