"""What goes wrong with bundles."""

from __future__ import annotations

from ..base.errors import SafeconductError


class BundleRefused(SafeconductError):
    """A bundle is not as it was signed, or does not hold what answers could rest on."""

    code = "bundle-refused"
