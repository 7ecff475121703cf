"""Secrets with which notices are signed, in the form of Standard Webhooks (`whsec_…`)."""

from __future__ import annotations

import base64
import binascii
import secrets
from typing import Final

from ..base.errors import InputError

PREFIX: Final = "whsec_"
_LENGTH: Final = 32


def new_secret() -> str:
    """Return a secret of 256 random bits, as a receiver is shown it once.

    >>> new_secret().startswith("whsec_"), len(secret_bytes(new_secret()))
    (True, 32)
    """
    return PREFIX + base64.b64encode(secrets.token_bytes(_LENGTH)).decode()


def secret_bytes(text: str) -> bytes:
    """Return the key that a secret stands for; raises `InputError`, which shows nothing of it."""
    try:
        if text.startswith(PREFIX):
            return base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        pass
    raise InputError("secret", None, "is not a secret of a webhook", ("whsec_BASE64",))
