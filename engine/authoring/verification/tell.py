"""Examples told in words and as cases that can be run, and results as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ...base.words import label, listing, sentence
from ...rulebase.model import RuleBase
from .results import ProofDiagnostic, ProofExample, ProofResult

_NOBODY: Final = {
    "person": "the person",
    "place": "the place",
    "host": "the State there",
    "situation": "?",
}
"""Stands for the names that a case of its own does not have."""

_NO_NAME: Final = " (?)"


def value_in_words(rulebase: RuleBase, name: str, value: str) -> str:
    """Return what it means that a fact has a value or an issue is answered by a position."""
    for fact in rulebase.facts:
        if fact.name == name:
            said = fact.says.get(value)
            told = said.format_map({**fact.names, **_NOBODY}).replace(_NO_NAME, "") if said else ""
            return told or f"`{name}` is `{value}`"
    for issue in rulebase.issues:
        if issue.id == name:
            titles = {position.id: position.title for position in issue.positions}
            return f"on `{name}` the reading is `{value}` ({titles.get(value, value)})"
    return f"`{name}` is `{value}`"


def suppose(rulebase: RuleBase, example: ProofExample) -> str:
    """Return in words what is not as usual in a case, as a sentence without a full stop."""
    stated = [value_in_words(rulebase, name, value) for name, value in example.stated.items()]
    if not stated:
        return "Nothing is on record"
    return f"Suppose that {listing(stated)}; everything else is as it is without a record"


def case_in_words(rulebase: RuleBase, example: ProofExample) -> str:
    """Return a case in words: what is not as usual, and what the engine answers."""
    return f"{suppose(rulebase, example)}. {sentence(_answer(rulebase, example))}"


def _answer(rulebase: RuleBase, example: ProofExample) -> str:
    if not example.then:
        return f"the answer is {_tables(example.answer)}"
    changes = [value_in_words(rulebase, name, value) for name, value in example.then.items()]
    return (
        f"the answer is {_tables(example.answer)}; then {listing(changes)}, and it is "
        f"{_tables(example.after)}"
    )


def _tables(answer: Mapping[str, str]) -> str:
    first, *others = answer.items()
    inner = ", ".join(f"{label(name)} {label(value)}" for name, value in others)
    return label(first[1]) + (f" ({inner})" if inner else "")


def as_case(
    rulebase: RuleBase, example: ProofExample, id_: str, title: str
) -> list[dict[str, Any]]:
    """Return an example as plain data for a file of cases; two where facts change.

    What they expect is what the engine answers today: whoever keeps them says what is right.
    """
    return list(_cases(rulebase, example, id_, title))


def _cases(
    rulebase: RuleBase, example: ProofExample, id_: str, title: str
) -> Iterator[dict[str, Any]]:
    yield _case(rulebase, example.question, example.stated, example.answer, id_, title)
    if example.then:
        after, title = {**example.stated, **example.then}, f"{title}, after the change"
        yield _case(rulebase, example.question, after, example.after, f"{id_}-then", title)


def _case(
    rulebase: RuleBase,
    question: str,
    stated: Mapping[str, str],
    answer: Mapping[str, str],
    id_: str,
    title: str,
) -> dict[str, Any]:
    facts = {fact.name: _plain(stated[fact.name]) for fact in rulebase.facts if fact.name in stated}
    positions = {one.id: stated[one.id] for one in rulebase.issues if one.id in stated}
    words = [value_in_words(rulebase, name, value) for name, value in stated.items()]
    parts = {name: value for name, value in answer.items() if name != "outcome"}
    return {
        "id": id_,
        "title": title,
        "facts": facts,
        **({} if question == next(iter(rulebase.questions)) else {"asks": question}),
        **({"positions": positions} if positions else {}),
        "expect": {"outcome": answer["outcome"], **({"parts": parts} if parts else {})},
        "why": sentence(f"found by the solver: {listing(words) or 'nothing is on record'}"),
    }


def _plain(value: str) -> str | bool:
    return {"true": True, "false": False}.get(value, value)


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
