"""Unknown facts and contested positions, compared with trying everything out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from safeconduct.base.errors import SafeconductError, TooManyUnknowns
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.contest import Contest, Turn, contest
from safeconduct.inference.inference import UNDETERMINED, Inference
from safeconduct.inference.joint import JointQuestion, Settled
from safeconduct.inference.types import NO, YES, members
from safeconduct.rulebase.model import (
    All,
    AnyOf,
    Assignment,
    Atom,
    AtomKind,
    Condition,
    Constraint,
    DecisionTable,
    Not,
    RuleBase,
    Standing,
)
from safeconduct.rulebase.readings import Readings

from .oracle import Oracle
from .strategies import (
    HERE,
    Size,
    assignments,
    conclusion,
    is_true,
    make_base,
    make_fact,
    make_issue,
    make_question,
    make_rule,
    questions,
    rulebases,
)

Variable = tuple[str, ...]
Truth = tuple[int, ...]
Completion = frozenset[tuple[Variable, int]]
Change = tuple[int, int]

quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
BASES = Size(facts=3, issues=(0, 2), conclusions=3, rules=6)
DISPUTED = Size(facts=2, issues=(1, 3), conclusions=3, rules=6, constraints=1)


@dataclass
class Brute:
    """The same questions, answered by trying everything out with the oracle."""

    rulebase: RuleBase
    question: DecisionTable
    truths: tuple[Truth, ...]
    variables: tuple[tuple[Variable, ...], ...]
    _outcomes: dict[Assignment, str] = field(default_factory=dict)

    def outcome(self, assignment: Assignment) -> str:
        """Return the one value of the first row that holds, or *undetermined* if it may be two."""
        if assignment not in self._outcomes:
            oracle = Oracle(self.rulebase)
            found: set[str] = set()
            for row in self.question.outcome:
                value = oracle.value(row.when, assignment)
                if value != NO:
                    found.add(row.value)
                if value == YES:
                    break
            self._outcomes[assignment] = found.pop() if len(found) == 1 else UNDETERMINED
        return self._outcomes[assignment]

    def joint(self, outcomes: set[str]) -> str:
        """Return the outcome over several cases: the worst, unless a clash leaves that open."""
        worst, *_ = self.question.severity
        if UNDETERMINED in outcomes and worst not in outcomes:
            return UNDETERMINED
        return min(outcomes - {UNDETERMINED}, key=self.question.severity.index)

    def completions(self, positions: Assignment) -> dict[Completion, str]:
        """Return the outcome of every way to complete the unknown facts that can occur."""
        masks = {
            variable: mask
            for names, truth in zip(self.variables, self.truths, strict=True)
            for variable, mask in zip(names, truth, strict=True)
        }
        found = {}
        for values in product(*map(members, masks.values())):
            chosen = dict(zip(masks, values, strict=True))
            cases = [tuple(chosen[variable] for variable in names) for names in self.variables]
            if not any(map(self.breaks, cases)):
                unknown = frozenset(
                    (variable, value)
                    for variable, value in chosen.items()
                    if len(members(masks[variable])) > 1
                )
                found[unknown] = self.joint({self.outcome(case + positions) for case in cases})
        return found

    def breaks(self, facts: Assignment) -> bool:
        """Return whether the facts of a case break a constraint."""
        oracle = Oracle(self.rulebase)
        return any(oracle.value(one.never, facts) == YES for one in self.rulebase.constraints)

    def settled(self, positions: Assignment) -> str:
        """Return the one outcome over all completions, or *undetermined*."""
        outcomes = set(self.completions(positions).values())
        return outcomes.pop() if len(outcomes) == 1 else UNDETERMINED

    def changes(self, positions: Assignment, size: int) -> Iterator[tuple[Change, ...]]:
        """Yield every way to take another position on so many issues."""
        for issues in combinations(range(len(self.rulebase.issues)), size):
            others = (
                [
                    other
                    for other in range(len(self.rulebase.issues[issue].positions))
                    if other != positions[issue]
                ]
                for issue in issues
            )
            for chosen in product(*others):
                yield tuple(zip(issues, chosen, strict=True))


def changed(positions: Assignment, changes: Sequence[Change]) -> Assignment:
    """Return the positions with some of them replaced."""
    moved = dict(changes)
    return tuple(moved.get(issue, position) for issue, position in enumerate(positions))


@st.composite
def problems(draw: st.DrawFn, size: Size, cases: int) -> tuple[Brute, JointQuestion]:
    """Return a random question over one or more cases with unknown facts, some of them shared."""
    rulebase = draw(rulebases(size))
    question = draw(questions(rulebase))
    masks: dict[Variable, int] = {}
    variables = []
    for case in range(draw(st.integers(1, cases))):
        names = []
        for fact in rulebase.facts:
            variable = (fact.name, draw(st.sampled_from(["shared", f"case{case}"])))
            if variable not in masks:
                # A known value as often as one of which nothing is known.
                known = [1 << index for index in range(len(fact.values))]
                every = 2 ** len(fact.values) - 1
                some = st.sampled_from(known) | st.just(every) | st.integers(1, every)
                masks[variable] = draw(some)
            names.append(variable)
        variables.append(tuple(names))
    truths = tuple(tuple(masks[variable] for variable in names) for names in variables)
    inference = Inference(rulebase, question, [CompiledEvaluator(rulebase)])
    return (
        Brute(rulebase, question, truths, tuple(variables)),
        JointQuestion(inference, truths, tuple(variables)),
    )


def positions_of(data: st.DataObject, rulebase: RuleBase) -> Assignment:
    """Draw one position for every issue."""
    return data.draw(assignments(rulebase))[len(rulebase.facts) :]


def as_mapping(settled: Settled) -> dict[Completion, str]:
    """Return what was settled in the form of `Brute.completions`."""
    return {
        frozenset(zip(settled.unknowns, one.values, strict=True)): one.outcome
        for one in settled.completions
    }


@settings(quick, max_examples=2 * settings().max_examples)
@given(st.data())
def test_settling_is_trying_out_every_completion(data: st.DataObject) -> None:
    """The completions that can occur are tried, and an unknown that is left out never matters."""
    brute, joint = data.draw(problems(BASES, cases=2))
    positions = positions_of(data, brute.rulebase)
    expected = brute.completions(positions)
    if not expected:
        event("the records contradict the constraints")
        with pytest.raises(SafeconductError, match="the records break the constraint `never"):
            joint.settle(positions)
        return
    settled = joint.settle(positions)
    tried = as_mapping(settled)
    assert len(settled.completions) == len(tried)
    projected: dict[Completion, set[str]] = {}
    for unknown, outcome in expected.items():
        kept = frozenset(one for one in unknown if one[0] in settled.unknowns)
        projected.setdefault(kept, set()).add(outcome)
    assert {kept: {outcome} for kept, outcome in tried.items()} == projected
    event("one outcome" if len(set(expected.values())) == 1 else "several outcomes")


@settings(quick, max_examples=2 * settings().max_examples)
@given(st.data())
def test_a_definite_answer_holds_in_every_completion(data: st.DataObject) -> None:
    """A definite outcome is that of each completion; *undetermined* means that they differ."""
    brute, joint = data.draw(problems(BASES, cases=1))
    positions = positions_of(data, brute.rulebase)
    outcomes = set(brute.completions(positions).values())
    assume(outcomes)
    settled = joint.settle(positions)
    assert set(settled.outcomes) == outcomes
    if settled.outcome == UNDETERMINED:
        assert len(outcomes) > 1 or outcomes == {UNDETERMINED}
    else:
        assert outcomes == {settled.outcome}


@settings(quick, max_examples=settings().max_examples)
@given(st.data())
def test_learning_a_fact_keeps_a_definite_answer(data: st.DataObject) -> None:
    """When an unknown fact becomes known, what was definite stays as it was."""
    brute, joint = data.draw(problems(BASES, cases=2))
    positions = positions_of(data, brute.rulebase)
    assume(brute.completions(positions))
    settled = joint.settle(positions)
    assume(settled.unknowns)
    completion = data.draw(st.sampled_from(settled.completions))
    learnt = data.draw(st.sampled_from(range(len(settled.unknowns))))
    known = {settled.unknowns[learnt]: 1 << completion.values[learnt]}
    truths = tuple(
        tuple(known.get(variable, mask) for variable, mask in zip(names, truth, strict=True))
        for names, truth in zip(joint.variables, joint.truths, strict=True)
    )
    later = JointQuestion(joint.inference, truths, joint.variables).settle(positions)
    assert set(later.outcomes) <= set(settled.outcomes)
    assert completion.outcome in later.outcomes


def _of_many_facts(count: int, unknown: int, never: Condition | None = None) -> JointQuestion:
    """Return a question about any of some facts, the first of which are unknown, others false."""
    facts = [make_fact(f"f.n{index}") for index in range(count)]
    body = AnyOf(tuple(is_true(fact.name) for fact in facts))
    constraints = [Constraint("odd", never, "it cannot be", HERE)] if never else []
    base = make_base(facts, [make_rule("r", body, "c")], constraints=constraints)
    question = make_question([("must", conclusion("c")), ("free", All(()))])
    truth = tuple(3 if index < unknown else 1 for index in range(count))
    variables = tuple((fact.name, "somebody") for fact in facts)
    return JointQuestion(
        Inference(base, question, [CompiledEvaluator(base)]), (truth,), (variables,)
    )


def test_twelve_unknown_facts_are_tried_out() -> None:
    """Twelve unknown facts make 4096 completions, of which one alone has no duty."""
    settled = _of_many_facts(14, 12).settle(())
    assert len(settled.completions) == 4096
    assert [one.outcome for one in settled.completions].count("free") == 1
    assert settled.outcome == UNDETERMINED


def test_more_than_twelve_unknown_facts_are_refused_by_name() -> None:
    """Thirteen unknown facts are too many; the error names each of them and no other."""
    with pytest.raises(TooManyUnknowns, match="13 facts are unknown at once") as caught:
        _of_many_facts(14, 13).settle(())
    named = str(caught.value).partition(": ")[2].split(", ")
    assert named == [f"f.n{index}" for index in range(13)]


def test_contradictory_records_are_refused() -> None:
    """Facts that break a constraint whatever the unknown ones are have no answer."""
    with pytest.raises(SafeconductError, match="the records break the constraint `odd`"):
        _of_many_facts(2, 1, never=Not(is_true("f.n1"))).settle(())


def test_constraints_leave_out_completions() -> None:
    """What cannot occur is not tried, so that an unknown may not matter after all."""
    settled = _of_many_facts(2, 2, never=Not(is_true("f.n1"))).settle(())
    assert sorted(one.values for one in settled.completions) == [(0, 1), (1, 1)]
    assert settled.outcome == "must"


def test_a_shared_unknown_is_completed_once_for_all_cases() -> None:
    """Two cases that turn on one unknown fact in opposite ways have one joint outcome."""
    base = make_base([make_fact("f.a"), make_fact("f.b")], [make_rule("r", is_true("f.a"), "c")])
    same = Atom(AtomKind.FACT, "f.b", "false")
    holds = AnyOf((All((conclusion("c"), same)), All((Not(conclusion("c")), is_true("f.b")))))
    question = make_question([("must", holds), ("free", All(()))])
    inference = Inference(base, question, [CompiledEvaluator(base)])
    shared = (("f.a", "person"), ("f.b", "one")), (("f.a", "person"), ("f.b", "two"))
    apart = (("f.a", "one"), ("f.b", "one")), (("f.a", "two"), ("f.b", "two"))
    truths = ((3, 1), (3, 2))
    assert JointQuestion(inference, truths, shared).settle(()).outcome == "must"
    assert JointQuestion(inference, truths, apart).settle(()).outcome == UNDETERMINED


@pytest.mark.parametrize(
    ("cases", "outcome"),
    [
        (("clash", "duty"), "must"),
        (("clash", "nothing"), UNDETERMINED),
        (("nothing", "duty"), "must"),
        (("nothing", "permission"), "may"),
        (("clash", "permission"), UNDETERMINED),
        (("nothing", "nothing"), "free"),
    ],
)
def test_the_most_severe_case_decides(cases: tuple[str, str], outcome: str) -> None:
    """The worst outcome of any case is the joint one; a clash leaves open only what is less."""
    kinds = ("nothing", "permission", "duty", "clash")
    kind = {name: Atom(AtomKind.FACT, "f.kind", name) for name in kinds}
    rules = [
        make_rule("for", AnyOf((kind["duty"], kind["clash"])), "duty"),
        make_rule("against", kind["clash"], "duty", positive=False),
    ]
    base = make_base([make_fact("f.kind", kinds)], rules)
    rows = [("must", conclusion("duty")), ("may", kind["permission"]), ("free", All(()))]
    inference = Inference(base, make_question(rows), [CompiledEvaluator(base)])
    truths = tuple((1 << kinds.index(name),) for name in cases)
    variables = tuple((("f.kind", str(case)),) for case in range(len(cases)))
    assert JointQuestion(inference, truths, variables).settle(()).outcome == outcome


def _counts(rulebase: RuleBase, issue: int, position: int) -> bool:
    """Say whether a position makes an outcome contested; writers count if the Court is silent."""
    standings = [one.standing for one in rulebase.issues[issue].positions]
    counted = (Standing.STATES, Standing.COURT_REPORTED)
    if Standing.COURT_CURRENT in standings:
        return standings[position] in (Standing.COURT_CURRENT, *counted)
    return standings[position] in (*counted, Standing.ACADEMIC)


def _expected_contest(
    brute: Brute, positions: Assignment
) -> tuple[bool | None, list[tuple[Change, ...]]]:
    """Return whether the outcome is contested, and the changes that move it."""
    now = brute.completions(positions)
    moved: list[tuple[Change, ...]] = []
    disputed: set[Completion] = set()
    for size in (1, 2):
        alone = list(moved)
        for changes in brute.changes(positions, size):
            then = brute.completions(changed(positions, changes))
            differing = {one for one in now if now[one] != then[one]}
            counts = all(_counts(brute.rulebase, *change) for change in changes)
            if differing and (counts or not alone):
                moved.append(changes)
            if counts:
                disputed |= differing
        if disputed:
            break
    return (None if disputed and disputed != set(now) else bool(disputed)), moved


@settings(quick, max_examples=2 * settings().max_examples)
@given(st.data())
def test_contest_is_trying_out_other_positions(data: st.DataObject) -> None:
    """Single changes give whether it is contested and by what; where none counts, pairs do."""
    brute, joint = data.draw(problems(DISPUTED, cases=2))
    positions = positions_of(data, brute.rulebase)
    assume(brute.completions(positions))
    found = contest(Readings(brute.rulebase), joint, positions, joint.settle(positions))
    contested, moved = _expected_contest(brute, positions)
    event(f"contested: {contested}, by {len(moved[0]) if moved else 0}")
    assert found.contested is contested
    assert [turn.issue for turn in found.turns_on] == sorted({i for one in moved for i, _ in one})
    for turn in found.turns_on:
        _check_turn(brute, positions, turn, moved)


def _check_turn(
    brute: Brute, positions: Assignment, turn: Turn, moved: list[tuple[Change, ...]]
) -> None:
    """Check the outcomes of a turn, and that the change it supposes is one of those that matter."""
    base = changed(positions, turn.given)
    assert turn.outcomes == {
        other: brute.settled(changed(base, [(turn.issue, other)]))
        for other in range(len(brute.rulebase.issues[turn.issue].positions))
    }
    partners = [
        tuple(change for change in changes if change[0] != turn.issue)
        for changes in moved
        if turn.issue in dict(changes)
    ]
    assert turn.given in partners


def _dispute(
    outcome: Condition, standings: Sequence[Sequence[Standing]], truth: Truth = (1,)
) -> Contest:
    """Return the contest over *must* if a condition holds, all first positions being taken."""
    issues = [make_issue(f"issue{index}", one) for index, one in enumerate(standings)]
    base = make_base([make_fact("f.a")], [make_rule("r", outcome, "c")], issues)
    question = make_question([("must", conclusion("c")), ("free", All(()))])
    inference = Inference(base, question, [CompiledEvaluator(base)])
    joint = JointQuestion(inference, (truth,), ((("f.a", "somebody"),),))
    positions = (0,) * len(issues)
    return contest(Readings(base), joint, positions, joint.settle(positions))


def _takes(issue: int, position: int) -> Atom:
    return Atom(AtomKind.POSITION, f"issue{issue}", f"p{position}")


COURT, STATES, ACADEMIC = Standing.COURT_CURRENT, Standing.STATES, Standing.ACADEMIC


@pytest.mark.parametrize(
    ("standing", "contested"),
    [
        (Standing.COURT_CURRENT, True),
        (Standing.STATES, True),
        (Standing.COURT_SUPERSEDED, False),
        (Standing.COURT_REPORTED, True),
        (Standing.DISSENT, False),
        (Standing.ACADEMIC, False),
    ],
)
def test_only_courts_and_states_contest(standing: Standing, contested: bool) -> None:  # noqa: FBT001
    """Another outcome contests if its position is a court's or States'; it is shown in any case."""
    found = _dispute(_takes(0, 0), [[COURT, standing]])
    assert found == Contest(contested, (Turn(0, {0: "must", 1: "free"}),))


def test_an_unknown_fact_may_decide_whether_it_is_contested() -> None:
    """Contested in one completion only: neither yes nor no."""
    condition = All((is_true("f.a"), _takes(0, 0)))
    assert _dispute(condition, [[COURT, STATES]], (3,)).contested is None
    assert _dispute(condition, [[COURT, STATES]], (2,)).contested is True
    assert _dispute(condition, [[COURT, STATES]], (1,)).contested is False


def test_a_pair_contests_where_no_single_change_does() -> None:
    """Two grounds that must both go: each issue is shown given the change of the other."""
    found = _dispute(AnyOf((_takes(0, 0), _takes(1, 0))), [[COURT, STATES], [COURT, STATES]])
    assert found.contested is True
    assert found.turns_on == (
        Turn(0, {0: "must", 1: "free"}, ((1, 1),)),
        Turn(1, {0: "must", 1: "free"}, ((0, 1),)),
    )


def test_a_pair_contests_only_if_both_positions_count() -> None:
    """A professor and a State together do not contest what the Court says."""
    found = _dispute(AnyOf((_takes(0, 0), _takes(1, 0))), [[COURT, STATES], [COURT, ACADEMIC]])
    assert found.contested is False
    assert [turn.issue for turn in found.turns_on] == [0, 1]


def test_three_changes_at_once_do_not_contest() -> None:
    """Only single changes and pairs are tried."""
    condition = AnyOf((_takes(0, 0), _takes(1, 0), _takes(2, 0)))
    assert _dispute(condition, [[COURT, STATES]] * 3) == Contest(contested=False, turns_on=())


def test_without_issues_nothing_is_contested() -> None:
    """A base without issues has no other position to take."""
    assert _dispute(is_true("f.a"), []) == Contest(contested=False, turns_on=())
