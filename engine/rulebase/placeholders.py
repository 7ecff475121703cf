"""What stands in braces in the words of a fact or an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Final

from ..base.words import near
from .conditions import Report

PLACEHOLDERS: Final = {
    "person": "the person",
    "host": "this State",
    "place": "this place",
    "situation": "this situation",
}
"""What an answer fills into the words of a fact, and what is said of nobody in particular."""


def in_general(text: str, report: Report, placeholders: Mapping[str, str]) -> str:
    """Return words of a fact as they are said of nobody in particular.

    Only what an answer fills in may stand in braces: ``placeholders``.
    """
    allowed = ", ".join(f"{{{name}}}" for name in placeholders)
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        report("placeholder", f"a brace is out of place: {error}", allowed)
        return text
    sound = True
    for _, name, form, conversion in parts:
        if name is not None and (name not in placeholders or form or conversion):
            hint = near(name, placeholders) or allowed
            report("placeholder", f"nothing fills in `{{{name}}}`", hint)
            sound = False
    return text.format_map(placeholders) if sound else text
