"""The sentences of an answer: outcomes, reasons, labels and grades, as a question's file has them.

Whoever tells an answer reads them from its rule base. An answer that came over the wire has none
with it: then those of the embedded rule base are used (`embedded`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Annotated, Any, Final, Self

from pydantic import Field, PrivateAttr

from ..base.frozen import Shown
from ..base.tense import in_past
from ..base.text_files import read_text
from ..base.words import label, sentence
from ..base.yaml12 import load

OUTCOME: Final = "outcome"
"""The table that comes first in every question, and its words first under `wording`."""

ABOUT_THE_ANSWER: Final = ("projected", "low_confidence_record")
"""Labels that no rule adds: they say something of the answer, which is given today."""

DISCLAIMER: Final = "disclaimer"
"""What answers to a question end with, among what is said of the answer; it may be missing."""

NO_PREDICTION: Final = (
    "This is information on law, not legal advice, and no prediction of what a State will do."
)
"""What they say if the question's file has nothing else."""

DAYS: Final = ("today", "past")
"""Of what day something is said: one that is not over, and one that is."""

BLOCKED: Final = "blocked"
"""Execution that something stands in the way of, and the grade of exposure then."""

VISIT: Final = ("visit.presence", "visit.purpose")
"""The facts that the question itself says of the journey."""

HOST_AND_PERSON: Final = {"host": "the State", "person": "the person"}
"""What an answer fills into the sentence of an outcome, and what is said in general."""


@dataclass(frozen=True, slots=True)
class OutcomeWording:
    """An outcome as a label, and as a clause with ``{host}`` and ``{person}``.

    ``today``: of today or a day to come; ``past``: of a day that is over; ``supposed``: of such a
    day, if something had been otherwise.
    """

    label: str
    today: str
    past: str
    supposed: str


@dataclass(frozen=True, slots=True)
class Instead:
    """A clause in place of an outcome's, of answers whose members are as in ``when``."""

    when: Mapping[str, str | tuple[str, ...]]
    today: str
    past: str


@dataclass(frozen=True)
class AnswerWording:
    """What answers to one question say, by value; what has no words is told by its identifier.

    ``brief``: outcomes in two or three words, as on a map, in the order of its legend, of
    ``today`` and of a day that is ``past``. ``blocks``, ``conditions``: labels within a headline.
    ``visit``: how the person is there and what for, by fact and value. ``parts``: what else an
    answer says, by part and value.
    """

    outcome: Mapping[str, OutcomeWording] = field(default_factory=dict)
    instead: tuple[Instead, ...] = ()
    brief: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    execution: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    qualifications: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    about_the_answer: Mapping[str, str] = field(default_factory=dict)
    exposure: Mapping[str, str] = field(default_factory=dict)
    visit: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> AnswerWording:
        """Return what is written under `wording` in a question's file."""
        outcomes = {name: OutcomeWording(**each) for name, each in said["outcome"].items()}
        instead = tuple(
            Instead(
                # Of several grounds none says alone what is owed.
                {name: (it,) if name == "grounds" else it for name, it in row["if"].items()},
                row["today"],
                row["past"],
            )
            for row in said["instead"]
        )
        return cls(**{**said, "outcome": outcomes, "instead": instead})

    @property
    def disclaimer(self) -> str:
        """What every answer says at the end."""
        return self.about_the_answer.get(DISCLAIMER, NO_PREDICTION)

    def label_of(self, outcome: str) -> str:
        """Return an outcome in a few words: `no duty; national law decides`."""
        said = self.outcome.get(outcome)
        return said.label if said else label(outcome)

    def briefs(self, *, past: bool = False) -> Mapping[str, str]:
        """Return every outcome in two or three words, in the order of a legend."""
        told = {name: each["past" if past else "today"] for name, each in self.brief.items()}
        return told | {name: said.label for name, said in self.outcome.items() if name not in told}

    def consequence(
        self, outcome: str, host: str, person: str, *, past: bool = False, supposed: bool = False
    ) -> str:
        """Return an outcome as a clause; ``host``: the State as it stands within a sentence.

        ``past``: of a day that is over; ``supposed``: there, if something had been otherwise.
        """
        said = self.outcome.get(outcome)
        if said is None:
            return f"for {host} and {person} the outcome is: {label(outcome)}"
        told = (said.supposed if supposed else said.past) if past else said.today
        return told.format(host=host, person=person)

    def answer_of(
        self, tables: Mapping[str, str], names: Mapping[str, str], *, past: bool = False
    ) -> str:
        """Return an answer as a clause: its outcome, or what is said instead of that.

        ``tables``: what each table of the question says, by name; ``names``: what the inputs that
        were given stand for. What is in square brackets is said only if all that it names was.
        """
        for one in self.instead:
            if all(tables.get(name) == value for name, value in one.when.items()):
                return _filled(one.past if past else one.today, names)
        said = self.outcome.get(tables[OUTCOME])
        if said is None:
            return f"the answer is: {label(tables[OUTCOME])}"
        return _filled(said.past if past else said.today, names)

    def part_of(self, part: str, value: str) -> str:
        """Return what a part of an answer says, in words."""
        return self.parts.get(part, {}).get(value, label(value))

    def clause(self, answer: Any, host: str, person: str, *, past: bool = False) -> str:
        """Return an answer as a clause: its outcome, or what is said instead of that."""
        for one in self.instead:
            if all(getattr(answer, name, None) == value for name, value in one.when.items()):
                return (one.past if past else one.today).format(host=host, person=person)
        return self.consequence(answer.outcome.value, host, person, past=past)

    def reason_of(self, reason: str, *, past: bool = False) -> str:
        """Return why no warrant is in force, as a clause."""
        said = self.reason.get(reason, label(reason))
        return in_past(said) if past else said

    def execution_of(self, execution: str, *, past: bool = False) -> str:
        """Return whether an arrest can be carried out, as a clause."""
        said = self.execution.get(execution, label(execution))
        return in_past(said) if past else said

    def ground_of(self, ground: str) -> str:
        """Return where a duty comes from, as it stands after *is bound*."""
        return self.grounds.get(ground, label(ground))

    def qualification_of(self, name: str, *, past: bool = False) -> str:
        """Return a label beside an outcome as a sentence; ``past``: of a day that is over."""
        if name in self.about_the_answer:
            return sentence(self.about_the_answer[name])
        said = self.qualifications.get(name, label(name))
        return sentence(in_past(said) if past else said)

    def grade_of(self, exposure: str) -> str:
        """Return a grade of exposure with its meaning: `discretionary (no duty to arrest; …)`."""
        means = self.exposure.get(exposure)
        return f"{exposure} ({means})" if means else exposure

    def visit_of(self, presence: str, purpose: str) -> str:
        """Return how a person is somewhere and what for; nothing of what is presumed."""
        values = zip(VISIT, (presence, purpose), strict=True)
        said = (self.visit.get(fact, {}).get(value) for fact, value in values)
        return ", ".join(filter(None, said))

    def __reduce__(self) -> tuple[Callable[..., AnswerWording], tuple[object, ...]]:
        # An answer in a pickle need not carry what every installation has.
        if self == embedded():
            return embedded, ()
        return AnswerWording, tuple(vars(self).values())


