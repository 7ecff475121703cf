"""Watches over HTTP: made, read, removed, sent again; their notices as JSON, Atom and a stream.

A watch belongs to the key that it was made with: for others it is not there.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from safeconduct import InputError
from safeconduct.answers import Mistakes
from safeconduct.watches import (
    Watch,
    WatchNotice,
    WatchOutbox,
    WatchRequest,
    WatchStore,
    new_secret,
    new_watch,
    read_request,
)

from ..access import key_of
from ..body import read_object
from ..media import JSON
from ..mounted import prefix_of
from ..parameters import Parameter, documented, read
from ..problems import unknown_record
from ..responses import of_now
from ..service import service_of
from ..settings import Settings
from ..streams import Streams
from ..turns import InTurn, take_turn
from ..watch_feeds import ATOM, EVENTS, atom_feed
from ..watch_models import (
    MadeWatch,
    NoticePage,
    NoticeTold,
    Replayed,
    WatchDetail,
    WatchLinks,
    WatchList,
)

_AFTER: Final = Parameter(
    "after",
    "Only notices whose number is greater.",
    {"type": "integer", "minimum": 0, "maximum": 2**62},
)
_LATEST: Final = 100
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": WatchRequest.model_json_schema()}},
    }
}
_STREAM: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Notices as they come; `Last-Event-ID` goes on after one of them",
        "content": {EVENTS: {"schema": {"type": "string"}}},
    }
}
_FEED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The latest notices", "content": {ATOM: {"schema": {"type": "string"}}}}
}


class _Watches:
    """The watches of whoever asks."""

    def __init__(self, store: WatchStore) -> None:
        self.store = store
        self.outbox = WatchOutbox(store.database)

    def own(self, request: Request, id_: str) -> Watch:
        """Return a watch of the caller; raises a problem if he has none of that id."""
        owner = key_of(request.scope) or ""
        found = self.store.watch(id_, owner)
        if found is None:
            raise unknown_record("watch", id_, [one.id for one in self.store.watches(owner)])
        return found

    def detail(self, request: Request, watch: Watch) -> dict[str, Any]:
        """Return what is told of a watch."""
        prefix = prefix_of(request.scope)
        return {
            "watch": watch,
            "sent": self.outbox.counts([watch.id]),
            "links": WatchLinks(
                notices=f"{prefix}/v1/watches/{watch.id}/notices",
                events=f"{prefix}/v1/watches/{watch.id}/events",
                atom=f"{prefix}/watches/{watch.id}.atom",
            ),
        }


def watches(store: WatchStore, settings: Settings) -> APIRouter:
    """Return the routes of watches."""
    router = APIRouter(tags=["watches"], route_class=InTurn)
    kept, streams = _Watches(store), Streams(settings.watch_streams)

    @router.post(
        "/v1/watches",
        operation_id="makeWatch",
        summary="Watch a person and places, and be told when it matters",
        status_code=201,
        response_model=MadeWatch,
        openapi_extra=_BODY,
    )
    async def make(request: Request) -> Response:
        mistakes = Mistakes()
        content = await read_object(request, mistakes)
        asked = mistakes.attempt(lambda: read_request(content))
        mistakes.done()
        assert asked is not None  # INVARIANT: else a mistake was raised

        def work() -> Response:
            engine = service_of(request).engine
            owner = key_of(request.scope) or ""
            watch, answers = new_watch(engine, asked, owner=owner)
            secret = new_secret() if watch.hook else None
            store.add(watch, answers, secret or "")
            made = MadeWatch(secret=secret, **kept.detail(request, watch))
            there = f"{prefix_of(request.scope)}/v1/watches/{watch.id}"
            return of_now(made, 201, {"Location": there})

        return await take_turn(request, work)

    @router.get(
        "/v1/watches", operation_id="listWatches", summary="Your watches", response_model=WatchList
    )
    def listed(request: Request) -> Response:
        read(request, ())
        own = store.watches(key_of(request.scope) or "")
        return of_now(WatchList(total=len(own), items=own))

    @router.get(
        "/v1/watches/{id}",
        operation_id="getWatch",
        summary="One watch, and how its notices fare",
        response_model=WatchDetail,
    )
    def one(request: Request, id: str) -> Response:
        read(request, ())
        return of_now(WatchDetail(**kept.detail(request, kept.own(request, id))))

    @router.delete(
        "/v1/watches/{id}",
        operation_id="removeWatch",
        summary="Remove a watch with its notices",
        status_code=204,
    )
    def remove(request: Request, id: str) -> Response:
        read(request, ())
        store.remove(kept.own(request, id).id)
        return Response(status_code=204)

    @router.post(
        "/v1/watches/{id}/replay",
        operation_id="replayWatch",
        summary="Send notices again: those that were given up, or all after a number",
        response_model=Replayed,
        openapi_extra=documented(_AFTER),
    )
    def replay(request: Request, id: str) -> Response:
        after = _number(read(request, (_AFTER,)).get("after"))
        count = kept.outbox.replay(kept.own(request, id).id, time.time(), after)
        return of_now(Replayed(notices=count))

    @router.get(
        "/v1/watches/{id}/notices",
        operation_id="listNotices",
        summary="What a watch was told, oldest first",
        response_model=NoticePage,
        openapi_extra=documented(_AFTER),
    )
    def notices(request: Request, id: str) -> Response:
        after = _number(read(request, (_AFTER,)).get("after")) or 0
        found = store.notices(kept.own(request, id).id, after, _LATEST)
        items = tuple(NoticeTold(**one.model_dump(exclude={"watch"})) for one in found)
        return of_now(NoticePage(items=items, next=items[-1].seq if items else after))

    @router.get(
        "/v1/watches/{id}/events",
        operation_id="streamNotices",
        summary="What a watch is told, as server-sent events",
        responses=_STREAM,
        response_class=StreamingResponse,
        openapi_extra=documented(_AFTER),
    )
    async def events(request: Request, id: str) -> Response:
        said = read(request, (_AFTER,)).get("after")
        after = _number(request.headers.get("last-event-id") or said) or 0
        watch = await take_turn(request, lambda: kept.own(request, id))

        def look(after: int) -> Sequence[WatchNotice] | None:
            if store.watch(watch.id, watch.owner) is None:
                return None
            return store.notices(watch.id, after, _LATEST)

        return streams.of(look, after)

    @router.get(
        "/watches/{id}.atom",
        operation_id="watchFeed",
        summary="The latest notices of a watch as an Atom feed",
        responses=_FEED,
        response_class=Response,
    )
    def feed(request: Request, id: str) -> Response:
        read(request, ())
        watch = kept.own(request, id)
        address = settings.address.rstrip("/") or str(request.base_url).rstrip("/")
        made = atom_feed(
            watch,
            store.notices(watch.id, limit=_LATEST, latest=True),
            f"{address}/watches/{watch.id}.atom",
        )
        return Response(made, headers={"Cache-Control": "no-cache"}, media_type=ATOM)

    return router


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise InputError("after", text[:60], "is not the number of a notice", ("0 or more",))
    return int(text)
