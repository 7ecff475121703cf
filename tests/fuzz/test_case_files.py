"""Files of worked cases: damaged ones of ours, and any text at all."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.authoring.cases.case import CasesError
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.load import load_suite

from .mutations import damages, encoded

pytestmark = pytest.mark.fuzz

CASES = Path(__file__).parents[1] / "cases"
FILES = tuple(sorted(path.name for path in CASES.glob("*.yaml")))


@cache
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


def reads(directory: Path, name: str, text: str) -> None:
    (directory / name).write_bytes(encoded(text))
    try:
        check(load_suite(directory), engine())
    except CasesError as error:
        assert error.diagnostics
        for finding in error.diagnostics:
            assert finding.file == name, finding
            assert finding.code, finding
            assert finding.message, finding
            assert 0 <= finding.line <= text.count("\n") + text.count("\r") + 2, finding


@settings(max_examples=settings().max_examples // 2 + 10)
@given(data=st.data())
def test_a_damaged_file_of_cases_is_told_with_file_and_line(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever happens to a file of cases, it still names only what exists, or it is told."""
    name = data.draw(st.sampled_from(FILES))
    text = data.draw(damages((CASES / name).read_text("utf-8")))
    reads(tmp_path_factory.mktemp("cases"), name, text)


@given(text=st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_any_text_is_cases_or_an_error(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file with anything in it is refused by name."""
    reads(tmp_path_factory.mktemp("cases"), "any.yaml", text)
