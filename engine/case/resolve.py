"""From what a caller writes to records, days and readings; what is written often is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ..base.dates import parse_day
from ..base.errors import InputError, UnknownName, mapping_of, text_of
from ..base.words import listing
from ..records.models import Person, Place
from ..records.names import NOBODY, Resolver, fold
from ..records.world import World
from ..rulebase.model import Profile, RuleBase
from .inputs import Inputs, member
from .query import Query
from .question import Question, QuestionPart

_KEPT: Final = 1 << 13
"""How many spellings of names are kept with what they mean."""

_RIGHT: Final = ("an id, a code or a name",)

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Lookup:
    """Resolves the parts of a question in one world, exactly or with an error that helps."""

    def __init__(self, world: World, rulebase: RuleBase) -> None:
        self.world = world
        self.rulebase = rulebase
        self.absent: Mapping[str, str] = _absent(world)
        """What is to be said of names that are known not to be on record, by the names folded."""
        self.resolver = resolver = Resolver(world, absent=self.absent)
        self._person = lru_cache(_KEPT)(resolver.find_person)
        self._persons = world.persons
        self.surname = lru_cache(_KEPT)(self._surname)
        """Returns a text that is a surname by which the press means somebody; else ``None``.

        Others bear it, so that an answer says whom it was taken for. Raises like `person`.
        """
        self._place = lru_cache(_KEPT)(lambda text: world.places[resolver.place(text)])
        self._given = lru_cache(_KEPT)(
            lambda presence, purpose: Inputs.of(rulebase, presence, purpose, {})
        )

    def person(self, text: str) -> Person:
        """Return the person of that id, name or alias; raises `UnknownName` or `InputError`."""
        return self._persons[self._person(text_of(text, "person", _RIGHT)).id]

    def _surname(self, text: str) -> str | None:
        return text.strip() if self._person(text).by == "surname" else None

    def place(self, text: str) -> Place:
        """Return the place of that id, ISO code, name or alias; raises like `person`."""
        return self._place(text_of(text, "place", _RIGHT))

    def place_named(self, text: str, field: str) -> Place:
        """Return the same for another part of a question, ``field``, of which errors then speak."""
        try:
            return self.place(text)
        except (InputError, UnknownName) as error:
            error.field = field
            raise

    def given(self, presence: str, purpose: str, assume: Mapping[str, str | bool] | None) -> Inputs:
        """Return what the question fixes; raises `InputError`."""
        if assume is not None and mapping_of(assume, "assume"):
            return Inputs.of(self.rulebase, presence, purpose, assume)
        try:
            return self._given(presence, purpose)
        except TypeError:  # one of them cannot be a key: Given says which
            return Inputs.of(self.rulebase, presence, purpose, {})

    def profile(self, name: str | None) -> Profile:
        """Return the profile of that id, by default that of the rules.

        Raises `InputError` listing the valid ones.
        """
        if name is None:
            return self.rulebase.default_profile
        profiles = self.rulebase.effective_profiles
        return profiles[member("profile", name, tuple(profiles))]

    def positions(self, positions: Mapping[str, str] | None) -> Mapping[str, str]:
        """Return ``positions``; raises `InputError` if an issue or position does not exist."""
        if positions is None or not mapping_of(positions, "positions"):
            return _NOTHING
        issues = {issue.id: issue for issue in self.rulebase.issues}
        for name, position in positions.items():
            issue = issues[member("positions", name, tuple(issues))]
            member(f"positions.{name}", position, tuple(p.id for p in issue.positions))
        return dict(positions)

    def read(self, part: QuestionPart, text: str) -> object:
        """Return what a text of one part means: an id, a day, or the value chosen.

        Raises `UnknownName` or `InputError`, about ``person`` or ``place`` for any such name.
        """
        match part.kind:
            case "person":
                return self.person(text).id
            case "place":
                return self.place(text).id
            case "day":
                return parse_day(text, field=part.name)
            case _:
                return member(part.name, text, part.values(self.rulebase))

    def query(self, question: Question, on: date) -> Query:
        """Return a question with everything resolved; raises `UnknownName` and `InputError`.

        ``on``: its day, today filled in.
        """
        return Query(
            given=self.given(question.presence, question.purpose, question.assume),
            person=self.person(question.person),
            place=self.place(question.place),
            on=on,
            profile=self.profile(question.profile),
            positions=self.positions(question.positions),
        )


def _absent(world: World) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for gap in world.known_gaps:
        found |= {fold(name): f"{NOBODY}; {gap.says}" for name in (gap.name, *gap.aliases)}
        known = listing([world.persons[one].name for one in gap.persons if one in world.persons])
        of_many = f"{gap.says}; on record are {known}" if known else gap.says
        found |= {fold(name): of_many for name in gap.groups}
    return found
