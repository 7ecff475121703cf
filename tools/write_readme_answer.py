"""Write the answer that the README shows, as the command prints it today."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(```console\n\$ (safeconduct travel-risk [^\n]*)\n).*?(```)", re.DOTALL)
WIDEST = 112


def broken(line: str) -> Iterator[str]:
    """Yield a line in pieces that fit; rows of tables stay whole."""
    body = line.strip()
    if len(line) <= WIDEST or "   " in body:
        yield line.rstrip()
        return
    indent = " " * (len(line) - len(line.lstrip()))
    hang = indent + {"-": "  ", "[": "    "}.get(body[0], "")
    yield from textwrap.wrap(
        body,
        WIDEST - 2,
        initial_indent=indent,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def main() -> None:
    """Replace the block in place."""
    text = README.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    assert found is not None
    command = [sys.executable, "-m", *shlex.split(found[2])]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    lines = [piece for line in printed.rstrip().splitlines() for piece in broken(line)]
    shown = found[1] + "\n".join(lines) + "\n" + found[3]
    README.write_text(text[: found.start()] + shown + text[found.end() :], encoding="utf-8")


if __name__ == "__main__":
    main()
