"""Writes the handbook: every page, or none if anything refers to what does not exist."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .check import BrokenReferences, check
from .material import ROOT, WRITTEN, Material, read_material
from .pages import cases, conclusions, facts, issues, rules, sources

TARGET: Final = ROOT / "build" / "handbook" / "docs"
API: Final = ROOT / "api"
BESIDE: Final = (
    "benchmarks.md",
    "certificate.md",
    "questions/jurisdiction.md",
    "guides/embedding.md",
    "guides/own-rules.md",
    "guides/own-question.md",
    "guides/testing-rules.md",
    "guides/mutation.md",
    "guides/venues.md",
    "guides/screening.md",
    "guides/spark.md",
    "guides/geography.md",
    "guides/itineraries.md",
    "flights.md",
    "guides/watches.md",
    "guides/live-records.md",
    "guides/decisions.md",
    "guides/agents.md",
    "guides/verify.md",
)
"""Pages of the documentation that belong into the handbook as well."""
KINDS: Final = (rules, conclusions, issues, facts, sources, cases)


def pages(material: Material) -> Iterator[tuple[str, str]]:
    """Yield the path and text of every page, hand-written ones included."""
    for path in sorted(WRITTEN.glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    for name in BESIDE:
        yield name, (ROOT / "docs" / name).read_text(encoding="utf-8")
    for kind in KINDS:
        yield from kind.pages(material)


def generate(target: Path = TARGET) -> tuple[str, ...]:
    """Write every page below ``target`` and return their paths; what was there before goes.

    Raises `BrokenReferences` with every mistake, before anything is written.
    """
    material = read_material()
    check(material)
    written = list(pages(material))
    shutil.rmtree(target, ignore_errors=True)
    for path, text in written:
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for path in WRITTEN.glob("*.css"):
        shutil.copy(path, target / path.name)
    _write_theme(target.with_name("theme"))
    return tuple(path for path, _ in written)


def _write_theme(theme: Path) -> None:
    """Write the theme: the frame and the style of the service's pages, and what the book adds."""
    shutil.rmtree(theme, ignore_errors=True)
    shutil.copytree(WRITTEN / "theme", theme)
    shutil.copy(API / "templates" / "base.html", theme)
    for name in ("page.css", "icon.svg"):
        shutil.copy(API / "static" / name, theme / "static")


def main() -> int:
    """Write the handbook where mkdocs.yml looks for it; say what is broken if something is."""
    try:
        written = generate()
    except BrokenReferences as broken:
        print(broken, file=sys.stderr)
        return 1
    print(f"{len(written)} pages in {TARGET.relative_to(ROOT)}")
    return 0
