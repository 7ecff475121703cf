"""Records that change while the service runs: written with a key, read by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from safeconduct.answers import Mistakes
from safeconduct.live import CheckedChange, LiveEntry, RecordChange, archive, change_of

from .. import parameters
from ..access import writer_of
from ..body import read_object
from ..corrections import Correction, Corrections, EntryList
from ..following import Follower
from ..parameters import LIMIT, OFFSET, Parameter, page_of
from ..problems import ProblemError
from ..responses import answer, of_now
from ..service import SERVICE, Service, service_of
from ..turns import take_turn

if TYPE_CHECKING:
    from safeconduct.live import Live  # it needs an extra

CHECK: Final = Parameter(
    "check",
    "`true`: only tell what would change; nothing is kept.",
    {"type": "boolean", "default": False},
)
WORLD: Final = Parameter(
    "world",
    "The digest that the records had; by default as they are.",
    {"type": "string", "minLength": 64, "maxLength": 64, "pattern": "^[0-9a-f]{64}$"},
)
_ZIP: Final = "application/zip"
_BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": RecordChange.model_json_schema(ref_template="#/components/schemas/{model}"),
            "example": {
                "action": "retract",
                "kind": "visits",
                "id": "the-id-of-a-journey",
                "reason": "The newspaper withdrew its report.",
                "wrong": "There was no such journey.",
                "since": "2026-10-01",
            },
        }
    },
}

router: Final = APIRouter(prefix="/v1", tags=["records"])


def live_of(service: Service) -> Live:
    """Return the live records of a service; raises a problem if it has none."""
    if service.live is None:
        detail = "there is no database of live records here (SAFECONDUCT_LIVE)"
        raise ProblemError("no-live-records", detail)
    return service.live


@router.post(
    "/records",
    operation_id="changeRecord",
    summary="Add, correct or retract a record; with a key that may write",
    status_code=201,
    response_model=LiveEntry,
    responses={200: {"model": CheckedChange, "description": "What would change (`check=true`)"}},
    openapi_extra={**parameters.documented(CHECK), "requestBody": _BODY},
)
async def change_record(request: Request) -> Response:
    who = writer_of(request.scope)
    service, mistakes = service_of(request), Mistakes()
    live = live_of(service)
    given = parameters.read(request, (CHECK,), mistakes)
    check = given.get(CHECK.name, "false")
    if check not in {"true", "false"}:
        mistakes.attempt(lambda: _not_a_choice(check))
    values = await read_object(request, mistakes, beside=(CHECK.name,))
    mistakes.done()
    change = change_of(values)
    seconds = service.settings.live_seconds
    if check == "true":
        return of_now(await take_turn(request, lambda: live.check(change, seconds=seconds)))
    entry = await take_turn(request, lambda: live.accept(change, who, seconds=seconds))
    follower: Follower = request.app.state.follower
    request.scope[SERVICE] = follower.take_over()
    return of_now(entry, 201)


def _not_a_choice(value: str) -> None:
    raise parameters.RequestError(
        CHECK.name, value[:60], "check: is true or false", ("true", "false")
    )


@router.get(
    "/records/log",
    operation_id="listEntries",
    summary="What was added, corrected and retracted, the latest first",
    response_model=EntryList,
    openapi_extra=parameters.documented(LIMIT, OFFSET),
)
def log(request: Request) -> Response:
    service = service_of(request)
    limit, offset = page_of(request)

    def body() -> BaseModel:
        total, items = _entries(service, limit, offset)
        return EntryList(
            items=items,
            total=total,
            limit=limit,
            offset=offset,
            live=service.live is not None,
            **service.digests,
        )

    return answer(request, (service.revision, limit, offset), body)


@router.get(
    "/records/export",
    operation_id="exportRecords",
    summary="All records as files that `safeconduct records check` takes, as they are or were",
    response_class=Response,
    responses={200: {"content": {_ZIP: {}}, "description": "The files as one archive"}},
    openapi_extra=parameters.documented(WORLD),
)
async def exported(request: Request) -> Response:
    service = service_of(request)
    given = parameters.read(request, (WORLD,))
    digest, now = given.get(WORLD.name, service.world), service.engine.world
    other = None if digest == now.digest else live_of(service)
    content = await take_turn(request, lambda: archive(other.at(digest) if other else now))
    headers = {"Content-Disposition": f'attachment; filename="records-{digest[:12]}.zip"'}
    return answer(request, digest, lambda: content, media_type=_ZIP, headers=headers)


@router.get(
    "/corrections",
    operation_id="listCorrections",
    summary="What was wrong in the records, since when, and which answers that changed",
    response_model=Corrections,
    openapi_extra=parameters.documented(LIMIT, OFFSET),
)
def listed_corrections(request: Request) -> Response:
    service = service_of(request)
    limit, offset = page_of(request)

    def body() -> BaseModel:
        total, items = corrections(service, limit, offset)
        return Corrections(items=items, total=total, limit=limit, offset=offset, **service.digests)

    return answer(request, (service.revision, limit, offset), body)


def corrections(
    service: Service, limit: int, offset: int = 0
) -> tuple[int, tuple[Correction, ...]]:
    """Return how many corrections there are, and some of them, the latest first."""
    total, items = _entries(service, limit, offset, corrections=True)
    return total, tuple(map(Correction.of, items))


def _entries(
    service: Service, limit: int, offset: int, *, corrections: bool = False
) -> tuple[int, tuple[LiveEntry, ...]]:
    if service.live is None:
        return 0, ()
    return service.live.entries(limit, offset, until=service.revision, corrections=corrections)
