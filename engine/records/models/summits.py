"""Meetings of leaders that were announced: where they are held, and on which days."""

from __future__ import annotations

from datetime import date

from ...base.dates import PartialDate
from .base import Record


class Summit(Record):
    """A meeting of leaders; `public_on` is the day on which its host was announced.

    ``place``: that of the host. ``starts`` and ``ends``: inclusive, as imprecise as they were
    announced; ``ends`` ``None``: on a day that ``starts`` may mean. ``online``: nobody had to
    travel. ``days_public_on``: when the days became public, ``None``: with the host.
    """

    organisation: str
    name: str
    place: str
    city: str
    starts: PartialDate
    ends: PartialDate | None
    online: bool
    days_public_on: date | None = None
