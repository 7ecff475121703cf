"""Where notices may be sent: public addresses alone, unless a setting allows others.

A name is resolved once, every address of it must be allowed, and the connection is made to one of
those very addresses: what the name means a moment later changes nothing (DNS rebinding).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], list[str]]
"""Returns the addresses of a name, as text; raises `OSError`."""

_NEVER: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
        ),
    )
)
"""What is refused whatever a version of Python takes for global: RFC 6890 and its successors."""
_NAT64: Final = ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """A notice cannot be sent there; the message names no more than the address."""


def is_public(address: Address) -> bool:
    """Return whether an address is one of the internet: of no network of its own, no group.

    An address of IPv4 that is written within one of IPv6 is looked at itself.

    >>> is_public(ip_address("93.184.216.34")), is_public(ip_address("::ffff:127.0.0.1"))
    (True, False)
    """
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo is not None:
            return False
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    if any(address in one for one in _NEVER if one.version == address.version):
        return False
    return address.is_global and not address.is_multicast


def checked_addresses(
    host: str,
    port: int,
    allowed: Iterable[Network] = (),
    resolve: Resolve | None = None,
    *,
    public: bool = True,
) -> tuple[str, ...]:
    """Return the addresses of a host, all of which may be connected to.

    ``allowed``: networks that are allowed besides public ones; ``public``: whether those are.
    However an address is written (as one number, in octal, in short), it is looked at as the system
    understands it. Raises `AddressRefused` if one of them may not, and `OSError` if the name cannot
    be resolved.
    """
    networks = tuple(allowed)
    found = (resolve or _resolve)(host, port)
    if not found:
        raise OSError("the name has no address")
    for text in found:
        try:
            address = ip_address(text.partition("%")[0])
        except ValueError:
            raise AddressRefused(f"{text[:60]} is not an address") from None
        plain = (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
        ours = any(plain in one for one in networks if one.version == plain.version)
        if not ours and not public:
            raise AddressRefused(f"{text[:60]} is not an address that http is allowed for")
        if not ours and ("%" in text or not is_public(address)):
            raise AddressRefused(f"{text[:60]} is not a public address")
    return tuple(dict.fromkeys(found))


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(one[4][0]) for one in found]
