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

_HOMES: Final = {
    "oracle": "Oracle",
    "point": "Point",
    "properties": "PROPERTIES properties_of",
    "property": "Failure Property",
    "reporting": "PropertyReport report",
    "searching": "Counterexample Searched search",
    "under_test": "UnderTest",
    "voices": "Voice all_voices",
}


def needs_extra() -> None:
    """Raise `MissingExtra` if Hypothesis or pytest is not installed."""
    from ...base.extras import require_extra

    require_extra("testing")


def __getattr__(name: str) -> object:
    from ...base.lazy import exported

    if name == "MissingExtra":
        from ...base.errors import MissingExtra

        return MissingExtra
    if name in __all__:
        needs_extra()
    look_up, _ = exported(__name__, _HOMES)
    return look_up(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
