"""Notices as an Atom feed (RFC 4287) and as server-sent events."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from anyio import to_thread

from safeconduct.watches import Watch, WatchNotice

ATOM: Final = "application/atom+xml"
EVENTS: Final = "text/event-stream"

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOK: Final = 1.0
"""Seconds between two looks for new notices."""
_ALIVE: Final = 8.0
"""Seconds after which a comment is sent where nothing else is, so that nobody takes it for dead."""
_LONGEST: Final = 3600.0
"""Seconds that a stream is open; whoever reads it comes again and goes on where it ended."""


def atom_feed(watch: Watch, notices: Sequence[WatchNotice], address: str) -> bytes:
    """Return a feed of notices, the latest first; ``address``: where it lies.

    >>> from datetime import date
    >>> made_on = date(2026, 1, 1)
    >>> watch = Watch(id="w", person="p", condition="becomes", profile="q", made_on=made_on)
    >>> atom_feed(watch, (), "https://example.org/watches/w.atom").startswith(b"<?xml")
    True
    """
    feed = ET.Element("feed", xmlns=_NAMESPACE)
    updated = notices[-1].at if notices else f"{watch.made_on.isoformat()}T00:00:00Z"
    title = f"safeconduct: {watch.person}, {watch.condition.replace('_', ' ')}"
    for name, text in (("id", f"urn:uuid:{watch.id}"), ("title", title), ("updated", updated)):
        ET.SubElement(feed, name).text = _clean(text)
    ET.SubElement(feed, "link", rel="self", href=address)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = "safeconduct"
    for notice in reversed(notices):
        entry = ET.SubElement(feed, "entry")
        says = str(notice.body["data"]["says"])
        for name, text in (
            ("id", f"urn:uuid:{notice.id}"),
            ("title", says),
            ("updated", notice.at),
            ("summary", says),
        ):
            ET.SubElement(entry, name).text = _clean(text)
        content = ET.SubElement(entry, "content", type="application/json")
        content.text = _clean(json.dumps(notice.body, ensure_ascii=False))
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _clean(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def as_event(notice: WatchNotice) -> bytes:
    """Return a notice as one server-sent event, whose id is its number."""
    data = json.dumps(notice.body, ensure_ascii=False)  # in one line
    return f"id: {notice.seq}\nevent: {notice.body['type']}\ndata: {data}\n\n".encode()


class Streams:
    """Counts the streams that are open; at most ``most`` at once in this process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.open = 0

    @property
    def full(self) -> bool:
        """Whether no further one may be opened."""
        return self.open >= self._most

    async def events(
        self, read: Callable[[int], Sequence[WatchNotice] | None], after: int
    ) -> AsyncIterator[bytes]:
        """Yield notices as they come, those first that came after a number.

        ``read`` returns the notices after a number, ``None`` when the watch is there no more. It is
        called in a thread.
        """
        self.open += 1
        try:
            ends = time.monotonic() + _LONGEST
            yield b"retry: 3000\n\n"
            said = time.monotonic()
            while time.monotonic() < ends:
                notices = await to_thread.run_sync(read, after)
                if notices is None:
                    return
                for notice in notices:
                    yield as_event(notice)
                    after = notice.seq
                now = time.monotonic()
                if notices:
                    said = now
                elif now - said >= _ALIVE:
                    yield b": nothing new\n\n"
                    said = now
                if not notices:
                    await asyncio.sleep(_LOOK)
        finally:
            self.open -= 1
