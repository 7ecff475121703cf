"""The explanation as Markdown: the same words, with headings, nested lists and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.frozen import escape_markdown
from ...case.counterfactual.model import Changes
from ..document import AssessmentDocument
from .text import explain

_LINK = re.compile(r"<(https?://[^>\s]+)>")


def markdown(answer: AssessmentDocument, changes: Changes) -> str:
    """Return the whole answer as Markdown (CommonMark)."""
    first, *blocks = explain(answer, changes).split("\n\n")
    headline, *aged = map(_escaped, first.split("\n"))
    told = [f"# {headline}", *(line for one in aged for line in ("", one))]
    return "\n".join([*told, *(line for block in blocks for line in _block(block))])


def _block(block: str) -> Iterator[str]:
    first, *lines = block.split("\n")
    yield ""
    if not lines:
        yield _escaped(first)
        return
    yield f"## {_escaped(first.removesuffix(':'))}"
    yield ""
    for line in lines:
        body = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2 - 1
        item = re.match(r"\[(\d+)\] ", body)
        if item:
            yield f"{item[1]}. {_escaped(body[item.end() :])}"
        else:
            yield f"{'  ' * max(depth, 0)}- {_escaped(body.removeprefix('- '))}"


def _escaped(text: str) -> str:
    """Return text without accidental markup; addresses become links."""
    pieces = _LINK.split(text)
    return "".join(
        f"<{piece}>" if index % 2 else escape_markdown(piece) for index, piece in enumerate(pieces)
    )