def _filled(text: str, names: Mapping[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        needed = _PLACEHOLDER.findall(match[1])
        return match[1] if names.keys() >= set(needed) else ""

    return _OPTIONAL.sub(part, text).format_map(names)


_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


class Worded(Shown):
    """An answer that is told in the words of the rule base that gave it."""

    _wording: AnswerWording | None = PrivateAttr(default=None)

    def told_in(self, wording: AnswerWording) -> Self:
        """Return the answer, told in these words from now on."""
        self._wording = wording
        return self

    @property
    def wording(self) -> AnswerWording:
        """Its words; of an answer that came over the wire those of the embedded rule base."""
        return self._wording or embedded()

    def words(self, outcome: str) -> str:
        """Return an outcome in a few words."""
        return self.wording.label_of(outcome)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = Shown.__hash__


@cache
def embedded() -> AnswerWording:
    """Return the wording of the embedded rule base, for answers that come without their own."""
    name = "questions/arrest-on-travel.yaml"
    question: Any = load(
        read_text(resources.files("safeconduct.rules") / name, file=name), file=name
    ).value
    return AnswerWording.of(question["wording"])


def grades() -> str:
    """Return all grades of exposure with their meanings, for a schema."""
    return _meanings(
        "the travel-risk grade, in law only, no prediction: ",
        {grade: means.replace("; ", ", ") for grade, means in embedded().exposure.items()},
    )


def _executions() -> str:
    return _meanings("whether an arrest can be carried out there: ", embedded().execution)


def _meanings(lead: str, said: Mapping[str, str]) -> str:
    return lead + "; ".join(f"`{value}`: {means}" for value, means in said.items())


def _described(describe: Callable[[], str]) -> Any:
    """Return a member's type whose description is made when a schema is."""
    return Field(json_schema_extra=lambda schema: schema.update(description=describe()))


Exposure = Annotated[str, _described(grades)]
"""A grade of exposure as a member of an answer; its schema says what each grade means."""

Execution = Annotated[str, _described(_executions)]
"""Whether an arrest can be carried out, as a member of an answer; so does its schema."""
