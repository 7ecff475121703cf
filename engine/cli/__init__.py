"""The command line; everything heavy is imported when a command needs it."""

from __future__ import annotations

import gc
from typing import Final

_PATIENCE: Final = 200_000
_INTERRUPTED: Final = 130


def main() -> None:
    """Run ``safeconduct``."""
    # Loading records makes many objects and no garbage; looking for it takes a tenth of the time.
    gc.set_threshold(_PATIENCE)
    try:
        from .app import app

        app(prog_name="safeconduct")
    except KeyboardInterrupt:  # before a command could take care of it
        raise SystemExit(_INTERRUPTED) from None
