"""The answer in other forms: one paragraph, Markdown, a diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..answer import Assessment
from ..errors import InputError, text_of
from ..explain import explain
from .markdown import markdown
from .mermaid import mermaid
from .paragraph import paragraph

FORMS: Final[Mapping[str, Callable[[Assessment], str]]] = {
    "text": explain,
    "paragraph": paragraph,
    "markdown": markdown,
    "mermaid": mermaid,
}


def render(answer: Assessment, form: str) -> str:
    """Return the answer in ``form``; raises `InputError` naming the forms there are."""
    if text_of(form, "form", tuple(FORMS)) not in FORMS:
        raise InputError("form", form, "is no form of an answer", tuple(FORMS))
    return FORMS[form](answer)
