"""The command line; everything heavy is imported when a command needs it."""

from __future__ import annotations


def main() -> None:
    """Run ``safeconduct``."""
    from .app import app

    app(prog_name="safeconduct")
