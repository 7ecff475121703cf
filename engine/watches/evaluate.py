"""What an event means for each watch: the answers before and after, joined with what is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..base.words import day as day_in_words
from ..engine import Engine
from .answers import AnswersOnDay
from .joins import PROPERTIES, Joins, JourneyCase
from .journeys import WatchedJourney, fingerprint, journeys
from .model import ABOUT_JOURNEYS, Watch, WatchAnswer, WatchEvent

Answers = Mapping[str, WatchAnswer]
"""Answers by place."""


@dataclass(frozen=True, slots=True)
class DraftNotice:
    """What a watch is told; ``key``: what it is about, of which it is told once."""

    watch: str
    key: str
    type: str
    data: dict[str, Any]


class Evaluation:
    """What one event means, with the records and rules of an engine.

    ``told``: what watches are told. ``answers``: those that have changed, by watch and place.
    """

    def __init__(self, engine: Engine, event: WatchEvent, joins: Joins) -> None:
        self._engine = engine
        self._event = event
        self._joins = joins
        self._now = AnswersOnDay(engine, event.day)
        self._journeys: dict[str, tuple[WatchedJourney, ...]] = {}
        self.told: list[DraftNotice] = []
        self.answers: dict[str, dict[str, WatchAnswer]] = {}

    def of(self, watches: Iterable[Watch], before: Mapping[str, Answers]) -> Evaluation:
        """Look at all watches; ``before``: the answers that they had, by watch and place.

        Raises `EvaluatorDisagreement` if what is joined is decided in two ways.
        """
        for watch in watches:
            if not watch.watches_on(self._event.day):
                continue
            if watch.condition in ABOUT_JOURNEYS:
                self.told += self._of_journeys(watch)
            else:
                self.told += self._of_answers(watch, before.get(watch.id, {}))
        return self

    def _of_answers(self, watch: Watch, before: Answers) -> Iterator[DraftNotice]:
        changed: dict[str, WatchAnswer] = {}
        for place, after in self._now.of_watch(watch).items():
            was = before.get(place)
            if was == after or not after.outcome:
                continue  # where there is no answer now, the last one stands
            changed[place] = after
            said = dict.fromkeys(PROPERTIES, 0) | {
                f"wants_{watch.condition}": 1,
                "known": int(was is not None and bool(was.outcome)),
                "was": int(was is not None and was.outcome in watch.outcomes),
                "is": int(after.outcome in watch.outcomes),
                "other": int(
                    was is not None
                    and (was.outcome, was.exposure) != (after.outcome, after.exposure)
                ),
                "otherwise_contested": int(was is not None and was.contested != after.contested),
            }
            if watch.condition in self._joins.met(said):
                yield self._tell(
                    watch,
                    f"{self._event.key}:{place}",
                    place,
                    {"before": _told(was), "after": _told(after)},
                    self._change(watch, place, was, after),
                )
        if changed:
            self.answers[watch.id] = changed

    def _of_journeys(self, watch: Watch) -> Iterator[DraftNotice]:
        today = self._event.day
        places = None if watch.organisation is None and not watch.places else watch.places
        if watch.organisation is not None:
            places = tuple(self._now.of_watch(watch))
        for one in self._of_person(watch.person):
            if places is not None and one.state not in places:
                continue
            if watch.condition == "journey_passed":
                if (one.end - watch.made_on).days + watch.days < 0:
                    continue  # it was over, and the time for an arrest too, before anybody watched
                case = JourneyCase.of(one.end, watch.days, one.arrest, today)
                if self._joins.stage(case) == "overdue":
                    yield self._journey(watch, f"passed:{one.record}", one, None)
            elif one.end >= today:
                answer = self._now.of_journey(one, watch.profile)
                said = dict.fromkeys(PROPERTIES, 0) | {
                    f"wants_{watch.condition}": 1,
                    "ahead": 1,
                    "is": int(answer.outcome in watch.outcomes),
                }
                if watch.condition in self._joins.met(said):
                    visit = self._engine.world.records[one.record]
                    key = f"announced:{one.record}:{fingerprint(visit)}"  # type: ignore[arg-type]
                    yield self._journey(watch, key, one, answer)

    def _of_person(self, person: str) -> tuple[WatchedJourney, ...]:
        if person not in self._journeys:
            self._journeys[person] = tuple(journeys(self._engine.world, person))
        return self._journeys[person]

    def _journey(
        self, watch: Watch, key: str, journey: WatchedJourney, answer: WatchAnswer | None
    ) -> DraftNotice:
        name = self._place(journey.state)
        who = self._person(watch)
        if answer is None:
            days = "day" if watch.days == 1 else f"{watch.days} days"
            says = (
                f"The journey of {who} to {name} was over on {day_in_words(journey.end)}, and no "
                f"arrest within {'a' if watch.days == 1 else ''} {days} of it is on record."
            ).replace("  ", " ")
        else:
            label = self._label(answer.outcome)
            when = day_in_words(journey.start)
            says = f"A journey of {who} to {name} from {when} on is on record: {label}."
        said = {
            "journey": {
                "record": journey.record,
                "state": journey.state,
                "start": journey.start.isoformat(),
                "end": journey.end.isoformat(),
            },
            "after": _told(answer),
        }
        return self._tell(watch, key, journey.state, said, says)

    def _change(self, watch: Watch, place: str, was: WatchAnswer | None, after: WatchAnswer) -> str:
        before = self._label(was.outcome) if was is not None and was.outcome else "not known"
        contested = _CONTESTED[after.contested]
        return (
            f"{self._person(watch)} in {self._place(place)} on {day_in_words(self._event.day)}: "
            f"{self._label(after.outcome)} ({contested}); before that: {before}"
            f"{'' if was is None else f' ({_CONTESTED[was.contested]})'}."
        )

    def _tell(
        self, watch: Watch, key: str, place: str, said: Mapping[str, Any], says: str
    ) -> DraftNotice:
        event = self._event
        data = {
            "watch": watch.id,
            "says": says,
            "condition": watch.condition,
            "person": {"id": watch.person, "name": self._person(watch)},
            "place": {"id": place, "name": self._place(place)},
            "profile": watch.profile,
            **said,
            "event": {
                "seq": event.seq,
                "kind": event.kind,
                "day": event.day.isoformat(),
                "journey": event.journey or None,
            },
            "world": event.world,
            "rules": event.rules,
        }
        return DraftNotice(watch.id, key, f"watch.{watch.condition}", data)

    def _person(self, watch: Watch) -> str:
        found = self._engine.world.persons.get(watch.person)
        return found.name if found is not None else watch.person

    def _place(self, place: str) -> str:
        found = self._engine.world.places.get(place)
        return found.name if found is not None else place

    def _label(self, outcome: str) -> str:
        return self._engine.inference.question.wording.label_of(outcome)


_CONTESTED: Final = {
    True: "contested",
    False: "not contested",
    None: "whether it is contested is not known",
}


def _told(answer: WatchAnswer | None) -> dict[str, Any] | None:
    if answer is None or not answer.outcome:
        return None
    return answer.model_dump(mode="json")
