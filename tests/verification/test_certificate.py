"""The certificate says what was shown, is about these rules, and takes in other evidence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct import InputError
from safeconduct.authoring.verification.certificate import Certificate, as_markdown, matches, stored
from safeconduct.authoring.verification.certificate.evidence import read_evidence
from safeconduct.authoring.verification.certificate.make import certify
from safeconduct.authoring.verification.encode import without_defeat
from safeconduct.authoring.verification.results import ProofState
from safeconduct.authoring.verification.verify import NAMES, Verification, verify
from safeconduct.records import load_world
from safeconduct.rulebase.load import load_rules

ROOT = Path(__file__).parents[2]
MADE = date(2026, 11, 24)
FIX = "run `make certificate`"


def _only(*names: str) -> Verification:
    return verify(load_rules(), load_world(), only=names)


def test_the_shipped_certificate_is_about_these_rules() -> None:
    """Whoever changes rules, or what is declared about them, makes a new certificate."""
    found = stored()
    assert found is not None, FIX
    assert matches(found, load_rules()), f"the rules have changed: {FIX}"
    assert found.state is ProofState.HOLDS
    assert {one.id for one in found.properties} >= {*NAMES, "proofs-valid"}


def test_the_shipped_certificate_reads_the_same_on_its_page() -> None:
    """The page in the documentation is the certificate that is shipped."""
    found = stored()
    assert found is not None
    page = (ROOT / "docs" / "certificate.md").read_text("utf-8")
    assert page == as_markdown(found), FIX


@pytest.mark.slow
def test_the_same_rules_give_the_same_certificate() -> None:
    """Two runs differ in their times only."""
    one, other = (
        certify(_only("no-clash", "positions-matter"), MADE, ("compiled",)) for _ in range(2)
    )

    def timeless(certificate: Certificate) -> dict[str, Any]:
        data = certificate.model_dump(mode="json")
        data["seconds"] = 0
        for found in data["properties"]:
            found["seconds"] = 0
        return data

    assert timeless(one) == timeless(other)
    assert Certificate.model_validate_json(one.to_json()) == one


def test_a_failure_is_in_the_certificate() -> None:
    """It is told with its case in words, and the certificate as a whole says that it fails."""
    spoilt = without_defeat(load_rules(), "rpe-188", "duty")
    found = verify(spoilt, load_world(), only=["one-answer"])
    made = certify(found, MADE, ("compiled",))
    assert made.state is ProofState.FAILS
    assert any("Suppose that" in (one.example or "") for one in made.properties[0].findings)
    page = as_markdown(made)
    assert "## What does not hold" in page
    assert "**fails**" in page
    assert "Suppose that" in page


@pytest.mark.slow
def test_what_was_not_decided_is_not_certified() -> None:
    """Without time the certificate says so of every property."""
    found = verify(load_rules(), load_world(), seconds=0)
    made = certify(found, MADE, ("compiled",))
    assert made.state is ProofState.NOT_ESTABLISHED
    assert {one.state for one in made.properties} == {ProofState.NOT_ESTABLISHED}
    assert "*not established*" in as_markdown(made)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[object], Path]:
    def put(value: object) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        text = value if isinstance(value, str) else json.dumps(value)
        path.write_text(text, encoding="utf-8")
        return path

    return put


SAMPLED = {
    "id": "agreement",
    "statement": "All evaluators agree.",
    "method": "sampled",
    "cases": 1000,
    "state": "holds",
}
SURVIVOR = {
    "id": "m1",
    "says": "without `x`",
    "file": "f",
    "line": 1,
    "equivalent": True,
    "why": "W.",
}
SCORE = {
    "caught": 96,
    "total": 100,
    "score": 0.96,
    "equivalent": 1,
    "by_operator": {},
    "survivors": ["one", SURVIVOR],
}


def test_evidence_of_other_tools_is_taken_in(write: Callable[[object], Path]) -> None:
    """Entries are sorted by id, the mutation score lists what survived."""
    other = {**SAMPLED, "id": "a-first", "method": "exhaustive"}
    files = [write([SAMPLED]), write({"rules": "abc", "evidence": other}), write(SCORE)]
    found = read_evidence(files, "abc")
    assert [one.id for one in found.entries] == ["a-first", "agreement"]
    assert found.mutation is not None
    assert found.mutation.caught == 96
    made = certify(_only("no-clash"), MADE, ("compiled",), (), found)
    page = as_markdown(made)
    assert "| **agreement**: All evaluators agree. | sampled | 1000 | holds | |" in page
    assert "catch 96 (96.0 %)" in page
    assert "* One.\n* `m1`: Without `x`. It is proved to change no answer. W.\n" in page


def test_evidence_that_fails_is_not_hidden(write: Callable[[object], Path]) -> None:
    """The certificate as a whole is no better than its worst part."""
    found = read_evidence([write([{**SAMPLED, "state": "fails"}])], "abc")
    made = certify(_only("no-clash"), MADE, ("compiled",), (), found)
    assert made.state is ProofState.FAILS


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (["{"], "is not JSON"),
        ([{"evidence": [{**SAMPLED, "cases": 0}]}], "evidence.0.cases"),
        ([{"evidence": [{**SAMPLED, "method": "proof"}]}], "evidence.0.method"),
        ([{**SCORE, "caught": 100}], "more were caught"),
        ([{**SCORE, "survivors": [{"id": "m1"}]}], "mutation.survivors.0.says"),
        ([{"rules": "other", **SCORE}], "is about other rules"),
        ([SCORE, SCORE], "second mutation score"),
        ([[SAMPLED], [SAMPLED]], "`agreement` is there twice"),
        ([{"something": 1}], "something"),
        (["3"], "file"),
    ],
)
def test_evidence_that_cannot_be_used_is_refused(
    write: Callable[[object], Path], values: list[object], says: str
) -> None:
    """The error names the file and what is wrong."""
    files = [write(value) for value in values]
    with pytest.raises(InputError, match=says) as caught:
        read_evidence(files, "abc")
    assert caught.value.value in map(str, files)


def test_evidence_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """So is a file that does not exist."""
    with pytest.raises(InputError, match="No such file"):
        read_evidence([tmp_path / "none.json"], "abc")
