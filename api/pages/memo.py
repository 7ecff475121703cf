"""The memo as a document for a word processor: the same in the same order as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from safeconduct.base import day, sentence

from .proof import ProofNode
from .view import AnswerView, ReadingLine, RecordLine, SourceLine
from .word import WordDocument

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_STEP: Final = 0.5
"""How many centimetres a line of a proof is set in under the one that it bears."""
_DEEPEST: Final = 6


def memo_document(told: AnswerView, on: date, today: date, profile: str, address: str) -> bytes:
    """Return the memo as .docx; ``profile``: the reading followed; ``address``: of the page."""
    return _Memo(told, today).written(on, profile, address)


class _Memo:
    """Writes the answer; a source has the number of the footnote in which it is cited first."""

    def __init__(self, told: AnswerView, today: date) -> None:
        self._told = told
        self._today = today
        self._sources = {one.number: one for one in told.sources}
        made = datetime(today.year, today.month, today.day, tzinfo=UTC)
        foot = f"safeconduct, {day(today)} · A warrant is an allegation, not a finding of guilt"
        self._memo = WordDocument(told.headline, told.disclaimer, foot, made)

    def written(self, on: date, profile: str, address: str) -> bytes:
        """Return the memo, part after part."""
        told, memo = self._told, self._memo
        memo.table(
            (
                ("Memo of", day(self._today)),
                ("Person", told.person.name),
                ("Place and day", f"{told.place.name}, {day(on)}"),
                ("Reading followed", profile),
                ("The page", address),
            )
        )
        memo.heading("Question")
        memo.paragraph(
            f"Could {told.person.name} be arrested in {told.place.name} on {day(on)}, and by what "
            f"law? Reading followed: {profile}."
        )
        memo.heading("Short answer")
        short = memo.paragraph()
        short.add_run(sentence(f"{told.tone}, {told.dispute}")).bold = True
        short.add_run(
            f" {told.headline} Exposure, in law only: {told.exposure} – {told.exposure_says}."
        )
        memo.heading("Facts relied on")
        self._facts()
        memo.heading("Reasoning")
        self._proof(told.proof, 0)
        for note in told.notes:
            memo.paragraph(note)
        memo.heading("Contrary readings")
        for issue in told.issues:
            memo.paragraph(issue.question).paragraph_format.keep_with_next = True
            memo.bullets(_contrary(one) for one in issue.readings if not one.chosen)
        if not told.issues:
            memo.paragraph("None on record gives another outcome.")
        memo.heading("What is not known")
        memo.bullets([*told.ask, *told.age] or ["Nothing that decides."])
        memo.heading("Notes")
        self._notes()
        return memo.saved()

    def _facts(self) -> None:
        memo, told = self._memo, self._told
        memo.paragraph("What happened there:").paragraph_format.keep_with_next = True
        for one in told.happened:
            self._record(memo.paragraph(style="List Bullet"), one)
        if not told.happened:
            memo.bullets(["No journey on record."])
        if told.assumed:
            says = memo.paragraph("Taken to be so without a record:")
            says.paragraph_format.keep_with_next = True
            memo.bullets(f"{fact} {reason}" for fact, reason in told.assumed)

    def _notes(self) -> None:
        """List every source with its address, in the order in which the memo cites them."""
        memo = self._memo
        listed = sorted(
            self._told.sources,
            key=lambda one: (memo.number_of(one.number) or len(self._sources) + 1, one.number),
        )
        others = False
        for source in listed:
            number = memo.number_of(source.number)
            if number is None and not others:
                others = True
                memo.paragraph("Not cited above, on what is compared with this case:")
            line = memo.paragraph(f"{f'{number}. ' if number else ''}{_titled(source)}", indent=0)
            if source.url:
                line.add_run(" ")
                memo.link(line, source.url, source.url)
        memo.paragraph(f"To replay it: records {self._told.world}, rules {self._told.rules}.")
        memo.paragraph(self._told.disclaimer)

    def _record(self, paragraph: Paragraph, record: RecordLine) -> None:
        paragraph.add_run(record.says)
        for place, number in enumerate(record.sources):
            if place:
                paragraph.add_run(", ").font.superscript = True
            source = self._sources[number]
            self._memo.note(paragraph, number, _titled(source), source.url)

    def _proof(self, nodes: Sequence[ProofNode], depth: int) -> None:
        for node in nodes:
            line = self._memo.paragraph(indent=_STEP * min(depth, _DEEPEST))
            line.add_run(f"{sentence(node.tag).rstrip('.')}: ").italic = True
            line.add_run(node.title.rstrip("."))
            if node.cite:
                line.add_run(" (")
                if node.url:
                    self._memo.link(line, node.cite, node.url)
                else:
                    line.add_run(node.cite)
                line.add_run(")")
            line.add_run(".")
            if node.says:
                line.add_run(f" {sentence(node.says)}")
            for record in node.records:
                line.add_run(" ")
                self._record(line, record)
            self._proof(node.children, depth + 1)


def _titled(source: SourceLine) -> str:
    return f"{source.title} ({source.kind})."


def _contrary(reading: ReadingLine) -> str:
    holders = f": {'; '.join(reading.holders)}" if reading.holders else ""
    return sentence(f"{reading.tone}: {reading.title} ({reading.standing}{holders})")
