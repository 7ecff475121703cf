"""The client, which waits, and the one of coroutines."""

from __future__ import annotations

from types import TracebackType
from typing import Final, Self

import httpx

from .operations import Operations
from .operations_async import AsyncOperations
from .transport import AsyncTransport, Transport

ADDRESS: Final = "http://127.0.0.1:8000"
SECONDS: Final = 60.0


class Client(Operations):
    """Asks a service; to be used in a ``with``, or closed.

    ``address``: where the service lies, with the path below which a proxy shows it. ``seconds``:
    how long an answer may take. ``http``: a client of httpx to send by, with an address of its own;
    who gives one closes it.
    """

    def __init__(
        self, address: str = ADDRESS, *, seconds: float = SECONDS, http: httpx.Client | None = None
    ) -> None:
        self._own = None if http else httpx.Client(base_url=address, timeout=seconds)
        super().__init__(Transport(http or self._own or httpx.Client()))

    def close(self) -> None:
        """Close the connections."""
        if self._own is not None:
            self._own.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(AsyncOperations):
    """The same with coroutines, in an ``async with``."""

    def __init__(
        self,
        address: str = ADDRESS,
        *,
        seconds: float = SECONDS,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self._own = None if http else httpx.AsyncClient(base_url=address, timeout=seconds)
        super().__init__(AsyncTransport(http or self._own or httpx.AsyncClient()))

    async def close(self) -> None:
        """Close the connections."""
        if self._own is not None:
            await self._own.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
