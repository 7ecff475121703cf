"""Connections within bounds: so many, each of which asks soon and takes its answer.

uvicorn bounds how long a connection may lie idle after an answer; here it is bounded before a
request, within its headers, and where nobody takes what is sent. Answers that have no end of their
own are told when the service ends.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from .frame import HEADERS
from .settings import Settings

_RESERVED: Final = 64
"""Files that a process needs besides connections."""

ENDING: Final = "safeconduct.ending"
"""Where the state of a request has its `Ending`."""
_UNSENT: Final = 2**16
"""Bytes that a kernel holds beyond those on their way, so that it is seen what is taken."""
_LONGEST: Final = 2**31 - 1
"""Milliseconds that a kernel can wait at most."""

_HEADERS: Final = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
_FULL: Final = (
    f"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n{_HEADERS}"
    "Connection: close\r\n\r\n"
).encode()


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_environment()


@cache
def most_connections(wanted: int) -> int:
    """Return how many connections there may be: no more than there can be open files."""
    try:
        import resource
    except ImportError:  # not there on every system
        return wanted
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return wanted
    return max(1, min(wanted, files - _RESERVED))


class Ending:
    """Tells an answer that has no end of its own that the service ends.

    ``cut``: ends its connection at once.
    """

    def __init__(self, cut: Callable[[], None] = lambda: None) -> None:
        self.begun = asyncio.Event()
        self.cut = cut

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until it has begun."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.begun.wait(), seconds)


class BoundedProtocol(H11Protocol):
    """A connection; without a request in time it is closed, and so where its answer is not taken.

    Of an answer no more than one part waits here to be taken, and little in the kernel. If there
    are too many, the one that lies idle longest is closed, else the one that has been sending a
    body longest; if there is none, the new one is.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._asking: asyncio.TimerHandle | None = None
        self._taking: asyncio.TimerHandle | None = None
        self._waiting = 0
        self._ending = Ending(self.close)
        self.app_state = {**self.app_state, ENDING: self._ending}

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered."""
        cycle: RequestResponseCycle | None = self.cycle  # none before the first request
        return cycle is None or cycle.response_complete

    @property
    def is_asking(self) -> bool:
        """Whether the body of its request has not come to its end."""
        return not self.is_idle and self.cycle.more_body and not self.cycle.response_started

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room for the connection, or close it."""
        super().connection_made(transport)
        transport.set_write_buffer_limits(0)  # writing waits for whatever is not taken
        _bound_kernel(transport.get_extra_info("socket"))
        self._expect()
        others = [
            one
            for one in self.connections
            if isinstance(one, BoundedProtocol) and one is not self and not one.is_closing
        ]
        if len(others) < most_connections(settings().connections):
            return
        weakest = [one for one in others if one.is_idle] or [one for one in others if one.is_asking]
        if weakest:
            min(weakest, key=lambda one: one.idle_since).close()
        else:
            transport.write(_FULL)
            transport.close()

    @property
    def is_closing(self) -> bool:
        """Whether it is about to end."""
        return self.transport.is_closing()

    def _expect(self) -> None:
        """Wait for a request, unless that is done already."""
        self.idle_since = self.loop.time()
        if self._asking is None:
            self._asking = self.loop.call_later(settings().header_seconds, self._asked_nothing)

    def _asked_nothing(self) -> None:
        self._asking = None
        if self.is_idle:
            self.close()

    def close(self) -> None:
        """Close the connection at once."""
        if not self.is_closing:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP, or has too many bytes of headers; as all answers, with ours."""
        text = msg.encode()
        head = (
            f"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            f"Content-Length: {len(text)}\r\n{_HEADERS}Connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + text)
        self.transport.close()

    def data_received(self, data: bytes) -> None:
        """Read on; headers that come byte by byte do not prolong the time for them."""
        super().data_received(data)
        if self.is_idle:
            self._expect()
        elif self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self.idle_since = self.loop.time()
        super().on_response_complete()

    def shutdown(self) -> None:
        """Say that the service ends, and close the connection when its answer is whole."""
        self._ending.begun.set()
        super().shutdown()

    def pause_writing(self) -> None:
        """Wait until the caller takes what was sent, for as long as he takes some of it."""
        super().pause_writing()
        self._await_taking()

    def _await_taking(self) -> None:
        self._waiting = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(settings().idle_seconds, self._took)

    def _took(self) -> None:
        if self.transport.get_write_buffer_size() < self._waiting:
            self._await_taking()
        else:
            self.transport.abort()

    def resume_writing(self) -> None:
        """Go on."""
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        for timer in (self._asking, self._taking):
            if timer is not None:
                timer.cancel()
        self._asking = self._taking = None
        super().connection_lost(exc)


def _bound_kernel(connection: socket.socket | None) -> None:
    """Have the kernel hold little of what is not taken, and not for long, where it knows how."""
    bounds = {
        "TCP_NOTSENT_LOWAT": _UNSENT,
        "TCP_USER_TIMEOUT": min(1000 * settings().idle_seconds, _LONGEST),
    }
    for name, bound in bounds.items():
        option = getattr(socket, name, None)
        if connection is not None and option is not None:
            with suppress(OSError):  # it is not of TCP
                connection.setsockopt(socket.IPPROTO_TCP, option, bound)
