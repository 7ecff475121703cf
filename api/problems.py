"""Problem documents (RFC 9457) and how exceptions become them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast
from urllib.parse import quote

import orjson
from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from safeconduct import (
    EvaluatorDisagreement,
    InputError,
    MissingExtra,
    SafeconductError,
    SeveralMistakes,
    TooManyUnknowns,
    UnknownName,
)
from safeconduct.base import counted, listing, nearest
from safeconduct.live import LiveBusy, LiveFailed, RecordRefused, ReportsFull

from .catalogue import KINDS
from .models import Mistake, Near, Problem
from .mounted import prefix_of
from .pages.problem import DID_YOU_MEAN, FOLDERS, PAGES, Way, is_for_people, problem_page
from .pages.render import HTML
from .service import service_of

_LOG: Final = logging.getLogger(__name__)
MEDIA_TYPE: Final = "application/problem+json"
_AGAIN: Final = {"Retry-After": "10"}
REFUSED: Final = "safeconduct.refused"
"""Where a request's scope has the `ProblemError` with which it is answered, whatever it asks."""


@dataclass(eq=False)
class ProblemError(Exception):
    """Ends the request with a problem document; ``mistakes`` are all that were found.

    ``ways`` lead on from the page that a browser gets, by what they are called together.
    """

    code: str
    detail: str
    mistakes: Sequence[Mistake] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, Sequence[Way]] = field(default_factory=dict)


def mistake_of(error: InputError | UnknownName, wanted: str = "/v1/wanted") -> Mistake:
    """Return an engine's error about one value as an entry of ``errors``.

    ``wanted``: where it is listed who is sought.
    """
    if isinstance(error, UnknownName):
        return Mistake(
            field=error.field,
            code=error.code,
            value=shown(error.value),
            message=f"{error}; {wanted} lists who is" if error.nobody else str(error),
            suggestions=tuple(
                Near(id=near.id, name=near.name, score=near.score, why=near.why)
                for near in error.suggestions
            ),
        )
    return Mistake(
        field=error.field,
        code=error.code,
        value=None if error.value is None else shown(error.value),
        message=str(error),
        allowed=error.allowed,
    )


def problem_of(mistakes: Sequence[Mistake], most: int = 20) -> ProblemError:
    """Return one problem for all mistakes found: 404 if only names are unknown, else 400.

    At most so many are told, the others counted.
    """
    codes = {mistake.code for mistake in mistakes}
    code = codes.pop() if len(codes) == 1 else "several-mistakes"
    if len(mistakes) == 1:
        return ProblemError(code, mistakes[0].message, mistakes)
    told = mistakes[:most]
    numbered = "; ".join(f"({n}) {one.message}" for n, one in enumerate(told, 1))
    more = f"; and {len(mistakes) - most:,} more" if len(mistakes) > most else ""
    return ProblemError(code, f"{counted(len(mistakes), 'mistake')}: {numbered}{more}", told)


