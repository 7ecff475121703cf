"""Mistakes that anybody may report, without an account; and the page of what was corrected."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from safeconduct import InputError
from safeconduct.answers import Mistakes
from safeconduct.live import MistakeReport

from .. import parameters
from ..access import writer_of
from ..body import LARGEST, read_object
from ..corrections import feed
from ..following import Allowance
from ..media import is_of_program
from ..models import Digests
from ..mounted import prefix_of
from ..pages.render import HTML, render
from ..parameters import LIMIT, OFFSET, page_of
from ..problems import ProblemError, mistake_of, problem_of, shown
from ..responses import answer, of_now
from ..service import Service, service_of
from ..turns import take_turn
from .live import corrections, live_of

_ATOM: Final = "application/atom+xml"
_SHOWN: Final = 100
"""So many corrections are on the page and in the feed."""
_TRAP: Final = "website"
"""A field of the form that nobody sees; who fills it in is a program."""
_FIELDS: Final = ("about", "text", "source")


class ReportedMistake(BaseModel):
    """A mistake that somebody reports; neither a name nor an address is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    about: str = Field(
        "", max_length=500, description="a page or a record", examples=["/persons/joseph-kony"]
    )
    text: Annotated[str, StringConstraints(min_length=10, max_length=4000)] = Field(
        description="what is wrong, and what would be right"
    )
    source: str = Field(
        "", max_length=500, description="where it can be looked up", examples=["https://…"]
    )


class ReportReceipt(BaseModel):
    """A report that was taken; it is read before anything of it is shown."""

    id: str
    at: str


class ReportList(Digests):
    """A page of the reports, the latest first."""

    items: tuple[MistakeReport, ...]
    total: int
    limit: int
    offset: int


def reports(service: Service) -> APIRouter:
    """Return the routes of reports and of the pages about corrections."""
    router = APIRouter()
    allowance = Allowance(service.settings.reports)

    @router.post(
        "/v1/reports",
        tags=["records"],
        operation_id="reportMistake",
        summary="Report a mistake in the records; nobody needs an account for it",
        status_code=201,
        response_model=ReportReceipt,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": ReportedMistake.model_json_schema()}},
            }
        },
    )
    async def report(request: Request) -> Response:
        live_of(service_of(request))
        mistakes = Mistakes()
        values = await read_object(request, mistakes)
        mistakes.done()
        taken = await _taken(request, allowance, values)
        return of_now(ReportReceipt(id=taken.id, at=taken.at), 201)

    @router.get(
        "/v1/reports",
        tags=["records"],
        operation_id="listReports",
        summary="The mistakes that were reported, with a key that may write",
        response_model=ReportList,
        openapi_extra=parameters.documented(LIMIT, OFFSET),
    )
    async def listed(request: Request) -> Response:
        writer_of(request.scope)
        service = service_of(request)
        live = live_of(service)
        limit, offset = page_of(request)
        total, items = await take_turn(request, lambda: live.reports.page(limit, offset))
        return of_now(
            ReportList(items=items, total=total, limit=limit, offset=offset, **service.digests)
        )

    @router.get("/report", include_in_schema=False)
    def form(request: Request) -> Response:
        service = service_of(request)
        about = request.query_params.get("about", "")[:500]
        key = ("report", service.engine.clock(), about)
        return answer(request, key, lambda: _form(request, {"about": about}), media_type=HTML)

    @router.post("/report", include_in_schema=False)
    async def sent(request: Request) -> Response:
        live_of(service_of(request))
        values = await _fields(request)
        if values.pop(_TRAP, ""):  # it is told what all are told, and nothing is kept
            return _page(_form(request, {}, done=True), 200)
        try:
            await _taken(request, allowance, values)
        except ProblemError as problem:
            told = [one.message for one in problem.mistakes] or [problem.detail]
            status = 400 if problem.mistakes else 429
            return _page(_form(request, values, wrong=told), status)
        return _page(_form(request, {}, done=True), 200)

    @router.get("/corrections", include_in_schema=False)
    def page(request: Request) -> Response:
        if is_of_program(request.scope):
            address = f"{prefix_of(request.scope)}/v1/corrections"
            return RedirectResponse(address, 303, {"Vary": "Accept"})
        service = service_of(request)
        today = service.engine.clock()

        def body() -> str:
            total, items = corrections(service, _SHOWN)
            return render("corrections.html", request, today, items=items, total=total)

        return answer(request, ("corrections", service.revision, today), body, media_type=HTML)

    @router.get("/corrections.atom", include_in_schema=False)
    def atom(request: Request) -> Response:
        service = service_of(request)

        def body() -> bytes:
            _, items = corrections(service, _SHOWN)
            compiled = service.engine.world.reach["record"].until
            return feed(items, service.address, compiled)

        return answer(request, ("atom", service.revision), body, media_type=_ATOM)

    return router


async def _taken(
    request: Request, allowance: Allowance, values: dict[str, object]
) -> MistakeReport:
    """Keep a report; raises a problem with every mistake, or that there were too many."""
    try:
        made = ReportedMistake.model_validate(values)
    except ValidationError as error:
        found = [_wrong(one["loc"], one["msg"], one["input"]) for one in error.errors()]
        raise problem_of([mistake_of(one) for one in found]) from None
    caller = request.client.host if request.client else ""
    wait = allowance.wait(caller)
    if wait:
        detail = "this address reported several mistakes within the hour; try again later"
        raise ProblemError("reports-full", detail, headers={"Retry-After": str(wait)})
    live = live_of(service_of(request))
    about, text, source = map(_clean, (made.about, made.text, made.source))
    return await take_turn(request, lambda: live.reports.add(about, text, source))


def _wrong(loc: tuple[int | str, ...], message: str, value: object) -> InputError:
    name = ".".join(map(str, loc))
    known = name in _FIELDS
    given = shown(str(value))[:60] if known and isinstance(value, str) else None
    told = f"{message[:1].lower()}{message[1:]}" if known else "is not a field of a report"
    return InputError(shown(name)[:60] or "body", given, told, () if known else _FIELDS)


async def _fields(request: Request) -> dict[str, object]:
    """Return what a form says."""
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST:
            raise ProblemError("body-too-large", f"the body has more than {LARGEST} bytes")
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        raise ProblemError("invalid-body", "the body is not that of the form") from None
    return dict(pairs)


def _clean(text: str) -> str:
    return "".join(
        one
        for one in text.encode("utf-8", "replace").decode()
        if one.isprintable() or one in "\n\t"
    )


def _form(
    request: Request,
    typed: dict[str, object],
    *,
    wrong: list[str] | None = None,
    done: bool = False,
) -> str:
    service = service_of(request)
    return render(
        "report.html",
        request,
        service.engine.clock(),
        typed={name: str(typed.get(name, "")) for name in _FIELDS},
        wrong=wrong or [],
        done=done,
        live=service.live is not None,
    )


def _page(text: str, status: int) -> Response:
    return Response(text, status, {"Cache-Control": "no-store"}, HTML)
