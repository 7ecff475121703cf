"""Modules that go by another name than that of their file.

``safeconduct.testing`` is the public name of the kit for people who write rules. The others are
names of before the modules were put in order (0.2): they work as before, say where the module is
now, and go with 1.0.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import MappingProxyType, ModuleType
from typing import Final

PUBLIC: Final = MappingProxyType({"testing": "authoring.kit"})
FORMER: Final = MappingProxyType(
    {
        "cases": "authoring.cases",
        "compare": "answers.comparison.compare",
        "index": "screening.index",
        "lang": "rulebase",
        "layout": "authoring.format",
        "lint": "authoring.lint",
        "mutation": "authoring.mutation",
        "names": "records.names",
        "screen": "screening",
        "spark": "screening.spark",
        "verification": "authoring.verification",
    }
)
_ROOT: Final = f"{__package__}."


class _Alias(Loader):
    """Gives the module of another name, so that both names mean the same object."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._spec: ModuleSpec | None = None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module that is meant; it is imported if it was not."""
        del spec
        module = import_module(self._target)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module as it is: it was executed under its own name."""
        module.__spec__ = self._spec


class _Finder(MetaPathFinder):
    """Finds modules by the names above, and what is below them."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Return how to load a module that has another name; else ``None``."""
        del path, target
        if not fullname.startswith(_ROOT):
            return None
        name, dot, below = fullname.removeprefix(_ROOT).partition(".")
        home = PUBLIC.get(name) or FORMER.get(name)
        if home is None:
            return None
        if name in FORMER and not dot:
            warnings.warn(
                f"{fullname} is now {_ROOT}{home}; the former name goes with version 1.0",
                DeprecationWarning,
                stacklevel=2,
            )
        return spec_from_loader(fullname, _Alias(f"{_ROOT}{home}{dot}{below}"))


def install() -> None:
    """Let modules be found by these names too; once.

    First of all ways to find one: what is below such a name lies in the folder of the module, and
    would be found there a second time.
    """
    if not any(isinstance(one, _Finder) for one in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
