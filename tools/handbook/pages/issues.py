"""A page for each issue with its positions side by side, and the profiles."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.base.words import day
from safeconduct.rulebase.model import Issue, Position, Profile

from ..material import Material
from ..site import Site, anchor, bullets, host_of, table
from ..wording import STANDINGS, court_line


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the index of issues, a page for each, and the page of profiles."""
    yield "issues/index.md", _index(material, Site(material, "issues/index.md"))
    for issue in material.rulebase.issues:
        path = f"issues/{issue.id}.md"
        yield path, _issue(material, issue, Site(material, path))
    yield "profiles.md", _profiles(material, Site(material, "profiles.md"))


def _index(material: Material, site: Site) -> str:
    default = material.rulebase.default_profile
    text = (
        "# Questions in dispute\n\nOn these questions authorities differ. Each answer stands "
        "beside the others with those who hold it; a "
        f"{site.to('profiles.md', 'profile')} takes one answer to each question. An outcome is "
        "*contested* if another answer held by the Court or by States leads elsewhere.\n\n"
    )
    rows = (
        (
            site.issue(issue.id, issue.question),
            str(len(issue.positions)),
            site.position(f"{issue.id}/{default.choices[issue.id]}"),
        )
        for issue in material.rulebase.issues
    )
    return text + table(("Question", "Answers", "The default profile takes"), rows)


def _rules(material: Material, name: str) -> list[str]:
    return [r.id for r in material.rulebase.rules if name in material.direct_positions(r)]


def _issue(material: Material, issue: Issue, site: Site) -> str:
    text = f"# {issue.question}\n\n"
    names = [(position, f"{issue.id}/{position.id}") for position in issue.positions]
    text += table(
        ("Answer", "Standing", "First published", "The Court's line", "Profiles"),
        (
            (
                site.position(name),
                STANDINGS[position.standing],
                day(position.published),
                court_line(position.court),
                ", ".join(_takers(material, issue, position, site)),
            )
            for position, name in names
        ),
    )
    text += "\n## The answers side by side\n\n"
    text += '<div class="panels positions" markdown>\n\n'
    for position, name in names:
        text += _card(material, position, name, site)
    text += "</div>\n"
    behind = [
        conclusion
        for conclusion in material.rulebase.conclusions
        if issue.id in material.issues_behind[conclusion]
    ]
    text += "\n## What turns on it\n\n" + bullets(map(site.conclusion, behind)) + "\n"
    return text


def _card(material: Material, position: Position, name: str, site: Site) -> str:
    rules = _rules(material, name)
    doctrines = [d for d in material.doctrines if name in d.positions]
    body = [
        f"### {position.title} {{#{anchor(position.id)}}}",
        _standing(position),
        "---",
        position.says,
        "**Held by**",
        bullets(position.holders),
        *(
            ("**Rests on**", bullets(map(site.ruling, position.rulings)))
            if position.rulings
            else ()
        ),
        "**Sources**",
        bullets(f"[{host_of(url)}]({url})" for url in position.sources),
        "**Switches on**",
        site.rules(rules) if rules else "no rule: on this answer none of the others' rules applies",
        "**Doctrine of the corpus**",
        bullets(site.to(f"doctrines.md#{d.id}", d.name) for d in doctrines)
        or site.named(material.undoctrined[name]),
    ]
    block = "\n\n".join(part for part in body if part)
    return "-   " + block.replace("\n", "\n    ").replace("\n    \n", "\n\n") + "\n\n"


def _standing(position: Position) -> str:
    published = f"first published {day(position.published)}"
    line = f"the Court's line: {court_line(position.court)}"
    return f"*{STANDINGS[position.standing]}*, {published}; {line}"


def _takers(material: Material, issue: Issue, position: Position, site: Site) -> Iterator[str]:
    for profile in material.rulebase.profiles.values():
        if profile.choices[issue.id] != position.id:
            continue
        if profile.inherits is None or issue.id in profile.own:
            yield site.profile(profile.id)


def _profiles(material: Material, site: Site) -> str:
    text = (
        "# Profiles\n\nA profile takes one answer to every question in dispute. What it does not "
        "choose itself it inherits.\n"
    )
    for profile in material.rulebase.profiles.values():
        text += f"\n## {profile.title} {{#{profile.id}}}\n\n`{profile.id}`"
        if profile is material.rulebase.default_profile:
            text += ", the default"
        if profile.inherits:
            text += f", inherits from {site.profile(profile.inherits)}"
        text += "\n\n" + table(("Question", "Answer", ""), _choices(material, profile, site))
    return text


def _choices(material: Material, profile: Profile, site: Site) -> Iterator[tuple[str, str, str]]:
    for own in (True, False):
        for issue in material.rulebase.issues:
            if (issue.id in profile.own) is own:
                yield (
                    site.issue(issue.id, issue.question),
                    site.position(f"{issue.id}/{profile.choices[issue.id]}"),
                    "**its own**"
                    if own
                    else f"inherited from {site.profile(profile.inherits or '')}",
                )
