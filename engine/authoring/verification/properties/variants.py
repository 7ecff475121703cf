"""Whether a rule base answers some case otherwise than one in which something is left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import z3

from ....rulebase.model import RuleBase
from ..claims import Claim, ClaimRequest
from ..encode import Encoding
from ..search import Deadline, Search
from ..space import Case
from ..workbench import Engines, Workbench, answers_of


def differs_somewhere(  # what is compared, for the solver and the engine
    bench: Workbench,
    subject: str,
    head: str,
    encoding: Encoding,
    rulebase: RuleBase,
    says: str,
    because: Callable[[Search, Deadline], str] = lambda _search, _deadline: "",
) -> Claim:
    """Return the claim that a rule base differing in the rules about ``head`` answers otherwise.

    ``because``: what to say if it does not.
    """
    differences = []
    for name, variant in answers_of(encoding).items():
        answers = bench.answers[name]
        differences.append(answers.differ(variant, tuple(answers.rests_on(head))))
    return Claim(
        subject,
        ClaimRequest.SOMEWHERE,
        z3.Or(differences),
        says,
        partial(_answered_otherwise, bench.engines, Engines(rulebase)),
        because=because,
    )


def _answered_otherwise(one: Engines, other: Engines, case: Case) -> bool:
    questions = one.rulebase.questions
    return any(one.reply(case, name) != other.reply(case, name) for name in questions)
