"""What the person who asks gives: how and why somebody travels, and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from ..base.errors import InputError, shortened, text_of, wrong_type
from ..base.words import near
from ..rulebase.model import RuleBase
from ..timeline.steps import Basis, Holding
from ..timeline.timeline import Truth

PRESENCE = "visit.presence"
PURPOSE = "visit.purpose"


@dataclass(frozen=True)
class Inputs:
    """Facts fixed by the question; they stand before every record.

    ``asked``: parts of the question itself; ``assumed``: what is supposed for its sake.
    """

    rulebase: RuleBase
    asked: Mapping[str, str]
    assumed: Mapping[str, str]
    key: tuple[tuple[int, int], ...] = field(init=False, repr=False)
    """The same as ``masks``, hashable."""
    masks: Mapping[int, int] = field(init=False, repr=False)
    """By the index of each given fact its value as a mask."""

    def __post_init__(self) -> None:
        masks = {}
        for name, value in {**self.asked, **self.assumed}.items():
            index = self.rulebase.variables[name]
            masks[index] = 1 << self.rulebase.values[index].index(value)
        object.__setattr__(self, "masks", masks)
        object.__setattr__(self, "key", tuple(sorted(masks.items())))

    @classmethod
    def of(
        cls, rulebase: RuleBase, presence: str, purpose: str, assume: Mapping[str, object]
    ) -> Inputs:
        """Return the given facts; raises `InputError` for a fact or value that does not exist."""
        asked = {}
        for name, chosen in ((PRESENCE, presence), (PURPOSE, purpose)):
            asked[name] = value_of(rulebase, name, chosen, field=name.partition(".")[2])
        assumed = {}
        for name, value in assume.items():
            if name in asked:
                short = name.partition(".")[2]
                raise InputError("assume", name, f"is part of the question: give it as `{short}`")
            assumed[name] = value_of(rulebase, name, value, field=f"assume.{name}")
        return cls(rulebase, asked, assumed)

    def over(self, truth: Truth) -> Truth:
        """Return a truth with the given facts in place of what the records say."""
        return tuple(self.masks.get(index, mask) for index, mask in enumerate(truth))

    def mask(self, fact: int, truth: Truth) -> int:
        """Return the possible values of one fact of `over`."""
        return self.masks.get(fact, truth[fact])

    def holding(self, fact: str) -> Holding | None:
        """Return why a given fact holds, or ``None`` if it is not given."""
        if fact in self.assumed:
            return Holding(
                frozenset({self.assumed[fact]}), Basis.ASSUMED, (), "assumed in the question"
            )
        if fact in self.asked:
            return Holding(frozenset({self.asked[fact]}), Basis.ASKED)
        return None


def value_of(rulebase: RuleBase, name: str, value: object, *, field: str) -> str:
    """Return the value of a fact as the rules write it; yes/no facts take Booleans, or those words.

    Raises `InputError` naming the near facts, or the values of the fact.
    """
    facts = {fact.name: fact for fact in rulebase.facts}
    name = text_of(name, field, ("the name of a fact",))
    if name not in facts:
        hint = near(name, facts)
        raise InputError(
            field,
            value if isinstance(value, str) else wrong_type(field, value, "text").value,
            f"there is no fact {shortened(name)!r}" + (f"; {hint}" if hint else ""),
            () if hint else tuple(one for one in facts if one not in {PRESENCE, PURPOSE}),
            code="unknown-fact",
        )
    if facts[name].boolean:
        kind = type(value).__name__  # NumPy has a Boolean of its own
        value = _BOOLEANS.get(value, value) if kind in {"bool", "bool_", "str"} else value
    return member(field, value, facts[name].values)


_BOOLEANS: Final[Mapping[object, object]] = MappingProxyType(
    {True: "true", False: "false", "yes": "true", "no": "false"}
)


def member(field: str, value: object, allowed: Sequence[str]) -> str:
    """Return ``value`` as it is allowed; raises `InputError` naming the near ones if it is not."""
    value = text_of(value, field, allowed)
    if value in allowed:
        return str(value)
    hint = near(value, allowed)
    message = "is not one of the values" + (f"; {hint}" if hint else "")
    raise InputError(field, value, message, tuple(allowed))
