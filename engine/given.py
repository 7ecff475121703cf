"""What the person who asks gives: how and why somebody travels, and assumptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .basis import Basis
from .errors import InputError
from .lang.conditions import near
from .lang.model import RuleBase
from .timeline.steps import Holding
from .timeline.timeline import Truth

PRESENCE = "visit.presence"
PURPOSE = "visit.purpose"


@dataclass(frozen=True)
class Given:
    """Facts fixed by the question; they stand before every record.

    ``asked``: parts of the question itself; ``assumed``: what is supposed for its sake.
    """

    rulebase: RuleBase
    asked: Mapping[str, str]
    assumed: Mapping[str, str]
    key: tuple[tuple[int, int], ...] = field(init=False, repr=False)
    """The same as variables and masks, hashable."""
    _masks: Mapping[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        masks = {}
        for name, value in {**self.asked, **self.assumed}.items():
            index = self.rulebase.variables[name]
            masks[index] = 1 << self.rulebase.values[index].index(value)
        object.__setattr__(self, "_masks", masks)
        object.__setattr__(self, "key", tuple(sorted(masks.items())))

    @classmethod
    def of(
        cls, rulebase: RuleBase, presence: str, purpose: str, assume: Mapping[str, object]
    ) -> Given:
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
        return tuple(self._masks.get(index, mask) for index, mask in enumerate(truth))

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
    if name not in facts:
        hint = near(name, facts)
        raise InputError(
            field,
            str(value),
            f"there is no fact {name!r}" + (f"; {hint}" if hint else ""),
            () if hint else tuple(one for one in facts if one not in {PRESENCE, PURPOSE}),
            code="unknown-fact",
        )
    text = str(value).lower() if isinstance(value, bool) else value
    if facts[name].boolean:
        text = {"yes": "true", "no": "false"}.get(str(text), text)
    return member(field, str(text), facts[name].values)


def member(field: str, value: str, allowed: Sequence[str]) -> str:
    """Return ``value``; raises `InputError` naming the near ones if it is not allowed."""
    if value in allowed:
        return value
    hint = near(value, allowed)
    message = "is not one of the values" + (f"; {hint}" if hint else "")
    raise InputError(field, value, message, tuple(allowed))
