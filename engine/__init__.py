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
* `venues`: where could these guests meet? `reception`: whom could a place not receive?
* `screen`: a table of questions, from Arrow, pandas or polars

What it answers are frozen objects that can be compared, hashed, copied and pickled; notebooks show
them as tables. What is wrong with a question is an `InputError` or `UnknownName`, both of them a
`SafeconductError`, that names the field, the value and what would be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._moved import install as _install_other_names
from ._needs import install as _name_missing_extras

if TYPE_CHECKING:
    from .answers.assessment import Assessment
    from .answers.comparison.model import TravelRiskComparison
    from .answers.document import AssessmentDocument
    from .answers.map import Atlas
    from .answers.timeline import History
    from .answers.upcoming import Change
    from .answers.venues.model import Reception, Venues
    from .answers.wanted import Wanted
    from .answers.why_not import WhyNot
    from .base.errors import (
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
    from .case.counterfactual.model import Changes
    from .case.question import Question
    from .case.terms import Outcome, OutcomeName, Presence, Purpose
    from .engine import Engine

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
    "Question",
    "Reception",
    "RecordsError",
    "RulesError",
    "SafeconductError",
    "SeveralMistakes",
    "TooManyUnknowns",
    "TravelRiskComparison",
    "UnknownName",
    "Venues",
    "Wanted",
    "WhyNot",
    "__version__",
]

_HOME = {
    "Assessment": "answers.assessment",
    "AssessmentDocument": "answers.document",
    "Atlas": "answers.map",
    "Change": "answers.upcoming",
    "Changes": "case.counterfactual.model",
    "Engine": "engine",
    "History": "answers.timeline",
    "Outcome": "case.terms",
    "OutcomeName": "case.terms",
    "Presence": "case.terms",
    "Purpose": "case.terms",
    "Question": "case.question",
    "Reception": "answers.venues.model",
    "TravelRiskComparison": "answers.comparison.model",
    "Venues": "answers.venues.model",
    "Wanted": "answers.wanted",
    "WhyNot": "answers.why_not",
}


def __getattr__(name: str) -> object:
    # Loaded on first use, so that `import safeconduct` stays quick.
    from importlib import import_module, metadata

    if name == "__version__":
        return metadata.version("safeconduct")
    if name in __all__:
        return getattr(import_module(f".{_HOME.get(name, 'base.errors')}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "annotations"})


_name_missing_extras()
_install_other_names()
