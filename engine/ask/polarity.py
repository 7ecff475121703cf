"""Whether a question asks for danger or for safety: for a duty to arrest, or for its absence."""

from __future__ import annotations

import re
from typing import Final

from .patterns import ARREST, either

_BAD: Final = either(
    "unsafe dangerous danger risky risk risks risking off-limits off_limits no-go banned barred"
    " forbidden liable unable avoid fear threat* worry closed"
)
_GOOD: Final = (
    either("safe safely safety freely immune immunity protect* shielded shield* hide refuse")
    + r"|(?:free|allowed|welcome)(?! to (?:arrest|detain))"
)
_DUTY: Final = rf"{ARREST}|{either('oblig* duty duties bound')}"
_GO: Final = either(
    "go goes gone travel travels visit visits fly flies land enter attend come set_foot stay move"
    " return holiday transit cross live step meet"
)
_WORD: Final = re.compile(
    rf"\b(?:(?P<bad>{_BAD})|(?P<good>{_GOOD})|(?P<duty>{_DUTY})|(?P<go>{_GO}))\b|(?P<over>@w)"
)
_GOING: Final = frozenset(("go", "over"))
_NOT: Final = re.compile(rf"\b{either('not never nowhere neither hardly without no nobody')}\b")
_NO_ARREST: Final = re.compile(r"\b(?:illegal|unlawful|impossible)\b")
_ASIDE: Final = re.compile(
    r"\bif\b.*?(?:,|$)|\b(?:arrest )?warrants?\b|\bno longer\b"
    r"|\b(?:is|are) there no (?=country|countries|places?|states?|nations?|members?|@o)"
    r"|\b(?:to|in order to|so as to|and) (?:avoid|escape|evade|not)\b.*$"
)
"""What does not decide: conditions, purposes, and `is there no country where …`."""

_COMPLEMENT: Final = re.compile(
    r"\b(?:without|and not|avoiding|free from|free of|safe from|no risk of|no fear of)\b.*$"
)
_YET_ARRESTED: Final = re.compile(rf"\band (?:be |get |face |risk |still be )*(?:{_DUTY}|{_BAD})\b")


def asks_for_safety(plain: str, *, several: bool) -> bool:
    """Whether a question, with marks in place of names, asks where there is no duty.

    The first word for danger or safety in the main clause counts, turned by every negation before
    it: `not unsafe` is safe, and `where can he not go without being arrested` is danger. About
    several places, `where can he go` asks for safety; about one place, going is only the journey,
    and `why was he not arrested` is about the duty.
    """
    sentences = [part for part in re.split(r"[?!.]\s", plain) if _WORD.search(part)]
    main = _ASIDE.sub(" ", sentences[-1] if sentences else plain)
    first = _deciding(_COMPLEMENT.sub(" ", main), several=several)
    first = first or _deciding(main, several=several)
    if first is None or (first.lastgroup == "duty" and not several):
        return False
    going = first.lastgroup in _GOING
    safe = first.lastgroup == "good" or (going and not _YET_ARRESTED.search(main))
    turned = len(_NOT.findall(main[: first.start()])) + len(_NO_ARREST.findall(main))
    return safe ^ bool(turned % 2)


def _deciding(text: str, *, several: bool) -> re.Match[str] | None:
    """Return the word that decides: the first, but `safe` and `dangerous` before the journey."""
    found = [one for one in _WORD.finditer(text) if several or one.lastgroup not in _GOING]
    other = next((one for one in found if one.lastgroup not in _GOING), None)
    if other is not None and other.lastgroup in ("bad", "good"):
        return other
    return found[0] if found else None
