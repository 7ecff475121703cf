"""Bad files of cases get a clear error with file and line; wrong answers are told in full."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.authoring.cases.case import CasesError
from safeconduct.authoring.cases.check import check
from safeconduct.authoring.cases.coverage import measure
from safeconduct.authoring.cases.load import load_suite
from safeconduct.authoring.cases.run import mismatch, run
from safeconduct.base.errors import InputError
from safeconduct.cli.app import app

GOOD = """\
- id: a-visit
  title: A visit
  question:
    person: vladimir-putin
    place: MNG
    on: 2024-09-03
  expect:
    outcome: must_arrest
  rules: [rs-89-1]
  why: Because.
  rests_on: [rs-89-1]
"""


@cache
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


def _write(directory: Path, text: str, name: str = "some.yaml") -> Path:
    (directory / name).write_text(text, encoding="utf-8")
    return directory


def _findings(directory: Path) -> list[str]:
    with pytest.raises(CasesError) as caught:
        check(load_suite(directory), engine())
    return [str(one) for one in caught.value.diagnostics]


def _replaced(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_the_example_is_good(tmp_path: Path) -> None:
    """The file that the other tests spoil is in order and its case stands."""
    suite = load_suite(_write(tmp_path, GOOD))
    check(suite, engine())
    assert run(suite.cases[0].case, engine()).passed


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("  why:", "  becuase:", 10, ["a-visit", "becuase"]),
        ("    outcome:", "    outcom:", 8, ["expect.outcom:"]),
        ("vladimir-putin", "vladimir-putim", 4, ["person", "Did you mean", "Putin"]),
        ("place: MNG", "place: Mongolistan", 5, ["is not a place on record"]),
        ("[rs-89-1]\n  why", "[rs-89-11]\n  why", 9, ["rules 'rs-89-11'", "rs-89-1"]),
        ("on: 2024-09-03", "on: 3.9.2024", 6, ["on", "ISO 8601"]),
        ("on: 2024-09-03", "on: 2024-02-30", 6, ["does not exist in the calendar"]),
        ("on: 2024-09-03", "on: 1990-01-01", 6, ["before the Rome Statute"]),
        ("outcome: must_arrest", "outcome: arrest", 8, ["outcome 'arrest'", "must_arrest"]),
        ("id: a-visit", "id: A Visit", 1, ["id", "pattern"]),
        ("rests_on: [rs-89-1]", "rests_on: []", 11, ["rests_on", "at least 1"]),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: list[str]
) -> None:
    """Unknown keys, persons, places, rules and bad days are told where they stand."""
    found = _findings(_write(tmp_path, _replaced(old, new)))
    told = next(one for one in found if all(word in one for word in words))
    assert told.startswith(f"some.yaml:{line}: ")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("    presence: flying", ["presence", "overflight"]),
        ("    purpose: holiday", ["purpose", "private"]),
        ("    profile: iccc", ["profile", "icc"]),
        ("    known_on: 2030-01-01", ["known_on", "future"]),
        ("    assume: {host.stat: party}", ["assume.host.stat", "host.status"]),
        ("    assume: {host.status: partner}", ["assume.host.status", "party"]),
        ("    positions: {personal-imunity: court}", ["issue", "personal-immunity"]),
        ("    positions: {personal-immunity: cout}", ["position on personal-immunity", "court"]),
    ],
)
def test_a_question_names_only_what_can_be_asked(
    tmp_path: Path, part: str, words: list[str]
) -> None:
    """Each part of a question is checked before anything is asked, with what would be right."""
    found = _findings(_write(tmp_path, _replaced("    on: ", f"{part}\n    on: ")))
    assert len(found) == 1
    assert found[0].startswith("some.yaml:6: ")
    assert all(word in found[0] for word in words)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("duty: perhaps", ["duty", "unresolved"]),
        ("surrender: soon", ["surrender", "postponable"]),
        ("exposure: great", ["exposure", "severe"]),
        ("reason: asleep", ["reason", "sealed"]),
        ("grounds: [as_partner]", ["grounds", "as_party"]),
        ("qualifications: [must_consul]", ["qualifications", "must_consult"]),
        ("without: [own_stat]", ["without", "own_state"]),
        ("turns_on: [overfly]", ["turns_on"]),
        ("unknown: [person.offic]", ["unknown", "person.office"]),
        ("under: {african-unio: must_arrest}", ["under", "african-union"]),
        ("states: {ZZZ: must_arrest}", ["states"]),
        ("by_position: {overflight: {presense: must_arrest}}", ["position on overflight"]),
        (
            "by_position: {overflight: {not_within_reach: must_arest}}",
            ["by_position.", "must_arrest"],
        ),
        ("states: {FRA: must_arest}", ["states 'must_arest'", "must_arrest"]),
        ("under: {african-union: must_arest}", ["under 'must_arest'", "must_arrest"]),
    ],
)
def test_an_answer_names_only_what_can_be_answered(
    tmp_path: Path, part: str, words: list[str]
) -> None:
    """Each part of the expected answer is one that the engine can give."""
    text = _replaced("    outcome: must_arrest\n", f"    outcome: must_arrest\n    {part}\n")
    found = _findings(_write(tmp_path, text))
    assert len(found) == 1
    assert found[0].startswith("some.yaml:9: ")
    assert all(word in found[0] for word in words)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """A file with three mistakes is corrected once, not three times."""
    text = GOOD.replace("rs-89-1]\n  why", "rs-0]\n  why").replace("MNG", "Nowhere")
    text = text.replace("2024-09-03", "soon")
    assert len(_findings(_write(tmp_path, text))) == 3


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Syntax, encoding and shape have errors of their own."""
    _write(tmp_path, "- id: [", "a.yaml")
    (tmp_path / "b.yaml").write_bytes(b"\xff")
    _write(tmp_path, "id: not-a-list", "c.yaml")
    _write(tmp_path, "- just text", "d.yaml")
    found = _findings(tmp_path)
    assert [one.split(": ")[1] for one in found] == ["yaml-syntax", "not-utf-8", "shape", "shape"]


