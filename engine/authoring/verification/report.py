"""What came of the proofs, as plain data: for JSON output and for the certificate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...rulebase.model import RuleBase
from .results import ProofDiagnostic, ProofExample, ProofResult
from .tell import as_case, case_in_words


def plain(rulebase: RuleBase, results: Sequence[ProofResult]) -> list[dict[str, Any]]:
    """Return results as plain data, in order."""
    return [
        {
            "property": result.id,
            "statement": result.statement,
            "method": result.method.value,
            "state": result.state.value,
            "claims": result.claims,
            "seconds": round(result.seconds, 3),
            "findings": [plain_finding(rulebase, result.id, f) for f in result.findings],
            "waived": [
                {
                    "subject": one.subject,
                    "says": one.says,
                    "waiver": one.waiver,
                    "reason": one.reason,
                }
                for one in result.waived
            ],
        }
        for result in results
    ]


def plain_finding(rulebase: RuleBase, property_: str, finding: ProofDiagnostic) -> dict[str, Any]:
    """Return one finding as plain data, its example in words and as cases."""
    data: dict[str, Any] = {
        "state": finding.state.value,
        "subject": finding.subject,
        "says": finding.says,
        "example": None,
    }
    if finding.example is not None:
        id_ = slug(f"{property_} {finding.subject}")
        data["example"] = plain_example(rulebase, finding.example, id_, finding.says)
    return data


def plain_example(
    rulebase: RuleBase, example: ProofExample, id_: str, title: str
) -> dict[str, Any]:
    """Return an example as plain data."""
    return {
        "in_words": case_in_words(rulebase, example),
        "stated": dict(example.stated),
        "then": dict(example.then),
        "answer": dict(example.answer),
        "after": dict(example.after),
        "cases": as_case(rulebase, example, id_, title),
    }


def slug(text: str) -> str:
    """Return text as the id of a case."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
