"""Settings of all tests, and what may take time.

`make test` has five minutes on two cores, on a fresh clone. So a test

- takes an engine from the fixture ``engine`` (one a process) and changes nothing in it;
- does nothing dear while it is collected: every process collects all tests;
- starts a process only where the process is what is tested (signals, memory, a fresh
  interpreter); commands are called through ``typer.testing.CliRunner``;
- has as many examples as find something: twenty-five, ten in `make test`, three hundred with
  ``HYPOTHESIS_PROFILE=thorough``; ``max_examples`` where these are too many;
- is marked ``slow`` if it takes more than a few seconds: `make test-all` runs it. What says that it
  takes ``minutes`` comes first, so that no process waits for another in the end.

Coverage is measured in the first ``MEASURED`` seconds of a test function, whatever its parameters,
in each process. A test that goes on repeats itself, and measuring would make it three times as
dear; what is reached later counts as not reached, so that the gate can only be stricter than the
truth.

A test that looks at many points says how many by ``record_property("safeconduct", count)``; the
sum stands at the end of the run. Hypothesis has no deadline.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.testing
from hypothesis import HealthCheck, settings

from safeconduct import Engine
from safeconduct.records.source_files import default_directory

if TYPE_CHECKING:  # to load it costs more than most tests
    from playwright.sync_api import Browser, Page

PageOf = Callable[..., "Page"]
ScreenOf = Callable[..., "Page"]
Faults = Callable[["Page"], list[list[str]]]
"""What axe finds in a page: each rule that is broken, and where first."""

MEASURED = float(os.environ.get("MEASURED", "0.1"))
"""Seconds of the processor; `make test-all` takes more."""

PATIENCE = 20
"""Seconds until what a page does counts as not done."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OPEN = (
    "() => [...document.querySelectorAll('details')].slice(0, 20).forEach((e) => (e.open = true))"
)
# Nodes are looked up for what is violated only, which halves the time of a page with a map.
AXE = """() => axe.run({
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(({passes, violations}) => [
  passes.length, violations.map((one) => [one.id, one.nodes[0].html]),
])"""

# Fixtures of wider scope are immutable here, and examples are compared, not timed.
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
for _name, _examples in (("quick", 10), ("usual", 25), ("thorough", 300)):
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser, for tests with the mark ``browser``.

    Of a module and not of the session: while it runs no test can start an event loop of its own.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("chromium is not installed")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def screen(browser: Browser) -> ScreenOf:
    """Return what sets up a page for tests that only look at it: a size and a theme.

    A phone and a desktop are kept, for a new context costs as much as the page that is opened in
    it. Tests that do something have one of their own: `page_of`.
    """
    kept: dict[bool, Page] = {}

    def set_up(width: int = 1100, height: int = 844, scheme: str = "light") -> Page:
        phone = width < 600
        if phone not in kept:
            context = browser.new_context(is_mobile=phone)
            context.set_default_timeout(PATIENCE * 1000)
            kept[phone] = context.new_page()
        kept[phone].set_viewport_size({"width": width, "height": height})
        kept[phone].emulate_media(color_scheme=scheme)
        return kept[phone]

    return set_up


@pytest.fixture
def page_of(browser: Browser) -> Iterator[PageOf]:
    """Return what makes a page in a context of its own.

    It takes the size of the screen and what a context of Playwright takes: ``color_scheme``,
    ``java_script_enabled``, ``forced_colors`` …
    """
    with ExitStack() as contexts:

        def make(width: int = 1100, height: int = 900, **options: Any) -> Page:
            context = browser.new_context(
                viewport={"width": width, "height": height}, is_mobile=width < 600, **options
            )
            contexts.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            return context.new_page()

        yield make


@pytest.fixture
def page(page_of: PageOf) -> Page:
    """A page on a usual screen."""
    return page_of()


@pytest.fixture(scope="session")
def other_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records that are shipped, but for the name of one person."""
    records = tmp_path_factory.mktemp("other_records")
    for one in Path(str(default_directory())).iterdir():
        if one.suffix in {".csv", ".yaml"}:
            (records / one.name).write_bytes(one.read_bytes())
    persons = (records / "persons.yaml").read_text("utf-8")
    persons = persons.replace("name: Vladimir Vladimirovich Putin", "name: V. V. Putin", 1)
    (records / "persons.yaml").write_text(persons, "utf-8")
    return records


@pytest.fixture(scope="session")
def faults_of() -> Faults:
    """Return what axe finds in the page that a browser shows, with its parts opened.

    WCAG 2.2 AA and good practice; of a page with many parts, some are opened.
    """
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    script = resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")

    def faults(page: Page) -> list[list[str]]:
        page.evaluate(script)
        page.evaluate(OPEN)
        passed, violations = page.evaluate(AXE)
        assert passed > 10
        return list(violations)

    return faults


def pytest_collection_finish() -> None:
    """Look for garbage rarely, and never in what was collected.

    All tests and what they import are a million objects, and engines keep as many: to look through
    them as often as Python does by itself took a quarter of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


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
