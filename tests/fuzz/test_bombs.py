"""Files made to exhaust a reader: each is refused, in a process of its own, before it could."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.fuzz

_LAUGHS = "a0: &a0 [lol]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 40)
)
BOMBS = {
    "billion laughs": _LAUGHS,
    "an alias of itself": "- &a [*a, *a]",
    "merge keys": "- &a {x: 1}\n" + "- {<<: *a}\n" * 20_000,
    "brackets in one another": "- {id: a, title: A, if: " + "[" * 200_000,
    "dashes in one another": "- " * 200_000 + "a",
    "mappings in one another": "{a: " * 200_000,
    "question marks in one another": "? " * 50_000 + "a",
    "conditions in one another": "- {id: a, title: A, cite: C, then: duty, if: "
    + "{not: " * 45
    + "host.is_own_state"
    + "}" * 45
    + "}",
    "a number of a million digits": f"- {{id: {'9' * 1_000_000}, title: A}}",
    "a fraction of a million digits": f"- 0.{'9' * 1_000_000}e{'9' * 1_000_000}",
    "a word of a million letters": f"- {{id: {'a-' * 500_000}, title: A}}",
    "an id that hyphens never end": f"- {{id: {'a-' * 200_000}_, title: A, then: b}}",
    "a date of many digits": f"- {{id: a, published: {'1' * 100_000}-{'1' * 100_000}}}",
    "a quotation that does not end": '- "' + "\n" * 500_000,
    "a comment of a million characters": "#" * 1_000_000 + "\n- {}",
    "keys of a million": "\n".join(f"k{number}: v" for number in range(100_000)),
    "the same key a hundred thousand times": "k: v\n" * 100_000,
    "items without a rule": "-\n" * 100_000,
    "documents without end": "---\n" * 100_000,
    "tags": "- !!x y\n" * 50_000,
    "braces in words": "- {name: a.b, meaning: M, question: Q?, absent: {holds: false, reason: r}, "
    "says: {true: '" + "{" * 99_999 + "'}}",
    "a file that is too long": "# " + "x" * 17_000_000,
}
READ = """
import sys
from pathlib import Path
from safeconduct.base.errors import SafeconductError
from safeconduct.rulebase.load import load_rules
directory = Path(sys.argv[1])
try:
    load_rules([directory], embedded=False)
except SafeconductError as error:
    print(type(error).__name__, len(error.diagnostics))
else:
    print("loaded")
"""


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_exhaust_the_reader_is_refused(bomb: str, tmp_path: Path) -> None:
    """It neither brings the program down nor keeps it busy; what is wrong is told."""
    (tmp_path / "own.yaml").write_text(BOMBS[bomb], "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("RulesError "), done.stdout
