"""Bulk screening of files: CSV, NDJSON and Parquet, in and out."""

from .atomic import OutputFailed
from .formats import FORMATS, STANDARD
from .job import Counts, Progress, run
from .plan import Plan, plan

__all__ = ["FORMATS", "STANDARD", "Counts", "OutputFailed", "Plan", "Progress", "plan", "run"]
