"""More of the same, made in memory: rule bases and records several times as large.

Clones have ids of their own and never touch the originals, so the answers to questions about the
originals stay what they were; what is measured is what sheer number costs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from safeconduct.records import World
from safeconduct.records.tables import RECORD_KINDS
from safeconduct.rulebase.model import All, AnyOf, Atom, AtomKind, Condition, Not, Rule, RuleBase

M = TypeVar("M", bound=BaseModel)

PERSONAL: Final = ("persons", "offices", "warrants", "custody", "visits")
"""The kinds that belong to a wanted person."""


def more_rules(rulebase: RuleBase, times: int) -> RuleBase:
    """Return a rule base with every rule ``times`` over; the clones conclude clones.

    Facts and issues are shared, so every clone can apply whenever its original can.
    """
    rules = list(rulebase.rules)
    strata = [list(stratum) for stratum in rulebase.strata]
    for number in range(1, times):
        rules += [_cloned_rule(rule, number) for rule in rulebase.rules]
        for names, stratum in zip(strata, rulebase.strata, strict=True):
            names += [_renamed(name, number) for name in stratum]
    return replace(
        rulebase,
        rules=tuple(rules),
        strata=tuple(map(tuple, strata)),
        digest=f"{rulebase.digest} x {times}",
    )


def _renamed(name: str, number: int) -> str:
    return f"{name}-x{number}"  # rs-92 over again is not rs-92-3


def _cloned_rule(rule: Rule, number: int) -> Rule:
    return replace(
        rule,
        id=_renamed(rule.id, number),
        head=_renamed(rule.head, number),
        body=_cloned_condition(rule.body, number),
        defeats=frozenset(_renamed(name, number) for name in rule.defeats),
    )


def _cloned_condition(condition: Condition, number: int) -> Condition:
    match condition:
        case Atom(kind=AtomKind.CONCLUSION, name=name):
            return replace(condition, name=_renamed(name, number))
        case Atom():
            return condition
        case All(parts):
            return All(tuple(_cloned_condition(part, number) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_cloned_condition(part, number) for part in parts))
        case Not(part):
            return Not(_cloned_condition(part, number))


def more_records(world: World, times: int) -> World:
    """Return a world with every record but the sources ``times`` over: other States and persons."""
    return _more(world, times, RECORD_KINDS, RECORD_KINDS)


def more_persons(world: World, times: int) -> World:
    """Return a world with ``times`` as many persons, offices, warrants, arrests and journeys."""
    return _more(world, times, PERSONAL, PERSONAL)


def more_warrants_each(world: World, times: int) -> World:
    """Return a world in which every person has every warrant ``times`` over."""
    return _more(world, times, ("warrants",), ("warrants",))


def _more(world: World, times: int, kinds: Iterable[str], owned: Iterable[str]) -> World:
    """Return a world with clones of ``kinds`` that refer to each other's clones (``owned``)."""
    ids = {record.id for kind in owned for record in world.tables.of(kind)}
    grown = {
        kind: (
            *world.tables.of(kind),
            *(
                _cloned_record(record, number, ids)
                for number in range(1, times)
                for record in world.tables.of(kind)
            ),
        )
        for kind in kinds
    }
    tables = world.tables.model_copy(update=grown)
    return World(tables, world.known_on, stored_digest=f"{world.digest} x {times}")


_NAMES: Final[Mapping[str, Callable[[Any, int], Any]]] = {
    # Names and codes have to stay distinct, or nobody could be asked about.
    "name": lambda name, number: f"{name} {number}",
    "aliases": lambda names, number: tuple(f"{name} {number}" for name in names),
    "alpha2": lambda code, number: code and f"{code}{number}",
    "alpha3": lambda code, number: code and f"{code}{number}",
}


def _cloned_record(record: M, number: int, ids: Collection[str]) -> M:
    changed = {
        name: _NAMES[name](value, number) if name in _NAMES else _moved(value, number, ids)
        for name, value in record
    }
    return record.model_copy(update=changed)


def _moved(value: Any, number: int, ids: Collection[str]) -> Any:
    """Return a value with the ids in it those of the clones."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"{value}-{number}" if value in ids else value
    if isinstance(value, tuple):
        return tuple(_moved(part, number, ids) for part in value)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _moved(part, number, ids) for name, part in value})
    return value
