"""A proof as numbered steps in words, and the records that it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...base.tense import in_past
from ...base.words import label, listing, sentence
from ...case.proof.nodes import Absent, Clash, Defeated, Ground, Lacking, Reading, Step
from ...records.reference import RecordRef
from ...timeline.steps import Basis


def steps_of(nodes: Sequence[object], sources: SourceList) -> list[str]:
    """Return the nodes of a proof as indented lines; their records are numbered in ``sources``."""
    return list(_steps(nodes, sources, 0))


class SourceList:
    """Numbers the records in the order they are cited.

    ``records``: those told with the answer. ``past``: the day is over, so that facts of the case
    are told in the past tense.
    """

    def __init__(self, records: Mapping[str, RecordRef], *, past: bool) -> None:
        """Begin with none."""
        self.past = past
        self._told = records
        self._cited: dict[str, RecordRef] = {}

    def cite(self, record: str | RecordRef) -> str:
        """Return the number of a record, in brackets."""
        told = self._told[record] if isinstance(record, str) else record
        self._cited.setdefault(told.id, told)
        return f"[{list(self._cited).index(told.id) + 1}]"

    def lines(self) -> list[str]:
        """Return each record with its number, confidence and sources."""
        return [
            f"[{number}] {sentence(record.says)} Confidence: {record.confidence.value}. "
            + "; ".join(
                f"{source.title}{f' <{source.url}>' if source.url else ''}"
                for source in record.sources
            )
            for number, record in enumerate(self._cited.values(), 1)
        ]


def _steps(nodes: Sequence[object], sources: SourceList, depth: int) -> Iterator[str]:
    indent = "  " * depth + "- "
    for node in dict.fromkeys(nodes):
        match node:
            case Step():
                cite = f" ({node.cite})" if node.cite else ""
                yield f"{indent}{sentence(node.title)}{cite}"
                yield from _steps(node.because, sources, depth + 1)
                yield from _steps(node.defeated, sources, depth + 1)
                yield from _steps(node.held_off, sources, depth + 1)
            case Ground():
                cites = "".join(sources.cite(record) for record in node.records)
                why = "" if node.records and node.basis.value == "record" else _basis(node)
                says = told(node.says, node.basis, past=sources.past)
                yield f"{indent}{says}{f' {cites}' if cites else ''}{why}"
            case Reading():
                holders = listing(node.holders)
                yield f"{indent}Reading followed: {sentence(node.title)} Held by {holders}."
            case Defeated():
                cite = f" ({node.cite})" if node.cite else ""
                yield f"{indent}Overcome: {sentence(node.title)}{cite}"
            case Absent():
                yield f"{indent}Not established: {sentence(label(node.not_established))}"
                yield from _steps(node.rebutted_by, sources, depth + 1)
                yield from _steps(node.lacking, sources, depth + 1)
            case Clash():
                yield f"{indent}Left open: {sentence(label(node.unresolved))}"
                for side, steps in (("For", node.supporting), ("Against", node.opposing)):
                    yield f"{'  ' * (depth + 1)}- {side}:"
                    yield from _steps(steps, sources, depth + 2)
            case Lacking():
                cite = f" ({node.cite})" if node.cite else ""
                yield f"{indent}Does not apply: {sentence(node.title)}{cite}"
                yield from _steps(node.fails, sources, depth + 1)


def told(says: str, basis: Basis, *, past: bool) -> str:
    """Return a fact as a sentence; what the question itself says keeps its tense."""
    asked = basis in {Basis.ASKED, Basis.ASSUMED}
    return sentence(in_past(says) if past and not asked else says)


def _basis(ground: Ground) -> str:
    basis = {
        "presumed": "presumed",
        "no_record": "nothing on record",
        "asked": "part of the question",
        "assumed": "assumed by the question",
        "unknown": "not known; taken for this step",
        "record": "",
    }[ground.basis.value]
    reason = ground.reason.rstrip(".")
    return f" ({'; '.join(part for part in (basis, reason) if part)})" if basis or reason else ""
