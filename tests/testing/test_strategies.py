"""What the strategies draw is what they say, and shrinks to something simple."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from safeconduct import Engine
from safeconduct.authoring.cases.case import FactsCase
from safeconduct.authoring.cases.facts import FactsRunner
from safeconduct.authoring.cases.run import ask
from safeconduct.authoring.kit.minimal import said
from safeconduct.authoring.kit.point import Point, usual_positions
from safeconduct.authoring.kit.strategies import (
    SPOILS,
    Broken,
    Spoil,
    assignments,
    broken_rulebases,
    facts,
    facts_cases,
    parts_of,
    points,
    questions_put,
    rule_files,
    rulebases,
    small_worlds,
    sound_rulebases,
    truths,
)
from safeconduct.authoring.kit.under_test import UnderTest
from safeconduct.authoring.kit.written import as_files, as_text, write_files
from safeconduct.base.errors import RulesError
from safeconduct.inference.types import YES, impossible
from safeconduct.records import load_world
from safeconduct.records.checks import check_reading
from safeconduct.records.source_files import FilesReading
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, Atom, AtomKind, Not, RuleBase

RULES = load_rules()
UNDER_TEST = UnderTest(RULES)
INFERENCE = UNDER_TEST.inferences["arrest-on-travel"]
ROOT = Path(__file__).parents[2]
LANG = ROOT / "engine" / "rulebase"


@cache
def engine() -> Engine:
    return Engine.load(today=lambda: date(2026, 11, 24))


@given(assignments(RULES))
def test_assignments_are_possible(assignment: tuple[int, ...]) -> None:
    """No assignment that is drawn breaks a constraint, and each value is one that is declared."""
    assert impossible(RULES, assignment[: len(RULES.facts)]) is None
    for value, values in zip(assignment, RULES.values, strict=True):
        assert 0 <= value < len(values)


@pytest.mark.slow
def test_assignments_reach_every_rule_and_every_outcome() -> None:
    """A few hundred draws suffice for each rule to apply and each outcome to follow."""
    applied: set[str] = set()
    outcomes: set[str] = set()

    @settings(max_examples=600, database=None, derandomize=True)
    @given(assignments(RULES))
    def look(assignment: tuple[int, ...]) -> None:
        verdict = INFERENCE.verdict(assignment)
        outcomes.add(verdict.outcome)
        bodies = zip(RULES.rules, verdict.derivation.bodies, strict=True)
        applied.update(rule.id for rule, body in bodies if body == YES)

    look()
    assert outcomes >= set(INFERENCE.question.severity)
    assert len(applied) >= 0.9 * len(RULES.rules)


@pytest.mark.slow
def test_what_is_hoped_for_comes_about() -> None:
    """A wish that chance would hardly ever grant is granted often."""
    rare = All(
        (
            Atom(AtomKind.CONCLUSION, "arrest_owed_after_withdrawal"),
            Not(Atom(AtomKind.CONCLUSION, "duty_to_arrest")),
        )
    )
    hits = []

    @settings(max_examples=100, database=None, derandomize=True)
    @given(assignments(RULES, [rare]))
    def look(assignment: tuple[int, ...]) -> None:
        derived = INFERENCE.verdict(assignment).derivation
        owed, duty = (
            derived.conclusions[RULES.conclusion_index[name]]
            for name in ("arrest_owed_after_withdrawal", "duty_to_arrest")
        )
        hits.append(owed == YES and duty != YES)

    look()
    assert sum(hits) >= 10


@pytest.mark.slow
def test_assignments_shrink_to_what_holds_without_a_record() -> None:
    """The simplest assignment differs from what holds without a record where it must only."""
    simplest = find(assignments(RULES), lambda _: True, settings=settings(database=None))
    names = list(RULES.variables)
    differing = {names[index] for index in said(RULES, Point.of(RULES, simplest))}
    unknown = {fact.name for fact in RULES.facts if fact.absent_value is None}
    # A request cannot be received on a warrant that was not issued.
    assert differing - unknown <= {"request.received", "warrant.issued"}
    assert simplest[len(RULES.facts) :] == usual_positions(RULES)


@given(facts(RULES))
def test_facts_have_declared_values(drawn: dict[str, str]) -> None:
    """The facts of a case by name: all of them, each with one of its values."""
    assert list(drawn) == [fact.name for fact in RULES.facts]
    assert all(drawn[fact.name] in fact.values for fact in RULES.facts)


@given(truths(RULES, most_unknown=3))
def test_truths_can_be(truth: tuple[int, ...]) -> None:
    """A truth leaves few facts unknown, and can come about."""
    assert sum(mask.bit_count() > 1 for mask in truth) <= 3
    assert next(Point(truth, usual_positions(RULES)).completions(RULES), None) is not None


@given(st.data())
def test_points_fit_any_rule_base(data: st.DataObject) -> None:
    """Points are drawn for random rule bases as well, unless nothing there is possible."""
    base = data.draw(rulebases())
    if list(Point.of(base, (0,) * len(base.values)).completions(base)):
        point = data.draw(points(base, most_unknown=2))
        assert len(point.truth) == len(base.facts)
        assert list(point.completions(base))


def _meaning(base: RuleBase) -> object:
    return (
        [(fact.name, fact.values) for fact in base.facts],
        sorted((r.id, r.head, r.positive, r.kind, r.defeats) for r in base.rules),
        base.strata,
        list(base.questions),
    )


@pytest.mark.slow
@settings(max_examples=40)
@given(base=sound_rulebases())
def test_a_rule_base_can_be_written_and_read(
    base: RuleBase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What is written of a rule base says the same when it is read: to each question, each case."""
    where = tmp_path_factory.mktemp("rules")
    write_files(as_text(as_files(base)), where)
    again = load_rules([where], embedded=False)
    assert _meaning(again) == _meaning(base)
    one, other = (UnderTest(each).inferences["q"] for each in (base, again))
    for assignment in Point((3,) * len(base.facts), (0,) * len(base.issues)).completions(base):
        a, b = one.verdict(assignment), other.verdict(assignment)
        assert (a.outcome, a.parts, a.derivation.conclusions) == (
            b.outcome,
            b.parts,
            b.derivation.conclusions,
        )


