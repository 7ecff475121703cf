"""Names that a package exports and loads when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import Any


def exported(
    package: str, homes: Mapping[str, str], extra: str | None = None, without: Collection[str] = ()
) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package.

    ``homes``: by name the module below the package that has it, and after a colon what it is
    called there, if otherwise. ``extra``: what has to be installed for its modules, except those
    named ``without``; a name asked for raises `MissingExtra` if it is not.
    """

    def look_up(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, there = homes[name].partition(":")
        if extra is not None and module not in without:
            from .extras import require_extra

            require_extra(extra, package)
        return getattr(import_module(f".{module}", package), there or name)

    return look_up
