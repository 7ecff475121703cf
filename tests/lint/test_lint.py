"""The linter: each check tells its weakness and nothing else; our own rules have none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from safeconduct.authoring.lint.catalogue import page
from safeconduct.authoring.lint.loading import LOADING
from safeconduct.authoring.lint.model import LintDiagnostic
from safeconduct.authoring.lint.registry import LINTS
from safeconduct.authoring.lint.run import lint
from safeconduct.authoring.lint.sources import read_sources
from safeconduct.authoring.lint.waivers import CODE
from safeconduct.base.yaml12 import load
from safeconduct.records import load_world
from safeconduct.records.world import World
from safeconduct.rulebase.load import build

ROOT = Path(__file__).parents[2]
_TABLE: dict[str, Any] = load(
    (Path(__file__).parent / "cases.yaml").read_text("utf-8"), file="cases.yaml"
).value  # type: ignore[assignment]
CASES: list[dict[str, Any]] = _TABLE["cases"]


@cache
def world() -> World:
    return load_world()


def write(directory: Path, case: dict[str, Any]) -> Path:
    """Write the rule base of a case: the common one, with what the case changes or adds."""
    files = {**_TABLE["common"], **case.get("files", {})}
    if "rules" in case:
        files["more.yaml"] = "".join(f"- {rule}\n" for rule in case["rules"])
    for name, text in files.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return directory


def shown(one: LintDiagnostic, expected: str) -> str:
    """Return a finding in the notation of the table, with the fix if one is expected."""
    found = one.diagnostic
    subject = f" [{found.subject}]" if found.subject else ""
    text = f"{found.file}:{found.line} {one.severity} {found.code}{subject}"
    return f"{text} {found.fix}" if len(expected) > len(text) else text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_weakness_is_told_and_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    """Each check finds its weakness, with file, line, severity and subject."""
    findings = lint([write(tmp_path, case)], world(), embedded=False).findings
    assert len(findings) == len(case["expect"]), "\n".join(map(str, findings))
    expected = sorted(case["expect"], key=lambda text: (text.partition(":")[0], text.split()[0]))
    left = list(findings)
    for text in expected:
        match = next((one for one in left if shown(one, text) == text), None)
        assert match is not None, f"{text} is not among:\n" + "\n".join(map(str, left))
        left.remove(match)


def test_every_check_has_a_case() -> None:
    """No check is there that never finds anything."""
    told = {text.split()[2] for case in CASES for text in case["expect"]}
    assert {*(one.code for one in LINTS), CODE} <= told


@pytest.mark.slow
def test_our_rules_have_no_weakness() -> None:
    """What is shipped has not even a hint."""
    assert lint((), world()).findings == ()


def test_every_check_is_declared_whole() -> None:
    """Nothing in the folder is left out, and each check says what ought to be, and why."""
    written = {
        node.name.replace("_", "-")
        for path in (ROOT / "engine" / "authoring" / "lint" / "checks").glob("[a-z]*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }
    assert sorted(written) == sorted(one.code for one in LINTS)
    assert all(one.statement.endswith(".") and one.why.endswith(".") for one in LINTS)


def test_the_page_is_current() -> None:
    """`make generated` wrote ``docs/rules/lint.md`` after the last change to a check."""
    assert (ROOT / "docs" / "rules" / "lint.md").read_text("utf-8") == page()


def _literals(paths: Iterable[Path]) -> set[str]:
    """Return the code of every diagnostic that the modules make: second text of such a call."""
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                place = {"Diagnostic": 2, "report": 0, "_about": 1, "fail": 1, "_fail": 1}.get(name)
                if place is not None and len(node.args) > place:
                    value = node.args[place]
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        found.add(value.value)
    return found


def test_every_error_of_the_loader_is_documented() -> None:
    """The codes in the page are those in the code, no more and no fewer."""
    engine = ROOT / "engine"
    paths = [*(engine / "rulebase").glob("*.py"), engine / "base" / "yaml12.py"]
    paths += [engine / "base" / "text_files.py", engine / "authoring" / "lint" / "sources.py"]
    assert _literals(paths) == set(LOADING)


@pytest.mark.slow
def test_a_layer_is_told_by_its_name(tmp_path: Path) -> None:
    """Findings in a layer on our rules begin with the name of its folder; ours stay clean."""
    own = tmp_path / "mine"
    own.mkdir()
    (own / "own.yaml").write_text(
        "- {id: own, title: own., cite: Nowhere, if: host.is_own_state, then: consultation_owed}\n"
    )
    findings = lint([own], world()).findings
    assert {one.diagnostic.file for one in findings} == {"mine/own.yaml"}
    assert [one.diagnostic.code for one in findings] == [
        *("cite-unknown", "rule-says", "title-capital", "title-full-stop"),
    ]


_LAYER = """
extends: {extends}
{records}
amends:
  - what: position
    id: {issue}
    add:
      id: settled
      title: Settled
      says: It is settled.
      holders: [A Chamber]
      sources: [https://a.example/b]
      published: 2025-01-01
      standing: {standing}
      rulings: [{rulings}]
    reason: A Chamber has decided.
"""
_RULING = """
- id: our-ruling
  on: {on}
  body: ICC Pre-Trial Chamber I
  kind: {kind}
  topic: arrest_duty
  persons: []
  about: Somebody
  state: FRA
  visit_dates: []
  question: Is it settled?
  finding:
    {{obliged_to_arrest: "yes", complied: "no", referred_to: [], immunity: no_bar, ground: treaty}}
  provisions: [rs-86]
  case_number: ""
  document_number: ICC-01/25-1
  document_number_confirmed: false
  citation: Decision of 1 January 2025
  url: https://a.example/b
  confirmed: true
  summary: It is.
  sources: [icc-term-620-page-1]
  confidence: high
  public_on: 2025-01-01
  public_on_basis: event
"""
_READ = "  checked_on: 2025-02-01\n  text_read: true\n"
_COURT, _REPORTED = "court_current", "court_reported"


@pytest.mark.parametrize(
    ("standing", "rulings", "own", "missing"),
    [
        (_COURT, "", None, "it names no ruling"),
        (_COURT, "our-ruling", None, "`our-ruling` is not on record"),
        (_COURT, "our-ruling", ("icc_ptc", "2025-01-01", ""), "`our-ruling` was not read"),
        (_COURT, "our-ruling", ("icc_ptc", "2025-01-01", _READ), ""),
        (_COURT, "our-ruling", ("other", "2025-01-02", _READ), ""),
        (_COURT, "our-ruling", ("national", "2025-01-01", _READ), "is not a ruling of the Court"),
        (_COURT, "our-ruling", ("icc_ptc", "2024-12-31", _READ), "is older than 2025-01-01"),
        (_COURT, "icc-put-mng-2024", None, "is older than 2025-01-01"),
        (_REPORTED, "", None, ""),
        (_REPORTED, "our-ruling", ("icc_ptc", "2025-01-01", ""), ""),
    ],
)
@pytest.mark.parametrize("foreign", [True, False], ids=["foreign", "ours"])
def test_a_layer_says_what_the_court_holds_by_rulings_of_ours_or_its_own(
    foreign: bool,  # noqa: FBT001
    standing: str,
    rulings: str,
    own: tuple[str, str, str] | None,
    missing: str,
    tmp_path: Path,
) -> None:
    """On our rules or on others: a ruling that was read, in our records or in those it brings."""
    layer = tmp_path / "mine"
    layer.mkdir()
    base = write(tmp_path / "theirs", {"files": {"rulebase.yaml": "extends: none"}})
    (layer / "rulebase.yaml").write_text(
        _LAYER.format(
            extends=f"../{base.name}" if foreign else "safeconduct",
            issue="reach" if foreign else "deferral",
            records="records: records" if own else "",
            standing=standing,
            rulings=rulings,
        )
    )
    if own is not None:
        (layer / "records").mkdir()
        kind, on, read = own
        text = _RULING.format(kind=kind, on=on) + read
        (layer / "records" / "rulings.yaml").write_text(text)
    sources = read_sources([layer], world())
    rulebase = build(sources.files)
    found = {
        lint.code: [one.diagnostic for one in lint.diagnostics(rulebase, sources)]
        for lint in LINTS
        if lint.code in ("ruling-unknown", "court-unread")
    }
    assert [one.message for one in found["ruling-unknown"]] == (
        ["there is no ruling `our-ruling` on record"] if "on record" in missing else []
    )
    assert len(found["court-unread"]) == bool(missing)
    for one in found["court-unread"]:
        assert missing in one.message
        assert one.file == "mine/rulebase.yaml"


def test_without_records_decisions_are_not_looked_up(tmp_path: Path) -> None:
    """A citation of a dated decision is neither found nor missed."""
    case = {"rules": [_rule("ICC Appeals Chamber, Nowhere, 7 May 2019")]}
    assert lint([write(tmp_path, case)], None, embedded=False).findings == ()
    assert lint([write(tmp_path, case)], world(), embedded=False).findings


def _rule(cite: str) -> str:
    return f"{{id: r, title: A rule, cite: '{cite}', says: So., if: host.party, then: duty}}"


def test_the_handbook_links_instruments_where_the_rules_do() -> None:
    """An instrument has one address, in the handbook and in the table of instruments."""
    links = load((ROOT / "docs" / "handbook" / "links.yaml").read_text("utf-8"), file="links").value
    table: Any = load((ROOT / "rules" / "instruments.yaml").read_text("utf-8"), file="table").value
    by_name = {
        name: one["url"]
        for one in table["instruments"]
        for name in (one["name"], *one.get("also", ()))
        if "url" in one
    }
    assert isinstance(links, list)
    shared = [link for link in links if link["cite"] in by_name]
    assert len(shared) >= 12
    for link in shared:
        assert link["url"] == by_name[link["cite"]], link


def test_waivers_give_reasons_that_are_sentences() -> None:
    """What we let stand says why, in a sentence."""
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        for reason in re.findall(r"# lint: allow [\w-]+ (.*)", path.read_text("utf-8")):
            assert re.fullmatch(r"[A-Z].+\.", reason), reason


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_waivers_and_lines_do_not_depend_on_line_ends(ending: str, tmp_path: Path) -> None:
    """A file saved by another system has the same findings on the same lines."""
    text = (
        "# lint: allow title-capital It is a name.\n"
        "- {id: r, title: a, cite: custom, says: So., if: host.party, then: duty}\n"
        "- {id: s, title: b\u200b, cite: custom, says: So., if: {reach: near}, then: duty}\n"
    )
    directory = write(tmp_path, {})
    (directory / "more.yaml").write_bytes(text.replace("\n", ending).encode())
    found = [one.diagnostic for one in lint([directory], None, embedded=False).findings]
    assert [(one.line, one.code) for one in found] == [
        *((3, "hidden-character"), (3, "title-capital")),
    ]
