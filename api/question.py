"""The travel-risk question: its parameters, and how they resolve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request

from safeconduct import Engine, Presence, Purpose
from safeconduct.answers.assessment import Assessment
from safeconduct.answers.mistakes import PARTS, Mistakes
from safeconduct.answers.mistakes import resolve as resolve_parts
from safeconduct.base.dates import parse_day
from safeconduct.base.errors import InputError
from safeconduct.case.counterfactual.model import Changes
from safeconduct.case.inputs import PRESENCE, PURPOSE

from .answers import ALL, INCLUDE, parts_of
from .body import ASSUME, POSITIONS, Body, read_body
from .parameters import Parameter, read

_NAME: Final = {"type": "string", "minLength": 1, "maxLength": 200}
_DAY: Final = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

ON: Final = Parameter(
    "on",
    "The day, ISO 8601, not before the adoption of the Rome Statute (1998-07-17). "
    "Default: today (UTC).",
    _DAY,
    examples={"a day": "2024-09-02"},
    synonyms=("date", "day", "when", "at", "from", "as_of"),
)
UNTIL: Final = Parameter(
    "until",
    "The last day of a stay: the answer is that of its worst day, with every step of the stay.",
    _DAY,
    examples={"a day": "2024-09-03"},
    synonyms=("to_date", "end", "till", "leave"),
)
KNOWN_ON: Final = Parameter(
    "known_on",
    "Answer from what was public on that day, which cannot lie in the future. "
    "Default: everything on record.",
    _DAY,
    examples={"a day": "2024-01-01"},
    synonyms=("known", "knowledge", "known_at", "knownon"),
)
PERSON: Final = Parameter(
    "person",
    "Id, name or alias, in any script.",
    _NAME,
    required=True,
    examples={"id": "vladimir-putin", "name": "Vladimir Putin", "in Cyrillic": "Владимир Путин"},
    synonyms=("who", "name", "leader", "suspect", "traveller"),
)
PLACE: Final = Parameter(
    "place",
    "Id, ISO 3166-1 code, name or main city, in any script.",
    _NAME,
    required=True,
    examples={"code": "MNG", "name": "Mongolia", "city": "Ulaanbaatar"},
    synonyms=("where", "country", "state", "to", "destination", "city"),
)


def _choice(name: str, description: str, values: tuple[str, ...], default: str) -> Parameter:
    schema = {"type": "string", "enum": list(values), "default": default}
    return Parameter(name, description, schema, examples={"default": default})


def travel_risk_parameters(engine: Engine) -> tuple[Parameter, ...]:
    """Return the parameters of a travel-risk question; the profiles are those of the rule base."""
    return (PERSON, PLACE, ON, UNTIL, *choices(engine), KNOWN_ON)


def choices(engine: Engine) -> tuple[Parameter, ...]:
    """Return the parameters with a list of values: presence, purpose, profile."""
    profiles = tuple(engine.rulebase.profiles)
    return (
        _choice("presence", "How the person is there.", engine.presences, "ground"),
        _choice("purpose", "What the journey is for.", engine.purposes, "unspecified"),
        _choice("profile", "Which readings of the law to follow; see /v1/issues.", profiles, "icc"),
    )


_SUPPOSED: Final = {
    ASSUME: "In place of what the records say.",
    POSITIONS: "Instead of the profile's.",
    f"other_{ASSUME}": "In the second question, beside `assume`.",
    f"other_{POSITIONS}": "In the second question, beside `positions`.",
}
"""What is supposed by each mapping of a body."""


def request_body(
    parameters: tuple[Parameter, ...],
    engine: Engine,
    mappings: Sequence[str] = (ASSUME, POSITIONS),
    example: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the OpenAPI description of the question as a JSON body."""
    rulebase = engine.rulebase
    facts = {
        fact.name: {"type": "boolean"} if fact.boolean else {"enum": list(fact.values)}
        for fact in rulebase.facts
        if fact.name not in (PRESENCE, PURPOSE)
    }
    issues = {
        issue.id: {"enum": [position.id for position in issue.positions]}
        for issue in rulebase.issues
    }
    members: dict[str, dict[str, object]] = {
        one.name: {
            "anyOf": [dict(one.schema), *([] if one.required else [{"type": "null"}])],
            "description": one.description,
        }
        for one in parameters
    }
    for name in mappings:
        members[name] = {"type": ["object", "null"], "additionalProperties": False}
        if name.endswith(ASSUME):
            members[name]["description"] = f"Facts to suppose, by name. {_SUPPOSED[name]}"
            members[name]["properties"] = facts
        else:
            members[name]["description"] = f"Positions to take, by issue. {_SUPPOSED[name]}"
            members[name]["properties"] = issues
    schema = {
        "type": "object",
        "required": [one.name for one in parameters if one.required],
        "properties": members,
        "additionalProperties": False,
    }
    shown = example or {
        "person": "vladimir-putin",
        "place": "MNG",
        "on": "2024-09-02",
        "assume": {"person.office": "none"},
    }
    return {
        "required": True,
        "content": {"application/json": {"schema": schema, "example": shown}},
    }


