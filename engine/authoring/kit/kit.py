"""What pytest runs for a directory of rules: its properties, cases and proofs, as test items."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from ...base.errors import InputError, SafeconductError
from ...engine import Engine
from ...rulebase.read import CASES
from ..base import load_base
from ..cases.case import Suite
from ..cases.check import check
from ..cases.facts import FactsRunner
from ..cases.load import load_suite
from ..cases.run import run
from .items import NOTE, Looked, RulesCollector
from .point import Point
from .possible import no_case
from .properties import properties_of
from .properties.rules import no_clash
from .property import Failure, Property
from .proving import ProofTests, not_looked_at
from .reporting import PropertyReport, report
from .searching import search
from .under_test import UnderTest

if TYPE_CHECKING:
    from ...rulebase.model import Profile
    from ..cases.case import FactsCase, WorkedCase

_MOST_FOUND: Final = 20
"""How many clashes are looked for in one run."""

COUNTED: Final = "safeconduct"
"""The key under which a test says how often it looked."""


@dataclass(frozen=True)
class Options:
    """What was asked for."""

    rules: tuple[Path, ...]
    cases: tuple[Path, ...]
    examples: int
    seed: int
    all_proofs: bool
    seconds: float
    keep: Path | None
    report: Path | None


class Kit:
    """A plugin that adds the tests of a rule base to a session and counts what they looked at."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._counts: dict[str, int] = {}
        self._outcomes: dict[str, str] = {}
        self._notes: list[str] = []
        try:
            self._base = load_base(None, options.rules)
            self._engine = self._base if isinstance(self._base, Engine) else None
            self._under_test = UnderTest(self._base.rulebase)
            if empty := no_case(self._base.rulebase):
                raise InputError("rules", None, empty)
            self._suites = tuple(map(self._suite, self._directories()))
        except SafeconductError as error:
            raise pytest.UsageError(str(error)) from error

    @classmethod
    def of(cls, config: pytest.Config) -> Kit:
        """Return the kit for the options of a session; raises `pytest.UsageError`."""
        keep, written = (config.getoption(f"--safeconduct-{name}") for name in ("keep", "report"))
        return cls(
            Options(
                tuple(map(Path, config.getoption("--safeconduct-rules"))),
                tuple(map(Path, config.getoption("--safeconduct-cases"))),
                config.getoption("--safeconduct-examples"),
                config.getoption("--safeconduct-seed"),
                config.getoption("--safeconduct-all-proofs"),
                config.getoption("--safeconduct-seconds"),
                None if keep is None else Path(keep),
                None if written is None else Path(written),
            )
        )

    def _directories(self) -> Iterator[Path]:
        for directory in self._options.rules:
            if (directory / CASES).is_dir():
                yield directory / CASES
        yield from self._options.cases

    def _suite(self, directory: Path) -> Suite:
        suite = load_suite(directory)
        check(suite, self._base)
        return suite

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add the tests of the rule base to those that the session collects anyway."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            report.result = [*report.result, *self._collectors(collector)]
        return report

    def _collectors(self, session: pytest.Session) -> Iterator[RulesCollector]:
        where = self._options.rules[0]
        for name, made in (
            ("properties", self._properties()),
            ("proved", self._prover.looks()),
            ("cases", self._cases()),
            ("proofs", self._proofs()),
        ):
            yield RulesCollector.make(session, f"{where}/{name}", where, tuple(made))

    def _properties(self) -> Iterator[tuple[str, Looked]]:
        for one in properties_of(self._under_test.rulebase):
            yield one.name, partial(self._look, one)

    @property
    def _prover(self) -> ProofTests:
        return ProofTests(self._under_test.rulebase, self._options.keep, self._options.seconds)

    def _look(self, one: Property) -> tuple[int, str, str]:
        """Look for a failure of a property; of rules that clash, for all of them in one run."""
        options, points = self._options, 0
        found: list[PropertyReport] = []
        seen: set[frozenset[str]] = set()
        while len(found) < _MOST_FOUND:
            searched = search(
                self._under_test,
                replace(one, check=partial(_unseen, one, seen)) if seen else one,
                examples=options.examples,
                seed=options.seed,
            )
            points += searched.points
            if searched.found is None:
                break
            found.append(report(searched.found, self._under_test, self._engine))
            seen |= {frozenset(failure.rules) for failure in searched.found.failures}
            if one is not no_clash:
                break
        cases = "".join(each.case for each in found)
        if found and options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"found-{one.name}.yaml").write_text(cases, "utf-8")
        shown = [
            f"{each.says}\n\nThe smallest case that shows it:\n\n{each.case}" for each in found
        ]
        return points, "\n".join(shown), ""

    def _cases(self) -> Iterator[tuple[str, Looked]]:
        runner = FactsRunner(self._under_test)
        for suite in self._suites:
            for written in suite.of_facts:
                yield written.case.id, partial(_facts, runner, written.case)
            for one in suite.cases:
                yield one.case.id, partial(self._case, one.case)

    def _case(self, case: WorkedCase) -> tuple[int, str, str]:
        assert self._engine is not None
        return 1, "\n".join(map(str, run(case, self._engine).mismatches)), ""

    def _proofs(self) -> Iterator[tuple[str, Looked]]:
        if self._engine is not None:
            profiles = tuple(self._under_test.rulebase.profiles.values())
            for profile in profiles if self._options.all_proofs else profiles[:1]:
                yield profile.id, partial(self._prove, profile)

    def _prove(self, profile: Profile) -> tuple[int, str, str]:
        from ...case.proof.check import check_proofs

        assert self._engine is not None
        found = check_proofs(self._engine.reasoner, (profile,))
        return found.proofs, "\n".join(found.problems), ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a test looked at; also from other processes, which send their reports."""
        for key, value in report.user_properties:
            if key == COUNTED and report.when == "call":
                self._counts[report.nodeid] = int(str(value))
                self._outcomes[report.nodeid] = report.outcome
            if key == NOTE and report.when == "call":
                self._notes.append(str(value))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how much was looked at."""
        if not self._counts:
            return
        total = sum(self._counts.values())
        voices = ", ".join(name for name, _ in self._under_test.heard)
        terminalreporter.write_sep("-", "rules")
        terminalreporter.write_line(
            f"{total} points, cases and proofs in {len(self._counts)} tests; voices: {voices}"
        )
        for note in (*self._notes, not_looked_at()):
            if note:
                terminalreporter.write_line(note)
        if self._options.report is not None:
            self._options.report.write_text(self._as_json(), "utf-8")

    def _as_json(self) -> str:
        base = self._under_test.rulebase
        value = {
            "rules": base.digest,
            "properties": base.properties.digest,
            "voices": [name for name, _ in self._under_test.heard],
            "tests": [
                {"name": name, "looked": count, "outcome": self._outcomes[name]}
                for name, count in sorted(self._counts.items())
            ],
            "total": sum(self._counts.values()),
        }
        return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _facts(runner: FactsRunner, case: FactsCase) -> tuple[int, str, str]:
    return 1, "\n".join(map(str, runner.run(case).mismatches)), ""


def _unseen(
    one: Property, seen: set[frozenset[str]], under_test: UnderTest, point: Point
) -> Iterator[Failure]:
    """Yield the failures of a property that other rules bring about than those seen before."""
    for failure in one.check(under_test, point):
        if not any(known <= set(failure.rules) for known in seen):
            yield failure
