"""The kinds of texts and values that rule files are written in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
Value = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
HeadText = Annotated[str, StringConstraints(pattern=r"^(not )?[a-z][a-z0-9_]*$")]


def word(value: object) -> object:
    """Return a Boolean as a word."""
    # In YAML `false` is a Boolean; as the name of what holds without a record it is a word.
    return "false" if value is False else "true" if value is True else value


Said = Annotated[Value, BeforeValidator(word), WithJsonSchema({"type": ["string", "boolean"]})]
"""The value of a fact, where `true` and `false` may be written as Booleans."""


def several(value: object) -> object:
    """Return a list of what may be written as one value."""
    return value if isinstance(value, list | tuple) else (value,)
