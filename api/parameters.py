"""Query parameters: declared once, for checking a request and for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from safeconduct import InputError
from safeconduct.answers import Mistakes
from safeconduct.case import QuestionPart, meant_by
from safeconduct.rulebase import RuleBase

from .problems import shown


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter.

    ``synonyms``: names that people use for it by mistake. ``many``: it may be given several times.
    """

    name: str
    description: str
    schema: Mapping[str, object]
    required: bool = False
    examples: Mapping[str, object] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()
    many: bool = False

    @classmethod
    def of(cls, part: QuestionPart, rulebase: RuleBase) -> Parameter:
        """Return the parameter for a part of a question."""
        schema = part.schema(rulebase)
        usual = {"default": schema["default"]} if "default" in schema else {}
        examples = part.examples or usual
        return cls(part.name, part.description, schema, part.required, examples, part.synonyms)

    def openapi(self) -> dict[str, object]:
        """Return the parameter as an OpenAPI parameter object."""
        told: dict[str, object] = {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.description,
            "schema": dict(self.schema),
        }
        if self.examples:
            told["examples"] = {name: {"value": value} for name, value in self.examples.items()}
        return told


def documented(*parameters: Parameter) -> dict[str, object]:
    """Return the OpenAPI part of a route that takes these parameters."""
    return {"parameters": [parameter.openapi() for parameter in parameters]}


class RequestError(InputError):
    """A request is not as it should be; ``message`` says all of it."""

    def __str__(self) -> str:
        return self.message


def read(
    request: Request, parameters: Sequence[Parameter], mistakes: Mistakes | None = None
) -> dict[str, str]:
    """Return the query parameters given, each at most once unless there may be many, none blank.

    Of many the last one is returned.

    Mistakes are added to ``mistakes``, or raised where there is none.
    """
    found = mistakes or Mistakes()
    known = {parameter.name: parameter for parameter in parameters}
    asked = request.query_params.multi_items()
    given: dict[str, list[str]] = {}
    for name, value in asked:
        given.setdefault(name, []).append(value)
    repeated = {
        name: _repeated(name, given[name])
        for name, one in known.items()
        if not one.many and len(given.get(name, ())) > 1
    }
    values: dict[str, str] = {}
    for name, value in asked:
        if name not in known:
            found.add(_unknown(name, value, parameters))
        elif name in repeated:
            found.add(repeated[name])
        elif not value.strip():
            found.add(_blank(known[name], value))
        else:
            values[name] = value
    for parameter in parameters:
        if parameter.required and parameter.name not in given:
            found.add(_blank(parameter, None))
    if mistakes is None:
        found.done()
    return values


def _unknown(name: str, value: str, parameters: Sequence[Parameter]) -> RequestError:
    names = tuple(parameter.name for parameter in parameters)
    near = meant_by(shown(name), parameters)
    hint = f"did you mean {near!r}?" if near else _list("valid", names)
    return RequestError(
        field=shown(name),
        code="unknown-parameter",
        value=shown(value),
        message=f"there is no parameter {shown(name)!r} here; {hint}",
        allowed=names,
    )


def _repeated(name: str, values: Sequence[str]) -> RequestError:
    listed = ", ".join(repr(shown(value)) for value in values[:5])
    return RequestError(
        field=name,
        code="repeated-parameter",
        value=shown(", ".join(values)),
        message=f"{name} is given {len(values)} times ({listed}); it can be given once",
    )


def _blank(parameter: Parameter, value: str | None) -> RequestError:
    if parameter.required:
        message = f"{parameter.name}: {'missing' if value is None else 'empty'}, but required"
    else:
        message = f"{parameter.name}: is empty; leave it out to get the default"
    example = next(iter(parameter.examples.values()), None)
    return RequestError(
        field=parameter.name,
        code="missing-value",
        value=value,
        message=f"{message}, for example {parameter.name}={example}" if example else message,
    )


def _list(word: str, names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"{word}: {listed}" if listed else "it takes none"


LIMIT: Final = Parameter(
    "limit",
    "How many entries at most.",
    {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
)
OFFSET: Final = Parameter(
    "offset",
    "How many entries to leave out at the beginning.",
    {"type": "integer", "minimum": 0, "maximum": 100_000, "default": 0},
)


def whole_number(values: Mapping[str, str], parameter: Parameter) -> int:
    """Return a parameter as a whole number within its bounds; raises `InputError`."""
    lowest, highest = parameter.schema["minimum"], parameter.schema["maximum"]
    text = values.get(parameter.name)
    if text is None:
        return int(str(parameter.schema["default"]))
    # int() also takes "+1", "1_0" and digits of other scripts; a number of ours is plain digits.
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError(
            parameter.name, shown(text), "is not a whole number", (f"{lowest} to {highest}",)
        )
    if not int(str(lowest)) <= int(text) <= int(str(highest)):
        raise InputError(parameter.name, text, "is out of range", (f"{lowest} to {highest}",))
    return int(text)


def page_of(request: Request) -> tuple[int, int]:
    """Return how many entries of a list are asked for, and how many are left out before them.

    Raises every mistake at once.
    """
    mistakes = Mistakes()
    given = read(request, (LIMIT, OFFSET), mistakes)
    limit = mistakes.attempt(lambda: whole_number(given, LIMIT)) or 0
    offset = mistakes.attempt(lambda: whole_number(given, OFFSET)) or 0
    mistakes.done()
    return limit, offset
