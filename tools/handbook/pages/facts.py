"""The facts of a case with what holds without a record, and what cannot occur together."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.rulebase.model import Absence, Condition, Fact, atoms_of

from ..material import Material
from ..site import Site, anchor, bullets, definitions, table
from ..wording import Wording, says, sentence

GIVEN = "the question itself, or an assumption made with it"


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the page of facts and the page of constraints."""
    yield "facts.md", _facts(material, Site(material, "facts.md"))
    yield "constraints.md", _constraints(material, Site(material, "constraints.md"))


def _facts(material: Material, site: Site) -> str:
    text = (
        "# The facts of a case\n\nA case is one warrant, one place, one State with a role there "
        "and one day. Most facts are read from the records; some belong to the question. Where no "
        "record speaks of a fact, it is taken as false, presumed, or left unknown, and each time "
        "there is a reason.\n\n"
    )
    facts = material.rulebase.facts
    text += table(
        ("Fact", "Question", "Without a record"),
        ((site.fact(fact.name), fact.question, _without(site, fact)) for fact in facts),
    )
    for fact in facts:
        text += _fact(material, fact, site)
    return text


def _without(site: Site, fact: Fact) -> str:
    if fact.absent is Absence.UNKNOWN:
        return "unknown"
    taken = says(site, fact, fact.absent_value or "")
    return f"{'presumed' if fact.absent is Absence.PRESUMED else 'false'}: {taken}"


def _fact(material: Material, fact: Fact, site: Site) -> str:
    text = f"\n## {fact.question} {{#{anchor(fact.name)}}}\n\n{fact.meaning}\n\n"
    text += table(
        ("Value", "In words"),
        ((f"`{value}`", sentence(says(site, fact, value))) for value in fact.values),
    )
    rules = [r.id for r in material.rulebase.rules if _speaks_of(r.body, fact.name)]
    constraints = [
        site.to(f"constraints.md#{c.id}", c.reason)
        for c in material.rulebase.constraints
        if _speaks_of(c.never, fact.name)
    ]
    entries = [
        ("Fact", f"`{fact.name}`"),
        ("Without a record", f"{sentence(_without(site, fact))}. {fact.absent_reason}"),
        ("Comes from", "the records" if fact.relation else GIVEN),
        ("Rules", site.rules(rules) or _in_answers(site)),
        ("Cannot occur with", bullets(constraints)),
    ]
    return text + f'\n<div class="apparatus" markdown>\n\n{definitions(entries)}\n</div>\n'


def _in_answers(site: Site) -> str:
    return f"none; it tells reasons apart in {site.to('answers.md', 'the answers')}"


def _speaks_of(condition: Condition, fact: str) -> bool:
    return any(atom.name == fact for atom in atoms_of(condition))


def _constraints(material: Material, site: Site) -> str:
    text = (
        "# Impossible combinations\n\nWhat cannot occur together. Unknown facts are completed, "
        "assumptions accepted and changes proposed only within these limits, and the records are "
        "checked against them.\n"
    )
    words = Wording(site)
    for constraint in material.rulebase.constraints:
        text += f"\n## {constraint.reason} {{#{constraint.id}}}\n\nNever all of this:\n\n"
        text += words.condition(constraint.never) + "\n"
    return text
