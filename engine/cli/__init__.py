"""The command line; everything heavy is imported when a command needs it."""

from __future__ import annotations

import gc
import os
import sys
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
    except OSError as error:
        if error.filename is not None:  # no stream, and nobody has foreseen it
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python tries again as it ends
        print(f"error: the output cannot be written: {error.strerror or error}", file=sys.stderr)  # noqa: T201
        raise SystemExit(1) from None
