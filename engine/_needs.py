"""Modules that need an extra: without it their import says so, with the line that installs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import MappingProxyType, ModuleType
from typing import Final


def _below(package: str, modules: str) -> tuple[str, ...]:
    return tuple(f"{package}.{module}" for module in modules.split())


NEEDS: Final = MappingProxyType(
    {
        "service": ("api.*", "cli.serve"),
        "mcp": ("api.mcp", "api.mcp.*", "cli.agents"),
        "telemetry": ("api.traces",),
        "screen": _below(
            "screening",
            "answers arrow codes days few files gather index kernel questions screener tabular",
        ),
        "verify": _below(
            "authoring.verification",
            "answers difference.compare difference.sides encode evaluator properties "
            "records search space suggest verify workbench",
        ),
        "routes": (
            *_below(
                "geography",
                "airports airspace arcs detour enclosure exposure flights geodesic mesh near "
                "overflight packed sealed tighten",
            ),
            *_below("itineraries", "around asked avoided build read times"),
        ),
        "store": (
            "store.database",
            *_below(
                "decisions",
                "database log migrations.versions.r0001_chain reader replay sought tables verify "
                "writer",
            ),
            *_below("live", "live log migrations.versions.r0001_entries reports tables"),
            *_below(
                "watches",
                "database event_log migrations.versions.r0001_watches outbox store tables watcher",
            ),
        ),
        "bundle": ("bundles.signing",),
        "testing": _below("authoring.kit", "fuzz items kit strategies"),
    }
)
"""By extra the modules that import its packages; so what is below them or imports them needs it.

``api.*``: whatever is in that package, but for what is named more closely. A test imports every
module without the extras, so that none is forgotten.
"""

_ROOT: Final = f"{__package__}."
_EXTRA_OF: Final = {f"{_ROOT}{module}": extra for extra, names in NEEDS.items() for module in names}


def extra_of(module: str) -> str | None:
    """Return the extra that a module needs by itself, by its full name."""
    if module in _EXTRA_OF:
        return _EXTRA_OF[module]
    package = module.rpartition(".")[0]
    while package.startswith(_ROOT):
        if f"{package}.*" in _EXTRA_OF:
            return _EXTRA_OF[f"{package}.*"]
        package = package.rpartition(".")[0]
    return None


class _Guard(MetaPathFinder):
    """Finds nothing; looks whether what a module needs is there before anybody looks for it."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> None:
        """Raise `MissingExtra` if a module is asked for that could not be imported."""
        del path, target
        extra = extra_of(fullname) if fullname.startswith(_ROOT) else None
        if extra is not None:
            from .base.extras import require_extra

            require_extra(extra)


def install() -> None:
    """Look at every import of such a module from now on; once."""
    if not any(isinstance(one, _Guard) for one in sys.meta_path):
        sys.meta_path.insert(0, _Guard())
