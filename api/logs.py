"""One line for each request, for machines or for people; never a query, which names persons."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Mapping
from typing import Any, Final

import structlog

REQUEST: Final = "safeconduct.request"
"""Where a request's scope has its id."""

_ID: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")


def request_id(given: bytes | None) -> str:
    """Return the id that a caller gave his request, or a new one."""
    if given is not None and _ID.fullmatch(given):
        return given.decode()
    return f"{random.getrandbits(64):016x}"  # no secret: it finds a line in the log


def request_log(form: str) -> Any:
    """Return what logs requests on standard error as ``json`` or ``text``, ``None`` for ``off``."""
    if form == "off":
        return None
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _renderer(form),
        ],
    )


def log_config() -> dict[str, Any]:
    """Return how a server logs all else, so that every line is JSON: for `logging`."""
    before = [
        structlog.stdlib.add_logger_name,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    after = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer("json")]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "whole": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before,
                "processors": after,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "whole"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def _renderer(form: str) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer()
    return structlog.processors.LogfmtRenderer(
        key_order=["timestamp", "level", "event"], drop_missing=True
    )


def told(seen: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is logged of a request: no more than a line, and nothing that breaks it."""
    return {
        name: value[:200].encode("unicode_escape").decode() if isinstance(value, str) else value
        for name, value in seen.items()
    }
