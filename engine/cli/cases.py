"""The cases for people to read: how many stand, every one that does not, and what they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typer

from ..authoring.cases.case import Suite, WrittenCase
from ..authoring.cases.check import check
from ..authoring.cases.coverage import Coverage, Share, measure, measure_put
from ..authoring.cases.facts import FactsResult, FactsRunners
from ..authoring.cases.load import load_suite
from ..authoring.cases.put import PutResult, run_put
from ..authoring.cases.run import CaseResult, run
from ..base.errors import InputError
from ..engine import Engine
from ..questions.putting import QuestionsEngine
from .errors import FAILED
from .output import print_json, print_table, say, table

DIRECTORY: Final = Path("tests/cases")
"""Where the cases of this project are, seen from its folder."""

_PACKAGED: Final = "worked"
"""Where they are in an installed package that brings them, below `safeconduct.authoring.cases`."""


def of_project() -> Path:
    """Return the directory of the project's own cases: in the folder one works in, or packaged.

    Raises `InputError`, saying what to do, if they are in neither.
    """
    packaged = Path(str(resources.files("safeconduct.authoring.cases") / _PACKAGED))
    for directory in (DIRECTORY, packaged):
        if directory.is_dir():
            return directory
    raise not_here("DIR", "a directory with cases of your own")


def not_here(field: str, other: str) -> InputError:
    """Return the error that the project's cases are in its repository; ``other``: what else."""
    message = (
        f"the worked cases are in the repository of safeconduct and not in this installation: run "
        f"it in the folder of a clone (there they are in {DIRECTORY}), or name {other}"
    )
    return InputError(field, None, message)


def print_cases(base: QuestionsEngine, directory: Path, *, coverage: bool, as_json: bool) -> None:
    """Put every case in ``directory`` to an engine, or to rules, and print what comes of it.

    Raises `InputError` if there is no such directory, `CasesError` if its files are not
    well-formed, and `typer.Exit` with code 1 if an answer is not as expected.
    """
    suite = load_suite(directory)
    check(suite, base)
    engine = base if isinstance(base, Engine) else None
    results = [run(written.case, engine) for written in suite.cases] if engine else []
    runners = FactsRunners(base)
    of_facts = [runners.of(written.case).run(written.case) for written in suite.of_facts]
    put = [run_put(written.case, base) for written in suite.put]
    measured = measure(results, engine) if coverage and engine and results else None
    others = _measured(base, suite, put) if coverage else {}
    if as_json:
        value = _plain(base, suite, results, of_facts, put, measured)
        if others:
            value["coverage_of"] = {
                asks: [asdict(share) for share in one.shares] for asks, one in others.items()
            }
        print_json(value)
    else:
        _show(suite, results, of_facts, put, measured)
        for asks, one in others.items():
            say(f"\n{asks}", "bold")
            _show_coverage(one)
    if _passed(results, of_facts, put) < len(results) + len(of_facts) + len(put):
        raise typer.Exit(FAILED)


def _measured(base: QuestionsEngine, suite: Suite, put: Sequence[PutResult]) -> dict[str, Coverage]:
    """Return what the cases of each other question exercise, by its id."""
    runners, found = FactsRunners(base), {}
    for asks in dict.fromkeys(written.case.asks for written in suite.put):
        facts = [one.case for one in suite.of_facts if one.case.asks == asks]
        settled = [runners.of(one).settled(one) for one in facts]
        results = [one for one in put if one.case.asks == asks]
        found[asks] = measure_put(base.question(asks), results, settled)
    return found


def _passed(*kinds: Sequence[CaseResult | FactsResult | PutResult]) -> int:
    return sum(one.passed for results in kinds for one in results)


def _plain(
    base: QuestionsEngine,
    suite: Suite,
    results: Sequence[CaseResult],
    of_facts: Sequence[FactsResult],
    put: Sequence[PutResult],
    measured: Coverage | None,
) -> dict[str, Any]:
    value: dict[str, Any] = {
        "world": base.world.digest,
        "rules": base.rulebase.digest,
        "total": len(results) + len(of_facts) + len(put),
        "passed": _passed(results, of_facts, put),
        "cases": list(map(_told, suite.cases, results)),
        "of_facts": list(map(_told, suite.of_facts, of_facts)),
        "put": list(map(_told, suite.put, put)),
        "not_put": [one.model_dump(mode="json") for one in suite.not_put],
    }
    if measured is not None:
        value["coverage"] = [asdict(share) for share in measured.shares]
    return value


def _told(
    written: WrittenCase[Any], result: CaseResult | FactsResult | PutResult
) -> dict[str, Any]:
    return {
        "id": result.case.id,
        "section": written.section,
        "title": result.case.title,
        **({"asks": result.case.asks} if isinstance(result, PutResult) else {}),
        "outcome": result.outcome,
        "passed": result.passed,
        "mismatches": [asdict(one) for one in result.mismatches],
    }


def _show(
    suite: Suite,
    results: Sequence[CaseResult],
    of_facts: Sequence[FactsResult],
    others: Sequence[PutResult],
    measured: Coverage | None,
) -> None:
    written: list[WrittenCase[Any]] = [*suite.cases, *suite.of_facts, *suite.put]
    found: list[CaseResult | FactsResult | PutResult] = [*results, *of_facts, *others]
    put = [(w.section, w.at("id"), r) for w, r in zip(written, found, strict=True)]
    passed = sum(result.passed for _, _, result in put)
    say(f"{passed} of {len(put)} cases are answered as expected.\n")
    sections = Counter(section for section, _, _ in put)
    stand = Counter(section for section, _, result in put if result.passed)
    made = table("Section", "Cases", "As expected")
    for section, count in sections.items():
        made.add_row(section.replace("-", " "), str(count), str(stand[section]))
    print_table(made)
    for _, place, result in put:
        if not result.passed:
            heading = f"{place.file}:{place.line}: {result.case.id}: {result.case.title}"
            say(f"\n{heading}", "bold red")
            for mismatch in result.mismatches:
                say(f"  - {mismatch}")
    if suite.not_put:
        say(f"\nNot put, because another question is asked: {len(suite.not_put)}")
        for other in suite.not_put:
            say(f"  - {other.id}: {other.title} Asks: {other.asks}.")
    if measured is not None:
        _show_coverage(measured)


def _show_coverage(measured: Coverage) -> None:
    say("\nWhat the cases cover\n")
    made = table("", "Covered", "Of", "Missing")
    for share in measured.shares:
        made.add_row(share.what, str(share.covered), str(share.total), _missing(share))
    print_table(made)


def _missing(share: Share) -> str:
    return ", ".join(share.missing) or "none"
