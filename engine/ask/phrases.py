"""Phrases that the grammar knows, and names of organisations; a space stands for white space."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..records.organisations import OTHER_NAMES
from .tokens import TokenMatch
from .ways import PRESENCES, PURPOSES, SUMMIT, UNCLEAR

_MEETS: Final = frozenset(("G20", "G7", "BRICS", "SCO", "NATO", "CSTO", "ASEAN", "APEC", "OIC"))
"""Organisations whose bare name, attended, is their summit."""

COURT: Final = "Rome Statute"
"""How the parties to the Statute are named among the organisations."""

ORGANISATIONS: Final[Mapping[str, str]] = {
    **OTHER_NAMES,
    "Arab": "Arab League",
    "Arab world": "Arab League",
    "Gulf": "GCC",
}
"""Other names of the organisations in the records, as plain questions have them."""

_BODIES: Final = (
    r"(?:members?|part(?:y|ies)|states?|countries|nations)(?: (?:states?|countries|parties))?"
)
PARTIES: Final = (
    rf"(?:ICC|Rome Statute|International Criminal Court) {_BODIES}",
    (
        r"(?:members?|member states|states parties|parties|party|signatories) (?:of|to) the "
        r"(?:ICC|Court|Rome Statute|Statute|International Criminal Court)"
    ),
    r"states part(?:ies|y)",
)
"""The parties to the Rome Statute, asked about like members of an organisation."""

SINCE_WARRANT: Final = (
    (
        r"(?:since|after|despite|under|with|in spite of|in defiance of|while under) "
        r"(?:(?:the|his|her|an|a|being) )*(?:icc )?(?:arrest )?"
        r"(?:warrants?|indictment|indicted|wanted)(?: (?:of|by) the (?:icc|court))?(?: was issued)?"
    ),
    r"(?:since|after) (?:he|she) (?:was|is|became) (?:wanted|indicted)",
)
"""All journeys on record were made under a warrant."""

AHEAD: Final = (
    r"(?:any ?time )?soon",
    r"in the (?:near future|coming (?:days|weeks|months|years))|in (?:the )?future",
)
"""What is scheduled is ahead; of another question these are no days."""

LAW: Final = (
    (
        r"(?:article|articles|art\.?|section|paragraph|para\.?) ?\d+(?: ?\(\d+\))*"
        r"(?: of the (?:Rome )?Statute)?"
    ),
    r"(?:Security Council |UN )*resolution \d+(?: ?\(\d{4}\))?",
    r"(?:the )?(?:Rome|ICC) Statute",
)
"""Law that a question names; the answer names its own."""

_ASKS_WHEN: Final = (
    r"(?:what|which) (?:exact )?(?:day|date|year|month|week)(?! of\b)",
    r"year by year|the (?:first|last) day(?! of\b)|so far",
)
"""Words for days that ask, and name none."""

MEMBERSHIPS: Final = ("partner", "observer", "invited", "associate", "participant", "member")
"""Kinds of membership, in the order in which the words for them are looked for."""


def _compiled(forms: tuple[str, ...]) -> re.Pattern[str]:
    spaced = "|".join(forms).replace(" ", r"\s+").replace(r"\s+?", r"\s*")
    return re.compile(rf"(?<![\w-])(?:{spaced})\b", re.IGNORECASE)


_TABLES: Final = tuple(
    (role, value, _compiled(forms))
    for role, table in (
        ("law", {"law": LAW}),
        ("presence", PRESENCES),
        ("unclear", UNCLEAR),
        ("purpose", PURPOSES),
        ("organisation", {COURT: PARTIES}),
        ("ahead", {"ahead": AHEAD}),
        ("since-warrant", {"since the warrant": SINCE_WARRANT}),
        ("word", {"": _ASKS_WHEN}),
    )
    for value, forms in table.items()
)
_SUMMIT_AFTER: Final = re.compile(rf"\s+(?:leaders['’]?\s+)?{SUMMIT}", re.IGNORECASE)
_MEETING_IN: Final = re.compile(r"\s+(?:leaders['’]?\s+)?(?=(?:in|at)\s+[A-Za-z])", re.IGNORECASE)
_TO_A_MEETING: Final = re.compile(
    r"\b(?:attends?|attending|attended|at|during|for|join(?:s|ing)?|goes\s+to|going\s+to|go\s+to)"
    r"\s+the\s+$",
    re.IGNORECASE,
)


def phrases(text: str, organisations: Sequence[TokenMatch]) -> Iterator[TokenMatch]:
    """Yield the words for presence and purpose, the parties to the Statute, and summits.

    A meeting of an organisation is a purpose, and not a question about its members.
    """
    for role, value, form in _TABLES:
        for match in form.finditer(text):
            yield TokenMatch(match.start(), match.end(), role, value or match.group().casefold())
    for one in organisations:
        summit = _SUMMIT_AFTER.match(text, one.end)
        attended = one.value in _MEETS and (
            _TO_A_MEETING.search(text, 0, one.start) or _MEETING_IN.match(text, one.end)
        )
        if summit or attended:
            end = summit.end() if summit else one.end
            yield TokenMatch(one.start, end, "purpose", "conference")
