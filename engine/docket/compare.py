"""Compares an answer, or a guess by membership alone, with a finding of a court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..base.dates import first_day
from ..base.words import label, listing
from ..case.question import QUESTION
from ..case.terms import Outcome
from ..questions.arrest_on_travel.rulings import RulingExpectation
from ..records.world import World
from ..rulebase.model import RuleBase
from ..timeline.place import council_order
from ..timeline.steps import Basis, Holding
from ..timeline.treaty import status_of
from .entry import Column, Comparison, Reply, Score, Tally, Verdict


@dataclass(frozen=True, slots=True)
class Baseline:
    """The outcome and what binds the State; of immunity the baseline knows nothing."""

    outcome: Outcome
    sources: tuple[str, ...]


def baseline(world: World, person: str, state: str, on: date) -> Baseline:
    """Return must arrest if the State is a party, accepted the situation or was ordered; else may.

    It looks at no warrant's life, at no office and at no reading of the law.
    """
    sources = tuple(dict.fromkeys(_sources(world, person, state, on)))
    return Baseline(Outcome.MUST_ARREST if sources else Outcome.MAY_ARREST, sources)


def _sources(world: World, person: str, state: str, on: date) -> Iterator[str]:
    day = on.toordinal()
    nothing = Holding(frozenset({"false"}), Basis.NO_RECORD)
    if status_of(world, state, nothing).at(day).values == {"party"}:
        yield "as_party"
    situations = {warrant.situation for warrant in world.warrants_of(person)}
    for situation in sorted(situations):
        if council_order(world, state, situation, nothing).at(day).values == {"true"}:
            yield "by_council"
        if any(
            declaration.kind == "article_12_3"
            and situation in declaration.situations
            and declaration.effective
            and declaration.lodged is not None
            and first_day(declaration.lodged) <= on
            for declaration in world.declarations_of(state)
        ):
            yield "by_acceptance"


_NOTHING: Final = "nothing said"
_NO_SOURCE: Final = "no source of a duty"


def compare(
    expected: RulingExpectation, reply: Reply, qualifications: Sequence[str], rulebase: RuleBase
) -> Comparison:
    """Return the three columns for the engine's answer on one case."""
    return Comparison(
        outcome=_outcome(expected, reply.outcome, rulebase),
        ground=_ground(expected, reply.grounds, reply.reason, qualifications),
        immunity=_immunity(expected, reply, rulebase),
    )


def compare_baseline(expected: RulingExpectation, said: Baseline, rulebase: RuleBase) -> Comparison:
    """Return the three columns for the trivial answer, which has no reasons beyond what binds."""
    spoken = expected.immunity != "not_decided"
    return Comparison(
        outcome=_outcome(expected, said.outcome, rulebase),
        ground=_ground(expected, said.sources, None, ()),
        immunity=Column(
            verdict=Verdict.DIFFERS if spoken else Verdict.NOT_COMPARABLE,
            expected=label(expected.immunity),
            got=_NOTHING,
            why="the baseline has no reasons on immunity" if spoken else _NOT_DECIDED,
        ),
    )


def merged(comparisons: Sequence[Comparison]) -> Comparison:
    """Return several cases of one ruling as one: a ruling agrees if no case of it differs."""
    return Comparison(
        outcome=_merged([one.outcome for one in comparisons]),
        ground=_merged([one.ground for one in comparisons]),
        immunity=_merged([one.immunity for one in comparisons]),
    )


def score(comparisons: Sequence[Comparison | None]) -> Score:
    """Return the columns counted; ``None`` (no answer) counts as not comparable."""
    return Score(
        outcome=_tally([one.outcome if one else None for one in comparisons]),
        ground=_tally([one.ground if one else None for one in comparisons]),
        immunity=_tally([one.immunity if one else None for one in comparisons]),
    )


_NOT_DECIDED: Final = "the decision does not speak of immunity"


