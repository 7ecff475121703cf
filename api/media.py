"""Which of several media types a caller likes best."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from starlette.types import Scope

JSON: Final = "application/json"
PAGE: Final = "text/html"

_WEIGHT: Final = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")


def liked(accept: str, offered: Iterable[str]) -> str | None:
    """Return the offered media type that an Accept header prefers, the first of equals.

    Each type has the weight of the most specific range that covers it (RFC 9110, 12.5.1), so that
    ``None``, nothing offered is acceptable, also answers a header that excludes everything. A
    range whose weight is none is left out. Without a header everything is liked equally.

    >>> liked("application/json;q=0.5, text/plain", ["application/json", "text/plain"])
    'text/plain'
    >>> liked("text/html, */*;q=0.8", ["application/json", "text/plain"])
    'application/json'
    >>> liked("image/png", ["application/json"])
    """
    return _liked(accept, tuple(offered))


def header_of(scope: Scope, name: bytes) -> str:
    """Return a header of a request, empty if it has none.

    One that is given several times is a list that goes on (RFC 9110, 5.3).

    >>> header_of({"headers": [(b"accept", b"text/html"), (b"accept", b"*/*")]}, b"accept")
    'text/html, */*'
    """
    return b", ".join([value for one, value in scope["headers"] if one == name]).decode("latin-1")


def is_of_program(scope: Scope) -> bool:
    """Whether a request asks for JSON rather than for a page."""
    return liked(header_of(scope, b"accept"), (PAGE, JSON)) == JSON


@lru_cache(256)
def takes_gzip(encodings: str) -> bool:
    """Whether an Accept-Encoding header takes gzip: it is named, and not with the weight 0.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, br"), takes_gzip("")
    (True, False, False)
    """
    return dict(filter(None, map(_weighed, encodings.split(",")))).get("gzip", 0.0) > 0


@lru_cache(256)
def _liked(accept: str, offered: tuple[str, ...]) -> str | None:
    weights = dict(filter(None, map(_weighed, (accept.strip() or "*/*").split(","))))
    best, most = None, 0.0
    for media_type in offered:
        weight = _weight(media_type, weights)
        if weight > most:
            best, most = media_type, weight
    return best


def _weighed(told: str) -> tuple[str, float] | None:
    name, *parameters = (one.strip().casefold() for one in told.split(";"))
    pairs = (one.partition("=") for one in parameters)
    weight = next((value.strip() for key, _, value in pairs if key.strip() == "q"), "1")
    return (name, float(weight)) if name and _WEIGHT.match(weight) else None


def _weight(media_type: str, weights: dict[str, float]) -> float:
    ranges = media_type, f"{media_type.partition('/')[0]}/*", "*/*"
    return next((weights[one] for one in ranges if one in weights), 0.0)
