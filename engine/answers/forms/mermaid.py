"""The proof as a Mermaid flowchart: conclusions above, what they rest on below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import count

from ...base.words import label, sentence
from ...case.proof.nodes import (
    Absent,
    Clash,
    Defeated,
    Ground,
    Lacking,
    Part,
    Reading,
    Step,
    children,
)
from ..document import AssessmentDocument

_WIDTH = 40
_STYLES = (
    "classDef step fill:#eef2f7,stroke:#26405f,color:#111",
    "classDef fact fill:#fff,stroke:#777,color:#111",
    "classDef against fill:#fbeaea,stroke:#9d1f1f,color:#111,stroke-dasharray:4 3",
    "classDef answer fill:#26405f,stroke:#26405f,color:#fff",
)


def mermaid(answer: AssessmentDocument) -> str:
    """Return the proof as a Mermaid flowchart, top to bottom."""
    numbers = count()
    root = f"n{next(numbers)}"
    lines = [
        "flowchart TD",
        f'  {root}["{_text(answer.words(answer.outcome))}"]:::answer',
    ]
    lines += (f"  {line}" for line in _below(root, answer.proof, numbers))
    return "\n".join([*lines, *(f"  {style}" for style in _STYLES)])


def _below(parent: str, nodes: Sequence[Part], numbers: Iterator[int]) -> Iterator[str]:
    for node in nodes:
        name = f"n{next(numbers)}"
        text, kind = _told(node)
        yield f'{name}["{_text(text)}"]:::{kind}'
        yield f"{parent} {'-.-' if kind == 'against' else '---'} {name}"
        yield from _below(name, children(node), numbers)


def _told(node: Part) -> tuple[str, str]:
    """Return the words of a part and its style."""
    match node:
        case Step():
            return f"{node.title}{f' ({node.cite})' if node.cite else ''}", "step"
        case Ground():
            return sentence(node.says), "fact"
        case Reading():
            return f"Reading followed: {node.title}", "fact"
        case Defeated():
            return f"Overcome: {node.title}", "against"
        case Absent():
            return f"Not established: {label(node.not_established)}", "against"
        case Lacking():
            return f"Does not apply: {node.title}", "against"
        case Clash():
            return f"Left open: {label(node.unresolved)}", "against"


def _text(text: str) -> str:
    """Return text for a quoted Mermaid label, broken into short lines."""
    safe = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return "<br>".join(textwrap.wrap(safe.replace("#", "&num;"), _WIDTH, break_long_words=False))
