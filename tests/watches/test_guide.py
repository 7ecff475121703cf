"""The guide says what the program does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from safeconduct.watches import CONDITIONS

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "watches.md"


def test_the_three_sentences_run() -> None:
    """Each example of the guide gives what stands below it."""
    found = doctest.testfile(
        str(GUIDE), module_relative=False, encoding="utf-8", optionflags=doctest.ELLIPSIS
    )
    assert found.attempted >= 20
    assert found.failed == 0


def test_every_condition_is_explained() -> None:
    """Each has its row."""
    rows = re.findall(r"^\| `(\w+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert tuple(rows[: len(CONDITIONS)]) == CONDITIONS
