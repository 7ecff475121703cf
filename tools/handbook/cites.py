"""From a citation to where it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from safeconduct.rulebase.model import Rule

from .material import Link, Material


def parts(cite: str) -> tuple[str, ...]:
    """Return the parts of a citation, which semicolons separate."""
    return tuple(part for part in re.split(r";\s*", cite) if part)


def links_for(material: Material, part: str) -> Iterator[Link]:
    """Yield every entry of links.yaml that a part of a citation names, texts first."""
    found = [link for link in material.links if link.cite in part]
    yield from sorted(found, key=lambda link: not link.url)


def unlinked_parts(material: Material, rule: Rule) -> Iterator[str]:
    """Yield the parts of a rule's citation that lead nowhere."""
    if rule.url:
        return
    for part in parts(rule.cite):
        if not any(links_for(material, part)):
            yield part
