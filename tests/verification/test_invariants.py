"""Invariants: proved for every case, or refuted by the smallest one."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeconduct.authoring.kit import UnderTest, properties_of, search
from safeconduct.authoring.verification.difference.compare import compare
from safeconduct.authoring.verification.properties.invariants import invariants
from safeconduct.authoring.verification.results import ProofResult
from safeconduct.authoring.verification.run import prove
from safeconduct.authoring.verification.tell import plain_finding
from safeconduct.authoring.verification.workbench import Workbench
from safeconduct.base.errors import RulesError
from safeconduct.rulebase.load import load_rules
from safeconduct.rulebase.model import RuleBase

BASE = {
    "facts.yaml": """
- {name: host.party, meaning: M, question: Q?, absent: {holds: false, reason: r}}
- {name: host.island, meaning: M, question: Q?, absent: {holds: false, reason: r}}
- name: person.rank
  values: [none, envoy, head]
  meaning: M
  question: Q?
  absent: {holds: presumed, value: none, reason: r}
""",
    "law.yaml": """
- {id: party, title: T, cite: c, if: host.party, then: duty}
- {id: head, title: T, cite: c, if: {person.rank: head}, then: not duty, defeats: [party]}
- {id: envoy, title: T, cite: c, if: {person.rank: [envoy, head]}, then: shelter}
- {id: island, title: T, cite: c, if: host.island, then: late}
""",
    "questions/q.yaml": """
id: q
title: Q?
outcome: [{value: must, if: duty}, {value: must_not, if: shelter}, {value: may}]
severity: [must, must_not, may]
parts:
  duty: [{value: "yes", if: duty}, {value: "no"}]
  when: [{value: now, if: {not: late}}, {value: later, if: shelter}, {value: now}]
exposure:
  must: {uncontested: a, contested: a}
  must_not: {uncontested: a, contested: a}
  may: {uncontested: a, contested: a}
  undetermined: {uncontested: a, contested: a}
