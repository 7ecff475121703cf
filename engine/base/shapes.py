"""What is wrong with the shape of a document, told with its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .errors import Diagnostic, InputError, SourceFilesError
from .text_files import read_text
from .yaml12 import Document, load

T = TypeVar("T")

MessageAndFix: TypeAlias = tuple[str, str]
"""What is wrong, and what would be right (or nothing)."""
Tell: TypeAlias = Callable[[ErrorDetails, str], MessageAndFix]
"""Returns what to say of one mistake, and of what an entry is."""


def tell_plainly(detail: ErrorDetails, whole: str) -> MessageAndFix:
    """Return where the mistake is and what the model says to it; what would be right is open."""
    shown = ".".join(map(str, inside(detail))) or whole
    return f"{shown}: {detail['msg'].removeprefix('Value error, ')}", ""


def inside(detail: ErrorDetails) -> tuple[str | int, ...]:
    """Return where a mistake is, as it is written."""
    return tuple(part for part in detail["loc"] if part != "if_")


def shape_findings(
    error: ValidationError,
    document: Document,
    *path: str | int,
    whole: str,
    subject: str = "",
    tell: Tell = tell_plainly,
) -> Iterator[Diagnostic]:
    """Yield what a model did not take of the entry at ``path``; ``whole``: what an entry is."""
    details = error.errors(include_url=False)
    for detail in details:
        at = detail["loc"]
        if detail["type"] == "too_short" and any(
            other["loc"][: len(at)] == at != other["loc"] for other in details
        ):
            continue  # only what is well-formed was counted
        line = document.line(*path, *inside(detail))
        message, fix = tell(detail, whole)
        yield Diagnostic(document.file, line, "shape", message, subject, fix)


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
