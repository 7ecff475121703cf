"""The values with names that a caller writes, as types: a wrong one fails before it is run.

The rule base declares these values; a test holds that both are the same. Profiles, facts and
positions are open to rule bases of one's own, so they are text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from ..rulebase.wording import embedded

Presence: TypeAlias = Literal[
    "ground",
    "airside",
    "overflight",
    "port",
    "territorial_sea",
    "foreign_premises",
    "military_base",
]
"""How a person is somewhere."""

Purpose: TypeAlias = Literal[
    "unspecified",
    "private",
    "official_visit",
    "special_mission",
    "accredited",
    "conference",
    "un_meeting",
    "peace_talks",
]
"""What a journey is for."""

OutcomeName: TypeAlias = Literal[
    "must_arrest",
    "may_arrest",
    "must_not_arrest",
    "no_power",
    "no_warrant_in_force",
    "undetermined",
]
"""An `Outcome` as text."""


REASON: Final = "reason"
DUTY: Final = "duty"
POWER: Final = "power"
SURRENDER: Final = "surrender"
EXECUTION: Final = "execution"
"""The parts of an answer that have an attribute of their own in `Assessment`."""

PARTS_NEEDED: Final = (REASON, DUTY, POWER, SURRENDER)
"""Those that rules must have, whatever they make of them; `EXECUTION` may be left out."""


_VALUE: Final = re.compile(r"[a-z][a-z0-9_]{0,99}")
"""What the row of a table may be called (`rulebase.source_inputs.Value`)."""


class Outcome(StrEnum):
    """What the law, as recorded, says about an arrest; rules of one's own may say others."""

    MUST_ARREST = "must_arrest"
    MAY_ARREST = "may_arrest"
    MUST_NOT_ARREST = "must_not_arrest"
    NO_POWER = "no_power"
    NO_WARRANT_IN_FORCE = "no_warrant_in_force"
    UNDETERMINED = "undetermined"

    @property
    def words(self) -> str:
        """The outcome in a few words, as the embedded rule base has them.

        An answer of other rules tells it in theirs: `AssessmentDocument.words`.
        """
        return embedded().label_of(self.value)

    @classmethod
    def _missing_(cls, value: object) -> Outcome | None:
        """Return an outcome of other rules, equal to its text, which is not among the members.

        ``None`` for what cannot be the value of a row.

        >>> Outcome("must_arrest") is Outcome.MUST_ARREST
        True
        >>> Outcome("must_hear_first") == "must_hear_first"
        True
        """
        return _other(value) if isinstance(value, str) and _VALUE.fullmatch(value) else None


@lru_cache(256)
def _other(value: str) -> Outcome:
    found = str.__new__(Outcome, value)
    found._name_, found._value_ = value.upper(), value
    return found
