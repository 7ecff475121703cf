"""Lays out one rule file anew, and makes sure that nothing but the layout changed."""

from __future__ import annotations

from collections import Counter
from typing import Final

import yaml

from ...base.errors import Diagnostic, SourceFilesError
from ...base.yaml12 import load
from .order import arrange
from .parse import comments_in, parse
from .write import write

_PASSES: Final = 5
"""What is broken into lines by one pass may be told apart better by the next."""


def format_text(text: str, *, file: str, kind: str = "rules") -> str:
    """Return a rule file in the one layout: comments kept, meaning untouched.

    ``text``: the file, with or without a byte order mark and carriage returns; ``file`` is named
    in errors; ``kind``: which keys stand in which order (`order.kind_of`). Formatting twice changes
    nothing. Raises `SourceFilesError` if the text is not YAML as rule files use it, or if no layout
    is found that says the same (then it has to be changed by hand).
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    meant = load(plain, file=file).value
    try:
        laid_out = _stable(plain, kind)
        if laid_out is not None and (
            load(laid_out, file=file).value == meant
            and Counter(comments_in(laid_out)) == Counter(comments_in(plain))
        ):
            return laid_out
    except (SourceFilesError, yaml.YAMLError):
        pass  # what was written is not even YAML
    message = "no layout was found that says the same; the file is left as it is"
    fix = "write long or quoted values in a plainer way"
    raise SourceFilesError([Diagnostic(file, 0, "layout", message, fix=fix)])


def _stable(text: str, kind: str) -> str | None:
    """Return the text laid out so that doing it again changes nothing."""
    for _ in range(_PASSES):
        tree = parse(text)
        arrange(tree.root, kind)
        previous, text = text, write(tree)
        if text == previous:
            return text
    return None