def shown(text: str) -> str:
    """Return text that can be written as UTF-8, at a length fit for an error."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return text.encode("utf-8", "replace").decode()


_LONGEST: Final = 200


async def respond_to(scope: Scope, receive: Receive, send: Send, problem: ProblemError) -> None:
    """Send the problem document for a request that has not come to the application."""
    await respond(Request(scope), problem)(scope, receive, send)


def respond(request: Request, problem: ProblemError) -> Response:
    """Return the problem document for a request."""
    kind = KINDS[problem.code]
    headers = {"Cache-Control": "no-store", **problem.headers}
    if is_for_people(request) and service_of(request).travel:
        page = problem_page(request, kind.title, problem.detail, problem.mistakes, problem.ways)
        return Response(page, kind.status or 500, headers, HTML)
    query = f"?{request.url.query}" if request.url.query else ""
    body = Problem(
        type=f"{prefix_of(request.scope)}/problems/{kind.code}",
        title=kind.title,
        status=kind.status or 500,
        detail=problem.detail,
        instance=f"{request.url.path}{query}"[:_LONGEST_INSTANCE],
        errors=tuple(problem.mistakes),
    )
    return Response(
        orjson.dumps(body.model_dump(mode="json")),
        body.status,
        headers,
        MEDIA_TYPE,
    )


_LONGEST_INSTANCE: Final = 2000


def _near_pages(path: str) -> list[Way]:
    """Return pages with nearly that address: of one thing, which knows its ids, or lists."""
    first, _, rest = path.strip("/").partition("/")
    folders = nearest(first, FOLDERS)
    if folders and (rest or first == folders[0]):
        here = "/".join(filter(None, (folders[0], rest.partition("/")[0])))
        return [Way(shown(f"/{here}"), quote(here))]
    return [Way(PAGES[one], one) for one in nearest(path.strip("/"), PAGES, 2)]


def unknown_record(
    kind: str, id_: str, known: Iterable[str], way: Callable[[str], Way] | None = None
) -> ProblemError:
    """Return what to raise for an id that does not exist: the nearest, or those that contain it.

    ``way``: the page of an id, where there is one.
    """
    ids, part = tuple(known), id_.strip().casefold()
    near = nearest(id_, ids, 3) or [one for one in ids if part and part in one.casefold()][:3]
    detail = f"there is no {kind} with the id {shown(id_)!r}"
    if near:
        detail += f"; did you mean {listing([f'`{one}`' for one in near], 'or')}?"
    ways = {DID_YOU_MEAN: [way(one) for one in near]} if way else {}
    return ProblemError("unknown-record", detail, ways=ways)


def install(app: FastAPI) -> None:
    """Answer every kind of exception with a problem document."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(SafeconductError, _on_engine_error)
    app.add_exception_handler(HTTPException, _on_http_error)


async def _on_problem(request: Request, error: Exception) -> Response:
    return respond(request, cast("ProblemError", error))


async def _on_engine_error(request: Request, error: Exception) -> Response:
    return respond(request, told_as_problem(error, service_of(request).settings.mistakes))


def told_as_problem(error: Exception, most: int, wanted: str = "/v1/wanted") -> ProblemError:
    """Return an engine's error as a problem, with at most so many mistakes; raises any other."""
    match error:
        case InputError() | UnknownName():
            return problem_of([mistake_of(error, wanted)])
        case RecordRefused(mistakes=mistakes):
            told = problem_of([mistake_of(one, wanted) for one in mistakes], most)
            return ProblemError(error.code, told.detail, told.mistakes)
        case ReportsFull() | LiveBusy():
            return ProblemError(error.code, str(error), headers=_AGAIN)
        case LiveFailed():
            _LOG.error("%s", error)
            detail = "the log of the service has the particulars; nothing was changed"
            return ProblemError(error.code, detail, headers=_AGAIN)
        case SeveralMistakes(mistakes=mistakes):
            return problem_of([mistake_of(one, wanted) for one in mistakes], most)
        case TooManyUnknowns() | EvaluatorDisagreement() | MissingExtra():
            return ProblemError(error.code, str(error))
        case SafeconductError(code="watches-failed"):  # it names a machine and a database
            _LOG.error("%s", error)
            detail = "the watches cannot be read or written now; the log of the service says why"
            return ProblemError(error.code, detail, headers={"Retry-After": "5"})
    raise error


async def _on_http_error(request: Request, error: Exception) -> Response:
    error = cast("HTTPException", error)
    if error.status_code == 405:
        methods = _methods(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": methods})
        problem = ProblemError(
            "method-not-allowed",
            f"{request.method} is not possible here; possible: {methods}",
            headers={"Allow": methods},
        )
    else:
        problem = _no_such_path(request)
    return respond(request, problem)


def _methods(request: Request) -> str:
    """Return what is possible at the request's path: several routes may lie there."""
    here = (one for one in request.app.state.routes if one.matches(request.scope)[0] != Match.NONE)
    methods = set().union({"OPTIONS"}, *(one.methods for one in here))
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))


def _no_such_path(request: Request) -> ProblemError:
    prefix = prefix_of(request.scope)
    path = request.url.path.removeprefix(prefix)
    told = f"there is nothing at {shown(request.url.path)!r}"
    if is_for_people(request) and service_of(request).travel:
        return ProblemError("not-found", told, ways={DID_YOU_MEAN: _near_pages(path)})
    near = nearest(path[:_LONGEST], request.app.state.paths)
    hint = (
        f"did you mean {prefix}{near[0]}?"
        if near
        else f"the routes are listed in {prefix}/openapi.json"
    )
    return ProblemError("not-found", f"{told}; {hint}")
