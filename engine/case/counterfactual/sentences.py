"""Conditional sentences: if this were otherwise, that would follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...base.tense import in_unreal_past
from ...base.words import day, listing, sentence
from ...records.models import Warrant
from ...rulebase.model import Position, Standing
from ...rulebase.wording import AnswerWording
from .model import Plausibility


@dataclass(frozen=True, slots=True)
class Consequence:
    """Tells what would follow for one person and one State.

    ``host``: the State as it stands within a sentence. ``past``: whether the day is over.
    """

    person: str
    host: str
    wording: AnswerWording
    past: bool = False

    def says(self, conditions: Sequence[str], outcome: str) -> str:
        """Return the sentence that if all ``conditions`` held, ``outcome`` would be the answer."""
        clause = self.wording.consequence(
            outcome, self.host, self.person, past=self.past, supposed=self.past
        )
        told = [in_unreal_past(one) for one in conditions] if self.past else conditions
        return sentence(f"if {listing(told)}, {clause}")


def supposed(says: str, plausibility: Plausibility, scheduled: date | None) -> str:
    """Return a clause with a word on how it may come to be so."""
    match plausibility:
        case Plausibility.OPEN:
            return f"it turns out that {says}"
        case Plausibility.SCHEDULED:
            return f"{says} (on record for {day(scheduled)})"
        case Plausibility.PRESUMED:
            return f"{says} (other than presumed)"
        case Plausibility.CONTRARY:
            return f"{says} (contrary to the record)"
    return says


def of_warrant(says: str, warrant: Warrant) -> str:
    """Return a clause about a warrant with the warrant named by its day."""
    name = f"{warrant.kind} of {day(warrant.issued)}"
    if says.startswith("it "):
        return f"the {name} {says.removeprefix('it ')}"
    return f"{says} ({name})"


def followed(position: Position, standing: Standing) -> str:
    """Return the clause that a position were followed, by whom it is or was held."""
    title = f"{position.title[0].lower()}{position.title[1:]}"
    match standing:
        case Standing.COURT_CURRENT:
            return f"one follows what the Court holds today ({title})"
        case Standing.COURT_SUPERSEDED:
            first = position.court[-1][0] if position.court else position.published
            return f"the Court returned to its reasoning of {day(first)} ({title})"
        case Standing.COURT_REPORTED:
            return f"one follows what the Court is reported to have decided ({title})"
        case Standing.STATES:
            return f"one follows what States hold ({title}; {position.holders[0]})"
        case Standing.DISSENT:
            return f"the dissent of {day(position.published)} prevailed ({title})"
        case Standing.ACADEMIC:
            return f"one follows a reading of writers ({title})"
