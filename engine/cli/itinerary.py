"""The command that tells what would follow along a journey."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from .help import one_of
from .options import Json, asking
from .parts import Asked

if TYPE_CHECKING:
    from ..geography.parse import TrackFormat

_FORMATS: Final[dict[str, TrackFormat]] = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpx": "gpx",
    ".kml": "kml",
}


@asking("on", "purpose", "profile", "known_on")
@one_of(("as_json", "geojson"))
def itinerary(
    asked: Asked,
    stops: Annotated[
        list[str],
        typer.Argument(
            metavar="STOP ...",
            help="Where the journey begins and ends: airports (BUD, or a name), place:HUN, or "
            "latitude,longitude. With --track none are needed.",
            default_factory=list,
        ),
    ],
    via: Annotated[
        list[str] | None,
        typer.Option("--via", metavar="STOP", help="A stop on the way; may be repeated, in order."),
    ] = None,
    traveller: Annotated[
        str | None,
        typer.Option("--person", metavar="PERSON", help="Who travels. Default: places alone."),
    ] = None,
    state_aircraft: Annotated[
        bool, typer.Option("--state-aircraft", help="It is flown in an aircraft of the State.")
    ] = False,
    track: Annotated[
        Path | None,
        typer.Option(
            "--track",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Positions as they were flown (GeoJSON, GPX, KML, CSV), in place of the shortest "
            "line.",
        ),
    ] = None,
    diversions: Annotated[
        float | None,
        typer.Option(
            "--diversions", metavar="KM", help="Tell the airports within KM of the way as well."
        ),
    ] = None,
    avoiding: Annotated[
        list[str] | None,
        typer.Option(
            "--avoiding",
            metavar="WHAT",
            help="Lead it around parties, an outcome (must_arrest), a place or an organisation; "
            "may be repeated.",
        ),
    ] = None,
    weight: Annotated[
        float | None,
        typer.Option(
            "--weight",
            metavar="NUMBER",
            help="Rather count a kilometre over them as so many more than forbid it.",
        ),
    ] = None,
    landing_within: Annotated[
        float | None,
        typer.Option(
            "--landing-within",
            metavar="KM",
            help="Keep an airport outside of them within KM of the way.",
        ),
    ] = None,
    geojson: Annotated[bool, typer.Option("--geojson", help="Print it as GeoJSON.")] = False,
    as_json: Json = False,
) -> None:
    """Say what would follow along a journey: stops, what is flown over, diversions, ways around."""
    from .output import print_json, say

    first, *rest = stops or [""]
    found = asked.engine.itinerary(
        [first, *(via or ()), *rest] if stops else [],
        person=traveller,
        state_aircraft=state_aircraft,
        track=None if track is None else _text(track),
        track_format="csv" if track is None else _FORMATS.get(track.suffix.casefold(), "csv"),
        diversions_km=diversions,
        avoiding=tuple(avoiding or ()),
        exposure_weight=weight,
        landing_within_km=landing_within,
        **asked.question,
    )
    if geojson:
        print_json(found.geojson())
    elif as_json:
        print_json(found.model_dump(mode="json"))
    else:
        say(found.explain())


def _text(path: Path) -> str:
    from ..base.text_files import read_text

    return read_text(path, file=str(path))
