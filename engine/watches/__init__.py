"""Watches: what a person wants to be told, joined over time with what happens.

What happens (a day passes, records or rules change, a journey is recorded) is written down as
events; a cursor says how far they were looked at, and for each watch and event there is at most one
notice. So nothing is told twice or lost, whatever becomes of a process. The answers are the
engine's; what is joined over time is decided by durable-rules and by plain Python, which must
agree. How notices travel is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .create import new_secret, new_watch, read_request, secret_bytes
    from .database import WatchesFailed
    from .model import (
        CONDITIONS,
        Watch,
        WatchAnswer,
        WatchCondition,
        WatchEvent,
        WatchNotice,
        WatchRequest,
    )
    from .outbox import DueNotice, WatchOutbox
    from .store import WatchStore, usual_url
    from .watcher import EngineFiles, Watcher

__all__ = [
    "CONDITIONS",
    "DueNotice",
    "EngineFiles",
    "Watch",
    "WatchAnswer",
    "WatchCondition",
    "WatchEvent",
    "WatchNotice",
    "WatchOutbox",
    "WatchRequest",
    "WatchStore",
    "Watcher",
    "WatchesFailed",
    "new_secret",
    "new_watch",
    "read_request",
    "secret_bytes",
    "usual_url",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "create": "new_secret new_watch read_request secret_bytes",
        "model": "CONDITIONS Watch WatchAnswer WatchCondition WatchEvent WatchNotice WatchRequest",
        "outbox": "DueNotice WatchOutbox",
        "database": "WatchesFailed",
        "store": "WatchStore usual_url",
        "watcher": "EngineFiles Watcher",
    },
)
