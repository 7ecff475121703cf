"""What a layer says of a value that a table has not had: its words, its place among outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

from ..base.words import near
from .manifest import NewValueSource
from .source import AnswerWordingSource, OutcomeWordingSource, QuestionSource
from .wording import OUTCOME

Path: TypeAlias = tuple[str | int, ...]
Mistake: TypeAlias = tuple[str, str, tuple[str, ...], str]
"""A code, what is wrong, where in the amendment, and what would be right."""

Refuse: TypeAlias = Callable[[str, str, tuple[str, ...], str], None]
"""Is told of a mistake."""

_WORDED: Final = ("reason", "execution")
"""Tables whose values have a member of their own under `wording`."""


def introduced(
    question: QuestionSource, table: str, value: str, new: NewValueSource, refuse: Refuse
) -> tuple[dict[str, Any], dict[Path, Path]] | None:
    """Return the parts of a question with a new value in them, and where each is written.

    ``None`` if something is wrong, which ``refuse`` is told.
    """
    mistakes = [*_mistakes(question, table, value, new)]
    for one in mistakes:
        refuse(*one)
    if mistakes:
        return None
    update: dict[str, Any] = {}
    moved: dict[Path, Path] = {}
    if table == OUTCOME:
        ranked = question.severity
        at = ranked.index(new.above) if new.above else len(ranked)
        update["severity"] = (*ranked[:at], value, *ranked[at:])
        moved["severity",] = ("new",)
        if new.exposure is not None:
            update["exposure"] = {**question.exposure, value: new.exposure}
            moved["exposure", value] = ("new", "exposure")
    if question.wording is not None and new.words is not None:
        update["wording"] = _worded(question.wording, table, value, new)
        part = (table,) if table == OUTCOME or table in _WORDED else ("parts", table)
        moved["wording", *part, value] = ("new", "words")
    return update, moved


def _mistakes(
    question: QuestionSource, table: str, value: str, new: NewValueSource
) -> Iterator[Mistake]:
    whole = "words: {label: …, today: …, past: …, supposed: …}"
    if table == OUTCOME:
        ranked = question.severity
        if new.above is not None and new.above not in ranked:
            fix = near(new.above, ranked) or f"one of: {', '.join(ranked)}"
            message = f"`{new.above}` is not an outcome that has a severity"
            yield "unknown-value", message, ("new", "above"), fix
        if question.exposure and new.exposure is None:
            message = f"the question grades each outcome, and `{value}` has no grade"
            yield "exposure", message, ("new",), "exposure: {uncontested: …, contested: …}"
        if question.wording and not isinstance(new.words, OutcomeWordingSource):
            yield "missing-sentence", f"`{value}` has no words", ("new",), whole
        return
    for name in ("above", "exposure", "brief"):
        if getattr(new, name) is not None:
            message = f"`{table}` is not the table of outcomes, which alone have `{name}`"
            yield "superfluous-sentence", message, ("new", name), "leave it out"
    worded = table in _WORDED or question.inputs
    if worded and question.wording and not isinstance(new.words, str):
        yield "missing-sentence", f"`{value}` has no words", ("new",), "words: a sentence"
    elif not worded and new.words is not None:
        message = f"the values of `{table}` have no words"
        yield "superfluous-sentence", message, ("new", "words"), "leave it out"


def _worded(
    wording: AnswerWordingSource, table: str, value: str, new: NewValueSource
) -> AnswerWordingSource:
    said: dict[str, Any]
    if table == OUTCOME:
        said = {"outcome": {**wording.outcome, value: new.words}}
        if new.brief is not None:  # in the order of a legend
            names = list(wording.brief)
            at = names.index(new.above) if new.above in names else len(names)
            briefs = {**wording.brief, value: new.brief}
            said["brief"] = {name: briefs[name] for name in (*names[:at], value, *names[at:])}
    elif table in _WORDED:
        said = {table: {**getattr(wording, table), value: new.words}}
    else:
        told = {**wording.parts.get(table, {}), value: new.words}
        said = {"parts": {**wording.parts, table: told}}
    return wording.model_copy(update=said)
