"""Formats rule files and says what was done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from ..authoring.format.files import Formatted, format_paths, save
from ..base.words import counted
from .errors import FAILED, fail


def format_files(paths: Sequence[Path], *, check: bool, diff: bool) -> None:
    """Lay out files anew, or with ``check`` or ``diff`` only say which would change.

    A file that cannot be read is told and left as it is; the others are done all the same. Raises
    `InputError` for a path that does not exist, and `typer.Exit` with code 1 if a file cannot be
    laid out, or would change and is only looked at.
    """
    done = list(format_paths(paths))
    changed = [one for one in done if one.changed]
    broken = [one for one in done if one.problems]
    for one in changed:
        if diff:
            typer.echo(one.diff(), nl=False)
        elif check:
            typer.echo(f"would change {one.path}")
        else:
            save(one)
            typer.echo(f"formatted {one.path}")
    for one in broken:
        for problem in one.problems:
            typer.echo(str(problem), err=True)
    if not diff:
        typer.echo(_summary(done, changed, broken, check=check))
    if broken:
        raise fail(f"{counted(len(broken), 'file')} left as written", FAILED)
    if changed and (check or diff):
        raise typer.Exit(FAILED)


def _summary(
    done: Sequence[Formatted],
    changed: Sequence[Formatted],
    broken: Sequence[Formatted],
    *,
    check: bool,
) -> str:
    same = len(done) - len(changed) - len(broken)
    parts = [
        f"{counted(len(changed), 'file')} {'would be ' if check else ''}formatted"
        if changed
        else "",
        f"{counted(same, 'file')} as {'it' if same == 1 else 'they'} should be",
    ]
    return ", ".join(filter(None, parts))
