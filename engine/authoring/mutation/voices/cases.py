"""The worked cases: a mutant is caught by the first answer that is not as expected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...cases.case import FactsCase, Suite, WorkedCase
from ...cases.facts import FactsRunner
from ...cases.run import mismatch
from ...kit.under_test import UnderTest
from ..bench import Variant
from ..items import Check, ItemQuestion, NotMet, VoiceName


def questions(suite: Suite) -> Iterator[ItemQuestion]:
    """Yield each case as a question."""
    for written in suite.cases:
        yield ItemQuestion(VoiceName.CASES, written.case.id, partial(_prepare, written.case))
    for of_facts in suite.of_facts:
        yield ItemQuestion(VoiceName.CASES, of_facts.case.id, partial(prepare_facts, of_facts.case))


def _prepare(case: WorkedCase, law: Variant) -> Check:
    failed = _check(case, law)
    if failed is not None:
        raise NotMet(f"the case {case.id}: {failed}")
    return partial(_check, case)


def _check(case: WorkedCase, variant: Variant) -> str | None:
    found = mismatch(case, variant)
    return None if found is None else str(found)


def prepare_facts(case: FactsCase, law: Any) -> Check:
    """Return what checks a mutant by a case of facts; raises `NotMet` if it does not stand."""
    failed = _check_facts(case, law)
    if failed is not None:
        raise NotMet(f"the case {case.id}: {failed}")
    return partial(_check_facts, case)


def _check_facts(case: FactsCase, variant: Any) -> str | None:
    inference = variant.inference
    runner = FactsRunner(UnderTest(variant.rulebase), {inference.question.id: inference})
    found = runner.run(case).mismatches
    return str(found[0]) if found else None
