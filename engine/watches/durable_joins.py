"""What watches join over time, decided by durable-rules: a ruleset, a statechart and its timers.

The library's own timers are a join of two messages: ``$timerName`` with ``$baseTime``, and a pulse
with ``$time``, which its background threads send by the clock of the machine and which a process
takes with it when it ends. Here both are written in days, and the days that have passed are the
pulses: so a timer runs out on the same day in every process that reads the same events, and there
is nothing to lose. A session is one journey, from its beginning, and is deleted when it is decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..inference.durable import shared_host
from .joins import TESTS, JourneyCase, JourneyStage

_RETURN: Final = "return"
_GRACE: Final = "grace"
_ARREST: Final = ("arrest", 1)


def _runs_out(timer: str) -> list[dict[str, Any]]:
    """Return what the library's `timeout` stands for."""
    after = {"$gte": {"$time": {"base": "$baseTime"}}}
    return [{"base": {"$timerName": timer}}, {"pulse": after}]


def _arrested() -> list[dict[str, Any]]:
    name, value = _ARREST
    return [{"m": {"$and": [{name: value}, {"go": 1}]}}]


def _chart() -> dict[str, dict[str, tuple[str, list[dict[str, Any]]]]]:
    """Return the statechart: by state, by trigger, the state it leads to and when.

    The library throws the triggers of all states together, so that each has a name of its own.
    """
    return {
        "ahead": {
            "waiting": ("over", _runs_out(_RETURN)),
            "arrested_there": ("closed", _arrested()),
        },
        "over": {
            "overdue": ("closed", _runs_out(_GRACE)),
            "arrested_later": ("closed", _arrested()),
        },
        "closed": {},
    }


_STAGES: Final[Mapping[str, JourneyStage]] = {
    "waiting": "waiting",
    "overdue": "overdue",
    "arrested_there": "arrested",
    "arrested_later": "arrested",
}


class DurableJoins:
    """Decides with durable-rules; raises `SafeconductError` if the library fails in any way."""

    name = "durable-rules"

    def __init__(self) -> None:
        self._host = shared_host()
        self._conditions = self._host.register(TESTS)
        self._journeys = self._host.register_chart("journey", _chart())

    def met(self, properties: Mapping[str, int]) -> frozenset[str]:
        """Return the conditions met."""
        return self._host.fire(self._conditions, properties)

    def stage(self, case: JourneyCase) -> JourneyStage:
        """Return the state of the chart after all that is known of a journey."""
        taken = self._host.follow(self._journeys, tuple(_messages(case)))
        return _STAGES[taken[-1]] if taken else "ahead"


def _messages(case: JourneyCase) -> Iterator[dict[str, Any]]:
    """Yield the timers, then what happened up to today, day by day; a day begins with its pulse."""
    over, late = case.end + 1, case.end + case.days + 1
    yield {"$timerName": _RETURN, "$baseTime": over}
    yield {"$timerName": _GRACE, "$baseTime": late}
    happened: list[tuple[int, int, dict[str, Any]]] = [
        (day, 0, {"$time": day}) for day in {over, late, case.today} if day <= case.today
    ]
    if case.arrest is not None and case.arrest <= case.today:
        name, value = _ARREST
        happened.append((case.arrest, 1, {name: value, "go": 1}))
    yield from (message for _, _, message in sorted(happened, key=lambda one: one[:2]))
