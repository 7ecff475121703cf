"""The process that commits, as whoever gives it groups sees it: one group after the other.

It is begun with the first group, and anew with the next one after it failed. Whoever has a thread
waits for what becomes of a group; an event loop is told when it need not wait.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from importlib import metadata
from typing import Final

from ..store.database import Database
from .committer import Group, Written, is_whole, packed, unpacked

_AT_ONCE: Final = 1 << 16
"""Bytes that a pipe gives at once."""
_IN_THE_PIPE: Final = 1 << 20
"""Bytes that may be on their way to it, where the system allows it: so a group goes at once."""
_ENDS: Final = 60
"""Seconds in which the process must have ended when there is no more to do."""
_SILENT: Final = 120
"""Seconds after which it is given up if it takes nothing and says nothing: longer than it waits
itself for others who write to the database."""


class Channel:
    """The pipes to and from a process that commits to a database (`committer.py`).

    It writes one group after the other, in the order in which they were sent. Whoever uses it does
    so in one thread at a time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._process: subprocess.Popen[bytes] | None = None
        self._to = self._from = -1
        self._unsent, self._came = bytearray(), bytearray()
        self._under_way = 0
        self._loop: AbstractEventLoop | None = None
        self._writes_on = False

    def send(self, group: Group) -> None:
        """Give it a group, of which `receive` returns what became of it; raises `OSError`."""
        message = packed(group)
        if self._process is None:
            message = self._begin() + message
        self._unsent += message
        self._under_way += 1

    def receive(self, patience: float | None = None) -> Written:
        """Wait for what became of the first group; raises `OSError` if the process failed.

        With the first one that fails it ends; of those sent after it nothing is written.
        ``patience``: seconds in which it must take or say something, else it is left to itself.
        """
        try:
            if not is_whole(self._came):
                self._wait(patience or _SILENT)
            said: Written | str = unpacked(self._came)
        except BaseException:
            self.end(waits=False)
            raise
        if isinstance(said, str):
            self.end(waits=False)
            raise OSError(said)
        self._under_way -= 1
        if not self._under_way:
            self._leave_loop()
        return said

    def tell(self, loop: AbstractEventLoop, then: Callable[[], None]) -> None:
        """Have an event loop call ``then`` whenever `receive` has not to wait.

        It does so until there is nothing under way. Raises `NotImplementedError` if the loop can
        watch no pipes.
        """

        def readable() -> None:
            try:
                self._read()
            except BlockingIOError:
                return
            except OSError:  # `receive` says so
                then()
            while self._loop is not None and is_whole(self._came):
                then()

        if self._loop is None:
            loop.add_reader(self._from, readable)
            self._loop = loop
        self._write_on_loop(loop)

    def end(self, *, waits: bool = True) -> None:
        """End the process, when it has written what it was given.

        ``waits``: whether to wait until it has ended; else a thread does.
        """
        self._leave_loop()
        process, self._process = self._process, None
        self._unsent.clear()
        self._came.clear()
        self._under_way = 0
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if waits:
            _see_out(process)
        else:
            threading.Thread(target=_see_out, args=(process,), daemon=True).start()

    def forget(self) -> None:
        """Leave the process to that of which this one is a fork."""
        process, self._process = self._process, None
        for pipe in (process.stdin, process.stdout) if process else ():
            if pipe is not None:
                pipe.close()
        if process:
            process.returncode = 0  # which nobody here can wait for

    def _begin(self) -> bytes:
        """Begin the process; return what it is told first."""
        first = packed((*self._database.driven, metadata.version("safeconduct")))
        process = self._process = subprocess.Popen(
            [sys.executable, "-m", "safeconduct.decisions.committer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,  # whoever interrupts the service waits for what it writes
        )
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin.fileno(), process.stdout.fileno()
        for pipe in (self._to, self._from):
            os.set_blocking(pipe, False)
        with suppress(ImportError, OSError):  # not on every system; it may be more than is allowed
            from fcntl import F_SETPIPE_SZ, fcntl

            fcntl(self._to, F_SETPIPE_SZ, _IN_THE_PIPE)
        return first

    def _wait(self, patience: float) -> None:
        """Wait until what became of the first group has come, and send on meanwhile.

        Who only sent would wait for a process that waits until what it says is read.
        """
        self._leave_loop()
        self._send_on()
        either = select.poll()
        either.register(self._from, select.POLLIN)
        either.register(self._to, 0)
        while not is_whole(self._came):
            either.modify(self._to, select.POLLOUT if self._unsent else 0)
            if not either.poll(patience * 1000):
                raise OSError(f"the process that writes it said nothing for {patience} seconds")
            self._send_on()
            with suppress(BlockingIOError):
                self._read()

    def _write_on_loop(self, loop: AbstractEventLoop) -> None:
        self._send_on()
        if self._unsent:
            loop.add_writer(self._to, self._write_on_loop, loop)
            self._writes_on = True
        elif self._writes_on:
            loop.remove_writer(self._to)
            self._writes_on = False

    def _send_on(self) -> None:
        """Send what goes without waiting."""
        if not self._unsent:
            return
        try:
            del self._unsent[: os.write(self._to, self._unsent)]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it says why before it ends
            self._unsent.clear()

    def _read(self) -> None:
        came = os.read(self._from, _AT_ONCE)
        if not came:
            raise OSError("the process that writes it ended")
        self._came += came

    def _leave_loop(self) -> None:
        loop, self._loop = self._loop, None
        if loop is not None and not loop.is_closed():
            loop.remove_reader(self._from)
            loop.remove_writer(self._to)
        self._writes_on = False


def _see_out(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_ENDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
