"""From a counterexample to a case that somebody can paste into a file of cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...base.errors import SafeconductError
from ...engine import Engine
from ...inference.types import members
from ...rulebase.model import Assignment, RuleBase
from ..cases.case import FactsCase, WorkedCase
from ..cases.facts import FactsRunner
from ..cases.run import run
from .minimal import said
from .placing import PlacedQuestion, placed
from .point import Point, positions_of
from .property import Component
from .searching import Counterexample
from .under_test import UnderTest
from .written import dump

_MOST_SAID: Final = 4


class NotConfirmed(SafeconductError):
    """A counterexample did not show when the engine was run on it: a mistake of the kit."""

    code = "counterexample-not-confirmed"


@dataclass(frozen=True)
class PropertyReport:
    """A confirmed counterexample in words, and as a case that fails until it is mended."""

    counterexample: Counterexample
    says: str
    case: str


def report(
    found: Counterexample, under_test: UnderTest, engine: Engine | None = None
) -> PropertyReport:
    """Return a counterexample with its case, after running the engine on that case.

    The case is about a person and a place where ``engine`` has records of them and the question
    can be put so; otherwise it is made of facts. Raises `NotConfirmed` if the engine does not show
    what was found.
    """
    case = None if engine is None else _about_persons(found, under_test, engine)
    if case is None:
        case = _about_facts(found, under_test)
    return PropertyReport(found, _told(found, under_test.rulebase), dump([case]))


def _told(found: Counterexample, rulebase: RuleBase) -> str:
    lines = [found.of.says, f"    {found.of.formula}", "", "It does not hold:"]
    says = [failure.says for failure in found.failures]
    lines += [f"  - {one}" for one in says[:_MOST_SAID]]
    if len(says) > _MOST_SAID:
        lines.append(f"  - and {len(says) - _MOST_SAID} more")
    for id_ in found.rules:
        if id_ in rulebase.rule_index:
            rule = rulebase.rules[rulebase.rule_index[id_]]
            place = f"{rule.location.file}:{rule.location.line}"
            lines.append(f"    {id_} ({place}): {rule.title}")
    return "\n".join(lines)


def _about_facts(found: Counterexample, under_test: UnderTest) -> dict[str, Any]:
    base = under_test.rulebase
    case: dict[str, Any] = {
        **_heading(found),
        "facts": dict(facts_said(base, found.point)),
        **readings(base, found.point.positions),
        "expect": {"holds": [found.of.name]},
        "why": _why(found),
    }
    result = FactsRunner(under_test).run(FactsCase.model_validate(case))
    if result.passed:
        raise NotConfirmed(f"{found.of.name} holds when the engine runs\n{dump([case])}")
    return case


def _about_persons(
    found: Counterexample, under_test: UnderTest, engine: Engine
) -> dict[str, Any] | None:
    """Return the case with a person and a place, if the counterexample shows in one."""
    if found.of.component is not Component.RULES:
        return None
    where = placed(found, under_test, engine)
    if where is None:
        return None
    case = {
        **_heading(found),
        "question": _question(where, engine, found),
        "expect": {"holds": [found.of.name]},
        "why": _why(found),
        "rests_on": list(found.rules) or [found.of.name],
    }
    return None if run(WorkedCase.model_validate(case), engine).passed else case


def _question(where: PlacedQuestion, engine: Engine, found: Counterexample) -> dict[str, Any]:
    put: dict[str, Any] = {"person": where.person, "place": where.place, "on": where.on}
    put |= where.how
    put |= readings(engine.rulebase, found.point.positions)
    if where.assume:
        put["assume"] = {name: _plain(value) for name, value in where.assume.items()}
    return put


def _heading(found: Counterexample) -> dict[str, str]:
    parts = ["found", found.of.name, *found.rules[:2]]
    says = found.failures[0].says
    return {"id": "-".join(parts), "title": says[0].upper() + says[1:]}


def _why(found: Counterexample) -> str:
    return (
        f"{found.of.says} Here that is not so. Say instead of this why the answer is what it has "
        "to be, and above what that is."
    )


def facts_said(rulebase: RuleBase, point: Point) -> Iterator[tuple[str, object]]:
    """Yield the facts that are not as without a record."""
    for index in said(rulebase, point):
        if index < len(rulebase.facts):
            fact = rulebase.facts[index]
            values = [_plain(fact.values[value]) for value in members(point.truth[index])]
            yield fact.name, values[0] if len(values) == 1 else values


def readings(rulebase: RuleBase, positions: Assignment) -> dict[str, Any]:
    """Return the profile that comes nearest to some positions, and the issues in which they differ.

    The first profile is not said, since it is the one that is taken.
    """
    wanted = {
        issue.id: issue.positions[index].id
        for issue, index in zip(rulebase.issues, positions, strict=True)
    }
    differing: dict[str, dict[str, str]] = {}
    for id_, profile in rulebase.profiles.items():
        taken = positions_of(rulebase, profile)
        differing[id_] = {
            issue.id: wanted[issue.id]
            for issue, index, mine in zip(rulebase.issues, positions, taken, strict=True)
            if index != mine
        }
    if not differing:
        return {"positions": wanted} if wanted else {}
    first = next(iter(differing))
    best = min(differing, key=lambda id_: (len(differing[id_]), id_ != first))
    # A whole profile for one position would say more than was found.
    if best != first and len(differing[first]) <= 1:
        best = first
    found: dict[str, Any] = {} if best == first else {"profile": best}
    return found | ({"positions": differing[best]} if differing[best] else {})


def _plain(value: str) -> bool | str:
    return {"true": True, "false": False}.get(value, value)
