"""What the figures were measured on: nothing that names the machine."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import Final

_STATM: Final = Path("/proc/self/statm")


def resident() -> int | None:
    """Return how many bytes of memory the process holds, or ``None`` where it is not told."""
    if not _STATM.exists():
        return None
    return int(_STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def described() -> dict[str, str]:
    """Return the machine by what matters for speed."""
    usable = getattr(os, "sched_getaffinity", None)
    cores = len(usable(0)) if usable else os.cpu_count()
    return {
        "Processor": f"{cores} cores, {_model() or platform.machine()}",
        "Memory": _memory(),
        "System": f"{platform.system()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}"
        + (", without the lock" if not getattr(sys, "_is_gil_enabled", lambda: True)() else ""),
    }


def _model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return "not told"
    return f"{total / 2**30:.0f} GiB"
