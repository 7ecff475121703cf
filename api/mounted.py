"""Where the service lies: at the root of a host, or below a path of another application or proxy.

Pages lead on by relative addresses, which hold anywhere. What a program reads, and may read apart
from the address it came from, has the whole path.
"""

from __future__ import annotations

from starlette.types import Scope


def prefix_of(scope: Scope) -> str:
    """Return the path below which the service lies, without a slash at its end; mostly empty."""
    prefix: str = scope.get("root_path", "")
    return prefix.rstrip("/")
