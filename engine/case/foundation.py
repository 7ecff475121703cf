"""What an engine stands on: its records, its rules and its clock.

By these engines are compared and copied, and from where they lie they are made again in another
process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Self, TypeAlias, TypeVar

from ..base.dates import day_of
from ..base.errors import ChangedSources, Diagnostic, InputError, RecordsError, wrong_type
from ..records import load_world
from ..records.describe import describe
from ..records.models import Record
from ..records.reference import RecordRef
from ..records.source_files import default_directory, read_bytes
from ..records.world import World
from ..rulebase.layers import split
from ..rulebase.load import build, read_beside, read_layers
from ..rulebase.manifest import SAFECONDUCT
from ..rulebase.model import RuleBase
from ..timeline.claims import claimable
from .inputs import PRESENCE, PURPOSE

AnyPath: TypeAlias = str | os.PathLike[str] | Traversable
"""A directory as a caller may write it; a `Traversable` may lie in a package or an archive."""

Clock: TypeAlias = Callable[[], date]
"""Returns today's date."""


@dataclass(frozen=True)
class SourceDirectories:
    """The directories of an engine; ``records`` ``None``: those embedded.

    ``alone``: the rules stand by themselves, and not beside those of travel.
    """

    records: Path | Traversable | None
    rules: tuple[Path | Traversable, ...]
    alone: bool = False

    @classmethod
    def of(cls, records: AnyPath | None, rules: AnyPath | Sequence[AnyPath]) -> SourceDirectories:
        """Return what a caller names, a path or several; raises `InputError` for what is none."""
        if not isinstance(rules, Sequence) or isinstance(rules, str | bytes):
            rules = (rules,)
        return cls(
            None if records is None else _directory(records, "records"),
            tuple(_directory(one, "rules") for one in rules),
        )

    def read(self) -> tuple[World, RuleBase]:
        """Return records, with those that go with the rules, and rules.

        Raises `RecordsError` or `RulesError` with every mistake.
        """
        if self.records is not None and not self.records.is_dir():
            named = str(self.records)
            raise RecordsError([Diagnostic(named, 0, "no-directory", "is not a directory")])
        by_base = split(self.rules)
        files = read_layers(by_base.pop(SAFECONDUCT, ()))
        rulebase = build(files)
        facts, records = claimable(rulebase), [*files.records]
        for name, beside in read_beside(self.rules).items() if by_base else ():
            if name in by_base:  # rules of one's own, of which there may be records as well
                facts = {**claimable(build(beside)), **facts}
                records += beside.records
        if self.alone:
            rulebase = build(read_layers(self.rules))
        return load_world(self.records, layers=records, facts=facts), rulebase

    def record_files(self) -> dict[str, bytes]:
        """Return the files of the records, by name; raises `RecordsError`."""
        return read_bytes(self.records or default_directory())

    def own_records(self) -> World:
        """Return the records without those that go with the rules; raises `RecordsError`."""
        return load_world(self.records)

    def packed(self) -> dict[str, bytes] | None:
        """Return all files of records and rules, by name, if they lie in one archive."""
        return None

    def beside(self) -> tuple[RuleBase, ...]:
        """Return the rule bases of the other questions; raises `RulesError` with every mistake."""
        return tuple(map(build, read_beside(self.rules).values()))


def _directory(path: object, field: str) -> Path | Traversable:
    if isinstance(path, os.PathLike) and not isinstance(path, Traversable):
        path = os.fspath(path)
    if isinstance(path, str):
        if not path:
            raise InputError(field, path, "is empty", ("the path of a directory",))
        path = Path(path)
    if isinstance(path, Path):
        try:
            os.fsencode(path)
            path.is_dir()
        except (OSError, ValueError) as error:  # too long, or with characters that none has
            shown = ascii(str(path))[:60]
            raise InputError(field, shown, f"is not a path that can be: {error}"[:200]) from None
        return path.absolute()  # another process may work in another directory
    if isinstance(path, Traversable):
        return path
    raise wrong_type(field, path, "a path", ("text", "a pathlib.Path"))


class Foundation:
    """Records, rules and a clock, and where the first two lie if they can be read again.

    Equal are two with the same records, rules and clock; a copy is the same object. In a pickle is
    where records and rules lie, with their digests; where that is not known they are in it whole.
    """

    def __init__(
        self, world: World, rulebase: RuleBase, today: Clock, sources: SourceDirectories | None
    ) -> None:
        if not callable(today):
            raise wrong_type("today", today, "a function that returns today's date")
        self.world = world
        self.rulebase = rulebase
        self._today = today
        self._sources = sources

    def clock(self) -> date:
        """Return today's date (UTC)."""
        return day_of(self._today(), "today")

    @property
    def sources(self) -> SourceDirectories | None:
        """Where its records and rules were read; ``None`` if that is not known."""
        return self._sources

    def describe(self, record: Record) -> RecordRef:
        """Return a record told in one sentence, with its sources."""
        return describe(self.world, record)

    @property
    def presences(self) -> tuple[str, ...]:
        """How a person may be somewhere, as the rules know it."""
        return self.rulebase.values[self.rulebase.variables[PRESENCE]]

    @property
    def purposes(self) -> tuple[str, ...]:
        """What a journey may be for, as the rules know it."""
        return self.rulebase.values[self.rulebase.variables[PURPOSE]]

    @cached_property
    def _identity(self) -> tuple[object, ...]:
        return self.world.digest, self.rulebase.digest, self.world.known_on, self._today

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Foundation) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[object, ...]]:
        if self._sources is None:
            return _made, (type(self), self.world, self.rulebase, self._today)
        return _read_again, (type(self), self._sources, *self._identity)

    def __repr__(self) -> str:
        known = f", known on {self.world.known_on}" if self.world.known_on else ""
        records, rules = self.world.digest[:8], self.rulebase.digest[:8]
        return f"<{type(self).__name__}: records {records}, rules {rules}{known}>"


Made = TypeVar("Made", bound=Foundation)

_KEPT: Final = 8
"""How many engines that came in pickles are kept in a process."""


def _made(kind: Callable[..., Made], world: World, rulebase: RuleBase, today: Clock) -> Made:
    return kind(world, rulebase, today=today)


@lru_cache(_KEPT)
def _read_again(
    kind: Callable[..., Made],
    sources: SourceDirectories,
    records: str,
    rules: str,
    known_on: date | None,
    today: Clock,
) -> Made:
    """Return what was pickled; all that are alike are one in this process, so it is read once.

    Raises `ChangedSources` if records or rules are no longer those.
    """
    world, rulebase = sources.read()
    if known_on is not None:
        world = world.as_known_on(known_on)
    found = kind(world, rulebase, today=today, sources=sources)
    if (world.digest, rulebase.digest) != (records, rules):
        raise ChangedSources(
            f"{found!r} is what is there now; pickled was an engine with records {records[:8]} and "
            f"rules {rules[:8]}: load it there, or use the same records, rules and safeconduct"
        )
    return found
