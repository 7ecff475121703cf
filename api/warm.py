"""What a service does before it is asked: judge, in the background, whom most questions are about.

The first question about a person costs some hundred milliseconds, since each distinct case is
derived by both evaluators; every later one a few.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from safeconduct import Engine, SafeconductError, UnknownName


@asynccontextmanager
async def warmed(engine: Engine) -> AsyncIterator[None]:
    """Judge the persons wanted today everywhere while the service runs, one after the other."""
    stop = threading.Event()
    task = asyncio.create_task(asyncio.to_thread(_warm, engine, stop))
    try:
        yield
    finally:
        stop.set()
        await task


def _warm(engine: Engine, stop: threading.Event) -> None:
    for resolve in (engine.person, engine.place):
        with suppress(UnknownName):  # builds the look-up for similar names
            resolve("no such name")
    for one in engine.wanted():
        if stop.is_set():
            return
        with suppress(SafeconductError):  # whoever asks is told; here it only costs warmth
            engine.map(one.person.id)
