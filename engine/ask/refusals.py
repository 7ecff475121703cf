"""Words that are understood well enough to know that the question cannot be answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from .errors import QuestionNotUnderstood
from .model import QuestionKind
from .tokens import Word
from .vocabulary import EXCLUDING, HOW, REFUSED, TIME

Error = Callable[[str], QuestionNotUnderstood]

NARROWS: Final = (
    "{word} is not understood, and may narrow what is asked about: leave it out, or name a region "
    "(Africa, Eastern Europe …) or an organisation (EU, BRICS …)"
)

_LEFT_OUT: Final = (
    "{word} leaves something out, which a plain question cannot: ask about a region, an "
    "organisation or all places"
)
_APART: Final = re.compile(
    r"\b(?:other than|apart from|aside from|but not|all but"
    r"|(?:any|every|no)(?:one|body|where) but)\b",
    re.IGNORECASE,
)


_PLACES: Final = "countr(?:y|ies)|states?|nations?|members?|places?|governments?|part(?:y|ies)"
_ONE: Final = (
    rf"(?:an?|the|any|some|every|each) (?!{_PLACES}\b)[\w-]+"
    "|(?:any|some|every|no)(?:one|body)|people|persons?|those"
)
_EVENT: Final = (
    r"withdraw\w*|leav\w+|left|quits?|quitting|war|elections?|death|dies|died|trial|resign\w*"
    r"|retire\w*|office|presidency|term"
)
_ABOUT_LAW: Final = frozenset(
    (QuestionKind.ARREST, QuestionKind.DUTY, QuestionKind.MAP, QuestionKind.MEMBERS)
)
_WORDINGS: Final[Mapping[str, tuple[str, frozenset[QuestionKind]]]] = {
    rf"\b(?:{_ONE}) (?:who|whom|that) (?:\w+ ){{1,4}}@p\b|\barrested for \w+ing @p\b": (
        "it is about somebody beside the person named: ask about one who is sought by the Court",
        _ABOUT_LAW,
    ),
    rf"\b(?:after|before|until|till|once|when|while) (?:(?:the|his|her|its|their|he|she|they|it"
    rf"|@l|@p|has|have|is|was) )*(?:\w+ ){{0,2}}?(?:{_EVENT})\b|\bno longer (?:in |the |a )*"
    r"(?:office|president|minister|head|leader)\b|\bas an? (?:former|ex)\b": (
        "it sets a time by an event: say on which day",
        _ABOUT_LAW,
    ),
    r"\bbefore (?:the |his |her |their |any |a )?(?:arrest )?warrants?\b": (
        "it is about the time before a warrant, of which no journeys are on record: say when",
        _ABOUT_LAW | {QuestionKind.PRACTICE},
    ),
    r"\b(?:not|never) (?:yet |ever |been |once )*(?:visit|travel|go|gone|been|fl[yoe]|sa[iy]d?\b"
    r"|comment|announce|declare|react)|\bsaid nothing\b|\b(?:nobody|no one)\b": (
        "it asks for what did not happen: only what happened is on record",
        frozenset((QuestionKind.PRACTICE,)),
    ),
    r"\bus (?:states?|governors?)\b": (
        "the states of the United States are not on record: ask about the United States",
        frozenset(QuestionKind),
    ),
    r"^when (?:will|does|is|would) @p (?!be\b)(?:\w+ ){0,3}?(?:visit|travel|go|going|fly|come)": (
        "whether and when somebody will travel is not on record: give a day",
        frozenset(QuestionKind),
    ),
    r"^(?!.*\b(?:arrest|detain|seiz|custody|jail|prison|surrender|hand|safe|risk|if)\w*)"
    r"(?:will|is|does) @p (?:\w+ ){0,3}?"
    r"(?:(?:visit|travel|go|fly|attend)(?:ing)?|com(?:e|ing))\b": (
        "whether somebody will travel is not on record: ask whether an arrest would follow there",
        _ABOUT_LAW,
    ),
}
"""Wordings that make another question of it: why, and of which kinds of questions."""


def refuse_wordings(plain: str, kind: QuestionKind, error: Error) -> None:
    """Raise what ``error`` makes for a wording that no answer of the kind would take up.

    ``plain``: the question in lower case, with marks in place of names.
    """
    for wording, (why, kinds) in _WORDINGS.items():
        if kind in kinds and re.search(wording, plain):
            raise error(why)


def refuse_exceptions(text: str, error: Error) -> None:
    """Raise what ``error`` makes if a question leaves somebody or some places out."""
    apart = _APART.search(text)
    if apart:
        raise error(_LEFT_OUT.format(word=repr(apart[0])))


def refuse_meanings(words: Iterable[Word], error: Error, *, there: bool) -> None:
    """Raise what ``error`` makes for a word that would make another question of it.

    ``there``: how the person is there is understood, of which a word such as `plane` is a part.
    """
    for word in words:
        if any(char.isdigit() for char in word.text) or word.key in TIME:
            raise error(f"{word.text!r} looks like a part of a date that is not understood")
        if word.key in HOW and not there:
            raise error(f"{word.text!r} says how the person is there, but not in known words")
        if word.key in EXCLUDING or word.key.startswith("non-"):
            raise error(_LEFT_OUT.format(word=repr(word.text)))
        for why, refused in REFUSED.items():
            if word.key in refused:
                raise error(f"{word.text!r} {why}")
