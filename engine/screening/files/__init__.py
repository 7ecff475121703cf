"""Bulk screening of files: CSV, NDJSON and Parquet, in and out."""

from __future__ import annotations

from ...base.extras import require_extra

require_extra("screen", "safeconduct.screening.files")

from .atomic import OutputFailed  # noqa: E402
from .formats import FORMATS, STANDARD  # noqa: E402
from .job import Progress, RowCounts, run  # noqa: E402
from .plan import Plan, plan  # noqa: E402

__all__ = ["FORMATS", "STANDARD", "OutputFailed", "Plan", "Progress", "RowCounts", "plan", "run"]
