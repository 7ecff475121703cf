"""How citations are written: parts between semicolons, references such as `arts. 27 and 58(1)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...rulebase.aside import UnitName

_UNITS: Final[dict[str, UnitName]] = {
    "art": "article",
    "rule": "rule",
    "regulation": "regulation",
    "para": "paragraph",
    "s": "section",
}
_NUMBER: Final = r"(?:\d+|[IVXL]+)(?: (?:bis|ter|quater))?(?:\([0-9a-z]{1,4}\))*"
_PARAGRAPHS: Final = r"(?:\([0-9a-z]{1,4}\))+"
_ITEM: Final = rf"(?:{_NUMBER}|{_PARAGRAPHS})(?![\w(])"
_JOIN: Final = r"(?:, and | and |, | to )"
_GROUP: Final = re.compile(
    rf"\b(?P<unit>arts?|rules?|regulations?|paras?|ss?)(?P<stop>\.?) "
    rf"(?P<list>{_NUMBER}(?![\w(])(?:{_JOIN}{_ITEM})*)"
)
_ITEMS: Final = re.compile(rf"(?P<join>{_JOIN})?(?P<item>{_ITEM})")
_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True)
class Reference:
    """A provision: ``number`` in Arabic numerals, with ``bis``; ``paragraph`` if one is named.

    ``until``: the last number of a range (``11 to 13``), else empty.
    """

    unit: UnitName
    number: str
    paragraph: str
    text: str
    until: str = ""

    def covers(self, number: str, paragraph: str = "") -> bool:
        """Return whether it names a provision, or a range in which it lies."""
        if self.until and number.isdigit():
            return int(self.number) <= int(number) <= int(self.until)
        return number == self.number and (not paragraph or paragraph == self.paragraph)


@dataclass(frozen=True)
class CitationGroup:
    """References that follow one word: ``arts. 27 and 58(1)``; ``plural`` is how it is written."""

    unit: UnitName
    plural: bool
    references: tuple[Reference, ...]

    @property
    def several(self) -> bool:
        """Whether more than one provision is named, apart from paragraphs of the same one."""
        return len({one.number for one in self.references}) > 1 or any(
            one.until for one in self.references
        )


def parts(cite: str) -> tuple[str, ...]:
    """Return the parts of a citation, which semicolons separate."""
    return tuple(part for part in re.split(r"\s*;\s*", cite.strip()) if part)


def groups(text: str) -> Iterator[CitationGroup]:
    """Yield the groups of references in a part of a citation."""
    for found in _GROUP.finditer(text):
        word = found["unit"]
        singular = word if word in _UNITS else word[:-1]
        unit = _UNITS[singular]
        yield CitationGroup(unit, word != singular, tuple(_references(unit, found["list"])))


def _references(unit: UnitName, text: str) -> Iterator[Reference]:
    references: list[Reference] = []
    for found in _ITEMS.finditer(text):
        item = found["item"]
        head, _, rest = item.partition("(")
        number = _arabic(head) if head else references[-1].number
        paragraph = rest.partition(")")[0]
        if found["join"] == " to " and head:
            last = references.pop()
            joined = f"{last.text} to {item}"
            references.append(Reference(unit, last.number, last.paragraph, joined, number))
        else:
            references.append(Reference(unit, number, paragraph, item))
    yield from references


def _arabic(number: str) -> str:
    """Return a number in Arabic numerals: ``IV`` is 4; ``3 bis`` stays."""
    head, space, latin = number.partition(" ")
    if head.isdigit():
        return str(int(head)) + space + latin
    values = [_ROMAN[letter] for letter in head]
    total = sum(
        -one if any(other > one for other in values[at + 1 : at + 2]) else one
        for at, one in enumerate(values)
    )
    return f"{total}{space}{latin}"
