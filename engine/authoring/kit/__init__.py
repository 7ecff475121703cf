"""The kit for authors of rules: strategies, properties, a search, and a pytest plugin.

Needs the extra ``testing`` (Hypothesis and pytest), which is imported where it is first used:

>>> from safeconduct.authoring.kit import PROPERTIES
>>> [one.name for one in PROPERTIES][:2]
['no-clash', 'totality']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ...base.errors import MissingExtra
    from .oracle import Oracle
    from .point import Point
    from .properties import PROPERTIES, properties_of
    from .property import Failure, Property
    from .reporting import PropertyReport, report
    from .searching import Counterexample, Searched, search
    from .under_test import UnderTest
    from .voices import Voice, all_voices

__all__ = [
    "PROPERTIES",
    "Counterexample",
    "Failure",
    "MissingExtra",
    "Oracle",
    "Point",
    "Property",
    "PropertyReport",
    "Searched",
    "UnderTest",
    "Voice",
    "all_voices",
    "needs_extra",
    "properties_of",
    "report",
    "search",
]

_HOME: Final = {
    "PROPERTIES": "properties",
    "properties_of": "properties",
    "Counterexample": "searching",
    "Searched": "searching",
    "search": "searching",
    "Failure": "property",
    "Property": "property",
    "Oracle": "oracle",
    "Point": "point",
    "PropertyReport": "reporting",
    "report": "reporting",
    "UnderTest": "under_test",
    "Voice": "voices",
    "all_voices": "voices",
}


def needs_extra() -> None:
    """Raise `MissingExtra` if Hypothesis or pytest is not installed."""
    from ...base.extras import require_extra

    require_extra("testing")


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "MissingExtra":
        return import_module("...base.errors", __name__).MissingExtra
    if name in _HOME:
        needs_extra()
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
