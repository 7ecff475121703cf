"""A search as people write it, made into one that the log understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from ..answers.mistakes import Mistakes
from ..base.dates import day_of
from ..base.errors import InputError, UnknownName
from ..base.words import near
from ..engine import Engine
from ..store.uuid7 import is_uuid
from .log import DecisionLog
from .model import DecisionSearch
from .reader import MOST_READ

_LONGEST: Final = 200
_USUAL: Final = 100


def search_of(
    given: Mapping[str, str],
    engine_of: Callable[[], Engine],
    log: DecisionLog,
    mistakes: Mistakes,
) -> DecisionSearch:
    """Return what is sought by ``given``, texts by the names of the parts of `DecisionSearch`.

    ``before`` is called ``cursor`` here. A person and a place are named as in a question, or by the
    id that they have in the log; ``engine_of`` gives what knows names. Every mistake is added to
    ``mistakes``. Raises `LogFailed`.
    """
    found: dict[str, Any] = {}
    for name in ("person", "place"):
        if name in given:
            read = partial(_named, name, given[name], engine_of(), log)
            found[name] = mistakes.attempt(read) or ""
    for name, known_of in (("outcome", _outcomes), ("question", _questions)):
        if name in given:
            read = partial(_one_of, name, given[name], known_of(engine_of()), log)
            found[name] = mistakes.attempt(read) or ""
    days: list[date | None] = [
        mistakes.attempt(partial(day_of, given[name], name, date.min)) if name in given else None
        for name in ("since", "until")
    ]
    since, until = days
    if since and until and since > until:
        told, right = f"lies before `since`, {since}", (f"{since} or later",)
        mistakes.add(InputError("until", str(until), told, right))
    caller, cursor = given.get("caller", ""), given.get("cursor", "")
    if len(caller) > _LONGEST:
        told = f"has more than {_LONGEST} characters"
        mistakes.add(InputError("caller", caller[:60], told))
    if cursor and not is_uuid(cursor):
        right = ("the `next` of the page before",)
        mistakes.add(InputError("cursor", cursor[:60], "is not where a page ended", right))
    return DecisionSearch(
        **found,
        since=since,
        until=until,
        caller=caller.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        before=cursor,
        limit=mistakes.attempt(partial(_limit, given.get("limit"))) or _USUAL,
    )


def _limit(text: str | None) -> int:
    if text is None:
        return _USUAL
    right = (f"1 to {MOST_READ}",)
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError("limit", text[:60], "is not a whole number", right)
    if not 1 <= int(text) <= MOST_READ:
        raise InputError("limit", text, "is out of range", right)
    return int(text)


def _named(name: str, text: str, engine: Engine, log: DecisionLog) -> str:
    """Return the id that a name means: of the records of today, or as it stands in the log."""
    try:
        return engine.person(text).id if name == "person" else engine.place(text).id
    except (InputError, UnknownName):
        if _is_short(text) and log.has(name, text):
            return text
        raise


def _one_of(name: str, text: str, known: tuple[str, ...], log: DecisionLog) -> str:
    if text in known or (_is_short(text) and log.has(name, text)):
        return text
    hint = near(text[:60], known)
    told = f"is not one of the values{f'; {hint}' if hint else ''}"
    raise InputError(name, text[:60], told, known)


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and "\0" not in text


def _outcomes(engine: Engine) -> tuple[str, ...]:
    travel = (
        one
        for table in engine.rulebase.questions.values()
        if not table.asked
        for one in (*table.severity, "undetermined")
    )
    others = (one for put in engine.questions.values() for one in put.outcomes)
    return tuple(dict.fromkeys((*travel, *others)))


def _questions(engine: Engine) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*engine.rulebase.questions, *engine.questions)))
