"""The airspace, loaded once."""

from __future__ import annotations

import pytest

from safeconduct.geography import Airspace


@pytest.fixture(scope="session")
def airspace() -> Airspace:
    """The airspace of the package."""
    return Airspace.load()
