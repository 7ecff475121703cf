"""Broken references: every one is named, and none is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from .cites import parts, unlinked_parts
from .material import Material

CORPUS: Final = 146
"""How many provisions there are: the 142 of the legal corpus, and what rulings cite besides."""

NAMED: Final = re.compile(r"`([^`]+)`")


class BrokenReferences(Exception):
    """The handbook refers to what does not exist, or leaves something out."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{len(problems)} broken references", *problems]))


def check(material: Material) -> None:
    """Raise `BrokenReferences` with everything that is wrong."""
    problems = [
        *_provisions(material),
        *_rules(material),
        *_doctrines(material),
        *_links(material),
        *_words(material),
        *_cases(material),
        *_rulings(material),
    ]
    if problems:
        raise BrokenReferences(problems)


def names(material: Material) -> frozenset[str]:
    """Return what a name in backticks may be: rules, facts, issues and corpus keys."""
    base = material.rulebase
    return frozenset(base.rule_index) | frozenset(base.variables)


def _provisions(material: Material) -> Iterator[str]:
    counts = Counter(p.key for p in material.provisions)
    yield from (f"provisions.yaml: {key} stands twice" for key, n in counts.items() if n > 1)
    if len(counts) != CORPUS:
        yield f"provisions.yaml: {len(counts)} provisions, and there should be {CORPUS}"
    for provision in material.provisions:
        where = f"provisions.yaml: {provision.key}"
        if bool(provision.rules) == bool(provision.background):
            yield f"{where} needs either rules or a reason why it is background"
        yield from (
            f"{where} names the rule {rule}, which does not exist"
            for rule in provision.rules
            if rule not in material.rules
        )
        yield from _unknown_names(material, provision.background, where)


def _rules(material: Material) -> Iterator[str]:
    stated = {rule for provision in material.provisions for rule in provision.rules}
    for rule in material.rules:
        if rule not in stated and rule not in material.bridging:
            yield f"{rule}: no provision names this rule; name it there or under `bridging`"
        if rule in stated and rule in material.bridging:
            yield f"{rule}: stands under `bridging` although a provision names it"
    for rule, reason in material.bridging.items():
        if rule not in material.rules:
            yield f"provisions.yaml: bridging names the rule {rule}, which does not exist"
        yield from _unknown_names(material, reason, f"provisions.yaml: bridging {rule}")


def _doctrines(material: Material) -> Iterator[str]:
    stated: set[str] = set()
    for doctrine in material.doctrines:
        where = f"doctrines.yaml: {doctrine.id}"
        if bool(doctrine.positions) == bool(doctrine.reason):
            yield f"{where} needs either positions or a reason why it is none"
        stated.update(doctrine.positions)
    yield from (
        f"doctrines.yaml: there is no position {name}"
        for name in sorted(stated | set(material.undoctrined))
        if name not in material.positions
    )
    for name in material.positions:
        if (name in stated) == (name in material.undoctrined):
            yield f"{name}: needs either a doctrine or a reason in doctrines.yaml"
    for name, reason in material.undoctrined.items():
        yield from _unknown_names(material, reason, f"doctrines.yaml: {name}")


def _links(material: Material) -> Iterator[str]:
    for link in material.links:
        targets = [link.url, link.ruling, link.position, link.unlinked]
        if len([target for target in targets if target]) != 1:
            yield f"links.yaml: {link.cite} needs one of url, ruling, position, unlinked"
        if link.ruling and link.ruling not in material.ruling:
            yield f"links.yaml: there is no ruling {link.ruling}"
        if link.position and link.position not in material.positions:
            yield f"links.yaml: there is no position {link.position}"
    for rule in material.rulebase.rules:
        for part in unlinked_parts(material, rule):
            yield f"{rule.id}: links.yaml has nothing for {part!r}"
        if not parts(rule.cite) and rule.id not in material.bridging:
            yield f"{rule.id}: cites nothing"


def _words(material: Material) -> Iterator[str]:
    worded, named = set(material.words.conclusions), set(material.rulebase.conclusions)
    yield from (f"words.yaml: no words for the conclusion {one}" for one in sorted(named - worded))
    yield from (f"words.yaml: there is no conclusion {one}" for one in sorted(worded - named))
    for body in material.words.bodies:
        if body not in material.bodies():
            yield f"words.yaml: there is no file of rules {body}.yaml"
    for condition in material.words.negated:
        name, _, value = condition.partition(": ")
        variable = material.rulebase.variables.get(name)
        if variable is None or value not in material.rulebase.values[variable]:
            yield f"words.yaml: nothing is called {condition}"


def _cases(material: Material) -> Iterator[str]:
    for case in material.cases:
        for rule in case.rules:
            if rule not in material.rules:
                yield f"tests/cases: {case.id} names the rule {rule}, which does not exist"


def _rulings(material: Material) -> Iterator[str]:
    keys = {provision.key for provision in material.provisions}
    for ruling in material.rulings:
        for key in ruling.provisions:
            if key not in keys:
                yield f"{ruling.id}: provisions.yaml has no {key}"


def _unknown_names(material: Material, text: str, where: str) -> Iterator[str]:
    keys = {provision.key for provision in material.provisions}
    known = names(material) | keys | set(material.rulebase.conclusions)
    for name in NAMED.findall(text):
        if name not in known:
            yield f"{where} speaks of `{name}`, which does not exist"
