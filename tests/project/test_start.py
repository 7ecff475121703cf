"""What is loaded at the start: nothing that an answer does not need.

Times depend on the machine, so the list of modules is tested instead.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "fastapi",
    "hypothesis",
    "numpy",
    "pyarrow",
    "pytest",
    "rapidfuzz",
    "safeconduct.ask",
    "safeconduct.docket.score",
    "safeconduct.screening.index",
    "safeconduct.screening",
    "starlette",
    "uvicorn",
    "z3",
)
"""Packages and modules for other purposes than answering one question."""


def loaded(program: str) -> set[str]:
    """Return the names of all modules that are there after a program, in a process of its own."""
    told = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    found = subprocess.run(
        [sys.executable, "-c", f"{program}\n{told}"], capture_output=True, text=True, check=True
    )
    return set(json.loads(found.stderr.splitlines()[-1]))


def test_importing_the_package_loads_nothing_else() -> None:
    """`import safeconduct` costs no more than the interpreter does."""
    ours = {name for name in loaded("import safeconduct") if name.startswith("safeconduct")}
    assert ours == {"safeconduct", "safeconduct._moved", "safeconduct._needs"}
    assert not {"pydantic", "yaml", "typer"} & loaded("import safeconduct")


@pytest.mark.parametrize(
    "program",
    [
        """
from safeconduct import Engine
assert Engine.load().travel_risk("putin", "mongolia", on="2024-09-02").proof
""",
        """
import sys
from safeconduct.cli.app import app
sys.argv = ["safeconduct", "travel-risk", "putin", "mongolia", "--on", "2024-09-02"]
app(standalone_mode=False)
""",
    ],
    ids=["library", "command"],
)
def test_answering_loads_only_what_it_needs(program: str) -> None:
    """One question loads no server, no arrays, no solver and no checks of records."""
    modules = loaded(program)
    assert "safeconduct.engine" in modules
    assert not modules.intersection(HEAVY)
    # What would change an answer is searched for those who read it; the whole text tells it.
    assert ("safeconduct.case.counterfactual.search" in modules) is (
        "safeconduct.answers.forms.text" in modules
    )
