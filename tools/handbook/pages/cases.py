"""The worked cases that the tests run, and the engine on the day before each ruling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safeconduct.words import day

from ..docket import rows
from ..material import Case, Material
from ..site import Site, bullets, cell, table


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the page of cases and the page of the docket."""
    yield "cases.md", _cases(material, Site(material, "cases.md"))
    yield "docket.md", _docket(material, Site(material, "docket.md"))


def _cases(material: Material, site: Site) -> str:
    text = (
        "# Cases\n\nWorked cases that the tests run at every change: what is asked, what has to come "
        "out, and why.\n"
    )
    if not material.cases:
        return text + "\nNo cases are written yet.\n"
    for case in material.cases:
        text += _case(case, site)
    return text


def _case(case: Case, site: Site) -> str:
    text = f"\n## {case.title} {{#{case.id}}}\n\n"
    text += f"{case.why}\n\n" if case.why else ""
    text += table(("", ""), [("Asked", _shown(case.question)), ("Expected", _shown(case.expect))])
    if case.rules:
        text += "\nRules it exercises:\n\n" + bullets(map(site.rule, case.rules)) + "\n"
    return text


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "<br>".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else cell(str(value))
    return f"`{text}`" if text and " " not in text else text


def _docket(material: Material, site: Site) -> str:
    text = (
        "# The day before each ruling\n\nWhat the engine would have said on the day before, from the "
        "records that were public then and the readings of the law as they stood, and what the court "
        "found.\n"
    )
    found = rows(material)
    if found is None:
        return text + "\nThis version has no docket to score, so the table is not here.\n"
    return text + "\n" + table(
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


def _verdict(row: Any) -> str:
    verdict = str(row.verdict).replace("_", " ")
    return f"{verdict}; the ruling made the reading" if row.made_the_reading else verdict
