"""An answer over time: every change of outcome for a person and a place, with what caused it."""

from __future__ import annotations

from ..base.frozen import Table
from ..base.words import YES, at
from ..case.inputs import PRESENCE, PURPOSE
from ..case.periods import AnswerPeriod, stretches
from ..case.query import Query
from ..case.reasoner import Reasoner
from ..records.reference import Named
from ..rulebase.wording import Worded


class History(Worded):
    """Every stretch for a person and a place since the Statute entered into force."""

    person: Named
    place: Named
    presence: str
    purpose: str
    profile: str
    stretches: tuple[AnswerPeriod, ...]
    world: str
    rules: str

    def table(self) -> Table:
        """Return every stretch with what opened it."""
        rows = (
            (
                one.since,
                self.words(one.outcome),
                YES[one.contested],
                tuple(record.says for record in one.opened_by),
            )
            for one in self.stretches
        )
        count = len(self.stretches)
        return Table(
            f"{self.person.name} {at(self.place.name)}, {count} stretch{'es' * (count > 1)}",
            ("since", "outcome", "contested", "because"),
            rows,
        )


def history(reasoner: Reasoner, query: Query) -> History:
    """Return every stretch for the person and place of ``query``; its day does not matter."""
    return History(
        person=Named(id=query.person.id, name=query.person.name),
        place=Named(id=query.place.id, name=query.place.name),
        presence=query.given.asked[PRESENCE],
        purpose=query.given.asked[PURPOSE],
        profile=query.profile.id,
        stretches=stretches(reasoner, query),
        world=reasoner.world.digest,
        rules=reasoner.inference.rulebase.digest,
    ).told_in(reasoner.inference.question.wording)
