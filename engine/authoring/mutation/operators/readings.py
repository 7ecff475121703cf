"""Wrong readings: another choice of a profile; a position held or published a day off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from ....case.periods import BEGINNING
from ....rulebase.model import Issue, Position, Profile
from ..draft import Draft, Mutant


def mutants(draft: Draft) -> Iterator[Mutant]:
    """Yield the law with one choice of a profile or one day of a position changed."""
    for profile in draft.profiles.values():
        for issue in draft.issues:
            if issue.id in profile.own:
                yield from _choices(draft, profile, issue)
    for issue in draft.issues:
        for position in issue.positions:
            yield from _days(draft, issue, position)


def _choices(draft: Draft, profile: Profile, issue: Issue) -> Iterator[Mutant]:
    chosen = profile.choices[issue.id]
    for position in issue.positions:
        if position.id == chosen:
            continue
        target = f"{profile.id}:{issue.id}>{position.id}"
        yield Mutant(
            f"change-choice:{target}",
            "change-choice",
            f"the profile `{profile.id}` takes `{position.id}` on `{issue.id}`, not `{chosen}`",
            profile.location,
            replace(draft, profiles=_with(draft.profiles, profile.id, issue.id, position.id)),
        )


def _with(
    profiles: Mapping[str, Profile], name: str, issue: str, position: str
) -> Mapping[str, Profile]:
    """Return the profiles with one choice changed, also for those that inherit it."""

    def source(profile: Profile) -> str:
        while issue not in profile.own and profile.inherits is not None:
            profile = profiles[profile.inherits]
        return profile.id

    return {
        key: replace(profile, choices={**profile.choices, issue: position})
        if source(profile) == name
        else profile
        for key, profile in profiles.items()
    }


def _days(draft: Draft, issue: Issue, position: Position) -> Iterator[Mutant]:
    for what, day, put in _dates(position):
        if len(day) < _WHOLE:
            continue  # a month or a year has no day to be off by
        if date.fromisoformat(day) < BEGINNING:
            continue  # a reading of the Statute itself was there before any question
        for by in (-1, 1):
            moved = (date.fromisoformat(day) + timedelta(days=by)).isoformat()
            new = put(moved)
            changed = tuple(new if one is position else one for one in issue.positions)
            issues = tuple(
                replace(one, positions=changed) if one is issue else one for one in draft.issues
            )
            yield Mutant(
                f"shift-reading:{issue.id}/{position.id}:{what}:{by:+d}",
                "shift-reading",
                f"`{position.id}` on `{issue.id}` is {_WORDS[what.partition('#')[0]]} {moved}",
                position.location,
                replace(draft, issues=issues),
            )


_WHOLE: Final = len("2002-02-14")
_WORDS: Final = {
    "published": "published on",
    "held-since": "the Court's from",
    "held-until": "the Court's until",
}


def _dates(position: Position) -> Iterator[tuple[str, str, Callable[[str], Position]]]:
    """Yield what is dated, its day, and what puts another day there."""
    yield "published", position.published, lambda day: replace(position, published=day)
    for index, (since, until) in enumerate(position.court):
        number = f"#{index + 1}" if index else ""
        yield f"held-since{number}", since, partial(_held_since, position, index)
        if until is not None:
            yield f"held-until{number}", until, partial(_held_until, position, index)


def _held_since(position: Position, index: int, day: str) -> Position:
    return _line(position, index, (day, position.court[index][1]))


def _held_until(position: Position, index: int, day: str) -> Position:
    return _line(position, index, (position.court[index][0], day))


def _line(position: Position, index: int, line: tuple[str, str | None]) -> Position:
    lines = position.court
    return replace(position, court=(*lines[:index], line, *lines[index + 1 :]))
