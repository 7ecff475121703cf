"""What is wrong with the shape of a document, told with its lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from .errors import Diagnostic, InputError, SourceFilesError
from .text_files import read_text
from .yaml12 import Document, load

T = TypeVar("T")


def shape_findings(
    error: ValidationError, document: Document, *path: str | int, whole: str, subject: str = ""
) -> Iterator[Diagnostic]:
    """Yield what a model did not take of the entry at ``path``; ``whole``: what an entry is."""
    details = error.errors(include_url=False)
    for detail in details:
        at = detail["loc"]
        if detail["type"] == "too_short" and any(
            other["loc"][: len(at)] == at != other["loc"] for other in details
        ):
            continue  # only what is well-formed was counted
        where = tuple(part for part in at if part != "if_")
        shown = ".".join(map(str, where)) or whole
        message = f"{shown}: {detail['msg'].removeprefix('Value error, ')}"
        yield Diagnostic(document.file, document.line(*path, *where), "shape", message, subject)


def read_as(model: TypeAdapter[T], path: Path, field: str) -> tuple[T, Document]:
    """Return what a YAML file says, as a model, with its lines.

    Raises `InputError` about ``field`` if the file cannot be read or is not of that shape.
    """
    try:
        document = load(read_text(path, file=path.name), file=path.name)
        try:
            return model.validate_python(document.value or []), document
        except ValidationError as error:
            raise SourceFilesError([*shape_findings(error, document, whole="file")]) from None
    except SourceFilesError as error:
        told = "; ".join(map(str, error.diagnostics))
        raise InputError(field, str(path), f"cannot be read: {told}") from None
