"""What every request needs: the engine and what identifies its records and rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from safeconduct import Engine, InputError
from safeconduct.authoring import (
    Certificate,
    Library,
    load_base,
    matches,
    read_library,
    stored,
)
from safeconduct.base import require_extra
from safeconduct.docket import Docket, docket
from safeconduct.questions import QuestionsEngine
from safeconduct.records import Record, RecordRef

from .apart import apart
from .decisions import MADE, Decisions, Entries
from .pages.files import PageFiles
from .settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from safeconduct.bundles import FollowedBundle  # it needs an extra
    from safeconduct.live import Live  # it needs an extra

T = TypeVar("T")

SERVICE: Final = "safeconduct.service"
"""Where a request's scope has the service that answers it, from its beginning to its end."""


class Dockets:
    """The dockets made so far: each profile is scored once a day, while others wait for it.

    Scoring takes seconds, in a process of its own. Whoever waits does it in `waiting`, outside of
    the threads in which other requests are answered.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._limit = CapacityLimiter(1)
        self._made: dict[str, tuple[date, Engine, Docket]] = {}

    def of(self, profile: str | None = None, engine: Engine | None = None) -> Docket:
        """Return the docket of a profile as of today, on the records of an engine."""
        engine = engine or self._engine
        profile = profile or engine.profile().id
        with self._lock:
            today = engine.clock()
            made = self._made.get(profile)
            if made is None or made[0] != today or made[1] is not engine:
                scored = apart(docket, engine, profile)
                made = self._made[profile] = (today, engine, scored)
            return made[2]

    async def waiting(self, work: Callable[[], T]) -> T:
        """Return what ``work`` makes of a docket, in a thread for such work alone."""
        return await to_thread.run_sync(work, limiter=self._limit)


@dataclass(frozen=True)
class Service:
    """The engine behind the service, and how it was set.

    ``files``: what pages are made of. ``decisions``: the log of what is answered, if there is one.
    ``live``: the live records that the engine is on, if there are any, up to entry ``revision``.
    ``bundle``: the signed bundle that is followed, if one is. ``routes``:
    what has the routes, if rules came that the application was not made with.
    """

    engine: Engine
    settings: Settings = field(default_factory=Settings)
    files: PageFiles = field(default_factory=PageFiles.shipped)
    decisions: Decisions | None = None
    live: Live | None = None
    revision: int = 0
    bundle: FollowedBundle | None = None
    routes: FastAPI | None = None

    @classmethod
    def of(cls, engine: Engine | None, settings: Settings) -> Service:
        """Return the service of an engine, by default one that is loaded as the settings say.

        Rules that do not ask about arrest on travel are served without the routes of that question.
        Raises `RecordsError` or `RulesError` with every mistake, `BundleRefused`, and what
        `Decisions.open` raises.
        """
        if engine is None:
            engine = _loaded(settings)
        bundle = followed(engine, settings)
        engine = engine if bundle is None else bundle.engine
        decisions = Decisions.open(engine, settings)
        return cls(engine, settings, decisions=decisions, bundle=bundle)

    @property
    def travel(self) -> bool:
        """Whether the rules ask about arrest on travel."""
        return asks_travel(self.engine)

    @property
    def derivations(self) -> int:
        """How many distinct truths and positions were derived and are kept."""
        if self.travel:
            return self.engine.inference.distinct
        return sum(put.answerer.inference.distinct for put in self.engine.questions.values())

    def following(self) -> Service:
        """Return the service on the live records as they are: the same if nothing is new."""
        if self.live is None:
            return self
        revision, engine = self.live.current
        if revision == self.revision and engine is self.engine:
            return self
        decisions = self.decisions and self.decisions.on(engine)
        return replace(self, engine=engine, revision=revision, decisions=decisions)

    def on(self, engine: Engine) -> Service:
        """Return the service on other packaged records and rules, with the live records over them.

        Raises `LiveFailed` or `RecordsError` if these do not go together.
        """
        live = self.live and self.live.on(engine)
        revision, now = (0, engine) if live is None else live.current
        decisions = self.decisions and self.decisions.on(now)
        return replace(self, engine=now, decisions=decisions, live=live, revision=revision)

    @property
    def address(self) -> str:
        """Where the public reaches the service, if that is known."""
        return self.settings.address

    @cached_property
    def world(self) -> str:
        """Digest of the records."""
        return self.engine.world.digest

    @cached_property
    def rules(self) -> str:
        """Digest of the rule base."""
        return self.engine.rulebase.digest

    @cached_property
    def certificate(self) -> Certificate | None:
        """The certificate that is shipped, if it is about these rules."""
        found = stored()
        return found if found and matches(found, self.engine.rulebase) else None

    @cached_property
    def library(self) -> Library:
        """What rules may cite, and where it can be read."""
        if self.bundle is None:
            return read_library(self.settings.rules, self.engine.world)
        with self.bundle.bundle.sources.rule_directories() as directories:
            return read_library(directories, self.engine.world)

    @cached_property
    def dockets(self) -> Dockets:
        """How the engine compares with what courts found, under each profile."""
        return Dockets(self.engine)

    @property
    def digests(self) -> dict[str, Any]:
        """Both digests, as every answer carries them."""
        return {"world": self.world, "rules": self.rules}

    def described(self, records: tuple[Record, ...]) -> tuple[RecordRef, ...]:
        """Return records told in one sentence each, with their sources."""
        return tuple(self.engine.describe(record) for record in records)


def followed(engine: Engine, settings: Settings) -> FollowedBundle | None:
    """Return the bundle that is followed, if one is set; its engines have the clock of this one.

    Raises `InputError`, `MissingExtra` or `BundleRefused`.
    """
    settings.check_bundle()
    if settings.bundle is None:
        return None
    require_extra("bundle")
    from safeconduct.bundles import BundleSerials, FollowedBundle

    return FollowedBundle(
        settings.bundle,
        settings.bundle_keys,
        engine,
        older=settings.bundle_older == "take",
        serials=BundleSerials(settings.bundle_state),
    )


def live_over(engine: Engine, settings: Settings) -> Live | None:
    """Return the live records over an engine, if a database of them is set.

    Raises `InputError`, `LiveFailed` or `RecordsError`.
    """
    url = settings.live.get_secret_value()
    if not url:
        return None
    from safeconduct.live import Live  # it needs an extra

    return Live.open(engine, url)


def asks_travel(engine: object) -> bool:
    """Return whether an engine answers the question about arrest on travel."""
    return isinstance(engine, Engine) or not isinstance(engine, QuestionsEngine)


def service_of(request: Request) -> Service:
    """Return the service that a request came to."""
    found = request.scope.get(SERVICE) or request.app.state.service
    return cast("Service", found)


def decided(request: Request, entries: Entries) -> None:
    """Say what is to be recorded of the answer to a request; nothing is made if nothing is."""
    made, decisions = request.scope.get(MADE), service_of(request).decisions
    if made is not None and decisions is not None:
        made.extend(entries(decisions))


def _loaded(settings: Settings) -> Engine:
    try:
        return Engine.load(records=settings.records, rules=settings.rules)
    except InputError as error:
        if error.code != "question-not-asked":
            raise
        base = load_base(settings.records, settings.rules)
        if not any(table.asked for table in base.rulebase.questions.values()):
            raise
        return cast("Engine", base)  # only what the routes of questions need is asked of it
