"""All settings of the service, with every bound; the only place that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from safeconduct import InputError

PREFIX: Final = "SAFECONDUCT_"
Open: TypeAlias = Literal["read", "screen"]


def _most(default: int, description: str) -> Any:
    """Return the field of a bound: a whole number that is at least one."""
    return Field(default, ge=1, description=description)


class Settings(BaseModel):
    """What can be set from outside; each field is ``SAFECONDUCT_`` and its name in capitals.

    Lists are written with commas, but for `rules`, which is a list like ``PATH``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    records: Path | None = Field(
        None, description="a directory of records instead of the embedded ones"
    )
    rules: tuple[Path, ...] = Field(
        (), description="directories of rules to layer on the embedded ones, separated like PATH"
    )
    bundle: Path | None = Field(
        None,
        description="a signed bundle of records and rules instead of directories; another one that "
        "is put in its place is taken over at once",
    )
    bundle_keys: tuple[Path, ...] = Field(
        (), description="files of public keys of which one signed the bundle, separated like PATH"
    )
    bundle_older: Literal["refuse", "take"] = Field(
        "refuse",
        description="what becomes of a bundle whose number is lower than that of one that was in "
        "use: refuse or take",
    )
    bundle_state: Path | None = Field(
        None,
        description="a directory in which the highest number of a bundle that was in use is "
        "remembered when the service ends",
    )
    cors_origins: tuple[str, ...] = Field(
        ("*",), description="origins that may read answers from a page of theirs"
    )
    embedded_by: tuple[str, ...] = Field(
        ("*",), description="sites that may show `/embed/…` in a frame"
    )
    address: str = Field(
        "", description="where the public reaches the service; pages name it as canonical"
    )
    handbook: str = Field("", description="where the handbook lies that is made of the rules")
    log: Literal["off", "text", "json"] = Field(
        "off", description="how requests are logged on standard error: off, text or json"
    )
    traces: str = Field(
        "",
        description="where traces of requests and derivations are sent by OTLP over HTTP; "
        "without it there are none",
    )
    decisions: Literal["off", "ids", "full"] = Field(
        "off", description="what is recorded of every answer: off, ids or full"
    )
    decisions_url: SecretStr = Field(
        SecretStr(""),
        description="the database of the decision log, `sqlite:////PATH/FILE` or "
        "`postgresql://USER:PASSWORD@HOST/NAME`; by default a file of the user",
    )
    decisions_when_full: Literal["refuse", "drop"] = Field(
        "refuse",
        description="what becomes of an answer that cannot be recorded: refuse (503) or drop, "
        "which lets it go unrecorded",
    )
    decisions_waiting: int = _most(1000, "decisions that wait to be written")
    decisions_caller: Literal["none", "network", "address"] = Field(
        "network", description="what is recorded of the caller: none, network or address"
    )
    keys: Path | None = Field(
        None, description="the file of API keys, which `safeconduct keys` makes and changes"
    )
    access: tuple[Open, ...] = Field(
        ("read", "screen"), description="what needs no key: read, screen, both or none"
    )
    trusted_proxies: tuple[str, ...] = Field(
        ("127.0.0.1", "::1"),
        description="addresses and networks whose X-Forwarded-For is believed; or none",
    )
    live: SecretStr = Field(
        SecretStr(""),
        description="the database of live records: sqlite:////PATH/FILE or postgresql://…",
    )
    screen_rows: int = _most(1_000_000, "rows that one request may have screened")
    screen_bytes: int = _most(256 * 2**20, "bytes of the rows that one request sends")
    batch_bytes: int = _most(
        8 * 2**20, "bytes of the rows that one request sends as one JSON array, which is read whole"
    )
    connections: int = _most(1000, "open connections; the idlest is closed for a new one")
    header_bytes: int = _most(2**15, "bytes of a request line and its headers")
    header_seconds: int = _most(10, "seconds until a connection has sent a request")
    idle_seconds: int = _most(20, "seconds without a byte, sent or taken, in a body or an answer")
    body_seconds: int = _most(600, "seconds until a body has come")
    work_seconds: int = _most(60, "seconds that the work on one answer may take")
    screen_seconds: int = _most(600, "seconds that one request may have rows screened")
    working: int = _most(4, "questions that are worked on at once")
    waiting: int = _most(200, "questions that wait for their turn")
    screening: int = _most(2, "requests of rows that are screened at once")
    screening_waiting: int = _most(64, "requests of rows that wait for their turn")
    rate: int = _most(6000, "requests a minute from one address, but for this machine")
    key_rate: int = _most(60_000, "requests a minute with one key, but from this machine")
    parameters: int = _most(50, "parameters of one request")
    members: int = _most(200, "members of an object in a body")
    mistakes: int = _most(20, "mistakes that one answer tells; the others are counted")
    live_seconds: int = _most(10, "seconds that answers are compared when a record changes")
    reports: int = _most(5, "mistakes that one address may report in an hour")
    kept_bytes: int = _most(64 * 2**20, "bytes of answers that are kept, with their addresses")
    shutdown_seconds: int = _most(10, "seconds that requests have to end when the service does")

    watches: SecretStr = Field(
        SecretStr(""),
        description="the database in which watches are kept, as a URL; without it there are none",
    )
    watching: Literal["off", "on"] = Field(
        "off", description="whether the service starts what looks at watches and sends: off or on"
    )
    watch_networks: tuple[str, ...] = Field(
        (), description="networks to which notices may be sent besides public ones; or none"
    )
    watch_look_seconds: int = _most(30, "seconds between two looks at what has happened")
    watch_attempts: int = _most(10, "attempts to send a notice until it is given up")
    watch_wait_seconds: int = _most(
        5, "seconds until the second attempt; each further wait is longer"
    )
    watch_send_seconds: int = _most(10, "seconds that a receiver of notices has to answer")
    watch_lease_seconds: int = _most(
        60, "seconds after which a notice is sent again whose sending broke off; more than it takes"
    )
    watch_streams: int = _most(100, "streams of notices that are open at once")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Return the settings given by environment variables; blank means not set.

        Raises `InputError` for a bound that is no whole number and an address that is none.
        """
        given: dict[str, Any] = {}
        for name in cls.model_fields:
            variable = f"{PREFIX}{name.upper()}"
            text = environment.get(variable, "").strip()
            if text:
                given[name] = _READ.get(name, _limit)(variable, text)
        made = cls(**given)
        made.check_bundle()
        return made

    def check_bundle(self) -> None:
        """Raise `InputError` unless what is said of a bundle goes together."""
        if self.bundle is not None and not self.bundle_keys:
            message = "needs the public key that goes with it; set SAFECONDUCT_BUNDLE_KEYS as well"
            raise InputError("SAFECONDUCT_BUNDLE", str(self.bundle), message)
        if self.bundle_keys and self.bundle is None:
            named = os.pathsep.join(map(str, self.bundle_keys))
            message = "verifies a bundle, and none is named; set SAFECONDUCT_BUNDLE as well"
            raise InputError("SAFECONDUCT_BUNDLE_KEYS", named, message)
        if self.bundle_state is not None and self.bundle is None:
            message = "remembers bundles, and none is named; set SAFECONDUCT_BUNDLE as well"
            raise InputError("SAFECONDUCT_BUNDLE_STATE", str(self.bundle_state), message)
        if self.bundle is not None and (self.records is not None or self.rules):
            message = "holds records and rules; leave out SAFECONDUCT_RECORDS and _RULES"
            raise InputError("SAFECONDUCT_BUNDLE", str(self.bundle), message)


def _paths(_: str, text: str) -> tuple[Path, ...]:
    return tuple(Path(one.strip()) for one in text.split(os.pathsep) if one.strip())


def _listed(_: str, text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip()) or ("*",)


def _address(variable: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
        raise InputError(variable, text, "is not an address of a service", ("https://HOST/PATH",))
    return f"{text.rstrip('/')}/"


def _receiver(variable: str, text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        valid = ("http://127.0.0.1:4318/v1/traces",)
        raise InputError(variable, text, "is not an address of a receiver of traces", valid)
    return text


def _limit(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16 and int(text)):
        raise InputError(variable, text[:60], "is not a whole number", ("1 or more",))
    return int(text)


def _one_of(message: str, *allowed: str) -> Callable[[str, str], str]:
    def read(variable: str, text: str) -> str:
        if text not in allowed:
            raise InputError(variable, text[:60], message, allowed)
        return text

    return read


def _several(text: str) -> tuple[str, ...]:
    """Return what stands between commas; nothing for ``none``."""
    return () if text == _NONE else tuple(one.strip() for one in text.split(",") if one.strip())


def _open(variable: str, text: str) -> tuple[str, ...]:
    for one in (given := _several(text)):
        if one not in ("read", "screen"):
            valid = ("read", "screen", "read,screen", _NONE)
            raise InputError(variable, text[:60], f"`{one[:60]}` is not what can be open", valid)
    return given


def _networks(variable: str, text: str) -> tuple[str, ...]:
    try:
        networks = tuple(str(ip_network(one)) for one in _several(text))
    except ValueError:
        valid = ("10.0.0.7", "10.0.0.0/8,::1", _NONE)
        message = "must have addresses and networks, separated by commas"
        raise InputError(variable, text[:60], message, valid) from None
    return networks


_NONE: Final = "none"
_READ: Final[Mapping[str, Any]] = {
    "records": lambda _, text: Path(text),
    "rules": _paths,
    "bundle": lambda _, text: Path(text),
    "bundle_keys": _paths,
    "bundle_state": lambda _, text: Path(text),
    "bundle_older": _one_of("is not what can be done with it", "refuse", "take"),
    "cors_origins": _listed,
    "embedded_by": _listed,
    "address": _address,
    "handbook": _address,
    "traces": _receiver,
    "log": _one_of("is not a form of logs", "off", "text", "json"),
    "keys": lambda _, text: Path(text),
    "access": _open,
    "trusted_proxies": _networks,
    "decisions": _one_of("is not what can be recorded", "off", "ids", "full"),
    "decisions_url": lambda _, text: SecretStr(text),
    "decisions_when_full": _one_of("is not what can be done then", "refuse", "drop"),
    "decisions_caller": _one_of(
        "is not what can be kept of a caller", "none", "network", "address"
    ),
    "live": lambda _, text: SecretStr(text),
    "watches": lambda _, text: SecretStr(text),
    "watching": _one_of("is neither off nor on", "off", "on"),
    "watch_networks": _networks,
}
"""How the text of a setting is read, where it is no whole number."""
