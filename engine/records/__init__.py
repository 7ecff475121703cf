"""Records: dated, sourced facts, read into an immutable world."""

from .load import check_records, load_world
from .prebuilt import build_prebuilt
from .tables import Tables
from .world import World

__all__ = ["Tables", "World", "build_prebuilt", "check_records", "load_world"]
