"""What a watch is told of what happens, once, and what it is not told."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from safeconduct import Engine, InputError, SeveralMistakes
from safeconduct.watches import Watcher, WatchNotice, WatchRequest, WatchStore, new_watch

from .conftest import Made, visit


class World:
    """What a watcher sees, until the test sets another engine."""

    def __init__(self, store: WatchStore, engine: Engine) -> None:
        self.store, self.engine = store, engine
        self.watcher = Watcher(store, lambda: self.engine)
        self.watcher.look()

    def watch(self, condition: str, *places: str, **how: object) -> str:
        """Make a watch and return its id."""
        said = {"person": "putin", "condition": condition, "places": places, **how}
        made, answers = new_watch(self.engine, WatchRequest.model_validate(said))
        self.store.add(made, answers)
        return made.id

    def then(self, *engines: Engine) -> None:
        """Let engines follow each other, and look after each."""
        for engine in engines:
            self.engine = engine
            self.watcher.look()

    def told(self, watch: str) -> tuple[WatchNotice, ...]:
        """Return what a watch was told."""
        return self.store.notices(watch)


def places_of(notices: Iterable[WatchNotice]) -> list[str]:
    return [one.body["data"]["place"]["id"] for one in notices]


def test_a_place_becomes_dangerous_on_the_day(store: WatchStore, made: Made) -> None:
    """Armenia is bound from 1 February 2024 on; that is told once, also where days were missed."""
    seen = World(store, made("2024-01-29"))
    watch = seen.watch("becomes", "Armenia")
    other = seen.watch("becomes", "Mongolia")
    leaving = seen.watch("leaves", "Armenia")
    seen.then(made("2024-01-30"), made("2024-02-03"), made("2024-02-03"), made("2024-02-09"))
    (notice,) = seen.told(watch)
    data = notice.body["data"]
    assert notice.body["type"] == "watch.becomes"
    assert data["event"]["kind"] == "day_passed"
    assert data["event"]["day"] == "2024-02-01"
    assert data["before"]["outcome"] != "must_arrest"
    assert data["after"]["outcome"] == "must_arrest"
    assert "Armenia" in data["says"]
    assert "1 February 2024" in data["says"]
    assert seen.told(other) == seen.told(leaving) == ()


def test_a_journey_to_a_state_that_must_arrest_is_announced(store: WatchStore, made: Made) -> None:
    """Whatever else is recorded is not told: journeys that are over, elsewhere or of others."""
    seen = World(store, made("2026-11-01"))
    watch = seen.watch("journey_announced")
    there = visit("to-mongolia", "MNG", "2026-12-01", "2026-12-02")
    others = (
        visit("to-india", "IND", "2026-12-01"),
        visit("over", "MNG", "2026-10-01"),
        visit("of-another", "MNG", "2026-12-01", person="omar-al-bashir"),
        visit("not-made", "MNG", "2026-12-01", kind="planned_but_not_made", outcome="not_made"),
    )
    seen.then(made("2026-11-02", *others), made("2026-11-03", *others, there))
    seen.then(made("2026-11-04", *others, there), made("2026-11-04"))
    (notice,) = seen.told(watch)
    assert notice.body["data"]["journey"] == {
        "record": "to-mongolia",
        "state": "MNG",
        "start": "2026-12-01",
        "end": "2026-12-02",
    }
    assert notice.body["data"]["event"]["day"] == "2026-11-03"
    again = visit("to-mongolia", "MNG", "2026-12-20", "2026-12-21")
    seen.then(made("2026-11-05", *others, again), made("2026-11-06", *others, again))
    assert len(seen.told(watch)) == 2, "another day is another announcement"


@pytest.mark.parametrize(
    ("arrest", "expected"),
    [(None, ["2026-12-06"]), ("arrested_and_surrendered", [])],
)
def test_a_journey_passes_without_an_arrest(
    store: WatchStore, made: Made, arrest: str | None, expected: list[str]
) -> None:
    """It is told when three days are over, and once; not if an arrest is recorded in time."""
    journey = visit("to-mongolia", "MNG", "2026-12-01", "2026-12-02")
    seen = World(store, made("2026-11-30", journey))
    watch = seen.watch("journey_passed", days=3)
    seen.then(made("2026-12-03", journey), made("2026-12-05", journey))
    assert seen.told(watch) == ()
    if arrest is not None:
        journey = visit("to-mongolia", "MNG", "2026-12-01", "2026-12-02", outcome=arrest)
        seen.then(made("2026-12-05", journey))
    seen.then(made("2026-12-09", journey), made("2026-12-20", journey))
    assert [one.body["data"]["event"]["day"] for one in seen.told(watch)] == expected


def test_records_change_an_answer(store: WatchStore, made: Made, shipped: Engine) -> None:
    """Without its ratification Mongolia has no duty: what leaves, changes and becomes is told."""
    actions = shipped.world.tables.treaty_actions
    without = tuple(one for one in actions if one.state != "MNG")
    seen = World(store, made("2026-11-01"))
    watches = [
        seen.watch("leaves", "MNG", "ARM"),
        seen.watch("changes", "MNG", "ARM"),
        seen.watch("changes"),
        seen.watch("becomes", "MNG", "ARM"),
        seen.watch("becomes", organisation="BRICS"),
    ]
    seen.then(made("2026-11-01", treaty_actions=without))
    assert [places_of(seen.told(one)) for one in watches] == [["MNG"], ["MNG"], ["MNG"], [], []]
    seen.then(made("2026-11-01"))
    assert [places_of(seen.told(one)) for one in watches] == [
        ["MNG"],
        ["MNG", "MNG"],
        ["MNG", "MNG"],
        ["MNG"],
        [],
    ]


def test_a_watch_ends(store: WatchStore, made: Made) -> None:
    """After its last day it is told nothing."""
    seen = World(store, made("2024-01-29"))
    ended = seen.watch("becomes", "Armenia", until="2024-01-31")
    lasting = seen.watch("becomes", "Armenia", until="2024-02-01")
    removed = seen.watch("becomes", "Armenia")
    assert store.remove(removed)
    assert not store.remove(removed)
    seen.then(made("2024-03-01"))
    assert len(seen.told(lasting)) == 1
    assert seen.told(ended) == seen.told(removed) == ()


def test_what_happened_before_a_watch_is_not_told(store: WatchStore, made: Made) -> None:
    """Nor journeys for which the time was over."""
    old = visit("old", "MNG", "2026-01-01", "2026-01-02")
    seen = World(store, made("2026-11-01", old))
    watch = seen.watch("journey_passed", days=3)
    seen.then(made("2026-11-20", old))
    assert seen.told(watch) == ()


def test_all_mistakes_are_told(made: Made) -> None:
    """At once, each with what would be right."""
    engine = made("2026-11-01")
    wrong = WatchRequest.model_validate(
        {
            "person": "nobody at all",
            "condition": "become",
            "places": ["Atlantis"],
            "organisation": "BRICS",
            "outcomes": ["danger"],
            "until": "2020-01-01",
            "profile": "none",
            "hook": "ftp://example.org",
        }
    )
    with pytest.raises(SeveralMistakes) as found:
        new_watch(engine, wrong)
    fields = {one.field for one in found.value.mistakes}
    assert fields == {
        "person",
        "condition",
        "place",
        "organisation",
        "outcomes",
        "until",
        "profile",
        "hook",
    }


@pytest.mark.parametrize(
    "hook",
    ["https://user:secret@example.org/", "https://exa mple.org", "https://", "https://[", "x"],
)
def test_an_address_that_cannot_be_used_is_not_shown(made: Made, hook: str) -> None:
    """It may hold a secret."""
    said = WatchRequest(person="putin", condition="changes", places=("MNG",), hook=hook)
    with pytest.raises(InputError) as found:
        new_watch(made("2026-11-01"), said)
    assert "secret" not in str(found.value)
