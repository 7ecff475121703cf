"""The answer in other forms: one paragraph, Markdown, a diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ...base.errors import InputError, text_of
from ...case.counterfactual.model import Changes
from ..document import AssessmentDocument
from .markdown import markdown
from .mermaid import mermaid
from .paragraph import paragraph
from .text import explain

_Form = Callable[[AssessmentDocument, Callable[[], Changes]], str]

FORMS: Final[Mapping[str, _Form]] = {
    "text": lambda answer, changes: explain(answer, changes()),
    "paragraph": lambda answer, _: paragraph(answer),
    "markdown": lambda answer, changes: markdown(answer, changes()),
    "mermaid": lambda answer, _: mermaid(answer),
}


def render(answer: AssessmentDocument, form: str, changes: Callable[[], Changes]) -> str:
    """Return the answer in ``form``; raises `InputError` naming the forms there are.

    ``changes``: what would change it; asked only by the forms that tell it.
    """
    if text_of(form, "form", tuple(FORMS)) not in FORMS:
        raise InputError("form", form, "is not a form of an answer", tuple(FORMS))
    return FORMS[form](answer, changes)
