"""Work on many pieces at once: NumPy and Arrow let go of the interpreter while they calculate."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ..base.errors import InputError, wrong_type

Piece = TypeVar("Piece")
Found = TypeVar("Found")


def check_threads(threads: int | None) -> int:
    """Return the number of threads to use; ``None``: one for each processor that may be used.

    Raises `InputError` if it is less than one.
    """
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _processors()
    if type(threads) is not int:
        raise wrong_type("threads", threads, "a number of threads", ("1", "2", "..."))
    if threads < 1:
        raise InputError("threads", str(threads), "is not a number of threads", ("1", "2", "..."))
    return threads


def each(work: Callable[[Piece], Found], pieces: Sequence[Piece], threads: int) -> list[Found]:
    """Return what ``work`` finds for each piece, in their order.

    Raises what it raises; if it does so more than once, any of these. The caller's thread works
    too: to wake others takes a while.
    """
    helpers = min(threads, len(pieces)) - 1
    if helpers < 1:
        return [work(piece) for piece in pieces]
    left, found = deque(range(len(pieces))), dict[int, Found]()

    def help_out() -> None:
        while left:
            try:
                index = left.popleft()
            except IndexError:  # another took the last one
                return
            try:
                found[index] = work(pieces[index])
            except BaseException:
                left.clear()  # nobody has to do the rest
                raise

    with ThreadPoolExecutor(helpers, thread_name_prefix="screen") as pool:
        helping = [pool.submit(help_out) for _ in range(helpers)]
        help_out()
        for helper in helping:
            helper.result()
    return [found[index] for index in range(len(pieces))]


def _processors() -> int:
    return os.cpu_count() or 1
