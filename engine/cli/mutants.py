"""Mutants for people to read: who catches how many of each kind, and what survives."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..authoring.base import load_base
from ..authoring.cases.check import check
from ..authoring.cases.load import load_suite
from ..authoring.mutation import MutationReport, Put, mutate_several
from ..authoring.mutation.items import VoiceName
from ..authoring.mutation.report import SurvivorExplanation, load_explained
from ..authoring.mutation.voices.properties import available
from ..base.errors import InputError
from ..base.extras import install_line
from ..case.inputs import member
from ..case.question import QUESTION
from ..engine import Engine
from ..questions.putting import QuestionsEngine
from ..rulebase.layers import labels
from .errors import FAILED
from .output import print_json, print_table, say, table

GOLDEN: Final = Path("tests/golden")
SURVIVORS: Final = Path("tests/mutation/survivors.yaml")
"""Where this project keeps them, seen from its folder."""


@dataclass(frozen=True)
class MutationRequest:
    """What was asked on the command line."""

    cases: Path
    golden: Path | None
    survivors: Path | None
    rules: tuple[Path, ...]
    records: Path | None
    only: str
    questions: tuple[str, ...]
    every: bool


def mutate_and_print(asked: MutationRequest, *, as_json: bool) -> None:
    """Mutate the rules and print what came of it, with progress on standard error.

    Raises `InputError` and `CasesError` if what mutants are to be put to cannot be read, `NotMet`
    if it does not stand under the rules as they are, and `typer.Exit` with code 1 if the survivors
    are not those explained.
    """
    base = load_base(asked.records, asked.rules)
    suite = load_suite(asked.cases)
    check(suite, base)
    own = bool(asked.rules) and not asked.every
    put = Put(
        suite,
        _golden(asked),
        labels(asked.rules) if own else (),
        asked.only,
        _explained(asked),
    )
    report = _with_progress(base, put, asked)
    if as_json:
        print_json(report.plain())
    else:
        _show(report)
    if report.problems:
        for problem in report.problems:
            typer.echo(problem, err=True)
        raise typer.Exit(FAILED)


def _golden(asked: MutationRequest) -> Path | None:
    if asked.golden is not None or asked.rules:
        return asked.golden
    return GOLDEN if GOLDEN.is_dir() else None


def _explained(asked: MutationRequest) -> Mapping[str, SurvivorExplanation] | None:
    if asked.survivors is not None:
        return load_explained(asked.survivors)
    return load_explained(SURVIVORS) if not asked.rules and SURVIVORS.is_file() else None


def _with_progress(base: QuestionsEngine, put: Put, asked: MutationRequest) -> MutationReport:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    shown = Console(file=sys.stderr)
    with Progress(*columns, TimeRemainingColumn(), console=shown, transient=True) as progress:
        task = progress.add_task("reading what mutants are put to", total=None)

        def tell(tried: int, total: int) -> None:
            progress.update(task, description="mutants", completed=tried, total=total)

        questions = _questions(base, asked.questions)
        if asked.golden is not None and QUESTION not in questions:
            told = "is taken for the question about travel, which is not asked here"
            raise InputError("--golden", str(asked.golden), told)
        return mutate_several(base, questions, put, tell)


def _questions(base: QuestionsEngine, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the questions whose rules are mutated, by default all that the rules ask.

    Raises `InputError` for one that cannot be put, and if the rules ask none.
    """
    travel = (QUESTION,) if isinstance(base, Engine) else ()
    asked = tuple(one for one, table in base.rulebase.questions.items() if table.asked)
    known = tuple(dict.fromkeys((*travel, *asked, *base.questions)))
    for one in wanted:
        member("--question", one, known)
    found = tuple(dict.fromkeys(wanted)) or (*travel, *asked)
    if not found:
        told = "ask no question that can be put, so that nothing answers otherwise under a mutant"
        raise InputError("--rules", None, told)
    return found


def _show(report: MutationReport) -> None:
    share = 100 * report.score
    say(f"{report.caught} of {report.total} mutants are caught ({share:.1f} %).\n")
    asked = ", ".join(f"{count} of {voice.value}" for voice, count in report.asked.items())
    say(
        "Each column counts those that it was the first to catch, from left to right. Put to "
        f"them: {asked}.\n"
    )
    made = table("", "Mutants", *(voice.value for voice in VoiceName), "survive", "caught")
    for one in report.tallies:
        counts = (str(one.by[voice] or "") for voice in VoiceName)
        alive = str(one.total - one.caught or "")
        name = one.operator.replace("-", " ")
        made.add_row(name, str(one.total), *counts, alive, f"{100 * one.score:.0f} %")
    print_table(made)
    if not available():
        say(f"\nNot asked: what a solver proves ({install_line('verify')}).")
    if report.survivors:
        say(f"\nSurvivors, {report.equivalent} of them shown to be equivalent:")
    for survivor in report.survivors:
        mutant = survivor.mutant
        place = f"{mutant.where.file}:{mutant.where.line}"
        say(f"- {mutant.id} ({place}): {mutant.says}")
        why = (
            survivor.why
            or (survivor.equivalent and "no case can tell it from the law")
            or (survivor.shown_by and f"would show: {survivor.shown_by}")
        )
        if why:
            say(f"    {why}")
