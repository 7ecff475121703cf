"""The oracle, under the name by which these tests know it."""

from safeconduct.testing.oracle import Oracle

__all__ = ["Oracle"]
