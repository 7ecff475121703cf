"""YAML 1.2 core schema with line numbers, over PyYAML's parser.

PyYAML reads YAML 1.1, where ``NO`` is false, ``on`` is true and ``2024-09-02`` a date object; here
booleans are only ``true`` and ``false``, and dates stay text. Duplicate keys are errors, and so are
anchors, aliases and tags: none is needed to write down records or rules, and an alias may stand for
more than memory holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import yaml

from .errors import Diagnostic, SourceFilesError

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover - libyaml is absent
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MOST_NESTED: Final = 50
"""Lists and mappings within one another; the deepest condition that anybody can read has six."""

MOST_CHARACTERS: Final = 16_000_000
"""A longer file is refused before any work is done on it."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("[\x85\u2028\u2029]")
_MOST_BREAKS = 20
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """Plain data (dictionaries, lists, text, numbers, Booleans, ``None``) with lines."""

    file: str
    value: object
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """Return the line (from 1) of the entry at ``path``, or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(text: str, *, file: str) -> Document:
    """Return the one document in ``text``; ``file`` is only named in errors.

    Raises `SourceFilesError` with file and line: of the first syntax error, and of every duplicate
    or non-text key, anchor, alias and tag before it; also for a text that is nested or simply too
    long, is not valid Unicode, or has line breaks that YAML 1.1 and 1.2 read differently.
    """
    reader = _Reader(file)
    if len(text) > MOST_CHARACTERS:
        reader.fail(0, "too-long", f"the file has more than {MOST_CHARACTERS:,} characters")
    elif surrogate := _SURROGATE.search(text):
        line = text.count("\n", 0, surrogate.start()) + 1
        reader.fail(line, "not-utf-8", f"{surrogate[0]!a} is not valid Unicode text")
    else:
        for found in _BREAK.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            why = "ends a line for some readers of YAML and not for others"
            reader.fail(line, "yaml-break", f"{found[0]!a} {why}; write it as an escape, in quotes")
            if len(reader.problems) == _MOST_BREAKS:
                break
    if reader.problems:
        raise SourceFilesError(reader.problems)
    try:
        for event in yaml.parse(text, Loader=_Parser):
            reader.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        problem = error.problem or "not well-formed YAML"
        first = min(line, error.context_mark.line + 1 if error.context_mark else line)
        written = text.split("\n")[max(first, line - 1) - 1 : line] if line else []
        fix = _hint(f"{problem} {error.context or ''}", written[::-1])
        reader.fail(line, "yaml-syntax", problem, fix)
    except yaml.reader.ReaderError as error:
        # The position is in bytes or in characters, as the parser is made; the character is sure.
        line = text.count("\n", 0, max(text.find(chr(error.character)), 0)) + 1
        reader.fail(line, "yaml-syntax", str(error).split("\n", maxsplit=1)[0])
    except _Stop:
        pass
    if reader.problems:
        raise SourceFilesError(reader.problems)
    return Document(file, reader.value, reader.lines)


_HINTS: Final = (
    # what stands in the line, what the parser says, what would probably be right
    (r"^ *\t", r"", "begin lines with spaces, not with a tab"),
    (r"(?:^|[:\-,\[{]) *[@%`|>&*]", r"cannot start any token", "put the text in quotation marks"),
    (r"(?:^|[ \[,(])!\w", r"", "`!` has no meaning here; write `not: …`"),
    (r"\w: .*\w: ", r"mapping values", "put a text with a colon in quotation marks"),
    (r"", r"mapping values|block", "begin all keys of an entry in the same column"),
    (r": '[^']*'\w", r"", "put a text with an apostrophe in double quotation marks"),
    (r"^[^']*'[^']*(?:'[^']*'[^']*)*$", r"", "close the quotation mark, or use double ones"),
    (r"^[^\"]*\"[^\"]*(?:\"[^\"]*\"[^\"]*)*$", r"", "close the quotation mark"),
    (r" #", r"", "` #` begins a comment; put the text in quotation marks"),
    (r"", r"',' or|flow", "close the bracket, or put texts within it in quotation marks"),
)


def _hint(problem: str, lines: Sequence[str]) -> str:
    """Return what would probably be right where some lines are not well-formed; else nothing."""
    for written, said, fix in _HINTS:
        if re.search(said, problem) and any(re.search(written, line) for line in lines):
            return fix
    return ""


class _Stop(Exception):
    """What follows cannot be read."""


@dataclass
class _Open:
    """A list or mapping whose end was not met yet; ``key`` is that of the value that is due."""

    value: list[object] | dict[str, object]
    path: Path
    key: str | None = None
    keys: set[str] = field(default_factory=set)


def plain(text: str) -> str | bool | int | float | None:
    """Return what text means where it is written without quotes."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        # A number too long for a day, a year or an ordinal is text that looks like one.
        return int(text) if len(text) < 19 else text
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


class _Reader:
    """Builds plain data from the events of the parser, one level after the other."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: object = None
        self.lines: dict[Path, int] = {}
        self.problems: list[Diagnostic] = []
        self._open: list[_Open] = []
        self._documents = 0

    def fail(self, line: int, code: str, message: str, fix: str = "") -> None:
        self.problems.append(Diagnostic(self.file, line, code, message, "", fix))

    def take(self, event: yaml.Event) -> None:
        assert event.start_mark is not None
        line = event.start_mark.line + 1
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self.fail(line, "yaml-syntax", "a second document starts here; one is expected")
                    raise _Stop
            case yaml.AliasEvent():
                self.fail(line, "yaml-alias", "anchors and aliases are not used here")
                self._put(None, line)
            case yaml.ScalarEvent():
                self._check(event, line)
                self._scalar(event, line)
            case yaml.SequenceStartEvent():
                self._check(event, line)
                self._begin([], line)
            case yaml.MappingStartEvent():
                self._check(event, line)
                self._begin({}, line)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._open.pop()

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.anchor is not None:
            self.fail(line, "yaml-alias", "anchors and aliases are not used here")
        if event.tag is not None:
            self.fail(line, "yaml-tag", f"the tag `{event.tag}` is not used here")

    def _begin(self, value: list[object] | dict[str, object], line: int) -> None:
        if len(self._open) == MOST_NESTED:
            self.fail(
                line,
                "yaml-depth",
                f"lists and mappings are nested deeper than {MOST_NESTED} levels",
            )
            raise _Stop
        self._open.append(_Open(value, self._put(value, line)))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        top = self._open[-1] if self._open else None
        if top is None or top.key is not None or isinstance(top.value, list):
            text = str(event.value)
            # Quoted or a block has a style; plain is None or "", depending on the parser.
            self._put(text if event.style else plain(text), line)
            return
        key = str(event.value)
        if key in top.keys:
            self.fail(line, "yaml-duplicate-key", f"the key `{key}` stands twice")
        top.keys.add(key)
        top.key = key
        self.lines.setdefault((*top.path, key), line)

    def _put(self, value: object, line: int) -> Path:
        """Put a value where one is due and return its path."""
        if not self._open:
            self.value = value
            path: Path = ()
        else:
            top = self._open[-1]
            if isinstance(top.value, list):
                path = (*top.path, len(top.value))
                top.value.append(value)
            elif top.key is None:
                self.fail(line, "yaml-key", "a key must be text")
                raise _Stop
            else:
                path = (*top.path, top.key)
                top.value.setdefault(top.key, value)
                top.key = None
        self.lines.setdefault(path, line)
        return path
