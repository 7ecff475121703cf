"""Work on many pieces at once: NumPy and Arrow let go of the interpreter while they calculate."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ..errors import InputError

Piece = TypeVar("Piece")
Found = TypeVar("Found")


def check_threads(threads: int | None) -> int:
    """Return the number of threads to use; ``None``: one for each processor that may be used.

    Raises `InputError` if it is less than one.
    """
    if threads is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _processors()
    if threads < 1:
        raise InputError("threads", str(threads), "is no number of threads", ("1", "2", "..."))
    return threads


def each(work: Callable[[Piece], Found], pieces: Sequence[Piece], threads: int) -> list[Found]:
    """Return what ``work`` finds for each piece, in their order; raises what it raises."""
    threads = min(threads, len(pieces))
    if threads < 2:
        return [work(piece) for piece in pieces]
    with ThreadPoolExecutor(threads, thread_name_prefix="screen") as pool:
        return list(pool.map(work, pieces))


def _processors() -> int:
    return os.cpu_count() or 1
