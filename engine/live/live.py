"""Live records: packaged ones, and over them what was added, corrected or retracted since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Any, Final, Self

from ..base.atomic import replace_all
from ..base.errors import InputError
from ..case.foundation import SourceDirectories
from ..decisions.sources import unpack
from ..engine import Engine
from ..records.export import files_of
from ..records.source_files import read_source_files
from ..records.world import World
from ..rulebase.model import RuleBase
from ..store.database import Database
from ..store.uuid7 import uuid7
from ..timeline.claims import claimable
from .acceptance import accepted
from .apply import RecordStep, applied, layered
from .impact import SECONDS, impact_of
from .log import EntryLog, LogPosition
from .model import CheckedChange, LiveBusy, LiveEntry, LiveFailed, RecordChange, RecordRefused
from .packing import archive
from .reports import MistakeReports
from .tables import open_database

_TRIES: Final = 5
"""So often a change is checked again because others wrote meanwhile."""


_EMBEDDED: Final = SourceDirectories(None, ())


@dataclass(frozen=True)
class LayeredDirectories(SourceDirectories):
    """Where the records and rules of an engine lie, ``below``, and what is layered over them."""

    below: SourceDirectories = _EMBEDDED
    steps: tuple[RecordStep, ...] = ()

    @classmethod
    def over(cls, below: SourceDirectories, steps: tuple[RecordStep, ...]) -> Self:
        """Return what lies somewhere, with steps over it."""
        return cls(below.records, below.rules, below.alone, below, steps)

    def record_files(self) -> dict[str, bytes]:
        """Return the files of the records with the steps applied."""
        return files_of(layered(self.below.own_records().tables, self.steps))

    def packed(self) -> dict[str, bytes] | None:
        """Return all files, if they lie in one archive, those of the records with the steps."""
        found = self.below.packed()
        if found is None:
            return None
        rules = {name: it for name, it in found.items() if not name.startswith("records/")}
        return rules | {f"records/{name}": it for name, it in self.record_files().items()}

    def read(self) -> tuple[World, RuleBase]:
        """Return records with the steps applied, and rules."""
        world, rulebase = self.below.read()
        return applied(world, self.steps, claimable(rulebase)), rulebase

    def beside(self) -> tuple[RuleBase, ...]:
        """Return the rule bases of the other questions."""
        return self.below.beside()


@dataclass(frozen=True)
class _State:
    """The records as they are from an entry on."""

    position: LogPosition
    steps: tuple[RecordStep, ...]
    engine: Engine


class Live:
    """Records that change while they are asked; `Live.open` opens the log of a database.

    ``base``: the engine on the packaged records. Several processes may have the same log: each
    takes over what the others wrote when it is told to `follow`. Safe to share between threads;
    whoever has taken `engine` keeps it as it was.

    >>> from tempfile import TemporaryDirectory
    >>> base = Engine.load()
    >>> visit = base.world.tables.visits[0]
    >>> change = RecordChange(
    ...     action="retract", kind="visits", id=visit.id, reason="an example", wrong="all of it"
    ... )
    >>> with TemporaryDirectory() as folder, Live.open(base, f"sqlite:///{folder}/live") as live:
    ...     entry = live.accept(change, "somebody", seconds=0)
    ...     entry.seq, visit in live.engine.world.tables.visits, visit in base.world.tables.visits
    (1, False, True)
    """

    def __init__(self, base: Engine, database: Database) -> None:
        self._base = base
        self._database = database
        self._log = EntryLog(database)
        self._state = _State(LogPosition(world=base.world.digest), (), base)
        self._changing = Lock()
        self._archive: bytes | None = None
        self.reports = MistakeReports(database)
        self.follow()

    @classmethod
    def open(cls, base: Engine, url: str, *, make: bool = True) -> Self:
        """Return the live records of a database, with everything in it applied.

        ``url``: ``sqlite:////PATH/FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``. ``make``:
        whether its tables are made, or brought up to date, if they are not. Raises `InputError` for
        a URL that cannot be used, or for a kind of record that nothing installed brings,
        `LiveFailed` for a database that cannot be, and `RecordsError` if what is in it does not go
        with the packaged records any more.
        """
        database = open_database(url, make=make)
        try:
            return cls(base, database)
        except BaseException:
            database.close()
            raise

    def on(self, base: Engine) -> Self:
        """Return the same entries over other packaged records, perhaps with other rules.

        Raises `LiveFailed`, and `RecordsError` if they do not go together.
        """
        return type(self)(base, self._database)

    @property
    def engine(self) -> Engine:
        """The engine on the records as they are."""
        return self._state.engine

    @property
    def current(self) -> tuple[int, Engine]:
        """The number of the last entry that is applied, and the engine on it."""
        state = self._state
        return state.position.seq, state.engine

    @property
    def seq(self) -> int:
        """The number of the last entry that is applied, 0 if there is none."""
        return self._state.position.seq

    def follow(self) -> bool:
        """Take over what others wrote; return whether there was anything.

        Raises `LiveFailed`, or `RecordsError` if it cannot be applied; then all stays as it was.
        """
        if self._log.last() == self._state.position.seq:
            return False
        with self._changing:
            state = self._state
            entries = self._log.after(state.position)
            if not entries:
                return False
            steps = (*state.steps, *(one.step for one in entries))
            world = applied(self._base.world, steps, claimable(self._base.rulebase))
            position = LogPosition(entries[-1].seq, entries[-1].hash, world.digest)
            self._state = _State(position, steps, self._on(world, steps))
        return True

    def check(self, change: RecordChange, *, seconds: float = SECONDS) -> CheckedChange:
        """Return what a change would do; nothing is kept. Raises `RecordRefused`, `LiveFailed`.

        ``seconds``: how long answers are compared.
        """
        self.follow()
        return self._checked(change, self._state, seconds)[0]

    def accept(self, change: RecordChange, who: str, *, seconds: float = SECONDS) -> LiveEntry:
        """Check a change, keep it, and return its entry; from then on it counts.

        ``who``: what is kept of whoever makes it. Raises `RecordRefused`, `LiveBusy` and
        `LiveFailed`; then nothing is changed.
        """
        for _ in range(_TRIES):
            self.follow()
            state = self._state
            checked, step, engine = self._checked(change, state, seconds)
            parts = self._parts(change, checked, step, who)
            entry = self._log.append(parts, state.position, self._packed())
            if entry is None:
                continue
            with self._changing:
                if self._state is state:  # else who follows has it already
                    position = LogPosition(entry.seq, entry.hash, entry.world)
                    self._state = _State(position, (*state.steps, step), engine)
            return entry
        raise LiveBusy("others change the records all the time; try again later")

    def _checked(
        self, change: RecordChange, state: _State, seconds: float
    ) -> tuple[CheckedChange, RecordStep, Engine]:
        engine = state.engine
        facts = claimable(engine.rulebase)
        step, world = accepted(change, engine.world, engine.clock(), facts)
        self._answered(change)
        before = next(
            (one for one in engine.world.tables.of(step.kind) if one.id == step.record_id), None
        )
        old = None if before is None else before.model_dump(mode="json")
        made = self._on(world, (*state.steps, step))
        named = {name for one in (old, step.record) for name in _persons(world, step.kind, one)}
        checked = CheckedChange(
            action=change.action,
            kind=step.kind,
            record_id=step.record_id,
            record=None if step.record is None else dict(step.record),
            before=old,
            world=world.digest,
            impact=impact_of(engine, made, named, seconds),
        )
        return checked, step, made

    def _answered(self, change: RecordChange) -> None:
        if change.report and self.reports.get(change.report) is None:
            told = "is not the id of a report"
            raise RecordRefused([InputError("report", change.report, told)])

    def _parts(
        self, change: RecordChange, checked: CheckedChange, step: RecordStep, who: str
    ) -> Mapping[str, Any]:
        told = checked.model_dump(mode="json")
        return {
            **told,
            "id": uuid7(),
            "at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}Z",
            "who": who[:200],
            "sources": step.sources,
            "reason": change.reason,
            "wrong": change.wrong,
            "since": None if change.since is None else str(change.since),
            "report": change.report,
            "base": self._base.world.digest,
            "version": metadata.version("safeconduct"),
        }

    def _on(self, world: World, steps: tuple[RecordStep, ...]) -> Engine:
        base = self._base.sources
        sources = None if base is None else LayeredDirectories.over(base, steps)
        return self._base.on_records(world, sources)

    def _packed(self) -> bytes:
        if self._archive is None:
            self._archive = archive(self._base.world)
        return self._archive

    def at(self, digest: str) -> World:
        """Return the records as they were when they had a digest; nothing of it is ever lost.

        Raises `InputError` if these never had it, and `LiveFailed`.
        """
        state = self._state
        for world in (state.engine.world, self._base.world):
            if world.digest == digest:
                return world
        found = self._log.seq_of(digest)
        if found is None:
            kept = self._log.base(digest)
            if kept is None:
                raise InputError("world", digest[:64], "is not a digest that these records had")
            return _restored(kept, digest, ())
        seq, base = found
        entries = self._log.after(LogPosition())[:seq]
        kept = self._log.base(base)
        if kept is None:
            raise LiveFailed(f"the packaged records {base[:12]} were taken out")
        return _restored(kept, digest, tuple(one.step for one in entries))

    def entries(
        self, limit: int, offset: int = 0, *, until: int | None = None, corrections: bool = False
    ) -> tuple[int, tuple[LiveEntry, ...]]:
        """Return how many entries there are, and some of them, the latest first.

        ``until``: the number of the last of them, by default that which is applied.
        ``corrections``: only those by which a record was corrected or retracted.
        """
        last = self.seq if until is None else until
        return self._log.page(limit, offset, until=last, corrections=corrections)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _persons(world: World, kind: str, record: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield the persons whom a record is about, as far as it names them or their warrants."""
    if record is None:
        return
    if kind == "persons":
        yield record["id"]
    for name in ("person", "persons", "warrant", "warrants"):
        value = record.get(name) or ()
        for one in (value,) if isinstance(value, str) else value:
            yield world.warrants[one].person if one in world.warrants else one


def _restored(content: bytes, digest: str, steps: tuple[RecordStep, ...]) -> World:
    reading = read_source_files(unpack(content))
    world = World(reading.tables())
    if steps:
        world = World(layered(world.tables, steps))
    if world.digest != digest:
        raise LiveFailed(f"the records {digest[:12]} cannot be made again from what is kept")
    return world


def export(world: World, directory: Path) -> tuple[str, ...]:
    """Write records into a directory, as files that `check_records` takes; return their names.

    All of them are written or none. Raises `InputError` if they cannot be.
    """
    files = files_of(world.tables)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        strange = sorted(one.name for one in directory.iterdir())
        if strange:
            told = f"is not empty: {strange[0]} is in it"
            raise InputError("directory", str(directory), told)
        replace_all({directory / name: data for name, data in files.items()})
    except OSError as error:
        told = f"cannot be written, and nothing was: {error.strerror}"
        raise InputError("directory", str(directory), told) from error
    return tuple(files)
