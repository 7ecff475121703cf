"""What is known to be missing from the records."""

from __future__ import annotations

from typing import Literal

from ...base.dates import PartialDate
from .base import Record, Slug


class KnownGap(Record):
    """Something of which it is known that the records lack it, and why.

    ``kind``: an application is no warrant, so that whom it concerns is on no record; warrants may
    have been unsealed whose persons are not known. ``aliases``: whole names under which somebody
    may be asked for; ``groups``: names of many, of whom some are on record. ``persons``: those on
    record whose answers mention it. ``on``: since when.
    """

    kind: Literal["application", "unnamed_warrants"]
    name: str
    aliases: tuple[str, ...]
    persons: tuple[Slug, ...]
    situation: Slug
    on: PartialDate
    says: str
    groups: tuple[str, ...] = ()
