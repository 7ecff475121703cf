"""``python -m safeconduct``: the command line."""

from .cli import main

main()
