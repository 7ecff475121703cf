"""Records as one archive of files."""

from __future__ import annotations

from ..decisions.sources import pack
from ..records.export import files_of
from ..records.world import World


def archive(world: World) -> bytes:
    """Return records as files that `check_records` takes, in one archive (ZIP).

    >>> from io import BytesIO
    >>> from zipfile import ZipFile
    >>> from safeconduct.records import load_world
    >>> "persons.yaml" in ZipFile(BytesIO(archive(load_world()))).namelist()
    True
    """
    return pack(files_of(world.tables))
