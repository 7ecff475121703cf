"""A proof as nested lines: what is concluded, by what law, on what records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from safeconduct.base import STANDINGS, label, listing, sentence
from safeconduct.case import (
    Absent,
    Clash,
    Defeated,
    Ground,
    Lacking,
    ProofPart,
    Reading,
    Step,
    proof_children,
)

_BASES: Final = {"presumed": "presumed", "assumed": "supposed", "unknown": "not known"}


@dataclass(frozen=True)
class ProofNode:
    """A line of a proof; ``tag`` says what kind of line it is."""

    tag: str
    title: str
    says: str
    cite: str
    url: str
    rule: str
    issue: str
    records: Sequence[Any]
    children: Sequence[ProofNode]


def proof_view(nodes: Sequence[ProofPart], line: Callable[[Any], Any]) -> list[ProofNode]:
    """Return a proof as lines; ``line`` tells a record."""
    return [_node(node, line) for node in nodes]


def _node(node: ProofPart, line: Callable[[Any], Any]) -> ProofNode:
    tag = title = says = cite = url = rule = issue = ""
    records: Sequence[Any] = ()
    match node:
        case Step():
            tag, title, says = "rule", node.title, node.says
            cite, url, rule = node.cite, node.url, node.rule
        case Ground():
            tag = _BASES.get(str(node.basis), "record" if node.records else "fact")
            title, says = sentence(node.says), node.reason
            records = [line(one) for one in node.records]
        case Reading():
            tag, title, issue = "reading", node.title, node.issue
            says = f"{STANDINGS[node.standing]}: {listing(node.holders)}"
        case Absent():
            tag, title = "not so", sentence(f"not established: {label(node.not_established)}")
        case Clash():
            tag, title = "unresolved", sentence(f"unresolved: {label(node.unresolved)}")
        case Lacking():
            tag, title, cite, rule = "does not apply", node.title, node.cite, node.rule
        case Defeated():
            tag, title, cite, rule = "overcome", node.title, node.cite, node.rule
    inner = [_node(one, line) for one in proof_children(node)]
    return ProofNode(tag, title, says, cite, url, rule, issue, records, inner)
