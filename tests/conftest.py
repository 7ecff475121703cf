"""Settings of all tests, and what may take time.

`make test` has five minutes on two cores, on a fresh clone. So a test

- takes an engine from the fixture ``engine`` (one a process) and changes nothing in it;
- does nothing dear while it is collected: every process collects all tests;
- starts a process only where the process is what is tested (signals, memory, a fresh
  interpreter); commands are called through ``typer.testing.CliRunner``;
- has as many examples as find something: twenty-five, or three hundred with
  ``HYPOTHESIS_PROFILE=thorough``; ``max_examples`` where these are too many;
- is marked ``slow`` if it takes more than ten seconds: `make test-all` runs it. What says that it
  takes ``minutes`` comes first, so that no process waits for another in the end.

Coverage is measured in the first ``MEASURED`` seconds of a test function, whatever its parameters,
in each process. A test that goes on repeats itself, and measuring would make it three times as
dear; what is reached later counts as not reached, so that the gate can only be stricter than the
truth.

A test that looks at many points says how many by ``record_property("safeconduct", count)``; the
sum stands at the end of the run. Hypothesis has no deadline.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date
from functools import cache
from importlib import resources
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


def _browser(*, script: bool) -> Iterator[Any]:
    webdriver: Any = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("chromium is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        off = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", off)
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield made
    made.quit()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser, for tests with the mark ``browser``."""
    yield from _browser(script=True)


@pytest.fixture(scope="session")
def plain() -> Iterator[Any]:
    """A browser without JavaScript."""
    yield from _browser(script=False)


@pytest.fixture(scope="session")
def faults_of() -> Callable[[Any], list[tuple[str, str]]]:
    """Return what axe finds in the page that a browser shows, with its parts opened.

    WCAG 2.2 AA and good practice; of a page with many parts, some are opened.
    """
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    script = resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")

    def faults(browser: Any) -> list[tuple[str, str]]:
        browser.execute_script(script)
        opened = "[...document.querySelectorAll('details')].slice(0, 20)"
        browser.execute_script(f"{opened}.forEach((e) => (e.open = true))")
        found = browser.execute_async_script(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
            " 'best-practice']}).then(arguments[0])"
        )
        assert len(found["passes"]) > 10
        return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]

    return faults


_left: dict[str, float] = {}
"""Of ``MEASURED``, by test function."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first; the rest stays in random order."""

    def minutes(item: pytest.Item) -> float:
        slow = item.get_closest_marker("slow")
        return slow.kwargs.get("minutes", 0) if slow else -1

    items.sort(key=minutes, reverse=True)


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
