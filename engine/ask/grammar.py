"""The words that the grammar knows: phrases, kinds of questions, titles, words without content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .model import Kind

_SUMMIT: Final = r"(?:summits?|meetings?|conferences?|sessions?|assembly)"


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


PRESENCES: Final[Mapping[str, str]] = {
    r"(?:fly|flies|flying|flew|flown)\s+(?:over|across)": "overflight",
    r"over(?:fly|flies|flight|flying|flew)s?": "overflight",
    r"(?:cross(?:es|ing)?|us(?:e|es|ing)|through|in)\s+(?:the\s+|its\s+)?airspace(?:\s+of)?": (
        "overflight"
    ),
    r"airside|(?:in\s+)?(?:the\s+)?transit\s+(?:area|zone|lounge)": "airside",
    r"chang(?:e|es|ing)\s+(?:planes|flights)": "airside",
    r"aboard\s+a\s+ship\s+in\s+port|in\s+port|dock(?:s|ed|ing)?": "port",
    r"(?:the\s+)?territorial\s+(?:seas?|waters)(?:\s+of)?": "territorial_sea",
    r"(?:in|at|inside)\s+(?:an?|the|his|her|its|their)\s+(?:\w+\s+)?(?:embassy|consulate)": (
        "foreign_premises"
    ),
    r"(?:foreign\s+)?(?:military|air)\s+base": "military_base",
}
"""How a person is there, by the words for it."""

_UN: Final = r"(?:UN|U\.N\.?|United\s+Nations)"

PURPOSES: Final[Mapping[str, str]] = {
    rf"{_UN}\s+(?:General\s+Assembly|Security\s+Council)(?:\s+{_SUMMIT})?": "un_meeting",
    rf"{_UN}\s+{_SUMMIT}": "un_meeting",
    rf"{_SUMMIT}\s+of\s+the\s+{_UN}": "un_meeting",
    r"UNGA|(?:the\s+)?General\s+Assembly": "un_meeting",
    rf"(?:peace|ceasefire|cease-fire)\s+(?:talks|negotiations|{_SUMMIT})": "peace_talks",
    r"summit|conference|international\s+meeting": "conference",
    r"(?:official|state)\s+(?:visit|trip|business)|officially": "official_visit",
    r"private\s+(?:visit|trip|journey)|privately|(?:on\s+)?(?:holiday|vacation)": "private",
    r"medical\s+treatment|as\s+a\s+tourist": "private",
    r"(?:on\s+a\s+)?special\s+mission": "special_mission",
    r"(?:as\s+an?\s+)?accredited(?:\s+(?:diplomat|ambassador))?": "accredited",
}
"""What a journey is for, by the words for it."""

AFTER_ORGANISATION: Final = rf"\s+(?:leaders['’]?\s+)?{_SUMMIT}"
"""A meeting of an organisation is a purpose, and not a question about its members."""

COURT: Final = "Rome Statute"
"""How the parties to the Statute are named among the organisations."""

ORGANISATIONS: Final[Mapping[str, str]] = {
    "European Union": "EU",
    "North Atlantic Treaty Organization": "NATO",
    "North Atlantic Treaty Organisation": "NATO",
    "AU": "African Union",
    "Group of Seven": "G7",
    "Group of Twenty": "G20",
    "League of Arab States": "Arab League",
    "Organisation of Islamic Cooperation": "OIC",
    "Organization of American States": "OAS",
    "Commonwealth of Nations": "Commonwealth",
    "Commonwealth of Independent States": "CIS",
    "Shanghai Cooperation Organisation": "SCO",
    "Gulf Cooperation Council": "GCC",
    "Eurasian Economic Union": "EAEU",
    "Economic Community of West African States": "ECOWAS",
}
"""Other names of the organisations in the records."""

PARTIES: Final = (
    r"(?:ICC|Rome\s+Statute)\s+(?:members?|part(?:y|ies)|states?|countries)(?:\s+(?:states|parties))?"
    r"|(?:members?|states\s+parties|parties)\s+(?:of|to)\s+the\s+(?:ICC|Court|Rome\s+Statute"
    r"|International\s+Criminal\s+Court)"
    r"|states\s+parties"
)
"""The parties to the Rome Statute, asked about like members of an organisation."""

MEMBERSHIPS: Final = ("partner", "observer", "invited", "associate", "participant", "member")
"""Kinds of membership, in the order in which the words for them are looked for."""

TITLES: Final = _words(
    """
    president prime minister pm mr mrs ms dr sir general gen colonel marshal former leader the
    king commander defence defense foreign vice deputy chief ex-president premier
    """
)
"""Words that may stand beside a name without making it another one."""

OF_A_PERSON: Final = _words(
    """
    arrest arresting detention detain surrender visit trip travel journey case warrant
    warrants transfer risk instead because presence arrival plane flight stay tour exposure
    immunity delegation invitation status
    """
)
"""Nouns that may belong to a person without being another person."""

_AUX: Final = r"(?:did|does|do|will|would|could|can|is|was|were|has|had|must|may|might|should|are)"

_ARREST_WORDS: Final = (
    r"\b(?:arrest\w*|detain\w*|detention|surrender\w*|hand(?:ed)? over|apprehend\w*|safe\w*|risk\w*"
    r"|danger\w*|immun\w*|travel\w*|visit\w*|go|goes|going|went|trip|fly|flies|flying|flew|land"
    r"|lands|landed|attend\w*|enter\w*|come|comes|came|stay\w*|transit|pass|passes|cross|dock"
    r"|journey|warrant|happen\w*|receiv\w*|host(?:s|ed|ing)?|welcom\w*|invit\w*)\b|@w"
)
_CHANGE_WORDS: Final = (
    r"\b(?:what|which|anything|how|will|going to|about to)\b.*(?<!climate )\bchang(?:e|es|ing)\b"
    r"|\bwhat\b.*\b(?:upcoming|scheduled|lies ahead|comes next)\b"
)
_DUTY_WORDS: Final = (
    r"\b(?:oblig\w*|duty|duties|bound|must|required|should|(?:have|has|had|needs?) to)\b"
    r".*\b(?:arrest|detain|surrender|hand|apprehend)"
)

SINCE_WHEN: Final = re.compile(rf"\bsince when\b|\bhow long\b|^when {_AUX}\b")
"""Words that ask for a day, and so need not give one."""

WARRANT: Final = re.compile(r"\b(?:wanted|sought|warrants?)\b")
"""Words that, without a place, ask about a warrant and not about a journey."""

HEADLINE: Final = re.compile(
    r"(?:@[plduw]|in|at|to|on|over|into|the|of|for|from|and|a|an|during|[\s,:.()–-])+"
)
"""A person, a place and nothing but small words: it asks what would follow."""

KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.UPCOMING, _CHANGE_WORDS),
        (Kind.TIMELINE, rf"\bsince when\b|(?:\b(?:until|from|tell me|know|and) |^)when {_AUX}\b"),
        (
            Kind.TIMELINE,
            r"\bhow long\b|\btimeline\b|\bhistory\b|\bon (?:what|which) (?:day|date)\b",
        ),
        (Kind.MEMBERS, r"@o"),
        (Kind.MAP, rf"\bwhere(?: else)? {_AUX}(?:n't)?\b|\bwhere @p|\banywhere\b|\bmap\b"),
        (Kind.MAP, r"\b(?:which|what|how many|list|all) (?:\w+ ){0,2}(?:countr|states\b|places\b)"),
        (Kind.MAP, r"\bwho\b.*\b(?:arrest|detain|surrender)\w* @p"),
        (
            Kind.WANTED,
            r"\b(?:wanted|sought|fugitives?)\b|\bwarrants?\b.*@p|\bwho\b.*\b(?:warrants?|arrest\w*)\b",
        ),
        (Kind.DUTY, _DUTY_WORDS),
        (Kind.ARREST, _ARREST_WORDS),
    )
)
"""What each kind of question looks like, with names as placeholders; the first that fits counts."""

SAFE: Final = re.compile(
    r"\b(?:not|never|without|safe|safely|unable|cannot|nowhere|avoid|shielded)\b|n['’]t\b"
)
"""Words that ask for safety and not for danger."""

PAST: Final = re.compile(r"\b(?:was|did|had)\b|\bwere\b(?! to\b)|\b(?:should|could) \S+ have\b")
"""Words that speak of the past: then a day has to be given."""

SUPPOSED: Final = re.compile(
    r"\bwhat if\b|\bsuppos\w+\b|\bassum\w+\b|\bno longer\b|\bweren?['’]?t?\b(?! @| oblig| bound)"
    r"|\bunless\b|\bif (?:@l|@o)\b|\bhad(?: not|n['’]t)\b"
)
"""Words that suppose something, which a plain question does not do."""

LIMITS: Final = re.compile(r"\b(?:before|after|until|till|prior to|by|since|from) @d")
"""A day as a limit and not as the day asked about."""

RANGE: Final = re.compile(r"\b(?:to|until|till|through|and)\b|\d\s*[-–]\s*\d{1,2}\s", re.IGNORECASE)
"""What makes two days a stretch."""

HOW_WORDS: Final = _words("embassy consulate airspace ship vessel yacht base premises airside")
"""Words of how somebody is there that, not understood, would change the question."""

TIME_WORDS: Final = _words(
    """
    day days week weeks weekend month months year years decade century monday tuesday
    wednesday thursday friday saturday sunday spring summer autumn winter christmas easter
    soon later ago tonight noon midnight someday once before after recently formerly
    """
)
"""Words of time that, not understood, would change the question."""

STOP: Final = _words(
    """
    a an the of in on at to for from by with and or but if as into onto over under via through
    there here this that these those it its he she they him her them his their i we you us me
    my who whom whose which what when where why how could can would will shall should must may
    might do does did done be been being is are was were am has have had having not no never
    nor n't also then than so such any some all each every many much more most else only even
    just still already yet ever please tell know let think say says list show give about be
    become becomes became becoming get gets got gotten make makes made take takes took while
    during since until because without within law legally legal really actually exactly
    currently able allowed don't doesn't didn't can't couldn't won't wouldn't isn't aren't
    wasn't weren't shouldn't mustn't cannot hasn't haven't hadn't he's she's it's what's who's
    where's there's icc court international criminal icj hague against hello hi dear thanks
    thank
    """
)
"""Words that carry no content of their own here."""

TOPIC: Final = _words(
    """
    arrest arrested arresting arrests detain detained detention detains surrender surrendered
    hand handed over apprehend seize seized safe safely safety risk risks risky danger
    dangerous immune immunity travel travels travelling traveling travelled visit visits
    visiting visited go goes going went gone trip fly flies flying flew land lands landing
    landed attend attends attending attended enter enters entering entered come comes coming
    came stay stays staying transit pass passes cross dock journey warrant warrants wanted
    issued unsealed happen happens happened receive receives received receiving host hosts
    hosted hosting welcome welcomes welcomed welcoming invite invites invited inviting
    sought fugitive fugitives obliged obligation obligated duty duties bound required need
    needs change changes changing upcoming scheduled ahead next lies timeline history long
    date anywhere nowhere map country countries state states places place member members
    membership partner partners observer observers party parties person persons people leader
    leaders avoid unable supposed due president prime minister
    """
)
"""Words of the grammar itself; a name may stand beside them."""
