"""Pictures made on the server: an SVG as PNG, with letters that are shipped."""

from __future__ import annotations

from functools import cache
from importlib import resources
from textwrap import wrap
from typing import Final

from ..apart import apart

PNG: Final = "image/png"
"""The media type of a picture."""
_FONTS: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif-Bold.ttf")


@cache
def _fonts() -> list[str]:
    folder = resources.files("safeconduct.api").joinpath("static", "fonts")
    return [str(folder.joinpath(name)) for name in _FONTS]


def png(svg: str, width: int) -> bytes:
    """Return an SVG as PNG; no font and no file of the machine is read.

    That takes up to a second in which nothing else could be done here, not even in other threads:
    so it is done in a process of its own.
    """
    return apart(_rendered, svg, width)


def _rendered(svg: str, width: int) -> bytes:
    import resvg_py  # most who run the service never ask for a picture

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=_fonts(),
        serif_family="DejaVu Serif",
        sans_serif_family="DejaVu Sans",
    )


def lines(text: str, longest: int, most: int) -> list[str]:
    """Return a text in lines of at most ``longest`` letters; what is too much is cut."""
    found = wrap(text, longest)
    if len(found) > most:
        found = [*found[: most - 1], found[most - 1][: longest - 1].rstrip(" ,;") + "…"]
    return found
