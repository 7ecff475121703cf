"""A section for each rule, a page for each body of law."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.rulebase.model import All, AnyOf, Atom, Condition, Rule, RuleKind, atoms_of

from ..material import Material
from ..site import Site, bullets, definitions, table
from ..wording import Wording, sentence

KINDS = {
    RuleKind.DEFEASIBLE: "a rule that others may defeat",
    RuleKind.DEFINITION: "a definition: it abbreviates and cannot be attacked",
    RuleKind.DEFEATER: "a defeater: it blocks and proves nothing itself",
}
MOST_RULINGS = 8


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the index of rules and one page for each body of law."""
    yield "rules/index.md", _index(material, Site(material, "rules/index.md"))
    for body in material.bodies():
        path = f"rules/{body}.md"
        yield path, _body(material, body, Site(material, path))


def _index(material: Material, site: Site) -> str:
    text = (
        "# Rules\n\nA rule says what follows if certain facts or earlier conclusions hold. Nearly "
        "every rule may be defeated by another one, as most rules of law have exceptions. There "
        f"are {len(material.rules)} of them.\n"
    )
    for body in material.bodies():
        worded = material.words.bodies.get(body)
        title = site.to(f"rules/{body}.md", material.body_title(body))
        text += f"\n## {title}\n\n{worded.says if worded else ''}\n\n"
        rules = [rule for rule in material.rulebase.rules if material.body(rule) == body]
        text += table(
            ("Rule", "Source", "Id"),
            ((site.rule(rule.id), rule.cite, f"`{rule.id}`") for rule in rules),
        )
    return text


def _body(material: Material, body: str, site: Site) -> str:
    worded = material.words.bodies.get(body)
    text = f"# {material.body_title(body)}\n\n{worded.says if worded else ''}\n"
    for rule in material.rulebase.rules:
        if material.body(rule) == body:
            text += _rule(material, rule, site)
    return text


def _rule(material: Material, rule: Rule, site: Site) -> str:
    words = Wording(site)
    text = f"\n## {rule.title} {{#{rule.id}}}\n\n"
    if rule.cite:
        text += f"{site.cite(rule.cite, rule.url)}\n{{.cite}}\n\n"
    text += f"{rule.says}\n\n" if rule.says else ""
    inner = rule.body
    while isinstance(inner, All | AnyOf) and len(inner.parts) == 1:
        inner = inner.parts[0]
    match inner:
        case All(parts) if len(parts) > 1:
            text += "**If** all of this holds:\n\n"
        case AnyOf(parts) if len(parts) > 1:
            text += "**If** at least one of these holds:\n\n"
        case _:
            text += "**If**\n\n"
    if isinstance(inner, AnyOf) and len(inner.parts) > 1:
        text += "\n".join(words.condition(part) for part in inner.parts)
    else:
        text += words.condition(inner)
    text += f"\n\n**then** {words.effect(rule)}.\n\n"
    apparatus = definitions(_apparatus(material, rule, site))
    return text + f'<div class="apparatus" markdown>\n\n{apparatus}\n</div>\n'


def _apparatus(material: Material, rule: Rule, site: Site) -> Iterator[tuple[str, str]]:
    base = material.rulebase
    yield "Rule", f"`{rule.id}`, {KINDS[rule.kind]}"
    yield "Defeats", site.rules(name for name in base.rule_index if name in rule.defeats)
    beaten = [other.id for other in base.rules if rule.id in other.defeats]
    yield "Defeated by", site.rules(beaten)
    yield (
        "Conflicts with",
        site.rules(
            other.id
            for other in base.rules_on(rule.head)
            if other.positive != rule.positive
            and other.id not in {*rule.defeats, *beaten}
            and compatible(rule, other)
        ),
    )
    yield "Readings", _readings(material, rule, site)
    yield "Builds on", bullets(site.conclusion(name) for name in material.needs(rule))
    users = [r.id for r in base.rules if any(a.name == rule.head for a in atoms_of(r.body))]
    yield "Used by", site.rules(users) or "the answer to the question"
    yield "Provisions", bullets(site.provision(p.key) for p in material.provisions_of[rule.id])
    if rule.id in material.bridging:
        yield "Provisions", f"none: {site.named(material.bridging[rule.id])}"
    cases = [case for case in material.cases if rule.id in case.rules]
    yield "Cases", bullets(site.to(f"cases.md#{case.id}", case.title) for case in cases)
    rulings = material.rulings_of[rule.id]
    shown = [site.ruling(ruling.id) for ruling in rulings[:MOST_RULINGS]]
    if len(rulings) > MOST_RULINGS:
        more = f"and {len(rulings) - MOST_RULINGS} more"
        shown.append(site.to("rulings.md#by-rule", more))
    yield "Rulings", bullets(shown)


def compatible(one: Rule, other: Rule) -> bool:
    """Return whether both may apply: no fact or issue has to have two values at once."""
    first, second = _wanted(one.body), _wanted(other.body)
    return all(first[name] & second[name] for name in first.keys() & second.keys())


def _wanted(body: Condition) -> dict[str, frozenset[str]]:
    """Return the values that a condition asks of facts and issues, where it plainly does."""
    wanted: dict[str, frozenset[str]] = {}
    for part in body.parts if isinstance(body, All) else (body,):
        choices = part.parts if isinstance(part, AnyOf) else (part,)
        atoms = [atom for atom in choices if isinstance(atom, Atom) and atom.value]
        if len(atoms) == len(choices) and len({atom.name for atom in atoms}) == 1:
            values = frozenset(atom.value for atom in atoms)
            wanted[atoms[0].name] = wanted.get(atoms[0].name, values) & values
    return wanted


def _readings(material: Material, rule: Rule, site: Site) -> str:
    direct = material.direct_positions(rule)
    own = {name.partition("/")[0] for name in direct}
    behind: set[str] = set()
    for name in material.needs(rule):
        behind |= material.issues_behind[name]
    lines = [f"only on the reading: {site.position(name)}" for name in direct]
    lines += [
        f"through what it builds on: {sentence(site.issue(issue.id, issue.question))}"
        for issue in material.rulebase.issues
        if issue.id in behind - own
    ]
    return bullets(lines)
