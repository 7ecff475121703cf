"""From a citation to what it names, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...base.words import near
from ...rulebase.aside import Instrument, InstrumentsSource, Statement, Unit
from .decisions import NUMBER, RecordedDecision, days_in, numbered
from .written import CitationGroup, Reference, groups, parts


@dataclass(frozen=True)
class Instruments:
    """Everything that can be cited but decisions, by name."""

    by_id: Mapping[str, Instrument]
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, sources: Iterable[InstrumentsSource]) -> Instruments:
        """Return the instruments of several files; a later one replaces one of the same id."""
        by_id: dict[str, Instrument] = {}
        statements: list[Statement] = []
        for source in sources:
            by_id.update({one.id: one for one in source.instruments})
            statements += source.statements
        return cls(by_id, tuple(statements))

    def names(self) -> tuple[str, ...]:
        """Return every name that can be cited."""
        instruments = (name for one in self.by_id.values() for name in one.names)
        return (*instruments, *(one.name for one in self.statements))

    def of_rule(self, rule: str) -> tuple[Instrument, tuple[str, ...]] | None:
        """Return the instrument whose id begins that of a rule, and the parts that follow."""
        found = [
            one for one in self.by_id.values() if rule == one.id or rule.startswith(f"{one.id}-")
        ]
        if not found:
            return None
        longest = max(found, key=lambda one: len(one.id))
        rest = rule[len(longest.id) :].strip("-")
        return longest, tuple(rest.split("-")) if rest else ()


@dataclass(frozen=True)
class CitationProblem:
    """What is wrong with a part of a citation; ``code`` is that of the check that tells it."""

    code: str
    message: str
    fix: str = ""


@dataclass(frozen=True)
class Citation:
    """A part of a citation, and what it names: an instrument, a statement, or decisions."""

    text: str
    instrument: Instrument | None = None
    groups: tuple[CitationGroup, ...] = ()
    statement: Statement | None = None
    decisions: tuple[RecordedDecision, ...] = ()
    problems: tuple[CitationProblem, ...] = field(default=(), compare=False)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every provision named."""
        return tuple(one for group in self.groups for one in group.references)


@dataclass(frozen=True)
class Library:
    """What can be cited. ``decisions`` is ``None`` if there are no records to look them up in."""

    instruments: Instruments
    decisions: tuple[RecordedDecision, ...] | None = None

    def resolve(self, cite: str) -> tuple[Citation, ...]:
        """Return every part of a citation with what it names and what is wrong with it."""
        return tuple(self._part(part) for part in parts(cite))

    def _part(self, text: str) -> Citation:
        instrument = self._instrument(text)
        if instrument is not None:
            found = tuple(groups(text))
            return Citation(text, instrument, found, problems=tuple(_check(instrument, found)))
        for statement in self.instruments.statements:
            if _says(text, statement.name):
                return Citation(text, statement=statement)
        return self._decision(text)

    def _instrument(self, text: str) -> Instrument | None:
        named = [
            (len(name), one)
            for one in self.instruments.by_id.values()
            for name in one.names
            if _says(text, name)
        ]
        return max(named, key=lambda pair: pair[0])[1] if named else None

    def _decision(self, text: str) -> Citation:
        days, numbers = tuple(days_in(text)), tuple(NUMBER.findall(text))
        if not days and not numbers:
            return Citation(text, problems=(self._unknown(text),))
        if self.decisions is None:
            return Citation(text)
        found: list[RecordedDecision] = []
        problems: list[CitationProblem] = []
        for shown, iso in days:
            on_day = [one for one in self.decisions if one.on == iso]
            matching = [one for one in on_day if one.matches(text)]
            found += matching
            if not matching:
                problems.append(self._no_decision(text, shown, iso, on_day))
        for number in numbers:
            by_number = numbered(self.decisions, number)
            if not by_number:
                known = near(number, [one.number for one in self.decisions if one.number])
                problems.append(
                    CitationProblem("cite-decision", f"no decision on record is {number}", known)
                )
            elif days and not set(by_number) & set(found):
                fix = "; ".join(one.name for one in by_number)
                problems.append(
                    CitationProblem("cite-decision", f"{number} is another decision", fix)
                )
            found += (one for one in by_number if one not in found)
        return Citation(text, decisions=tuple(found), problems=tuple(problems))

    def _no_decision(
        self, text: str, shown: str, iso: str, on_day: Sequence[RecordedDecision]
    ) -> CitationProblem:
        if on_day:
            what = "; ".join(one.name for one in on_day)
            return CitationProblem(
                "cite-decision", f"the decision of {shown} on record is another", what
            )
        alike = [one for one in self.decisions or () if one.matches(text)]
        alike.sort(key=lambda one: _apart(one.on, iso))
        nearest = "; ".join(one.name for one in alike[:2])
        fix = f"on record: {nearest}" if nearest else "add it to rulings.yaml"
        return CitationProblem("cite-decision", f"no decision of {shown} is on record", fix)

    def _unknown(self, text: str) -> CitationProblem:
        head = re.split(r", (?:arts?\.|rules?|paras?\.|ss?\.|\d)", text)[0]
        hint = near(head, self.instruments.names()) or near(
            head.partition(",")[0], self.instruments.names()
        )
        message = f"`{text}` names no instrument, statement or dated decision that is known"
        return CitationProblem("cite-unknown", message, hint or "add it to instruments.yaml")


