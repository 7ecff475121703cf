"""Properties of the rules: proved one by one, with progress, and shown with counterexamples."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import typer
import yaml
from rich.console import Console
from rich.text import Text

from ..authoring.verification.results import (
    Method,
    ProofDiagnostic,
    ProofResult,
    ProofState,
    gravest,
)
from ..authoring.verification.tell import plain, plain_finding
from ..authoring.verification.verify import Verification, verify
from ..base.atomic import replace_text
from ..base.errors import InputError
from ..base.words import counted, label
from ..case.foundation import Foundation
from ..rulebase.model import RuleBase
from .errors import DISAGREES, FAILED, NOT_ESTABLISHED
from .output import print_json, print_table, say, table


def check_folder(field: str, path: Path) -> None:
    """Raise `InputError` if the folder of ``path`` is not there, before any work is done."""
    if not path.parent.is_dir():
        raise InputError(field, str(path), "the folder does not exist")


def replace_file(path: Path, text: str) -> None:
    """Write ``text`` to a file in one step; raises `InputError` if that is not possible."""
    try:
        replace_text(path, text)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise InputError("file", str(path), message) from None


EXITS: Final = {
    ProofState.HOLDS: 0,
    ProofState.FAILS: FAILED,
    ProofState.NOT_ESTABLISHED: NOT_ESTABLISHED,
    ProofState.DISAGREES: DISAGREES,
}
"""The exit code for each state."""

_STYLES: Final = {
    ProofState.HOLDS: "green",
    ProofState.FAILS: "bold red",
    ProofState.NOT_ESTABLISHED: "yellow",
    ProofState.DISAGREES: "bold magenta",
}


def prove_and_print(
    base: Foundation,
    only: Sequence[str],
    seconds: float,
    cases: Path | None,
    then: Callable[[Verification], Sequence[ProofResult]],
    *,
    as_json: bool,
) -> None:
    """Verify rules and print what came of it.

    ``then`` is called with it, and returns further results to print. Raises `typer.Exit` with the
    code for the gravest state.
    """
    if cases is not None:
        check_folder("cases", cases)
    aside = Console(file=sys.stderr, highlight=False)
    with aside.status("proving") as status:

        def progress(name: str, count: int) -> None:
            status.update(f"{name}: {count}")

        def done(result: ProofResult) -> None:
            if aside.is_terminal:
                aside.print(f"{result.id}: {label(result.state.value)}", style="dim")

        found = verify(
            base.rulebase,
            base.world,
            only=only,
            seconds=seconds,
            progress=progress,
            done=done,
        )
        status.update("further checks")
        results = (*found.results, *then(found))
    if cases is not None:
        _write_cases(base.rulebase, results, cases)
    state = gravest(result.state for result in results)
    if as_json:
        print_json(
            {
                "state": state.value,
                "solver": found.solver,
                "rules": base.rulebase.digest,
                "properties": base.rulebase.properties.digest,
                "world": base.world.digest,
                "results": plain(base.rulebase, results),
            }
        )
    else:
        _show(base.rulebase, found.solver, results)
    code = EXITS[state]
    if code:
        raise typer.Exit(code)


def _show(rulebase: RuleBase, solver: str, results: Sequence[ProofResult]) -> None:
    made = table("Property", "Claims", "How", "Result", "Seconds")
    for result in results:
        waived = f", {len(result.waived)} waived" if result.waived else ""
        made.add_row(
            result.id,
            str(result.claims),
            result.method.value,
            Text.assemble((label(result.state.value), _STYLES[result.state]), waived),
            f"{result.seconds:.2f}",
        )
    print_table(made)
    for result in results:
        if result.findings:
            say(f"\n{result.id}: {result.statement}", "bold")
        for finding in result.findings:
            _show_finding(rulebase, result.id, finding)
    total = sum(result.seconds for result in results)
    every = all(result.method is Method.PROOF for result in results)
    how = "for every case that could be" if every else "for every case that could be, or on record"
    properties = counted(len(results), "property", "properties")
    say(f"\n{properties}, {how}; {solver}; {total:.1f} s.")


def _show_finding(rulebase: RuleBase, property_: str, finding: ProofDiagnostic) -> None:
    mark = f"{label(finding.state.value)}: " if finding.state is not ProofState.FAILS else ""
    say(f"  - {mark}{finding.says}.")
    data = plain_finding(rulebase, property_, finding)["example"]
    if data is not None:
        say(f"    {data['in_words']}")
        say()
        for line in dump(data["cases"]).splitlines():
            typer.echo(f"      {line}")


def dump(cases: Sequence[dict[str, Any]]) -> str:
    """Return cases as the text of a YAML file."""
    return yaml.safe_dump(list(cases), sort_keys=False, allow_unicode=True, width=90)


def _write_cases(rulebase: RuleBase, results: Iterable[ProofResult], path: Path) -> None:
    cases: list[dict[str, Any]] = []
    for result in results:
        for finding in result.findings:
            data = plain_finding(rulebase, result.id, finding)["example"]
            cases += data["cases"] if data else []
    replace_file(path, dump(cases))
