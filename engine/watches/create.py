"""How a watch is made: every name resolved, every mistake told; and the secret of its notices."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from ..answers.mistakes import Mistakes
from ..base.errors import InputError
from ..base.words import nearest
from ..case.terms import Outcome
from ..engine import Engine
from ..store.uuid7 import uuid7
from .answers import AnswersOnDay, members_on
from .model import ABOUT_JOURNEYS, CONDITIONS, WITH_OUTCOMES, Watch, WatchAnswer, WatchRequest


def new_watch(
    engine: Engine, request: WatchRequest, *, owner: str = "", id: str | None = None
) -> tuple[Watch, dict[str, WatchAnswer]]:
    """Return a watch and the answers that it begins with, by place.

    ``owner``: whose it is; ``id``: by default a new one. Raises `InputError`, `UnknownName` or
    `SeveralMistakes` with all that cannot be used.

    >>> from safeconduct import Engine
    >>> request = WatchRequest(person="putin", condition="becomes", places=["Armenia"])
    >>> watch, answers = new_watch(Engine.load(), request)
    >>> watch.person, watch.places, watch.outcomes, sorted(answers)
    ('vladimir-putin', ('ARM',), ('must_arrest',), ['ARM'])
    """
    mistakes = Mistakes()
    person = mistakes.attempt(lambda: engine.person(request.person))
    places = [mistakes.attempt(partial(engine.place, one)) for one in request.places]
    profile = mistakes.attempt(lambda: engine.profile(request.profile))
    for check in (_condition, _hook):
        mistakes.attempt(partial(check, request))
    for about in (_outcomes, _organisation):
        mistakes.attempt(partial(about, engine, request))
    if request.until is not None and request.until < engine.clock():
        told = "has passed; a watch ends today or later"
        mistakes.add(InputError("until", request.until.isoformat(), told))
    mistakes.done()
    assert person is not None  # INVARIANT: else a mistake was raised
    assert profile is not None
    worst = engine.inference.question.severity[0]
    with_outcomes = request.condition in WITH_OUTCOMES
    watch = Watch(
        id=id or uuid7(),
        owner=owner,
        person=person.id,
        condition=request.condition,
        places=tuple(dict.fromkeys(one.id for one in places if one is not None)),
        organisation=request.organisation,
        outcomes=request.outcomes or ((worst,) if with_outcomes else ()),
        days=request.days,
        profile=profile.id,
        made_on=engine.clock(),
        until=request.until,
        hook=request.hook,
    )
    if watch.condition in ABOUT_JOURNEYS:
        return watch, {}
    return watch, AnswersOnDay(engine, engine.clock()).of_watch(watch)


def read_request(content: Mapping[str, Any]) -> WatchRequest:
    """Return what somebody asks for, from its parts by name.

    Raises `InputError` or `SeveralMistakes` with all that there is not or that is of another shape.

    >>> read_request({"person": "putin", "condition": "becomes"}).days
    3
    """
    try:
        return WatchRequest.model_validate({**content})
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
    mistakes = Mistakes()
    for one in found:
        name = str(one["loc"][0])[:60] if one["loc"] else "watch"
        if one["type"] == "extra_forbidden":
            near = nearest(name, PARTS, 1)
            told = "is not a part of a watch" + (f"; did you mean `{near[0]}`?" if near else "")
            mistakes.add(InputError(name, None, told, PARTS, code="unknown-parameter"))
        elif one["type"] == "missing":
            mistakes.add(InputError(name, None, "is missing", code="missing-value"))
        else:
            # Of the address of a receiver nothing is shown: it may hold a secret.
            shown = None if name == "hook" else str(one["input"])[:60]
            mistakes.add(InputError(name, shown, f"is not {_EXPECTED[name]}"))
    mistakes.done()
    raise AssertionError  # INVARIANT: what could not be read has a mistake


PARTS: Final = tuple(WatchRequest.model_fields)
_EXPECTED: Final = {
    "person": "a text of 1 to 200 characters",
    "condition": "a text",
    "places": "a list of at most 100 texts",
    "organisation": "a text of at most 100 characters",
    "outcomes": "a list of at most 10 texts",
    "days": "a whole number of days from 1 to 366",
    "profile": "a text of at most 100 characters",
    "until": "a day, YYYY-MM-DD",
    "hook": "an address of at most 2,000 characters",
}


def _condition(request: WatchRequest) -> None:
    if request.condition not in CONDITIONS:
        near = nearest(request.condition, CONDITIONS, 1)
        told = "is not a condition" + (f"; did you mean `{near[0]}`?" if near else "")
        raise InputError("condition", request.condition, told, CONDITIONS)


def _outcomes(engine: Engine, request: WatchRequest) -> None:
    valid = (*engine.inference.question.severity, Outcome.UNDETERMINED.value)
    for one in request.outcomes:
        if one not in valid:
            raise InputError("outcomes", one[:60], "is not an outcome", valid)
    if request.outcomes and request.condition in {"changes", "contested", "journey_passed"}:
        told = f"are not asked for where the condition is `{request.condition}`; leave them out"
        raise InputError("outcomes", None, told)


def _organisation(engine: Engine, request: WatchRequest) -> None:
    if request.organisation is None:
        return
    if request.places:
        raise InputError("organisation", None, "is given beside places; give one of them")
    known = tuple(sorted({one.organisation for one in engine.world.memberships}))
    if request.organisation not in known:
        shown = request.organisation[:60]
        raise InputError("organisation", shown, "is not an organisation on record", known)
    if not members_on(engine.world, request.organisation, engine.clock()):
        raise InputError("organisation", request.organisation, "has no member on record today")


def _hook(request: WatchRequest) -> None:
    """Refuse what is not an address for notices; nothing of it is shown, it may hold a secret."""
    if request.hook is None:
        return
    valid = ("https://HOST/PATH",)
    try:
        parts = urlsplit(request.hook)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise InputError("hook", None, "is not an address", valid) from None
    if parts.scheme not in {"https", "http"} or not host:
        raise InputError("hook", None, "is not an address that notices can be sent to", valid)
    if parts.username is not None or parts.password is not None:
        told = "has a user name or password in it; leave them out, notices are signed"
        raise InputError("hook", None, told, valid)
    if parts.fragment or not request.hook.isascii() or any(c <= " " for c in request.hook):
        told = "has a fragment, a space or letters outside ASCII; write it as it is sent"
        raise InputError("hook", None, told, valid)


PREFIX: Final = "whsec_"
_LENGTH: Final = 32


def new_secret() -> str:
    """Return a secret of 256 random bits, as a receiver is shown it once.

    >>> new_secret().startswith("whsec_"), len(secret_bytes(new_secret()))
    (True, 32)
    """
    return PREFIX + base64.b64encode(secrets.token_bytes(_LENGTH)).decode()


def secret_bytes(text: str) -> bytes:
    """Return the key that a secret stands for; raises `InputError`, which shows nothing of it."""
    try:
        if text.startswith(PREFIX):
            return base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        pass
    raise InputError("secret", None, "is not a secret of a webhook", ("whsec_BASE64",))
