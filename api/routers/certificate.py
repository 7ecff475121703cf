"""The certificate of the rules that give the answers."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from safeconduct.authoring import as_markdown

from .. import models
from ..media import JSON
from ..parameters import read
from ..problems import ProblemError
from ..responses import answer, preferred
from ..service import service_of
from ..turns import InTurn

router: Final = APIRouter(prefix="/v1", tags=["law"], route_class=InTurn)

MARKDOWN: Final = "text/markdown"

_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The certificate; as Markdown if that is what the Accept header asks for",
        "content": {MARKDOWN: {"schema": {"type": "string"}}},
    },
    304: {"description": "The caller has this answer already"},
}


@router.get(
    "/certificate",
    operation_id="certificate",
    summary="What was proved of these rules, how, and when",
    response_model=models.CertificateAnswer,
    responses=_RESPONSES,
)
def certificate(request: Request) -> Response:
    read(request, ())
    service = service_of(request)
    found = service.certificate
    if found is None:
        raise ProblemError("no-certificate", f"no certificate for these rules ({service.rules})")
    plain = preferred(request, (MARKDOWN,))

    def body() -> models.CertificateAnswer | str:
        if plain:
            return as_markdown(found)
        return models.CertificateAnswer(certificate=found, **service.digests)

    media_type = f"{plain}; charset=utf-8" if plain else JSON
    headers = {"Vary": "Accept"}
    return answer(request, found.made, body, media_type=media_type, headers=headers)
