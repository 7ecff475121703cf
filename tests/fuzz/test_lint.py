"""The linter on damaged rule files: findings with file and line, whatever is left of the base."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.authoring.lint.run import lint
from safeconduct.authoring.lint.sarif import sarif

from .mutations import damages, encoded

pytestmark = pytest.mark.fuzz

ROOT = Path(str(resources.files("safeconduct.rules")))
OURS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted(ROOT.rglob("*.yaml"))
}


@pytest.mark.slow
@settings(max_examples=12 if settings().max_examples <= 100 else settings().max_examples)
@given(data=st.data())
def test_a_damaged_base_is_linted_all_the_same(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No check stumbles over what the loader refused, or over what nobody would write."""
    name = data.draw(st.sampled_from(sorted(OURS)))
    text = data.draw(damages(OURS[name]))
    directory = tmp_path_factory.mktemp("rules")
    for other, unchanged in OURS.items():
        target = directory / other
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(encoded(text if other == name else unchanged))
    report = lint([directory], None, embedded=False)
    for one in report.findings:
        found = one.diagnostic
        assert found.file in OURS, found
        assert found.message, found
        last = (text if found.file == name else OURS[found.file]).count("\n") + text.count("\r")
        assert 0 <= found.line <= last + 2, found
    results = sarif(report, version="0", root=directory)["runs"][0]["results"]
    assert len(results) == len(report.findings)
