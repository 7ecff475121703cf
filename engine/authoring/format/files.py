"""Formats files and folders of rule files on disk."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from ...base.atomic import replace_text
from ...base.errors import Diagnostic, InputError, SourceFilesError
from ...base.text_files import decode, read_data
from ...base.yaml12 import load
from .order import arrange, kind_of
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


@dataclass(frozen=True)
class Formatted:
    """What came of a file: its text before and after, or why it was left as it is."""

    path: Path
    before: str = ""
    after: str = ""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the layout is another one."""
        return self.before != self.after

    def diff(self) -> str:
        """Return the change as a unified diff."""
        name = self.path.as_posix()
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"{name} (before)",
            f"{name} (after)",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def format_paths(paths: Sequence[Path]) -> Iterator[Formatted]:
    """Yield what comes of each file, and of each rule file in a folder; nothing is written.

    Raises `InputError` for a path that does not exist and for a folder without rule files.
    """
    for path in paths:
        yield from map(_formatted, _files(path))


def save(formatted: Formatted) -> None:
    """Write the new layout of a file in one step. Raises `SourceFilesError` if that fails."""
    try:
        replace_text(formatted.path, formatted.after)
    except OSError as error:
        why = error.strerror or type(error).__name__
        message = f"the file cannot be written: {why}"
        raise SourceFilesError(
            [Diagnostic(formatted.path.as_posix(), 0, "unwritable", message)]
        ) from error


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(
            one
            for one in path.rglob("*")
            if one.suffix in {".yaml", ".yml"}
            and one.is_file()
            and not any(part.startswith((".", "_")) for part in one.relative_to(path).parts)
        )
        if not found:
            raise InputError("path", str(path), "has no .yaml file")
        return found
    if not path.exists():
        raise InputError("path", str(path), "does not exist", ("a folder or file of rules",))
    return [path]


def _formatted(path: Path) -> Formatted:
    name = path.as_posix()
    try:
        data = read_data(path, file=name)
        plain = decode(data, file=name)
        after = format_text(plain, file=name, kind=kind_of(path))
    except SourceFilesError as error:
        return Formatted(path, problems=error.diagnostics)
    # A byte order mark is part of the layout too.
    return Formatted(path, data.decode("utf-8"), after)
