"""Where the law comes from: provisions, doctrines, rulings."""

from __future__ import annotations

from collections.abc import Iterator

from safeconduct.base.dates import first_day
from safeconduct.base.words import day
from safeconduct.records.models import Ruling
from safeconduct.records.sentences import number_of

from ..material import Material, Provision
from ..site import Site, bullets, definitions, table

FOUND = {
    "yes": "there was a duty to arrest",
    "no": "there was no duty to arrest",
    "not_decided": "the duty to arrest was not decided",
}
COMPLIED = {"yes": "the State complied", "no": "the State did not comply"}
IMMUNITY = {"no_bar": "immunity was no bar", "bar": "immunity was a bar"}


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the pages of provisions, doctrines and rulings."""
    yield "provisions.md", _provisions(material, Site(material, "provisions.md"))
    yield "doctrines.md", _doctrines(material, Site(material, "doctrines.md"))
    yield "rulings.md", _rulings(material, Site(material, "rulings.md"))


def _provisions(material: Material, site: Site) -> str:
    stated = sum(bool(provision.rules) for provision in material.provisions)
    text = (
        "# Provisions\n\nEvery operative provision that was collected for the rules: the rules "
        f"that state it, or why there is none. Of {len(material.provisions)} provisions {stated} "
        f"are stated by rules; {len(material.provisions) - stated} are background.\n"
    )
    groups: dict[str, list[Provision]] = {}
    for provision in material.provisions:
        groups.setdefault(provision.instrument, []).append(provision)
    for instrument, provisions in groups.items():
        text += f"\n## {instrument}\n\n"
        if (linked := site.cite(instrument)) != instrument:
            text += f"Text: {linked}\n\n"
        text += table(
            ("Article", "Provision", "Rules, or why there is none"),
            ((p.article, _title(p), _stated(p, site)) for p in provisions),
        )
    text += "\n## Rules that state no provision\n\n"
    text += table(
        ("Rule", "Why it is there"),
        ((site.rule(rule), site.named(why)) for rule, why in material.bridging.items()),
    )
    return text


def _title(provision: Provision) -> str:
    return f'<span id="{provision.key}"></span>{provision.title} (`{provision.key}`)'


def _stated(provision: Provision, site: Site) -> str:
    if provision.rules:
        return "<br>".join(site.rule(rule) for rule in provision.rules)
    return f"*Background.* {site.named(provision.background)}"


def _doctrines(material: Material, site: Site) -> str:
    text = (
        "# Doctrines\n\nThe doctrines of the legal corpus, and the answers here that state them. "
        "One answer may carry two doctrines that lead to the same result.\n\n"
    )
    text += table(
        ("Doctrine", "Question", "Answer"),
        (
            (
                f'<span id="{d.id}"></span>{d.name} (`{d.id}`)',
                "<br>".join(site.issue(name.partition("/")[0]) for name in d.positions),
                "<br>".join(map(site.position, d.positions)) or f"*None.* {site.named(d.reason)}",
            )
            for d in material.doctrines
        ),
    )
    text += "\n## Answers that state no doctrine of the corpus\n\n"
    return text + table(
        ("Question", "Answer", "Why it is here"),
        (
            (site.issue(name.partition("/")[0]), site.position(name), site.named(why))
            for name, why in material.undoctrined.items()
        ),
    )


def _rulings(material: Material, site: Site) -> str:
    text = (
        "# Rulings\n\nDecisions of courts on arrest, immunity and cooperation, the newest first. A "
        "ruling is shown with a rule if it is about a provision that the rule states; it need not "
        "have taken the reading that the rule gives effect to. A warrant is an allegation, not a "
        "finding of guilt.\n"
    )
    year = 0
    for ruling in material.rulings:
        if first_day(ruling.on).year != year:
            year = first_day(ruling.on).year
            text += f"\n## {year} {{#year-{year}}}\n"
        text += _ruling(material, ruling, site)
    text += "\n## By rule\n\n"
    for name, rulings in material.rulings_of.items():
        if rulings:
            listed = ", ".join(site.ruling(one.id, f"{one.body} {one.on}") for one in rulings)
            text += f"{site.rule(name)}\n:   {listed}\n\n"
    return text


def _paragraphs(ruling: Ruling) -> str:
    """Return where a ruling speaks of what, with whether that was looked up."""
    told = "; ".join(f"on {topic}: {where}" for topic, where in ruling.paragraphs.items())
    checked = "" if ruling.paragraphs_checked else " (from knowledge: to find the passage by)"
    return f"{told}{checked}" if told else ""


def _ruling(material: Material, ruling: Ruling, site: Site) -> str:
    about = f": {ruling.about}" if ruling.about else ""
    text = f"\n### {ruling.body}, {day(ruling.on)}{about} {{#{ruling.id}}}\n\n"
    text += f"*{ruling.question}*\n\n{ruling.summary}\n\n"
    finding = ruling.finding
    found = [
        FOUND.get(finding.obliged_to_arrest, ""),
        COMPLIED.get(finding.complied, ""),
        IMMUNITY.get(finding.immunity, ""),
    ]
    keys = {provision.key: provision for provision in material.provisions}
    rules = dict.fromkeys(rule for key in ruling.provisions for rule in keys[key].rules)
    citation = f"[{ruling.citation}]({ruling.url})" if ruling.url else ruling.citation
    entries = [
        ("Found", "; ".join(one for one in found if one)),
        ("Citation", citation),
        ("Document", number_of(ruling)),
        ("Paragraphs", _paragraphs(ruling)),
        ("Provisions", bullets(map(site.provision, ruling.provisions))),
        ("Rules", site.rules(rules)),
        ("Confirmed", "" if ruling.confirmed else "not by a source that is public"),
        ("Note", ruling.note),
    ]
    return text + f'<div class="apparatus" markdown>\n\n{definitions(entries)}\n</div>\n'
