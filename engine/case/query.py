"""A question with everything resolved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..records.models import Person, Place
from ..rulebase.model import Profile
from .inputs import Inputs


class Query(NamedTuple):
    """A question with everything resolved.

    ``positions``: readings chosen instead of the profile's, by issue.
    """

    person: Person
    place: Place
    on: date
    given: Inputs
    profile: Profile
    positions: Mapping[str, str]
