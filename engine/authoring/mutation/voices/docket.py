"""The docket: a mutant is caught by a ruling that is scored otherwise than under the law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from ....base.errors import SafeconductError
from ....docket.ask import Asker, known_before
from ....docket.entry import Comparison
from ....questions.arrest_on_travel.rulings import (
    RulingExpectation,
    RulingQuestion,
    asked,
    day_before,
    expected,
    why_not_scored,
)
from ....records.models import Ruling
from ....records.world import World
from ..bench import Variant
from ..items import Check, ItemQuestion, VoiceName

_Scored = tuple[str, str]
"""What was compared, and how that came out, column by column."""


def questions(world: World) -> Iterator[ItemQuestion]:
    """Yield each ruling that can be scored as a question."""
    for ruling in world.rulings:
        if not why_not_scored(world, ruling):
            yield ItemQuestion(VoiceName.DOCKET, ruling.id, partial(_prepare, ruling))


def _prepare(ruling: Ruling, law: Variant) -> Check:
    return partial(_check, ruling, tuple(_scores(law, ruling)))


def _check(ruling: Ruling, as_it_is: tuple[_Scored, ...], variant: Variant) -> str | None:
    for (what, law), (_, found) in zip(as_it_is, _scores(variant, ruling), strict=True):
        if law != found:
            return f"{what}: {law}, now {found}"
    return None


def _scores(variant: Variant, ruling: Ruling) -> Iterator[_Scored]:
    """Yield how a ruling is scored: under each profile, then as known the day before and on it.

    The latter two under the default profile alone.
    """
    compared = _Ruling(tuple(asked(ruling)), expected(variant.world, ruling))
    asker = Asker(variant)
    usual = variant.rulebase.default_profile.id
    for profile in dict.fromkeys((usual, *variant.rulebase.effective_profiles)):
        yield profile, compared.score(asker, profile)
    eve = day_before(ruling)
    for what, day in (("the day before", eve), ("on the day", eve + timedelta(days=1))):
        known = known_before(variant, day)
        if known is not None:
            yield what, compared.score(Asker(known), usual)


@dataclass(frozen=True)
class _Ruling:
    questions: tuple[RulingQuestion, ...]
    expected: RulingExpectation

    def score(self, asker: Asker, profile: str) -> str:
        """Return how the columns compare, or the error that stands in the way of an answer."""
        try:
            return _said(asker.comparison(self.questions, self.expected, profile))
        except SafeconductError as error:
            return error.code


def _said(comparison: Comparison) -> str:
    outcome, ground, immunity = (column.verdict.value for column in comparison.columns)
    return f"outcome {outcome}, ground {ground}, immunity {immunity}"
