"""All settings of the service; the only place that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from safeconduct import InputError

PREFIX: Final = "SAFECONDUCT_"


@dataclass(frozen=True)
class Settings:
    """What can be set from outside; each field is ``SAFECONDUCT_`` and its name in capitals.

    ``records``: a directory of source files instead of the embedded records. ``rules``:
    directories layered on the embedded rules. ``cors_origins``: who may read answers from a page
    of another origin. ``embedded_by``: which sites may show the embeds. ``address``: where the
    service is reached by the public, which pages then give as their canonical address.
    ``handbook``: where the handbook lies that is made of the embedded rules.
    ``screen_rows`` and ``screen_bytes``: how much one request may have screened.
    """

    records: Path | None = None
    rules: tuple[Path, ...] = ()
    cors_origins: tuple[str, ...] = ("*",)
    embedded_by: tuple[str, ...] = ("*",)
    address: str = ""
    handbook: str = ""
    screen_rows: int = 1_000_000
    screen_bytes: int = 256 * 2**20

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings given by environment variables; blank means not set.

        ``RULES`` is a list like ``PATH``, ``CORS_ORIGINS`` and ``EMBEDDED_BY`` lists with commas.
        Raises `InputError` for a limit that is no whole number and an address that is none.
        """
        records = environment.get(f"{PREFIX}RECORDS", "").strip()
        rules = environment.get(f"{PREFIX}RULES", "").split(os.pathsep)
        return cls(
            records=Path(records) if records else None,
            rules=tuple(Path(rule.strip()) for rule in rules if rule.strip()),
            cors_origins=_listed(environment, "CORS_ORIGINS") or cls.cors_origins,
            embedded_by=_listed(environment, "EMBEDDED_BY") or cls.embedded_by,
            address=_address(environment, "ADDRESS"),
            handbook=_address(environment, "HANDBOOK"),
            screen_rows=_limit(environment, "SCREEN_ROWS", cls.screen_rows),
            screen_bytes=_limit(environment, "SCREEN_BYTES", cls.screen_bytes),
        )


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    texts = environment.get(f"{PREFIX}{name}", "").split(",")
    return tuple(text.strip() for text in texts if text.strip())


def _address(environment: Mapping[str, str], name: str) -> str:
    name = f"{PREFIX}{name}"
    text = environment.get(name, "").strip()
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        raise InputError(name, text, "is not an address of a service", ("https://HOST/PATH",))
    return text and f"{text.rstrip('/')}/"


def _limit(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(f"{PREFIX}{name}", "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text)):
        raise InputError(f"{PREFIX}{name}", text, "is not a whole number", ("1 or more",))
    return int(text)
