"""Begins a rule and says what to do next."""

from __future__ import annotations

from pathlib import Path

import typer

from ..authoring.draft.draft import RuleRequest
from ..authoring.draft.scaffold import begin
from ..records import load_world


def begin_rule(wanted: RuleRequest, directory: Path, records: Path | None) -> None:
    """Write a new rule and its case and print what is still to be written.

    Raises what `begin` raises.
    """
    begun = begin(wanted, directory, load_world(records))
    typer.echo(f"wrote {begun.rule}")
    if begun.case is not None:
        typer.echo(f"wrote {begun.case}")
    else:
        typer.echo("no case was written: none was found in which the rule applies")
    for one in begun.findings:
        typer.echo(f"  {one}")
    typer.echo("\nNext:")
    typer.echo(f"  safeconduct rules check {directory}")
    typer.echo(f"  safeconduct rules explain {wanted.id} --rules {directory}")
    if begun.case is not None:
        typer.echo(f"  safeconduct cases {begun.case.parent} --rules {directory}")
