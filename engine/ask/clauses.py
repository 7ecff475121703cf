"""Parts of a question that change what it is about: the past, conditions, asides, a no."""

from __future__ import annotations

import re
from typing import Final

from .model import Belongs
from .patterns import ARREST, AUX, either

SINCE_WHEN: Final = re.compile(rf"\bsince when\b|\bhow long\b|^when {AUX}\b")
"""Words that ask for a day, and so need not give one."""

WARRANT: Final = re.compile(r"\b(?:wanted|sought|warrants?|indicted|charged|accused)\b")
"""Words that, without a place, ask about a warrant and not about a journey."""

EVER: Final = re.compile(
    rf"\b{either('ever did_the_icc did_the_court issue issued how_long become indicted')}\b"
)
"""Words that ask about any day until now."""

_DONE: Final = either(
    "failed hosted received welcomed refused violated breached broke ignored went visited flew"
    " landed travelled attended came"
)
PAST: Final = re.compile(
    r"\b(?:was|did|had)\b|\bwere\b(?! to\b)"
    r"|\b(?:should|could|would|must|might) (?:\S+ ){0,3}?have "
    r"(?:been|gone|come|let|sent|kept|\w+ed)\b"
    r"|\b(?:has|have)(?: not)? @[lp] (?:not )?(?:arrest|detain|surrender)ed|^(?:has|have) @p\b.*@o"
    rf"|\b(?:{_DONE}|let @p go)\b|^@p (?!wanted|arrested|detained|invited|obliged)\w+ed\b"
)
"""Words that speak of the past: then a day has to be given."""

SUPPOSED: Final = re.compile(
    r"(?<!know )(?<!tell me )(?<!see )(?<!ask )(?<!wonder )(?<!wondering )"
    r"\b(?:what if|if|unless|assum\w+|supposing|suppose|imagine)\b(?: that)? "
    r"(?P<what>(?:mr\. ?|[^?.,:])*)"
)
"""Words that suppose something."""

_TRAVELS: Final = either(
    "go goes going gone went travel* visit* fly flies flew flown land lands landed landing come"
    " comes came attend* enter* stay* set sets step* arriv* spend spends stop* pass* return* show"
    " shows turn* appear* meet* cross* ever did live lives move moves holiday* had_to is_in is_at"
    " is_on is_there is_seen is_invited were_in were_at were_on were_to was_in was_at was_on"
)
TRAVEL: Final = re.compile(
    r"^(?:the |mr\.? |president |former )*(?:@p|he|she|they|him|it|@x|a visit)\b(?: @n)?"
    rf"(?: \S+){{0,3}}? {_TRAVELS}\b"
    r"|^(?:@l|@x|it|\w+) (?:invit|host|receiv|welcom|let|sent|allow)\w* (?:@p|him|her)\b"
    r"|(?:did|does|do) not (?:arrest|detain|comply|hand|surrender|let)"
    r"|^(?:there|it) (?:is|are|exists?)\b|^(?:@p|he|she|they) (?:wants?|hopes?) to\b"
    r"|^(?:so|not|possible|necessary|yes)\b|@w|@u"
)
"""What may be supposed: the journey that the question is about, and what the State then does."""

LIMITS: Final = re.compile(r"\b(before|after|until|till|prior to|by|since|from)( the)? @d")
"""A day as a limit and not as the day asked about."""

RANGE: Final = re.compile(r"\b(?:to|until|till|through|and)\b|\d\s*[-–]\s*\d{1,2}\s", re.IGNORECASE)
"""What makes two days a stretch."""

_BESIDE: Final = either(
    "although though even_though given_that given because despite considering now_that"
)
ASIDE: Final = re.compile(rf"\b({_BESIDE})\b[^,?]*@d")
"""A day in a clause beside the question."""

OTHERS: Final = re.compile(
    r"@[nl] (?:arrest )?warrants?\b|@[nl] (?:has |have |had )?(?:ever |already )?issued?\b"
    r"|\b(?:wanted|sought|warrant) (?:by|of|from) (?:the )?@[nlo]"
)
"""A warrant of somebody else than the Court."""

ABOVE: Final = re.compile(r"\b(over|above|across) (?:the )?@l")
"""A place over which somebody may fly."""

OVER: Final = re.compile(
    rf"\b{either('over about case situation conflict war crimes atrocities')} (?:\w+ )*@l"
    r"|@l (?:case|situation|conflict|war)\b"
)
"""A place as the situation over which somebody is wanted."""

OF_THE_COURT: Final = re.compile(r"@c|\b(?:icc|international criminal court)\b")
"""The Court or its Statute, where an organisation is named as well."""

MEMBERS: Final[tuple[Belongs, ...]] = ("member",)
LEFT: Final[tuple[Belongs, ...]] = ("former",)
NEVER_IN: Final[tuple[Belongs, ...]] = ("outside",)
NOT_IN: Final[tuple[Belongs, ...]] = ("outside", "former")

_BELONGS: Final = (
    (re.compile(r"\bnever\b"), NEVER_IN),
    (re.compile(r"\b(?:not|non|outside)\b"), NOT_IN),
    (re.compile(rf"\b{either('left withdr* quit exited denounced former')}\b"), LEFT),
)


def belongs(plain: str) -> tuple[Belongs, ...]:
    """Return which States are asked for: those in it, those that left, or never were in it."""
    return next((which for words, which in _BELONGS if words.search(plain)), MEMBERS)


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
