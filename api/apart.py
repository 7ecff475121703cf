"""Work that takes seconds is done in a process of its own, with low priority.

In a thread it would hold up whatever is asked meanwhile. The engine is made there anew from where
its records and rules lie; one that cannot be made anew has its work done here.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, TypeVar, cast

from safeconduct.base import OutOfTime

T = TypeVar("T")

_LOG: Final = logging.getLogger(__name__)
_RUNNING: Final[set[subprocess.Popen[bytes]]] = set()
_ENDED: Final[set[subprocess.Popen[bytes]]] = set()


def apart(work: Callable[..., T], *given: Any) -> T:
    """Return what ``work`` gives for what is ``given``; raises what it raises here.

    Raises `OutOfTime` if the service ends meanwhile.
    """
    try:
        sent = pickle.dumps((work, given))
    except (pickle.PicklingError, AttributeError, TypeError):
        return work(*given)
    process = subprocess.Popen(  # noqa: S603  # a program of ours
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # whoever interrupts the service ends it by `end_all`
    )
    _RUNNING.add(process)
    try:
        made, _ = process.communicate(sent)
    finally:
        _RUNNING.discard(process)
    if process.returncode == 0:
        with suppress(pickle.UnpicklingError, EOFError):
            return cast("T", pickle.loads(made))  # noqa: S301  # of a program of ours
    if process in _ENDED:
        raise OutOfTime("the service ends")
    _LOG.warning("%s did not come to its end apart, and is done here", work.__qualname__)
    return work(*given)


def end_all() -> None:
    """End what is being worked on: the service ends."""
    for process in tuple(_RUNNING):
        _ENDED.add(process)
        process.kill()


def main() -> None:
    """Do the work that is described on standard input, and write what it gives."""
    with suppress(AttributeError, OSError):  # not there on every system
        os.nice(10)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed does not get between
    work, given = pickle.load(sys.stdin.buffer)  # noqa: S301  # of the service
    with out:
        out.write(pickle.dumps(work(*given)))


if __name__ == "__main__":
    main()
