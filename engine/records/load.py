"""Loading the world: from the prebuilt file if it is current, else from the source files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import Diagnostic, RecordsError
from .models import Ruling
from .prebuilt import read_prebuilt
from .source_files import (
    Directory,
    FilesReading,
    add_source_files,
    default_directory,
    read_bytes,
    read_source_files,
    sources_digest,
    unknown_files,
)
from .world import World

if TYPE_CHECKING:
    from .check_claims import Facts


def load_world(
    directory: Directory | None = None,
    *,
    layers: Sequence[Directory] = (),
    facts: Facts | None = None,
    check_citations: bool = True,
) -> World:
    """Return the records of ``directory``, by default the embedded ones, and of further ``layers``.

    ``facts``: those of which claims may be made. ``check_citations``: whether sources must be cited
    as they are today; no answer hangs on it, and records of an earlier version may not be so. The
    prebuilt file of the embedded records is used only if it was made from exactly the source files
    that are there. Raises `RecordsError` with every finding if the records are not valid.
    """
    source = directory or default_directory()
    data = read_bytes(source)
    strange = list(unknown_files(source))
    world = None if strange else read_prebuilt(source, sources_digest(data))
    if world is not None and not layers:
        return world
    from .checks import check_reading  # not needed where the prebuilt file is current

    reading = read_source_files(data) if world is None else FilesReading.of(world.tables)
    reading.diagnostics += strange
    for layer in layers:
        _add_layer(reading, layer)
    found = check_reading(reading, facts, citations=check_citations)
    if found:
        raise RecordsError(found)
    return World(reading.tables())


def _add_layer(reading: FilesReading, layer: Directory) -> None:
    path = layer.resolve() if isinstance(layer, Path) else layer
    above = f"{path.parent.name}/" if isinstance(path, Path) else ""
    label = f"{above}{path.name}/"
    reading.diagnostics += unknown_files(layer, label)
    add_source_files(reading, read_bytes(layer, label), label)


def check_layers(world: World, layers: Sequence[Directory], facts: Facts) -> list[Diagnostic]:
    """Return every finding about records that are added to a world; raises `RecordsError`."""
    from .checks import check_reading

    reading = FilesReading.of(world.tables)
    for layer in layers:
        _add_layer(reading, layer)
    return sorted(check_reading(reading, facts))


def own_rulings(layers: Sequence[Directory]) -> tuple[Ruling, ...]:
    """Return the rulings that are well-formed in directories of records; nothing is raised."""
    reading = FilesReading()
    for layer in layers:
        with suppress(RecordsError):
            _add_layer(reading, layer)
    return tuple(one for one in reading.rows.get("rulings", ()) if isinstance(one, Ruling))


def check_records(directory: Directory | None = None) -> tuple[Diagnostic, ...]:
    """Return every finding about the source files of ``directory`` (default: the embedded ones)."""
    from .checks import check_reading

    source = directory or default_directory()
    reading = read_source_files(read_bytes(source))
    reading.diagnostics += unknown_files(source)
    return tuple(sorted(check_reading(reading)))
