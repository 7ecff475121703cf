"""Each trap of durable-rules that the fence must hold, one by one.

What the library does without the fence: it lets the first matching rule use up an event, swallows
exceptions, takes names with one hash for one name, never finishes on more than 511 conditions, ends
the process when a session is deleted at the wrong time, and starts threads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations, product
from types import SimpleNamespace
from typing import Any

import pytest

from safeconduct.base.errors import SafeconductError
from safeconduct.inference import durable_host
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator, available, shared_host
from safeconduct.inference.durable_host import DurableHost, check_names, fnv1a
from safeconduct.inference.inference import default_evaluators
from safeconduct.inference.types import NO, YES
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import All, AnyOf, Atom, AtomKind, Not, RuleBase

from .oracle import Oracle
from .strategies import conclusion, is_true, make_base, make_fact, make_rule

pytestmark = pytest.mark.skipif(not available(), reason="durable-rules cannot be loaded")

Sessions = tuple[list[str], list[str]]


@pytest.fixture
def host() -> DurableHost:
    """Return a host of its own."""
    return DurableHost()


@pytest.fixture
def sessions(host: DurableHost, monkeypatch: pytest.MonkeyPatch) -> Sessions:
    """Return the sessions that the host opens and deletes from now on, as two growing lists."""
    opened: list[str] = []
    deleted: list[str] = []
    library: Any = host._host
    assert_fact, delete_state = library.assert_fact, library.delete_state

    def asserting(ruleset: str, fact: dict[str, Any]) -> object:
        opened.append(fact["sid"])
        return assert_fact(ruleset, fact)

    def deleting(ruleset: str, sid: str) -> object:
        deleted.append(sid)
        return delete_state(ruleset, sid)

    monkeypatch.setattr(library, "assert_fact", asserting)
    monkeypatch.setattr(library, "delete_state", deleting)
    return opened, deleted


class FailingNotes(dict[str, list[str]]):
    """Replaces the host's notes of fired rules by lists that fail."""

    def __init__(self, error: BaseException, after: int) -> None:
        super().__init__()
        self.error, self.after = error, after

    def __getitem__(self, sid: str) -> list[str]:
        """Return the session's list, one that fails once ``after`` rules are in it."""
        if len(super().__getitem__(sid)) == self.after:
            raise self.error
        return super().__getitem__(sid)


def _kind(value: str) -> Atom:
    return Atom(AtomKind.FACT, "f.kind", value)


def _wide(count: int) -> RuleBase:
    """Return a base of as many facts and rules, each rule on one fact, for two conclusions."""
    facts = [make_fact(f"f.n{index}") for index in range(count)]
    rules = [
        make_rule(f"r{index}", is_true(fact.name), f"c{index % 2}")
        for index, fact in enumerate(facts)
    ]
    return make_base(facts, rules)


def test_every_matching_rule_fires(host: DurableHost) -> None:
    """Rules with the same and with overlapping conditions all fire on one fact."""
    rules = {"one": [("a", 1)], "same": [("a", 1)], "more": [("a", 1), ("b", 1)], "always": []}
    ruleset = host.register({**rules, "none": [("a", 0)]})
    assert host.fire(ruleset, {"a": 1, "b": 1}) == set(rules)
    assert host.fire(ruleset, {"a": 1, "b": 0}) == {"one", "same", "always"}
    assert host.fire(ruleset, {"a": 0, "b": 1}) == {"none", "always"}


def test_two_rules_on_the_same_fact_both_apply() -> None:
    """No rule uses up the fact that another needs, be it for, against or for something else."""
    body = is_true("f.a")
    rules = [
        make_rule("for-1", body, "c"),
        make_rule("for-2", body, "c"),
        make_rule("against", body, "c", positive=False, defeats=["for-1", "for-2"]),
        make_rule("other", body, "d"),
    ]
    base = make_base([make_fact("f.a")], rules)
    derived = DurableEvaluator(base).derive((1,))
    assert list(derived.bodies) == [YES] * 4
    assert dict(zip(base.conclusions, derived.conclusions, strict=True)) == {"c": NO, "d": YES}


