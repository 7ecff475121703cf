"""Prints what is in a decision log, and what comes of looking through it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import typer
from rich.console import Console

from ..answers.mistakes import Mistakes
from ..base.atomic import AtomicFile
from ..base.errors import InputError
from ..base.extras import require_extra
from ..base.words import counted
from ..engine import Engine
from .errors import FAILED, NOT_ESTABLISHED
from .output import print_json, print_table, say, table

if TYPE_CHECKING:
    from ..decisions.log import DecisionLog
    from ..decisions.model import LoggedDecision

_NOTED = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")
_EXIT = {"equal": 0, "differs": FAILED, "not-derived": NOT_ESTABLISHED}


@contextmanager
def _opened(url: str) -> Iterator[DecisionLog]:
    require_extra("store")
    from ..decisions.log import DecisionLog

    with DecisionLog.open(url, make=False) as log:
        yield log


def print_verified(url: str, noted: str | None, *, as_json: bool) -> None:
    """Verify a log and print what is wrong with it; raises `typer.Exit` if anything is."""
    row = None if noted is None else _row(noted)
    with _opened(url) as log, Console(file=sys.stderr).status("verifying") as status:
        report = log.verify(row, lambda rows: status.update(f"{counted(rows, 'row')} verified"))
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        for one in report.faults:
            id_ = f" [{one.id}]" if one.id else ""
            say(f"{one.kind}{id_}: {one.message}")
        if report.more:
            say(f"and {counted(report.more, 'fault')} more")
        faults = len(report.faults) + report.more
        say(f"{counted(report.rows, 'row')}: {counted(faults, 'fault') if faults else 'no fault'}")
        if report.rows and not faults:
            say(f"last row {report.seq}:{report.hash}")
    if report.faults:
        raise typer.Exit(FAILED)


def _row(text: str) -> tuple[int, str]:
    found = _NOTED.fullmatch(text)
    if found is None:
        right = ("ROW:HASH, as `safeconduct decisions verify` prints it",)
        raise InputError("--noted", text[:90], "is not the number and hash of a row", right)
    return int(found[1]), found[2]


def print_list(
    url: str, given: Mapping[str, str], engine_of: Callable[[], Engine], *, as_json: bool
) -> None:
    """Print the decisions that are sought."""
    with _opened(url) as log:
        from ..decisions.sought import search_of

        mistakes = Mistakes()
        sought = search_of(given, engine_of, log, mistakes)
        mistakes.done()
        page = log.search(sought)
    if as_json:
        print_json(page.model_dump(mode="json"))
        return
    made = table("Time", "Id", "Caller", "Question", "Person", "Place", "Day", "Outcome")
    for one in page.items:
        made.add_row(*_cells(one))
    print_table(made)
    if page.next is not None:
        say(f"\nThere are more: --cursor {page.next}")


def _cells(one: LoggedDecision) -> tuple[str, ...]:
    rows = f"{one.asked.get('rows')} rows screened" if one.kind == "screening" else one.outcome
    time = one.at[:19].replace("T", " ")
    return time, one.id, one.caller, one.question, one.person, one.place, one.day, rows


def _found(log: DecisionLog, id_: str) -> LoggedDecision:
    found = log.get(id_)
    if found is None:
        raise InputError("id", id_[:60], "is not the id of a decision in this log")
    return found


def print_decision(url: str, id_: str, *, as_json: bool) -> None:
    """Print one decision."""
    with _opened(url) as log:
        found = _found(log, id_)
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for name, value in found.model_dump(mode="json", exclude={"asked", "answer"}).items():
        say(f"{name}: {value if value != '' else '-'}")
    say("asked:")
    for name, value in found.asked.items():
        say(f"  {name}: {value}")
    if found.answer is not None:
        say(f"answer: {found.answer.get('headline') or 'whole; --json prints it'}")


def print_replayed(url: str, id_: str, engine: Engine, *, as_json: bool) -> None:
    """Derive a decision again and print what comes of it; raises `typer.Exit` if it differs."""
    with _opened(url) as log:
        _found(log, id_)
        replayed = log.replay(id_, engine)
    if as_json:
        print_json(replayed.model_dump(mode="json"))
    else:
        say(f"{replayed.result}: {replayed.why}")
        for one in replayed.differences:
            say(f"  {one.part}: recorded {_short(one.recorded)}, derived {_short(one.derived)}")
    if _EXIT[replayed.result]:
        raise typer.Exit(_EXIT[replayed.result])


def _short(value: object) -> str:
    text = orjson.dumps(value).decode()
    return text if len(text) <= 120 else f"{text[:120]}…"


def export(url: str, file: Path | None, *, answers: bool, force: bool) -> None:
    """Write every decision as a line of JSON; raises `InputError` for a file that cannot be."""
    # Where writing fails, reading must end as well, and not when it is garbage.
    with _opened(url) as log, closing(log.rows()) as rows:
        lines = (_line(one, answers=answers) for one in rows)
        if file is None:
            for line in lines:
                typer.echo(line, nl=False)
            return
        if file.exists() and not force:
            raise InputError("file", str(file), "is there already; --force replaces it")
        try:
            with AtomicFile(file, force=force) as out:
                count = sum(1 for line in lines if out.write(line))
                out.finish()
                out.commit()
        except OSError as error:
            message = f"cannot be written: {error.strerror or error}"
            raise InputError("file", str(file), message) from None
    typer.echo(f"{counted(count, 'decision')} written to {file}", err=True)


def _line(one: LoggedDecision, *, answers: bool) -> bytes:
    exclude = None if answers else {"answer"}
    return orjson.dumps(one.model_dump(mode="json", exclude=exclude)) + b"\n"
