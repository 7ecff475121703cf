"""Wrong readings: another choice of a profile; a position held or published a day off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ...lang.model import Issue, Position, Profile
from ..draft import Draft
from ..mutant import Mutant


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
        if len(day) < len("2002-02-14"):
            continue  # a month or a year has no day to be off by
        for by in (-1, 1):
            moved = (date.fromisoformat(day) + timedelta(days=by)).isoformat()
            changed = tuple(put(moved) if one is position else one for one in issue.positions)
            issues = tuple(
                replace(one, positions=changed) if one is issue else one for one in draft.issues
            )
            yield Mutant(
                f"shift-reading:{issue.id}/{position.id}:{what}:{by:+d}",
                "shift-reading",
                f"`{position.id}` on `{issue.id}` is {what.replace('-', ' ')} on {moved}",
                position.location,
                replace(draft, issues=issues),
            )


def _dates(position: Position) -> Iterator[tuple[str, str, object]]:
    yield "published", position.published, lambda day: replace(position, published=day)
    for index, (since, until) in enumerate(position.court):
        number = f"#{index + 1}" if index else ""

        def put(line: tuple[str, str | None], index: int = index) -> Position:
            lines = position.court
            return replace(position, court=(*lines[:index], line, *lines[index + 1 :]))

        yield f"held-since{number}", since, lambda day, put=put, until=until: put((day, until))
        if until is not None:
            yield f"held-until{number}", until, lambda day, put=put, since=since: put((since, day))
