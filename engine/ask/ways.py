"""How somebody is there and what for: the phrases, and those that have to be said otherwise.

A space stands for any white space.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SUMMIT: Final = r"(?:summits?|meetings?|conferences?|sessions?|assembly|forum)"
_UN: Final = r"(?:UN|U\.N\.?|United Nations)"
_AIRCRAFT: Final = r"(?:plane|aircraft|jet|airplane|airliner|helicopter|flight)"
_SHIP: Final = r"(?:ship|yacht|boat|vessel|ferry|warship)"
_A: Final = r"(?:an?|the|his|her|its|their|some)"
_CROSSING: Final = (
    r"(?:fly|flies|flying|flew|pass|passes|passing|cross(?:es|ed|ing)?|us(?:e|es|ed|ing)"
    r"|enter(?:s|ed|ing)?|go|through|in|into|across|over)"
)

PRESENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "overflight": (
        r"(?:fly|flies|flying|flew|flown) (?:over|across)",
        r"over-?(?:fly|flies|flight|flights|flying|flew|flown)",
        rf"{_AIRCRAFT} (?:cross(?:es|ed)?|pass(?:es|ed)? over|over)",
        rf"(?:on|in|aboard|on board) {_A} (?:\w+ )?{_AIRCRAFT} (?:\w+ing )?(?:over|across)",
        r"(?:pass(?:es|ing)?|travel(?:ling|ing)?) over",
        (
            r"(?:(?:in )?mid-?air|in the air|airborne|in flight|while flying)"
            r"(?: (?:over|above|across))?"
        ),
        rf"(?:{_CROSSING} )*(?:the |its )?airspace(?: (?:of|over))?",
    ),
    "airside": (
        (
            r"(?:(?:in|transit(?:s|ing)?) )?(?:through )?(?:the )?international (?:zone|area)"
            r"(?: (?:of|at))?"
        ),
        r"airside|in transit(?: (?:at|in|through))?",
        (
            r"(?:(?:in|at|inside) )?(?:the |an? )?(?:airport )?(?:international )?transit"
            r" (?:area|zone|lounge|hall)"
        ),
        rf"chang(?:e|es|ed|ing) (?:{_AIRCRAFT}s?|flights)",
        (
            r"(?:(?:during|on|for|makes?|making|with) )?(?:(?:an?|the|his) )?"
            r"(?:refuel+ing|fuel|technical) (?:stop|stopover|halt)"
        ),
        rf"refuels?(?: {_A} {_AIRCRAFT})?",
        (
            r"(?:(?:during|on|for|has|have|having|with) )?(?:(?:an?|the|his) )?"
            r"(?:layover|connecting flight|flight connection)"
        ),
        r"(?:stay(?:s|ing)?|remain(?:s|ing)?|wait(?:s|ing)?) airside",
    ),
    "port": (
        (
            rf"(?:aboard|on|in) {_A} (?:\w+ )?{_SHIP} (?:(?:docked|moored|anchored|lying) )?"
            r"in (?:the )?(?:port|harbou?r)(?: of)?"
        ),
        rf"(?:aboard|on) {_A} (?:\w+ )?{_SHIP} (?:docked|moored)(?= (?:in|at))",
        r"in (?:the )?port(?: of)?|in the harbou?r of|dock(?:s|ed|ing)?",
    ),
    "territorial_sea": (
        r"(?:(?:in|into|through|within) )?(?:the )?territorial (?:seas?|waters)(?: of)?",
    ),
    "foreign_premises": (
        rf"(?:in|at|inside|enter(?:s|ing)?) {_A} (?:[\w-]+ ){{0,2}}(?:embassy|consulate)",
    ),
    "military_base": (
        r"(?:in|at|on|inside) (?:an?|the) (?:[\w-]+ ){0,2}(?:military|air|naval|army) base",
        r"(?:foreign )?(?:military|air|naval) base",
    ),
}
"""How a person is there, and the words for it; a space stands for any white space."""

UNCLEAR: Final[Mapping[str, tuple[str, ...]]] = {
    "may mean in the air or on the ground, where the law differs: say whether the aircraft flies "
    "over, or ask about the ground or the transit area of the airport": (
        rf"(?:on board|aboard|on|in|inside) {_A} (?:[\w-]+ ){{0,2}}{_AIRCRAFT}",
    ),
    "may mean flying over without landing, changing planes, or entering: say which": (
        (
            r"(?:fly|flies|flying|flew|pass(?:es|ing)?|transit(?:s|ing)?) through"
            r"(?! [\w\s]*(?:airspace|territorial|zone))"
        ),
        r"transit(?:s|ed|ing)?(?! (?:area|zone|lounge|hall))",
    ),
    "may mean the transit area of an airport, or entering: say which": (
        r"stop-?overs?|stop(?:s|ping)? over",
    ),
    "may mean the territorial sea or the high seas: say which": (
        r"off (?:the )?(?:coasts?(?: of)?|shores?(?: of)?)",
    ),
    "means that the person is not there at all": (
        r"by (?:video(?: ?link)?|zoom)|remotely|virtually|online",
    ),
    "is about another law: only warrants of the International Criminal Court are on record here": (
        (
            r"(?:on|under|by|with) (?:its|their|his|her|an?|the) (?:own )?"
            r"(?:national|domestic|own) (?:arrest )?warrant"
        ),
        r"universal jurisdiction|(?:national|domestic) (?:arrest )?warrants?",
        r"without (?:an? |the )?(?:ICC )?(?:arrest )?warrant",
    ),
    "supposes something: a plain question takes the records as they are": (
        r"without (?:his |her |any |the )?(?:\w+ )?(?:immunity|office)",
    ),
    "asks what governments intend: ask which have said that they will arrest": (
        (
            r"(?:want|wants|willing|ready|eager|keen|prepared|intend|intends|plan|plans) to "
            r"(?:arrest|detain|hand over|surrender)"
        ),
    ),
    "is a stay by its length: give its first and its last day": (
        r"for [\w-]+ (?:days|nights|weeks|months) (?:from|starting|beginning)\b[^?!]*",
    ),
    "is not a certain day: give its date": (
        r"(?:at )?(?:about |around )?(?:this|the same) time(?= (?:next|last))",
    ),
}
"""Words that have to be said otherwise, by the reason why."""

PURPOSES: Final[Mapping[str, tuple[str, ...]]] = {
    "un_meeting": (
        (
            rf"{_UN} (?:General Assembly|Security Council(?! (?:resolution|decision|referral)))"
            rf"(?: {SUMMIT})?"
        ),
        rf"{_UN} {SUMMIT}|{SUMMIT} of the {_UN}",
        r"(?:at|to|before|address(?:es|ing)?) the (?:UN|United Nations)(?= in )",
        r"UNGA|(?:the )?General Assembly",
    ),
    "peace_talks": (
        rf"(?:peace|ceasefire|cease-fire) (?:talks?|negotiations?|{SUMMIT}|deal|signing)",
    ),
    "conference": (
        r"summit|conference|international meeting",
        r"COP ?-?\d{1,2}|climate (?:summit|conference|talks)",
        rf"(?:APEC|Davos forum|World Economic Forum|Non-Aligned Movement)(?: {SUMMIT})?",
    ),
    "official_visit": (
        r"(?:an? |the )?(?:official|state|working) (?:visit|trip|business)|officially",
    ),
    "private": (
        r"(?:an? |the )?private (?:visit|trip|journey|holiday)|privately",
        r"(?:on |for |an? |his |her )*(?:private )?(?:holidays?|vacation)",
        r"(?:(?:on|for) )?(?:an? |the )?(?:pilgrimage|hajj|umrah)",
        r"ski(?:ing)?|sightseeing|shopping|as a (?:tourist|private \w+)",
        r"(?:for )?(?:medical treatment|surgery)",
    ),
    "special_mission": (r"(?:on a )?special mission",),
    "accredited": (
        r"(?:as an? )?accredited(?: (?:as )?(?:an? )?(?:diplomat|ambassador))?",
        r"as (?:an? )?(?:ambassador|diplomat)",
    ),
}
"""What a journey is for, and the words for it."""
