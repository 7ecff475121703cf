"""The commands and their options; each command does its work in a module of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from ..case.question import question_parts
from . import seeing, venues
from .answering import AnswerCommand, answer
from .bundle import bundle_app
from .decisions import decisions_app
from .help import Commands, one_of
from .itinerary import itinerary
from .keys import keys_app
from .live import add_live_commands
from .mutation import mutate
from .operating import config, doctor
from .options import Json, KnownOn, Records, Rules, asking
from .parts import Asked
from .rules import rules_app
from .screen import screen
from .verifying import verify
from .watching import watch_app

if TYPE_CHECKING:
    from ..answers.document import Form

app = Commands(
    name="safeconduct",
    help="Could this person, wanted by the ICC, be arrested there, then, and by what law?",
)
records_app = Commands(help="The records that answers rest on.")
add_live_commands(records_app)
app.add_typer(records_app, name="records")
app.add_typer(rules_app, name="rules")
app.add_typer(decisions_app, name="decisions")
app.add_typer(keys_app, name="keys")
app.add_typer(watch_app, name="watch")
app.add_typer(bundle_app, name="bundle")
rules_app.command("mutate")(mutate)


def _version(wanted: bool) -> None:
    if wanted:
        from .reports import print_version

        print_version()
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Print version, evaluators and the digests of records and rules.",
        ),
    ] = False,
) -> None:
    """Hold the options that every command shares."""


@app.command("travel-risk")
@asking(*question_parts(), surnames=True)
@one_of(("form", "as_json"), ("form", "full"))
def travel_risk(
    asked: Asked,
    full: Annotated[
        bool, typer.Option("--full", help="Print the whole answer, not what fits a screen.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            metavar="FORM",
            help="Print it in this form. Default: laid out for the terminal.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say whether PERSON could be arrested in PLACE on that day, and by what law."""
    from .output import print_json, say

    answer = asked.engine.travel_risk(**asked.question)
    if as_json:
        print_json(answer.to_dict() if full else answer.summary.model_dump(mode="json"))
    elif form is not None:
        # What is not for people to read is for a program, so that no line may be broken.
        write = say if form in {"text", "paragraph"} else typer.echo
        write(answer.explain(cast("Form", form)))
    elif full:
        from .answer import show_full

        show_full(answer)
    else:
        from .summary import show

        show(answer)


app.command(
    "answer",
    cls=AnswerCommand,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)(answer)


@app.command()
@asking()
def ask(
    asked: Asked,
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="A plain question in English, in quotes.")
    ],
    as_json: Json = False,
) -> None:
    """Answer a plain question about arrest on travel, and say how it was understood."""
    from ..ask import ask as answer
    from ..case.periods import worst_first
    from .ask import print_answer

    order = worst_first(asked.engine.reasoner)
    print_answer(answer(asked.engine, question), order, as_json=as_json)


for _name, _command in (
    ("compare", seeing.compare),
    ("timeline", seeing.timeline),
    ("map", seeing.map_),
    ("changes", seeing.changes),
    ("why-not", seeing.why_not),
    ("upcoming", seeing.upcoming),
    ("venues", venues.venues),
    ("reception", venues.reception),
    ("summits", venues.summits),
):
    app.command(_name)(_command)
app.command("itinerary")(itinerary)
app.command("screen")(screen)
app.command("config")(config)
app.command("doctor")(doctor)
app.command("verify")(verify)


@app.command()
@asking("on", "known_on")
def wanted(asked: Asked, as_json: Json = False) -> None:
    """List everybody whom a public warrant of the Court calls to arrest on that day."""
    from .reports import print_wanted

    print_wanted(asked.engine, **asked.question, as_json=as_json)


@app.command()
@asking("profile")
def docket(asked: Asked, as_json: Json = False) -> None:
    """Score the engine against the record of court findings, profile by profile."""
    from .docket import print_docket

    print_docket(asked.engine, **asked.question, as_json=as_json)


