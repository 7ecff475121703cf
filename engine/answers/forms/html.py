"""The explanation as HTML for notebooks: the same words, what is longer to be opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ...case.counterfactual.model import Changes
from ..document import AssessmentDocument
from .paragraph import paragraph
from .text import explain

_LINK = re.compile(r"<(https?://[^>\s]+)>")
_STYLE = "white-space: pre-wrap; margin: 0 0 0 1em"


def html(answer: AssessmentDocument, changes: Changes) -> str:
    """Return the answer in short, and each block of the whole answer to be opened."""
    _, *blocks = explain(answer, changes).split("\n\n")
    opened = (_block(block) for block in blocks)
    return f"<div><p>{_linked(paragraph(answer))}</p>{''.join(opened)}</div>"


def _block(block: str) -> str:
    first, _, rest = block.partition("\n")
    if not rest:
        return f"<p>{_linked(first)}</p>"
    title = escape(first.removesuffix(":"))
    # Depth is told by spaces, as in the text.
    body = f'<div style="{_STYLE}">{_linked(rest)}</div>'
    return f"<details><summary>{title}</summary>{body}</details>"


def _linked(text: str) -> str:
    """Return text with nothing in it taken for markup but addresses, which become links."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    for index, piece in enumerate(_LINK.split(text)):
        safe = escape(piece)
        yield f'<a href="{safe}">{safe}</a>' if index % 2 else safe
