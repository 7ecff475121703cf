"""Settings of all tests: no deadline for Hypothesis, more examples in continuous integration.

A test that looks at many points says how many by ``record_property("safeconduct", count)``; the
sum stands at the end of the run.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

# Fixtures of wider scope are immutable here, and examples are compared, not timed.
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("here", deadline=None, suppress_health_check=_SUPPRESSED)
settings.register_profile(
    "thorough", deadline=None, suppress_health_check=_SUPPRESSED, max_examples=300
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))


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
