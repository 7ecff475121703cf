"""What every request needs: the engine and what identifies its records and rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from fastapi import Request

from safeconduct import Engine
from safeconduct.authoring import Certificate, matches, stored
from safeconduct.records import Record, RecordRef

from .settings import Settings


@dataclass(frozen=True)
class Service:
    """The engine behind the service."""

    engine: Engine

    @classmethod
    def load(cls, settings: Settings) -> Service:
        """Load the engine; raises `RecordsError` or `RulesError` with every mistake."""
        return cls(Engine.load(records=settings.records, rules=settings.rules))

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

    @property
    def digests(self) -> dict[str, Any]:
        """Both digests, as every answer carries them."""
        return {"world": self.world, "rules": self.rules}

    def described(self, records: tuple[Record, ...]) -> tuple[RecordRef, ...]:
        """Return records told in one sentence each, with their sources."""
        return tuple(self.engine.describe(record) for record in records)


def service_of(request: Request) -> Service:
    """Return the service that a request came to."""
    return cast("Service", request.app.state.service)
