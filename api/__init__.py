"""The HTTP service of safeconduct."""

from safeconduct.base import require_extra

require_extra("service", "safeconduct.api")
