"""Parts of a question that change what it is about: the past, conditions, limits, asides."""

from __future__ import annotations

import re
from typing import Final

from .model import Belongs
from .patterns import AUX, either

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
