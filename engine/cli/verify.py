"""Checks that can be asked for on the command line."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from ..engine import Engine
from .errors import FAILED
from .output import print_json

_MOST_SHOWN = 20


def print_proof_check(engine: Engine, *, as_json: bool) -> None:
    """Check every proof under every profile; print what was checked and everything wrong."""
    with Console(file=sys.stderr).status("checking") as status:
        found = engine.check_proofs(lambda name: status.update(f"checking {name}"))
    if as_json:
        print_json(
            {
                "truths": found.truths,
                "proofs": found.proofs,
                "problems": list(found.problems),
                "world": engine.world.digest,
                "rules": engine.rulebase.digest,
            }
        )
    else:
        profiles = len(engine.rulebase.profiles)
        typer.echo(
            f"{found.truths} truths, {found.proofs} proofs under {profiles} profiles: "
            f"{len(found.problems) or 'no'} problems"
        )
        for problem in found.problems[:_MOST_SHOWN]:
            typer.echo(f"  {problem}")
    if found.problems:
        raise typer.Exit(FAILED)