def _apart(one: str, other: str) -> int:
    """Return about how many days lie between two dates, which may be imprecise or wrong."""
    days = [
        int(year) * 365 + int(month or 6) * 30 + int(day or 15)
        for year, month, day in ((*text.split("-"), "", "")[:3] for text in (one, other))
    ]
    return abs(days[0] - days[1])


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _check(instrument: Instrument, found: tuple[CitationGroup, ...]) -> Iterator[CitationProblem]:
    """Yield what is wrong with the provisions of an instrument that are named."""
    for group in found:
        unit = instrument.units.get(group.unit)
        if unit is None:
            known = " and ".join(f"{name}s" for name in instrument.units) or "no numbered parts"
            message = f"{instrument.name} has no {group.unit}s"
            yield CitationProblem("cite-provision", message, f"it has {known}")
            continue
        for reference in group.references:
            yield from _provision(instrument, unit, reference)
        if group.plural != group.several:
            right = "several" if group.several else "one"
            form = "plural" if group.several else "singular"
            message = (
                f"{right} {group.unit}{'s' if group.several else ''} cited in the other number"
            )
            yield CitationProblem("cite-plural", message, f"write the {form}")


def _provision(
    instrument: Instrument, unit: Unit, reference: Reference
) -> Iterator[CitationProblem]:
    kind = reference.unit
    for number in filter(None, (reference.number, reference.until)):
        if not unit.has(number):
            message = f"{instrument.name} has no {kind} {number}"
            extra = f", and {', '.join(unit.also)}" if unit.also else ""
            nearest = _nearest(unit, number)
            yield CitationProblem(
                "cite-provision", message, f"{kind}s 1 to {unit.last}{extra}; nearest: {nearest}"
            )
            return
    if reference.until and reference.number.isdigit() and reference.until.isdigit():
        if int(reference.until) <= int(reference.number):
            yield CitationProblem("cite-provision", f"`{reference.text}` runs backwards")
        return
    most = unit.paragraphs.get(reference.number)
    paragraph = reference.paragraph
    if most is not None and paragraph.isdigit() and not 1 <= int(paragraph) <= most:
        message = f"{kind} {reference.number} of {instrument.name} has no paragraph {paragraph}"
        count = f"it has paragraphs 1 to {most}" if most else "it has no numbered paragraphs"
        yield CitationProblem("cite-provision", message, count)


def _nearest(unit: Unit, number: str) -> str:
    """Return the number of the unit that is nearest to one that does not exist."""
    head = number.partition(" ")[0]
    inserted = [one for one in unit.also if one.partition(" ")[0] == head]
    if inserted:
        return inserted[0]
    return str(min(max(int(head), 1), unit.last))
