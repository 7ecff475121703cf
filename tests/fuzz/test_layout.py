"""The formatter on damaged rule files: refused, or laid out without loss."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.authoring.format import format_text
from safeconduct.base.errors import SourceFilesError
from safeconduct.base.yaml12 import load

from .mutations import damages

pytestmark = pytest.mark.fuzz

ROOT = Path(str(resources.files("safeconduct.rules")))
OURS = tuple(sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yaml")))


@given(text=st.sampled_from(OURS).flatmap(lambda name: damages((ROOT / name).read_text("utf-8"))))
def test_a_damaged_file_is_refused_or_keeps_its_meaning(text: str) -> None:
    """Whatever happened to a file, formatting it loses nothing."""
    try:
        once = format_text(text, file="f.yaml")
    except SourceFilesError as error:
        assert error.diagnostics[0].message
        return
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert load(once, file="f.yaml").value == load(plain, file="f.yaml").value
    assert format_text(once, file="f.yaml") == once