def test_an_id_stands_once(tmp_path: Path) -> None:
    """Two cases of one id cannot be told apart, in whichever file they are."""
    _write(tmp_path, GOOD)
    _write(tmp_path, "- {id: a-visit, title: A, asks: B, reason: C}\n", "not-put.yaml")
    assert "duplicate-id" in _findings(tmp_path)[0]


def test_a_directory_without_cases(tmp_path: Path) -> None:
    """No directory and an empty one are two different mistakes."""
    assert "no .yaml file here" in _findings(tmp_path)[0]
    with pytest.raises(InputError, match="is not a directory"):
        load_suite(tmp_path / "nowhere")


def test_every_difference_is_told(tmp_path: Path) -> None:
    """A wrong expectation gets one mismatch for each thing that differs."""
    expect = """\
    outcome: may_arrest
    contested: false
    duty: "no"
    grounds: []
    qualifications: [own_state]
    without: [must_consult]
    turns_on: [overflight]
    unknown: [person.office]
    states: {MNG: may_arrest, CHN: may_arrest}
    under: {african-union: must_arrest}
    by_position: {personal-immunity: {court: may_arrest}}
"""
    text = _replaced("    outcome: must_arrest\n", expect)
    text = text.replace("[rs-89-1]\n  why", "[rs-16]\n  why")
    suite = load_suite(_write(tmp_path, text))
    check(suite, engine())
    result = run(suite.cases[0].case, engine())
    assert [one.field for one in result.mismatches] == [
        "outcome",
        "contested",
        "duty",
        "grounds",
        "turns_on",
        "qualifications",
        "qualifications",
        "unknown",
        "states.MNG",
        "states.CHN",
        "rules",
        "under.african-union",
        "by_position.personal-immunity.court",
    ]
    assert str(result.mismatches[0]) == "outcome: expected may_arrest, answered must_arrest"


def test_a_question_that_cannot_be_answered_is_a_mismatch(tmp_path: Path) -> None:
    """An assumption that contradicts the records fails its case and not the run."""
    text = _replaced("    on: ", "    assume: {warrant.issued: false}\n    on: ")
    suite = load_suite(_write(tmp_path, text))
    result = run(suite.cases[0].case, engine())
    assert not result.passed
    assert result.answer is None
    assert "impossible-assumption" in str(result.mismatches[0])


IMPOSSIBLE = _replaced(
    "    outcome: must_arrest\n", "    impossible: public-after-issue\n"
).replace("    on: ", "    assume: {warrant.issued: false, request.received: false}\n    on: ")


def test_a_case_can_expect_that_it_is_impossible(tmp_path: Path) -> None:
    """It stands if the question is refused for that constraint, and no answer counts as covered."""
    suite = load_suite(_write(tmp_path, IMPOSSIBLE))
    check(suite, engine())
    result = run(suite.cases[0].case, engine())
    assert result.passed
    assert mismatch(suite.cases[0].case, engine()) is None
    assert all(share.covered <= 1 for share in measure([result], engine()).shares)


