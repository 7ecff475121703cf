"""Write the golden explanations anew; look at the difference before it is committed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))

from test_rendering import GOLDEN, QUESTIONS, answered  # noqa: E402

from safeconduct import Engine  # noqa: E402


def main() -> None:
    """Replace every file."""
    engine = Engine.load(today=lambda: date(2026, 11, 24))
    GOLDEN.mkdir(exist_ok=True)
    for path in GOLDEN.glob("*.txt"):
        path.unlink()
    for name in QUESTIONS:
        text = answered(engine, name).explain() + "\n"
        (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
