"""The kinds of questions: what each looks like.

A form is matched against the question in lower case, with marks in place of what was recognised:
``@p`` a person, ``@l`` a place, ``@o`` a region or an organisation, ``@n`` nationals, ``@d`` days,
``@t`` the way of a flight, ``@v`` what it is to avoid, ``@w`` how and ``@u`` why somebody is there,
``@c`` the Court or its law; ``n't`` is ``not``. The first form that fits counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .model import QuestionKind
from .patterns import (
    ARREST,
    AUX,
    CUSTODY,
    GONE,
    HELD,
    JOURNEYS,
    MANY,
    MODAL,
    PLACES,
    SAID,
    STEPS,
    WHO,
    WHY,
    either,
)
from .practice import Conduct


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of question looks like: one of some patterns.

    ``unless``: what it must not contain; ``needs`` and ``lacks``: marks that must, and must not,
    be there.
    """

    kind: QuestionKind
    looks: tuple[str, ...]
    unless: tuple[str, ...] = ()
    needs: str = ""
    lacks: str = ""
    conduct: Conduct | None = None

    def fits(self, plain: str) -> bool:
        """Whether a question looks like this."""
        return (
            all(f"@{mark}" in plain for mark in self.needs)
            and not any(f"@{mark}" in plain for mark in self.lacks)
            and any(re.search(pattern, plain) for pattern in self.looks)
            and not any(re.search(pattern, plain) for pattern in self.unless)
        )


_ASKING: Final = either("what which anything how will going_to about_to any show list next")
_LEAVING: Final = either("leav* quit* withdraw* exit* join* acced* accession* members?_and_until")
_OMITTED: Final = either("arrested detained surrendered handed failed ignored defied")

_ABOUT: Final = either(
    "safe* unsafe liable free hide avoid wanted face risk* danger* immun* travel* visit* go goes"
    " going went trip fly flies flying flew land lands landed attend* enter* come comes came stay*"
    " transit pass passes cross dock journey"
    " warrant happen* receiv* host hosts hosted hosting welcom* invit* off-limits off_limits"
    " arrive* set_foot step return* meet* let send sent address* speak*"
)