@pytest.mark.parametrize(
    ("old", "new", "answered"),
    [
        ("impossible: public-after-issue", "impossible: one-custodian", "public-after-issue"),
        ("{warrant.issued: false, request.received: false}", "{}", "answered must_arrest"),
        ("    on: 2024-09-03", "    on: 1990-01-01", "before the Rome Statute was adopted"),
    ],
)
def test_another_refusal_is_none(tmp_path: Path, old: str, new: str, answered: str) -> None:
    """Another constraint, an answer or another error is a mismatch."""
    assert old in IMPOSSIBLE
    suite = load_suite(_write(tmp_path, IMPOSSIBLE.replace(old, new)))
    (told,) = run(suite.cases[0].case, engine()).mismatches
    assert told.field == "impossible"
    assert answered in told.answered
    assert mismatch(suite.cases[0].case, engine()) == told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("public-after-issue", "public-after-tissue", "public-after-issue"),
        ("public-after-issue\n", "public-after-issue\n    duty: 'no'\n", "expect nothing else"),
        ("impossible: public-after-issue", "duty: 'no'", "say the `outcome`"),
    ],
)
def test_what_is_impossible_is_named_alone(tmp_path: Path, old: str, new: str, says: str) -> None:
    """The constraint exists, and nothing else is expected beside it."""
    (told,) = _findings(_write(tmp_path, IMPOSSIBLE.replace(old, new)))
    assert says in told


def test_the_states_with_a_role_are_all_named(tmp_path: Path) -> None:
    """A State that answers and is not expected is a difference."""
    text = _replaced("place: MNG", "place: crimea")
    text = text.replace(
        "outcome: must_arrest", "outcome: may_arrest\n    states: {UKR: may_arrest}"
    )
    text = text.replace("  rules: [rs-89-1]\n", "").replace("vladimir-putin", "joseph-kony")
    suite = load_suite(_write(tmp_path, text))
    (told,) = run(suite.cases[0].case, engine()).mismatches
    assert str(told) == "states.RUS: expected no role there, answered may_arrest"


def test_coverage_counts_only_cases_that_stand(tmp_path: Path) -> None:
    """A case that fails proves nothing, and one case alone leaves most of the rules uncovered."""
    good = load_suite(_write(tmp_path, GOOD))
    covered = measure([run(good.cases[0].case, engine())], engine())
    assert "rs-16" in covered.applied.missing
    assert "rs-89-1" not in covered.applied.missing
    assert "personal-immunity: court" not in covered.positions.missing
    assert "personal-immunity: african_union" in covered.positions.missing
    bad = load_suite(_write(tmp_path, _replaced("outcome: must_arrest", "outcome: no_power")))
    nothing = measure([run(bad.cases[0].case, engine())], engine())
    assert all(share.covered == 0 for share in nothing.shares)


def test_the_command_prints_and_exits(tmp_path: Path) -> None:
    """Exit 0 if all cases stand, 1 if one does not or a file is wrong, 2 without a directory."""
    command = CliRunner()
    done = command.invoke(app, ["cases", str(_write(tmp_path, GOOD)), "--coverage"])
    assert done.exit_code == 0, done.output
    assert "1 of 1 cases" in done.output
    assert "defeats" in done.output
    _write(tmp_path, _replaced("outcome: must_arrest", "outcome: no_power"))
    done = command.invoke(app, ["cases", str(tmp_path)])
    assert done.exit_code == 1
    assert "expected no_power, answered must_arrest" in done.output
    done = command.invoke(app, ["cases", str(tmp_path), "--json", "--coverage"])
    plain = json.loads(done.stdout)
    assert (done.exit_code, plain["total"], plain["passed"]) == (1, 1, 0)
    assert plain["cases"][0]["mismatches"][0]["field"] == "outcome"
    assert {share["what"] for share in plain["coverage"]} >= {"defeats", "positions"}
    _write(tmp_path, _replaced("rs-89-1]\n  why", "rs-0]\n  why"))
    done = command.invoke(app, ["cases", str(tmp_path)])
    assert done.exit_code == 1
    assert "some.yaml:9" in done.stderr
    done = command.invoke(app, ["cases", str(tmp_path / "nowhere")])
    assert done.exit_code == 2
    assert "is not a directory" in done.stderr