""",
}


def base(where: Path, *invariants: str, **files: str) -> RuleBase:
    """Return the small rule base with what is declared of it."""
    declared = "invariants:\n" + "".join(
        f"- {{id: i{n}, says: Says so., reason: r, {one}}}\n" for n, one in enumerate(invariants)
    )
    texts = BASE | ({"properties.yaml": declared} if invariants else {})
    for name, text in (texts | {f"{name}.yaml": text for name, text in files.items()}).items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_text(text, "utf-8")
    return load_rules([where], embedded=False)


def proved(rulebase: RuleBase) -> ProofResult:
    """Return what comes of the invariants of a rule base."""
    (result,) = prove(Workbench(rulebase), [invariants])
    return result


HOLD = [
    "never: [duty, {person.rank: head}]",
    "never: {outcome: [must, must_not]}, when: [{not: host.party}, {person.rank: none}]",
    "never: [{outcome: must}, {duty: 'no'}]",
    "never: [{outcome: must}, {outcome: may}]",
    "never: {when: later}, when: {not: host.island}",
    "never: {any: [[duty, {person.rank: head}], [shelter, {person.rank: none}]]}",
    "always: {if: duty, then: host.party}",
    "always: {if: {person.rank: head}, then: {outcome: must_not}}",
    "always: {if: {when: later}, then: [late, shelter]}",
    "always: {if: [], then: {any: [duty, {not: duty}]}}",
    "equivalent: [duty, {outcome: must}, {duty: 'yes'}]",
    "equivalent: [shelter, {person.rank: [envoy, head]}]",
    "equivalent: [{when: later}, [host.island, shelter]]",
    "equivalent: [late, host.island], when: host.party",
]
FAIL = {
    "never: [duty, shelter]": {"host.party": True, "person.rank": "envoy"},
    "never: {outcome: must}": {"host.party": True},
    "never: {outcome: must_not}": {"person.rank": "envoy"},
    "never: [{outcome: must_not}, {when: later}]": {"host.island": True, "person.rank": "envoy"},
    "never: {outcome: may}": {},
    "always: {if: host.party, then: duty}": {"host.party": True, "person.rank": "head"},
    "always: {if: shelter, then: {outcome: must_not}}": {
        "host.party": True,
        "person.rank": "envoy",
    },
    "always: {if: {when: now}, then: {not: late}}": {"host.island": True},
    "equivalent: [duty, host.party]": {"host.party": True, "person.rank": "head"},
    "equivalent: [duty, shelter]": {"host.party": True},
    "equivalent: [{outcome: may}, {not: duty}, {not: shelter}]": {"host.party": True},
}


def test_what_holds_is_proved(tmp_path: Path) -> None:
    """Over conclusions, outcomes, parts, facts and conditions of them."""
    result = proved(base(tmp_path, *HOLD))
    assert (result.claims, [one.says for one in result.findings]) == (len(HOLD), [])


def test_what_does_not_hold_is_refuted_by_the_smallest_case(tmp_path: Path) -> None:
    """The case is told in words, and can be run as it stands."""
    rulebase = base(tmp_path, *FAIL)
    result = proved(rulebase)
    assert [one.subject for one in result.findings] == [f"i{n}" for n in range(len(FAIL))]
    for finding, facts in zip(result.findings, FAIL.values(), strict=True):
        data = plain_finding(rulebase, "invariants", finding)
        assert data["says"] == "not so: Says so"
        (case,) = data["example"]["cases"]
        assert len(case["facts"]) == len(facts), case
        assert case["facts"] == facts
        assert data["example"]["in_words"].startswith(
            "Suppose that" if facts else "Nothing is on record"
        )


@pytest.mark.parametrize("text", [*HOLD, *FAIL])
def test_the_kit_finds_the_same(tmp_path: Path, text: str) -> None:
    """Searching finds a case where there is one, and none where there is none."""
    rulebase = base(tmp_path, text)
    (one,) = (one for one in properties_of(rulebase) if one.name == "i0")
    found = search(UnderTest(rulebase), one, examples=60).found
    assert (found is not None) == (text in FAIL)


def test_an_invariant_is_of_the_question_that_has_its_tables(tmp_path: Path) -> None:
    """A second question changes nothing, unless it says the same: then one has to be named."""
    second = BASE["questions/q.yaml"].replace("id: q", "id: second").replace("must", "shall")
    second = second.replace("may", "might").replace("parts:", "parts:\n  other: [{value: x}]")
    texts = {"questions/second": second}
    rulebase = base(tmp_path / "two", "never: [{outcome: must}, {outcome: may}]", **texts)
    assert [one.question for one in rulebase.properties.invariants] == ["q"]
    with pytest.raises(RulesError, match="ambiguous-target"):
        base(tmp_path / "both", "never: {duty: 'yes'}", **texts)
    named = base(tmp_path / "named", "never: {duty: 'yes'}, question: second", **texts)
    assert [one.question for one in named.properties.invariants] == ["second"]
    assert [one.subject for one in proved(named).findings] == ["i0"]


def test_an_invariant_can_be_waived(tmp_path: Path) -> None:
    """With the reason, as any other property."""
    base(tmp_path, "never: {outcome: must}")
    file = tmp_path / "properties.yaml"
    waiver = "waivers: [{id: w, property: invariants, subjects: [i0], reason: Known.}]\n"
    file.write_text(file.read_text("utf-8") + waiver, "utf-8")
    result = proved(load_rules([tmp_path], embedded=False))
    assert (len(result.findings), [one.reason for one in result.waived]) == (0, ["Known."])


def test_what_a_change_breaks_is_told(tmp_path: Path) -> None:
    """What failed before is not told again; what speaks of names that are gone is left out."""
    old = base(
        tmp_path / "old",
        "never: [duty, {person.rank: head}]",
        "never: {outcome: must}",
        "never: [late, {not: host.island}]",
    )
    law = BASE["law.yaml"].replace(", defeats: [party]", "").replace("not duty", "spared")
    law = law.replace("- {id: island, title: T, cite: c, if: host.island, then: late}", "")
    question = BASE["questions/q.yaml"].replace("{not: late}", "spared")
    new = base(tmp_path / "new", law=law.strip(), **{"questions/q": question, "facts": _facts()})
    found = compare(new, old)
    assert [one.subject for one in found.broken] == ["i0"]
    assert found.broken[0].example is not None
    assert found.broken[0].example.stated == {"host.party": "true", "person.rank": "head"}
    assert compare(old, old).broken == ()


def _facts() -> str:
    lines = BASE["facts.yaml"].splitlines(keepends=True)
    return "".join(line for line in lines if "host.island" not in line)


def test_our_invariants_are_many_and_hold() -> None:
    """Ten at least, proved for every case that could be."""
    rulebase = load_rules()
    assert len(rulebase.properties.invariants) >= 10
    assert [one.says for one in proved(rulebase).findings] == []


def test_a_layer_that_makes_mongolia_arrest_without_a_surrender_is_caught(tmp_path: Path) -> None:
    """One rule that passes every check of the loader: must arrest, surrender barred."""
    (tmp_path / "law.yaml").write_text(
        "- id: heads-of-state\n  title: No head of State is arrested\n  cite: Custom\n"
        "  if: [{person.office: head_of_state}, {host.status: party}]\n  then: arrest_forbidden\n"
    )
    rulebase = load_rules([tmp_path])
    found = {one.subject: one for one in proved(rulebase).findings}
    assert {"arrest-owed-surrender-not-barred", "surrender-barred-by-little"} <= set(found)
    data = plain_finding(rulebase, "invariants", found["arrest-owed-surrender-not-barred"])
    (case,) = data["example"]["cases"]
    assert case["expect"]["outcome"] == "must_arrest"
    assert case["expect"]["parts"]["surrender"] == "barred"
    assert len(case["facts"]) == 4
    assert "the person is a serving head of State" in data["example"]["in_words"]
