"""An assessment: the answer to one question, with each part made when it is first read.

What was derived is there from the start: outcome, contest and derivation come from a determination
that all equal cases share. Telling it (nodes of the proof, records in words, journeys) costs a
hundred times more than deriving it, and most callers read little of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, cast

from ..base.dates import first_day
from ..case.proof.leaves import Assumption, assumptions_of, weakest_of
from ..case.proof.nodes import Node
from ..case.stale import Stale
from ..case.unknowns import UnknownFact
from ..inference.types import Derivation
from ..records.describe import describe
from ..records.models import Confidence
from ..records.reference import RecordRef
from ..rulebase.wording import AnswerWording
from .beside import national_execution
from .document import (
    DISCLAIMER,
    AssessmentDocument,
    ExecutionLaw,
    Form,
    NextAction,
    Practice,
    Precedent,
    Qualification,
    StateAnswer,
    TurnsOn,
    Validity,
    WarrantAnswer,
)
from .lasting import Stretch, between
from .shaped import ShapedAnswer

if TYPE_CHECKING:
    from ..case.counterfactual.model import Changes
    from .summary import Summary, ToldSummary


class Assessment(ShapedAnswer):
    """The answer to: could this person be arrested in this place on this day, and by what law?

    Immutable to its user; made by `Engine.travel_risk`. Its parts are those of
    `AssessmentDocument`, which `document` is; `summary` is the answer in short.
    """

    @property
    def over(self) -> bool:
        """Whether the answer has become another one since."""
        until = self._days[1]
        return until is not None and until <= self.today

    @cached_property
    def turns_on(self) -> tuple[TurnsOn, ...]:
        """The issues on which the outcome depends, with every position and its outcome."""
        return self._told.turns_on

    @cached_property
    def qualifications(self) -> tuple[str, ...]:
        """The labels beside the outcome."""
        return self._parts.qualifications(self._query, self._first, self.confidence)

    @cached_property
    def qualified_by(self) -> tuple[Qualification, ...]:
        """The rules that add each label; none for labels about the records."""
        return tuple(self._parts.qualified_by(self._first, self._day, self.qualifications))

    @cached_property
    def states(self) -> tuple[StateAnswer, ...]:
        """What follows for each State with a role at the place."""
        return tuple(self._parts.state(one) for one in self._determinations if one.role.state)

    @cached_property
    def decisive(self) -> tuple[str, ...]:
        """The ids of the warrants that decide the outcome."""
        warrants = self._first.subject.warrants
        return tuple(warrants[index].id for index in self._determination.decisive)

    @cached_property
    def warrants(self) -> tuple[WarrantAnswer, ...]:
        """The full answer for each warrant or summons."""
        return tuple(
            self._parts.warrant(self._first, index, self._day)
            for index in range(len(self._determination.shown.verdicts))
        )

    @cached_property
    def proof(self) -> tuple[Node, ...]:
        """Why: the rules that apply, down to records, assumptions and readings."""
        return tuple(
            node for index in self._determination.decisive for node in self.warrants[index].proof
        )

    @cached_property
    def weakest(self) -> tuple[str, ...]:
        """The ids of the least certain records relied on."""
        return weakest_of(self._relied_on, self._parts.world.records)

    @property
    def confidence(self) -> Confidence:
        """The confidence of the weakest record relied on."""
        if not self.weakest:
            return Confidence.HIGH
        return self._parts.world.records[self.weakest[0]].confidence

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What is taken to be so without a record that says it."""
        return assumptions_of(self._leaves)

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """What the answer rests on that is known only up to an earlier day, weightiest first."""
        from ..case.staleness import stale_of  # as for `changes`

        return stale_of(self._parts.reasoner, self._query, self._first, self._facts)

    @cached_property
    def practice(self) -> Practice:
        """What happened and what was said, apart from the law."""
        return self._parts.past.practice(self._query, self._first)

    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """The rulings most like the case, by shared premises, at most five."""
        return self._parts.past.precedents(self._query, self._first)

    @cached_property
    def national_law(self) -> tuple[str, ...]:
        """Laws of the State on cooperation with the Court, by id, for information."""
        return self._parts.national_law(self._first.role.state, self.on)

    @cached_property
    def national_execution(self) -> ExecutionLaw | None:
        """How the State would carry out an arrest, for information."""
        return national_execution(self._parts.world, self._first.role.state, self.on)

    @cached_property
    def next_steps(self) -> tuple[NextAction, ...]:
        """What can be done next, by whom and by when."""
        return self._parts.next_steps(
            outcome=(self.outcome,),
            reason=(self.reason or "in_force",),
            duty=(self.duty,),
            surrender=(self.surrender,),
            execution=(self.execution,),
            grounds=self.grounds,
            qualifications=self.qualifications,
        )

    @cached_property
    def valid(self) -> Validity:
        """The days on which the answer stays the same."""
        since, until = self._days
        subject = self._first.subject
        return Validity(
            since=since,
            until=until,
            opened_by=subject.changed_by(since.toordinal()) if since else (),
            closed_by=subject.changed_by(until.toordinal()) if until else (),
        )

    @cached_property
    def _days(self) -> tuple[date | None, date | None]:
        since, until = self._timeline.around(self._index)
        return (
            date.fromordinal(since) if since else None,
            date.fromordinal(until) if until else None,
        )

    @cached_property
    def unknown(self) -> tuple[UnknownFact, ...]:
        """The facts that are not in the record and decide, with what to ask."""
        return self._parts.unknown(self._first, self._day)

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The ids of what is known to be missing about persons like this one."""
        return tuple(
            gap.id
            for gap in self._parts.world.known_gaps
            if self.person.id in gap.persons and first_day(gap.on) <= self.on
        )

    @property
    def reaches(self) -> Mapping[str, date]:
        """To which day each kind of record reaches."""
        return self._parts.reaches

    @cached_property
    def records(self) -> Mapping[str, RecordRef]:
        """Every record that the answer names, told once, by its id."""
        world = self._parts.world
        named = self._named(AssessmentDocument.model_fields)
        return {id_: describe(world, world.records[id_]) for id_ in named}

    @property
    def world(self) -> str:
        """Digest of the records."""
        return self._parts.world.digest

    @property
    def rules(self) -> str:
        """Digest of the rule base."""
        return self._parts.rulebase.digest

    @property
    def wording(self) -> AnswerWording:
        """The sentences in which the rule base tells it."""
        return self._parts.wording

    @property
    def disclaimer(self) -> str:
        """What every answer says once."""
        return DISCLAIMER

    @cached_property
    def document(self) -> AssessmentDocument:
        """The whole answer as one frozen pydantic model."""
        parts = {name: getattr(self, name) for name in AssessmentDocument.model_fields}
        return AssessmentDocument(**parts)

    def explain(self, form: Form = "text") -> str:
        """Return the answer in words, with citations and sources.

        ``form``: ``text`` (the whole answer), ``paragraph`` (in short), ``markdown``, or
        ``mermaid`` (the proof as a flowchart). Raises `InputError` for another one.
        """
        from .forms import render  # rendering is loaded when asked for

        return render(self.document, form, lambda: self.changes)

    @cached_property
    def headline(self) -> str:
        """The answer in one sentence, for which most of it need not be told at length."""
        from .forms.text import headline  # rendering is loaded when asked for

        return headline(cast("AssessmentDocument", self))

    @cached_property
    def summary(self) -> Summary:
        """The answer in short: what a reader needs, within two kilobytes of JSON."""
        return self._in_short.of_day(self.on)

    @cached_property
    def summary_json(self) -> bytes:
        """What ``summary.to_json()`` returns, in UTF-8."""
        return self._in_short.json(self.on)

    @cached_property
    def _in_short(self) -> ToldSummary:
        if self._alone:
            return self._summary()
        kept = self._parts.summaries
        found = kept.find(self._period, self._day)
        if found is not None:
            return found
        return kept.keep(self._period, self._summary(), self._unchanged_in_short)

    def _unchanged_in_short(self) -> Stretch:
        """The days on which the short answer is the same: it tells as well what happened."""
        from .summary import turns

        return between(self._day, (*self._unchanged, *turns(self._journeys)))

    def _summary(self) -> ToldSummary:
        from .summary import Days, ToldSummary, summary  # it is told in words

        # An assessment has all that is told in short; most of it need not be told at length.
        answer, (since, until) = cast("AssessmentDocument", self), self._days
        days = Days(since=since, until=until)
        return ToldSummary(summary(answer, self.headline, days, self._journeys))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer as plain data."""
        return self.document.model_dump(mode="json")

    def to_json(self) -> str:
        """Return the whole answer as JSON; ``summary.to_json()`` is the short one."""
        return b"".join(self.document_pieces).decode()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Assessment) and self.document == other.document

    def __hash__(self) -> int:
        # Few answers that differ have the same; none of these parts has to be told for it.
        return hash((self.person, self.place, self.on, self.profile, self.outcome, self.rules))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[..., Assessment], tuple[object, ...]]:
        told = self.document, self.changes, self.derivations
        return WholeAssessment, told

    def __repr__(self) -> str:
        return (
            f"<Assessment: {self.person.id} in {self.place.id} on {self.on}: {self.outcome.value}>"
        )

    def _repr_html_(self) -> str:
        from .forms.html import html

        return html(self.document, self.changes)

    def _repr_markdown_(self) -> str:
        return self.explain("markdown")


class WholeAssessment(Assessment):
    """An answer out of a pickle: all that it says, without the engine that gave it."""

    def __init__(
        self,
        document: AssessmentDocument,
        changes: Changes,
        derivations: tuple[Derivation, ...],
    ) -> None:
        self.document = document
        self.changes = changes
        self._derivations = derivations

    derivations = property(lambda self: self._derivations)
    _alone = property(lambda _: True)
    _journeys = property(lambda self: self.practice.visits)
    _days = property(lambda self: (self.valid.since, self.valid.until))
    document_pieces = property(lambda self: (self.document.to_json().encode(),))


def _part(name: str) -> property:
    return property(lambda self: getattr(self.document, name))


for _name in (*AssessmentDocument.model_fields, "past"):
    setattr(WholeAssessment, _name, _part(_name))
