"""A question that can be put: answered, seen over time, over records, and beside another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Self

from ..base.dates import Day, day_of
from ..base.errors import InputError, text_of, wrong_type
from ..case.foundation import Foundation
from ..case.inputs import member
from ..rulebase.asked import QuestionInputs
from ..rulebase.model import DecisionTable, Profile, RuleBase
from . import over
from .answer import QuestionAnswer
from .answerer import Answerer
from .asked import AskedQuestion
from .views import (
    QuestionChanges,
    QuestionComparison,
    QuestionHistory,
    QuestionMap,
    QuestionWhyNot,
)


class PutQuestion:
    """One question of an engine; `Engine.question` returns it.

    Each method takes the question's inputs by name, besides ``profile``, ``positions``, ``assume``
    and ``known_on``. Each raises `InputError`, `UnknownName` or `SeveralMistakes` for what cannot
    be used, `TooManyUnknowns`, `Contradiction` and `EvaluatorDisagreement`.

    Equal are the same questions of equal engines; a copy is the same object, and in a pickle is the
    engine (see `Foundation`).
    """

    def __init__(
        self, engine: Foundation, id: str, answerer_on: Callable[[date | None], Answerer]
    ) -> None:
        self._identity: Final = (engine, id)
        self._answerer_on = answerer_on
        self._now = answerer_on(None)

    @property
    def id(self) -> str:
        """Its id."""
        return self.table.id

    @property
    def title(self) -> str:
        """What it asks."""
        return self.table.title

    @property
    def table(self) -> DecisionTable:
        """Its tables, its words and how it is put."""
        return self._now.table

    @property
    def inputs(self) -> QuestionInputs:
        """How it is put."""
        return self.table.asked

    @property
    def rulebase(self) -> RuleBase:
        """The rules that it reaches."""
        return self._now.rulebase

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """The readings of the law that can be followed, by id."""
        return self.rulebase.effective_profiles

    @property
    def default_profile(self) -> Profile:
        """The one that is followed where none is said."""
        return self.rulebase.default_profile

    @property
    def answerer(self) -> Answerer:
        """What answers it from everything on record."""
        return self._now

    def answer(self, /, **said: object) -> QuestionAnswer:
        """Return the answer."""
        answerer, asked = self._asked(said)
        return answerer.answer(asked)

    def check(self, /, **said: object) -> None:
        """Raise what `answer` would raise about the question itself; nothing is answered."""
        self._asked(said)

    def values(self, fact: str) -> tuple[str, ...]:
        """Return the values of a fact; raises `InputError` for one that there is not."""
        known = tuple(one.name for one in self.rulebase.facts)
        return self.rulebase.values[self.rulebase.variables[member("fact", fact, known)]]

    def timeline(self, /, **said: object) -> QuestionHistory:
        """Return every change of the answer over time; no day need be given."""
        answerer, asked = self._asked({self.inputs.day: self._now.today(), **said})
        return over.history(answerer, asked)

    def map(self, over_: str, /, **said: object) -> QuestionMap:
        """Return what follows for every record that an input, ``over_``, may name.

        If values are said of that input, for those alone.
        """
        answerer, rest = self._known(said)
        return over.map_over(answerer, rest, over_)

    def compare(
        self, first: Mapping[str, object], second: Mapping[str, object]
    ) -> QuestionComparison:
        """Return the answers to two questions and what differs; ``second`` says what is other.

        Each is a mapping of inputs to values.
        """
        said = [_named(one, name) for one, name in ((first, "first"), (second, "second"))]
        one, other = self.answer(**said[0]), self.answer(**{**said[0], **said[1]})
        return over.compared(self._now, one, other)

    def changes(self, /, **said: object) -> QuestionChanges:
        """Return what would change the answer."""
        return over.changes(*self._asked(said))

    def why_not(self, outcome: str, /, **said: object) -> QuestionWhyNot:
        """Return what stands between the answer and another outcome."""
        answerer, asked = self._asked(said)
        return over.why_not(answerer, asked, outcome)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome that it may have."""
        return self._now.outcomes

    def _asked(self, said: Mapping[str, object]) -> tuple[Answerer, AskedQuestion]:
        answerer, rest = self._known(said)
        return answerer, answerer.asked(rest)

    def _known(self, said: Mapping[str, Any]) -> tuple[Answerer, dict[str, object]]:
        known_on: Day | None = said.get("known_on")
        rest = {name: value for name, value in said.items() if name != "known_on"}
        if known_on is None:
            return self._now, rest
        try:
            return self._answerer_on(day_of(known_on, "known_on")), rest
        except InputError:
            self._now.asked(rest)  # whatever else is wrong is told with it
            raise

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PutQuestion) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[..., PutQuestion], tuple[object, ...]]:
        return _put_again, self._identity

    def __repr__(self) -> str:
        return f"<PutQuestion: {self.id}>"


def _put_again(engine: Any, id: str) -> PutQuestion:
    found: PutQuestion = engine.question(id)
    return found


def _named(said: object, field: str) -> dict[str, object]:
    """Return inputs by name; raises `InputError` for what is no mapping, or has other keys."""
    if not isinstance(said, Mapping):
        raise wrong_type(field, said, "a mapping of inputs to values")
    return {text_of(name, field, ("the name of an input",)): one for name, one in said.items()}
