"""What would change the answer: every set told does, no smaller one would, all can be so."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

import pytest

from safeconduct import Engine, InputError
from safeconduct.case.counterfactual.model import ChangeSet, Plausibility
from safeconduct.case.counterfactual.search import changes
from safeconduct.case.inputs import Inputs
from safeconduct.case.query import Query
from safeconduct.inference.compiled import CompiledEvaluator
from safeconduct.inference.inference import Inference
from safeconduct.rulebase.model import Changeability

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def single(engine: Engine) -> Engine:
    """Return an engine with one evaluator, to try out many cases."""
    rulebase = engine.rulebase
    evaluators = [CompiledEvaluator(rulebase)]
    inference = Inference(rulebase, rulebase.questions["arrest-on-travel"], evaluators)
    return Engine(engine.world, rulebase, today=lambda: TODAY, inference=inference)


def told(found: tuple[ChangeSet, ...]) -> dict[tuple[tuple[str, str], ...], str]:
    """Return every set as facts with their values, other values included, and its outcome."""
    sets: dict[tuple[tuple[str, str], ...], str] = {}
    for one in found:
        names = tuple(fact.fact for fact in one.facts)
        for values in (tuple(fact.then for fact in one.facts), *one.likewise):
            sets[tuple(sorted(zip(names, values, strict=True)))] = one.outcome
    return sets


def test_what_would_free_mongolia(engine: Engine) -> None:
    """The end of the warrant, no request, no membership; and the readings of immunity."""
    found = engine.changes("putin", "MNG", on="2024-09-02")
    sets = told(found.facts)
    assert sets[("warrant.ended", "executed"),] == "no_warrant_in_force"
    assert sets[("warrant.ended", "ended"),] == "no_warrant_in_force"
    assert sets[("request.received", "false"),] == "may_arrest"
    assert sets[("host.status", "never"),] == "may_arrest"
    assert {one.outcome for one in found.readings} == {"must_not_arrest", "undetermined"}
    assert {p.position for one in found.readings for p in one.positions} >= {"african_union"}


def test_to_leave_would_free_nobody_from_what_was_begun(engine: Engine) -> None:
    """Mongolia may withdraw, but the investigation would have been opened before (art. 127(2))."""
    found = engine.changes("putin", "MNG", on="2024-09-02")
    assert (("host.status", "withdrawn"),) not in told(found.facts)
    left = engine.what_if("putin", "MNG", on="2024-09-02", assume={"host.status": "withdrawn"})
    assert left.grounds == ("after_withdrawal",)


def test_a_state_that_left_may_join_again(engine: Engine) -> None:
    """What is said of proceedings before an exit goes with the exit."""
    found = engine.changes("putin", "BDI", on="2024-09-02")
    back = next(one for one in found.facts if one.facts[0].then == "party")
    assert back.outcome == "must_arrest"
    assert back.plausibility is Plausibility.BY_ACT
    assert {one.value for one in back.facts[0].follows} == {"false"}


def test_the_most_plausible_comes_first(engine: Engine) -> None:
    """By time, by act, by the Court; at last what only a wrong record could change."""
    for place in ("MNG", "CHN", "RUS", "NER"):
        found = engine.changes("putin", place, on="2024-09-02").facts
        ranks = [list(Plausibility).index(one.plausibility) for one in found]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 2
    joined = engine.changes("putin", "CHN", on="2024-09-02").facts[0]
    assert joined.says == (
        "If the Rome Statute had been in force for China, China would have had to arrest "
        "Vladimir Vladimirovich Putin."
    )
    last = engine.changes("putin", "MNG", on="2024-09-02").facts[-1].says
    assert last.startswith("If Mongolia had not joined the Rome Statute (contrary to the record), ")


def test_an_office_that_ends_comes_first(engine: Engine) -> None:
    """Under the African Union's reading only a serving head of State is immune."""
    found = engine.changes("putin", "MNG", on="2024-09-02", profile="african-union")
    assert found.outcome == "must_not_arrest"
    first = found.facts[0]
    assert (first.facts[0].fact, first.facts[0].then) == ("person.office", "none")
    assert (first.outcome, first.plausibility) == ("must_arrest", Plausibility.BY_TIME)
    (record,) = first.facts[0].records
    assert record.says.startswith("Vladimir Vladimirovich Putin: President of the Russian")
    assert ("other_minister",) in first.likewise


