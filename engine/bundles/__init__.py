"""Bundles: records and rules in one signed file, which a running service exchanges for its own.

A bundle is a ZIP archive with the files that an engine was made of, ``manifest.json``, which has
the SHA-256 of each, and ``signature.json``, an Ed25519 signature of the manifest. The same files
and the same key give the same bytes. Nothing here knows of HTTP.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..base.lazy import exported

if TYPE_CHECKING:
    from .archive import Bundle, make_bundle, open_bundle
    from .follow import FollowedBundle
    from .manifest import BundleManifest, BundleRefused
    from .serials import BundleSerials
    from .signing import SigningKey, VerifyingKey, new_key, read_signing_key, read_verifying_key

__all__ = [
    "Bundle",
    "BundleManifest",
    "BundleRefused",
    "BundleSerials",
    "FollowedBundle",
    "SigningKey",
    "VerifyingKey",
    "make_bundle",
    "new_key",
    "open_bundle",
    "read_signing_key",
    "read_verifying_key",
]

# What is heavy is loaded when it is first asked for.
__getattr__, __dir__ = exported(
    __name__,
    {
        "archive": "Bundle make_bundle open_bundle",
        "follow": "FollowedBundle",
        "manifest": "BundleManifest BundleRefused",
        "serials": "BundleSerials",
        "signing": "SigningKey VerifyingKey new_key read_signing_key read_verifying_key",
    },
)