@app.command()
def cases(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", help="Files of cases. Default: those of this project, in its repository."
        ),
    ] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Also say which rules and positions are covered.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Put worked questions to the engine; print every answer that differs, exit 1 if any does."""
    from ..authoring.base import load_base
    from .cases import of_project, print_cases

    base = load_base(records, rules or ())
    print_cases(base, directory or of_project(), coverage=coverage, as_json=as_json)


@app.command("why-changed")
@asking()
def why_changed(
    asked: Asked,
    old: Annotated[
        Path,
        typer.Argument(
            metavar="OLD",
            exists=True,
            file_okay=False,
            help="A checkout of an earlier version: its folders rules and fixtures are read.",
        ),
    ],
    examples: Annotated[
        int, typer.Option(min=0, max=1_000_000, help="How many random questions to put as well.")
    ] = 10_000,
    seed: Annotated[int, typer.Option(help="Another seed puts other random questions.")] = 0,
    every: Annotated[bool, typer.Option("--every", help="Tell every answer, not groups.")] = False,
    as_json: Json = False,
) -> None:
    """List the answers that changed since an earlier version, and whether by rules or records."""
    from .revising import print_revision

    print_revision(old, asked.engine, examples=examples, seed=seed, as_json=as_json, every=every)


@records_app.command("check")
def check_records_command(
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", exists=True, file_okay=False, help="Default: the embedded records."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check records; print every finding with file and line, exit 1 if there are any."""
    from .recordlist import print_checked

    print_checked(directory, as_json=as_json)


@records_app.command("list")
def list_records_command(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="As its file is called, such as visits. Default: every kind."
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 50,
    offset: Annotated[int, typer.Option(min=0, max=1_000_000, help="How many to leave out.")] = 0,
    known_on: KnownOn = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the records as JSON.")] = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """List the records of KIND, each in a sentence; those that go with the rules as well.

    Example: safeconduct records list visits --limit 5
    """
    from ..authoring.base import load_base
    from .recordlist import print_kinds, print_records

    base = load_base(records, rules or ())
    world = (base if known_on is None else base.known_on(known_on)).world
    if kind:
        print_records(world, kind, limit, offset, as_json=as_json)
    else:
        print_kinds(world, as_json=as_json)


@records_app.command("import")
def import_records_command(
    facts: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE",
            exists=True,
            dir_okay=False,
            help="New facts of one kind: CSV, or YAML as in the file of that kind.",
        ),
    ],
    kind: Annotated[
        str, typer.Option("--kind", help="Their kind; default: the name of the table.")
    ] = "",
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="TABLE",
            exists=True,
            dir_okay=False,
            help="Sources that are new, as in sources.csv.",
        ),
    ] = None,
    records: Records = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Worked cases to try; default: tests/cases, if it is there.",
        ),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Write the records; else only show what changes.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what changes as JSON.")] = False,
) -> None:
    """Check new facts, show which answers they change, and write them if told to."""
    from .importing import import_records

    import_records(facts, kind, sources, records, cases, write=write, as_json=as_json)


@app.command()
def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="assessment, rules, facts, constraints, issues or question."
        ),
    ],
) -> None:
    """Print the JSON Schema of an answer or of a kind of rule file."""
    from .reports import print_schema

    print_schema(name)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this machine by default.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0: any free one.")
    ] = 8000,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="How many processes answer; about one per core.")
    ] = 1,
    root_path: Annotated[
        str,
        typer.Option(
            metavar="PATH", help="Path below which a proxy shows the service, which it takes away."
        ),
    ] = "",
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Answer questions over HTTP, with a page for a browser, until interrupted."""
    from .serve import run

    run(host, port, records, rules or (), workers, root_path)


@app.command()
def mcp(
    http: Annotated[
        bool,
        typer.Option("--http", help="Answer over HTTP instead of standard input and output."),
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(
            help="With --http: address to listen on.", show_default="127.0.0.1, only this machine"
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="With --http: port to listen on; 0: any free one.",
            show_default="8001",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="With --http: a name by which others reach it; may be repeated. Any other name "
            "than those of this machine is refused.",
        ),
    ] = None,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Offer the questions as tools to programs that speak the Model Context Protocol."""
    from .agents import run_http, run_stdio

    if http:
        run_http(host, port, allow_host or (), records, rules or ())
        return
    for name, value in {"host": host, "port": port, "allow-host": allow_host}.items():
        if value is not None:
            raise typer.BadParameter(f"--{name} is of use with --http only.")
    run_stdio(records, rules or ())