def test_what_is_on_record_for_later_comes_with_its_day(engine: Engine) -> None:
    """A pending withdrawal; a death that came; each with its day."""
    (first, *_) = engine.changes("putin", "NER").scheduled
    assert (first.since, first.grounds) == (date(2027, 6, 18), ("after_withdrawal",))
    found = engine.changes("thomas-lubanga", "FRA", on="2006-03-01")
    dated = {f.scheduled for one in found.facts for f in one.facts if f.scheduled}
    assert dated == {date(2006, 3, 16)}


def test_readings_are_told_as_sentences(engine: Engine) -> None:
    """The Court's former reasoning first, with its day and what would follow."""
    first, *others = engine.changes("putin", "MNG", on="2024-09-02").readings
    assert first.says == (
        "If the Court had returned to its reasoning of 9 April 2014 (immunity stands unless the "
        "Security Council lifted it), Mongolia would not have been allowed to arrest Vladimir "
        "Vladimirovich Putin."
    )
    assert [one.positions[0].standing for one in others] == ["states"] * 3 + ["dissent"]


def test_what_would_settle_an_open_answer(engine: Engine) -> None:
    """While a warrant is secret, the request decides; what may turn out comes first."""
    found = engine.changes("thomas-lubanga", "FRA", on="2006-03-01")
    assert found.outcome == "undetermined"
    two = [one for one in found.facts if one.plausibility is Plausibility.OPEN]
    assert found.facts[:2] == tuple(two)
    assert {one.facts[0].then: one.outcome for one in two} == {
        "true": "must_arrest",
        "false": "no_warrant_in_force",
    }
    assert all(one.says.startswith("If it turns out that ") for one in two)
    assert all(one.facts[0].now == "unknown" for one in two)


@pytest.mark.parametrize("seed", range(12))
def test_each_set_is_what_assuming_it_gives_and_no_part_is(engine: Engine, seed: int) -> None:
    """Assuming the set gives the outcome told; assuming less of it gives the old one."""
    source = random.Random(seed)
    persons = [p for p in sorted(engine.world.persons) if len(engine.world.warrants_of(p)) == 1]
    person, place = source.choice(persons), source.choice(sorted(engine.world.places))
    on = date.fromordinal(source.randrange(733_000, 739_900))
    found = engine.changes(person, place, on=on)
    for assumed, outcome in told(found.facts).items():
        answer = engine.what_if(person, place, on=on, assume=dict(assumed))
        assert answer.outcome == outcome != found.outcome
        for part in assumed if len(assumed) > 1 else ():
            try:
                less = engine.what_if(person, place, on=on, assume=dict([part]))
            except InputError as error:
                assert error.code == "impossible-assumption"  # noqa: PT017
            else:
                assert less.outcome == found.outcome


@pytest.mark.parametrize("seed", range(6))
def test_each_reading_is_what_taking_it_gives(engine: Engine, seed: int) -> None:
    """Taking the positions gives the outcome told."""
    source = random.Random(seed)
    profile = source.choice(sorted(engine.rulebase.profiles))
    place = source.choice(["MNG", "CHN", "NER", "BDI", "FRA", "USA", "crimea"])
    person = source.choice(["vladimir-putin", "omar-al-bashir", "benjamin-netanyahu"])
    asked = {"on": "2026-10-01", "profile": profile, "purpose": source.choice(engine.purposes)}
    found = engine.changes(person, place, **asked)  # type: ignore[arg-type]
    for one in found.readings:
        taken = {position.issue: position.position for position in one.positions}
        answer = engine.travel_risk(person, place, positions=taken, **asked)  # type: ignore[arg-type]
        assert answer.outcome == one.outcome != found.outcome