def _column(agrees: bool, expected: str, got: str, why: str = "") -> Column:  # noqa: FBT001
    verdict = Verdict.AGREES if agrees else Verdict.DIFFERS
    return Column(verdict=verdict, expected=expected, got=got, why=why)


def _outcome(expected: RulingExpectation, got: Outcome, rulebase: RuleBase) -> Column:
    agrees = got == expected.outcome
    why = "" if agrees else expected.if_it_differs
    words = rulebase.questions[QUESTION].wording
    return _column(agrees, words.label_of(expected.outcome), words.label_of(got), why)


def _ground(
    expected: RulingExpectation,
    sources: Sequence[str],
    reason: str | None,
    qualifications: Sequence[str],
) -> Column:
    got = label(reason) if reason else listing([label(one) for one in sources]) or _NO_SOURCE
    if expected.reasons:
        wanted = listing([label(one) for one in sorted(expected.reasons)], "or")
        return _column(reason in expected.reasons, wanted, got)
    if expected.sources is None:
        return Column(
            verdict=Verdict.NOT_COMPARABLE,
            expected=_NOTHING,
            got=got,
            why=expected.no_source,
        )
    parts = [*map(label, expected.sources), *map(label, expected.labels)]
    shown = [label(one) for one in expected.labels if one in qualifications]
    wanted = listing(parts) or _NO_SOURCE
    found = listing([got, *shown])
    if not expected.sources:
        return _column(not sources, wanted, found)
    missing = {*expected.sources} - {*sources} or {*expected.labels} - {*qualifications}
    why = f"the answer does not show: {', '.join(map(label, sorted(missing)))}" if missing else ""
    return _column(not missing, wanted, found, why)


def _immunity(expected: RulingExpectation, reply: Reply, rulebase: RuleBase) -> Column:
    titles = [_title(rulebase, rule) for rule in reply.immunity_rules]
    got = "; ".join([label(reply.immunity), *titles])
    if expected.immunity == "not_decided":
        return Column(
            verdict=Verdict.NOT_COMPARABLE,
            expected=label(expected.immunity),
            got=got,
            why=_NOT_DECIDED,
        )
    routes = [_title(rulebase, rule) for rule in sorted(expected.routes)]
    wanted = "; ".join([label(expected.immunity), *routes])
    stands = {"bar": "bar", "no_bar": "no_bar", "not_raised": "no_bar"}.get(reply.immunity)
    if stands != expected.immunity:
        return _column(False, wanted, got, "another result")
    if not expected.routes:
        return _column(True, wanted, got, _RESULT_ONLY)
    same = bool(expected.routes & {*reply.immunity_rules})
    return _column(same, wanted, got, "" if same else "the same result by another route")


_RESULT_ONLY: Final = "only the result is compared: the record names no route that the rules know"


def _title(rulebase: RuleBase, rule: str) -> str:
    index = rulebase.rule_index.get(rule)
    return label(rule) if index is None else rulebase.rules[index].title


def _merged(columns: Sequence[Column]) -> Column:
    verdicts = {column.verdict for column in columns}
    verdict = next(
        v for v in (Verdict.DIFFERS, Verdict.AGREES, Verdict.NOT_COMPARABLE) if v in verdicts
    )
    if len(columns) == 1:
        return columns[0]
    return Column(
        verdict=verdict,
        expected=_joined([column.expected for column in columns]),
        got=_joined([column.got for column in columns]),
        why=_joined([column.why for column in columns if column.why]),
    )


def _joined(texts: Sequence[str]) -> str:
    return " / ".join(dict.fromkeys(texts))


def _tally(columns: Sequence[Column | None]) -> Tally:
    verdicts = [one.verdict if one else Verdict.NOT_COMPARABLE for one in columns]
    return Tally(
        agrees=verdicts.count(Verdict.AGREES),
        differs=verdicts.count(Verdict.DIFFERS),
        not_comparable=verdicts.count(Verdict.NOT_COMPARABLE),
    )
