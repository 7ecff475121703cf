"""The whole world as arrays of integers: every person, place and day, and what is asked of them."""

from __future__ import annotations

from ...base.extras import require_extra

require_extra("screen", "safeconduct.screening.index")

from .load import index_of, load_index  # noqa: E402
from .model import Index  # noqa: E402

__all__ = ["Index", "index_of", "load_index"]