_CHANGES: Final = (
    # What changed is a timeline; what will change is scheduled.
    Form(QuestionKind.TIMELINE, (r"\bchanged\b", r"\bdid\b.*\bchange\b"), needs="pl"),
    Form(QuestionKind.TIMELINE, (r"\bwhen (?:will|would|do|does)\b",), (r"\bchang",), needs="pl"),
    Form(
        QuestionKind.UPCOMING,
        (
            (
                rf"\b{_ASKING}\b"
                r".*(?<!climate )\bchang(?:e|es|ing)\b(?! (?:planes|flights))"
            ),
            r"\b(?:what|any|which)\b.*\b(?:upcoming|scheduled|lies ahead|comes next|coming up)\b",
            r"\b(?:upcoming|scheduled|coming) changes\b",
        ),
    ),
    Form(
        QuestionKind.UPCOMING,
        (rf"\b{_LEAVING}\b",),
        (r"\b(?:left|withdrew|joined)\b",),
        lacks="p",
    ),
    Form(
        QuestionKind.UPCOMING, (r"\bwill\b.*\b(?:cease|stop|no longer|not any ?more)\b",), lacks="l"
    ),
)
_JOIN: Final = (
    either("leave left quit withdr* exit* join* acced* ratif* denounc* belong* become became")
    + rf"\b(?!.*\b{ARREST})"
)
_DONE: Final = either("left withdrawn withdrew quit exited joined ratified acceded denounced")
_MEMBER: Final = rf"(?:@o|{either('members? part(?:y|ies) signator*')}\b)"
_COURT: Final = r"(?:@c|@o|\b(?:icc|court)\b)"
_BELONGING: Final = (
    Form(
        QuestionKind.BELONGING,
        (
            (
                rf"^(?:and |so )?(?:is|was|were|are) (?:the )?@l {STEPS}"
                rf"(?:(?:an?|the|part of|in|not) )*(?:{_MEMBER}|{_COURT})"
            ),
            rf"^(?:and |so )?(?:has|have|had) (?:the )?@l {STEPS}been (?:an? )?{_MEMBER}",
            rf"\b(?:when|since when|how long) (?:has|is|was) (?:the )?@l {STEPS}(?:an? )?{_MEMBER}",
        ),
        (r"\buntil when\b|\b(?:soon|next)\b",),
        needs="l",
        lacks="p",
    ),
    Form(
        QuestionKind.BELONGING,
        (
            (
                r"(?:^|\b(?:and|so|when|why|how come|how) )(?:has|have|had|did) (?:the )?@l "
                rf"{STEPS}{_JOIN}.*{_COURT}"
            ),
        ),
        needs="l",
    ),
    Form(
        QuestionKind.BELONGING,
        (
            (rf"{WHO}(?: @?\w+){{0,4}}? (?:(?:has|have|had|did) )?{STEPS}{_DONE}\b.*{_COURT}"),
            rf"{WHO}(?: @?\w+){{0,4}} (?:is|are|was|were) {STEPS}(?:an? |the )*{_MEMBER}",
            rf"{MANY} (?:members|parties|states parties|member states) (?:does|do|has|have|had) ",
        ),
        lacks="pl",
    ),
)
_HAPPENED: Final = (
    Form(
        QuestionKind.PRACTICE,
        (
            (
                rf"\b{either('which what how_many where when how_often')}\b.*"
                rf"\b(?:has|have|had|did|was) @p {STEPS}{GONE}"
            ),
            rf"^(?:and )?(?:has|have|had|did) (?:ever )?@p {STEPS}{GONE}",
            r"\bhow (?:many times|often)\b",
            rf"@p 's (?:\w+ ){{0,2}}{JOURNEYS}\b",
            rf"@p {JOURNEYS} (?:abroad|since|so far)\b",
            rf"\b{JOURNEYS}\b.*\b(?:did|has) @p (?:\w+ )?(?:make|made)\b",
            rf"\b{JOURNEYS} (?:\w+ )?(?:of|by|made by) @p",
            r"\b(?:last|latest|most recent) (?:visit|trip|journey)\b",
            r"\bwhat happened (?:when|during|on|at)\b.*@p",
            r"\bdid @p (?:skip|miss|cancel)\b",
            rf"^was @p {STEPS}(?:in|at) @l$",
            r"\bwhen was @p (?:last |ever )?(?:in|at|on) @[lo]",
            rf"{MANY} (?:\w+ )*(?:let|allowed|has|have|did)\b.*@p.*@w",
            rf"\bwho (?:has |have )?{STEPS}(?:visited|been to|travell?ed to)",
            rf"{WHO}.*\b(?:hosted|received|welcomed|let @p in)\b",
        ),
        (rf"\b{MODAL}\b", WHY, rf"\b{ARREST}"),
        conduct=Conduct.JOURNEYS,
    ),
    Form(
        QuestionKind.PRACTICE,
        (
            rf"{WHO}.*\b{SAID}\b",
            rf"\b(?:has|have|had|did) (?:the )?@l (?:\w+ ){{0,2}}?{SAID}\b",
            r"\bwhat (?:did|does|do|has|have)\b.*@l.* (?:say|said)\b",
            r"@l (?:'s )?(?:\w+ ){0,2}(?:stance|position|statements?|policy) (?:on|towards?)",
        ),
        (rf"\b{MODAL} (?:\w+ ){{0,2}}?{SAID}\b", r"\b(?:laws?|article|@c)\b.* say", WHY),
        conduct=Conduct.STATEMENTS,
    ),
    Form(
        QuestionKind.PRACTICE,
        (
            rf"\bwho (?:has |have |had )?{STEPS}{HELD}",
            rf"\b(?:was|were|has|have|had|did|is|are) @p {STEPS}(?:{HELD}|{CUSTODY})",
            rf"\b(?:was|has|had|did|is) @p {STEPS}(?:released|freed)",
            rf"\b(?:when|where|how|by whom) (?:was|were|is|has|did) @p {STEPS}(?:{HELD}|{CUSTODY})",
            rf"\b(?:when|where|how) (?:was|is) @p ?{STEPS}(?:released|kept|now|@d)?$",
            rf"^(?:did|has|have|had) (?:the )?@l {STEPS}(?:{HELD}|let @p|release\w*)",
            rf"{WHO}[^?]*\b(?:has|have|was|were|is|are) {STEPS}(?:{HELD}|{CUSTODY})",
            rf"{MANY} {PLACES}.* (?:{_OMITTED}|let @p)",
            rf"\b(?:has|have) (?:anyone|anybody|somebody|any \w+) {STEPS}{HELD}",
            rf"\b(?:who|whom|which \w+) (?:did|has|have) @l {STEPS}{HELD}",
            r"\bhow many arrests\b",
            r"\bwhat (?:has )?(?:happened|became) (?:to|of) @p",
        ),
        (rf"\b{MODAL}\b", WHY, r"\bif\b|\bwanted\b|\bgrounds?\b"),
        conduct=Conduct.ARRESTS,
    ),
    Form(
        QuestionKind.PRACTICE,
        (r"\bdid @l (?:release|free|let @p (?:go|leave|out)|send @p)",),
        conduct=Conduct.ARRESTS,
    ),
)
_SINCE: Final = Form(
    QuestionKind.TIMELINE,
    (
        (
            rf"(?:\b{either('until till from tell_me know and exactly')} |^|, |: )"
            rf"when(?: exactly)? {AUX}\b"
        ),
        r"\b(?:since|until|till|from) when\b|\bwhen exactly\b|\bhow long\b",
        r"\btimeline\b|\bhistory\b|\byear by year\b|\bover time\b",
        r"\b(?:on|from|since|until|till|at) (?:what|which) (?:day|date|point|moment)\b",
        r"\b(?:has|have|had|was|were|did) @l ever\b|\bever (?:been )?(?:had to|obliged|bound)\b",
        r"\bever a (?:time|day)\b|\balways (?:had|been)\b",
    ),
)
_RECEIVED: Final = Form(
    QuestionKind.RECEPTION,
    (
        (
            rf"\bwho(?:m)? (?:all )?{MODAL} (?:the )?@l (?:\w+ ){{0,2}}?"
            r"(?:receive|host|welcome|invite|admit|let in)\b"
        ),
        rf"\bwho(?:m)? {MODAL} (?:the )?@l (?:\w+ ){{0,3}}?{ARREST}",
        rf"\bwho {MODAL} not (?:be received|be welcomed|go|travel|come|visit|fly)\b.*@l",
        rf"\bwho {MODAL} (?:have to )?be arrested (?:in|at|on) (?:the )?@l",
    ),
    lacks="po",
)
_SOUGHT: Final = (
    Form(
        QuestionKind.WANTED,
        (r"\b(?:wanted|sought|fugitives?|warrants?|accused|charged|want)\b", r"\bwho does\b"),
        (rf"\b{ARREST}\b(?! warrants?)",),
        lacks="p",
    ),
    Form(
        QuestionKind.WANTED,
        (r"\b(?:accused of|indicted|charged|charges|why\b.* wanted|crimes)\b",),
        needs="p",
        lacks="l",
    ),
)
_SEVERAL: Final = (
    Form(QuestionKind.MEMBERS, (r"@o",)),
    Form(
        QuestionKind.MAP,
        (
            (
                rf"\bwhere(?: else| exactly)? (?:{AUX}|@p|in the world)\b.*"
                rf"(?:\b(?:{ARREST}|{_ABOUT})\b|@w)"
            ),
            r"\b(?:anywhere|nowhere|everywhere|map)\b",
            rf"{MANY}.*\b{PLACES}",
        ),
    ),
    Form(
        QuestionKind.MAP,
        (
            rf"\b(?:list|all|any|every|each)\b.*\b{PLACES}",
            r"\b(?:countries|states|nations|governments|places)\b",
            r"\bwho\b.*\b(?:arrest|detain|surrender)\w* @p",
        ),
        needs="p",
        lacks="l",
    ),
    Form(
        QuestionKind.WANTED,
        (
            r"\b(?:wanted|sought|fugitives?)\b",
            r"\bwarrants?\b.*@p|@p.*\bwarrants?\b",
            r"\bwho\b.*\b(?:warrants?|arrest\w*)\b",
            r"\b(?:icc|court) (?:\w+ )?wants? @p",
        ),
        (rf"@l.*\b{ARREST}\b(?! warrants?)", r"\b(?:ignore|execute|enforce|honou?r)\b"),
    ),
)
_OWED: Final = either(
    "oblig* duty duties bound must require required requires should have_to has_to had_to need_to"
    " needs_to lawfully basis ground grounds statute law legislation immunity by_what allow*"
    " compel* responsib* refuse ignore"
)
_ONE: Final = (
    Form(
        QuestionKind.DUTY,
        (
            rf"\b{_OWED}\b.*(?:\b{ARREST}|\bwarrant)",
            rf"\b{ARREST}.*\bunder (?:@c|\w+ law)",
            r"\b(?:breach|violat|comply|complied|fail)\w*",
        ),
        (r"^(?:and )?(?:would it be|was it|is it) (?:lawful|legal)",),
        needs="l",
    ),
    Form(QuestionKind.ARREST, (rf"\b{ARREST}\b", rf"\b{_ABOUT}\b", r"@w|@u")),
)

_FLOWN: Final = Form(QuestionKind.ITINERARY, (r"@t",))

FORMS: Final = (
    _FLOWN,
    *_BELONGING,
    _RECEIVED,
    *_CHANGES,
    *_HAPPENED,
    _SINCE,
    *_SOUGHT,
    *_SEVERAL,
    *_ONE,
)
"""The forms, in the order in which they are tried."""

HEADLINE: Final = re.compile(
    rf"(?:@[plduwc]|{either('in at to on over into the of for from and a an during icc court')}"
    r"|[\s,:.()–—+=|/-])+"
)
"""A person, a place and nothing but small words: it asks what would follow."""
