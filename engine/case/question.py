"""The question, declared once: its parts, and what is said of each wherever it can be asked.

What is put into a question is kept as it was written. What is wrong with it is said when it is put
to an engine, which knows names, facts and readings. `QuestionParts` are for type checkers what the
fields of `Question` are for everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias, TypedDict

from pydantic import Field, ValidationError

from ..base.errors import InputError
from ..base.frozen import Frozen
from ..base.words import nearest
from .terms import Outcome

if TYPE_CHECKING:
    from ..base.dates import Day
    from ..rulebase.model import RuleBase
    from .terms import Presence, Purpose

    Text: TypeAlias = str
    Facts: TypeAlias = Mapping[str, str | bool]
    Positions: TypeAlias = Mapping[str, str]
else:  # any value is kept: an engine says what is wrong with it
    Day = Presence = Purpose = Text = Facts = Positions = Any

QUESTION: Final = "arrest-on-travel"
"""The id of the question in the rule base."""

Kind = Literal["person", "place", "day", "choice", "facts", "positions"]
"""How a part is read; see `safeconduct.case.resolve`."""

SCHEMAS: Final[Mapping[Kind, Mapping[str, object]]] = {
    "person": {"type": "string", "minLength": 1, "maxLength": 200},
    "place": {"type": "string", "minLength": 1, "maxLength": 200},
    "day": {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "choice": {"type": "string"},
    "facts": {"type": "object"},
    "positions": {"type": "object"},
}
"""The JSON Schema of a part, by how it is read."""


@dataclass(frozen=True)
class QuestionPart:
    """What is said of a part of a question wherever it can be asked.

    ``synonyms``: names that people use for it by mistake. ``values``: those of a choice. ``usual``:
    what rules put in place of a part that is left out, if it is they that say it.
    """

    name: str
    kind: Kind
    description: str
    default: Any
    required: bool
    usual: Callable[[RuleBase], str] | None = None
    examples: Mapping[str, object] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    values: Callable[[RuleBase], tuple[str, ...]] = lambda _: ()

    @property
    def mapping(self) -> bool:
        """Whether it is written as names with values."""
        return self.kind in {"facts", "positions"}

    def schema(self, rulebase: RuleBase) -> dict[str, object]:
        """Return the JSON Schema of it as text."""
        told = dict(SCHEMAS[self.kind])
        if self.kind == "choice":
            told["enum"] = list(self.values(rulebase))
            if not self.required:
                told["default"] = self.default_in(rulebase)
        return told

    def default_in(self, rulebase: RuleBase) -> Any:
        """Return what holds if it is left out."""
        return self.default if self.usual is None else self.usual(rulebase)


def part(
    kind: Kind,
    description: str,
    default: Any = ...,
    *,
    examples: Mapping[str, object] | None = None,
    synonyms: tuple[str, ...] = (),
    values: Callable[[RuleBase], tuple[str, ...]] = lambda _: (),
    usual: Callable[[RuleBase], str] | None = None,
) -> Any:
    """Return the field of a part; see `QuestionPart`."""
    shown = {"default": default} if kind == "choice" and default is not None else {}
    extra: dict[str, Any] = {
        "kind": kind,
        "examples": examples or shown,
        "usual": usual,
        "synonyms": synonyms,
        "values": values,
    }
    return Field(default, description=description, json_schema_extra=extra)


def _of_fact(fact: str) -> Callable[[RuleBase], tuple[str, ...]]:
    return lambda rulebase: rulebase.values[rulebase.variables[fact]]


class Question(Frozen):
    """A question about one person in one place, as it is asked; see `Engine.assess`.

    Raises `InputError` for a part that there is not, or that is missing.
    """

    person: Text = part(
        "person",
        "Id, name or alias, in any script.",
        examples={
            "id": "vladimir-putin",
            "name": "Vladimir Putin",
            "in Cyrillic": "Владимир Путин",
        },
        synonyms=("who", "name", "leader", "suspect", "traveller"),
    )
    place: Text = part(
        "place",
        "Id, ISO 3166-1 code, name or main city, in any script.",
        examples={"code": "MNG", "name": "Mongolia", "city": "Ulaanbaatar"},
        synonyms=("where", "country", "state", "to", "destination", "city"),
    )
    on: Day | None = part(
        "day",
        "The day, YYYY-MM-DD, not before the adoption of the Rome Statute (1998-07-17). "
        "Default: today (UTC).",
        None,
        examples={"a day": "2024-09-02"},
        synonyms=("date", "day", "when", "at", "from", "as_of"),
    )
    until: Day | None = part(
        "day",
        "The last day of a stay, YYYY-MM-DD: the answer is that of its worst day, with every step "
        "of the stay.",
        None,
        examples={"a day": "2024-09-03"},
        synonyms=("to_date", "end", "till", "leave"),
    )
    presence: Presence = part(
        "choice",
        "How the person is there.",
        "ground",
        synonyms=("how", "mode", "manner"),
        values=_of_fact("visit.presence"),
    )
    purpose: Purpose = part(
        "choice",
        "What the journey is for.",
        "unspecified",
        synonyms=("why", "visit_purpose", "visit_type"),
        values=_of_fact("visit.purpose"),
    )
    profile: Text | None = part(
        "choice",
        "Which readings of the law to follow.",
        None,
        synonyms=("readings", "reading", "school"),
        values=lambda rulebase: tuple(rulebase.effective_profiles),
        usual=lambda rulebase: rulebase.default_profile.id,
    )
    known_on: Day | None = part(
        "day",
        "Answer from what was public on that day, YYYY-MM-DD, which cannot lie in the future. "
        "Default: everything on record.",
        None,
        examples={"a day": "2024-01-01"},
        synonyms=("known", "knowledge", "known_at", "knownon"),
    )
    assume: Facts | None = part(
        "facts", "Facts to suppose, by name, in place of what the records say.", None
    )
    positions: Positions | None = part(
        "positions", "Positions to take, by issue, instead of the profile's.", None
    )

    if not TYPE_CHECKING:

        def __init__(self, **parts: object) -> None:
            try:
                super().__init__(**parts)
            except ValidationError:
                _check(question_parts(type(self)), parts)
                raise


class ComparedQuestion(Question):
    """A question with what is other in a second one; see `answers.comparison`."""

    other_place: Text | None = part(
        "place",
        "Compare with this place: id, ISO 3166-1 code, name or main city.",
        None,
        examples={"code": "KAZ", "name": "Kazakhstan"},
        synonyms=("with_place", "place2", "place_2", "otherplace", "with"),
    )
    other_on: Day | None = part(
        "day",
        "Compare with this day, YYYY-MM-DD, not before the adoption of the Rome Statute "
        "(1998-07-17).",
        None,
        examples={"a day": "2023-03-01"},
        synonyms=("with_date", "on2", "on_2", "other_date", "otheron", "with_on"),
    )
    other_assume: Facts | None = part(
        "facts", "Facts to suppose in the second question, beside `assume`.", None
    )
    other_positions: Positions | None = part(
        "positions", "Positions to take in the second question, beside `positions`.", None
    )


class WhyNotQuestion(Question):
    """A question with the outcome that it does not have."""

    outcome: Text = part(
        "choice",
        "The outcome that one might have expected.",
        examples={"an outcome": Outcome.MUST_NOT_ARREST.value},
        synonyms=("why_not", "expected", "answer"),
        values=lambda rulebase: tuple(
            dict.fromkeys(row.value for row in rulebase.questions[QUESTION].outcome)
        ),
    )


@cache
def question_parts(question: type[Question] = Question) -> Mapping[str, QuestionPart]:
    """Return the parts of a question by name, in order."""
    parts = {
        name: QuestionPart(
            name,
            default=None if one.is_required() else one.default,
            required=one.is_required(),
            description=one.description or "",
            **one.json_schema_extra,  # type: ignore[arg-type]
        )
        for name, one in question.model_fields.items()
    }
    return MappingProxyType(parts)


def _check(known: Mapping[str, QuestionPart], given: Mapping[str, object]) -> None:
    """Raise `InputError` for the first part that there is not, or that is missing."""
    for name, value in given.items():
        if name not in known:
            told = f"is not a part of a question; {meant(name, tuple(known.values()))}"
            shown = value[:60] if isinstance(value, str) else None
            raise InputError(name, shown, told, code="unknown-parameter")
    for name, one in known.items():
        if one.required and name not in given:
            raise InputError(name, None, "is missing, but required", code="missing-value")


class HasSynonyms(Protocol):
    """Anything with a name, for which people use others by mistake."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def synonyms(self) -> tuple[str, ...]:
        """What it is called by mistake."""


def meant_by(name: str, known: Sequence[HasSynonyms]) -> str | None:
    """Return which of the known was probably meant by a name that is not known."""
    synonymous = [one.name for one in known if name.casefold() in one.synonyms]
    return next(iter(synonymous or nearest(name, [one.name for one in known])), None)


def meant(name: str, known: Sequence[HasSynonyms]) -> str:
    """Return which part was probably meant by a name, or which there are."""
    near = meant_by(name, known)
    return f"did you mean {near!r}?" if near else f"valid: {', '.join(one.name for one in known)}"


class Manner(TypedDict, total=False):
    """How somebody is there, and how the question is to be answered."""

    presence: Presence
    purpose: Purpose
    profile: Text | None
    known_on: Day | None


class OnDay(Manner, total=False):
    """The same on a day."""

    on: Day | None


class Supposing(OnDay, total=False):
    """The same with what is supposed."""

    assume: Facts | None
    positions: Positions | None


class QuestionParts(Supposing, total=False):
    """All parts of a question but person and place."""

    until: Day | None
