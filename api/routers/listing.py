"""Lists of records and of rules: each is declared by one call, which makes its two routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from safeconduct import Engine
from safeconduct.answers import Mistakes

from .. import models
from ..parameters import LIMIT, OFFSET, Parameter, documented, read, whole_number
from ..problems import unknown_record
from ..responses import answer
from ..service import Service, service_of

Q: Final = Parameter(
    "q",
    "Only those of this name: exactly so named, else containing the text, else similar.",
    {"type": "string", "minLength": 1, "maxLength": 200},
    examples={"part of a name": "Put"},
    synonyms=("query", "search", "name"),
)


def collection(  # noqa: PLR0913  # all that a list may be said to be, named in one call
    router: APIRouter,
    kind: str,
    item: type[Any],
    summaries: tuple[str, str],
    table: Callable[[Engine], Mapping[str, Any]],
    *,
    view: Callable[[Any], object] = lambda one: one,
    page: type[BaseModel] | None = None,
    beside: Callable[[Engine], Mapping[str, object]] = lambda _: {},
    detail: type[BaseModel] | None = None,
    more: Callable[[Service, Any], Mapping[str, object]] = lambda _service, _one: {},
    find: Callable[[Engine, str], Any] | None = None,
    search: Callable[[Engine, str | None], Sequence[Any]] | None = None,
    plural: str = "",
) -> None:
    """Add the routes of a list, ``/{kind}s``, and of one entry, ``/{kind}s/{id}``.

    ``item``: the model of an entry, which ``view`` makes of what the ``table`` has. ``summaries``:
    what the list and the entry are. ``page``: the model of the list, if it says more than its
    entries, which ``beside`` gives; ``detail`` and ``more``: the same of an entry. ``find``: what
    finds an entry, by default its id; ``search``: what finds those of a name, if they have some.
    ``plural``: where the list is, if another word is.
    """
    path = f"/{plural or f'{kind}s'}"
    one_page = page or models.Page.of(kind, item)
    entry = detail or models.Detail.of(kind, item)
    parameters = (*([Q] if search else []), LIMIT, OFFSET)

    @router.get(
        path,
        operation_id=f"list{kind.title()}s",
        summary=summaries[0],
        response_model=one_page,
        openapi_extra=documented(*parameters),
    )
    def listed(request: Request) -> Response:
        service, mistakes = service_of(request), Mistakes()
        given = read(request, parameters, mistakes)
        limit = mistakes.attempt(lambda: whole_number(given, LIMIT)) or 0
        offset = mistakes.attempt(lambda: whole_number(given, OFFSET)) or 0
        found = mistakes.attempt(lambda: searched(service.engine, given.get(Q.name))) or ()
        mistakes.done()

        def body() -> BaseModel:
            return one_page(
                items=tuple(map(view, found[offset : offset + limit])),
                total=len(found),
                limit=limit,
                offset=offset,
                **beside(service.engine),
                **service.digests,
            )

        return answer(request, (given.get(Q.name), limit, offset), body)

    def searched(engine: Engine, text: str | None) -> Sequence[Any]:
        return search(engine, text) if search else tuple(table(engine).values())

    @router.get(
        f"{path}/{{id}}",
        operation_id=f"get{kind.title()}",
        summary=summaries[1],
        response_model=entry,
    )
    def got(request: Request, id: str) -> Response:
        read(request, ())
        service = service_of(request)
        engine = service.engine
        found = find(engine, id) if find else looked_up(kind, id, table(engine))

        def body() -> BaseModel:
            return entry(**{kind: view(found)}, **more(service, found), **service.digests)

        return answer(request, getattr(found, "id", id), body)


def looked_up(kind: str, id_: str, table: Mapping[str, Any]) -> Any:
    """Return the entry of that id, or end the request with a problem that says so."""
    if id_ not in table:
        raise unknown_record(kind, id_, table)
    return table[id_]
