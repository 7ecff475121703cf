"""Orders conclusions so that each needs only earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from ..base.errors import Diagnostic
from .model import AtomKind, Rule, atoms_of


def stratify(
    rules: Sequence[Rule], problems: list[Diagnostic], also: Iterable[str] = ()
) -> tuple[tuple[str, ...], ...]:
    """Return the strata: tuples of conclusions, sorted by name, lowest stratum first.

    ``also``: conclusions that may be left without a rule. A conclusion and everything for and
    against it share one stratum. A cycle is refused: it is
    printed with the rules that close it, and added to ``problems``.
    """
    needs: dict[str, set[str]] = {name: set() for name in also}
    needs |= {rule.head: set() for rule in rules}
    for rule in rules:
        for atom in atoms_of(rule.body):
            if atom.kind is AtomKind.CONCLUSION:
                needs[rule.head].add(atom.name)
    sorter = TopologicalSorter({name: sorted(needs[name]) for name in sorted(needs)})
    try:
        sorter.prepare()
    except CycleError as error:
        problems.append(_cycle(rules, error.args[1]))
        return ()
    strata: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = tuple(sorted(sorter.get_ready()))
        strata.append(ready)
        sorter.done(*ready)
    return tuple(strata)


def _cycle(rules: Sequence[Rule], names: Sequence[str]) -> Diagnostic:
    steps = []
    first: Rule | None = None
    for needed, head in zip(names, names[1:], strict=False):
        for rule in rules:
            if rule.head == head and any(atom.name == needed for atom in atoms_of(rule.body)):
                steps.append(f"`{head}` needs `{needed}` (rule {rule.id})")
                first = first or rule
                break
    location = first.location if first else rules[0].location
    return Diagnostic(
        location.file,
        location.line,
        "cycle",
        "; ".join(steps),
        first.id if first else "",
        "a conclusion must not rest on itself",
    )
