"""Names: exact resolution of persons and places, and suggestions when there is none."""

from .fold import fold
from .index import Entry, NameIndex, PlaceAliases
from .resolver import Match, Resolver

__all__ = ["Entry", "Match", "NameIndex", "PlaceAliases", "Resolver", "fold"]
