"""The travel-risk question as a JSON body: the parameters, assumptions and chosen positions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request

from safeconduct.answers import Mistakes
from safeconduct.base import NotJson, RepeatedMembers, counted, nearest, read_json, told

from .parameters import Parameter, RequestError
from .problems import ProblemError, shown
from .service import service_of

LARGEST: Final = 64 * 1024
ASSUME: Final = "assume"
POSITIONS: Final = "positions"
_EXPECTED: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    ASSUME: ((str, bool), "yes/no facts take true or false"),
    POSITIONS: ((str,), "a position is named by its id"),
}


@dataclass(frozen=True)
class Body:
    """What a request body says: ``values`` by parameter, and mappings by name."""

    values: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return a mapping, empty if it is not given."""
        return self.mappings.get(name, {})


async def read_body(
    request: Request,
    parameters: Sequence[Parameter],
    mistakes: Mistakes,
    mappings: Sequence[str] = (ASSUME, POSITIONS),
) -> Body:
    """Return the body of a request; every mistake in it is added to ``mistakes``.

    ``mappings``: the members that are objects of assumptions or positions, as their names end.
    Raises a problem if it is no JSON object at all, or larger than 64 KiB.
    """
    content, most = await read_object(request, mistakes), service_of(request).settings.members
    return body_of(content, parameters, mistakes, mappings, most=most)


def body_of(
    content: Mapping[str, Any],
    parameters: Sequence[Parameter],
    mistakes: Mistakes,
    mappings: Sequence[str] = (ASSUME, POSITIONS),
    *,
    most: int,
) -> Body:
    """Return what an object says, wherever it came from; raises as `read_body` does.

    ``most``: how many members it and each of the mappings may have.
    """
    check_members("the question", content, most)
    for name in mappings:
        check_members(name, content.get(name), most)
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, str] = {}
    for name, value in content.items():
        if name in mappings or (value is None and name in known):
            continue
        if name not in known:
            mistakes.add(unknown_member(name, value, (*known, *mappings)))
        elif not isinstance(value, str) or not value.strip():
            mistakes.add(_wrong(name, value, "a text that is not empty"))
        else:
            values[name] = value
    for parameter in parameters:
        if parameter.required and content.get(parameter.name) is None:
            mistakes.add(
                RequestError(
                    field=parameter.name,
                    code="missing-value",
                    value=None,
                    message=f"{parameter.name}: missing, but required",
                )
            )
    return Body(values, {name: _mapping(content, name, mistakes) for name in mappings})


async def read_object(
    request: Request,
    mistakes: Mistakes,
    largest: int = LARGEST,
    *,
    beside: Collection[str] = (),
) -> dict[str, Any]:
    """Return the object in the body of a request; mistakes in it are added to ``mistakes``.

    ``beside``: what stands in the address. Raises a problem if it has none, something else, or more
    than ``largest`` bytes.
    """
    content = await _object(request, mistakes, largest)
    for name, value in request.query_params.multi_items():  # it would be overlooked
        if name not in beside:
            mistakes.add(_misplaced(name, value))
    return content


def check_members(what: str, content: object, most: int) -> None:
    """Raise a problem if an object has too many members; ``what``: what it is called."""
    if isinstance(content, dict) and len(content) > most:
        detail = f"{what} has {counted(len(content), 'member')}; at most {most} are read"
        raise ProblemError("too-many-values", detail)


async def _object(request: Request, mistakes: Mistakes, largest: int = LARGEST) -> dict[str, Any]:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > largest:
            raise ProblemError("body-too-large", f"the body has more than {largest} bytes")
    try:
        content = read_json(bytes(raw))
    except NotJson as error:
        raise ProblemError("invalid-body", f"the body {error}") from error
    except RepeatedMembers as error:
        content = error.value
        for member in error.members.items():
            name = shown(member[0])
            message = shown(told(member))
            mistakes.add(
                RequestError(field=name, code="repeated-parameter", value=None, message=message)
            )
    if not isinstance(content, dict):
        raise ProblemError(
            "invalid-body", 'the body is not an object such as {"person": "…", "place": "…"}'
        )
    return content


def _mapping(content: Mapping[str, Any], name: str, mistakes: Mistakes) -> dict[str, Any]:
    types, hint = next(one for end, one in _EXPECTED.items() if name.endswith(end))
    found = content.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        mistakes.add(_wrong(name, found, "an object of names and values"))
        return {}
    for key, value in found.items():
        if not isinstance(value, types):
            mistakes.add(_wrong(f"{name}.{key}", value, hint))
    return {key: value for key, value in found.items() if isinstance(value, types)}


def _misplaced(name: str, value: str) -> RequestError:
    return RequestError(
        field=shown(name),
        code="unknown-parameter",
        value=shown(value),
        message=f"{shown(name)!r} stands in the address, the question in the body: put it there",
    )


def unknown_member(name: str, value: object, names: Sequence[str]) -> RequestError:
    """Return the mistake of a member that a question does not have."""
    near = nearest(shown(name), names)
    hint = f"did you mean {near[0]!r}?" if near else f"valid: {', '.join(names)}"
    return RequestError(
        field=shown(name),
        code="unknown-parameter",
        value=shown(str(value)),
        message=f"there is no member {shown(name)!r} in this question; {hint}",
        allowed=tuple(names),
    )


def _wrong(name: str, value: object, expected: str) -> RequestError:
    return RequestError(
        field=shown(name),
        code="invalid-value",
        value=shown(str(value)),
        message=f"{shown(name)}: {shown(str(value))!r} cannot be used; expected: {expected}",
    )
