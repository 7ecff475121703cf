"""Every error a caller can meet, with what was wrong and what would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as _field
from numbers import Real
from typing import Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST_MISTAKES: Final = 20
"""How many mistakes one error tells; the others are counted."""

_LONGEST_VALUE: Final = 200
_LONGEST_MESSAGE: Final = 2000


def shortened(text: str, longest: int = _LONGEST_VALUE) -> str:
    """Return the beginning of a text that is too long for a message, else the text.

    >>> shortened("Mongolia", 4)
    'Mong…'
    """
    return text if len(text) <= longest else f"{text[:longest]}…"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One finding about a source file.

    ``file`` is relative to the directory that was loaded, ``line`` counts from 1 (0: the whole
    file), ``code`` is a stable kebab-case word, ``subject`` the id of the record or rule.
    """

    file: str
    line: int
    code: str
    message: str
    subject: str = ""
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f" [{self.subject}]" if self.subject else ""
        fix = f" ({self.fix})" if self.fix else ""
        return f"{place}: {self.code}{subject}: {self.message}{fix}"


class SafeconductError(Exception):
    """Base of all errors raised on purpose; ``code`` is stable."""

    code = "error"


class SourceFilesError(SafeconductError):
    """Source files are not well-formed; ``diagnostics`` holds every finding, not the first."""

    code = "source-files"

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        count = len(self.diagnostics)
        noun = "error" if count == 1 else "errors"
        super().__init__("\n".join([f"{count} {noun}", *map(str, self.diagnostics)]))

    def __reduce__(self) -> tuple[type[SourceFilesError], tuple[tuple[Diagnostic, ...]]]:
        # By default it would be made again from its text.
        return type(self), (self.diagnostics,)


class RecordsError(SourceFilesError):
    """The records in ``fixtures/`` are not valid."""

    code = "records-invalid"


class RulesError(SourceFilesError):
    """A rule base is not well-formed."""

    code = "rules-invalid"


@dataclass(frozen=True)
class Suggestion:
    """A near name offered for one that is not known; ``score`` is 0 to 100."""

    id: str
    name: str
    score: float
    why: str = ""


@dataclass(eq=False)
class InputError(SafeconductError, ValueError):
    """A question has a value that cannot be used.

    ``field`` and ``value`` say which, ``message`` why, ``allowed`` what would be right, ``breaks``
    the constraint that stands against it, if one does. What is too long for a message is shortened.
    """

    field: str
    value: str | None
    message: str
    allowed: tuple[str, ...] = ()
    code: str = _field(default="invalid-value", kw_only=True)
    breaks: str = _field(default="", kw_only=True)

    def __post_init__(self) -> None:
        self.field = shortened(self.field)
        self.value = None if self.value is None else shortened(self.value)
        self.message = shortened(self.message, _LONGEST_MESSAGE)

    def __str__(self) -> str:
        allowed = f"valid: {', '.join(self.allowed)}" if self.allowed else ""
        shown = "" if self.value is None else f" {self.value!r}"
        told = f"{self.field}{shown}: {self.message}"
        if not allowed:
            return told
        return f"{told} V{allowed[1:]}" if told.endswith("?") else f"{told}; {allowed}"


def wrong_type(field: str, value: object, expected: str, allowed: Sequence[str] = ()) -> InputError:
    """Return the error about a value of a type that cannot be used; ``expected`` says what can."""
    if value is None:
        return InputError(field, None, f"nothing is given; expected {expected}", tuple(allowed))
    name = type(value).__name__
    # Of other values nothing is shown: they may be long, or fail to be shown.
    shown = f"<{name}>"
    if isinstance(value, float | bool) or (isinstance(value, int) and value.bit_length() < 64):
        shown = repr(value)
    elif isinstance(value, str):
        shown = value[:60]
    elif isinstance(value, bytes | bytearray):
        shown = repr(bytes(value[:60]))
    message = f"is of type {name}, not {expected}"
    if name in _MISSING or (isinstance(value, Real) and value != value):  # noqa: PLR0124
        message = f"is a missing value; expected {expected}"
    return InputError(field, shown, message, tuple(allowed))


