"""The memo as a document for a word processor: the same in the same order as on the page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from safeconduct.base import day

from .proof import ProofNode
from .view import AnswerView, ReadingLine, RecordLine

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_DEEPEST = 6
"""How far lines of a proof are set in."""


def memo_document(told: AnswerView, on: date, today: date, profile: str, address: str) -> bytes:
    """Return the memo as .docx; ``profile``: the reading followed; ``address``: of the page."""
    from docx import Document  # most who run the service never ask for one

    memo = Document()
    core = memo.core_properties
    core.title, core.author, core.comments = told.headline, "safeconduct", told.disclaimer
    core.created = core.modified = datetime(today.year, today.month, today.day)  # noqa: DTZ001
    memo.add_heading(told.headline, 0)
    memo.add_paragraph(f"Memo, {day(today)}. {address}")
    memo.add_heading("Question", 1)
    memo.add_paragraph(
        f"Could {told.person.name} be arrested in {told.place.name} on {day(on)}, and by what "
        f"law? Reading followed: {profile}."
    )
    memo.add_heading("Short answer", 1)
    short = memo.add_paragraph()
    short.add_run(told.tone).bold = True
    short.add_run(
        f", {told.dispute}. {told.headline} Exposure, in law only: {told.exposure} – "
        f"{told.exposure_says}."
    )
    memo.add_heading("Facts relied on", 1)
    memo.add_paragraph("What happened there:")
    _records(memo, told.happened, "No journey on record.")
    if told.assumed:
        memo.add_paragraph("Taken to be so without a record:")
        _bullets(memo, (f"{says} {reason}" for says, reason in told.assumed))
    memo.add_heading("Reasoning", 1)
    _proof(memo, told.proof, 0)
    for note in told.notes:
        memo.add_paragraph(note)
    memo.add_heading("Contrary readings", 1)
    for issue in told.issues:
        memo.add_paragraph(issue.question)
        _bullets(memo, (_contrary(one) for one in issue.readings if not one.chosen))
    if not told.issues:
        memo.add_paragraph("None on record gives another outcome.")
    memo.add_heading("What is not known", 1)
    _bullets(memo, [*told.ask, *told.age] or ["Nothing that decides."])
    memo.add_heading("Notes", 1)
    for source in told.sources:
        link = f" {source.url}" if source.url else ""
        memo.add_paragraph(f"[{source.number}] {source.title} ({source.kind}).{link}")
    memo.add_paragraph(f"To replay it: records {told.world}, rules {told.rules}.")
    memo.add_paragraph(told.disclaimer)
    out = io.BytesIO()
    memo.save(out)
    return out.getvalue()


def _contrary(reading: ReadingLine) -> str:
    holders = f": {'; '.join(reading.holders)}" if reading.holders else ""
    return f"{reading.tone}: {reading.title} ({reading.standing}{holders})"


def _bullets(memo: Document, lines: Iterable[str]) -> None:
    for line in lines:
        memo.add_paragraph(line, "List Bullet")


def _records(memo: Document, records: Sequence[RecordLine], none: str) -> None:
    for one in records:
        _cite(memo.add_paragraph(one.says, "List Bullet"), one.sources)
    if not records:
        memo.add_paragraph(none, "List Bullet")


def _cite(paragraph: Paragraph, sources: Sequence[int]) -> None:
    if sources:
        mark = paragraph.add_run(f" [{', '.join(str(one) for one in sources)}]")
        mark.font.superscript = True


def _proof(memo: Document, nodes: Sequence[ProofNode], depth: int) -> None:
    from docx.shared import Cm

    for node in nodes:
        paragraph = memo.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.6 * min(depth, _DEEPEST))
        paragraph.add_run(f"{node.tag}: ").italic = True
        paragraph.add_run(" ".join(filter(None, (node.title, node.cite and f"({node.cite})"))))
        if node.says:
            paragraph.add_run(f" {node.says}")
        for one in node.records:
            paragraph.add_run(f" {one.says}")
            _cite(paragraph, one.sources)
        _proof(memo, node.children, depth + 1)
