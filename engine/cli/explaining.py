"""Tells one rule with everything it interacts with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from ..authoring.base import load_base
from ..authoring.draft.exercise import suites_in
from ..authoring.draft.explain import explain, find
from ..authoring.draft.told import as_markdown, as_text
from ..authoring.lint.sources import read_sources
from ..base.errors import InputError
from .cases import DIRECTORY
from .output import print_json, say


def explain_rule(
    rule: str,
    *,
    rules: Sequence[Path],
    records: Path | None,
    cases: Path | None,
    as_json: bool,
    markdown: bool,
) -> None:
    """Print a rule as text, Markdown or JSON.

    ``cases``: a directory of worked cases; by default those of the project and of each directory
    of rules. Raises `UnknownName` for a rule that does not exist, `InputError` for a directory that
    does not, and what loading raises.
    """
    if as_json and markdown:
        raise InputError("--markdown", None, "cannot be printed with --json", ("one of them",))
    if cases is not None and not cases.is_dir():
        raise InputError("--cases", str(cases), "is not a directory with files of cases")
    base = load_base(records, rules)
    found = find(base.rulebase, rule)
    library = read_sources(rules, base.world).library
    folders = [cases] if cases is not None else [DIRECTORY, *(one / "cases" for one in rules)]
    explained = explain(base, library, found.id, suites_in(folders))
    if as_json:
        print_json(explained.model_dump(mode="json"))
    elif markdown:
        typer.echo(as_markdown(explained), nl=False)
    else:
        say(as_text(explained))
