"""Where a point of the globe lies in the drawn world: Equal Earth, in units of the picture.

B. Šavrič, T. Patterson and B. Jenny, *The Equal Earth map projection* (2018), with the sphere in
place of the ellipsoid. `tools/build_map.py` draws the world by the same function.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Final

WIDTH: Final = 2000
"""How wide the picture is."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_ROOT: Final = sqrt(3) / 2
_SCALE: Final = WIDTH / (2 * 2.7066)
NORTH: Final = 1.3173 * _SCALE
"""How far the North Pole is above the Equator."""
SOUTH: Final = 1.235 * _SCALE
"""Where the picture ends below the Equator; most of the inner ice of Antarctica is left out."""


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point, degrees east and north, is in the picture: to the right and down.

    >>> x, y = projected(0, 0)
    >>> x, round(y)
    (1000.0, 487)
    """
    lon = radians(longitude)
    t = asin(_ROOT * sin(radians(latitude)))
    t2 = t * t
    t6 = t2**3
    x = lon * cos(t) / (_ROOT * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = t * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return WIDTH / 2 + x * _SCALE, NORTH - y * _SCALE
