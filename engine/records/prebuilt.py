"""The prebuilt file: the validated records in one JSON document, read in one go.

It is made when a wheel is built and never used unless it was made from the very source files, and
the very reading code, that are there.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from ..base.atomic import replace_text
from ..base.errors import RecordsError
from .registry import code_digest
from .source_files import (
    Directory,
    default_directory,
    read_bytes,
    read_source_files,
    sources_digest,
)
from .tables import Tables
from .world import World, content_digest

PREBUILT: Final = ("_prebuilt", "world.json")


class _Prebuilt(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sources_digest: str
    code_digest: str
    digest: str
    tables: Tables


def build_prebuilt(target: Path, directory: Directory | None = None) -> Path:
    """Write the prebuilt file of ``directory`` (default: the embedded records) to ``target``.

    Returns ``target``; raises `RecordsError` with every finding if the records are not valid.
    """
    from .checks import check_reading  # not needed for reading the file

    data = read_bytes(directory or default_directory())
    reading = read_source_files(data)
    found = check_reading(reading)
    if found:
        raise RecordsError(found)
    tables = reading.tables()
    document = _Prebuilt(
        sources_digest=sources_digest(data),
        code_digest=_code_digest() + code_digest(tables.of_bindings),
        digest=content_digest(tables),
        tables=tables,
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_text(target, document.model_dump_json(exclude_defaults=True))
    return target


def read_prebuilt(directory: Directory, expected: str) -> World | None:
    """Return the prebuilt world of ``directory``, or ``None`` if there is none or it is stale.

    ``expected`` is the digest over the source files that are there.
    """
    path = directory.joinpath(PREBUILT[0]).joinpath(PREBUILT[1])
    if not path.is_file():
        return None
    data = path.read_bytes()
    if expected.encode() not in data[:200]:
        return None
    try:
        document = _Prebuilt.model_validate_json(data)
    except ValidationError:
        return None
    code = _code_digest() + code_digest(document.tables.of_bindings)
    if document.sources_digest != expected or document.code_digest != code:
        return None
    return World(document.tables, stored_digest=document.digest)


@cache
def _code_digest() -> str:
    """Return the digest over the code that reads and checks records."""
    total = hashlib.sha256()
    here = files(__package__)
    for path in sorted(here.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".py"):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
