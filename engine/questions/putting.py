"""What puts the questions whose files say how they are put, on whatever rules there are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from ..base.dates import Day, day_of
from ..base.errors import InputError, text_of
from ..base.words import near
from ..case.foundation import Foundation, SourceDirectories
from ..inference.durable_host import missing
from ..inference.inference import Inference, default_evaluators
from ..rulebase.about import about

if TYPE_CHECKING:
    from ..answers.assessment import Assessment
    from .answer import QuestionAnswer
    from .answerer import Answerer
    from .put import PutQuestion

Known = TypeVar("Known", bound="QuestionsEngine")


class QuestionsEngine(Foundation):
    """Records and rules with the questions that their files put.

    Besides those of its own rules it has those that are shipped, each on its own rule base.
    """

    def answer(self, question: str, /, **said: Any) -> QuestionAnswer | Assessment:
        """Return the answer to a question, by its id; ``said``: its inputs by name.

        Besides them may be said: ``profile``, ``positions``, ``assume`` and ``known_on``. Raises
        `InputError` for a question that there is not, and what `PutQuestion` raises.
        """
        return self.question(question).answer(**said)

    def question(self, question: str) -> PutQuestion:
        """Return one of `questions`; raises `InputError` for one that there is not."""
        known = tuple(dict.fromkeys((*self.rulebase.questions, *self.questions)))
        name = text_of(question, "question", known)
        if name not in self.questions:
            hint = near(name, known)
            told = f"is not a question{f'; {hint}' if hint else ''}"
            raise InputError("question", name[:60], told, known, code="unknown-question")
        return self.questions[name]

    @cached_property
    def questions(self) -> Mapping[str, PutQuestion]:
        """The questions whose files say how they are put, by id.

        They are read when first asked for. Raises `RulesError` with every mistake in their files.
        """
        from .put import PutQuestion  # only for those who ask

        return MappingProxyType(
            {
                name: PutQuestion(self, name, partial(self._answerer, name))
                for name in self._inferences
            }
        )

    @property
    def evaluators(self) -> tuple[str, ...]:
        """The names of the two evaluators that derive each answer and must agree."""
        first = next(iter(self._inferences.values()), None)
        return tuple(one.name for one in first.evaluators) if first else ()

    @property
    def evaluators_note(self) -> str | None:
        """Where durable-rules is not one of the evaluators: why, and how to get it; else `None`."""
        return missing()

    def known_on(self, day: Day) -> Self:
        """Return the same as the records were public on ``day``; the rules stay today's."""
        day = day_of(day, "known_on")
        if day > self.clock():
            raise InputError("known_on", str(day), "lies in the future", ("a day up to today",))
        world = self.world.as_known_on(day)
        return sharing(self, type(self)(world, self.rulebase, self._today, self._sources))

    def _answerer(self, question: str, known_on: date | None) -> Answerer:
        if known_on is not None:
            return self.known_on(known_on).question(question).answerer
        found = self._answerers.get(question)
        if found is None:
            from .answerer import Answerer
            from .bindings import binding_of

            inference = self._inferences[question]
            found = Answerer(self.world, inference, binding_of(question), self._today)
            self._answerers[question] = found
        return found

    @cached_property
    def _answerers(self) -> dict[str, Answerer]:
        return {}

    @cached_property
    def _inferences(self) -> Mapping[str, Inference]:
        """What derives the answers to each question; engines of other known days share it."""
        beside = (self._sources or SourceDirectories(None, ())).beside()
        found = {}
        for rulebase in (*beside, self.rulebase):  # one of one's own stands before a shipped one
            for name, table in rulebase.questions.items():
                if table.asked:
                    rules = about(rulebase, name)
                    evaluators = default_evaluators(rules)
                    found[name] = Inference(rules, rules.questions[name], evaluators)
        return found


def sharing(one: QuestionsEngine, other: Known) -> Known:
    """Return the same on other records, after it was given what was derived from the rules."""
    kept = vars(one).get("_inferences")
    if kept is not None:
        vars(other).setdefault("_inferences", kept)
    return other
