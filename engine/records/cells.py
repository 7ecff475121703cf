"""Turning plain values of a source file into records, with a finding for each wrong one."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from ..base.errors import Diagnostic

Model = TypeVar("Model", bound=BaseModel)
LineOf = Callable[[tuple[str | int, ...]], int]


def columns(model: type[BaseModel]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the required and of the optional fields of a model."""
    required = tuple(n for n, f in model.model_fields.items() if f.is_required())
    optional = tuple(n for n, f in model.model_fields.items() if not f.is_required())
    return required, optional


def from_cells(model: type[BaseModel], cells: Mapping[str, str]) -> dict[str, object]:
    """Return the values that the cells of a CSV row stand for.

    An empty cell is the default, else ``None`` where that is allowed, else the empty text. Cells
    of a field that holds several values are split at spaces; ``true`` and ``false`` are booleans.
    """
    values: dict[str, object] = {}
    for name, cell in cells.items():
        field = model.model_fields[name]
        many, nullable, boolean = _shape(field.annotation)
        if many:
            values[name] = tuple(cell.split())
        elif cell == "":
            if not field.is_required():
                continue
            values[name] = None if nullable else ""
        elif boolean:
            values[name] = {"true": True, "false": False}.get(cell, cell.join("``"))
        else:
            values[name] = cell
    return values


def _shape(annotation: Any) -> tuple[bool, bool, bool]:
    options = (
        get_args(annotation)
        if get_origin(annotation) in (Union, types.UnionType)
        else (annotation,)
    )
    many = any(get_origin(option) is tuple for option in options)
    return many, type(None) in options, bool in options


def build(
    model: type[Model], values: object, *, file: str, subject: str, line_of: LineOf
) -> tuple[Model | None, list[Diagnostic]]:
    """Return the record, or ``None`` and a finding for each wrong value.

    ``line_of`` gives the line of a value by its path within the record.
    """
    record, faults = validated(model, values)
    return record, [
        Diagnostic(file, line_of(one.path), one.code, one.message, subject, one.fix)
        for one in faults
    ]


@dataclass(frozen=True)
class ValueFault:
    """A wrong value of a record: where it stands in it, what was given, what would mend it."""

    path: tuple[str | int, ...]
    code: str
    message: str
    value: object
    fix: str


def validated(model: type[Model], values: object) -> tuple[Model | None, tuple[ValueFault, ...]]:
    """Return the record that plain values give, or ``None`` and every fault."""
    try:
        return model.model_validate(values), ()
    except ValidationError as error:
        return None, tuple(
            ValueFault(
                tuple(problem["loc"]),
                _CODES.get(problem["type"], "invalid-value"),
                _message(problem["loc"], problem["msg"], problem["type"]),
                problem["input"],
                _fix(problem["type"], problem["input"]),
            )
            for problem in error.errors(include_url=False)
        )


_CODES = {"missing": "missing-field", "extra_forbidden": "unknown-field"}


def _fix(kind: str, value: object) -> str:
    # YAML takes a year, or a number of one word, for a number.
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f'write "{value}"' if kind == "string_type" and number else ""


def _message(loc: tuple[int | str, ...], text: str, kind: str) -> str:
    name = ".".join(str(part) for part in loc)
    if kind == "missing":
        return f"`{name}` is missing"
    if kind == "extra_forbidden":
        return f"there is no field `{name}`"
    plain = text.removeprefix("Value error, ")
    return f"`{name}`: {plain[:1].lower()}{plain[1:]}" if name else plain