@dataclass(frozen=True, slots=True)
class QuestionReader:
    """A travel-risk question in which everything is resolved; today's date is filled in.

    ``person``: an id, or a surname that the answer will say whom it was taken for.
    """

    person: str
    place: str
    on: date
    presence: Presence
    purpose: Purpose
    profile: str
    known_on: date | None = None
    until: date | None = None
    assume: tuple[tuple[str, str | bool], ...] = ()
    positions: tuple[tuple[str, str], ...] = ()
    include: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, request: Request, engine: Engine, parameters: tuple[Parameter, ...]
    ) -> QuestionReader:
        """Return the question that a request asks; raises one problem with every mistake."""
        mistakes = Mistakes()
        given = read(request, parameters, mistakes)
        return cls._resolved(Body(given), engine, parameters, mistakes)

    @classmethod
    async def of_body(
        cls, request: Request, engine: Engine, parameters: tuple[Parameter, ...]
    ) -> QuestionReader:
        """Return the question in the body of a request; raises one problem with every mistake."""
        mistakes = Mistakes()
        body = await read_body(request, parameters, mistakes)
        return cls._resolved(body, engine, parameters, mistakes)

    @classmethod
    def _resolved(
        cls, body: Body, engine: Engine, parameters: tuple[Parameter, ...], mistakes: Mistakes
    ) -> QuestionReader:
        found = resolve(engine, body.values, parameters, mistakes, surnames=True)
        check_supposed(engine, body, "", mistakes)
        include = mistakes.attempt(lambda: parts_of(body.values.get(INCLUDE.name)))
        mistakes.done()
        return cls(
            **{"on": engine.clock(), **found},
            assume=tuple(sorted(body.mapping(ASSUME).items())),
            positions=tuple(sorted(body.mapping(POSITIONS).items())),
            include=include or (),
        )

    @property
    def key(self) -> tuple[object, ...]:
        """What determines the answer, given records and rules."""
        return astuple(self)

    @property
    def whole(self) -> str | None:
        """The address of the whole answer, relative to the service.

        ``None`` where something is supposed, which has no place in an address.
        """
        if self.assume or self.positions:
            return None
        usual = {"presence": "ground", "purpose": "unspecified", "profile": "icc"}
        asked = {
            name: str(value)
            for name in ("person", "place", "on", "until", *usual, "known_on")
            if (value := getattr(self, name)) not in (None, usual.get(name))
        }
        return f"v1/travel-risk?{urlencode({**asked, INCLUDE.name: ALL})}"

    def ask(self, engine: Engine) -> Assessment:
        """Return the engine's answer."""
        return engine.travel_risk(
            self.person,
            self.place,
            on=self.on,
            until=self.until,
            presence=self.presence,
            purpose=self.purpose,
            profile=self.profile,
            known_on=self.known_on,
            assume=dict(self.assume),
            positions=dict(self.positions),
        )

    def changes(self, engine: Engine, on: date) -> Changes:
        """Return what would change the engine's answer on a day."""
        return engine.changes(
            self.person,
            self.place,
            on=on,
            presence=self.presence,
            purpose=self.purpose,
            profile=self.profile,
            known_on=self.known_on,
            assume=dict(self.assume),
            positions=dict(self.positions),
        )


def resolve(
    engine: Engine,
    given: Mapping[str, str],
    parameters: Iterable[Parameter],
    mistakes: Mistakes,
    *,
    surnames: bool = False,
) -> dict[str, Any]:
    """Return parameters by name: names as ids, days as dates, choices with their defaults.

    ``surnames``: one that was taken to mean the person stays as it is. Every mistake is added to
    ``mistakes``; what is mistaken, or is not given and has no default, is left out. A parameter
    that is no part of a question is left out unless it is a choice.
    """
    texts, found = {}, {}
    for one in parameters:
        if one.name in PARTS:
            default = one.schema.get("default")
            texts[one.name] = given.get(one.name, None if default is None else str(default))
        elif "enum" in one.schema:
            found[one.name] = mistakes.attempt(partial(chosen_of, given, one))
    return found | resolve_parts(engine, texts, mistakes, surnames=surnames)


def check_supposed(engine: Engine, body: Body, prefix: str, mistakes: Mistakes) -> None:
    """Add every fact, issue or value that does not exist to ``mistakes``.

    ``prefix``: what stands before the names of the two mappings.
    """
    here = Mistakes()
    for name, value in body.mapping(prefix + ASSUME).items():
        here.attempt(partial(engine.check_assumed, {name: value}))
    for issue, position in body.mapping(prefix + POSITIONS).items():
        here.attempt(partial(engine.check_positions, {issue: position}))
    for error in here.found:
        mistakes.add(replace(error, field=prefix + error.field))


def day_of(given: Mapping[str, str], parameter: Parameter) -> date | None:
    """Return a parameter as a day, ``None`` if it is not given; raises `InputError`."""
    text = given.get(parameter.name)
    return None if text is None else parse_day(text, field=parameter.name)


def chosen_of(given: Mapping[str, str], parameter: Parameter) -> str:
    """Return the value chosen for a parameter, or its default; raises `InputError`."""
    allowed = parameter.schema["enum"]
    assert isinstance(allowed, list)
    value = given[parameter.name] if parameter.name in given else str(parameter.schema["default"])
    if value not in allowed:
        raise InputError(parameter.name, value, "is not one of the values", tuple(allowed))
    return value
