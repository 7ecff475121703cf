"""In which order the keys of an entry stand, for each kind of rule file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from . import tree

_RULES: Final = ("id", "title", "cite", "url", "says", "if", "then", "kind", "defeats")
_FACTS: Final = (
    *("name", "values", "meaning", "changes", "becomes", "question", "relation", "says", "absent"),
)
_ABSENT: Final = ("holds", "value", "reason")
_CONSTRAINTS: Final = ("id", "never", "reason")
_ISSUE: Final = ("id", "question", "positions")
_POSITION: Final = (
    *("id", "title", "says", "holders", "sources", "published", "standing", "rulings", "court"),
)
_COURT: Final = ("since", "until")
_PROFILE: Final = ("id", "title", "default", "inherits", "choices")
_QUESTION: Final = (
    *("id", "title", "inputs", "day", "until", "cases", "facts"),
    *("outcome", "severity", "parts", "grounds", "qualifications", "exposure"),
    "wording",
)
_WORDING: Final = (
    *("outcome", "instead", "reason", "execution", "parts", "grounds", "qualifications", "blocks"),
    *("conditions", "about_the_answer", "exposure", "visit"),
)
_SENTENCES: Final = ("label", "today", "past", "supposed")
_INSTEAD: Final = ("if", "today", "past")
_MONOTONICITY: Final = ("id", "says", "question", "when", "change", "never", "reason")
_CHANGE: Final = ("from", "to")
_INVARIANT: Final = (
    *("id", "says", "question", "when", "never", "always", "equivalent", "reason"),
)
_LEFT_OPEN: Final = ("id", "when", "conclusions", "reason")
_WAIVER: Final = ("id", "property", "subjects", "reason")
_ROW: Final = ("value", "if", "says")
_AMENDMENT: Final = (
    *("what", "id", "table", "row", "label", "if", "says", "add", "usual", "choose", "withdraw"),
    *("replace", "reason"),
)
_GRADES: Final = ("uncontested", "contested")

Path = tuple[str, ...]
"""Keys down to a mapping; ``*`` for an item of a list and for a key that is a name."""

_ORDERS: Final[Mapping[str, Mapping[Path, tuple[str, ...]]]] = {
    "rules": {("*",): _RULES},
    "facts": {("*",): _FACTS, ("*", "absent"): _ABSENT},
    "constraints": {("*",): _CONSTRAINTS},
    "issues": {
        (): ("issues", "profiles"),
        ("issues", "*"): _ISSUE,
        ("issues", "*", "positions", "*"): _POSITION,
        ("issues", "*", "positions", "*", "court", "*"): _COURT,
        ("profiles", "*"): _PROFILE,
    },
    "properties": {
        (): ("invariants", "monotonicities", "left_open", "waivers"),
        ("invariants", "*"): _INVARIANT,
        ("invariants", "*", "always"): ("if", "then"),
        ("monotonicities", "*"): _MONOTONICITY,
        ("monotonicities", "*", "change", "*"): _CHANGE,
        ("left_open", "*"): _LEFT_OPEN,
        ("waivers", "*"): _WAIVER,
    },
    "question": {
        (): _QUESTION,
        ("outcome", "*"): _ROW,
        ("parts", "*", "*"): _ROW,
        ("exposure", "*"): _GRADES,
        ("wording",): _WORDING,
        ("wording", "outcome", "*"): _SENTENCES,
        ("wording", "instead", "*"): _INSTEAD,
    },
    "rulebase": {
        (): ("extends", "records", "amends"),
        ("amends", "*"): _AMENDMENT,
        ("amends", "*", "replace"): _RULES,
        ("amends", "*", "add", "positions", "*"): _POSITION,
    },
    "other": {},
}
_BY_NAME: Final = {
    "facts.yaml": "facts",
    "constraints.yaml": "constraints",
    "issues.yaml": "issues",
    "properties.yaml": "properties",
    "rulebase.yaml": "rulebase",
    "instruments.yaml": "other",
    "wording.yaml": "other",
}


def kind_of(path: PurePath) -> str:
    """Return which kind of rule file has that name; ``rules`` unless the name says otherwise."""
    if path.parent.name == "questions":
        return "question"
    if path.parent.name == "cases":
        return "other"
    return _BY_NAME.get(path.name, "rules")


def arrange(root: tree.Node | None, kind: str) -> None:
    """Put the keys of every mapping of known shape in order; names and unknown keys stay."""
    orders = _ORDERS[kind]
    for path, mapping in list(_mappings(root, ())):
        for pattern, order in orders.items():
            if len(path) == len(pattern) and all(
                wanted in {"*", found} for found, wanted in zip(path, pattern, strict=True)
            ):
                _sort(mapping, order)


def _mappings(node: tree.Node | None, path: Path) -> Iterator[tuple[Path, tree.Mapping]]:
    match node:
        case tree.Mapping():
            yield path, node
            for entry in node.entries:
                assert entry.key is not None
                yield from _mappings(entry.value, (*path, entry.key.value))
        case tree.Sequence():
            for entry in node.entries:
                yield from _mappings(entry.value, (*path, "*"))


def _sort(mapping: tree.Mapping, order: tuple[str, ...]) -> None:
    keys = [entry.key.value for entry in mapping.entries if entry.key]
    if not keys or not set(keys) <= set(order):
        return  # not of the shape that this order is for
    first = mapping.entries[0]
    mapping.entries.sort(key=lambda entry: order.index(entry.key.value) if entry.key else 0)
    if mapping.entries[0] is not first:
        first.blank, mapping.entries[0].blank = False, first.blank
