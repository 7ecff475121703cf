"""Fixtures of the name tests."""

from __future__ import annotations

import pytest

from safeconduct.records import World, load_world
from safeconduct.records.names import Resolver


@pytest.fixture(scope="session")
def real_world() -> World:
    """The records that come with the package."""
    return load_world()


@pytest.fixture(scope="session")
def resolver(real_world: World) -> Resolver:
    """A resolver over the real records."""
    return Resolver(real_world)
