"""Keys in a service of several processes: each follows the file, and writes when they were used."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from safeconduct.api.keys import changed_keys, last_used, new_key, now

from .test_attacks import serving

pytestmark = pytest.mark.slow
PATH = "/v1/persons/vladimir-putin"
PATIENCE = 20
"""Seconds until a change counts as not noticed, where other tests run beside it; it takes one."""


def test_every_process_follows_the_file(tmp_path: Path) -> None:
    """A key that is taken back is refused by all of them; both have written that it was used."""
    file = tmp_path / "keys.json"
    key, text = new_key("the desk", ("read",))
    with changed_keys(file) as kept:
        kept.append(key)
    settings = {"SAFECONDUCT_KEYS": str(file), "SAFECONDUCT_ACCESS": "none"}
    with serving(tmp_path / "cache", 2, "/healthz", **settings) as service:
        asked = [service.ask(PATH, key=shown)[0] for _ in range(8) for shown in (text, "")]
        assert asked == [200, 401] * 8
        with changed_keys(file) as kept:
            kept[0] = key.model_copy(update={"revoked": now()})
        until = time.monotonic() + PATIENCE
        while {service.ask(PATH, key=text)[0] for _ in range(8)} != {401}:
            assert time.monotonic() < until, "a process still takes the key"
        assert last_used(file) == {}  # not yet: within a minute
    assert list(last_used(file)) == [key.id]
