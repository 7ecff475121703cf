"""New facts for the records: checked, with what they change, and written if told to."""

from __future__ import annotations

from pathlib import Path

from ..authoring.cases.load import load_suite
from ..authoring.revision import AnswerChange, revision
from ..base.atomic import replace_all
from ..base.errors import InputError, RecordsError
from ..engine import Engine
from ..records.intake import Intake, take_in
from ..records.source_files import default_directory
from .cases import DIRECTORY
from .output import print_json, say
from .reports import print_findings
from .revising import plain, told


def import_records(
    facts: Path,
    kind: str,
    sources: Path | None,
    records: Path | None,
    cases: Path | None,
    *,
    write: bool,
    as_json: bool,
) -> None:
    """Print what new facts would change, or every reason why they cannot be taken in.

    ``write``: put them into the files of the records, all of them or none. Raises `InputError`,
    and `typer.Exit` with code 1 if they are refused.
    """
    directory = records or _embedded()
    try:
        taken = take_in(facts, directory, kind=kind, sources=sources)
    except RecordsError as error:
        print_findings("import", error.diagnostics, as_json=as_json)
        return
    before = Engine.load(records=records)
    after = Engine(taken.world, before.rulebase, inference=before.inference)
    suite = load_suite(cases or DIRECTORY) if cases or DIRECTORY.is_dir() else None
    changed = revision(before, after, suite, examples=0).changes
    if write:
        _write(directory, taken)
    if as_json:
        print_json(_plain(taken, changed, written=write))
        return
    _tell(taken, changed, cases=suite is not None, written=write)


def _embedded() -> Path:
    directory = default_directory()
    if not isinstance(directory, Path):
        message = "the embedded records are packed: name a directory of records"
        raise InputError("records", None, message)
    return directory


def _write(directory: Path, taken: Intake) -> None:
    try:
        replace_all({directory / name: data for name, data in taken.files.items()})
    except OSError as error:
        message = f"cannot be written, and nothing was: {error.strerror}"
        raise InputError("records", str(directory), message) from error


def _plain(taken: Intake, changed: tuple[AnswerChange, ...], *, written: bool) -> object:
    return {
        "kind": taken.kind,
        "added": taken.added,
        "changed": taken.changed,
        "files": sorted(taken.files),
        "world": taken.world.digest,
        "answers": [*map(plain, changed)],
        "written": written,
    }


def _tell(taken: Intake, changed: tuple[AnswerChange, ...], *, cases: bool, written: bool) -> None:
    for title, ids in (("New", taken.added), ("Changed", taken.changed)):
        if ids:
            say(f"{title} among {taken.kind}: {', '.join(ids)}")
    if not taken.files:
        say("Nothing is new: every fact of the table is on record as it stands there.")
    for one in changed:
        say(f"\n{told(one)}")
    where = "the docket and the cases" if cases else "the docket (no cases are here)"
    say(f"\nAnswers that change in {where}: {len(changed) or 'none'}")
    files = ", ".join(sorted(taken.files))
    if written and files:
        say(f"Written: {files}")
    elif files:
        say(f"Nothing was written. With --write: {files}")
