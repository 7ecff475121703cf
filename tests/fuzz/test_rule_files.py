"""Rule files: damaged ones of ours, and any text at all."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.base.errors import Diagnostic, RulesError, SourceFilesError
from safeconduct.base.yaml12 import load
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase
from safeconduct.rulebase.readings import Readings

from .mutations import NASTY, damaged, damages, encoded, reworded, seeded

pytestmark = pytest.mark.fuzz

ROOT = Path(str(resources.files("safeconduct.rules")))
FILES = tuple(
    path.relative_to(ROOT).as_posix()
    for path in sorted(ROOT.rglob("*.yaml"))
    if path.name not in {"instruments.yaml", "wording.yaml"}
)
BASES = {path.parent.name for path in ROOT.glob("*/rulebase.yaml")}
"""Folders that are a rule base of their own: whoever loads ours does not read them."""
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
YAML_TEXT = st.lists(
    st.sampled_from([*NASTY, "a", "id", "if", "then", "\n", "\n  ", "\n- ", ": ", ", "]),
    max_size=40,
).map("".join)


@cache
def original(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def layered(directory: Path, name: str, data: bytes) -> Path:
    """Write our rule files into a directory, one of them changed."""
    for other in FILES:
        target = directory / other
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data if other == name else original(other).encode())
    return directory


def is_clear(finding: Diagnostic, texts: dict[str, str]) -> bool:
    """Whether a finding says where, what and why, within the file that it names."""
    text = texts.get(finding.file)
    last = len(text.split("\n")) + text.count("\r") if text is not None else 0
    return bool(finding.code and finding.message) and 0 <= finding.line <= last + 1


def is_usable(rulebase: RuleBase) -> None:
    """Do with a rule base what an engine does: read it on some day and derive from it."""
    positions = (0,) * len(rulebase.issues)
    for profile in rulebase.profiles.values():
        for day in (date(2000, 1, 1), date(2020, 1, 1), None):
            positions = Readings(rulebase, day).positions(profile)
    CompiledEvaluator(rulebase).derive((0,) * len(rulebase.facts) + positions)
    names = dict.fromkeys(("person", "place", "host", "situation"), "X")
    for question in rulebase.questions.values():
        names.update(dict.fromkeys(question.asked.inputs, "X"))
    for fact in rulebase.facts:
        for words in fact.says.values():
            assert words.format_map(names)


def loads(directory: Path, name: str, text: str) -> tuple[Diagnostic, ...]:
    """Load a directory and return its findings; each must be clear, or the base be usable."""
    folder = name.partition("/")[0]
    base = folder if folder in BASES else ""
    texts = {
        other.removeprefix(f"{base}/"): text if other == name else original(other)
        for other in FILES
        if other.startswith(base)
    }
    try:
        is_usable(load_rules([directory / base], embedded=False))
    except RulesError as error:
        assert error.diagnostics
        for finding in error.diagnostics:
            assert is_clear(finding, texts), finding
        return error.diagnostics
    return ()


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
@settings(max_examples=25 if settings().max_examples <= 100 else settings().max_examples)
@given(data=st.data())
def test_a_damaged_rule_file_is_refused_with_file_and_line(
    data: st.DataObject, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever happens to one of our files, all is still well or it is said what is not."""
    text = data.draw(damages(original(name)))
    directory = tmp_path_factory.mktemp("rules")
    loads(layered(directory, name, encoded(text)), name, text)


@pytest.mark.slow
def test_damage_reaches_every_stage_of_the_checks(tmp_path: Path) -> None:
    """Damage is told by the parser, by the shapes, by what is named, and by the checks of law."""
    codes: set[str] = set()
    files = [one for one in FILES if one.partition("/")[0] not in BASES]
    for seed in range(200):
        round_, index = divmod(seed, len(files))
        name = files[index]
        text = (damaged if round_ % 4 == 0 else reworded)(original(name), seeded(seed))
        findings = loads(layered(tmp_path, name, encoded(text)), name, text)
        codes.update(finding.code for finding in findings)
    assert codes >= {"yaml-syntax", "yaml-duplicate-key", "shape", "unknown-atom", "unknown-value"}
    of_law = {
        *("cycle", "defeat-cycle", "defeat-without-conflict", "missing-citation"),
        *("unused-fact", "unused-conclusion", "unreachable-conclusion", "dead-rule"),
    }
    assert len(codes & of_law) >= 4


@given(text=ANY_TEXT | YAML_TEXT)
def test_any_text_is_yaml_or_an_error(text: str) -> None:
    """The reader of all YAML files raises one kind of error, and gives plain data or nothing."""
    try:
        document = load(text, file="any.yaml")
    except SourceFilesError as error:
        for finding in error.diagnostics:
            assert is_clear(finding, {"any.yaml": text}), finding
    else:
        assert document.line() >= 1


@given(data=st.binary(max_size=60) | ANY_TEXT.map(encoded) | YAML_TEXT.map(encoded))
def test_any_file_is_rules_or_an_error(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file with anything in it, layered on our rules, is told by name."""
    directory = tmp_path_factory.mktemp("layer")
    for name in ("own.yaml", "facts.yaml", "issues.yaml", "questions/q.yaml"):
        target = directory / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    try:
        load_rules([directory])
    except RulesError as error:
        names = {finding.file for finding in error.diagnostics}
        assert all(name.startswith(f"{directory.name}/") for name in names), names
