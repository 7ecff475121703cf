"""The answer in other forms: one paragraph, Markdown, a diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..answer import Assessment
from ..changed import Changes
from ..errors import InputError
from ..explain import explain
from .markdown import markdown
from .mermaid import mermaid
from .paragraph import paragraph

FORMS: Final[Mapping[str, Callable[[Assessment, Changes | None], str]]] = {
    "text": explain,
    "paragraph": lambda answer, _: paragraph(answer),
    "markdown": markdown,
    "mermaid": lambda answer, _: mermaid(answer),
}


def render(answer: Assessment, form: str, changes: Changes | None = None) -> str:
    """Return the answer in ``form``, with what would change it where the form has room.

    Raises `InputError` naming the forms there are.
    """
    if form not in FORMS:
        raise InputError("form", form, "is no form of an answer", tuple(FORMS))
    return FORMS[form](answer, changes)
