"""The commands about rule files: check, format, explain, new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .help import Commands, one_of
from .options import Records, Rules

rules_app = Commands(help="Rule files: check, format and explain them, and begin new ones.")

OUR_FOLDER = Path("rules")
"""Where rules are by default, seen from the folder one works in."""


@rules_app.command("check")
@one_of(("as_json", "as_sarif"))
def check_rules_command(
    directories: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Layered on the embedded rules, in order. Default: the embedded rules alone.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 on a warning, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    as_sarif: Annotated[
        bool, typer.Option("--sarif", help="Print the findings as SARIF 2.1.0, for code review.")
    ] = False,
    records: Records = None,
) -> None:
    """Check rules; print every finding with file and line, exit 1 if there is an error."""
    from .linting import check_rules

    check_rules(directories or (), records, strict=strict, as_json=as_json, as_sarif=as_sarif)


@rules_app.command("format")
def format_rules_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR|FILE", help="Rule files, or folders of them. Default: rules."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if a file would change.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print what would change, exit 1 if any.")
    ] = False,
) -> None:
    """Lay out rule files in one way; comments and meaning stay."""
    from .formatting import format_files

    format_files(paths or [OUR_FOLDER], check=check, diff=diff)


@rules_app.command("explain")
@one_of(("as_json", "markdown"))
def explain_rule_command(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as Markdown.")] = False,
    cases: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Worked cases. Default: tests/cases, and cases in a rules folder."
        ),
    ] = None,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Tell RULE in words, with all it rests on, overcomes, feeds and is exercised by."""
    from ..authoring.base import load_base
    from ..authoring.draft.exercise import suites_in
    from ..authoring.draft.explain import explain, find
    from ..authoring.draft.told import as_markdown, as_text
    from ..authoring.lint.sources import read_sources
    from ..base.errors import InputError
    from .cases import DIRECTORY
    from .output import print_json, say

    if cases is not None and not cases.is_dir():
        raise InputError("--cases", str(cases), "is not a directory with files of cases")
    layers = rules or ()
    base = load_base(records, layers)
    found = find(base.rulebase, rule)
    library = read_sources(layers, base.world).library
    folders = [cases] if cases is not None else [DIRECTORY, *(one / "cases" for one in layers)]
    explained = explain(base, library, found.id, suites_in(folders))
    if as_json:
        print_json(explained.model_dump(mode="json"))
    elif markdown:
        typer.echo(as_markdown(explained), nl=False)
    else:
        say(as_text(explained))


@rules_app.command("book")
def book_command(records: Records = None, rules: Rules = None) -> None:
    """Print a rule base as one page of Markdown: questions, readings of the law, every rule."""
    from ..authoring.base import load_base
    from ..authoring.draft.book import book
    from ..authoring.lint.sources import read_sources

    layers = rules or ()
    base = load_base(records, layers)
    typer.echo(book(base.rulebase, read_sources(layers, base.world).library), nl=False)


@rules_app.command("new")
def new_rule_command(
    id: Annotated[str, typer.Argument(metavar="ID", help="rs-89-1 for article 89(1), or words.")],
    title: Annotated[str | None, typer.Option(help="What the rule is called.")] = None,
    cite: Annotated[str | None, typer.Option(help="The law. Default: what ID stands for.")] = None,
    says: Annotated[str | None, typer.Option(help="What the law is, in plain words.")] = None,
    if_: Annotated[
        str | None, typer.Option("--if", metavar="CONDITION", help="As in a rule file: [a.fact].")
    ] = None,
    then: Annotated[
        str | None, typer.Option(metavar="CONCLUSION", help="Or `not` and a conclusion.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="defeasible, definition or defeater.")] = None,
    defeats: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help="A rule that it overcomes; repeatable.")
    ] = None,
    directory: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="A rules folder of your own.")
    ] = OUR_FOLDER,
    records: Records = None,
) -> None:
    """Begin a rule of your own: write its file and a worked case in which it applies."""
    from ..authoring.draft.draft import RuleRequest
    from ..authoring.draft.scaffold import begin
    from ..records import load_world

    wanted = RuleRequest(id, title, cite, says, if_, then, kind, tuple(defeats or ()))
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