def _every_pair(query: Query, facts: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Yield every way to change one or two facts."""
    names = sorted(set(facts) - set(query.given.asked))
    for size in (1, 2):
        for chosen in combinations(names, size):
            for values in product(*(facts[name] for name in chosen)):
                yield dict(zip(chosen, values, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("person", "place", "on", "profile"),
    [
        ("vladimir-putin", "MNG", "2024-09-02", "icc"),
        ("vladimir-putin", "MNG", "2024-09-02", "african-union"),
        ("thomas-lubanga", "FRA", "2006-03-01", "icc"),
    ],
)
def test_no_set_is_missing(single: Engine, person: str, place: str, on: str, profile: str) -> None:
    """Every change of one or two facts is tried out: those that matter are all told."""
    rulebase = single.rulebase
    query = single.query(person, place, on=on, profile=profile)
    first = single.reasoner.determinations(query)[0]
    truth = first.subject.timelines[0].at(query.on.toordinal())
    facts = {}
    for fact, mask in zip(rulebase.facts, truth, strict=True):
        open_ = first.determination.outcome == "undetermined"
        facts[fact.name] = tuple(
            value
            for index, value in enumerate(fact.values)
            if mask != 1 << index
            and (open_ if mask >> index & 1 else fact.changes is not Changeability.NEVER)
        )
    expected: dict[tuple[tuple[str, str], ...], str] = {}
    for assumed in _every_pair(query, facts):
        pairs = tuple(sorted(assumed.items()))
        if any((pair,) in expected for pair in pairs):
            continue
        given = Inputs.of(rulebase, "ground", "unspecified", assumed)
        try:
            other = single.reasoner.determinations(query._replace(given=given))[0]
        except InputError:
            continue
        if other.determination.outcome != first.determination.outcome:
            expected[pairs] = other.determination.outcome
    assert told(changes(single.reasoner, query, first).facts) == expected


def test_what_cannot_change_is_not_told(engine: Engine) -> None:
    """No nationality and no past event is a way out; what is unknown may turn out."""
    never = {fact.name for fact in engine.rulebase.facts if fact.changes == "never"}
    assert "host.is_own_state" in never
    for place in ("MNG", "CHN", "RUS", "high-seas"):
        found = engine.changes("putin", place, on="2024-09-02")
        known = [fact for one in found.facts for fact in one.facts if fact.plausibility != "open"]
        assert not {fact.fact for fact in known} & never


def test_what_is_asked_or_assumed_stays(engine: Engine) -> None:
    """An assumption is not offered as a change, and the answer is that of the assumption."""
    found = engine.changes("putin", "CHN", on="2024-09-02", assume={"host.status": "party"})
    assert found.outcome == "must_arrest"
    assert found.scheduled == ()
    assert "host.status" not in {fact.fact for one in found.facts for fact in one.facts}


def test_several_warrants_are_told_apart(engine: Engine) -> None:
    """Where there are two warrants, a change of one says which."""
    found = engine.changes("omar-al-bashir", "ZAF", on="2015-06-14")
    pairs = [one.says for one in found.facts if len(one.facts) == 2]
    assert any("the warrant of 4 March 2009 had been executed" in text for text in pairs)


def test_on_the_command_line() -> None:
    """What is on record, facts by plausibility and readings, each with its outcome."""
    from typer.testing import CliRunner

    from safeconduct.cli.app import app

    asked = ["changes", "putin", "niger", "--on", "2026-11-24"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    for part in (
        "On record for later: from 18 June 2027",
        "What the Court or an arrest may change",
        "On another reading of the law",
        "returned to its reasoning of 9 April 2014",
    ):
        assert part in " ".join(done.stdout.split()), part