@pytest.mark.slow
@settings(max_examples=40)
@given(files=rule_files())
def test_sound_files_are_taken_by_the_loader(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every set of rule files that is drawn loads without a finding."""
    where = tmp_path_factory.mktemp("rules")
    write_files(files, where)
    assert load_rules([where], embedded=False).rules


@pytest.mark.slow
@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.code)
def test_broken_files_give_the_diagnostic_they_should(
    spoil: Spoil, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each way of breaking a rule base is found, whatever the rest of it is."""

    @settings(max_examples=5)
    @given(broken=broken_rulebases([spoil]))
    def look(broken: Broken) -> None:
        where = tmp_path_factory.mktemp("rules") / "broken"
        broken.write(where)
        with pytest.raises(RulesError) as caught:
            load_rules([where], embedded=False)
        assert spoil.code in {one.code for one in caught.value.diagnostics}

    look()


def test_every_diagnostic_of_the_loader_can_be_brought_about() -> None:
    """No code that the loader writes is missing from the ways of breaking a rule base."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(LANG.glob("*.py")))
    written = set(re.findall(r'(?:report|_about)\(\s*(?:rule,\s*)?"([a-z-]+)"', text))
    written |= set(re.findall(r'Diagnostic\([^"]*?,\s*\d*,?\s*"([a-z-]+)"', text))
    written |= set(re.findall(r'^\s+"([a-z]+-[a-z-]+)",$', text, re.MULTILINE)) - {"utf-8"}
    written -= {"amends-several", "amended-twice"}  # which take two directories
    written -= {"too-many-files", "linked-twice"}  # which are no text of a file
    assert len(written) > 25
    assert written <= {spoil.code for spoil in SPOILS}


@pytest.mark.slow
def test_the_page_of_diagnostics_is_current() -> None:
    """``docs/rule-errors.md`` shows each code with what the loader says (`make generated`)."""
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "write_rule_errors.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ROOT / "docs" / "rule-errors.md").read_text("utf-8") == made.stdout


@settings(max_examples=40)
@given(st.data())
def test_invented_worlds_are_sound_and_can_be_asked_about(data: st.DataObject) -> None:
    """They pass every check of records, and every question about them gets an answer."""
    world = data.draw(small_worlds())
    assert [str(one) for one in check_reading(FilesReading.of(world.tables))] == []
    put = data.draw(questions_put(RULES, world))
    asked = Engine(world, RULES, inference=engine().inference)
    assert ask(asked, put).outcome


@settings(max_examples=6)
@given(st.data())
def test_parts_of_a_world_can_be_asked_about(data: st.DataObject) -> None:
    """Some persons and places of the records, as known on a day: nothing refers to the rest."""
    whole = load_world()
    part = data.draw(parts_of(whole))
    assert set(part.persons) <= set(whole.persons)
    assert {one.person for one in part.tables.warrants} <= set(part.persons)
    if part.persons:
        put = data.draw(questions_put(RULES, part))
        asked = Engine(part, RULES, inference=engine().inference)
        assert ask(asked, put).outcome


@pytest.mark.slow
@settings(max_examples=50)
@given(facts_cases(RULES))
def test_cases_of_facts_can_be_run(case: FactsCase) -> None:
    """A case that is drawn names only what exists, and its facts are possible."""
    result = FactsRunner(UNDER_TEST).run(case)
    assert result.outcome is not None, result.mismatches
