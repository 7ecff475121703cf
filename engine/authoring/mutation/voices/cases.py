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
from ..items import ItemQuestion, VoiceName, prepared


def questions(suite: Suite) -> Iterator[ItemQuestion]:
    """Yield each case as a question."""
    for written in suite.cases:
        yield ItemQuestion(
            VoiceName.CASES, written.case.id, partial(prepared, _check, written.case)
        )
    for of_facts in suite.of_facts:
        prepare = partial(prepared, check_facts, of_facts.case)
        yield ItemQuestion(VoiceName.CASES, of_facts.case.id, prepare)


def _check(case: WorkedCase, variant: Variant) -> str | None:
    found = mismatch(case, variant)
    return None if found is None else str(found)


def check_facts(case: FactsCase, variant: Any) -> str | None:
    """Return how a case of facts does not stand under a law, if it does not."""
    inference = variant.inference
    runner = FactsRunner(UnderTest(variant.rulebase), {inference.question.id: inference})
    found = runner.run(case).mismatches
    return str(found[0]) if found else None
