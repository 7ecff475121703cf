"""A certificate for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ....base.words import day, listing, sentence
from ..results import Method, ProofState
from .model import Certificate, CertifiedSurvivor, Mutation, PropertyView

_STATES: Final = {
    ProofState.HOLDS: "holds",
    ProofState.FAILS: "**fails**",
    ProofState.NOT_ESTABLISHED: "*not established*",
    ProofState.DISAGREES: "**our mistake**: solver and engine differ",
}
_METHODS: Final = {
    Method.PROOF: "proof, for every case",
    Method.EXHAUSTIVE: "exhaustive",
    Method.SAMPLED: "sampled",
}


def as_markdown(certificate: Certificate) -> str:
    """Return the certificate as Markdown."""
    return "\n".join(_lines(certificate)) + "\n"


def _lines(one: Certificate) -> Iterator[str]:
    counts = one.counts
    yield "# Certificate of the rules"
    yield ""
    yield (
        f"Made on {day(one.made)} by safeconduct {one.version} with {one.solver} and the "
        f"evaluators {listing(one.evaluators)}, on Python {one.python}, in "
        f"{one.seconds:.0f} seconds. How to read it: [guides/verify.md](guides/verify.md)."
    )
    yield ""
    yield (
        f"It is about {counts.rules} rules, {counts.facts} facts, {counts.constraints} "
        f"constraints, {counts.issues} issues with {counts.positions} positions, and "
        f"{counts.profiles} profiles."
    )
    yield ""
    yield "| | SHA-256 |"
    yield "|---|---|"
    yield f"| rules | `{one.rules}` |"
    yield f"| what is declared about them | `{one.properties_digest}` |"
    yield f"| records they were checked against | `{one.world}` |"
    yield ""
    yield f"All in all: {_STATES[one.state]}."
    yield ""
    yield "| property | how established | single claims | result | seconds |"
    yield "|---|---|---:|---|---:|"
    for found in one.properties:
        waived = f", {len(found.waived)} waived" if found.waived else ""
        yield (
            f"| **{found.id}**: {found.statement} | {_METHODS[found.method]} | {found.claims} | "
            f"{_STATES[found.state]}{waived} | {found.seconds:.2f} |"
        )
    for entry in one.evidence:
        note = f" {entry.note}" if entry.note else ""
        yield (
            f"| **{entry.id}**: {entry.statement}{note} | {_METHODS[entry.method]} "
            f"| {entry.cases} | {_STATES[entry.state]} | |"
        )
    yield from _findings(one.properties)
    yield from _waived(one.properties)
    yield from _declared(one)
    if one.mutation is not None:
        yield from _mutation(one.mutation)


def _findings(properties: tuple[PropertyView, ...]) -> Iterator[str]:
    found = [finding for one in properties for finding in one.findings]
    if found:
        yield ""
        yield "## What does not hold, or is not established"
        yield ""
        for finding in found:
            example = f" {finding.example}" if finding.example else ""
            yield f"* {finding.says}.{example}"


def _waived(properties: tuple[PropertyView, ...]) -> Iterator[str]:
    found = [(one.id, waived) for one in properties for waived in one.waived]
    if found:
        yield ""
        yield "## Waivers"
        yield ""
        for name, waived in found:
            yield f"* `{waived.waiver}` ({name}): {waived.says}. {waived.reason}"


def _declared(one: Certificate) -> Iterator[str]:
    if one.left_open:
        yield ""
        yield "## Left open on purpose"
        yield ""
        for left in one.left_open:
            names = listing([f"`{name}`" for name in left.conclusions])
            yield f"* `{left.id}`: {names} where `{left.when}`. {left.reason}"
    if one.declared:
        yield ""
        yield "## What is so in every case, and changes that never have an effect"
        yield ""
        for declared in one.declared:
            yield f"* {declared.says} {declared.reason} (`{declared.id}`)"


def _mutation(score: Mutation) -> Iterator[str]:
    share = 100 * score.caught / score.total
    yield ""
    yield "## Wrong changes that would be noticed"
    yield ""
    yield (
        f"Of {score.total} small wrong changes of the rules, cases, docket and properties catch "
        f"{score.caught} ({share:.1f} %). Of the others {score.equivalent} are proved to change no "
        "answer."
    )
    if score.survivors:
        yield ""
        yield "Not caught:"
        yield ""
        for survivor in score.survivors:
            yield f"* {_survivor(survivor)}"


def _survivor(survivor: CertifiedSurvivor) -> str:
    name = f"`{survivor.id}`: " if survivor.id else ""
    why = f" {survivor.why}" if survivor.why else ""
    same = " It is proved to change no answer." if survivor.equivalent else ""
    return f"{name}{sentence(survivor.says)}{same}{why}"
