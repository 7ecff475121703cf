"""API keys and the file that has them: who may do what, until when, and the digest of each key.

A key is 256 random bits. Slow digests (Argon2, bcrypt) are for what people choose, which can be
guessed; this cannot be, however fast, so that a plain SHA-256 of it tells nobody what it was, and
costs a request a microsecond.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, Self, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from safeconduct import InputError
from safeconduct.base import alone_in, counted, read_json, read_private, write_private

Scope: TypeAlias = Literal["read", "screen", "write", "watch"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "screen", "write", "watch")
"""What a key may allow: to ask, to screen rows, to write what the service keeps, to watch."""

MOST_KEYS: Final = 1000
MOST_BYTES: Final = 1 << 20
SETTING: Final = "SAFECONDUCT_KEYS"
_TEXT: Final = re.compile(r"sc_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ApiKey(_Strict):
    """One key as the file has it; of the key itself only ``id``, its first part, and a digest."""

    id: str = Field(pattern=r"^[0-9a-f]{8}$")
    name: str = Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")
    scopes: tuple[Scope, ...] = Field(min_length=1, max_length=len(SCOPES))
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    created: AwareDatetime
    expires: AwareDatetime | None = None
    revoked: AwareDatetime | None = None
    rotated_from: str | None = Field(None, pattern=r"^[0-9a-f]{8}$")

    def state(self, now: datetime) -> Literal["valid", "expired", "revoked"]:
        """Return whether it is of use."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else "valid"


class KeyFile(_Strict):
    """Everything in the file."""

    version: Literal[1] = 1
    keys: tuple[ApiKey, ...] = Field((), max_length=MOST_KEYS)

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if len({one.id for one in self.keys}) < len(self.keys):
            raise ValueError("two keys have one id")
        return self


def id_in(text: str) -> str | None:
    """Return the id of the key that a text could be, or ``None`` if it is of another shape."""
    found = _TEXT.fullmatch(text)
    return found[1] if found else None


def digest(text: str) -> str:
    """Return what the file has in place of a key."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def new_key(
    name: str,
    scopes: tuple[Scope, ...],
    expires: datetime | None = None,
    rotated_from: str | None = None,
) -> tuple[ApiKey, str]:
    """Return a new key as the file has it, and its text, which nobody can tell again.

    Raises `InputError` for a name that is empty, too long or not in one line.
    """
    text = f"sc_{secrets.token_hex(4)}_{secrets.token_urlsafe(32)}"
    try:
        key = ApiKey(
            id=text[3:11],
            name=name.strip(),
            scopes=scopes,
            sha256=digest(text),
            created=now(),
            expires=expires,
            rotated_from=rotated_from,
        )
    except ValidationError:
        message = "is not a name of a key; it has 1 to 100 characters in one line"
        raise InputError("name", name[:60], message) from None
    return key, text


def now() -> datetime:
    """Return this moment in whole seconds, UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def read_keys(path: Path) -> tuple[ApiKey, ...]:
    """Return the keys in a file.

    Raises `InputError` if it is not there, is a link or a device, belongs to somebody else, can be
    read or written by others, is too large or is not a file of keys; the message says what to do.
    """
    data = _private(path)
    try:
        return KeyFile.model_validate(read_json(data)).keys
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "all of it"
        why = f"is not a file of keys; {place}: {first['msg']}"
    except ValueError as error:
        why = f"is not a file of keys; it {error}"
    raise _refused(path, why)


def _private(path: Path) -> bytes:
    try:
        return read_private(path, SETTING, MOST_BYTES)
    except FileNotFoundError:
        made = "does not exist; `safeconduct keys create NAME` makes it"
        raise _refused(path, made) from None


def _refused(path: Path, message: str) -> InputError:
    return InputError(SETTING, str(path)[:200], message)


@contextmanager
def changed_keys(path: Path) -> Iterator[list[ApiKey]]:
    """Give the keys of a file to be changed; they are written, in one step, if nothing is raised.

    Whoever else changes them waits. A file that is not there is made, readable by its owner alone.
    Raises what `read_keys` raises, and `InputError` for too many keys and what cannot be written.
    """
    try:
        with alone_in(path.parent):
            keys = list(read_keys(path)) if os.path.lexists(path) else []
            yield keys
            if len(keys) > MOST_KEYS:
                kept = counted(MOST_KEYS, "key")
                raise _refused(path, f"keeps at most {kept}; take out those that have ended")
            write_private(
                path, KeyFile(keys=tuple(keys)).model_dump_json(indent=1).encode() + b"\n"
            )
    except OSError as error:
        raise _refused(path, f"cannot be written: {error.strerror}") from None


def used_file(path: Path) -> Path:
    """Return where it stands when each key was last used.

    That is a file of its own, so that the service need not be able to write keys, and whoever
    changes keys does not race with it.
    """
    return path.with_name(f"{path.name}.used")


def last_used(path: Path) -> dict[str, datetime]:
    """Return when each key of a file was last used; nothing where that cannot be read."""
    with suppress(InputError, ValueError):
        found = _Used.model_validate(read_json(_private(used_file(path))))
        return dict(found.used)
    return {}


def write_used(path: Path, used: dict[str, datetime]) -> None:
    """Write when keys were last used, later moments of other processes kept; raises `OSError`."""
    with alone_in(path.parent):
        before = last_used(path)
        kept = {**before, **{id_: max(at, before.get(id_, at)) for id_, at in used.items()}}
        latest = sorted(kept.items(), key=lambda one: one[1])[-MOST_KEYS:]
        write_private(used_file(path), _Used(used=dict(latest)).model_dump_json(indent=1).encode())


class _Used(_Strict):
    used: dict[str, AwareDatetime] = Field(max_length=MOST_KEYS)
