"""Looks for known vulnerabilities in what the locks pin, with pip-audit.

    python tools/audit.py [--if-installed]

pip-audit is no part of any lock: what it asks is a service on the network, so that its answer is of
the day. It is taken from the environment or the path, and else fetched by uv, unless it is to be
used only ``--if-installed``. Exit code 1 if something is known; 0, with the reason, where it could
not be looked for.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ("run.txt",)
"""What runs where others can reach it."""
_LONGEST: Final = 300
"""Seconds; then the service counts as one that does not answer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at every lock; return 1 if a vulnerability is known."""
    parser = argparse.ArgumentParser(description="Look for known vulnerabilities in the locks.")
    parser.add_argument("--if-installed", action="store_true")
    options = parser.parse_args(arguments)
    command = _command(fetch=not options.if_installed)
    if command is None:
        print("vulnerabilities: not looked for, since pip-audit is not installed (make audit)")
        return 0
    worst = 0
    for lock in LOCKS:
        told = _asked([*command, *_OPTIONS, "--requirement", str(ROOT / "requirements" / lock)])
        if isinstance(told, str):
            print(f"vulnerabilities: {lock} was not looked at: {told}")
            continue
        known = list(_known(told))
        for line in known:
            print(f"vulnerabilities: {lock}: {line}")
        if not known:
            print(f"vulnerabilities: none is known of what {lock} pins")
        worst |= bool(known)
    return int(worst)


_OPTIONS: Final = (
    *("--require-hashes", "--disable-pip", "--format", "json"),
    *("--progress-spinner", "off", "--timeout", "15", "--vulnerability-service", "osv"),
)


def _command(*, fetch: bool) -> list[str] | None:
    here = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    found = shutil.which("pip-audit", path=here)
    if found:
        return [found]
    uv = shutil.which("uv", path=here)
    return [uv, "tool", "run", "--quiet", "pip-audit"] if fetch and uv else None


def _asked(command: Sequence[str]) -> dict[str, Any] | str:
    """Return what pip-audit found, or why it found nothing out."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}"
    try:
        told = json.loads(done.stdout)
    except ValueError:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return lines[-1][:300]
    return dict(told)


def _known(told: dict[str, Any]) -> Iterator[str]:
    for package in told.get("dependencies", ()):
        for one in package.get("vulns", ()):
            mended = ", ".join(one.get("fix_versions", ())) or "no version yet"
            yield f"{package['name']} {package['version']}: {one['id']} (mended in {mended})"


if __name__ == "__main__":
    sys.exit(main())
