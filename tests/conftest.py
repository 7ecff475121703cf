"""Settings of all tests, and what may take time.

`make test` has five minutes on two cores, on a fresh clone. So a test

- takes an engine from the fixture ``engine`` (one a process) and changes nothing in it;
- does nothing dear while it is collected: every process collects all tests;
- starts a process only where the process is what is tested (signals, memory, a fresh
  interpreter); commands are called through ``typer.testing.CliRunner``;
- has as many examples as find something: twenty-five, or three hundred with
  ``HYPOTHESIS_PROFILE=thorough``; ``max_examples`` where these are too many;
- is marked ``slow`` if it takes more than ten seconds: `make test-all` runs it.

Coverage is measured in the first ``MEASURED`` seconds of a test function, whatever its parameters,
in each process. A test that goes on repeats itself, and measuring would make it three times as
dear; what is reached later counts as not reached, so that the gate can only be stricter than the
truth.

A test that looks at many points says how many by ``record_property("safeconduct", count)``; the
sum stands at the end of the run. Hypothesis has no deadline.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Generator
from datetime import date
from functools import cache
from typing import Any

import pytest
import typer.testing
from hypothesis import HealthCheck, settings

from safeconduct import Engine

MEASURED = float(os.environ.get("MEASURED", "0.3"))
"""Seconds of the processor; `make test-all` takes more."""

# Fixtures of wider scope are immutable here, and examples are compared, not timed.
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
for _name, _examples in (("usual", 25), ("thorough", 300)):
    settings.register_profile(
        _name, deadline=None, suppress_health_check=_SUPPRESSED, max_examples=_examples
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


# Typer makes all commands anew for each call of a test, of which there are hundreds.
typer.testing._get_command = cache(typer.testing._get_command)


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the embedded records and rules, on a day that does not move."""
    return Engine.load(today=lambda: date(2026, 11, 24))


_left: dict[str, float] = {}
"""Of ``MEASURED``, by test function."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure coverage in the first seconds of a test function only."""
    tracer = sys.gettrace()  # to stop and start all of coverage costs more than most tests
    if tracer is None:
        return (yield)
    in_threads = threading.gettrace()  # the service answers in threads of its own
    function = item.nodeid.partition("[")[0]
    left = _left.get(function, MEASURED)

    def trace(one: Any, in_threads: Any) -> None:
        sys.settrace(one)
        threading.settrace(in_threads)

    if not left:
        trace(None, None)
    before = signal.signal(signal.SIGVTALRM, lambda *_: trace(None, None))
    signal.setitimer(signal.ITIMER_VIRTUAL, left)
    try:
        return (yield)
    finally:
        _left[function], _ = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        trace(tracer, in_threads)


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
