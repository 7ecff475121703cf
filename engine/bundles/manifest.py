"""What a bundle says of itself, and what its files may be called."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Final, Literal

import orjson
from pydantic import Field, ValidationError

from ..base.errors import SafeconductError
from ..base.frozen import Frozen
from ..decisions.sources import SAID


class BundleRefused(SafeconductError):
    """A bundle is not as it was signed, or does not hold what answers could rest on."""

    code = "bundle-refused"


FORMAT: Final = "safeconduct-bundle/2"
_FOLDERS: Final = frozenset({"records", "rules", "layers"})
_LONGEST: Final = 300
MOST_SERIAL: Final = 2**53
"""The greatest number of a bundle: JSON has no greater one everywhere."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class BundleManifest(Frozen):
    """The manifest of a bundle: the digest of each file, and of what the files give.

    ``world`` and ``rules``: the digests of records and rules, as every answer names them.
    ``version``: that of the program which made it. ``serial``: as it was numbered; one with a lower
    number is older, and 0 is one without a number, as all of format 1 are.
    """

    format: Literal["safeconduct-bundle/1", "safeconduct-bundle/2"] = FORMAT
    version: str = Field(max_length=100)
    serial: int = Field(0, ge=0, le=MOST_SERIAL)
    world: Sha256
    rules: Sha256
    files: Mapping[str, Sha256]

    def to_bytes(self) -> bytes:
        """Return it as it is signed: JSON in UTF-8, members in the order of their names."""
        how = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        return orjson.dumps(self.model_dump(mode="json"), option=how)

    @classmethod
    def from_bytes(cls, data: bytes) -> BundleManifest:
        """Return what was signed; raises `BundleRefused` for anything else than a manifest."""
        try:
            return cls.model_validate(orjson.loads(data))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "all of it"
            raise BundleRefused(f"its manifest is not one; {place}: {first['msg']}") from None
        except ValueError:
            raise BundleRefused("its manifest is not JSON") from None

    def check(self, files: Mapping[str, bytes]) -> None:
        """Raise `BundleRefused` unless these are the files that were signed, and all of them."""
        strange = sorted(files.keys() - self.files.keys())
        if strange:
            raise BundleRefused(f"`{strange[0][:_LONGEST]}` is in it, and was not signed")
        missing = sorted(self.files.keys() - files.keys())
        if missing:
            raise BundleRefused(f"`{missing[0][:_LONGEST]}` was signed, and is not in it")
        for name, digest in self.files.items():
            if sha256(files[name]).hexdigest() != digest:
                raise BundleRefused(f"`{name[:_LONGEST]}` was changed after it was signed")


def check_name(name: str) -> None:
    """Raise `BundleRefused` for a name that no file of records or rules has in a bundle.

    >>> check_name("rules/law/duty.yaml")
    >>> check_name("rules/../../etc/passwd")
    Traceback (most recent call last):
    ...
    safeconduct.bundles.manifest.BundleRefused: `rules/../../etc/passwd` leads out of it
    """
    shown = name[:_LONGEST]
    parts = name.split("/")
    if "\\" in name or ":" in name or not parts[0] or {"", ".", ".."} & {*parts}:
        raise BundleRefused(f"`{shown}` leads out of it")
    if not name.isprintable() or len(name) > _LONGEST:
        raise BundleRefused(f"{shown!r} is not the name of a file")
    if name != SAID and (parts[0] not in _FOLDERS or len(parts) == 1):
        raise BundleRefused(f"`{shown}` belongs neither to records nor to rules")
