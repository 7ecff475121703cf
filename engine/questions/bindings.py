"""The bindings of all questions: ours, and those that other packages bring."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points

from ..base.errors import InputError
from ..records.registry import GROUP
from . import jurisdiction
from .binding import Binding


def binding_of(question: str) -> Binding:
    """Return the binding of a question: its own, or one with nothing in it.

    Raises `InputError` if another package brings something else under that name.
    """
    return _bindings().get(question) or Binding(question)


@cache
def _bindings() -> Mapping[str, Binding]:
    ours = jurisdiction.BINDING
    found = {ours.question: ours}
    for point in entry_points(group=GROUP):
        brought = point.load()
        if not isinstance(brought, Binding):
            told = f"the entry point `{point.name}` of {GROUP} does not name a Binding"
            raise InputError("question", point.value, told)
        found[brought.question] = brought
    return found
