"""Who takes part: an engine that decides single cases, or one that is missing, with the reason."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from safeconduct.rulebase.model import Assignment

from .problem import Problem

FAILURES: Final = "failures.json"
"""In the environment of the peers: what could not be installed, and why."""


@dataclass(frozen=True)
class Contestant:
    """An engine with the bare rules loaded.

    ``prepare`` turns a case into what the engine takes and is never timed; ``decide`` is.
    ``how`` says in a few words how the rules were put.
    """

    name: str
    version: str
    how: str
    prepare: Callable[[Assignment], Any]
    decide: Callable[[Any], str]


@dataclass(frozen=True)
class Missing:
    """An engine that could not be installed or imported."""

    name: str
    reason: str


@dataclass(frozen=True)
class Entrant:
    """A peer by name: its distribution, the module to import, and our adaptor in `bench.peers`."""

    name: str
    distribution: str
    library: str
    adaptor: str
    function: str = "enter"

    def enter(self, problem: Problem, failures: Mapping[str, str]) -> Contestant | Missing:
        """Return the peer with the rules loaded, or why it is missing.

        An error of the adaptor is one of this benchmark and is raised.
        """
        try:
            importlib.import_module(self.library)
            version = metadata.version(self.distribution)
        except Exception as error:  # noqa: BLE001  # old libraries fail in any way on import
            return Missing(self.name, self._reason(error, failures))
        module = importlib.import_module(f".peers.{self.adaptor}", __package__)
        contestant: Contestant = getattr(module, self.function)(problem, version)
        return contestant

    def _reason(self, error: Exception, failures: Mapping[str, str]) -> str:
        if self.distribution in failures:
            return f"could not be installed: {failures[self.distribution]}"
        return f"could not be imported: {type(error).__name__}: {error}"


_DURABLE: Final = ("durable-rules", "durable_rules_engine", "durable_rulesets")

ENTRANTS: Final = (
    Entrant("zen-engine (graph)", "zen-engine", "zen", "zen_graph"),
    Entrant("zen-engine (table)", "zen-engine", "zen", "zen_graph", "enter_flat"),
    Entrant("durable-rules (levels)", *_DURABLE),
    Entrant("durable-rules (flat)", *_DURABLE, "enter_flat"),
    Entrant("cedarpy", "cedarpy", "cedarpy", "cedar_policies"),
    Entrant("clingo", "clingo", "clingo", "clingo_program"),
    Entrant("OpenFisca", "openfisca-core", "openfisca_core", "openfisca_single"),
    Entrant("clipspy", "clipspy", "clips", "clips_rules"),
    Entrant("rule-engine", "rule-engine", "rule_engine", "rule_engine_texts"),
)
"""The peers that decide single cases."""


def enlist(
    problem: Problem, entrants: Iterable[Entrant] = ENTRANTS
) -> tuple[list[Contestant], list[Missing]]:
    """Return who takes part and who is missing."""
    failures = recorded_failures()
    entered = [entrant.enter(problem, failures) for entrant in entrants]
    return (
        [one for one in entered if isinstance(one, Contestant)],
        [one for one in entered if isinstance(one, Missing)],
    )


def recorded_failures(home: Path = Path(sys.prefix)) -> Mapping[str, str]:
    """Return what could not be installed into an environment, with the reason."""
    file = home / FAILURES
    if not file.exists():
        return {}
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return found


def by_name(problem: Problem) -> Callable[[Assignment], dict[str, str]]:
    """Return a ``prepare`` that gives each fact's value by an identifier."""
    names = [name.replace(".", "_") for name in problem.facts]

    def prepare(case: Assignment) -> dict[str, str]:
        return dict(zip(names, problem.named(case).values(), strict=True))

    return prepare


def versions(distributions: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the version of each distribution that is installed."""
    for distribution in distributions:
        try:
            yield distribution, metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