def test_no_rule_at_all_is_an_answer(host: DurableHost) -> None:
    """A fact that no rule matches gives no rules, not an error and not the end of the process."""
    ruleset = host.register({"r": [("a", 1)]})
    for _ in range(50):
        assert host.fire(ruleset, {"a": 0}) == frozenset()
        assert host.fire(ruleset, {}) == frozenset()


@pytest.mark.parametrize("after", [0, 1, 2], ids=["first", "second", "sink"])
@pytest.mark.parametrize(
    "error",
    [RuntimeError("boom"), AssertionError("boom"), KeyboardInterrupt("boom"), SystemExit("boom")],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_in_an_action_is_raised(
    host: DurableHost, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: int
) -> None:
    """Whatever an action raises, and wherever, comes out as an error; then all is well again."""
    ruleset = host.register({"one": [("a", 1)], "two": [("a", 1)]})
    with monkeypatch.context() as patch:
        patch.setattr(host, "_fired", FailingNotes(error, after))
        for _ in range(3):
            with pytest.raises(SafeconductError, match="durable-rules failed in"):
                host.fire(ruleset, {"a": 1})
    assert host.fire(ruleset, {"a": 1}) == {"one", "two"}
    assert host.fire(ruleset, {"a": 0}) == frozenset()


def test_an_evaluator_reports_a_failing_action(monkeypatch: pytest.MonkeyPatch) -> None:
    """A derivation in which an action failed gives no answer; the next one is right."""
    evaluator = DurableEvaluator(_wide(3))
    with monkeypatch.context() as patch:
        patch.setattr(shared_host(), "_fired", FailingNotes(RuntimeError("boom"), 0))
        with pytest.raises(SafeconductError, match="boom"):
            evaluator.derive((1, 0, 1))
    assert list(evaluator.derive((1, 0, 1)).bodies) == [YES, NO, YES]


def test_a_session_without_an_action_is_never_deleted(
    host: DurableHost, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the library failed before any action ran the session is left alone."""
    ruleset = host.register({"r": [("a", 1)]})
    opened, deleted = sessions
    with monkeypatch.context() as patch:

        def failing(*_: object) -> None:
            opened.append("failed")

        patch.setattr(host._host, "assert_fact", failing)
        with pytest.raises(SafeconductError):
            host.fire(ruleset, {"a": 1})
    assert opened[-1] == "failed"
    assert len(deleted) == len(opened) - 1
    assert host.fire(ruleset, {"a": 1}) == {"r"}


def test_every_session_is_deleted_once(host: DurableHost, sessions: Sessions) -> None:
    """Each evaluation has a session of its own, deleted before the answer is given."""
    opened, deleted = sessions
    ruleset = host.register({"r": [("a", 1)]})
    for index in range(20):
        host.fire(ruleset, {"a": index % 2})
        assert opened == deleted
    assert len(set(opened)) == len(opened) == 21


def test_more_evaluations_than_the_library_has_sessions(host: DurableHost) -> None:
    """Far more than 1024 evaluations of one ruleset work, since no session stays alive."""
    ruleset = host.register({"r": [("a", 1), ("b", 0)], "s": [("b", 1)]})
    for index in range(1500):
        a, b = index & 1, index >> 1 & 1
        expected = ({"r"} if a and not b else set()) | ({"s"} if b else set())
        assert host.fire(ruleset, {"a": a, "b": b}) == expected
    assert not host._fired


def test_colliding_property_names_are_refused(host: DurableHost) -> None:
    """The library would take `costarring` for `liquid`; it never sees two such names."""
    assert fnv1a("costarring") == fnv1a("liquid")
    with pytest.raises(SafeconductError, match="'costarring' and 'liquid' for one"):
        check_names(["costarring", "liquid"])
    check_names(["costarring", "solid", "costarring"])
    with pytest.raises(SafeconductError, match="for one"):
        host.register({"r": [("costarring", 1), ("liquid", 0)]})


def test_facts_with_colliding_names_are_told_apart() -> None:
    """A rule base may use both names, as facts and as conclusions: each is answered for itself."""
    rules = [
        make_rule("on-costarring", is_true("costarring"), "declinate"),
        make_rule("on-liquid", is_true("liquid"), "macallums"),
        make_rule("on-both", All((conclusion("declinate"), conclusion("macallums"))), "both"),
        make_rule("on-neither", Not(AnyOf(tuple(map(is_true, ("costarring", "liquid"))))), "no"),
    ]
    assert fnv1a("declinate") == fnv1a("macallums")
    base = make_base([make_fact("costarring"), make_fact("liquid")], rules)
    durable, oracle = DurableEvaluator(base), Oracle(base)
    for assignment in product(range(2), repeat=2):
        assert durable.derive(assignment) == oracle.derive(assignment)


@pytest.mark.parametrize("name", ["id", "sid", "$s", "$time", "$timerName", "$baseTime"])
def test_reserved_names_are_refused(host: DurableHost, name: str) -> None:
    """Properties that mean something to the library are no names for ours."""
    with pytest.raises(SafeconductError):
        check_names(["a", name])
    with pytest.raises(SafeconductError):
        host.register({"r": [(name, 1)]})


def test_hash_is_fnv1a() -> None:
    """The hash is the one the library uses: the published test values."""
    assert fnv1a("") == 0x811C9DC5
    assert fnv1a("a") == 0xE40C292C
    assert fnv1a("foobar") == 0xBF9CF968


def test_more_conditions_than_the_library_can_take() -> None:
    """Seven hundred facts and rules in one stratum load and answer right."""
    base = _wide(700)
    durable, compiled = DurableEvaluator(base), CompiledEvaluator(base)
    one = tuple(int(index == 699) for index in range(700))
    third = tuple(int(index % 3 == 0) for index in range(700))
    for assignment in ((0,) * 700, (1,) * 700, one, third):
        assert durable.derive(assignment) == compiled.derive(assignment)


def test_a_conclusion_with_many_rules_and_values() -> None:
    """A hundred rules that share a fact and differ in another's value all get their turn."""
    values = tuple(f"v{index}" for index in range(100))
    facts = [make_fact("f.kind", values), make_fact("f.on")]
    rules = [
        make_rule(f"r-{value}", All((is_true("f.on"), Not(_kind(value)))), "c") for value in values
    ]
    base = make_base(facts, rules)
    durable, compiled = DurableEvaluator(base), CompiledEvaluator(base)
    for assignment in ((0, 1), (99, 1), (50, 0)):
        assert durable.derive(assignment) == compiled.derive(assignment)


def test_a_rule_of_two_hundred_literals_is_the_largest() -> None:
    """Two hundred conditions in one rule work; one more is refused, and the rule is named."""
    atoms = tuple(is_true(f"f.n{index}") for index in range(201))
    facts = [make_fact(atom.name) for atom in atoms]
    base = make_base(facts[:200], [make_rule("large", All(atoms[:200]), "c")])
    durable = DurableEvaluator(base)
    assert durable.derive((1,) * 200).conclusions == bytes([YES])
    assert durable.derive((1,) * 199 + (0,)).conclusions == bytes([NO])
    with pytest.raises(SafeconductError, match=r"rule too-large tests 201 things.*split the rule"):
        DurableEvaluator(make_base(facts, [make_rule("too-large", All(atoms), "c")]))


def test_equal_rule_bases_share_their_rulesets() -> None:
    """What is registered is never freed, so an equal rule base brings nothing new; both answer."""
    first = DurableEvaluator(_wide(5))
    count = len(shared_host()._names)
    second = DurableEvaluator(_wide(5))
    assert len(shared_host()._names) == count
    assert first.derive((1, 0, 1, 0, 1)) == second.derive((1, 0, 1, 0, 1))


def test_the_definition_handed_over_is_not_emptied(host: DurableHost) -> None:
    """The library empties what it is given; the caller's definition stays as it was."""
    definition = {"one": [("a", 1), ("b", 0)], "two": [("b", 1)]}
    name = host.register(definition)
    assert definition == {"one": [("a", 1), ("b", 0)], "two": [("b", 1)]}
    assert host.register(definition) == name
    assert host.register({"two": [("b", 1)], "one": [("b", 0), ("a", 1)]}) == name
    assert host.register({"two": [("b", 1)]}) != name


def test_no_thread_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host runs without the library's timers, which would touch sessions behind its back."""
    started: list[str] = []
    start = threading.Thread.start

    def noted(thread: threading.Thread) -> None:
        started.append(type(thread).__name__)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", noted)
    before = set(threading.enumerate())
    host = DurableHost()
    ruleset = host.register({"r": [("a", 1)]})
    for _ in range(20):
        host.fire(ruleset, {"a": 1})
    time.sleep(0.5)
    host.fire(ruleset, {"a": 1})
    assert set(threading.enumerate()) <= before
    assert started == []


def test_eight_threads_at_once() -> None:
    """Threads that derive at once get the answers that one after another gives."""
    rulebase = load_rules()
    evaluator, compiled = DurableEvaluator(rulebase), CompiledEvaluator(rulebase)
    truths = [
        tuple(
            (seed * (place + 3) // 7) % len(values) for place, values in enumerate(rulebase.values)
        )
        for seed in range(40)
    ]
    expected = [compiled.derive(truth) for truth in truths]
    barrier = threading.Barrier(8)

    def work(shift: int) -> bool:
        barrier.wait()
        turned = [(index + shift * 5) % len(truths) for index in range(len(truths))]
        return all(evaluator.derive(truths[index]) == expected[index] for index in turned)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_threads_may_load_at_once(host: DurableHost) -> None:
    """Threads that register the same and different rules at once get one ruleset for each."""
    barrier = threading.Barrier(8)

    def work(number: int) -> tuple[str, frozenset[str]]:
        barrier.wait()
        name = host.register({f"r{number % 2}": [("a", 1)]})
        return name, host.fire(name, {"a": 1})

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(8)))
    assert len({name for name, _ in found}) == 2
    assert [fired for _, fired in found] == [{f"r{number % 2}"} for number in range(8)]


def test_a_blocker_blocks_in_any_order(host: DurableHost) -> None:
    """A rule with a denied property never fires where it is true, however the fact is written."""
    ruleset = host.register({"r": [("visit", 1), ("person", 1), ("blocked", 0)]})
    blocked = {"visit": 1, "person": 1, "blocked": 1}
    for order in permutations(blocked):
        assert host.fire(ruleset, {name: blocked[name] for name in order}) == frozenset()
        free = {**{name: blocked[name] for name in order}, "blocked": 0}
        assert host.fire(ruleset, free) == {"r"}


def test_a_missing_property_is_neither_true_nor_false(host: DurableHost) -> None:
    """What a fact does not carry matches neither 1 nor 0, so the evaluator always says which."""
    ruleset = host.register({"yes": [("a", 1)], "no": [("a", 0)]})
    assert host.fire(ruleset, {}) == frozenset()
    assert host.fire(ruleset, {"a": 1}) == {"yes"}
    assert host.fire(ruleset, {"a": 0}) == {"no"}


def test_what_a_rule_wants_to_be_zero_is_always_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fact of a derivation carries such a property as 1 or 0, and any other where it is 1."""
    base = make_base(
        [make_fact("f.a"), make_fact("f.kind", ("x", "y", "z"))],
        [
            make_rule("r", All((is_true("f.a"), Not(_kind("y")))), "c"),
            make_rule("s", Not(conclusion("c")), "d"),
            make_rule("t", AnyOf((conclusion("c"), _kind("z"))), "e"),
        ],
    )
    evaluator = DurableEvaluator(base)
    facts: list[dict[str, int]] = []
    fire = shared_host().fire

    def noted(ruleset: str, properties: Mapping[str, int]) -> frozenset[str]:
        facts.append(dict(properties))
        return fire(ruleset, properties)

    monkeypatch.setattr(shared_host(), "fire", noted)
    for assignment in product(range(2), range(3)):
        evaluator.derive(assignment)
    assert {type(value) for fact in facts for value in fact.values()} == {int}
    assert {value for fact in facts for value in fact.values()} == {0, 1}
    always, sometimes = {"v1_1"}, {"v0_1", "c0n", "c0y", "v1_2"}
    told = [{name for name in sometimes if name in fact} for fact in facts]
    assert all(fact[name] == 1 for fact, names in zip(facts, told, strict=True) for name in names)
    assert set().union(*told) == sometimes
    first = [fact for fact in facts if always & set(fact)]
    assert len(first) == 6
    assert {fact["v1_1"] for fact in first} == {0, 1}


@pytest.mark.parametrize(
    ("error", "version", "helps"),
    [
        (ImportError("undefined symbol"), (3, 11), "CPPFLAGS="),
        (ModuleNotFoundError("gone"), (3, 11), "pip install 'safeconduct[durable]'"),
        (ModuleNotFoundError("gone"), (3, 13), "CPPFLAGS="),
    ],
)
def test_without_the_library_there_is_another_witness(
    error: ImportError, version: tuple[int, int], helps: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be loaded, two evaluators derive all the same, and what helps is said."""

    def refuse(_: str) -> None:
        raise error

    monkeypatch.setattr(durable_host.importlib, "import_module", refuse)
    monkeypatch.setattr(durable_host, "sys", SimpleNamespace(version_info=version))
    durable_host.missing.cache_clear()
    try:
        assert not available()
        assert helps in str(durable_host.missing())
        names = [one.name for one in default_evaluators(_wide(1))]
    finally:
        durable_host.missing.cache_clear()
    assert names == ["compiled", "forward chaining"]


_PROGRAM = """
import random
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.durable import DurableEvaluator
from safeconduct.rulebase.load import load_rules

rulebase = load_rules()
durable, compiled = DurableEvaluator(rulebase), CompiledEvaluator(rulebase)
chance = random.Random(1998)
for _ in range(300):
    truth = tuple(chance.randrange(len(values)) for values in rulebase.values)
    assert durable.derive(truth) == compiled.derive(truth)
print("derived")
"""


def test_a_process_with_poisoned_memory_and_strict_warnings_ends_well() -> None:
    """Hundreds of derivations with freed memory overwritten and warnings as errors: exit code 0."""
    strict = {"PYTHONFAULTHANDLER": "1", "MALLOC_PERTURB_": "165"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _PROGRAM],
        env={**os.environ, **strict},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "derived\n", "")


