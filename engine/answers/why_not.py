"""Why an answer is not another one: the rules that nearly applied, and what they lack."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ..base.errors import InputError, text_of
from ..base.frozen import Table
from ..base.words import at, day, sentence
from ..case.proof.leaves import leaves_of
from ..case.proof.nodes import Node
from ..case.query import Query
from ..case.reasoner import Reasoner
from ..case.terms import Outcome
from ..records.describe import describe
from ..records.reference import Named, RecordRef
from ..rulebase.wording import Worded
from . import document as assessment
from .forms.steps import SourceList, steps_of


class WhyNot(Worded):
    """What stands between the answer and the outcome asked about."""

    person: Named
    place: Named
    on: date
    past: bool = Field(description="whether the day is over, so that it is told in the past tense")
    outcome: Outcome
    asked: Outcome
    lacking: tuple[Node, ...] = Field(description="what would have to hold for that outcome")
    before: tuple[Node, ...] = Field(description="what holds and decides first, if that is why")
    records: dict[str, RecordRef] = Field(description="every record named above, by its id")
    world: str
    rules: str

    def explain(self) -> str:
        """Return it as readable text, one step a line."""
        sources = SourceList(self.records, past=self.past)
        parts = self._parts(sources)
        parts["Sources"] = sources.lines()
        blocks = [self._head]
        blocks += (
            "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
            for title, lines in parts.items()
            if lines
        )
        return "\n\n".join(blocks)

    @property
    def _head(self) -> str:
        verb = "was" if self.past else "is"
        return sentence(
            f"On {day(self.on)} the answer for {self.person.name} {at(self.place.name)} "
            f"{verb}: {self.words(self.outcome)}. It {verb} not: {self.words(self.asked)}"
        )

    def _parts(self, sources: SourceList) -> dict[str, list[str]]:
        return {
            "What it lacks": steps_of(self.lacking, sources),
            "What comes first": steps_of(self.before, sources),
        }

    def table(self) -> Table:
        """Return the steps of the explanation."""
        rows = (
            (part, line)
            for part, lines in self._parts(SourceList(self.records, past=self.past)).items()
            for line in lines
        )
        return Table(self._head, ("part", "step"), rows)


WhyNot.model_rebuild(_types_namespace=vars(assessment))


def why_not(reasoner: Reasoner, query: Query, asked: str) -> WhyNot:
    """Return why the outcome is not ``asked``, for the warrant that decides.

    Raises `InputError` if there is no such outcome, if it is the answer, or if the answer is
    undetermined (its unknown facts say what is missing).
    """
    first = reasoner.determinations(query)[0]
    determination = first.determination
    question = reasoner.inference.question
    outcomes = tuple(dict.fromkeys(row.value for row in question.outcome))
    asked = str(text_of(asked, "outcome", outcomes))
    if asked not in outcomes:
        raise InputError("outcome", asked, "is not an outcome", outcomes)
    others = tuple(outcome for outcome in outcomes if outcome != determination.outcome)
    if asked == determination.outcome:
        raise InputError("outcome", asked, "is the answer", others)
    if determination.outcome is Outcome.UNDETERMINED:
        raise InputError("outcome", asked, "cannot be compared: the answer is undetermined")
    index = determination.decisive[0]
    prover = reasoner.prover(first, index, query.on.toordinal())
    verdict = determination.shown.verdicts[index]
    found = tuple(
        node
        for row in question.outcome
        if row.value == asked and not prover.established(row.when)
        for node in prover.fails(row.when)
    )
    before = () if found or verdict.row is None else tuple(prover.holds(verdict.row.when))
    world = reasoner.world
    return WhyNot(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        on=query.on,
        past=reasoner.past(query.on),
        outcome=determination.outcome,
        asked=Outcome(asked),
        lacking=found,
        before=before,
        records={
            id_: describe(world, world.records[id_])
            for leaf in leaves_of((*found, *before))
            for id_ in leaf.records
        },
        world=world.digest,
        rules=reasoner.inference.rulebase.digest,
    ).told_in(question.wording)
