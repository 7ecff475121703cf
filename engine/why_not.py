"""Why an answer is not another one: the rules that nearly applied, and what they lack."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from . import assessment
from .assessment import Named, Node, Outcome
from .errors import InputError
from .explain import Sources, steps_of
from .judge import Judge, Query
from .words import at, day, label, sentence


class WhyNot(BaseModel):
    """What stands between the answer and the outcome asked about."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Named
    place: Named
    on: date
    past: bool = Field(description="whether the day is over, so that it is told in the past tense")
    outcome: Outcome
    asked: Outcome
    lacking: tuple[Node, ...] = Field(description="what would have to hold for that outcome")
    before: tuple[Node, ...] = Field(description="what holds and decides first, if that is why")
    world: str
    rules: str

    def explain(self) -> str:
        """Return it as readable text, one step a line."""
        verb = "was" if self.past else "is"
        head = (
            f"On {day(self.on)} the answer for {self.person.name} {at(self.place.name)} "
            f"{verb}: {label(self.outcome.value)}. It {verb} not: {label(self.asked.value)}"
        )
        sources = Sources(past=self.past)
        parts = {
            "What it lacks": steps_of(self.lacking, sources),
            "What comes first": steps_of(self.before, sources),
        }
        parts["Sources"] = sources.lines()
        blocks = [sentence(head)]
        blocks += (
            "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
            for title, lines in parts.items()
            if lines
        )
        return "\n\n".join(blocks)


WhyNot.model_rebuild(_types_namespace=vars(assessment))


def why_not(judge: Judge, query: Query, asked: str) -> WhyNot:
    """Return why the outcome is not ``asked``, for the warrant that decides.

    Raises `InputError` if there is no such outcome, if it is the answer, or if the answer is
    undetermined (its unknown facts say what is missing).
    """
    first = judge.judgements(query)[0]
    finding = first.finding
    question = judge.inference.question
    outcomes = tuple(dict.fromkeys(row.value for row in question.outcome))
    if asked not in outcomes:
        raise InputError("outcome", asked, "is no outcome", outcomes)
    others = tuple(outcome for outcome in outcomes if outcome != finding.outcome)
    if asked == finding.outcome:
        raise InputError("outcome", asked, "is the answer", others)
    if finding.outcome is Outcome.UNDETERMINED:
        raise InputError("outcome", asked, "cannot be compared: the answer is undetermined")
    index = finding.decisive[0]
    prover = judge.prover(first, index, query.on.toordinal())
    verdict = finding.shown.verdicts[index]
    found = tuple(
        node
        for row in question.outcome
        if row.value == asked and not prover.established(row.when)
        for node in prover.fails(row.when)
    )
    return WhyNot(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        on=query.on,
        past=judge.past(query.on),
        outcome=finding.outcome,
        asked=Outcome(asked),
        lacking=found,
        before=() if found or verdict.row is None else tuple(prover.holds(verdict.row.when)),
        world=judge.world.digest,
        rules=judge.inference.rulebase.digest,
    )
