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
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final, Self

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
SAID: Final = "layers.json"
"""The file that says on which rules each layer stands."""
_ENDINGS: Final = (".yaml", ".yml", ".csv")
LARGEST: Final = 64 * 2**20
"""Bytes of all files; of more nothing is kept."""
MOST_FILES: Final = 10_000
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
        packed = sources.packed()
        if packed is not None:
            return packed
        found = {f"{_RECORDS}/{name}": it for name, it in sources.record_files().items()}
        shipped = resources.files("safeconduct.rules")
        found |= {f"{_RULES}/{name}": it for name, it in _below(shipped)}
        own, bases = _layers(sources)
        found |= own
    except (OSError, SafeconductError, ValueError):  # whatever it is: answers are recorded as well
        return None
    found[SAID] = orjson.dumps(bases, option=orjson.OPT_SORT_KEYS)
    return found if _is_small(found) else None


def _is_small(files: Files) -> bool:
    return len(files) <= MOST_FILES and sum(map(len, files.values())) <= LARGEST


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
            if count > MOST_FILES:
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
            if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > LARGEST:
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
class PackedSources(SourceDirectories):
    """The files of an engine in an archive; they are laid out for as long as they are read.

    ``check_citations``: whether sources must be cited as they are today. Of earlier records that is
    not asked: no answer hangs on it.
    """

    content: bytes = field(default=b"", repr=False)
    check_citations: bool = False

    @classmethod
    def packing(cls, files: Files, *, check_citations: bool = False) -> Self:
        """Return files as such sources."""
        return cls(None, (), content=pack(files), check_citations=check_citations)

    def packed(self) -> dict[str, bytes]:
        """Return all files, by name."""
        return dict(unpack(self.content))

    def record_files(self) -> dict[str, bytes]:
        """Return the files of the records, by name."""
        below = f"{_RECORDS}/"
        found = self.packed().items()
        return {name.removeprefix(below): it for name, it in found if name.startswith(below)}

    def own_records(self) -> World:
        """Return the records without those that go with rules."""
        with _laid_out(self.packed()) as (home, _):
            return load_world(home / _RECORDS, check_citations=self.check_citations)

    def read(self) -> tuple[World, RuleBase]:
        """Return records and rules; raises what `Engine.load` raises, and `LogFailed`."""
        with _laid_out(self.packed()) as (home, bases):
            rules = read_layers(bases[SAFECONDUCT])
            rulebase = build(rules)
            facts, records = claimable(rulebase), [*rules.records]
            for name, directories in bases.items():
                if name != SAFECONDUCT and directories[1:]:  # of one's own, perhaps with records
                    beside = read_layers(directories)
                    facts = {**claimable(build(beside)), **facts}
                    records += beside.records
            world = load_world(
                home / _RECORDS,
                layers=records,
                facts=facts,
                check_citations=self.check_citations,
            )
        return world, rulebase

    @contextmanager
    def rule_directories(self) -> Iterator[tuple[Path, ...]]:
        """Lay the rules out, and yield the directories of those that are answered by."""
        with _laid_out(self.packed()) as (_, bases):
            yield bases[SAFECONDUCT]

    def beside(self) -> tuple[RuleBase, ...]:
        """Return the rule bases of the other questions."""
        with _laid_out(self.packed()) as (_, bases):
            return tuple(
                build(read_layers(them)) for name, them in bases.items() if name != SAFECONDUCT
            )


def engine_of(files: Files, today: date) -> Engine:
    """Return the engine that files give; raises what `Engine.load` raises, and `LogFailed`."""
    sources = PackedSources.packing(files)
    engine = Engine(*sources.read(), today=lambda: today, sources=sources)
    len(engine.questions)  # what is wrong with them shows now
    return engine


@contextmanager
def _laid_out(files: Files) -> Iterator[tuple[Path, dict[str, tuple[Path, ...]]]]:
    """Yield a directory with files, and of which directories each rule base is made, in order."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        _write(files, home)
        said = orjson.loads(files.get(SAID, b"{}"))
        shipped = {SAFECONDUCT: home / _RULES}
        for manifest in sorted((home / _RULES).glob(f"*/{MANIFEST}")):
            shipped[f"{SAFECONDUCT}/{manifest.parent.name}"] = manifest.parent
        _extend_restored(home / _LAYERS, shipped)
        yield (
            home,
            {
                name: (directory, *(home / one for one in said.get(name, ())))
                for name, directory in shipped.items()
            },
        )


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
