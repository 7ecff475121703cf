"""What the service sends about watches."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from safeconduct.watches import Watch


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WatchLinks(_Frozen):
    """Where its notices can be read."""

    notices: str
    events: str = Field(description="as server-sent events")
    atom: str


class WatchDetail(_Frozen):
    """A watch, with how its notices fare that are sent."""

    watch: Watch
    sent: dict[str, int] = Field(description="notices on their way by state: waiting, done, dead")
    links: WatchLinks


class MadeWatch(WatchDetail):
    """A watch that was made just now."""

    secret: str | None = Field(
        description="with which its notices are signed, `whsec_…`; it is not shown again"
    )


class WatchList(_Frozen):
    """The watches of a key."""

    total: int
    items: tuple[Watch, ...]


class NoticeTold(_Frozen):
    """What was told; ``body`` is what is sent to a receiver."""

    seq: int
    id: str
    at: str
    body: dict[str, Any]


class NoticePage(_Frozen):
    """Notices, oldest first; ``next``: from where to read on with `after`."""

    items: tuple[NoticeTold, ...]
    next: int


class Replayed(_Frozen):
    """How many notices are sent again."""

    notices: int
