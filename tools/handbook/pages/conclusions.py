"""How conclusions build on each other, and how they become an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safeconduct.rulebase.model import DecisionTable, Row, atoms_of
from safeconduct.rulebase.wording import HOST_AND_PERSON, AnswerWording

from ..material import Material
from ..site import Site, anchor, bullets, definitions, table
from ..wording import Wording, sentence


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the page of conclusions and the page of answers."""
    yield "conclusions.md", _conclusions(material, Site(material, "conclusions.md"))
    yield "answers.md", _answers(material, Site(material, "answers.md"))


def _conclusions(material: Material, site: Site) -> str:
    text = (
        "# How conclusions build on each other\n\nA conclusion is established if a rule for it "
        "applies and every rule that applies against it is defeated by one for it. If rules for "
        "and against stand undefeated, it is unresolved. In each body of law the conclusions are "
        "listed from the simplest to the last.\n\n## The duty to arrest, from the top\n\n"
    )
    text += "\n".join(_tree(material, "duty_to_arrest", site, "", set())) + "\n"
    for body in material.bodies():
        text += f"\n## {material.body_title(body)}\n"
        for name in material.rulebase.conclusions:
            if _home(material, name) == body:
                text += _entry(material, name, site)
    return text


def _home(material: Material, name: str) -> str:
    """Return the body of law whose rules establish a conclusion."""
    rules = material.rulebase.supporters(name) or material.rulebase.rules_on(name)
    return material.body(rules[0])


def _tree(material: Material, name: str, site: Site, indent: str, seen: set[str]) -> Iterator[str]:
    again = name in seen and material.rulebase.rules_on(name)
    yield f"{indent}- {sentence(site.conclusion(name))}" + (" (above)" if again else "")
    if again:
        return
    seen.add(name)
    base = material.rulebase
    for sign, rules in (("for", base.supporters(name)), ("against", base.attackers(name))):
        for rule in rules:
            yield f"{indent}    - {sign}: {site.rule(rule.id)}"
            for needed in material.needs(rule):
                yield from _tree(material, needed, site, indent + "        ", seen)


def _entry(material: Material, name: str, site: Site) -> str:
    base = material.rulebase
    worded = material.words.conclusions[name]
    needs = dict.fromkeys(n for rule in base.rules_on(name) for n in material.needs(rule))
    users = [r.id for r in base.rules if any(a.name == name for a in atoms_of(r.body))]
    issues = [issue for issue in base.issues if issue.id in material.issues_behind[name]]
    entries = [
        ("Conclusion", f"`{name}`"),
        ("If not", sentence(worded.fails)),
        ("Rules for it", site.rules(rule.id for rule in base.supporters(name))),
        ("Rules against it", site.rules(rule.id for rule in base.attackers(name))),
        ("Builds on", bullets(map(site.conclusion, needs))),
        ("Used by", site.rules(users)),
        ("May turn on", bullets(site.issue(issue.id, issue.question) for issue in issues)),
    ]
    return (
        f"\n### {sentence(worded.holds)} {{#{anchor(name)}}}\n\n"
        f'<div class="apparatus" markdown>\n\n{definitions(entries)}\n</div>\n'
    )


def _answers(material: Material, site: Site) -> str:
    text = (
        "# From conclusions to answers\n\nWhat is asked, and how the conclusions of the rules "
        "become an outcome, its parts, the sources of the duty and the qualifications beside it.\n"
    )
    for question in material.rulebase.questions.values():
        text += _question(question, site)
    return text


def _question(question: DecisionTable, site: Site) -> str:
    text = (
        f"\n## {question.title} {{#{question.id}}}\n\nThe first row that holds is the answer.\n\n"
    )
    text += _rows(("Outcome", "If", "Says"), question.outcome, site)
    text += (
        "\nFor several warrants the most severe outcome decides: "
        + ", then ".join(f"`{one}`" for one in question.severity)
        + ".\n"
    )
    for name, rows in question.parts.items():
        text += f"\n### `{name}` {{#{question.id}-{name}}}\n\n"
        text += _rows((name.capitalize(), "If"), rows, site)
    text += f"\n### Sources of the duty {{#{question.id}-grounds}}\n\n"
    text += table(
        ("Ground", "If"),
        ((f"`{label}`", site.conclusion(name)) for name, label in question.grounds.items()),
    )
    text += f"\n### Qualifications {{#{question.id}-qualifications}}\n\n"
    text += table(
        ("Label", "If", "Says"),
        (
            (f"`{label}`", site.conclusion(name), question.wording.qualifications.get(label, ""))
            for name, label in question.qualifications.items()
        ),
    )
    text += f"\n### Exposure {{#{question.id}-exposure}}\n\nThe grade of risk, in law only.\n\n"
    text += table(
        ("Outcome", "In words", "Uncontested", "Contested"),
        (
            (f"`{outcome}`", _outcome(question.wording, outcome), f"`{plain}`", f"`{contested}`")
            for outcome, (plain, contested) in question.exposure.items()
        ),
    )
    return text


def _outcome(wording: AnswerWording, outcome: str) -> str:
    return sentence(wording.consequence(outcome, **HOST_AND_PERSON))


def _rows(head: Sequence[str], rows: Sequence[Row], site: Site) -> str:
    words = Wording(site)
    return table(
        head,
        ((f"`{row.value}`", words.line(row.when), row.says)[: len(head)] for row in rows),
    )
