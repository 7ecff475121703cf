"""Reads a directory of cases, keeping every line number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from ...base.errors import Diagnostic, InputError, SourceFilesError
from ...base.shapes import shape_findings
from ...base.text_files import read_text
from ...base.yaml12 import Document, load
from .case import CasesError, FactsCase, NotPut, PutCase, Suite, WorkedCase, WrittenCase

NOT_PUT: Final = "not-put.yaml"
"""The file of questions that are another question; every other ``.yaml`` file holds cases."""

Model = TypeVar("Model", bound=BaseModel)


def load_suite(directory: Path) -> Suite:
    """Return the cases below ``directory``.

    Raises `InputError` if it is no directory, and `CasesError` with every mistake in the files,
    each with file and line.
    """
    if not directory.is_dir():
        raise InputError("dir", str(directory), "is not a directory with files of cases")
    files = sorted(path for path in directory.iterdir() if path.suffix in {".yaml", ".yml"})
    problems: list[Diagnostic] = []
    cases: list[WrittenCase[WorkedCase]] = []
    of_facts: list[WrittenCase[FactsCase]] = []
    not_put: list[NotPut] = []
    put: list[WrittenCase[PutCase]] = []
    if not files:
        problems.append(Diagnostic(directory.name, 0, "no-cases", "no .yaml file here"))
    for path in files:
        document = _document(path, problems)
        if document is None:
            continue
        if path.name == NOT_PUT:
            not_put.extend(item for _, item in _items(document, lambda _: NotPut, problems))
            continue
        for index, item in _items(document, _kind, problems):
            if isinstance(item, FactsCase):
                of_facts.append(WrittenCase(item, document, index))
            elif isinstance(item, WorkedCase):
                cases.append(WrittenCase(item, document, index))
            elif isinstance(item, PutCase):
                put.append(WrittenCase(item, document, index))
    problems.extend(_twice((*cases, *of_facts, *put), not_put))
    if problems:
        raise CasesError(problems)
    return Suite(tuple(cases), tuple(of_facts), tuple(not_put), tuple(put))


def _kind(value: object) -> type[WorkedCase | FactsCase | PutCase]:
    """Return what an entry is meant to be: a case of facts has facts, others have a question.

    Which question that is it says if it is not the one about a person at a place.
    """
    if not isinstance(value, dict):
        return WorkedCase
    return FactsCase if "facts" in value else PutCase if "asks" in value else WorkedCase


def _document(path: Path, problems: list[Diagnostic]) -> Document | None:
    try:
        return load(read_text(path, file=path.name), file=path.name)
    except SourceFilesError as error:
        problems.extend(error.diagnostics)
    return None


def _items(
    document: Document, kind: Callable[[object], type[Model]], problems: list[Diagnostic]
) -> Iterator[tuple[int, Model]]:
    if not isinstance(document.value, list):
        message = "expected a list of cases"
        problems.append(Diagnostic(document.file, 1, "shape", message, fix="- id: …"))
        return
    for index, value in enumerate(document.value):
        try:
            yield index, kind(value).model_validate(value)
        except ValidationError as error:
            subject = str(value.get("id") or "") if isinstance(value, dict) else ""
            problems += shape_findings(error, document, index, whole="case", subject=subject)


def _twice(
    cases: Sequence[WrittenCase[WorkedCase] | WrittenCase[FactsCase] | WrittenCase[PutCase]],
    not_put: Sequence[NotPut],
) -> Iterator[Diagnostic]:
    seen = {one.id: NOT_PUT for one in not_put}
    for one in cases:
        place = one.at("id")
        if one.case.id in seen:
            message = f"the id stands in {seen[one.case.id]} already"
            yield Diagnostic(place.file, place.line, "duplicate-id", message, one.case.id)
        seen[one.case.id] = place.file
