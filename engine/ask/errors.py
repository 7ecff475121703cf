"""The error that asks back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..base.errors import InputError, Suggestion

EXAMPLES: Final = (
    "Could Putin be arrested in Brazil in July 2025?",
    "Which BRICS members would have to arrest Netanyahu?",
    "Who is wanted today?",
)
"""Three questions that can be answered, shown where nothing nearer is known."""


@dataclass(eq=False)
class QuestionNotUnderstood(InputError):
    """A question cannot be read in one way only.

    ``message`` says what is lacking, ``understood`` what was understood (each a clause),
    ``allowed`` three questions that can be answered, ``suggestions`` known names near to
    ``unknown``, a name that is not known.
    """

    understood: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    unknown: str = ""

    def __str__(self) -> str:
        shown = "" if self.value is None else f" {self.value!r}"
        known = "; ".join(self.understood) or "nothing of it"
        near = ", ".join(one.name for one in self.suggestions)
        return (
            f"{self.field}{shown}: {self.message}"
            + (f"; did you mean: {near}?" if near else "")
            + f" (understood: {known}); for example: {' / '.join(self.allowed or EXAMPLES)}"
        )


def not_understood(
    text: str,
    lacks: str,
    *,
    understood: tuple[str, ...] = (),
    examples: tuple[str, ...] = EXAMPLES,
    suggestions: tuple[Suggestion, ...] = (),
    unknown: str = "",
) -> QuestionNotUnderstood:
    """Return the error for a question that lacks something."""
    return QuestionNotUnderstood(
        "q",
        text,
        lacks,
        examples,
        understood=understood,
        suggestions=suggestions,
        unknown=unknown,
        code="question-not-understood",
    )