class _Failing(dict[str, list[str]]):
    """Stands where the matches are gathered, and fails."""

    def __getitem__(self, key: str) -> list[str]:
        raise RuntimeError("boom")


class _Forgetting(dict[str, list[str]]):
    """Stands where the matches are gathered, and loses them."""

    def __getitem__(self, key: str) -> list[str]:
        return []


def test_a_failed_registration_leaves_room_for_the_next(host: DurableHost) -> None:
    """A name that the library has seen is not used again."""
    gathered, host._fired = host._fired, _Failing()
    with pytest.raises(SafeconductError, match="boom"):
        host.register({"a": [("x", 1)]})
    host._fired = gathered
    assert host.fire(host.register({"b": [("x", 1)]}), {"x": 1}) == {"b"}


def test_failing_actions_leak_no_session(host: DurableHost) -> None:
    """More failures than the library has sessions, and it still works."""
    ruleset = host.register({"a": [("x", 1)]})
    gathered, host._fired = host._fired, _Failing()
    for _ in range(1100):
        with pytest.raises(SafeconductError, match="boom"):
            host.fire(ruleset, {"x": 1})
    host._fired = gathered
    assert host.fire(ruleset, {"x": 1}) == {"a"}


def test_errors_of_the_library_are_ours(host: DurableHost) -> None:
    """Whatever the library raises comes out as one kind of error, with the cause in it."""
    ruleset = host.register({"a": [("x", 1)]})
    with pytest.raises(SafeconductError, match="302"):
        host.fire(ruleset, {f"p{index}": 1 for index in range(300)})
    with pytest.raises(SafeconductError, match="nowhere"):
        host.fire("nowhere", {"x": 1})


def test_a_lost_sink_is_an_error(host: DurableHost) -> None:
    """An evaluation that cannot be shown to have finished gives no answer."""
    ruleset = host.register({"a": [("x", 1)]})
    host._fired = _Forgetting()
    with pytest.raises(SafeconductError, match="failed in"):
        host.fire(ruleset, {"x": 1})
