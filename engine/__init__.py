"""safeconduct: could this person, wanted by the ICC, be arrested there, then, and by what law?

>>> from safeconduct import Engine
>>> engine = Engine.load()
>>> engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02").outcome.value
'must_arrest'

An `Engine` has a method for each question:

* `travel_risk`: could this person be arrested there on that day? `what_if`: and supposing facts?
* `changes`: what would change the answer? `why_not`: what stands between it and another outcome?
* `timeline`: how did the answer change, and how will it? `map`: what is it in every place?
* `wanted`: whom do public warrants call to arrest? `upcoming`: what is scheduled to change?
* `screen`: a table of questions, from Arrow, pandas or polars

What it answers are frozen objects that can be compared, hashed, copied and pickled; notebooks show
them as tables. What is wrong with a question is an `InputError` or `UnknownName`, both of them a
`SafeconductError`, that names the field, the value and what would be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answer import Assessment
    from .assessment import AssessmentDocument
    from .atlas import Atlas
    from .changed import Changes
    from .comparison import TravelRiskComparison
    from .engine import Engine
    from .errors import (
        ChangedSources,
        Contradiction,
        EvaluatorDisagreement,
        InputError,
        MissingExtra,
        RecordsError,
        RulesError,
        SafeconductError,
        SeveralMistakes,
        TooManyUnknowns,
        UnknownName,
    )
    from .over_time import History
    from .terms import Outcome, OutcomeName, Presence, Purpose
    from .upcoming import Change
    from .wanted import Wanted
    from .why_not import WhyNot

    __version__: str

__all__ = [
    "Assessment",
    "AssessmentDocument",
    "Atlas",
    "Change",
    "ChangedSources",
    "Changes",
    "Contradiction",
    "Engine",
    "EvaluatorDisagreement",
    "History",
    "InputError",
    "MissingExtra",
    "Outcome",
    "OutcomeName",
    "Presence",
    "Purpose",
    "RecordsError",
    "RulesError",
    "SafeconductError",
    "SeveralMistakes",
    "TooManyUnknowns",
    "TravelRiskComparison",
    "UnknownName",
    "Wanted",
    "WhyNot",
    "__version__",
]

_HOME = {
    "Assessment": "answer",
    "AssessmentDocument": "assessment",
    "Outcome": "terms",
    "Atlas": "atlas",
    "Changes": "changed",
    "TravelRiskComparison": "comparison",
    "Engine": "engine",
    "History": "over_time",
    "OutcomeName": "terms",
    "Presence": "terms",
    "Purpose": "terms",
    "Change": "upcoming",
    "Wanted": "wanted",
    "WhyNot": "why_not",
}


def __getattr__(name: str) -> object:
    # Loaded on first use, so that `import safeconduct` stays quick.
    from importlib import import_module, metadata

    if name == "__version__":
        return metadata.version("safeconduct")
    if name in __all__:
        return getattr(import_module(f".{_HOME.get(name, 'errors')}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})
