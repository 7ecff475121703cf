"""Screens a file: progress for whoever looks, counts at the end, an exit code for whoever calls."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import typer
from rich.console import Console

from ..answers.mistakes import Mistakes, resolve
from ..engine import Engine
from ..screening import Screener
from ..screening.files import Plan, Progress, RowCounts
from ..screening.files import run as screen_file
from .errors import fail

SOME_REJECTED: Final = 3
"""Exit code: the output is there, but some rows have no answer."""

INTERRUPTED: Final = 130
TERMINATED: Final = 143


class _Terminated(BaseException):
    """The program was asked to end."""


def run(
    plan: Plan | None,
    asked: Mapping[str, str | None],
    columns: Sequence[str] | None,
    mistakes: Mistakes,
    records: Path | None,
    rules: Sequence[Path],
    *,
    surnames: bool,
) -> int:
    """Screen one file into another and return the exit code.

    ``asked``: the parts of the question of rows that do not say, as texts; ``mistakes``: what was
    found wrong before, without which there is a plan; ``surnames``: whether a usual surname is
    enough in a row. Raises every mistake at once, `OutputFailed`
    and what loading the engine raises.
    """
    try:
        with _ending():
            engine = Engine.load(records=records, rules=rules)
            options = resolve(engine, asked, mistakes)
            mistakes.done()
            assert plan is not None  # INVARIANT: without a mistake it is there
            if columns is not None:
                options["columns"] = columns
            screener = Screener(engine, surnames=surnames, **options)
            begun = time.monotonic()
            with _shown(plan.source) as progress:
                counts = screen_file(plan, screener, progress)
    except KeyboardInterrupt:
        raise fail("interrupted; no output is left", INTERRUPTED) from None
    except _Terminated:
        raise fail("asked to end; no output is left", TERMINATED) from None
    _say(counts, time.monotonic() - begun)
    return SOME_REJECTED if counts.rejected else 0


@contextmanager
def _ending() -> Iterator[None]:
    """Let a request to end clean up like an interruption."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _Terminated

    # What is ignored, as under `nohup`, stays ignored.
    heard = [one for one in _SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, end) for one in heard}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def _shown(name: str) -> Iterator[Callable[[Progress], None]]:
    """Show how far the run is, on standard error and only on a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    begun = time.monotonic()
    with bar:
        task = bar.add_task(Path(name).name, total=None, rows="")

        def show(now: Progress) -> None:
            rate = now.rows / max(time.monotonic() - begun, 1e-9)
            bad = f", {now.rejected:,} rejected" if now.rejected else ""
            rows = f"{now.rows:,} rows, {rate:,.0f}/s{bad}"
            bar.update(task, completed=now.done, total=now.total, rows=rows)

        yield show


def _say(counts: RowCounts, seconds: float) -> None:
    rate = counts.rows / max(seconds, 1e-9)
    told = (
        f"{counts.answered:,} of {counts.rows:,} rows answered in {seconds:.1f} s ({rate:,.0f}/s)"
    )
    if counts.side is not None:
        told += f"; {counts.rejected:,} rejected, with their reasons in {counts.side}"
    typer.echo(told, err=True)
