"""Names that a package exports and loads when they are first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def exported(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and the ``__dir__`` of a package.

    ``homes``: by the module below the package what it has, names with spaces between them; a name
    that is another one there stands as ``name=there``.
    """
    found = {
        name: (module, there or name)
        for module, names in homes.items()
        for name, _, there in (one.partition("=") for one in names.split())
    }

    def look_up(name: str) -> Any:
        if name not in found:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, there = found[name]
        value = getattr(import_module(f".{module}", package), there)
        setattr(sys.modules[package], name, value)  # it is found there the next time
        return value

    def listed() -> list[str]:
        return sorted({*vars(sys.modules[package]), *found} - {"TYPE_CHECKING", "annotations"})

    return look_up, listed
