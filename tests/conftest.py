"""Settings of all tests: no deadline for Hypothesis, more examples in continuous integration."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Fixtures of wider scope are immutable here, and examples are compared, not timed.
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("here", deadline=None, suppress_health_check=_SUPPRESSED)
settings.register_profile(
    "thorough", deadline=None, suppress_health_check=_SUPPRESSED, max_examples=300
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))
