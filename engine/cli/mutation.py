"""The command that mutates the rules; what is heavy is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Records, Rules


def mutate(
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="DIR",
            help="The cases that mutants are put to. Default: tests/cases, in the repository.",
        ),
    ] = None,
    golden: Annotated[
        Path | None,
        typer.Option(
            "--golden",
            metavar="DIR",
            help="Kept explanations, with a questions.yaml. Default: tests/golden, if it is there.",
        ),
    ] = None,
    survivors: Annotated[
        Path | None,
        typer.Option(
            "--survivors",
            metavar="FILE",
            help="Mutants that may survive, each with the reason. Default: "
            "tests/mutation/survivors.yaml, if it is there and the embedded rules are mutated.",
        ),
    ] = None,
    every: Annotated[
        bool,
        typer.Option("--all", help="With --rules: also mutate the embedded rules and the days."),
    ] = False,
    only: Annotated[
        str, typer.Option(metavar="TEXT", help="Only mutants with this text in their ids.")
    ] = "",
    question: Annotated[
        list[str] | None,
        typer.Option(
            metavar="QUESTION",
            help="Only mutants of what this question reaches, put to what there is of it. May be "
            "repeated. Default: every question that the rules ask.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; a certificate takes it as evidence.")
    ] = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Change the rules in many small wrong ways; say which changes nothing would notice.

    With a list of survivors exits with 1 if another mutant survives, or one on the list does not.
    """
    from .cases import DIRECTORY, not_here
    from .mutants import MutationRequest, mutate_and_print

    if cases is None and not DIRECTORY.is_dir():
        raise not_here("--cases", "cases of your own with --cases")
    asked = MutationRequest(
        cases or DIRECTORY,
        golden,
        survivors,
        tuple(rules or ()),
        records,
        only,
        tuple(question or ()),
        every=every,
    )
    mutate_and_print(asked, as_json=as_json)
