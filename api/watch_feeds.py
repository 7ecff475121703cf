"""Notices as an Atom feed (RFC 4287) and as server-sent events."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from safeconduct.watches import Watch, WatchNotice

ATOM: Final = "application/atom+xml"
EVENTS: Final = "text/event-stream"

_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
