"""All that is wrong with a question, told at once, wherever it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar, get_args

from ..base.dates import parse_day
from ..base.errors import InputError, SeveralMistakes, UnknownName
from ..case.question import ComparedQuestion, QuestionPart, WhyNotQuestion, question_parts
from .assessor import Assessor
from .document import Form

FORMS: Final[tuple[str, ...]] = get_args(Form)

T = TypeVar("T")


class Mistakes:
    """Collects errors about single values; the first about a value of a field counts."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], InputError | UnknownName] = {}

    def add(self, error: InputError | UnknownName) -> None:
        """Keep an error."""
        self._found.setdefault((error.field, error.value), error)

    def attempt(self, look: Callable[[], T], field: str | None = None) -> T | None:
        """Return what ``look`` returns; an error about a value is kept instead of raised.

        ``field``: what the value is called here, if not as in the error.
        """
        try:
            return look()
        except SeveralMistakes as several:
            for error in several.mistakes:
                self.add(error)
        except (InputError, UnknownName) as error:
            self.add(error if field is None else replace(error, field=field))
        return None

    @property
    def found(self) -> tuple[InputError | UnknownName, ...]:
        """Return what was found, in order."""
        return tuple(self._found.values())

    def done(self) -> None:
        """Raise what was found: the error itself, or `SeveralMistakes`."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise SeveralMistakes(self.found)


PARTS: Final[Mapping[str, QuestionPart]] = {
    **question_parts(ComparedQuestion),
    **question_parts(WhyNotQuestion),
    "form": QuestionPart(
        "form", "choice", "How it is printed.", None, required=False, values=lambda _: FORMS
    ),
}
"""Everything that can be asked, by name."""


def resolve(
    engine: Assessor,
    given: Mapping[str, str | None],
    mistakes: Mistakes,
    *,
    surnames: bool = False,
) -> dict[str, Any]:
    """Return the parts of a question that are given: names as ids, days as dates, choices checked.

    ``given``: texts by the name of the part, one of `PARTS`; ``None`` is not given. Names are
    looked up among what was public on the day `known_on`. ``surnames``: a surname is left
    as it is, for an answer that says whom it was taken for. Every mistake is added to
    ``mistakes``; what is mistaken is left out.
    """
    known_on = given.get("known_on")
    source = engine
    if known_on is not None:
        day = mistakes.attempt(lambda: parse_day(known_on, field="known_on"))
        source = (mistakes.attempt(lambda: engine.known_on(day)) if day else None) or engine
    found: dict[str, Any] = {}
    for name, text in given.items():
        if text is not None:
            value = mistakes.attempt(partial(source.lookup.read, PARTS[name], text), name)
            if value is not None:
                found[name] = value
    if surnames and "person" in found:
        found["person"] = source.lookup.surname(str(given["person"])) or found["person"]
    return found
