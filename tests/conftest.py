"""Settings of all tests, and what may take time.

`make test` has five minutes on two cores, on a fresh clone. So a test

- takes an engine from the fixture ``engine`` (one a process) and changes nothing in it;
- does nothing dear while it is collected: every process collects all tests;
- starts a process only where the process is what is tested (signals, memory, a fresh
  interpreter); commands are called through ``typer.testing.CliRunner``;
- has as many examples as find something: fifty, or three hundred with
  ``HYPOTHESIS_PROFILE=thorough``; ``max_examples`` where these are too many;
- is marked ``slow`` if it takes more than ten seconds: `make test-all` runs it.

Coverage is measured in the first ``MEASURED`` seconds of a test. A test that goes on repeats
itself, and measuring would make it three times as dear; what is reached later counts as not
reached, so that the gate can only be stricter than the truth.

A test that looks at many points says how many by ``record_property("safeconduct", count)``; the
sum stands at the end of the run. Hypothesis has no deadline.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Generator
from datetime import date

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings

from safeconduct import Engine

MEASURED = 0.5
"""Seconds of the processor."""

# Fixtures of wider scope are immutable here, and examples are compared, not timed.
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
for _name, _examples in (("usual", 50), ("thorough", 300)):
    settings.register_profile(
        _name, deadline=None, suppress_health_check=_SUPPRESSED, max_examples=_examples
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the embedded records and rules, on a day that does not move."""
    return Engine.load(today=lambda: date(2026, 11, 24))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure coverage in the first seconds of a test only."""
    coverage = Coverage.current()
    if coverage is None:
        return (yield)
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True
        coverage.stop()

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, MEASURED)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if stopped:
            coverage.start()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many points the tests of properties and voices looked at."""
    looked = Counter(
        {
            report.nodeid: int(value)
            for reports in terminalreporter.stats.values()
            for report in reports
            for name, value in getattr(report, "user_properties", ())
            if name == "safeconduct"
        }
    )
    if looked:
        terminalreporter.write_line(
            f"{looked.total()} points of rule bases were looked at in {len(looked)} tests"
        )