_MISSING = frozenset({"NaTType", "NAType"})  # those of pandas, which is not imported here


def text_of(value: object, field: str, allowed: Sequence[str]) -> str:
    """Return ``value`` if it is text; else raises `InputError` naming ``field``."""
    if isinstance(value, str):
        return value
    raise wrong_type(field, value, "text", allowed)


def mapping_of(value: Mapping[K, V], field: str) -> Mapping[K, V]:
    """Return ``value`` if it is a mapping; else raises `InputError` naming ``field``."""
    if isinstance(value, Mapping):
        return value
    raise wrong_type(field, value, "a mapping of names to values")


@dataclass(eq=False)
class UnknownName(SafeconductError, LookupError):
    """A person or place is not known by that name; ``suggestions`` are ranked, best first.

    ``why`` says why, if there is more to say; ``nobody`` that nobody on record has that name.
    """

    field: str
    value: str
    suggestions: tuple[Suggestion, ...] = ()
    code: str = _field(default="unknown-name", kw_only=True)
    why: str = _field(default="", kw_only=True)
    nobody: bool = _field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        self.field, self.value = shortened(self.field), shortened(self.value)

    def __str__(self) -> str:
        *others, last = [one.name for one in self.suggestions] or [""]
        near = f"{', '.join(others)} or {last}" if others else last
        kind = "airport" if self.field in _AIRPORTS else _KINDS.get(self.field, self.field)
        if others and all(one.score == _CERTAIN for one in self.suggestions):
            return f"{self.value!r} may mean {near}: say which {kind}"
        told = f"{self.value!r}{':' if self.nobody else ''} {self.why}"
        if not self.why:
            told = f"{self.value!r} is not a {kind}{' on record' if self.field in _KINDS else ''}"
        return f"{told}. Did you mean {near}?" if near else told


_CERTAIN: Final = 100
"""The score of a suggestion that is one of the meanings of an ambiguous name."""

_KINDS: Final = {
    "person": "person",
    "place": "place",
    "other_place": "place",
    "guests": "person",
    "places": "place",
}
_AIRPORTS: Final = frozenset({"airport", "from", "to", "via"})
"""What is looked up in the records, by field."""


class SeveralMistakes(SafeconductError, ValueError):
    """More than one value of a question cannot be used; ``mistakes`` has an error for each.

    The message tells the first twenty and counts the others.
    """

    code = "several-mistakes"

    def __init__(self, mistakes: Sequence[InputError | UnknownName]) -> None:
        self.mistakes = tuple(mistakes)
        first = self.mistakes[:MOST_MISTAKES]
        told = "; ".join(f"({number}) {one}" for number, one in enumerate(first, 1))
        more = len(self.mistakes) - len(first)
        also = f"; and {more:,} more" if more else ""
        super().__init__(f"{len(self.mistakes)} mistakes: {told}{also}")

    def __reduce__(self) -> tuple[type[SeveralMistakes], tuple[Sequence[InputError | UnknownName]]]:
        # By default it would be made again from its text.
        return type(self), (self.mistakes,)


class EvaluatorDisagreement(SafeconductError):
    """Two independent derivations differ, so there is no answer that could be trusted."""

    code = "evaluators-disagree"


class Contradiction(SafeconductError):
    """Records, or records and assumptions, make a combination that a constraint excludes."""

    code = "contradiction"


class TooManyUnknowns(SafeconductError):
    """More unknown facts matter than can be tried out jointly; they are named."""

    code = "too-many-unknowns"


class ChangedSources(SafeconductError):
    """An engine came in a pickle, and its records or rules are no longer where it was made."""

    code = "changed-sources"


class MissingExtra(SafeconductError, ImportError):
    """Something is used that needs packages of an extra which is not installed."""

    code = "missing-extra"
