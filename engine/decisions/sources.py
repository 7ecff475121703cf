"""The files of records and rules that an engine was made of, kept so that it can be made again.

An archive (ZIP) holds them: ``records/``, ``rules/`` with all that is shipped, ``layers/`` with
what was layered on them, and ``layers.json``, which says on what.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

import orjson

from ..base.errors import SafeconductError
from ..case.foundation import SourceDirectories
from ..engine import Engine
from ..records.load import load_world
from ..records.world import World
from ..rulebase.layers import embedded, shipped_as, split
from ..rulebase.load import build, read_layers
from ..rulebase.manifest import MANIFEST, SAFECONDUCT
from ..rulebase.model import RuleBase
from ..timeline.claims import claimable
from .errors import LogFailed

_RECORDS: Final = "records"
_RULES: Final = "rules"
_LAYERS: Final = "layers"
_SAID: Final = "layers.json"
_ENDINGS: Final = (".yaml", ".yml", ".csv")
_LARGEST: Final = 64 * 2**20
"""Bytes of all files; of more nothing is kept."""
_MOST_FILES: Final = 10_000
_EXTENDS: Final = re.compile(r"^(extends:\s*)([\w/-]+)", re.MULTILINE)

Files = Mapping[str, bytes]


def files_of(engine: Engine) -> Files | None:
    """Return the files that an engine was made of, by name; ``None`` if that cannot be known.

    They are those that lie there now: whether they give the same records and rules shows when an
    engine is made of them.
    """
    sources = engine.sources
    if sources is None:
        return None
    try:
        found = {f"{_RECORDS}/{name}": it for name, it in sources.record_files().items()}
        shipped = resources.files("safeconduct.rules")
        found |= {f"{_RULES}/{name}": it for name, it in _below(shipped)}
        own, bases = _layers(sources)
        found |= own
    except (OSError, SafeconductError, ValueError):  # whatever it is: answers are recorded as well
        return None
    found[_SAID] = orjson.dumps(bases, option=orjson.OPT_SORT_KEYS)
    return found if _is_small(found) else None


def _is_small(files: Files) -> bool:
    return len(files) <= _MOST_FILES and sum(map(len, files.values())) <= _LARGEST


def _layers(sources: SourceDirectories) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """Return the files of layers, and of which base each layer is."""
    stacks = {name: read_layers(them) for name, them in split(sources.rules).items()}
    named = [
        directory
        for files in stacks.values()
        for directory in (*(one for one, _ in files.layers), *files.records)
        if not shipped_as(directory)
    ]
    if not named:
        return {}, {}
    if not all(isinstance(one, Path) for one in named):
        raise ValueError("a layer lies in an archive")
    paths = [Path(str(one)).resolve() for one in named]
    root = Path(os.path.commonpath(paths))
    root = root if root not in paths else root.parent
    found = {
        f"{_LAYERS}/{path.relative_to(root).as_posix()}/{name}": it
        for path in paths
        for name, it in _below(path)
    }
    bases = {
        name: [
            f"{_LAYERS}/{Path(str(one)).resolve().relative_to(root).as_posix()}"
            for one in them
            if not shipped_as(one)
        ]
        for name, them in split(sources.rules).items()
    }
    return found, bases


def _below(directory: Path | Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield every file of rules or records below a directory, with its name."""
    folders, count = [("", directory)], 0
    while folders:
        prefix, folder = folders.pop()
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            count += 1
            if count > _MOST_FILES:
                raise ValueError("there are too many files")
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir():
                folders.append((f"{prefix}{entry.name}/", entry))
            elif entry.name.endswith(_ENDINGS):
                yield f"{prefix}{entry.name}", entry.read_bytes()


def files_digest(files: Files) -> str:
    """Return the SHA-256 over names and contents, in the order of the names."""
    total = sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def pack(files: Files) -> bytes:
    """Return files as one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(content: bytes) -> Files:
    """Return the files of an archive; raises `LogFailed` if it is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _LARGEST:
                raise LogFailed("the files that are kept are too many or too large")
            return {one.filename: archive.read(one) for one in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise LogFailed(f"the files that are kept were damaged: {error}"[:200]) from None


@dataclass(frozen=True)
class RestoredDirectories(SourceDirectories):
    """Directories in which kept files lie; ``bases``: what each rule base was made of, in order."""

    bases: tuple[tuple[str, tuple[Path, ...]], ...] = ()

    def read(self) -> tuple[World, RuleBase]:
        """Return records and rules as they were."""
        by_base = dict(self.bases)
        files = read_layers(by_base[SAFECONDUCT])
        rulebase = build(files)
        facts, records = claimable(rulebase), [*files.records]
        for name, directories in self.bases:
            if name != SAFECONDUCT and directories[1:]:  # rules of one's own, perhaps with records
                beside = read_layers(directories)
                facts = {**claimable(build(beside)), **facts}
                records += beside.records
        # Sources may be cited as they were then: no answer hangs on it.
        world = load_world(self.records, layers=records, facts=facts, check_citations=False)
        return world, rulebase

    def beside(self) -> tuple[RuleBase, ...]:
        """Return the rule bases of the other questions."""
        return tuple(build(read_layers(them)) for name, them in self.bases if name != SAFECONDUCT)


def engine_of(files: Files, today: date) -> Engine:
    """Return the engine that files give; raises what `Engine.load` raises, and `LogFailed`."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        _write(files, home)
        said = orjson.loads(files.get(_SAID, b"{}"))
        shipped = {SAFECONDUCT: home / _RULES}
        for manifest in sorted((home / _RULES).glob(f"*/{MANIFEST}")):
            shipped[f"{SAFECONDUCT}/{manifest.parent.name}"] = manifest.parent
        _extend_restored(home / _LAYERS, shipped)
        bases = tuple(
            (name, (directory, *(home / one for one in said.get(name, ()))))
            for name, directory in shipped.items()
        )
        sources = RestoredDirectories(home / _RECORDS, (), bases=bases)
        engine = Engine(*sources.read(), today=lambda: today, sources=sources)
        len(engine.questions)  # they are read now, for the files go
    return engine


def _write(files: Files, home: Path) -> None:
    for name, content in files.items():
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name:
            raise LogFailed("the files that are kept were damaged: a name leads out of them")
        path = home.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _extend_restored(layers: Path, shipped: Mapping[str, Path]) -> None:
    """Let layers stand on the rules that were shipped then, not on those of today."""
    known = {*embedded(), *shipped}
    for manifest in layers.rglob(MANIFEST):

        def restored(found: re.Match[str], at: Path = manifest.parent) -> str:
            name = found.group(2)
            if name not in known or name not in shipped:
                return found.group(0)
            return f"{found.group(1)}{Path(os.path.relpath(shipped[name], at)).as_posix()}"

        text = manifest.read_text("utf-8")
        manifest.write_text(_EXTENDS.sub(restored, text), "utf-8")
