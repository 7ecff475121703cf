"""Installs the locked peers into the environment it runs in, and notes which could not be.

All at once if that works; otherwise one by one, so that a peer without a wheel for this machine
costs only itself. Runs in an environment that has nothing but pip.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FAILURES = "failures.json"
PIP = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
LOCKED = ("--no-build-isolation", "--no-deps", "--require-hashes", "-r")


def main(lock: Path, home: Path = Path(sys.prefix)) -> int:
    """Install ``lock``; write what failed, by name and reason, into the environment's folder."""
    failures: dict[str, str] = {}
    if _install(lock) is not None:
        print("installing the peers one by one, since not all can be", file=sys.stderr)
        for name, entry in entries(lock.read_text(encoding="utf-8")).items():
            reason = _install_entry(entry)
            if reason is not None:
                failures[name] = reason
                print(f"{name} could not be installed: {reason}", file=sys.stderr)
    (home / FAILURES).write_text(json.dumps(failures, indent=1), encoding="utf-8")
    return 0


def entries(lock: str) -> dict[str, str]:
    """Return each requirement of a lock, with its hashes, by its name."""
    found: dict[str, str] = {}
    for block in re.split(r"(?<!\\)\n(?=\S)", lock.strip()):
        if not block.startswith("#"):
            name = re.split(r"[=<>!~ \[;]", block, maxsplit=1)[0]
            # A package may stand there once for each version of Python.
            found[name] = "\n".join(filter(None, (found.get(name), block)))
    return found


def _install_entry(entry: str) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "one.txt")
        file.write_text(entry + "\n", encoding="utf-8")
        return _install(file)


def _install(requirements: Path) -> str | None:
    """Return ``None``, or the last thing that pip said."""
    done = subprocess.run(
        [*PIP, *LOCKED, str(requirements)], capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return None
    said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    return (said or done.stderr.splitlines() or ["pip said nothing"])[-1].removeprefix("ERROR: ")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
