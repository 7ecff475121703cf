"""Random rule bases for these tests; the kit that everybody can use makes them."""

from __future__ import annotations

from itertools import islice, product
from random import Random

from hypothesis import strategies as st

from safeconduct.authoring.kit.strategies.make import (
    HERE,
    conclusion,
    is_true,
    make_base,
    make_fact,
    make_issue,
    make_question,
    make_rule,
    value_atoms,
)
from safeconduct.authoring.kit.strategies.rulebases import (
    OUTCOMES,
    SMALL,
    Size,
    conditions,
    fact_lists,
    issue_lists,
    questions,
    rulebases,
)
from safeconduct.authoring.kit.strategies.truths import any_assignments as assignments
from safeconduct.rulebase.model import Assignment, RuleBase

__all__ = [
    "HERE",
    "OUTCOMES",
    "SMALL",
    "Size",
    "assignments",
    "conclusion",
    "conditions",
    "fact_lists",
    "is_true",
    "issue_lists",
    "make_base",
    "make_fact",
    "make_issue",
    "make_question",
    "make_rule",
    "questions",
    "rulebases",
    "some_assignments",
    "value_atoms",
]


def some_assignments(rulebase: RuleBase, most: int = 12) -> st.SearchStrategy[list[Assignment]]:
    """Return so many different assignments, or all if there are fewer."""
    every = list(islice(product(*(range(len(values)) for values in rulebase.values)), 1000))
    return st.integers(0, 9999).map(lambda seed: Random(seed).sample(every, min(most, len(every))))
