"""What leads from one answer to the next, as links of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

_DECISION: Final = ("getDecision", "replayDecision")
_WATCH: Final = ("getWatch", "listNotices", "replayWatch", "removeWatch")

_LINKS: Final = {
    "travelRisk": ("200", _DECISION, {"id": "$response.header.Decision-Id"}),
    "travelRiskSupposing": ("200", _DECISION, {"id": "$response.header.Decision-Id"}),
    "listDecisions": ("200", _DECISION, {"id": "$response.body#/items/0/id"}),
    "makeWatch": ("201", _WATCH, {"id": "$response.body#/watch/id"}),
    "listWatches": ("200", _WATCH, {"id": "$response.body#/items/0/id"}),
    "changeRecord": ("201", ("exportRecords",), {"world": "$response.body#/world"}),
}
"""By operation: of which answer, the operations that it leads to, and what they are asked with."""


def add_links(document: dict[str, Any]) -> None:
    """Add the links to a document; those to operations that are not in it are left out."""
    found = {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for operation in path.values()
    }
    for name, status, target, parameters in _all(found):
        links = found[name]["responses"][status].setdefault("links", {})
        links[target] = {"operationId": target, "parameters": parameters}


def _all(found: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    for name, (status, targets, parameters) in _LINKS.items():
        for target in targets:
            if name in found and target in found:
                yield name, status, target, parameters
    for name, operation in found.items():  # from a list to the first thing on it
        if name.startswith("list") and name not in _LINKS:
            for target, other in found.items():
                if target.startswith("get") and _told_by(operation, other):
                    yield name, "200", target, {"id": "$response.body#/items/0/id"}


def _told_by(listed: dict[str, Any], one: dict[str, Any]) -> bool:
    """Whether an operation gives one of the things that another lists, by their names."""
    many = str(listed["operationId"]).removeprefix("list")
    return f"{str(one['operationId']).removeprefix('get')}s" == many
