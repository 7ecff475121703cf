"""The kept explanations: a mutant is caught by an answer that is explained in other words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from ....base.errors import InputError, SafeconductError
from ....base.shapes import read_as
from ...cases.case import QuestionPut
from ...cases.run import ask
from ..bench import Variant
from ..items import Check, ItemQuestion, NotMet, VoiceName

FILE: Final = "questions.yaml"
"""Says what was asked for each explanation ``NAME.txt`` beside it."""

_Questions = TypeAdapter(dict[str, QuestionPut])


def kept(directory: Path) -> dict[str, QuestionPut]:
    """Return the questions whose explanations are kept in ``directory``, by the name of the file.

    Raises `InputError` if there is no such list or it is not well-formed.
    """
    path = directory / FILE
    if not path.is_file():
        raise InputError("golden", str(directory), f"has no {FILE}")
    return read_as(_Questions, path, "golden")[0]


def questions(directory: Path) -> Iterator[ItemQuestion]:
    """Yield each explanation kept in ``directory`` with the question that it answers."""
    for name, put in kept(directory).items():
        text = (directory / f"{name}.txt").read_text("utf-8")
        yield ItemQuestion(
            VoiceName.GOLDEN, name, partial(_prepare, name, put, text), over_time=True
        )


def _prepare(name: str, put: QuestionPut, text: str, law: Variant) -> Check:
    failed = _check(put, text, law)
    if failed is not None:
        raise NotMet(f"the explanation {name}: {failed}")
    return partial(_check, put, text)


def _check(put: QuestionPut, text: str, variant: Variant) -> str | None:
    try:
        told = ask(variant, put).explain() + "\n"
    except SafeconductError as error:
        return f"{error.code}: {error}"
    if told == text:
        return None
    lines, found = text.splitlines(), told.splitlines()
    new = next((line for line in found if line not in lines), None)
    gone = next((line for line in lines if line not in found), "")
    return f"no longer says: {gone.strip()}" if new is None else f"says: {new.strip()}"
