"""Lists and findings: who is wanted, what is wrong with files or proofs, what this program is."""

from __future__ import annotations

import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from importlib import metadata

import typer
from rich.console import Console

from ..answers.wanted import Wanted
from ..base.errors import Diagnostic, InputError
from ..base.words import counted, day, label, sentence
from ..engine import Engine
from .errors import FAILED, reporting
from .output import print_json, print_table, say, table


def print_version() -> None:
    """Print the version, what derives answers, and from which records and rules."""
    typer.echo(f"safeconduct {metadata.version('safeconduct')}")
    typer.echo(f"Python {platform.python_version()}")
    with reporting():
        engine = Engine.load()
        world, rulebase = engine.world, engine.rulebase
        counts = world.counts()
        typer.echo(
            f"every answer is derived twice, by evaluators that must agree: "
            f"{' and '.join(engine.evaluators)}"
        )
        if engine.evaluators_note:
            typer.echo(engine.evaluators_note)
        typer.echo(
            f"records {world.digest[:12]}: {counts['persons']} persons, {counts['warrants']} "
            f"warrants, {counts['places']} places, compiled {world.reach['record'].until}"
        )
        typer.echo(f"rules {rulebase.digest[:12]}: {len(rulebase.rules)} rules")


def print_schema(name: str) -> None:
    """Print a JSON Schema; raises `InputError` if there is none of that name."""
    from ..answers.document import AssessmentDocument
    from ..rulebase.schema import schemas

    found = {"assessment": AssessmentDocument.model_json_schema(mode="serialization"), **schemas()}
    if name not in found:
        raise InputError("name", name, "is not the name of a schema", tuple(found))
    print_json(found[name])


def print_wanted(
    engine: Engine, on: date | None = None, known_on: date | None = None, *, as_json: bool
) -> None:
    """Print everybody wanted on a day (default: today)."""
    when = on or engine.clock()
    found = engine.wanted(when, known_on=known_on)
    missing = engine.not_listed(when, known_on=known_on)
    if as_json:
        print_json(
            {
                "world": engine.world.digest,
                "rules": engine.rulebase.digest,
                "on": when.isoformat(),
                "known_on": known_on.isoformat() if known_on else None,
                "total": len(found),
                "items": [one.model_dump(mode="json") for one in found],
                "not_listed": [one.model_dump(mode="json") for one in missing],
            }
        )
        return
    known = f", as known on {day(known_on)}" if known_on else ""
    say(f"Wanted on {day(when)}{known}: {len(found)}\n")
    if found:
        made = table("Person", "Nationality", "Situation", "Warrant", "Status")
        for one in found:
            made.add_row(*_row(one))
        print_table(made)
        for lacking in missing:
            say(f"\nNot listed: {sentence(lacking.says)}")
        say("\nA warrant is an allegation, not a finding of guilt.")


def _row(one: Wanted) -> tuple[str, ...]:
    warrants = "\n".join(warrant.public_on.isoformat() for warrant in one.warrants)
    return (
        one.person.name,
        ", ".join(one.nationality),
        ", ".join(one.situations),
        warrants,
        label(one.status),
    )


def print_findings(what: str, findings: Sequence[Diagnostic], *, as_json: bool) -> None:
    """Print findings, one a line; raises `typer.Exit` with code 1 if there are any."""
    if as_json:
        print_json({"valid": not findings, "findings": [asdict(one) for one in findings]})
    else:
        for one in findings:
            typer.echo(str(one))
        typer.echo(f"{what}: {counted(len(findings), 'finding') if findings else 'valid'}")
    if findings:
        raise typer.Exit(FAILED)


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
