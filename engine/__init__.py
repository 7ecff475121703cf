"""safeconduct: could this person, wanted by the ICC, be arrested there, then, and by what law?

>>> from safeconduct import Engine
>>> engine = Engine.load()
>>> engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02").outcome.value
'must_arrest'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answer import Assessment
    from .assessment import Outcome
    from .engine import Engine
    from .errors import (
        EvaluatorDisagreement,
        InputError,
        RecordsError,
        RulesError,
        SafeconductError,
        SeveralMistakes,
        TooManyUnknowns,
        UnknownName,
    )
    from .wanted import Wanted

    __version__: str

__all__ = [
    "Assessment",
    "Engine",
    "EvaluatorDisagreement",
    "InputError",
    "Outcome",
    "RecordsError",
    "RulesError",
    "SafeconductError",
    "SeveralMistakes",
    "TooManyUnknowns",
    "UnknownName",
    "Wanted",
    "__version__",
]

_HOME = {
    "Assessment": "answer",
    "Outcome": "assessment",
    "Engine": "engine",
    "Wanted": "wanted",
}


def __getattr__(name: str) -> object:
    # Loaded on first use, so that `import safeconduct` stays quick.
    from importlib import import_module, metadata

    if name == "__version__":
        return metadata.version("safeconduct")
    if name in __all__:
        return getattr(import_module(f".{_HOME.get(name, 'errors')}", __name__), name)
    raise AttributeError(name)
