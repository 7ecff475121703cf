"""Errors as one clear line on standard error, and the exit code that goes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer

from ..errors import InputError, SafeconductError, SourceFilesError, UnknownName

FAILED: Final = 1
BAD_INPUT: Final = 2
NOT_ESTABLISHED: Final = 3
DISAGREES: Final = 4


@contextmanager
def reporting() -> Iterator[None]:
    """Turn errors raised on purpose into a message and an exit code; let others through."""
    try:
        yield
    except (InputError, UnknownName) as error:
        raise fail(str(error), BAD_INPUT) from None
    except SourceFilesError as error:
        for finding in error.diagnostics:
            typer.echo(str(finding), err=True)
        raise fail(f"{error.code}, {counted(len(error.diagnostics))}", FAILED) from None
    except SafeconductError as error:
        raise fail(f"{error.code}: {error}", FAILED) from None


def all_of(*looks: Callable[[], object]) -> None:
    """Try every look-up and report all mistakes, not only the first."""
    mistakes = []
    for look in looks:
        try:
            look()
        except (InputError, UnknownName) as error:
            mistakes.append(str(error))
    if mistakes:
        *first, last = mistakes
        for message in first:
            fail(message, BAD_INPUT)
        raise fail(last, BAD_INPUT)


def fail(message: str, code: int) -> typer.Exit:
    """Print a message on standard error and return the exit to raise."""
    typer.secho("error: ", fg=typer.colors.RED, err=True, nl=False)
    typer.echo(message, err=True)
    return typer.Exit(code)


def counted(number: int) -> str:
    """Return ``1 finding`` or ``2 findings``."""
    return f"{number} {'finding' if number == 1 else 'findings'}"
