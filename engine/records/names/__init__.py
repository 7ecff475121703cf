"""Names: exact resolution of persons and places, and suggestions when there is none."""

from .fold import fold
from .index import NameEntry, NameIndex, PlaceAliases
from .persons import NamedPerson, single_question_names
from .places import NamedPlace
from .resolver import NOBODY, Match, Resolver

__all__ = [
    "NOBODY",
    "Match",
    "NameEntry",
    "NameIndex",
    "NamedPerson",
    "NamedPlace",
    "PlaceAliases",
    "Resolver",
    "fold",
    "single_question_names",
]
