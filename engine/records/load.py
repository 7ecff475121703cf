"""Loading the world: from the prebuilt file if it is current, else from the source files."""

from __future__ import annotations

from ..base.errors import Diagnostic, RecordsError
from .prebuilt import read_prebuilt
from .source_files import (
    Directory,
    default_directory,
    read_bytes,
    read_source_files,
    sources_digest,
)
from .world import World


def load_world(directory: Directory | None = None) -> World:
    """Return the records of ``directory``, by default the embedded ones.

    The prebuilt file of the embedded records is used only if it was made from exactly the source
    files that are there. Raises `RecordsError` with every finding if the records are not valid.
    """
    source = directory or default_directory()
    data = read_bytes(source)
    prebuilt = read_prebuilt(source, sources_digest(data))
    if prebuilt is not None:
        return prebuilt
    from .checks import check_reading  # not needed where the prebuilt file is current

    reading = read_source_files(data)
    found = check_reading(reading)
    if found:
        raise RecordsError(found)
    return World(reading.tables())


def check_records(directory: Directory | None = None) -> tuple[Diagnostic, ...]:
    """Return every finding about the source files of ``directory`` (default: the embedded ones)."""
    from .checks import check_reading

    data = read_bytes(directory or default_directory())
    return tuple(sorted(check_reading(read_source_files(data))))
