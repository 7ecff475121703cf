"""The decision log of the service, and what is to be recorded in it of an answer.

Whatever gives an answer about somebody says by `service.decided` what is to be recorded; `Recorded`
writes it before the answer leaves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from safeconduct import Assessment, Engine, Question
from safeconduct.base import require_extra
from safeconduct.questions import QuestionAnswer

from .settings import Settings

if TYPE_CHECKING:
    from safeconduct.decisions import DecisionEntry, DecisionLog

MADE: Final = "safeconduct.decisions"
"""Where the scope of a request has the entries of what it was answered."""


@dataclass(eq=False)
class Decisions:
    """The decision log of a service; ``counts``: by what became of decisions, how many.

    ``sources``: the digest under which the log keeps the files of records and rules.
    """

    engine: Engine
    log: DecisionLog
    settings: Settings
    sources: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def open(cls, engine: Engine, settings: Settings) -> Decisions | None:
        """Return the log as it is set, ``None`` if there is to be none.

        Raises `MissingExtra`, and `InputError` or `LogFailed` for a database that cannot be used.
        """
        if settings.decisions == "off":
            return None
        require_extra("store")
        from safeconduct.decisions import DecisionLog

        log = DecisionLog.open(
            settings.decisions_url.get_secret_value(),
            keep=settings.decisions,
            most_waiting=settings.decisions_waiting,
        )
        return cls(engine, log, settings, log.keep_sources(engine))

    def on(self, engine: Engine) -> Decisions:
        """Return the same log for the answers of another engine, whose files it keeps as well."""
        return replace(self, engine=engine, sources=self.log.keep_sources(engine))

    @property
    def whole(self) -> bool:
        """Whether whole answers are kept."""
        return self.settings.decisions == "full"

    def of_travel(self, question: Question, answer: Assessment | None = None) -> DecisionEntry:
        """Return what is recorded of an answer to the question of travel.

        ``answer``: if it is there already; raises what the engine raises if it is not.
        """
        from safeconduct.decisions import travel_entry

        found = answer or self.engine.assess(question)
        return travel_entry(self.engine, question, found, whole=self.whole, sources=self.sources)

    def of_question(
        self, question: str, said: Mapping[str, Any], answer: QuestionAnswer | None = None
    ) -> DecisionEntry:
        """Return what is recorded of an answer to any other question."""
        from safeconduct.decisions import question_entry

        found = answer or self.engine.question(question).answer(**said)
        return question_entry(
            self.engine, question, said, found, whole=self.whole, sources=self.sources
        )

    def of_screening(
        self, options: Mapping[str, Any], rows: int, rejected: int, digest: str
    ) -> DecisionEntry:
        """Return what is recorded of rows that were screened."""
        from safeconduct.decisions import screening_entry

        return screening_entry(self.engine, options, rows=rows, rejected=rejected, digest=digest)

    def kept_of(self, caller: str) -> str:
        """Return what is recorded of the address of a caller."""
        kept = self.settings.decisions_caller
        return "" if kept == "none" else caller if kept == "address" else network_of(caller)


Entries: TypeAlias = "Callable[[Decisions], Iterable[DecisionEntry]]"
"""Makes what is recorded of an answer in a log."""


@lru_cache(4096)
def network_of(caller: str) -> str:
    """Return the network of an address, by which no single caller is known; empty for no address.

    >>> network_of("192.0.2.17"), network_of("2001:db8:1:2::3"), network_of("testclient")
    ('192.0.2.0/24', '2001:db8:1::/48', '')
    """
    try:
        address = ip_address(caller.partition("%")[0])
    except ValueError:
        return ""
    return str(ip_network((address, 24 if address.version == 4 else 48), strict=False))
