"""Runs the HTTP service; the engine does not know what is in it, only what it is called."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import re
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import urlopen

import typer
import uvicorn
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from ..base.errors import InputError
from ..base.words import CONTESTED
from ..case.terms import Outcome
from ..rulebase.wording import embedded
from .children import beside
from .errors import FAILED, fail

APP: Final = "safeconduct.api.app:create_app"
_LOGS: Final = "safeconduct.api.logs"
_TOGETHER: Final = "PROMETHEUS_MULTIPROC_DIR"
_SETTINGS: Final = "safeconduct.api.settings"
CONNECTION: Final = "safeconduct.api.connections:BoundedProtocol"
_SAMPLE: Final = "/v1/travel-risk?person=vladimir-putin&place=MNG&on=2024-09-02"
BACKLOG: Final = 2048
_AT_ONCE: Final = 16
_ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what to call them


def run(
    host: str,
    port: int,
    records: Path | None,
    rules: Sequence[Path],
    workers: int = 1,
    root_path: str = "",
) -> None:
    """Serve until interrupted, with as many processes as ``workers``.

    ``root_path``: the path below which a proxy shows the service, empty for none. Raises
    `typer.Exit` if the address cannot be used, `InputError` for a path that is none, and
    `RecordsError` or `RulesError` before anything is answered.
    """
    if root_path and not re.fullmatch(r"(/[\w.~-]+)+", root_path, re.ASCII):
        raise InputError("root-path", root_path, "is not a path", ("/law", "/tools/law"))
    settings = {
        "SAFECONDUCT_RECORDS": str(records) if records is not None else None,
        "SAFECONDUCT_RULES": os.pathsep.join(map(str, rules)) or None,
    }
    with ExitStack() as stack:
        if workers > 1:  # they count their requests together
            settings[_TOGETHER] = stack.enter_context(TemporaryDirectory())
        stack.enter_context(_environment(settings))
        stack.enter_context(_watching())
        _serve(host, port, workers, root_path)


@contextmanager
def _environment(values: Mapping[str, str | None]) -> Iterator[None]:
    """Set what is given for as long as the service runs; it reads its settings from there."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: value for name, value in values.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _watching() -> AbstractContextManager[None]:
    """Return what keeps watches looked at and their notices sent, if that is wanted here."""
    settings = import_module(_SETTINGS).Settings.from_environment()
    if settings.watching == "off":
        return nullcontext()
    if not settings.watches.get_secret_value():
        message = "needs a place where watches are kept; set SAFECONDUCT_WATCHES as well"
        raise InputError("SAFECONDUCT_WATCHING", settings.watching, message)
    every = str(settings.watch_look_seconds)
    return beside(
        ("watch", "run", "--attached", "--every", every), ("watch", "deliver", "--attached")
    )


def _config(workers: int, root_path: str) -> uvicorn.Config:
    settings = import_module(_SETTINGS).Settings.from_environment()
    return uvicorn.Config(
        APP,
        factory=True,
        http=CONNECTION,
        ws="none",
        log_level="warning",
        log_config=LOGGING_CONFIG if settings.log != "json" else import_module(_LOGS).log_config(),
        access_log=False,
        server_header=False,
        proxy_headers=False,  # the application reads them, as its settings say
        workers=workers,
        root_path=root_path,
        # So many connections are accepted before any is looked at.
        backlog=_AT_ONCE if workers == 1 else BACKLOG,
        h11_max_incomplete_event_size=settings.header_bytes,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


def _serve(host: str, port: int, workers: int, root_path: str) -> None:
    config = _config(workers, root_path)
    listening = bind(host, port)
    try:
        config.load()  # mistakes in records or rules are told once, before any worker starts
        address = address_of(listening)
        with suppress(KeyboardInterrupt):
            if workers == 1:
                _Server(config, address).run(sockets=[listening])
            else:
                threading.Thread(target=_announce, args=(address,), daemon=True).start()
                Multiprocess(_config(workers, root_path), sockets=[listening]).run()
    finally:
        listening.close()


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises `typer.Exit` if the address cannot be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        # Only with the protocol named does the event loop send small packets at once (TCP_NODELAY);
        # else every answer waits some 40 ms.
        listening = socket.socket(family, kind, protocol)
        # Else a port is blocked for a minute after the service was stopped.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = (
                f"port {port} on {host} is in use; choose another with --port, or with PORT= "
                "under make (0: any free)"
            )
        else:
            message = f"cannot listen on {host}, port {port}: {error.strerror or error}"
        raise fail(message, FAILED) from None
    return listening


def address_of(listening: socket.socket) -> str:
    """Return where a socket can be reached from here."""
    host, port = listening.getsockname()[:2]
    host = _ANYWHERE.get(host, host)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


class _Server(uvicorn.Server):
    """Says, once it listens, where it does and what it answers."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address
        self._announcing: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            for listening in sockets or ():
                listening.listen(BACKLOG)
            self._announcing = asyncio.create_task(self._announce())

    async def _announce(self) -> None:
        await asyncio.to_thread(_announce, self._address)


def _announce(address: str) -> None:
    typer.echo(f"safeconduct listens on {address} (Ctrl-C stops it)")
    try:
        told = f"{address}{_SAMPLE}\n  {_ask(address + _SAMPLE)}"
    except HTTPError:  # the rules ask other questions
        told = f"{address}/v1/questions"
    except (OSError, KeyError, ValueError):
        return
    typer.echo(f"for example: {told}")


def _ask(url: str) -> str:
    """Ask the running service and return its answer in one line."""
    with urlopen(url, timeout=60) as response:  # noqa: S310  # our own address
        answer: dict[str, Any] = json.load(response)
    return (
        f"{answer['person']['name']}, {answer['place']['name']}, {answer['on']}: "
        f"{Outcome(answer['outcome']).words}, {CONTESTED[answer['contested']]}; "
        f"exposure: {embedded().grade_of(answer['exposure'])}"
    )
