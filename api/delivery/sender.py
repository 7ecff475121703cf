"""Sends one notice: to a checked address, within a time, without following where it leads."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final
from urllib.parse import urlsplit

from safeconduct import __version__

from .addresses import AddressRefused, Resolve, checked_addresses

MOST_BYTES: Final = 64 * 1024
"""How much of an answer is read; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending: ``status`` of the answer, 0 if there was none, and ``error``.

    ``never``: whether it is of no use to try again.
    """

    status: int
    error: str = ""
    never: bool = False

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it: any answer of the 200s."""
        return 200 <= self.status < 300


class Sender:
    """Sends by https, and by http within ``allowed`` networks, which may be private ones.

    Redirects are not followed: 3xx is a failure. 410 means that nothing is wanted there any more.
    ``seconds``: how long all of it may take, but for looking up the name. Errors name a host at
    most: the rest of an address may be secret.
    """

    def __init__(
        self,
        allowed: Iterable[str] = (),
        seconds: float = 10,
        resolve: Resolve | None = None,
    ) -> None:
        self._allowed = tuple(map(ip_network, allowed))
        self._seconds = seconds
        self._resolve = resolve

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Sent:
        """Send a body; nothing is raised."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return Sent(0, "the address cannot be read", never=True)
        secure = parts.scheme == "https"
        port = port or (443 if secure else 80)
        try:
            addresses = checked_addresses(host, port, self._allowed, self._resolve, public=secure)
            ends = time.monotonic() + self._seconds
            with _open(addresses, port, ends) as opened, _cut_off(opened, ends) as late:
                try:
                    status = _exchange(opened, host if secure else "", url, headers, body)
                except (OSError, http.client.HTTPException, ValueError):
                    if late.is_set():
                        raise TimeoutError from None
                    raise
        except AddressRefused as error:
            return Sent(0, f"{host[:100]}: {error}")
        except TimeoutError:
            return Sent(0, f"{host[:100]}: no answer within {self._seconds:g} seconds")
        except ssl.SSLError as error:
            return Sent(0, f"{host[:100]}: {error.reason or 'TLS failed'}"[:200])
        except (OSError, http.client.HTTPException, ValueError) as error:
            told = getattr(error, "strerror", None) or type(error).__name__
            return Sent(0, f"{host[:100]}: {told}"[:200])
        if 200 <= status < 300:
            return Sent(status)
        return Sent(status, f"the answer was {status}", never=status == 410)


@contextmanager
def _cut_off(opened: socket.socket, ends: float) -> Iterator[threading.Event]:
    """Cut a connection when its time is over, however slowly bytes come; the event says so."""
    late = threading.Event()
    with opened.dup() as guard:  # TLS takes the other one over

        def cut() -> None:
            late.set()
            with suppress(OSError):
                guard.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(max(0.0, ends - time.monotonic()), cut)
        timer.daemon = True
        timer.start()
        try:
            yield late
        finally:
            timer.cancel()
            timer.join()


def _exchange(
    opened: socket.socket, secure_host: str, url: str, headers: Mapping[str, str], body: bytes
) -> int:
    """Return the status of the answer; TLS asks for the name ``secure_host``, if there is one."""
    parts = urlsplit(url)
    said = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "User-Agent": f"safeconduct/{__version__}",
        "Connection": "close",
        **headers,
    }
    connection = http.client.HTTPConnection(parts.hostname or "")
    connection.auto_open = 0  # never to any other address
    connection.sock = opened
    if secure_host:
        connection.sock = ssl.create_default_context().wrap_socket(
            opened, server_hostname=secure_host
        )
    with closing(connection):
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.putrequest("POST", target, skip_host=True, skip_accept_encoding=True)
        for name, value in said.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        with connection.getresponse() as response:
            response.read(MOST_BYTES)
            return response.status


def _open(addresses: Iterable[str], port: int, ends: float) -> socket.socket:
    """Return a connection to the first address that takes one."""
    last: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), _left(ends))
        except OSError as error:
            last = error
    raise last


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


Send = Callable[[str, Mapping[str, str], bytes], Sent]
"""Sends a body with headers to an address; raises nothing."""
