"""What is put into a question, which cases an answer joins, and where their facts come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

DAY: Final = "day"
"""The kind of an input that is a day; every other kind that is no fact names records."""

TODAY: Final = "today"
"""What a day that is not given may be."""

ANY: Final = "*"
"""Every value that is not named, where the values of a relation are told in other words."""


NOTHING: Final = "-"
"""The value of an input of which another one says that there is nothing."""


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """One part of a question as it is put.

    ``of``: a kind of record (`state`, `person`, `place` …) or `day`; empty for a fact, whose name
    is ``fact``. ``many``: several may be given. ``says``: what the placeholder of its name stands
    for where nobody in particular is meant. ``means`` and ``asks`` describe it for whoever asks;
    ``words``: values of a fact as they stand within a sentence, where that is not the value itself.
    ``not_before``: another day, before which this one cannot lie. ``excludes``: an input of which
    there is nothing if this one, a fact, is true.
    """

    name: str
    of: str
    fact: str
    many: bool
    required: bool
    default: str
    says: str
    means: str
    asks: str
    examples: tuple[str, ...]
    words: Mapping[str, str]
    not_before: str = ""
    excludes: str = ""


@dataclass(frozen=True, slots=True)
class FactOrigin:
    """Where a fact of a case comes from, one of these.

    ``relation``: read from the records; ``view``: which input stands for each part of the
    relation's scope, and ``told``: by which value each of its values is told; ``others``: read
    not of this input's value but of its others, and true if it is so of any. ``since`` and
    ``until``: true from day to day. ``several``: whether more than one value of that input was
    given. ``claims``: claims of it in the records, whose parts stand for inputs.
    """

    relation: str = ""
    view: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    several: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)
    others: str = ""


@dataclass(frozen=True)
class QuestionInputs:
    """How a question is put; nothing of it where a binding of its own says so.

    ``day``: the input on whose day the facts are taken; ``until``: the one with the last day of a
    span, or nothing. ``cases``: the inputs that tell one case from another: there is one for each
    combination of their values.
    """

    inputs: Mapping[str, QuestionInput] = field(default_factory=dict)
    day: str = ""
    until: str = ""
    cases: tuple[str, ...] = ()
    origins: Mapping[str, FactOrigin] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.inputs)

    @property
    def named(self) -> tuple[str, ...]:
        """The inputs that name records."""
        return tuple(name for name, one in self.inputs.items() if one.of not in {"", DAY})

    @property
    def placeholders(self) -> Mapping[str, str]:
        """What each name in braces stands for where nobody in particular is meant."""
        return {name: one.says for name, one in self.inputs.items()}
