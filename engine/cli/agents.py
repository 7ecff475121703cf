"""Runs the MCP server; the engine does not know what is in it, only what it is called."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import typer
import uvicorn

from ..base.errors import InputError
from ..engine import Engine
from .serve import BACKLOG, CONNECTION, address_of, bind

_SERVING: Final = "safeconduct.api.mcp.serving"
_HERE: Final = "127.0.0.1"
_PORT: Final = 8001
_HOST: Final = re.compile(r"[\w.-]{1,253}|\[[0-9a-f:]{2,39}\]", re.ASCII | re.IGNORECASE)


def run_stdio(records: Path | None, rules: Sequence[Path]) -> None:
    """Answer on standard output what comes on standard input, until it ends.

    Whatever is said besides the protocol goes to standard error. Raises `RecordsError`,
    `RulesError`, `BundleRefused` or `LiveFailed` before anything is read.
    """
    _log_warnings()
    serving = import_module(_SERVING)
    with suppress(KeyboardInterrupt):
        serving.serve_stdio(_engine(records, rules))


def run_http(
    host: str | None,
    port: int | None,
    hosts: Sequence[str],
    records: Path | None,
    rules: Sequence[Path],
) -> None:
    """Answer over HTTP until interrupted, by default on port 8001 of this machine.

    ``hosts``: names by which others reach it. Raises `typer.Exit` if the address cannot be used,
    `InputError` for a name that is none, and `RecordsError`, `RulesError`, `BundleRefused` or
    `LiveFailed` before anything is answered.
    """
    for name in hosts:
        if not _HOST.fullmatch(name):
            raise InputError("allow-host", name[:60], "is not a name of a host", ("law.example",))
    _log_warnings()
    serving = import_module(_SERVING)
    host = host or _HERE
    app = serving.create_mcp_app(_engine(records, rules), hosts=(_named(host), *hosts))
    listening = bind(host, _PORT if port is None else port)
    try:
        typer.echo(f"safeconduct answers MCP on {address_of(listening)}{serving.PATH}")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(_config(app)).run(sockets=[listening])
    finally:
        listening.close()


def _engine(records: Path | None, rules: Sequence[Path]) -> Engine:
    bundle = os.environ.get("SAFECONDUCT_BUNDLE", "").strip()
    if bundle and (records is not None or rules):
        told = "holds records and rules; leave out --records and --rules"
        raise InputError("SAFECONDUCT_BUNDLE", bundle, told)
    return Engine.load(records=records, rules=rules)


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=CONNECTION,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=1,
    )


def _log_warnings() -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def _named(host: str) -> str:
    """Return an address as a request names it."""
    return f"[{host}]" if ":" in host else host
