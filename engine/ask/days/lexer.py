"""From a text to the tokens of a grammar of days: numbers, words, marks, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

_LEXEME: Final = re.compile(
    r"(?P<ordinal>\d{1,2}(?:st|nd|rd|th)(?![^\W_]))"
    r"|(?P<digits>\d+(?:(?:[-.:]|\ ?/\ ?)\d+)*)(?:'s(?![^\W_]))?"
    r"|(?P<letters>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
_DASHES: Final = frozenset("‐‑‒–−﹣-")
_APOSTROPHES: Final = frozenset("’‘ʼ´`′")
_JOIN: Final = frozenset("-/.:_+=&@'%\\~*^#$€£§°|")
_MONEY: Final = frozenset("$€£#@&%+*=^~§°|\\_,")
_SIGNS: Final = frozenset("%€$£°+")


Kind = Literal["ordinal", "digits", "letters", "mark"]
_KINDS: Final[Mapping[str | None, Kind]] = {k: k for k in get_args(Kind)}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a mark in ``text[start:end]``.

    ``text`` is folded: small letters, no possessive ending, ASCII digits, dashes and apostrophes.
    ``glued``: nothing stands between it and the token before it.
    """

    text: str
    start: int
    end: int
    kind: Kind
    glued: bool
    capital: bool

    @property
    def number(self) -> bool:
        """Whether it begins with a digit."""
        return self.kind in ("ordinal", "digits")

    @property
    def solid(self) -> bool:
        """Whether it is a number or a word."""
        return self.kind != "mark"


def _fold(char: str) -> str:
    """Return what a character is read as; always one, so that places in the text stay."""
    if char in _DASHES:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    decimal = unicodedata.decimal(char, None)
    if decimal is not None:
        return str(decimal)
    if char.isspace() or unicodedata.category(char) in ("Zs", "Cf", "Cc"):
        return " "
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def _plain(text: str, kind: str) -> str:
    return text if kind == "mark" else text.removesuffix("'s").replace("'", "")


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, in order."""
    made: list[Token] = []
    for match in _LEXEME.finditer("".join(map(_fold, text))):
        kind = _KINDS[match.lastgroup]
        made.append(
            Token(
                _plain(match.group(), kind),
                match.start(),
                match.end(),
                kind,
                bool(made) and made[-1].end == match.start(),
                text[match.start()].isupper(),
            )
        )
    return tuple(made)


def joined_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is the later part of a longer written word, as in `ICC-02` or `Q32024`."""
    if at == 0 or not tokens[at].glued:
        return False
    mark = tokens[at - 1]
    if mark.solid or mark.text in _MONEY:
        return True
    return mark.text in _JOIN and mark.glued and at > 1 and tokens[at - 2].solid


def joined_after(tokens: Sequence[Token], at: int) -> bool:
    """Whether what ends before a token goes on in the same written word, as in `2024-style`."""
    if at in (0, len(tokens)) or not tokens[at].glued:
        return False
    mark = tokens[at]
    if mark.solid or mark.text in _SIGNS or unicodedata.category(mark.text)[0] == "M":
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    joins = mark.text in _JOIN or (mark.text == "," and after is not None and after.number)
    return joins and after is not None and after.glued and after.solid


def written_word(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return the tokens ``[first, last)`` with everything that is written on to them."""
    while joined_before(tokens, first):
        first -= 1
    while (
        last < len(tokens)
        and tokens[last].glued
        and (joined_after(tokens, last) or (tokens[last].solid))
    ):
        last += 1
    return first, last
