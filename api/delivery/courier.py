"""Brings notices to their receivers: what is due, again after a while, or given up."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from safeconduct.watches import DueNotice, WatchOutbox

from .sender import Send
from .signing import signed_headers

_LOG: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 8
_LONGEST: Final = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a notice is tried, and how long is waited in between.

    The first wait is ``first`` seconds, each further one four times as long, up to half a day;
    each is drawn from between half of that and one and a half times that, so that receivers that
    come back are not all called upon at once.
    """

    attempts: int = 10
    first: float = 5

    def wait(self, attempts: int, draw: Callable[[], float] = random.random) -> float | None:
        """Return the seconds until the next attempt, ``None`` after the last.

        >>> [Patience(4).wait(n, lambda: 0.5) for n in (1, 2, 3, 4)]
        [5.0, 20.0, 80.0, None]
        """
        if attempts >= self.attempts:
            return None
        usual = min(self.first * 4.0 ** (attempts - 1), _LONGEST)
        return usual * (0.5 + draw())


class Courier:
    """Sends what is due in an outbox.

    ``lease``: seconds for which what is being sent is kept from other couriers, more than sending
    may take; if this one ends meanwhile, it is sent again after them, with the same id. ``clock``:
    seconds since 1970.
    """

    def __init__(
        self,
        outbox: WatchOutbox,
        send: Send,
        *,
        lease: float = 60,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.time,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._outbox, self._send = outbox, send
        self._lease = lease
        self._patience = patience or Patience()
        self._clock, self._draw = clock, draw

    def round(self, ended: threading.Event | None = None) -> int:
        """Send what is due, several at once, unless it has ``ended``; return how many arrived."""
        arrived, ended = 0, ended or threading.Event()
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="notices") as threads:
            while not ended.is_set() and (
                due := self._outbox.take(self._clock(), self._lease, _AT_ONCE)
            ):
                arrived += sum(threads.map(self._bring, due))
        return arrived

    def run(self, every: float, ended: threading.Event) -> None:
        """Send again and again until it has ``ended``, looking ``every`` so many seconds."""
        while not ended.is_set():
            self.round(ended)
            ended.wait(every)

    def _bring(self, notice: DueNotice) -> bool:
        body = notice.body.encode()
        headers = signed_headers(notice.secret, notice.id, int(self._clock()), body)
        sent = self._send(notice.hook, headers, body)
        host = urlsplit(notice.hook).hostname or ""
        if sent.arrived:
            self._outbox.arrived(notice.seq)
            _LOG.info("notice %s arrived at %s", notice.id, host)
            return True
        wait = None if sent.never else self._patience.wait(notice.attempts, self._draw)
        again = None if wait is None else self._clock() + wait
        self._outbox.failed(notice.seq, sent.error, again)
        told = "given up" if again is None else "to be tried again"
        _LOG.warning("notice %s did not arrive, %s: %s", notice.id, told, sent.error)
        return False
