"""The index of a world and rule base: read from the cache, or built and kept there."""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from threading import Lock
from typing import Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from ...answers.assessor import Assessor
from ...case.reasoner import Reasoner
from .build import build_index
from .model import Index
from .store import Refused, read_index, warn, write_index
from .tried import TriedIndex

V = TypeVar("V")


class KeptByReasoner(Generic[V]):
    """Values by reasoner and name; what takes seconds for one holds up no other.

    By the reasoner, which nothing else equals: rules made by hand may keep a digest. A value must
    not hold its reasoner, or neither would ever go.
    """

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Reasoner, dict[str, _Entry[V]]] = WeakKeyDictionary()
        self._adding = Lock()

    def get(self, reasoner: Reasoner, name: str, make: Callable[[], V]) -> V:
        """Return the value of that name; if it is not there it is made, once."""
        with self._adding:
            entry = self._kept.setdefault(reasoner, {}).setdefault(name, _Entry())
        with entry.making:
            if entry.value is None:
                entry.value = make()
            return entry.value


class _Entry(Generic[V]):
    def __init__(self) -> None:
        self.making = Lock()
        self.value: V | None = None


CACHE: Final = "SAFECONDUCT_CACHE"
"""The environment variable that names the directory of the cache; empty: keep nothing."""

_LOG: Final = logging.getLogger(__name__)
_KEPT: Final = 8
_CODE: Final = (
    "base/dates.py",
    "case/inputs.py",
    "case/matter.py",
    "inference",
    "screening/index",
    "timeline",
)
"""What an index depends on besides records and rules: the code that reads them."""


_LOADS: Final = Counter(dict.fromkeys(("built", "read", "refused"), 0))
_INDEXES: Final[KeptByReasoner[TriedIndex]] = KeptByReasoner()


def index_of(assessor: Assessor) -> Index:
    """Return the index of what an assessor answers from, which lives as long as that does."""
    return tried_index_of(assessor).index


def tried_index_of(assessor: Assessor) -> TriedIndex:
    """Return the same index with what tries it where it is used."""
    reasoner = assessor.reasoner
    return _INDEXES.get(reasoner, "index", lambda: _tried_index(reasoner))


def index_loads() -> dict[str, int]:
    """Return how many indexes this process has `built`, `read` from the cache, and `refused`."""
    return dict(_LOADS)


def load_index(reasoner: Reasoner) -> Index:
    """Return the index of a reasoner's world, from the cache if it is there.

    The file is named for its content: records, rules and the code that reads them. It may be
    deleted at any time. It is not believed: one that others may have written, that is not whole, or
    that says something else than the engine where both are tried, is made anew, with a warning.
    Where nothing can be written, the index is built in memory.
    """
    return _tried_index(reasoner).index


def _tried_index(reasoner: Reasoner) -> TriedIndex:
    # Days of earlier knowledge are many, and each is seldom asked about again.
    directory = cache_directory() if reasoner.world.known_on is None else None
    if directory is None:
        return TriedIndex(reasoner, _built(reasoner))
    path = directory / f"index-{key_of(reasoner)}.bin"
    found = read_index(path)
    if found is not None:
        tried = TriedIndex(reasoner, found, path, _made)
        why = tried.fault(reasoner)
        if not why:
            _LOADS["read"] += 1
            return tried
        _LOADS["refused"] += 1
        warn(path, why)
    return TriedIndex(reasoner, _made(reasoner, path))


def _built(reasoner: Reasoner) -> Index:
    _LOADS["built"] += 1
    return build_index(reasoner)


def _made(reasoner: Reasoner, path: Path) -> Index:
    built = _built(reasoner)
    try:
        write_index(built, path)
        _prune(path.parent)
    except (OSError, Refused) as error:
        _LOG.info("the index is not kept: %s", error)
    return built


def cache_directory() -> Path | None:
    """Return where indexes are kept: `CACHE`, else the user's cache; ``None``: nowhere."""
    chosen = os.environ.get(CACHE)
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "safeconduct"
    except RuntimeError:  # no home directory
        return None


def key_of(reasoner: Reasoner) -> str:
    """Return the name of an index by its content: 32 hexadecimal digits."""
    world = reasoner.world
    total = hashlib.sha256()
    for part in (world.digest, reasoner.inference.rulebase.digest, str(world.known_on)):
        total.update(part.encode() + b"\0")
    root = files(__package__.partition(".")[0])
    for name in _CODE:
        for path in _modules(root / name):
            total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:32]


def _modules(path: Traversable) -> list[Traversable]:
    if path.is_file():
        return [path]
    inner = sorted(path.iterdir(), key=lambda one: one.name)
    return [one for one in inner if one.name.endswith(".py")]


def _prune(directory: Path) -> None:
    """Keep the newest files only: every change of records or rules makes a new one."""
    found = sorted(directory.glob("index-*.bin"), key=lambda one: one.lstat().st_mtime)
    for path in found[:-_KEPT]:
        path.unlink(missing_ok=True)
