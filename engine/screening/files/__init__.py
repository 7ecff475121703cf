"""Bulk screening of files: CSV, NDJSON and Parquet, in and out."""

from .atomic import OutputFailed
from .formats import FORMATS, STANDARD
from .job import Progress, RowCounts, run
from .plan import Plan, plan

__all__ = ["FORMATS", "STANDARD", "OutputFailed", "Plan", "Progress", "RowCounts", "plan", "run"]
