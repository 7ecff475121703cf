"""An assessment: the answer to one question, with each part made when it is first read.

What was derived is there from the start: outcome, contest and derivation come from a determination
that all equal cases share. Telling it (nodes of the proof, records in words, journeys) costs a
hundred times more than deriving it, and most callers read little of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from ..case.determination import Determination
from ..case.determinations import (
    DeterminationTimeline,
    Line,
    StateDetermination,
    StateDeterminations,
)
from ..case.inputs import PRESENCE, PURPOSE
from ..case.proof.leaves import Assumption, assumptions_of, leaves_of, weakest_of
from ..case.proof.nodes import Ground, Node
from ..case.query import Query
from ..case.stale import Stale
from ..case.stay import Stay
from ..case.terms import Outcome
from ..case.unknowns import UnknownFact
from ..inference.types import Derivation
from ..records.models import Confidence
from ..records.reference import Named, RecordRef
from .document import (
    DISCLAIMER,
    AssessmentDocument,
    Form,
    Practice,
    Precedent,
    Qualification,
    StateAnswer,
    TurnsOn,
    Validity,
    WarrantAnswer,
)
from .parts import Parts

if TYPE_CHECKING:
    from ..case.counterfactual.model import Changes


class Assessment:
    """The answer to: could this person be arrested in this place on this day, and by what law?

    Immutable to its user; made by `Engine.travel_risk`. Its parts are those of
    `AssessmentDocument`, which `document` is and `to_json` gives as plain data.

    ``on``: the day asked about; of a stay, its worst day. ``stay``: all of it, if there is one.
    ``taken``: the surname that was taken to mean the person, though others bear it.
    """

    def __init__(
        self,
        parts: Parts,
        line: Line,
        on: date,
        stay: Stay | None = None,
        taken: str | None = None,
    ) -> None:
        """Take the line of the course that the question is about, and its day.

        Raises `InputError` if what is assumed cannot be so on that day.
        """
        self._parts = parts
        self._line = line
        self.on = on
        stretches = len(line) >> 1
        self._index = index = bisect_right(line, on.toordinal(), 0, stretches) - 1
        known: Determination | None = line[stretches + index]
        self._determination = self._course.determination(index) if known is None else known
        self.stay = stay
        self.taken = taken

    @property
    def _course(self) -> DeterminationTimeline:
        course: DeterminationTimeline = self._line[-1]
        return course

    @cached_property
    def _query(self) -> Query:
        return self._course.query._replace(on=self.on)

    @property
    def _determinations(self) -> StateDeterminations:
        return self._course.determined(self._index)

    @property
    def _first(self) -> StateDetermination:
        return self._determinations[0]

    @property
    def _day(self) -> int:
        return self.on.toordinal()

    @cached_property
    def person(self) -> Named:
        """Who travels."""
        return Named(id=self._course.query.person.id, name=self._course.query.person.name)

    @cached_property
    def place(self) -> Named:
        """Where to."""
        return Named(id=self._course.query.place.id, name=self._course.query.place.name)

    @property
    def presence(self) -> str:
        """How the person is there."""
        return self._course.query.given.asked[PRESENCE]

    @property
    def purpose(self) -> str:
        """What the journey is for."""
        return self._course.query.given.asked[PURPOSE]

    @property
    def profile(self) -> str:
        """Which readings of the law were followed."""
        return self._course.query.profile.id

    @property
    def known_on(self) -> date | None:
        """The day to whose knowledge the records are restricted, if they are."""
        return self._parts.world.known_on

    @property
    def outcome(self) -> Outcome:
        """What the law, as recorded, says about an arrest."""
        return self._determination.outcome

    @property
    def reason(self) -> str | None:
        """Why no warrant is in force; else ``None``."""
        return self._determination.reason

    @property
    def duty(self) -> str:
        """Whether the State is bound to arrest: yes, no or unresolved."""
        return self._determination.duty

    @property
    def power(self) -> str:
        """Whether it has the power: yes, no, national_law or unknown."""
        return self._determination.power

    @property
    def surrender(self) -> str:
        """What is owed after an arrest: due, postponable, barred or none."""
        return self._determination.surrender

    @property
    def grounds(self) -> tuple[str, ...]:
        """The sources of the duty, if there is one."""
        return self._determination.grounds

    @property
    def contested(self) -> bool | None:
        """Whether another current reading gives another outcome; ``None``: unknown facts decide."""
        return self._determination.contested

    @property
    def exposure(self) -> str:
        """The travel-risk grade, in law only."""
        return self._determination.exposure

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """What follows for each warrant: which rules apply and which conclusions stand.

        The proof tells it with the records of the case; of unknown facts it takes the completion
        that is shown.
        """
        return self._determination.derivations

    @property
    def today(self) -> date:
        """The day on which the question was answered (UTC)."""
        return self._parts.reasoner.today()

    @property
    def past(self) -> bool:
        """Whether the day is over: then the answer is told in the past tense."""
        return self._parts.reasoner.past(self.on)

    @property
    def over(self) -> bool:
        """Whether the answer has become another one since."""
        return self.document.over

    @cached_property
    def turns_on(self) -> tuple[TurnsOn, ...]:
        """The issues on which the outcome depends, with every position and its outcome."""
        return self._parts.turns(self._determination)

    @cached_property
    def qualifications(self) -> tuple[str, ...]:
        """The labels beside the outcome."""
        return self._parts.qualifications(self._query, self._determination, self.weakest)

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
    def _leaves(self) -> tuple[Ground, ...]:
        return leaves_of(self.proof)

    @cached_property
    def weakest(self) -> tuple[RecordRef, ...]:
        """The least certain records relied on."""
        return weakest_of(self._leaves)

    @property
    def confidence(self) -> Confidence:
        """The confidence of the weakest record relied on."""
        return self.weakest[0].confidence if self.weakest else Confidence.HIGH

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What is taken to be so without a record that says it."""
        return assumptions_of(self._leaves)

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """What the answer rests on that is known only up to an earlier day, weightiest first."""
        from ..case.staleness import stale_of  # as for `changes`

        return stale_of(self._parts.reasoner, self._query, self._first, self._leaves)

    @cached_property
    def changes(self) -> Changes:
        """What would change the answer: facts, what is scheduled, other readings.

        Raises `EvaluatorDisagreement`.
        """
        from ..case.counterfactual.search import changes

        return changes(self._parts.reasoner, self._query, self._first)

    @cached_property
    def practice(self) -> Practice:
        """What happened and what was said, apart from the law."""
        return self._parts.past.practice(self._query, self._first)

    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """The rulings most like the case, by shared premises, at most five."""
        return self._parts.past.precedents(self._query, self._first)

    @cached_property
    def national_law(self) -> tuple[RecordRef, ...]:
        """Laws of the State on cooperation with the Court, for information."""
        return self._parts.national_law(self._first.role.state, self.on)

    @cached_property
    def valid(self) -> Validity:
        """The days on which the answer stays the same."""
        since, until = self._course.around(self._index)
        subject = self._first.subject
        return Validity(
            since=date.fromordinal(since) if since else None,
            until=date.fromordinal(until) if until else None,
            opened_by=subject.records_at(since) if since else (),
            closed_by=subject.records_at(until) if until else (),
        )

    @cached_property
    def unknown(self) -> tuple[UnknownFact, ...]:
        """The facts that are not in the record and decide, with what to ask."""
        return self._parts.unknown(self._first, self._day)

    @property
    def reaches(self) -> Mapping[str, date]:
        """To which day each kind of record reaches."""
        return self._parts.reaches

    @property
    def world(self) -> str:
        """Digest of the records."""
        return self._parts.world.digest

    @property
    def rules(self) -> str:
        """Digest of the rule base."""
        return self._parts.rulebase.digest

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

    def to_json(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return self.document.model_dump(mode="json")

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


def _part(name: str) -> property:
    return property(lambda self: getattr(self.document, name))


for _name in (*AssessmentDocument.model_fields, "past"):
    setattr(WholeAssessment, _name, _part(_name))
