"""Errors as one clear line on standard error, and the exit code that goes with them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import typer

from ..base.errors import (
    MOST_MISTAKES,
    InputError,
    SafeconductError,
    SeveralMistakes,
    SourceFilesError,
    UnknownName,
)
from ..base.words import counted
from .output import hanging, width
from .parts import PARTS, flag

FAILED: Final = 1
BAD_INPUT: Final = 2
NOT_ESTABLISHED: Final = 3
DISAGREES: Final = 4


_OTHERS: Final = ("profiles", "form", "columns", "guests", "places", "organisation", "summits")
_OPTIONS: Final = {
    **{name: flag(name) for name, part in PARTS.items() if not part.required},
    **{name: flag(name) for name in _OTHERS},
    "q": "the question",
}
"""What parts of a question are called on the command line."""


@contextmanager
def reporting() -> Iterator[None]:
    """Turn errors raised on purpose into a message and an exit code; let others through."""
    try:
        yield
    except SeveralMistakes as error:
        for mistake in error.mistakes[:MOST_MISTAKES]:
            told = fail(_told(mistake), BAD_INPUT)
        if len(error.mistakes) > MOST_MISTAKES:
            told = fail(f"and {len(error.mistakes) - MOST_MISTAKES:,} more mistakes", BAD_INPUT)
        raise told from None
    except (InputError, UnknownName) as error:
        raise fail(_told(error), BAD_INPUT) from None
    except SourceFilesError as error:
        for finding in error.diagnostics:
            typer.echo(str(finding), err=True)
        raise fail(f"{error.code}, {counted(len(error.diagnostics), 'finding')}", FAILED) from None
    except SafeconductError as error:
        raise fail(f"{error.code}: {error}", FAILED) from None


def _told(error: InputError | UnknownName) -> str:
    """Return an error with its field as the command line calls it.

    Of a name that nobody has, it also says where to see who is sought.
    """
    if isinstance(error, UnknownName):
        return f"{error}; `safeconduct wanted` lists who is" if error.nobody else str(error)
    allowed = tuple(_OPTIONS.get(one, one) for one in error.allowed)
    return str(replace(error, field=_OPTIONS.get(error.field, error.field), allowed=allowed))


def fail(message: str, code: int) -> typer.Exit:
    """Print a message on standard error and return the exit to raise."""
    lines = f"error: {message}".split("\n")
    text = "\n".join(hanging(line, width(sys.stderr)) for line in lines)
    if not os.environ.get("NO_COLOR"):
        text = typer.style("error: ", fg=typer.colors.RED) + text.removeprefix("error: ")
    typer.echo(text, err=True)  # which takes colours away where nobody looks
    return typer.Exit(code)
