"""The grammar of days: a phrase is a stretch, a moment, or one of them with words that unsettle it.

Each row of templates uses the rows above it. What they make is in `makers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from . import parts, relative
from .makers import (
    A_DAY,
    EXCEPT,
    FOREIGN,
    LIMIT,
    NO_LAST_DAY,
    WORDED,
    current,
    day_of,
    from_to,
    given,
    month,
    one_after_another,
    part_of,
    refuse,
    same,
)
from .periods import PERIODS, Row
from .reader import Grammar
from .terminals import TERMINALS
from .when import NO_CERTAIN_DAY, NO_CERTAIN_DAYS, SEVERAL, When
from .words import UNITS

_TO: Final = "to|until|till|til|through|thru|-"

_LIMITING: Final = (
    "in? the? run -? up to",
    "in? the? runup|buildup to",
    "in? the? build|lead -? up to",
    "leading up? to",
    "ahead|short of",
    "up to and? including?",
    "as of|from",
    "starting|beginning|commencing|effective from|on|in|with|as? of?",
    "as early|late as",
    "no|not earlier|later|sooner|before|after than?",
    "earlier|later|sooner than",
    (
        "shortly|just|soon|right|immediately|directly|long|well|days|weeks|months"
        "|years before|after|prior|following to?"
    ),
    "any|some time before|after|prior to?",
    "anytime|sometime before|after|prior to?",
    "in? the? days|weeks|months|years before|after|following|preceding|around|of|since",
    "in? the? week|month|year|weekend before|after|following|preceding",
    "in? the wake|aftermath of",
    "pre|post -?",
    "beyond|past|towards|toward|following|preceding|through",
)
_ROUGH: Final = (
    "around|circa|approximately|roughly|approx|near|nearly|almost",
    "c|ca .",
    "ABOUT",
)
_PARTIAL: Final = (
    "midway|halfway|partway|part -? way through|into",
    "a|the? half|most|much|part|parts|some|third of?",
)
_EXCLUDING: Final = (
    "except|excluding|excepting|besides|barring for? in|on|during|for?",
    "other than in|on|during|for?",
    "apart from in|on|during|for?",
    "not in|on|during",
)
"""Words before days that make them a limit, an estimate, a part, or what is left out."""

_PHRASES: Final[Mapping[str, Row]] = {
    "THIRD": (
        *((word, given(part)) for word, part in parts.THIRDS.items()),
        *((f"the {word} of", given(part)) for word, part in parts.THIRDS.items()),
        *((f"the {word} part|months of", given(part)) for word, part in parts.THIRDS.items()),
        ("the latter part|months of", given(parts.third(2))),
    ),
    "EDGE": tuple((f"the? very? {word} of", given(part)) for word, part in parts.EDGES.items()),
    "PART": (
        ("THIRD in|on|-?", same),
        ("THIRD", same),
        ("EDGE", same),
        ("end -", given(parts.edge(2))),
        ("start -", given(parts.edge(0))),
        ("the? WHICH half of|in", lambda _, n: parts.half(n)),
        ("the? latter half of|in", given(parts.half(2))),
        ("the? WHICH quarter of|in", lambda _, n: parts.quarter(n)),
        ("the? WHICH ONE_UNIT of|in", lambda _, n, unit: parts.counted(n, 1, unit)),
        ("the? WHICH COUNT UNIT of|in", lambda _, n, m, unit: parts.counted(n, m, unit)),
        ("the? WHICH few|couple|several? of? UNIT|weekend|weekends of|in", given(parts.vague)),
        ("the? weekend of", given(parts.vague)),
        ("the? WHICH LONG_WEEKDAY of|in", lambda _, n, day: parts.a_weekday(n, day)),
        ("the? rest|remainder of", lambda today: parts.rest(today, since=0)),
        ("later on? in?", lambda today: parts.rest(today, since=1)),
        ("earlier on? in?", lambda today: parts.rest(today, until=-1)),
        ("so far", lambda today: parts.rest(today, until=0)),
        ("all|throughout|whole of?", given(parts.whole)),
        ("the? whole|entirety|course|duration of", given(parts.whole)),
        ("the? week of|containing|around", given(parts.week_of())),
        ("the? week beginning|starting|commencing on?", given(parts.week_of(starts=True))),
        ("the? week ending on?", given(parts.week_of(ends=True))),
        ("the? LONG_WEEKDAY after|following", lambda _, day: parts.weekday_beside(day, 1)),
        ("the? LONG_WEEKDAY before|preceding", lambda _, day: parts.weekday_beside(day, -1)),
        (
            "the? WHICH LONG_WEEKDAY after|following",
            lambda _, n, day: parts.weekday_beside(day, n) if n > 0 else parts.vague,
        ),
        (
            "the? WHICH LONG_WEEKDAY before|preceding",
            lambda _, n, day: parts.weekday_beside(day, -abs(n)),
        ),
        ("the? WHICH ONE_UNIT after|before|following|preceding", given(parts.vague)),
        ("any|every|each day of|in|during", given(parts.whole)),
        ("at? any|some time|point|stage of|in|during", given(parts.whole)),
        ("anytime|sometime of|in|during", given(parts.whole)),
        ("the? eve of", given(parts.after(-1, A_DAY))),
        ("the? day after|following", given(parts.after(1, A_DAY))),
        ("the? day before|preceding", given(parts.after(-1, A_DAY))),
        ("COUNT UNIT after|from|following", lambda _, n, unit: parts.after(n, unit)),
        ("COUNT UNIT before|preceding", lambda _, n, unit: parts.after(-n, unit)),
    ),
    "SPAN": (
        ("PERIOD", same),
        ("PART the? PERIOD", part_of),
        ("EDGE UNIT", current),
        ("PART the UNIT", current),
        ("the? year -? end", lambda t: current(t, parts.edge(2), UNITS["year"])),
        (
            "the? rest|remainder of the UNIT",
            lambda t, unit: current(t, parts.rest(t, since=0), unit),
        ),
        ("later in the UNIT", lambda t, unit: current(t, parts.rest(t, since=1), unit)),
        ("year -? end YEAR", lambda _, year: When(year, parts=(parts.edge(2),))),
        (
            "end PERIOD",
            refuse("may be a part of it or what ends then: give the first and last day"),
        ),
    ),
    "MOMENT": (
        ("SPAN", same),
        ("PART the? SPAN", part_of),
    ),
    "MONTHS": (
        ("MONTH", month),
        ("MONTH_ALONE", month),
    ),
    "NUMBERED": (("the? DAY_NUMBER", same),),
    "STRETCH": (
        (f"MOMENT {_TO} in|on|at? MOMENT", from_to),
        ("MOMENT up to and including MOMENT", from_to),
        (f"MOMENT {_TO} DAY_NUMBER", refuse(NO_LAST_DAY)),
        ("between in|on? the? MOMENT and in|on? MOMENT", from_to),
        (
            f"WEEKDAY? ,? NUMBERED {_TO} WEEKDAY? ,? NUMBERED of? MONTH ,? YEAR?",
            lambda t, a, first, b, last, month, year: from_to(
                t,
                replace(day_of(first, month, year), weekday=a),
                replace(day_of(last, month, year), weekday=b),
            ),
        ),
        (
            "between NUMBERED and NUMBERED of? MONTH ,? YEAR?",
            lambda t, first, last, month, year: from_to(
                t, day_of(first, month, year), day_of(last, month, year)
            ),
        ),
        (
            f"MONTH NUMBERED {_TO} NUMBERED ,? YEAR?",
            lambda t, month, first, last, year: from_to(
                t, day_of(first, month, year), day_of(last, month, year)
            ),
        ),
        (
            "between MONTH NUMBERED and NUMBERED ,? YEAR?",
            lambda t, month, first, last, year: from_to(
                t, day_of(first, month, year), day_of(last, month, year)
            ),
        ),
        (
            "the? DAY_PAIR of|.? MONTH ,? YEAR?",
            lambda t, pair, month, year: from_to(
                t, day_of(pair[0], month, year), day_of(pair[1], month, year)
            ),
        ),
        (
            "MONTH DAY_PAIR ,? YEAR?",
            lambda t, month, pair, year: from_to(
                t, day_of(pair[0], month, year), day_of(pair[1], month, year)
            ),
        ),
        (
            f"MONTH {_TO} MONTH of|,? YEAR",
            lambda t, a, b, year: from_to(t, When(None, a), When(year, b)),
        ),
        (
            "between MONTH and MONTH of|,? YEAR",
            lambda t, a, b, year: from_to(t, When(None, a), When(year, b)),
        ),
        (
            f"THIRD -|part? {_TO} -? THIRD in|-? the? PERIOD",
            lambda t, a, b, when: from_to(t, part_of(t, a, when), part_of(t, b, when)),
        ),
    ),
    "LIST": (
        ("MOMENT and|& in|on? MOMENT", one_after_another),
        ("MOMENT , MOMENT ,? and|& MOMENT", one_after_another),
        ("MOMENT ,? or|/ in|on? MOMENT", refuse(SEVERAL)),
        (
            "NUMBERED and|& NUMBERED of? MONTH ,? YEAR?",
            lambda t, a, b, month, year: one_after_another(
                t, *(day_of(d, month, year) for d in (a, b))
            ),
        ),
        (
            "NUMBERED , NUMBERED ,? and|& NUMBERED of? MONTH ,? YEAR?",
            lambda t, a, b, c, month, year: one_after_another(
                t, *(day_of(d, month, year) for d in (a, b, c))
            ),
        ),
        (
            "MONTH NUMBERED and|& NUMBERED ,? YEAR?",
            lambda t, month, a, b, year: one_after_another(
                t, *(day_of(d, month, year) for d in (a, b))
            ),
        ),
        ("NUMBERED ,? or|/ NUMBERED of? MONTH ,? YEAR?", refuse(SEVERAL)),
        ("NUMBERED , NUMBERED ,? or NUMBERED of? MONTH ,? YEAR?", refuse(SEVERAL)),
        ("MONTH NUMBERED ,? or|/ NUMBERED ,? YEAR?", refuse(SEVERAL)),
        (
            "MONTH and|& MONTH of|,? YEAR",
            lambda t, a, b, year: one_after_another(t, When(year, a), When(year, b)),
        ),
        ("MONTH or|/ MONTH of|,? YEAR", refuse(SEVERAL)),
        ("THIRD or|/ THIRD in|-? the? PERIOD", refuse(SEVERAL)),
    ),
    "DAYS": (
        ("MOMENT", same),
        ("from|between|since? STRETCH", same),
        ("the? period from|between STRETCH", same),
        ("both? LIST", same),
    ),
    "UNSETTLED": (
        *((words, refuse(LIMIT)) for words in _LIMITING),
        *((words, refuse(NO_CERTAIN_DAY)) for words in _ROUGH),
        *((words, refuse(NO_CERTAIN_DAYS)) for words in _PARTIAL),
        *((words, refuse(EXCEPT)) for words in _EXCLUDING),
    ),
    "OPEN": (
        ("onward|onwards", refuse(LIMIT)),
        ("and|or later|after|afterwards|earlier|before|beyond|thereafter|since", refuse(LIMIT)),
        ("at the latest|earliest", refuse(LIMIT)),
        ("or so|thereabouts", refuse(NO_CERTAIN_DAY)),
        ("-? ish", refuse(NO_CERTAIN_DAY)),
    ),
    "PHRASE": (
        ("DAYS", same),
        ("as of today|now", relative.on),
        ("UNSETTLED the? DAYS", same),
        ("DAYS OPEN", lambda _, __, why: why),
        ("UNSETTLED the? DAYS OPEN", same),
        ("the? DAY_NUMBER .|de|of? FOREIGN .|de|,? YEAR?", refuse(FOREIGN)),
        ("FOREIGN DAY_NUMBER ,? YEAR?", refuse(FOREIGN)),
        ("FOREIGN de|,? YEAR", refuse(FOREIGN)),
        ("WORDED_YEAR", refuse(WORDED)),
        ("the? DAY_NUMBER? of? MONTH ,? WORDED_YEAR", refuse(WORDED)),
        ("MONTH the? DAY_NUMBER ,? WORDED_YEAR", refuse(WORDED)),
    ),
}

GRAMMAR: Final = Grammar(TERMINALS, {**PERIODS, **_PHRASES})
"""Its row ``PHRASE`` matches everything that means days, or looks so and means none."""
