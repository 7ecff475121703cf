"""Where everything stands in the handbook, and links from one page to another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .check import NAMED
from .cites import links_for, parts
from .material import Material


def anchor(name: str) -> str:
    """Return a name as the id of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def cell(text: str) -> str:
    """Return text that fits a cell of a table."""
    return " ".join(text.replace("|", "\\|").split())


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(map(cell, row)) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def definitions(entries: Iterable[tuple[str, str]]) -> str:
    """Return terms with their definitions, without those that have none; lists are indented."""
    return "\n".join(
        f"{term}\n:   " + text.replace("\n", "\n    ") + "\n" for term, text in entries if text
    )


def bullets(items: Iterable[str]) -> str:
    """Return a list."""
    return "\n".join(f"- {item}" for item in items)


def host_of(url: str) -> str:
    """Return the host of an address, as the name of a link."""
    return re.sub(r"^https?://(www\.)?|[:/].*$", "", url)


@dataclass(frozen=True)
class Site:
    """Links as written on ``page`` (a path below the handbook's folder)."""

    material: Material
    page: str

    def to(self, target: str, text: str, css: str = "") -> str:
        """Return a link to ``page.md#anchor``."""
        path, _, fragment = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.page) or ".")
        if path == self.page and fragment:
            relative = ""
        address = relative + (f"#{fragment}" if fragment else "")
        return f"[{text}]({address})" + (f"{{.{css}}}" if css else "")

    def rule(self, name: str, text: str = "") -> str:
        """Return a link to a rule, by its title."""
        rule = self.material.rules[name]
        return self.to(f"rules/{self.material.body(rule)}.md#{name}", text or rule.title)

    def rules(self, names: Iterable[str]) -> str:
        """Return a list of links to rules."""
        return bullets(self.rule(name) for name in names)

    def fact(self, name: str, text: str = "") -> str:
        """Return a link to a fact; the wording is in ``text``."""
        return self.to(f"facts.md#{anchor(name)}", text or f"`{name}`", "fact" if text else "")

    def conclusion(self, name: str, text: str = "") -> str:
        """Return a link to a conclusion."""
        shown = text or self.material.words.conclusions[name].holds
        return self.to(f"conclusions.md#{anchor(name)}", shown, "conclusion")

    def issue(self, name: str, text: str = "") -> str:
        """Return a link to an issue."""
        return self.to(f"issues/{name}.md", text or f"`{name}`")

    def position(self, name: str, text: str = "") -> str:
        """Return a link to a position, given as ``issue/position``."""
        issue, _, position = name.partition("/")
        shown = text or self.material.positions[name].title
        return self.to(f"issues/{issue}.md#{anchor(position)}", shown)

    def profile(self, name: str) -> str:
        """Return a link to a profile."""
        return self.to(f"profiles.md#{name}", f"`{name}`")

    def provision(self, key: str) -> str:
        """Return a link to a provision: its instrument and article."""
        found = next(p for p in self.material.provisions if p.key == key)
        shown = ", ".join(filter(None, (found.instrument, found.article)))
        return self.to(f"provisions.md#{key}", f"{shown}: {found.title}")

    def ruling(self, name: str, text: str = "") -> str:
        """Return a link to a ruling."""
        ruling = self.material.ruling[name]
        shown = text or f"{ruling.body}, {ruling.on}" + (
            f" ({ruling.about})" if ruling.about else ""
        )
        return self.to(f"rulings.md#{name}", shown)

    def cite(self, text: str, url: str = "") -> str:
        """Return a citation with its links; ``url`` is the rule's own."""
        if url:
            return f"[{text}]({url})"
        return "; ".join(self._part(part) for part in parts(text))

    def _part(self, part: str) -> str:
        found = list(links_for(self.material, part))
        shown, urls = part, [link.url for link in found if link.url]
        if len(urls) == 1:
            shown = f"[{part}]({urls[0]})"
        elif urls:
            numbered = [f"[{number}]({url})" for number, url in enumerate(urls, 1)]
            shown = f"{part} (text {', '.join(numbered)})"
        series = "; ".join(dict.fromkeys(link.series for link in found if link.series))
        shown += f" ({series})" if series else ""
        others = [*self._elsewhere(part)]
        return shown + (f" → {', '.join(others)}" if others else "")

    def _elsewhere(self, part: str) -> Iterator[str]:
        for link in links_for(self.material, part):
            if link.ruling:
                ruling = self.material.ruling[link.ruling]
                yield self.ruling(link.ruling, f"decision of {ruling.on}")
                if ruling.url:
                    yield f"[source]({ruling.url})"
            elif link.position:
                yield self.position(link.position, "this reading, with its sources")

    def named(self, text: str) -> str:
        """Return text with links in place of names in backticks."""

        def link(match: re.Match[str]) -> str:
            name = match[1]
            base = self.material.rulebase
            if name in base.rule_index:
                return self.rule(name, f"`{name}`")
            if name in base.conclusion_index:
                return self.conclusion(name)
            if any(issue.id == name for issue in base.issues):
                return self.issue(name)
            if name in base.variables:
                return self.fact(name)
            return self.to(f"provisions.md#{name}", f"`{name}`")

        return NAMED.sub(link, text)
