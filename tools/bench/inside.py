"""What pytest-benchmark wrote down, if it ran just before."""

from __future__ import annotations

import json
from pathlib import Path


def inside(file: Path) -> tuple[tuple[str, str, float, int], ...]:
    """Return group, name, median in seconds and rounds of each benchmark; empty without a file."""
    if not file.exists():
        return ()
    found = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
    return tuple(
        sorted(
            (one["group"] or "", _name(one["name"]), one["stats"]["median"], one["stats"]["rounds"])
            for one in found
        )
    )


def _name(test: str) -> str:
    return test.removeprefix("test_").replace("_", " ")
