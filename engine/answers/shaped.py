"""The parts of an answer that are put together from what is told of its determination."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from orjson import Fragment

from ..base.dates import first_day
from ..base.json_text import written
from ..case.proof.nodes import Ground
from ..case.proof.shape import ProofShape
from ..timeline.treaty import days_of_proceedings
from .document import UNTOLD, AssessmentDocument, VisitRef
from .lasting import Lasting, Stretch, between
from .named import NAMED
from .settled import SettledAnswer
from .told import Told, ToldMember, ToldStretch

if TYPE_CHECKING:
    from ..case.counterfactual.model import Changes

_OF_THE_DAY: Final = frozenset({"practice", "precedents", "national_law", "national_execution"})
"""Members that say what has happened before a day."""
_APART: Final = frozenset({"on", "changes", "records"})
"""Members that are told by themselves."""
_DOCUMENT: Final = tuple(name for name in AssessmentDocument.model_fields if name not in UNTOLD)
_MOST_TOGETHER: Final = 4
"""So many choices of members are kept for a stretch of days: mostly it is all of them."""


class ShapedAnswer(SettledAnswer):
    """An answer whose proofs are shapes with gaps, filled with the facts of the case."""

    @cached_property
    def changes(self) -> Changes:
        """What would change the answer: facts, what is scheduled, other readings.

        Raises `EvaluatorDisagreement`.
        """
        from ..case.counterfactual.search import changes  # only for those who ask

        return changes(self._parts.reasoner, self._query, self._first)

    @cached_property
    def _told(self) -> Told:
        return self._parts.told(self._first, self._day)

    @cached_property
    def _grounds(self) -> dict[tuple[int, int], Ground]:
        return {}

    @cached_property
    def _grounds_json(self) -> dict[tuple[int, int], bytes]:
        return {}

    @cached_property
    def _proofs_json(self) -> tuple[bytes, ...]:
        """The proof for each warrant: those that decide are told twice."""
        return tuple(
            self._filled(index, one.proof) for index, one in enumerate(self._told.warrants)
        )

    def _ground(self, index: int, fact: int) -> Ground:
        """Return a fact as it is for the warrant at ``index``."""
        found = self._grounds.get((index, fact))
        if found is None:
            assignment = self._told.warrants[index].assignment
            found = self._first.subject.ground(index, self._day, assignment, fact)
            self._grounds[index, fact] = found
        return found

    @property
    def _relied_on(self) -> list[str]:
        """The ids of the records that make the facts so on which the outcome rests."""
        found: list[str] = []
        for index in self._determination.decisive:
            facts = self._told.warrants[index].proof.distinct
            found += self._first.subject.records_behind(index, self._day, facts)
        return found

    @property
    def _facts(self) -> tuple[int, ...]:
        """The facts on which the outcome rests, by index, in the order of reading."""
        shapes = [self._told.warrants[index].proof for index in self._determination.decisive]
        return tuple(fact for shape in shapes for fact in shape.distinct)

    @cached_property
    def _leaves(self) -> tuple[Ground, ...]:
        """The facts on which the outcome rests, each once, in the order of reading."""
        grounds = [
            self._ground(index, fact)
            for index in self._determination.decisive
            for fact in self._told.warrants[index].proof.distinct
        ]
        return tuple({(ground.fact, ground.says): ground for ground in grounds}.values())

    def members(self, names: Iterable[str]) -> dict[str, object]:
        """Return members of the whole answer as `base.json_text.written` takes them.

        ``records``, if it is among them, has those that the others name. ``changes`` may be among
        them: what would change the answer.
        """
        told: dict[str, object] = dict(self._lasting(tuple(names)))
        if "on" in told:
            told["on"] = self.on
        if "changes" in told:
            told["changes"] = self._changes_json()
        return told

    def _lasting(self, names: tuple[str, ...]) -> Mapping[str, Fragment | None]:
        """Return members as they are on all days of a stretch; the others have their places."""
        kept = self._kept_of_days.together
        found = kept.get(names)
        if found is None:
            members, named = dict[str, Fragment | None](), dict[str, None]()
            for name in names:
                if name in UNTOLD:
                    continue
                members[name] = None
                if name in _APART:
                    continue
                member = self._written(name)
                members[name] = Fragment(member.json)
                named.update(member.named)
            if "records" in members:
                members["records"] = self._parts.records(named)
            if len(kept) >= _MOST_TOGETHER:
                kept.clear()
            found = kept[names] = members
        return found

    @property
    def document_pieces(self) -> tuple[bytes, ...]:
        """The whole answer as JSON, in pieces: most are the same objects on other days."""
        kept = self._kept_of_days
        if kept.around is None:
            told = self._lasting(_DOCUMENT)
            before = {name: told[name] for name in _DOCUMENT[: _DOCUMENT.index("on")]}
            after = {name: it for name, it in told.items() if name not in before and name != "on"}
            kept.around = written(before)[:-1] + b',"on":', b"," + written(after)[1:]
        before_it, after_it = kept.around
        return before_it, written(self.on), after_it

    def _written(self, name: str) -> ToldMember:
        """Return a member as JSON, with the records that it names."""
        kept = (self._kept_of_days if name in _OF_THE_DAY else self._kept).members
        found = kept.get(name)
        if found is None:
            found = kept[name] = ToldMember(written(self._member(name)), self._named((name,)))
        return found

    def _changes_json(self) -> Fragment:
        first = {"person": self.person, "place": self.place, "on": self.on}
        kept = self._kept.members.get("changes")
        if kept is None:
            rest = {name: one for name, one in vars(self.changes).items() if name not in first}
            kept = self._kept.members["changes"] = ToldMember(written(rest), {})
        return Fragment(b"%b,%b" % (written(first)[:-1], kept.json[1:]))

    @cached_property
    def _kept(self) -> ToldStretch:
        """What was written of this answer, or of that of another day on which it was the same."""
        return self._stretch(self._parts.whole, lambda: self._unchanged)

    @cached_property
    def _kept_of_days(self) -> ToldStretch:
        """The same, where nothing has happened between the two days either."""

        def days() -> Stretch:
            return between(self._day, (*self._unchanged, *self._happening()))

        return self._stretch(self._parts.of_days, days)

    def _stretch(self, kept: Lasting[ToldStretch], days: Callable[[], Stretch]) -> ToldStretch:
        """Return what is kept of such ``days``."""
        if self._alone:
            return ToldStretch()
        found = kept.find(self._period, self._day)
        return found or kept.keep(self._period, ToldStretch(), days)

    def at_once(self, *, whole: bool = False, changes: bool = False) -> bool:
        """Whether it can be told in less than a millisecond, with nothing derived or searched.

        In short; ``whole``: with all that the document has; ``changes``: with what would change it.
        """
        parts, determination = self._parts, self._determination
        if self._alone:
            return False
        if changes:
            kept = parts.whole.find(self._period, self._day)
            if kept is None or "changes" not in kept.members:
                return False
        if whole and not parts.past.at_once(self._query, self._first):
            return False
        # What is old may have to be searched for, which costs little where it was searched before.
        considered = parts.reasoner.considered.get(determination) is not None
        told = considered and parts.kept.get(determination) is not None
        lasting = parts.whole if whole else parts.summaries
        return told or lasting.find(self._period, self._day) is not None

    @property
    def _alone(self) -> bool:
        """Whether no answer about another day says the same."""
        query = self._timeline.query
        return bool(self.stay or self.taken or query.given.assumed or query.positions)

    @property
    def _period(self) -> tuple[object, ...]:
        """In which period of the timeline the day lies, as told today."""
        return self._timeline, self._index, self.today

    @cached_property
    def _unchanged(self) -> Stretch:
        """The days (ordinals) ``[since, until)`` on which nothing but the day itself differs."""
        return between(self._day, self._changing())

    def _changing(self) -> Iterator[int]:
        """Yield the days (ordinals) on which an answer may come to say more than another day.

        Of the members `_OF_THE_DAY` they say nothing.
        """
        from ..case.staleness import ageing  # as for `changes`

        world, subject = self._parts.world, self._first.subject
        yield self.today.toordinal()
        yield self._parts.recorded_until.toordinal() + 1
        yield from subject.edges
        for warrant in subject.warrants:
            yield from days_of_proceedings(world, warrant.situation)
        for gap in world.known_gaps:
            if self.person.id in gap.persons:
                yield first_day(gap.on).toordinal()
        yield from ageing(self._parts.reasoner, self._query, self._first)

    def _happening(self) -> Iterator[int]:
        """Yield the days (ordinals) on which the members `_OF_THE_DAY` may come to say more."""
        world, state = self._parts.world, self._first.role.state
        yield from self._parts.past.happening(self._query, self._first)
        yield from (law.public_on.toordinal() for law in world.legislation_of(state))
        execution = world.execution_of(state)
        if execution is not None:
            yield execution.public_on.toordinal()

    @property
    def _journeys(self) -> tuple[VisitRef, ...]:
        """The person's recorded journeys to the State."""
        return self._parts.past.journeys(self.person.id, self._first.role.state)

    def _member(self, name: str) -> object:
        """Return a member; those with readings or proofs are put together from what is written."""
        match name:
            case "turns_on":
                return self._told.turns_on_json
            case "warrants":
                return self._warrants_json()
            case "proof":
                return self._proof_json()
            case "qualified_by":
                return self._qualified_json()
        return getattr(self, name)

    def _named(self, names: Iterable[str]) -> Mapping[str, None]:
        """Return the ids of the records that members name."""
        found: dict[str, None] = {}
        for name in names:
            for index, shape in self._shapes(name):
                if name == "warrants":
                    found[self._first.subject.warrants[index].id] = None
                for fact in shape.distinct:
                    found.update(dict.fromkeys(self._ground(index, fact).records))
            if name in NAMED:
                found.update(dict.fromkeys(NAMED[name](getattr(self, name))))
        return found

    def _shapes(self, name: str) -> Iterable[tuple[int, ProofShape]]:
        """Return the proofs in a member, each with the index of the warrant that it is about."""
        told = self._told
        if name == "warrants":
            return ((index, one.proof) for index, one in enumerate(told.warrants))
        if name == "proof":
            return ((index, told.warrants[index].proof) for index in self._determination.decisive)
        if name == "qualified_by":
            return ((index, shape) for _, index, shape in told.qualified_by)
        return ()

    def _filled(self, index: int, shape: ProofShape) -> bytes:
        facts, told = {}, self._grounds_json
        for fact in shape.distinct:
            ground = told.get((index, fact))
            if ground is None:
                ground = told[index, fact] = written(self._ground(index, fact))
            facts[fact] = ground
        return shape.filled(facts)

    def _warrants_json(self) -> Fragment:
        told = zip(
            self._first.subject.warrants, self._told.warrants, self._proofs_json, strict=True
        )
        return _listed(
            b'{"warrant":%b,%b,"proof":%b}' % (written(warrant.id), one.members, proof)
            for warrant, one, proof in told
        )

    def _proof_json(self) -> Fragment:
        filled = (self._proofs_json[index][1:-1] for index in self._determination.decisive)
        return _listed(one for one in filled if one)

    def _qualified_json(self) -> Fragment:
        return _listed(
            b'{"qualification":%b,"proof":%b}' % (written(label), self._filled(index, shape))
            for label, index, shape in self._told.qualified_by
        )


def _listed(items: Iterable[bytes]) -> Fragment:
    return Fragment(b"[%b]" % b",".join(items))
