"""What tools answer in words, for people and for programs that read no members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from safeconduct import Assessment, Atlas, TravelRiskComparison
from safeconduct.answers import DISCLAIMER
from safeconduct.records import RecordRef


def words_of_assessment(answer: Assessment, records: Iterable[RecordRef]) -> str:
    """Return the answer in a paragraph, with what it rests on."""
    return "\n\n".join([answer.explain("paragraph"), *_resting_on(records), DISCLAIMER])


def _resting_on(records: Iterable[RecordRef]) -> Iterator[str]:
    lines = [
        f"- {record.says} ({'; '.join(_source(*one) for one in sources)})"
        for record in records
        if (sources := [(source.title, source.url) for source in record.sources])
    ]
    if lines:
        yield "\n".join(["It rests on:", *lines])


def _source(title: str, url: str | None) -> str:
    return f"{title}, {url}" if url else title


def words_of_comparison(found: TravelRiskComparison) -> str:
    """Return both answers and the premises on which they differ."""
    lines = [f"{found.person.name}: {found.says}"]
    lines += [f"- {one.label}: {one.says}" for one in found.sides]
    relied = [fact for fact in found.differing_facts if fact.relied_on]
    if relied:
        lines += ["", "What they rest on and differ in:"]
        lines += [
            f"- {fact.question} {' / '.join(side.says for side in fact.sides)}" for fact in relied
        ]
        records = {one.id: one for fact in relied for side in fact.sides for one in side.records}
        lines += ["", *_resting_on(records.values())]
    return "\n".join([*lines, "", found.disclaimer])


def words_of_map(found: Atlas, disclaimer: str) -> str:
    """Return every place, those with the same outcome together."""
    places = defaultdict(list)
    for spot in found.places:
        mark = {True: " (contested)", None: " (contest not known)"}.get(spot.contested, "")
        places[spot.outcome].append(f"{spot.place.name} [{spot.place.id}]{mark}")
    lines = [f"- {found.words(one)}: {', '.join(places[one])}" for one in found.outcomes]
    return "\n".join([f"{found.table().headline}.", *lines, "", disclaimer])
