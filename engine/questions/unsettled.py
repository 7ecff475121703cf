"""What keeps an answer open: facts that are not known, and rules that stand against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..base.words import listing, sentence
from ..case.joint import JointDetermination
from ..case.proof.nodes import Clash, Step
from ..inference.inference import UNDETERMINED
from . import answer as told
from .asked import AskedQuestion
from .cases import NamedCases
from .left_out import OpenCases
from .reasoner import QuestionReasoner


def open_facts(
    reasoner: QuestionReasoner,
    asked: AskedQuestion,
    cases: NamedCases,
    found: JointDetermination,
    day: int,
) -> Iterator[told.OpenFact]:
    """Yield each fact that is not known and decides the outcome on a day, with what to ask.

    Where every fact that is not known may be anything, and the answer is open all the same, there
    is nothing to ask: see `clashes`.
    """
    if found.settled.outcomes == (UNDETERMINED,):
        return
    if isinstance(cases, OpenCases):
        if found.settled.outcome == UNDETERMINED:
            yield _left_out(reasoner, cases, found, day)
        return
    settled, every = found.settled, []
    for position, variable in enumerate(settled.unknowns):
        index, number = cases.unknown(variable)
        fact = reasoner.rulebase.facts[number]
        outcomes: dict[str, dict[str, None]] = {}
        for completion in settled.completions:
            value = fact.values[completion.values[position]]
            outcomes.setdefault(value, {})[completion.outcome] = None
        every.append(
            told.OpenFact(
                fact=fact.name,
                question=reasoner.asks_for(asked, fact.name) or cases.asks(number, index),
                why=cases.timelines[index].holding(number, day).reason,
                outcomes={value: tuple(one) for value, one in outcomes.items()},
            )
        )
    deciding = [
        one for one in every if len({tuple(sorted(it)) for it in one.outcomes.values()}) > 1
    ]
    # Where none decides alone they decide together.
    yield from deciding or (every if settled.outcome == UNDETERMINED else ())


def _left_out(
    reasoner: QuestionReasoner, cases: OpenCases, found: JointDetermination, day: int
) -> told.OpenFact:
    """Return the input that is left out, with what would follow for each kind of record."""
    one = reasoner.table.asked.inputs[cases.left_out]
    alternatives = tuple(cases.distinct(day).values())
    outcomes: dict[str, dict[str, None]] = {}
    for completion in found.settled.completions:
        id_ = alternatives[completion.values[0]].ids[0][cases.left_out]
        outcomes.setdefault(id_, {})[completion.outcome] = None
    return told.OpenFact(
        fact=cases.left_out,
        question=one.asks or one.means,
        why="the question does not say it",
        outcomes={id_: tuple(it) for id_, it in outcomes.items()},
    )


def clashes(
    found: JointDetermination, decided: Sequence[told.CaseDecision]
) -> Iterator[told.UnsettledPoint]:
    """Yield the rules that stand against each other, neither overcoming the other.

    They are those of the cases that the rules leave open, in the completion that is shown.
    """
    if found.settled.outcome != UNDETERMINED:
        return
    seen: set[str] = set()
    for case in decided:
        for node in case.proof:
            if isinstance(node, Clash) and node.unresolved not in seen:
                seen.add(node.unresolved)
                yield told.UnsettledPoint(
                    conclusion=node.unresolved,
                    supporting=tuple(one.rule for one in node.supporting),
                    opposing=tuple(one.rule for one in node.opposing),
                    says=_says(node),
                )


def _says(clash: Clash) -> str:
    """Return what stands against what, and why that is left open, as sentences."""
    told_ = f"no rule says which comes first: {_titles(clash.supporting)}, or "
    reasons = dict.fromkeys(one.says for one in clash.opposing if one.says)
    return " ".join([sentence(f"{told_}{_titles(clash.opposing)}"), *reasons])


def _titles(steps: Sequence[Step]) -> str:
    return listing([f"“{one.title}”" for one in steps])
