"""The HTTP service of safeconduct."""
