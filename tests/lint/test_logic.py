"""When conditions hold: what the linter says agrees with trying out everything there is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.authoring.lint import logic
from safeconduct.base.yaml12 import load
from safeconduct.rulebase.condition import notation
from safeconduct.rulebase.conditions import Vocabulary, parse_condition
from safeconduct.rulebase.model import (
    BOOLEAN,
    Absence,
    All,
    AnyOf,
    Atom,
    AtomKind,
    Condition,
    Fact,
    Issue,
    Location,
    Not,
    Position,
    RuleBase,
    Standing,
    atoms_of,
)

HERE = Location("f.yaml", 1)
FACTS = {"a.b": BOOLEAN, "a.kind": ("x", "y", "z")}
POSITIONS = ("p", "q")
CONCLUSIONS = ("c", "d")


def _fact(name: str, values: tuple[str, ...]) -> Fact:
    return Fact(name, values, "M", "Q?", Absence.UNKNOWN, None, "R", "", HERE)


def _position(name: str) -> Position:
    return Position(name, "T", "S", ("H",), ("S",), "2001", Standing.STATES, HERE)


BASE = RuleBase(
    tuple(_fact(name, values) for name, values in FACTS.items()),
    (),
    (Issue("i", "Q?", tuple(map(_position, POSITIONS)), HERE),),
    {},
    (),
    {},
    (CONCLUSIONS,),
    "digest",
)
ATOMS = [
    *(Atom(AtomKind.FACT, name, value) for name, values in FACTS.items() for value in values),
    *(Atom(AtomKind.POSITION, "i", position) for position in POSITIONS),
    *(Atom(AtomKind.CONCLUSION, name) for name in CONCLUSIONS),
]


def conditions() -> st.SearchStrategy[Condition]:
    """Return conditions over a few atoms, so that parts of them often say the same."""

    def larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return inner.map(Not) | parts.map(All) | parts.map(AnyOf)

    atoms: st.SearchStrategy[Condition] = st.sampled_from(ATOMS)
    return st.recursive(atoms, larger, max_leaves=7)


def everything() -> Iterator[dict[str, str | int]]:
    """Yield every case of every fact, issue and conclusion."""
    values = {**FACTS, "i": POSITIONS, **dict.fromkeys(CONCLUSIONS, (0, 1, 2))}
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def truth(condition: Condition, case: dict[str, str | int]) -> float:
    """Kleene's strong three-valued logic, with 0, ½ and 1."""
    match condition:
        case Atom(AtomKind.CONCLUSION, name):
            return int(case[name]) / 2
        case Atom(_, name, value):
            return float(case[name] == value)
        case All(parts):
            return min(truth(part, case) for part in parts)
        case AnyOf(parts):
            return max(truth(part, case) for part in parts)
        case Not(part):
            return 1 - truth(part, case)


@given(one=conditions(), other=conditions())
def test_the_answers_are_those_of_trying_everything(one: Condition, other: Condition) -> None:
    """Same, never and always: no case that matters is left out, and none is invented."""
    both = [(truth(one, case), truth(other, case)) for case in everything()]
    assert logic.same(BASE, one, other) == all(a == b for a, b in both)
    assert logic.never(BASE, one, other) == (not any(a == b == 1 for a, b in both))
    assert logic.always(BASE, one) == all(a == 1 for a, _ in both)


@given(condition=conditions())
def test_the_simplest_form_says_the_same_and_cannot_be_shortened(condition: Condition) -> None:
    """Leaving out what adds nothing changes nothing, and leaves nothing more to leave out."""
    shorter, left_out = logic.simplest(BASE, condition)
    assert logic.same(BASE, condition, shorter)
    assert bool(left_out) == (shorter != condition)
    size = len(list(atoms_of(shorter)))
    assert size <= len(list(atoms_of(condition))) - len(left_out)
    assert not any(logic.same(BASE, shorter, other) for _, other in logic.without_one(shorter))


@given(condition=conditions())
def test_a_condition_is_read_back_as_it_was_written(condition: Condition) -> None:
    """The notation in messages is that of rule files."""
    vocabulary = Vocabulary(FACTS, {"i": POSITIONS}, frozenset(CONCLUSIONS))
    problems: list[str] = []

    def report(code: str, message: str, fix: str) -> None:
        problems.append(f"{code} {message} {fix}")

    written = load(f"if: {notation(condition)}", file="f").value
    assert isinstance(written, dict)
    read = parse_condition(written["if"], vocabulary, report)
    assert not problems
    assert logic.same(BASE, condition, read)


def test_what_would_take_too_long_is_left_undecided() -> None:
    """With more cases than can be tried nothing is said."""
    many = tuple(Atom(AtomKind.CONCLUSION, f"c{number}") for number in range(12))
    assert logic.cases(BASE, many) is None
    whole = AnyOf((many[0], All(many)))
    assert not logic.same(BASE, whole, many[0])
    assert not logic.never(BASE, All((many[0], Not(many[0]), *many)))
    assert logic.simplest(BASE, whole) == (whole, ())
