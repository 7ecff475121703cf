"""How a single value is written: as it was, or anew where it does not fit."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Final

from ...base.errors import SourceFilesError
from ...base.yaml12 import load
from .tree import Scalar

WIDTH: Final = 120
"""A line with a value or a condition may be so long; longer ones are broken."""

PROSE: Final = 100
"""Lines of running text are filled up to here."""

_PROSE: Final = re.compile(r"\S+( \S+)*")
_NOT_PRINTABLE: Final = re.compile(r"[\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


_MISREAD: Final = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Words that readers of YAML 1.1 take for true or false."""


def is_prose(text: str) -> bool:
    """Return whether text is words with single spaces, so that it can be filled anew."""
    return _PROSE.fullmatch(text) is not None and text.isprintable() and " " in text


def on_one_line(scalar: Scalar) -> str | None:
    """Return a value written on one line, or nothing if it stands in a block."""
    if scalar.style in {"|", ">"}:
        return None
    if "\n" not in scalar.raw:
        return scalar.raw
    if not scalar.style:
        return scalar.value if "\n" not in scalar.value else quoted(scalar.value)
    if scalar.style == "'" and "\n" not in scalar.value:
        return "'" + scalar.value.replace("'", "''") + "'"
    return quoted(scalar.value)


def quoted(text: str) -> str:
    """Return text in double quotes, as YAML and JSON both read it."""
    shown = json.dumps(text, ensure_ascii=False)
    return _NOT_PRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def shortest(text: str) -> str:
    """Return text as YAML on one line, with quotes only where a reader of YAML needs them."""
    try:
        plain = load(f"a: {text}", file="").value == {"a": text}
    except SourceFilesError:
        plain = False
    return text if plain and text.lower() not in _MISREAD else quoted(text)


def block(scalar: Scalar, indent: int) -> list[str]:
    """Return a value as a block: its header, then its lines, indented so deep."""
    text = scalar.value.removesuffix("\n")
    if scalar.style != "|" and is_prose(text):
        header = ">" if scalar.value.endswith("\n") else ">-"
        return [header, *(" " * indent + line for line in filled(text, PROSE - indent))]
    header, *lines = scalar.raw.rstrip("\n").split("\n")
    header = header.partition("#")[0].rstrip()
    if "+" in header or header.strip("|>-"):
        return [quoted(scalar.value)]
    depth = min((len(one) - len(one.lstrip(" ")) for one in lines if one.strip(" \t")), default=0)
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return [header, *((" " * indent + line[depth:]).rstrip(" \t") for line in lines)]


def filled(text: str, width: int) -> list[str]:
    """Return prose in lines of at most ``width``, longer only for a word that is."""
    return textwrap.wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)
