"""The decision log as one object: opened by a URL, written, read, searched, replayed, verified."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Literal, Self

from ..base.errors import InputError
from ..engine import Engine
from ..store.database import Database
from .database import open_database, usual_url
from .entry import DecisionEntry
from .model import (
    ChainReport,
    DecisionPage,
    DecisionReplay,
    DecisionSearch,
    LoggedDecision,
    Receipt,
)
from .reader import DecisionReader
from .replay import Replayer
from .sources import files_digest, files_of, pack
from .verify import verify, verify_end
from .writer import MOST_WAITING, DecisionWriter

Keep = Literal["ids", "full"]


class DecisionLog:
    """A decision log in a database; `DecisionLog.open` opens one.

    ``keep``: of an answer `ids` (question, outcome and digests) or `full` (also the whole answer,
    with its proof). Safe to share between threads.

    >>> from tempfile import TemporaryDirectory
    >>> from safeconduct import Engine, Question
    >>> from safeconduct.decisions import travel_entry
    >>> engine = Engine.load()
    >>> question = Question(person="vladimir-putin", place="MNG", on="2024-09-02")
    >>> entry = travel_entry(engine, question, engine.assess(question), whole=False)
    >>> with TemporaryDirectory() as folder:
    ...     with DecisionLog.open(f"sqlite:///{folder}/log.sqlite") as log:
    ...         receipt = log.record(entry)
    ...         log.replay(receipt.id, engine).result, log.verify().faults
    ('equal', ())
    """

    def __init__(
        self, database: Database, keep: Keep = "ids", most_waiting: int = MOST_WAITING
    ) -> None:
        self._database = database
        self.keep = keep
        self._archives: dict[str, bytes] = {}
        self._writer = DecisionWriter(database, most_waiting=most_waiting, sources=self._archives)
        self._reader = DecisionReader(database)
        self._replayer = Replayer(self._reader)

    @classmethod
    def open(
        cls,
        url: str = "",
        *,
        keep: Keep = "ids",
        most_waiting: int = MOST_WAITING,
        make: bool = True,
    ) -> Self:
        """Return the log of a database, by default a file of the user (SQLite).

        ``url``: ``sqlite:////PATH/FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``. ``make``:
        whether its tables are made, or brought up to date, if they are not. Raises `InputError`
        for a URL that cannot be used, `LogFailed` for a database that cannot be.
        """
        return cls(open_database(url or usual_url(), make=make), keep, most_waiting)

    @property
    def name(self) -> str:
        """What the database may be called in a message: its URL without the password."""
        return self._database.name

    @property
    def waiting(self) -> int:
        """How many decisions wait to be written."""
        return self._writer.waiting

    def keep_sources(self, engine: Engine) -> str:
        """Return the digest of the files of an engine, for its entries; empty if it has none.

        They are written with the first decision that names them.
        """
        files = files_of(engine)
        if files is None:
            return ""
        digest = files_digest(files)
        self._archives[digest] = pack(files)
        return digest

    async def recorded(
        self, entries: Sequence[DecisionEntry], caller: str = ""
    ) -> tuple[Receipt, ...]:
        """Write decisions, all or none, and return when they are there; for event loops.

        Raises `LogFull` and `LogFailed`.
        """
        return await self._writer.recorded(entries, caller)

    def record(self, entry: DecisionEntry, caller: str = "") -> Receipt:
        """Write a decision, and return when it is there; raises `LogFull` and `LogFailed`."""
        return self._writer.record(entry, caller)

    def get(self, id: str) -> LoggedDecision | None:
        """Return the decision of an id, if there is one; raises `LogFailed`."""
        return self._reader.get(id)

    def rows(self) -> Generator[LoggedDecision, None, None]:
        """Yield every decision in the order of the chain; raises `LogFailed`."""
        return self._reader.rows()

    def has(self, part: str, value: str) -> bool:
        """Return whether a decision has that value as its ``person``, ``place``, or whatever."""
        return self._reader.has(part, value)

    def search(self, sought: DecisionSearch) -> DecisionPage:
        """Return the latest of the decisions that are sought; raises `InputError`, `LogFailed`."""
        return self._reader.search(sought)

    def replay(self, id: str, engine: Engine) -> DecisionReplay:
        """Derive a decision again from the records and rules that it names.

        Raises `InputError` if there is none of that id, and `LogFailed`.
        """
        decision = self.get(id)
        if decision is None:
            raise InputError("id", id[:60], "is not the id of a decision in this log")
        return self._replayer.replay(decision, engine)

    def verify(
        self,
        noted: tuple[int, str] | None = None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> ChainReport:
        """Walk the whole log and return what is not as it was written; see `verify.verify`."""
        return verify(self._database, noted, progress)

    def verify_end(self, rows: int = 1000) -> ChainReport:
        """Return what of the last rows is not as it was written; raises `LogFailed`."""
        return verify_end(self._database, rows)

    def close(self) -> None:
        """Write what waits, and close the database; a later decision opens it again."""
        self._writer.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
