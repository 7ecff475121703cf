"""How notices of watches are sent: signed, to checked addresses, until they arrive."""

from __future__ import annotations
