"""Every answer is recorded before it leaves, if the service has a decision log.

When an answer is about to be sent, its decision is written, and the answer gets the id of it as a
header. Answers that are kept ready, and those of which the caller is told that they are unchanged
(304), are decisions as well. `HEAD` is answered without an answer, and is not recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from safeconduct.decisions import LogFailed, LogFull

from .decisions import MADE, Decisions
from .problems import ProblemError, respond_to
from .turns import AGAIN

if TYPE_CHECKING:
    from safeconduct.decisions import DecisionEntry

_LOG: Final = logging.getLogger(__name__)

HEADER: Final = "Decision-Id"
_HEADER: Final = HEADER.lower().encode()
_ANSWERED: Final = frozenset({200, 304})


class Recorded:
    """ASGI middleware: decisions are written before answers leave.

    ``headers``: what a problem document of it has besides.
    """

    def __init__(
        self, app: ASGIApp, decisions: Decisions, headers: Mapping[str, str] | None = None
    ) -> None:
        self._app = app
        self._decisions = decisions
        self._headers = headers or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer when it is recorded."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "POST"}:
            await self._app(scope, receive, send)
            return
        made: list[DecisionEntry] = []
        scope[MADE] = made
        refused = False
        decisions, log = self._decisions, self._decisions.log
        caller = (scope.get("client") or ("",))[0]

        async def recorded(message: Message) -> None:
            nonlocal refused
            if refused:
                return
            if made and message["type"] == "http.response.start" and message["status"] in _ANSWERED:
                try:
                    receipts = await log.recorded(made, decisions.kept_of(caller))
                except (LogFull, LogFailed) as error:
                    problem = self._refusal(made, error)
                    if problem is not None:
                        refused = True
                        await respond_to(scope, receive, send, problem)
                        return
                else:
                    decisions.counts["written"] += len(made)
                    ids = (_HEADER, ", ".join([one.id for one in receipts]).encode())
                    message = {**message, "headers": [*message["headers"], ids]}
            await send(message)

        await self._app(scope, receive, recorded)

    def _refusal(
        self, made: Sequence[DecisionEntry], error: LogFull | LogFailed
    ) -> ProblemError | None:
        """Return why an answer is not sent that could not be recorded; ``None`` if it is sent."""
        decisions = self._decisions
        if isinstance(error, LogFailed):
            _LOG.error("a decision was not recorded: %s", error)
        if decisions.settings.decisions_when_full == "drop":
            decisions.counts["dropped"] += len(made)
            return None
        decisions.counts["refused"] += len(made)
        # Of a database the caller is told nothing.
        why = str(error) if isinstance(error, LogFull) else "the answer could not be recorded"
        detail = f"{why}; it was not sent: try again later"
        return ProblemError(error.code, detail, headers={**self._headers, **AGAIN})
