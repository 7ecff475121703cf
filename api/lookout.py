"""A thread that looks what others wrote, again and again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Final

from safeconduct import SafeconductError

_LOG: Final = logging.getLogger(__name__)
_LOOK: Final = 0.5
"""Seconds between two looks; what is written counts everywhere within a second."""
_ENDS: Final = 10
"""Seconds that a look may take to come to its end, as where a database does not answer."""


class Lookout:
    """Does what there is to look at in turn, in a thread of its own, until it is told to end.

    ``looks``: by what each is called in the log, which has what fails, once for as long as it is
    the same; the records stay as they are then.
    """

    def __init__(self, looks: Mapping[str, Callable[[], None]]) -> None:
        self._looks = dict(looks)
        self._ends = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None
        self._told: dict[str, str] = {}

    def begin(self) -> None:
        """Begin, unless it has begun."""
        if self._thread is not None:
            return
        with self._beginning:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True)
                self._thread.start()

    def end(self) -> None:
        """End, and wait until it has, though not for ever: the service ends."""
        self._ends.set()
        if self._thread is not None:
            self._thread.join(_ENDS)

    def _look(self) -> None:
        while not self._ends.wait(_LOOK):
            for what, work in self._looks.items():
                self._try(what, work)

    def _try(self, what: str, work: Callable[[], None]) -> None:
        try:
            work()
            self._told[what] = ""
        except (SafeconductError, OSError) as error:
            if str(error) != self._told.get(what):
                _LOG.error("%s; the records stay as they are", error)
            self._told[what] = str(error)
        except Exception:  # noqa: BLE001  # whatever it is: the service goes on
            _LOG.exception("the %s cannot be followed, and all stays as it is", what)
