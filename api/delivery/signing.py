"""Signatures of notices, as Standard Webhooks has them (specification 1.0.0, symmetric).

A receiver recomputes the HMAC-SHA256 of ``ID.TIMESTAMP.BODY`` with the secret that it was shown,
compares it with what stands after ``v1,`` in constant time, refuses a timestamp that is more than
some minutes off, and takes an id that it has had before for the same notice.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

from safeconduct.watches import secret_bytes

ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
TOLERANCE: Final = 300
"""Seconds that a timestamp may be off."""


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a notice, its version in front.

    >>> secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    >>> id_, body = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
    >>> signature(secret, id_, 1614265330, body)
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    signed = b".".join((id_.encode(), str(timestamp).encode(), body))
    mac = hmac.new(secret_bytes(secret), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def signed_headers(secret: str, id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers that a notice is sent with; ``timestamp``: seconds since 1970."""
    return {
        ID: id_,
        TIMESTAMP: str(timestamp),
        SIGNATURE: signature(secret, id_, timestamp, body),
    }


def verified(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Return whether a notice is genuine and of now: what a receiver does, for tests and examples.

    ``headers``: their names in small letters. ``now``: seconds since 1970.
    """
    try:
        timestamp = int(headers[TIMESTAMP])
        expected = signature(secret, headers[ID], timestamp, body)
        given = headers[SIGNATURE].split()
    except (KeyError, ValueError):
        return False
    fresh = abs(now - timestamp) <= TOLERANCE
    return fresh and any(hmac.compare_digest(expected, one) for one in given)
