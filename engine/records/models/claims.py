"""What an author records of a declared fact that no other kind of record speaks of."""

from __future__ import annotations

from datetime import date

from ...base.dates import PartialDate
from .base import Record, Slug, StateId


class FactClaim(Record):
    """The value that a fact of the rules has, of whom or what, and from when until when.

    ``fact``: its name in ``facts.yaml``. ``person``, ``warrant``, ``situation``, ``place`` and
    ``state`` (the one whose authorities would arrest): of whom or what it is said; ``None``: of
    all. ``since``: ``None``: it was always so. ``until``: the day from which it is so no longer;
    ``None``: it still is. ``until_public_on``: the day on which it became public that it ends;
    ``None``: that very day. ``says``: the same in words.
    """

    fact: str
    value: str
    person: Slug | None = None
    warrant: Slug | None = None
    situation: Slug | None = None
    place: str | None = None
    state: StateId | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    until_public_on: date | None = None
    says: str = ""

    @property
    def about(self) -> dict[str, str]:
        """Of whom or what it is said, by the names that a case has for them."""
        keys = {
            "person": self.person,
            "warrant": self.warrant,
            "situation": self.situation,
            "place": self.place,
            "host": self.state,
        }
        return {name: key for name, key in keys.items() if key is not None}
