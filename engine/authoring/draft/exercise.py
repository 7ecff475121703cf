"""Where a rule is exercised: worked cases that name it, cases and rulings in which it applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ...base.errors import SafeconductError
from ...base.words import day
from ...case.foundation import Foundation
from ...engine import Engine
from ...inference.types import YES
from ...questions.arrest_on_travel.rulings import asked, why_not_scored
from ..cases.case import FactsCase, QuestionPut, Suite, WorkedCase
from ..cases.coverage import Traced, Tracer
from ..cases.facts import FactsRunner
from ..cases.load import load_suite
from .explained import Exercise, NamedItem


def suites_in(directories: Iterable[Path]) -> tuple[Suite, ...]:
    """Return the worked cases of each directory that exists; raises `CasesError`."""
    return tuple(load_suite(one) for one in directories if one.is_dir())


def exercised(base: Foundation, rule: str, suites: Sequence[Suite]) -> Exercise:
    """Return where a rule is exercised. A case that cannot be put exercises nothing."""
    tracer = Tracer(base) if isinstance(base, Engine) else None
    cases = [written.case for suite in suites for written in suite.cases]
    of_facts = [written.case for suite in suites for written in suite.of_facts]
    runner = FactsRunner.of(base.rulebase)
    index = base.rulebase.rule_index[rule]
    named: list[WorkedCase | FactsCase] = [one for one in cases if rule in one.rules]
    named += (one for one in of_facts if rule in one.expect.rules)
    applied: list[WorkedCase | FactsCase] = [
        one for one in cases if tracer and _applied(tracer.case(one), index)
    ]
    applied += (one for one in of_facts if _follows(runner, one, index))
    return Exercise(
        looked=bool(suites),
        named_in=tuple(NamedItem(id=one.id, title=one.title) for one in named),
        applied_in=tuple(NamedItem(id=one.id, title=one.title) for one in applied),
        rulings=tuple(_rulings(base, tracer, index)) if isinstance(base, Engine) and tracer else (),
    )


def _applied(traces: Iterator[Traced], index: int) -> bool:
    try:
        return any(
            derived.bodies[index] == YES for traced in traces for derived in traced.derivations
        )
    except SafeconductError:
        return False


def _follows(runner: FactsRunner, case: FactsCase, index: int) -> bool:
    try:
        completions = runner.settled(case).completions
    except SafeconductError:
        return False
    return any(
        verdict.derivation.bodies[index] == YES for one in completions for verdict in one.verdicts
    )


def _rulings(engine: Engine, tracer: Tracer, index: int) -> Iterator[NamedItem]:
    """Yield the rulings on record in whose case the rule applies under some profile."""
    for ruling in engine.world.rulings:
        if why_not_scored(engine.world, ruling):
            continue
        questions = [
            QuestionPut(
                person=one.person,
                place=one.place,
                on=one.on.isoformat(),
                purpose=one.purpose,
            )
            for one in asked(ruling)
        ]
        traces = (
            tracer.question(put, profile, {})
            for put in questions
            for profile in engine.rulebase.effective_profiles
        )
        if _applied(traces, index):
            yield NamedItem(id=ruling.id, title=f"{ruling.body}, {ruling.about}, {day(ruling.on)}")
