"""The travel-risk question: its parameters, and how they resolve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote_plus

from fastapi import Request

from safeconduct import Assessment, Engine, InputError, Question
from safeconduct.answers import PARTS, Mistakes
from safeconduct.answers import resolve as resolve_parts
from safeconduct.case import PRESENCE, PURPOSE, question_parts

from .answers import ALL, INCLUDE, parts_of
from .body import ASSUME, POSITIONS, Body, read_body
from .parameters import Parameter, read
from .turns import take_turn

Parameters = tuple[Parameter, ...]

_quoted = lru_cache(1 << 12)(quote_plus)


def parameters_of(
    engine: Engine, *names: str, question: type[Question] = Question
) -> dict[str, Parameter]:
    """Return the parameters for parts of a question by name, by default for all that are texts."""
    parts = question_parts(question)
    chosen = names or [name for name, part in parts.items() if not part.mapping]
    return {name: Parameter.of(parts[name], engine.rulebase) for name in chosen}


def question_schema(
    parameters: Parameters, engine: Engine, question: type[Question] = Question
) -> dict[str, object]:
    """Return the JSON Schema of the question as an object."""
    rulebase = engine.rulebase
    mappings = {
        "facts": {
            fact.name: {"type": "boolean"} if fact.boolean else {"enum": list(fact.values)}
            for fact in rulebase.facts
            if fact.name not in (PRESENCE, PURPOSE)
        },
        "positions": {
            issue.id: {"enum": [position.id for position in issue.positions]}
            for issue in rulebase.issues
        },
    }
    members: dict[str, dict[str, object]] = {
        one.name: {
            "anyOf": [dict(one.schema), *([] if one.required else [{"type": "null"}])],
            "description": one.description,
        }
        for one in parameters
    }
    for part in question_parts(question).values():
        if part.mapping:
            members[part.name] = {
                "type": ["object", "null"],
                "additionalProperties": False,
                "description": part.description,
                "properties": mappings[part.kind],
            }
    return {
        "type": "object",
        "required": [one.name for one in parameters if one.required],
        "properties": members,
        "additionalProperties": False,
    }


def request_body(
    parameters: Parameters,
    engine: Engine,
    question: type[Question] = Question,
    example: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the OpenAPI description of the question as a JSON body."""
    schema = question_schema(parameters, engine, question)
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

    Its person is an id, or a surname that the answer will say whom it was taken for.
    """

    question: Question
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
        return await take_turn(request, partial(cls._resolved, body, engine, parameters, mistakes))

    @classmethod
    def _resolved(
        cls, body: Body, engine: Engine, parameters: tuple[Parameter, ...], mistakes: Mistakes
    ) -> QuestionReader:
        found = resolve(engine, body.values, parameters, mistakes, surnames=True)
        check_supposed(engine, body, "", mistakes)
        include = mistakes.attempt(lambda: parts_of(body.values.get(INCLUDE.name)))
        mistakes.done()
        found |= {name: dict(sorted(one.items())) for name, one in body.mappings.items() if one}
        if found.get("profile") == engine.profile().id:
            del found["profile"]  # as if it were not said
        return cls(Question(**{"on": engine.clock(), **found}), include or ())

    @property
    def key(self) -> tuple[object, ...]:
        """What determines the answer, given records and rules."""
        return tuple(vars(self.question).values()), self.include

    @property
    def whole(self) -> str | None:
        """The address of the whole answer, relative to the service.

        ``None`` where something is supposed, which has no place in an address.
        """
        parts, asked = question_parts(), vars(self.question)
        if any(asked[name] for name, part in parts.items() if part.mapping):
            return None
        given = {name: str(value) for name, value in asked.items() if value != parts[name].default}
        said = (f"{name}={_quoted(value)}&" for name, value in given.items())
        return f"v1/travel-risk?{''.join(said)}{INCLUDE.name}={ALL}"

    def ask(self, engine: Engine) -> Assessment:
        """Return the engine's answer."""
        return engine.assess(self.question)


def resolve(
    engine: Engine,
    given: Mapping[str, str],
    parameters: Iterable[Parameter],
    mistakes: Mistakes,
    *,
    surnames: bool = False,
) -> dict[str, Any]:
    """Return parameters by name: names as ids, days as dates.

    ``surnames``: one that was taken to mean the person stays as it is. Every mistake is added to
    ``mistakes``; what is mistaken, or is not given and has no default, is left out. A parameter
    that is no part of a question is left out unless it is a choice.
    """
    texts, found = {}, {}
    for one in parameters:
        if one.name in PARTS:
            texts[one.name] = given.get(one.name)
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


def chosen_of(given: Mapping[str, str], parameter: Parameter) -> str:
    """Return the value chosen for a parameter, or its default; raises `InputError`."""
    allowed = parameter.schema["enum"]
    assert isinstance(allowed, list)
    value = given[parameter.name] if parameter.name in given else str(parameter.schema["default"])
    if value not in allowed:
        raise InputError(parameter.name, value, "is not one of the values", tuple(allowed))
    return value
