"""What would follow along a journey."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from safeconduct.answers import Mistakes
from safeconduct.base import written
from safeconduct.itineraries import Itinerary, itinerary, question_of

from ..body import read_object
from ..responses import answer, preferred
from ..service import service_of
from ..turns import InTurn, take_turn

_LARGEST: Final = 9 * 2**20
"""A track of twenty thousand positions, and what is around it."""
_GEOJSON: Final = "application/geo+json"
_TEXT: Final = {"type": "string"}
_BODY: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "stops": {
            "type": "array",
            "maxItems": 50,
            "description": "Airports (`BUD`, `LHBP`, `airport:ARM`, a name), `place:ARM` for a "
            "place as a whole, or `latitude,longitude`; or objects with `at`, `on`, `presence` and "
            "`purpose`. By default the first and the last are `ground`, those between `airside`. "
            "With a `track` none are needed.",
            "items": {
                "oneOf": [
                    _TEXT,
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["at"],
                        "properties": dict.fromkeys(("at", "on", "presence", "purpose"), _TEXT),
                    },
                ]
            },
        },
        "person": _TEXT | {"description": "Who travels. Default: the places alone are told."},
        "on": _TEXT | {"description": "The first day, YYYY-MM-DD. Default: today (UTC)."},
        "purpose": _TEXT,
        "profile": _TEXT,
        "known_on": _TEXT,
        "state_aircraft": {
            "type": "boolean",
            "description": "It is flown in an aircraft of the traveller's State.",
        },
        "track": _TEXT | {"description": "Positions as they were flown: the text of a file."},
        "track_format": {"type": "string", "enum": ["geojson", "gpx", "kml", "csv"]},
        "diversions_km": {
            "type": "number",
            "exclusiveMinimum": 0,
            "maximum": 500,
            "description": "Tell the airports within so many kilometres of the way as well.",
        },
        "avoiding": {
            "type": "array",
            "maxItems": 300,
            "items": _TEXT,
            "description": "Lead each leg around what is named: `parties` to the Rome Statute, an "
            "outcome such as `must_arrest` (wherever it would follow after a landing), places, "
            "organisations. A place where the leg begins or ends cannot be avoided.",
        },
        "exposure_weight": {
            "type": "number",
            "minimum": 0.01,
            "maximum": 1000,
            "description": "Rather count a kilometre over them as so many more than forbid it.",
        },
        "landing_within_km": {
            "type": "number",
            "minimum": 100,
            "maximum": 10000,
            "description": "An airport outside of them is never farther from the way.",
        },
    },
}
_EXAMPLE: Final = {
    "stops": ["TLV", "JFK"],
    "person": "benjamin-netanyahu",
    "on": "2025-09-25",
    "diversions_km": 50,
}

router = APIRouter(prefix="/v1", tags=["questions"], route_class=InTurn)


@router.post(
    "/itineraries",
    operation_id="itinerary",
    summary="What would follow along a journey: stops, what is flown over, diversions, ways around",
    response_model=Itinerary,
    responses={200: {"content": {_GEOJSON: {"schema": {"type": "object"}}}}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _BODY, "example": _EXAMPLE}},
        }
    },
)
async def along(request: Request) -> Response:
    """Return the itinerary, the riskiest point first; by ``Accept`` as GeoJSON."""
    mistakes = Mistakes()
    content = await read_object(request, mistakes, _LARGEST)
    asked = question_of(content, mistakes)
    engine = service_of(request).engine
    form = preferred(request, (_GEOJSON,))

    def told() -> Response:
        found = itinerary(engine, asked, mistakes)
        key = engine.clock(), asked
        if form is not None:
            return answer(request, key, lambda: written(found.geojson()), media_type=_GEOJSON)
        return answer(request, key, lambda: found)

    return await take_turn(request, told)
