"""The grammar of days: a phrase is a stretch, a moment, or one of them with words that unsettle it.

Each row of templates uses the rows above it. The readings are in `when`, `parts` and `relative`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from . import parts, relative
from .reader import Grammar
from .terminals import TERMINALS
from .when import (
    AMBIGUOUS,
    NO_CERTAIN_DAY,
    NO_CERTAIN_DAYS,
    NO_YEAR,
    SEVERAL,
    Days,
    Part,
    Unclear,
    When,
    refused,
    stretch,
    together,
)
from .words import UNITS

_SEASON: Final = "is not at the same time everywhere: give the months"
_WEEKS: Final = "is not counted in one way: write 2024-W36 for a week of ISO 8601, or give the days"
_FISCAL: Final = "does not begin on the same day everywhere: give the first and the last day"
_MIDNIGHT: Final = "may be the beginning or the end of the day: give the day without the hour"
_LIMIT: Final = "is a limit, not a day: give the day, or from one day to another"
_EXCEPT: Final = "leaves days out: give the days that are meant"
_AGAIN: Final = "comes again and again: give a day"
_FOREIGN: Final = "names a month in another language: write it in English"
_WORDED: Final = "has a year in words: write it in digits"
_DAY: Final = UNITS["day"]

_Row = Sequence[tuple[str, Callable[..., Any]]]


def _no(why: str) -> Callable[..., When]:
    return lambda *_: refused(why)


def _same(_: date, value: Any = True, *__: Any) -> Any:
    return value


def _given(value: Any) -> Callable[..., Any]:
    return lambda *_: value


def _dated(_: date, day: int, month: int, year: int | None = None) -> When:
    return When(year, month, day)


def _american(_: date, month: int, day: int, year: int | None = None) -> When:
    return When(year, month, day)


def _weekday(_: date, weekday: int, when: When) -> When | None:
    return replace(when, weekday=weekday) if when.day is not None or when.why else None


def _month(_: date, month: int, year: int | None = None) -> When:
    return When(year, month)


def _of_year(part: Part, year: int | None) -> When:
    return When(year, of_year=lambda y: parts.year_part(part, y))


def _iso_week(_: date, year: int, week: tuple[int, int | None]) -> When:
    def days() -> Days:
        number, day = week
        try:
            first = date.fromisocalendar(year, number, day or 1)
        except ValueError:
            raise Unclear("this week does not exist in the calendar") from None
        return first, first if day else first + timedelta(days=6)

    return relative.clear(days)


def _decade(_: date, year: int) -> When:
    return When(days=(date(year, 1, 1), date(year + 9, 12, 31)))


def _feast(_: date, rule: str, year: int | None = None) -> When:
    for church, method in (("easter", EASTER_WESTERN), ("orthodox", EASTER_ORTHODOX)):
        if rule.startswith((f"{church}+", f"{church}-")):
            shift = timedelta(days=int(rule.removeprefix(church)))
            return When(year, of_year=lambda y: (easter(y, method) + shift,) * 2)
    month, _mark, day = rule.partition("-")
    return When(year, int(month), int(day)) if month.isdecimal() else refused(rule)


def _part(_: date, part: Part, when: When) -> When:
    return replace(when, parts=(*when.parts, part))


def _current(today: date, part: Part, unit: tuple[str, int]) -> When | None:
    """Return `the end of the year`: of this one, unless that is over."""
    name = {1: "month", 3: "quarter", 12: "year"}.get(unit[1]) if unit[0] == "months" else None
    if name is None:
        return refused(NO_CERTAIN_DAYS)
    when = _part(today, part, relative.period(today, 0, name))
    days = relative.clear(when.resolve)
    return refused(NO_CERTAIN_DAY) if days.days and days.days[1] < today else days


def _stretch(_: date, first: When, last: When) -> When:
    return relative.clear(lambda: stretch(first, last))


def _together(_: date, *days: When) -> When:
    return relative.clear(lambda: together(*days))


def _days(day: int, month: int, year: int | None) -> When:
    return When(year, month, day)


def _rows() -> dict[str, _Row]:
    third = {word: parts.third(number) for word, number in parts.THIRDS.items()}
    edge = {word: parts.edge(number) for word, number in parts.EDGES.items()}
    daytime = "morning|afternoon|evening|night|dawn|dusk|noon|midday"
    separator = "to|until|till|til|through|thru|-"
    return {
        "STEPPED": (
            ("the? STEP calendar? year", lambda today, step: today.year + step),
            ("the year after next", lambda today: today.year + 2),
            ("the year before last", lambda today: today.year - 2),
        ),
        "YEAR": (("YEAR_NUMBER", _same), ("SHORT_YEAR", _same), ("STEPPED", _same)),
        "TIME": (
            ("CLOCK", _same),
            ("CLOCK am|pm", _same),
            ("CLOCK a|p . m .?", _same),
            ("CLOCK z|utc|gmt|cet|cest", _same),
            ("CLOCK +|- CLOCK", _same),
            ("DAY_NUMBER am|pm", _same),
            ("DAY_NUMBER a|p . m .?", _same),
            ("noon|midday", _given(True)),
        ),
        "DATE": (
            ("DIGITS", _same),
            ("the? DAY_NUMBER of|-|/|.? MONTH ,|-|/|of|in|.? YEAR", _dated),
            ("the? DAY_NUMBER of|-|/? MONTH -|/? TWO_DIGITS", _dated),
            ("the? DAY_NUMBER of|-|.? MONTH", _dated),
            ("MONTH the? DAY_NUMBER ,|-|/|of|in? YEAR", _american),
            ("MONTH the? DAY_NUMBER", _american),
            ("MONTH - TWO_DIGITS", _no(AMBIGUOUS)),
            ("YEAR_NUMBER ,|-|/? MONTH -|/? DAY_NUMBER", lambda _, y, m, d: When(y, m, d)),
            ("the? DAY_NUMBER .|/|-? ROMAN .|/|-? YEAR_NUMBER", _dated),
            ("the? DAY_NUMBER of? the? STEP month", relative.day_of_month),
            ("FEAST of|in|,? YEAR", _feast),
            ("FEAST", _feast),
            ("this|next|last FEAST", _no(NO_YEAR)),
        ),
        "DAY": (
            ("DATE", _same),
            ("WEEKDAY ,? on? the? DATE", _weekday),
            ("DATE ,|(? a? LONG_WEEKDAY )?", lambda t, when, day: _weekday(t, day, when)),
            ("at|, TIME ,? on|of? the? DATE", lambda _, __, when: when),
            ("TIME ,? on|of? the? DATE", lambda _, __, when: when),
            ("DATE t|at|,? TIME", lambda _, when, __: when),
            (f"DATE ,? in|at? the? {daytime}", _same),
            (f"the? {daytime} of|on the? DATE", _same),
            ("DATE ,? at? midnight", _no(_MIDNIGHT)),
            ("at? midnight on|of? the? DATE", _no(_MIDNIGHT)),
        ),
        "NEAR": (
            ("today|tonight|now|currently|presently|nowadays", lambda today: relative.on(today)),
            ("right now", lambda today: relative.on(today)),
            ("at? the? present", lambda today: relative.on(today)),
            ("at the|this moment", lambda today: relative.on(today)),
            (f"this {daytime}", lambda today: relative.on(today)),
            ("these days", lambda today: relative.on(today)),
            ("tomorrow", lambda today: relative.shifted(today, 1, _DAY)),
            ("yesterday", lambda today: relative.shifted(today, -1, _DAY)),
            ("last night", lambda today: relative.shifted(today, -1, _DAY)),
            ("STEP LONG_WEEKDAY", relative.weekday_near),
            ("LONG_WEEKDAY|WEEKDAY_ALONE", _no(NO_CERTAIN_DAY)),
            ("LONG_WEEKDAY week|fortnight", _no(NO_CERTAIN_DAY)),
            ("LONG_WEEKDAY after|before next|last", _no(NO_CERTAIN_DAY)),
            ("this|the? coming LONG_WEEKDAY", relative.weekday_coming),
            ("this LONG_WEEKDAY coming", relative.weekday_coming),
            ("LONG_WEEKDAY|WEEKDAY_ALONE ,? of? STEP week", lambda t, day, step: relative.in_week(t, day, step)),
            ("STEP week ,? on? LONG_WEEKDAY", lambda t, step, day: relative.in_week(t, day, step)),
        ),
        "HOUR": (
            ("NEAR", _same),
            ("NEAR ,? at? TIME", _same),
            ("NEAR ,? at? midnight", _no(_MIDNIGHT)),
            (f"NEAR ,? in|at? the? {daytime}", _same),
            ("TIME ,? on? NEAR", lambda _, __, when: when),
        ),
        "AROUND": (
            ("the next|last UNIT", _no(NO_CERTAIN_DAYS)),
            ("this coming weekend", lambda today: relative.period(today, 0, "weekend")),
            ("the? STEP week", lambda today, step: relative.period(today, step, "week")),
            ("the? STEP weekend", lambda today, step: relative.period(today, step, "weekend")),
            ("the? STEP calendar? month", lambda today, step: relative.period(today, step, "month")),
            ("the? STEP quarter", lambda today, step: relative.period(today, step, "quarter")),
            ("the week after next", lambda today: relative.period(today, 2, "week")),
            ("the week before last", lambda today: relative.period(today, -2, "week")),
            ("the month after next", lambda today: relative.period(today, 2, "month")),
            ("the month before last", lambda today: relative.period(today, -2, "month")),
            ("STEP decade|century|season|term", _no(NO_CERTAIN_DAYS)),
            ("at|on|over|every? the weekend", _no(NO_CERTAIN_DAY)),
            ("the? following|same week|weekend|month|year", _no(NO_CERTAIN_DAYS)),
        ),
        "COUNTED": (
            ("in COUNT UNIT time?", relative.shifted),
            ("COUNT UNIT from now|today", relative.shifted),
            ("COUNT UNIT hence|today", relative.shifted),
            ("COUNT UNIT ago|back today?", lambda today, n, unit: relative.shifted(today, -n, unit)),
            ("within the? next|coming? COUNT UNIT", relative.within),
            ("in|over|during? the next|coming COUNT UNIT", relative.within),
            (
                "in|within|over|during? the last|past|previous COUNT UNIT",
                lambda today, n, unit: relative.within(today, -n, unit),
            ),
        ),
        "AMOUNT": (
            ("COUNT UNIT or|and|, COUNT|half UNIT?", _same),
            ("COUNT UNIT and a half", _same),
            ("COUNT or|to|-|and COUNT|half UNIT", _same),
            ("COUNT and a half UNIT", _same),
            ("half a|an UNIT", _same),
            ("a|the? few|several|some|many|couple of? UNIT", _same),
        ),
        "SIDE": (
            ("ago|back|hence|later|earlier|time", _same),
            ("from now|today", _same),
            ("before|after|from|following DAY|NEAR", _same),
        ),
        "ROUGHLY": (
            # `In a week or two`, `a year and a half ago`, `in a few weeks`: no day follows.
            ("AMOUNT SIDE", _no(NO_CERTAIN_DAY)),
            ("in|within AMOUNT time?", _no(NO_CERTAIN_DAY)),
            ("in|within|over|during? the? next|coming|last|past AMOUNT", _no(NO_CERTAIN_DAYS)),
            ("the? coming|past|recent|following UNIT", _no(NO_CERTAIN_DAYS)),
            ("in the? near|distant|foreseeable? future", _no(NO_CERTAIN_DAY)),
            ("in the past", _no(NO_CERTAIN_DAY)),
            ("one|some day", _no(NO_CERTAIN_DAY)),
            ("at some point|time|stage", _no(NO_CERTAIN_DAY)),
            ("COUNT UNIT later|earlier|afterwards|beforehand", _no(NO_CERTAIN_DAY)),
            ("COUNT UNIT on|from LONG_WEEKDAY", _no(NO_CERTAIN_DAY)),
            ("within COUNT UNIT of", _no(NO_CERTAIN_DAY)),
        ),
        "PERIOD": (
            ("DAY", _same),
            ("HOUR", _same),
            ("AROUND", _same),
            ("COUNTED", _same),
            ("ROUGHLY", _same),
            ("the? month|months? of? MONTH of|,|-|/|in? YEAR", _month),
            ("YEAR_NUMBER ,|-|/? MONTH_ALONE", lambda _, year, month: When(year, month)),
            ("the? month? of? MONTH_ALONE", _month),
            ("this|next|last MONTH_ALONE", _no(NO_YEAR)),
            ("BARE_YEAR", lambda _, year: When(year)),
            ("SHORT_YEAR", lambda _, year: When(year)),
            ("STEPPED", lambda _, year: When(year)),
            ("the? calendar? year of? YEAR", lambda _, year: When(year)),
            ("the? fiscal|financial|academic|school|tax year YEAR?", _no(_FISCAL)),
            ("fy YEAR", _no(_FISCAL)),
            ("QUARTER of|in|,|-|/? YEAR", lambda _, n, year: _of_year(parts.quarter(n), year)),
            ("HALF of|in|,|-|/? YEAR", lambda _, n, year: _of_year(parts.half(n), year)),
            ("QUARTER_YEAR", lambda _, pair: _of_year(parts.quarter(pair[0]), pair[1])),
            ("YEAR_NUMBER ,|-|/? QUARTER", lambda _, year, n: _of_year(parts.quarter(n), year)),
            ("YEAR_NUMBER ,|-|/? HALF", lambda _, year, n: _of_year(parts.half(n), year)),
            ("QUARTER", lambda _, n: _of_year(parts.quarter(n), None)),
            ("HALF", lambda _, n: _of_year(parts.half(n), None)),
            ("the? WHICH quarter", lambda _, n: _of_year(parts.quarter(n), None)),
            ("the WHICH half", lambda _, n: _of_year(parts.half(n), None)),
            ("the? WHICH quarter YEAR", lambda _, n, year: _of_year(parts.quarter(n), year)),
            ("the? WHICH half YEAR", lambda _, n, year: _of_year(parts.half(n), year)),
            ("the? WHICH and|or|to|through WHICH quarter|quarters|half|halves of? YEAR?", _no(NO_CERTAIN_DAYS)),
            ("YEAR_NUMBER -? WEEK", _iso_week),
            ("calendar? week DAY_NUMBER of|in|,? YEAR?", _no(_WEEKS)),
            ("the? SEASON of|in|,|-? YEAR", _no(_SEASON)),
            ("the? SEASON of|in? DIGITS", _no(_SEASON)),
            ("YEAR_NUMBER SEASON", _no(_SEASON)),
            ("SEASON_ALONE", _no(_SEASON)),
            ("the? STEP SEASON", _no(_SEASON)),
            ("the? DECADE", _decade),
            ("the twenties|thirties|forties|nineties|noughties", _no(NO_CERTAIN_DAYS)),
            ("the? WHICH century", _no(NO_CERTAIN_DAYS)),
            ("every|each MONTH|LONG_WEEKDAY|UNIT|SEASON|weekend", _no(_AGAIN)),
            ("the? turn of the? YEAR", _no(NO_CERTAIN_DAYS)),
            ("the? turn of the year YEAR?", _no(NO_CERTAIN_DAYS)),
        ),
        "THIRD": (
            *((word, _given(part)) for word, part in third.items()),
            *((f"the {word} of", _given(part)) for word, part in third.items()),
            *((f"the {word} part|months of", _given(part)) for word, part in third.items()),
            ("the latter part|months of", _given(parts.third(2))),
        ),
        "EDGE": tuple((f"the? very? {word} of", _given(part)) for word, part in edge.items()),
        "PART": (
            ("THIRD in|on|-?", _same),
            ("THIRD", _same),
            ("EDGE", _same),
            ("end -", _given(parts.edge(2))),
            ("start -", _given(parts.edge(0))),
            ("the? WHICH half of|in", lambda _, n: parts.half(n)),
            ("the? latter half of|in", _given(parts.half(2))),
            ("the? WHICH quarter of|in", lambda _, n: parts.quarter(n)),
            ("the? WHICH UNIT of|in", lambda _, n, unit: parts.counted(n, 1, unit)),
            ("the? WHICH COUNT UNIT of|in", parts_counted),
            ("the? WHICH LONG_WEEKDAY of|in", lambda _, n, day: parts.a_weekday(n, day)),
            ("the? rest|remainder of", lambda today: parts.rest(today, since=0)),
            ("later on? in?", lambda today: parts.rest(today, since=1)),
            ("earlier on? in?", lambda today: parts.rest(today, until=-1)),
            ("so far", lambda today: parts.rest(today, until=0)),
            ("all|throughout|whole of?", _given(lambda days: days)),
            ("the? whole|entirety|course|duration of", _given(lambda days: days)),
            ("the? week of|containing|around", _given(parts.week_of())),
            ("the? week beginning|starting|commencing on?", _given(parts.week_of(starts=True))),
            ("the? week ending on?", _given(parts.week_of(ends=True))),
            ("the? LONG_WEEKDAY after|following", lambda _, day: parts.weekday_beside(day, 1)),
            ("the? LONG_WEEKDAY before|preceding", lambda _, day: parts.weekday_beside(day, -1)),
            ("the? eve of", _given(parts.after(-1, _DAY))),
            ("the? day after|following", _given(parts.after(1, _DAY))),
            ("the? day before|preceding", _given(parts.after(-1, _DAY))),
            ("COUNT UNIT after|from|following", lambda _, n, unit: parts.after(n, unit)),
            ("COUNT UNIT before|preceding", lambda _, n, unit: parts.after(-n, unit)),
        ),
        "SPAN": (
            ("PERIOD", _same),
            ("PART the? PERIOD", _part),
            ("EDGE the? UNIT", _current),
            ("the? end of|- UNIT", lambda t, unit: _current(t, parts.edge(2), unit)),
            ("the? year -? end", lambda t: _current(t, parts.edge(2), UNITS["year"])),
            ("the? rest|remainder of the UNIT", lambda t, unit: _current(t, parts.rest(t, since=0), unit)),
            ("later in the UNIT", lambda t, unit: _current(t, parts.rest(t, since=1), unit)),
            ("year -? end YEAR", lambda _, year: When(year, parts=(parts.edge(2),))),
            ("end PERIOD", _no("may be a part of it or what ends then: give the first and last day")),
        ),
        "MOMENT": (
            ("SPAN", _same),
            ("PART the? SPAN", _part),
        ),
        "MONTHS": (
            ("MONTH", _month),
            ("MONTH_ALONE", _month),
        ),
        "NUMBERED": (("the? DAY_NUMBER", _same),),
        "STRETCH": (
            (f"MOMENT {separator} in|on|at? MOMENT", _stretch),
            ("MOMENT up to and including MOMENT", _stretch),
            ("between in|on? the? MOMENT and in|on? MOMENT", _stretch),
            (
                f"WEEKDAY? ,? NUMBERED {separator} WEEKDAY? ,? NUMBERED of? MONTH ,? YEAR?",
                lambda t, a, first, b, last, month, year: _stretch(
                    t,
                    replace(_days(first, month, year), weekday=a),
                    replace(_days(last, month, year), weekday=b),
                ),
            ),
            (
                "between NUMBERED and NUMBERED of? MONTH ,? YEAR?",
                lambda t, first, last, month, year: _stretch(
                    t, _days(first, month, year), _days(last, month, year)
                ),
            ),
            (
                f"MONTH NUMBERED {separator} NUMBERED ,? YEAR?",
                lambda t, month, first, last, year: _stretch(
                    t, _days(first, month, year), _days(last, month, year)
                ),
            ),
            (
                "between MONTH NUMBERED and NUMBERED ,? YEAR?",
                lambda t, month, first, last, year: _stretch(
                    t, _days(first, month, year), _days(last, month, year)
                ),
            ),
            (
                "the? DAY_PAIR of|.? MONTH ,? YEAR?",
                lambda t, pair, month, year: _stretch(
                    t, _days(pair[0], month, year), _days(pair[1], month, year)
                ),
            ),
            (
                "MONTH DAY_PAIR ,? YEAR?",
                lambda t, month, pair, year: _stretch(
                    t, _days(pair[0], month, year), _days(pair[1], month, year)
                ),
            ),
            (
                f"MONTH {separator} MONTH of|,? YEAR",
                lambda t, a, b, year: _stretch(t, When(None, a), When(year, b)),
            ),
            (
                "between MONTH and MONTH of|,? YEAR",
                lambda t, a, b, year: _stretch(t, When(None, a), When(year, b)),
            ),
            (
                f"THIRD -|part? {separator} -? THIRD in|-? the? PERIOD",
                lambda t, a, b, when: _stretch(t, _part(t, a, when), _part(t, b, when)),
            ),
        ),
        "LIST": (
            ("MOMENT and|& in|on? MOMENT", _together),
            ("MOMENT , MOMENT ,? and|& MOMENT", _together),
            ("MOMENT ,? or|/ in|on? MOMENT", _no(SEVERAL)),
            (
                "NUMBERED and|& NUMBERED of? MONTH ,? YEAR?",
                lambda t, a, b, month, year: _together(t, *(_days(d, month, year) for d in (a, b))),
            ),
            (
                "NUMBERED , NUMBERED ,? and|& NUMBERED of? MONTH ,? YEAR?",
                lambda t, a, b, c, month, year: _together(
                    t, *(_days(d, month, year) for d in (a, b, c))
                ),
            ),
            (
                "MONTH NUMBERED and|& NUMBERED ,? YEAR?",
                lambda t, month, a, b, year: _together(t, *(_days(d, month, year) for d in (a, b))),
            ),
            ("NUMBERED ,? or|/ NUMBERED of? MONTH ,? YEAR?", _no(SEVERAL)),
            ("NUMBERED , NUMBERED ,? or NUMBERED of? MONTH ,? YEAR?", _no(SEVERAL)),
            ("MONTH NUMBERED ,? or|/ NUMBERED ,? YEAR?", _no(SEVERAL)),
            (
                "MONTH and|& MONTH of|,? YEAR",
                lambda t, a, b, year: _together(t, When(year, a), When(year, b)),
            ),
            ("MONTH or|/ MONTH of|,? YEAR", _no(SEVERAL)),
            ("THIRD or|/ THIRD in|-? the? PERIOD", _no(SEVERAL)),
        ),
        "DAYS": (
            ("MOMENT", _same),
            ("from|between|since? STRETCH", _same),
            ("the? period from|between STRETCH", _same),
            ("both? LIST", _same),
        ),
        "UNSETTLED": (
            ("in? the? run -? up to", _no(_LIMIT)),
            ("in? the? runup|buildup to", _no(_LIMIT)),
            ("in? the? build|lead -? up to", _no(_LIMIT)),
            ("leading up? to", _no(_LIMIT)),
            ("ahead|short of", _no(_LIMIT)),
            ("up to and? including?", _no(_LIMIT)),
            ("as of|from", _no(_LIMIT)),
            ("starting|beginning|commencing|effective from|on|in|with|as? of?", _no(_LIMIT)),
            ("as early|late as", _no(_LIMIT)),
            ("no|not earlier|later|sooner|before|after than?", _no(_LIMIT)),
            ("earlier|later|sooner than", _no(_LIMIT)),
            (
                "shortly|just|soon|right|immediately|directly|long|well|days|weeks|months|years"
                " before|after|prior|following to?",
                _no(_LIMIT),
            ),
            ("any|some time before|after|prior to?", _no(_LIMIT)),
            ("anytime|sometime before|after|prior to?", _no(_LIMIT)),
            ("in? the? days|weeks|months|years before|after|following|preceding|around|of|since", _no(_LIMIT)),
            ("in? the? week|month|year|weekend before|after|following|preceding", _no(_LIMIT)),
            ("in? the wake|aftermath of", _no(_LIMIT)),
            ("pre|post -", _no(_LIMIT)),
            ("beyond|past|towards|toward|following|preceding|through", _no(_LIMIT)),
            ("around|circa|approximately|roughly|approx|near|nearly|almost", _no(NO_CERTAIN_DAY)),
            ("midway|halfway|partway|part -? way through|into", _no(NO_CERTAIN_DAYS)),
            ("c|ca .", _no(NO_CERTAIN_DAY)),
            ("ABOUT", _no(NO_CERTAIN_DAY)),
            ("except|excluding|excepting|besides|barring for? in|on|during|for?", _no(_EXCEPT)),
            ("other than in|on|during|for?", _no(_EXCEPT)),
            ("apart from in|on|during|for?", _no(_EXCEPT)),
            ("not in|on|during", _no(_EXCEPT)),
        ),
        "OPEN": (
            ("onward|onwards", _no(_LIMIT)),
            ("and|or later|after|afterwards|earlier|before|beyond|thereafter|since", _no(_LIMIT)),
            ("at the latest|earliest", _no(_LIMIT)),
            ("or so|thereabouts", _no(NO_CERTAIN_DAY)),
            ("-? ish", _no(NO_CERTAIN_DAY)),
        ),
        "PHRASE": (
            ("DAYS", _same),
            ("as of today|now", lambda today: relative.on(today)),
            ("UNSETTLED the? DAYS", lambda _, why, when: why),
            ("DAYS OPEN", lambda _, when, why: why),
            ("UNSETTLED the? DAYS OPEN", lambda _, why, *__: why),
            ("the? DAY_NUMBER .|de|of? FOREIGN .|de|,? YEAR?", _no(_FOREIGN)),
            ("FOREIGN DAY_NUMBER ,? YEAR?", _no(_FOREIGN)),
            ("FOREIGN de|,? YEAR", _no(_FOREIGN)),
            ("WORDED_YEAR", _no(_WORDED)),
            ("the? DAY_NUMBER? of? MONTH ,? WORDED_YEAR", _no(_WORDED)),
            ("MONTH the? DAY_NUMBER ,? WORDED_YEAR", _no(_WORDED)),
        ),
    }


def parts_counted(_: date, number: int, count: int, unit: tuple[str, int]) -> Part:
    """Return the first, last … so many units."""
    return parts.counted(number, count, unit)


GRAMMAR: Final = Grammar(TERMINALS, _rows())
"""Its row ``PHRASE`` matches everything that means days, or looks so and means none."""
