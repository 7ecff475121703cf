"""The worked cases that the tests run, and the engine on the day before each ruling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safeconduct.base.words import day

from ..docket import rows
from ..material import Case, Material
from ..site import Site, bullets, cell, definitions, table


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the page of cases and the page of the docket."""
    yield "cases.md", _cases(material, Site(material, "cases.md"))
    yield "docket.md", _docket(Site(material, "docket.md"))


def _cases(material: Material, site: Site) -> str:
    text = (
        "# Cases\n\nWorked cases that the tests run at every change: what is asked, what has to "
        "come out, and why.\n"
    )
    if not material.cases:
        return text + "\nNo cases are written yet.\n"
    group = ""
    for case in material.cases:
        if case.file != group:
            group = case.file
            text += f"\n## {group.replace('-', ' ').capitalize()} {{#file-{group}}}\n"
        text += _case(material, case, site)
    return text


def _case(material: Material, case: Case, site: Site) -> str:
    text = f"\n### {case.title} {{#{case.id}}}\n\n"
    text += f"{case.why}\n\n" if case.why else ""
    entries = [
        ("Case", f"`{case.id}`"),
        ("Asked", _shown(case.question)),
        ("Expected", _shown(case.expect)),
        ("Rules", site.rules(case.rules)),
        ("Rests on", bullets(_basis(material, one, site) for one in case.rests_on)),
    ]
    return text + f'<div class="apparatus" markdown>\n\n{definitions(entries)}\n</div>\n'


def _basis(material: Material, name: str, site: Site) -> str:
    if any(provision.key == name for provision in material.provisions):
        return site.provision(name)
    if any(doctrine.id == name for doctrine in material.doctrines):
        return site.to(f"doctrines.md#{name}", f"`{name}`")
    return site.ruling(name) if name in material.ruling else f"`{name}`"


def _shown(value: Any, *, inner: bool = False) -> str:
    if isinstance(value, Mapping):
        lines = [f"{_label(key)}: {_shown(one, inner=True)}" for key, one in value.items()]
        return ("; " if inner else "<br>").join(lines)
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one, inner=True) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else cell(str(value))
    return f"`{text}`" if text and " " not in text else text


def _label(key: str) -> str:
    return f"`{key}`" if "." in key or "-" in key else key.replace("_", " ")


def _docket(site: Site) -> str:
    text = (
        "# The day before each ruling\n\nWhat the engine would have said on the day before, from "
        "the records that were public then and the readings of the law as they stood, and what "
        "the court found.\n"
    )
    found = rows()
    if found is None:
        return text + "\nThis version has no docket to score, so the table is not here.\n"
    return (
        text
        + "\n"
        + table(
            ("Decided", "Ruling", "The engine, the day before", "The court", ""),
            (
                (
                    day(row.on),
                    site.ruling(row.ruling),
                    row.engine_said,
                    row.court_found,
                    _verdict(row),
                )
                for row in found
            ),
        )
    )


def _verdict(row: Any) -> str:
    verdict = str(row.verdict).replace("_", " ")
    return f"{verdict}; the ruling made the reading" if row.made_the_reading else verdict
