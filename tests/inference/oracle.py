"""The oracle, under the name by which these tests know it."""

from safeconduct.authoring.kit.oracle import Oracle

__all__ = ["Oracle"]
