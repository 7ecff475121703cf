"""A question as it was put, with everything resolved; every mistake in it is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Final

from ..base.dates import day_of
from ..base.errors import InputError, SeveralMistakes, UnknownName, mapping_of, text_of
from ..base.words import counted, listing, near
from ..case.consistency import broken_by_question
from ..case.inputs import Inputs, member, value_of
from ..case.resolve import Lookup
from ..rulebase.asked import DAY, NOTHING, TODAY, QuestionInput
from ..rulebase.model import DecisionTable, Profile, RuleBase, atoms_of
from .kinds import Kind

MOST: Final = 20
"""How many values of one input may be given, and cases asked about at once."""

MOST_OPEN: Final = 5
"""How many cases may be asked about where all that one thing may be is tried."""

COMMON: Final[Mapping[str, str]] = {
    "profile": "Which readings of the law to follow.",
    "known_on": "Answer from what was public on that day, YYYY-MM-DD; by default from everything.",
    "assume": "Facts to suppose, by name, in place of what the records say.",
    "positions": "Positions to take, by issue, instead of the profile's.",
}
"""What may be said in every question besides its inputs, with what it is for."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question with everything resolved.

    ``values``: by input the ids of what it names, a day as text, or the value of a fact; nothing of
    what was not given. ``on``: the day on which facts are taken, ``until`` the last day of a span.
    """

    table: DecisionTable
    values: Mapping[str, tuple[str, ...]]
    on: date
    until: date | None
    given: Inputs
    profile: Profile
    positions: Mapping[str, str]

    def with_value(self, name: str, value: str) -> AskedQuestion:
        """Return the same question with another value of one input."""
        return replace(self, values={**self.values, name: (value,)})

    def one(self, name: str) -> str:
        """Return the value of an input of which there is one; empty if it was not given."""
        return self.values.get(name, ("",))[0]


class Asking:
    """Resolves what is put into one question, in one world."""

    def __init__(
        self, lookup: Lookup, rulebase: RuleBase, table: DecisionTable, kinds: Mapping[str, Kind]
    ) -> None:
        self._lookup = lookup
        self._rulebase = rulebase
        self._table = table
        self._kinds = kinds
        self._mistakes: list[InputError | UnknownName] = []
        self._told: dict[str, tuple[str, str]] = {}

    def read(self, said: Mapping[str, Any], today: date) -> AskedQuestion:
        """Return a question resolved; raises the one mistake, or `SeveralMistakes`."""
        self._mistakes, self._told = [], {}
        inputs, asked = self._table.asked.inputs, self._table.asked
        said = {name: value for name, value in said.items() if value is not None}
        for name, one in inputs.items():
            if one.many and name in said:  # of an iterator there is nothing left to be read again
                said[name] = several(said[name])
                if not said[name]:
                    del said[name]
        for name, value in said.items():
            if name not in inputs and name not in COMMON:
                self._mistakes.append(unknown_input(name, value, self._table))
        for name, one in inputs.items():
            if one.required and name not in said:
                self._mistakes.append(self._missing(one))
        days = {
            name: day
            for name, one in inputs.items()
            if one.of == DAY and (day := self._day(one, said.get(name), today)) is not None
        }
        on, until = days.get(asked.day, today), days.get(asked.until)
        for name in days.keys() & said.keys():
            first = days.get(inputs[name].not_before)
            if first is not None and days[name] < first:
                told = f"lies before `{inputs[name].not_before}`, {first.isoformat()}"
                self._mistakes.append(InputError(name, days[name].isoformat(), told))
        values: dict[str, tuple[str, ...]] = {
            name: (day.isoformat(),) for name, day in days.items()
        }
        for name, one in inputs.items():
            if one.of != DAY and name in said:
                values[name] = self._values(one, said[name], on)
        self._check_excluded(values)
        self._check_number(values)
        given = self._given(values, said.get("assume"))
        profile = self._try(lambda: self._profile(said.get("profile")))
        positions = self._try(lambda: self._positions(said.get("positions"))) or {}
        if self._mistakes:
            raise self._mistakes[0] if len(self._mistakes) == 1 else SeveralMistakes(self._mistakes)
        assert profile is not None
        assert given is not None
        ordered = {name: values[name] for name in inputs if name in values}
        return AskedQuestion(self._table, ordered, on, until, given, profile, positions)

    def _try(self, read: Any) -> Any:
        try:
            return read()
        except (InputError, UnknownName) as error:
            self._mistakes.append(error)
            return None

    def _missing(self, one: QuestionInput) -> InputError:
        right = self._rulebase.values[self._rulebase.variables[one.fact]] if one.fact else ()
        asks = one.asks or one.means
        told = f"is missing; {asks[0].lower()}{asks[1:]}" if asks else "is missing"
        return InputError(one.name, None, told, right or one.examples, code="missing-value")

    def _day(self, one: QuestionInput, value: Any, today: date) -> date | None:
        if value is None:
            return today if one.default == TODAY else None
        found: date | None = self._try(lambda: day_of(value, one.name, date.min))
        return found

    def _values(self, one: QuestionInput, value: Any, on: date) -> tuple[str, ...]:
        if one.fact:
            found = self._try(lambda: value_of(self._rulebase, one.fact, value, field=one.name))
            return () if found is None else (found,)
        texts = several(value)
        if len(texts) > (most := MOST if one.many else 1):
            told = f"takes at most {counted(most, 'value')}, and more are given"
            self._mistakes.append(InputError(one.name, None, told))
            return ()
        kind = self._kinds[one.of]
        self._tell(kind, texts, one.name)
        ids = [
            self._try(
                lambda text=text: kind.find(
                    self._lookup, text_of(text, one.name, one.examples), one.name, on
                )
            )
            for text in texts
        ]
        return tuple(dict.fromkeys(filter(None, ids)))

    def _tell(self, kind: Kind, texts: Sequence[object], name: str) -> None:
        """Keep what the texts of an input tell beside the records that they name, if it is one."""
        told = [kind.tells(self._lookup, one) for one in texts if isinstance(one, str)]
        for fact in dict.fromkeys(fact for one in told for fact in one):
            values = {one[fact] for one in told if fact in one}
            if len(values) == 1:
                self._told[fact] = name, values.pop()

    def _check_excluded(self, values: dict[str, tuple[str, ...]]) -> None:
        """Take in that there is nothing of what another input excludes, or refuse it."""
        for name, one in self._table.asked.inputs.items():
            if one.excludes and values.get(name) == ("true",):
                if one.excludes in values:
                    shown = ", ".join(values[one.excludes])
                    told = f"cannot be said with `{name}`; leave one of them out"
                    self._mistakes.append(InputError(one.excludes, shown, told))
                values[one.excludes] = (NOTHING,)

    def _check_number(self, values: Mapping[str, Sequence[str]]) -> None:
        number = 1
        cases = self._table.asked.cases
        for name in cases:
            number *= len(values.get(name, ())) or 1
        most = MOST if all(values.get(name) for name in cases) else MOST_OPEN
        if number > most:
            told = f"{number} cases are asked about at once, and {most} are the most"
            told += "" if most == MOST else " where something is left out"
            self._mistakes.append(InputError(cases[0], None, told))

    def _given(self, values: Mapping[str, tuple[str, ...]], assume: Any) -> Inputs | None:
        """Return the facts that the question itself settles, with those that it supposes."""
        asked = {
            one.fact: values[name][0]
            for name, one in self._table.asked.inputs.items()
            if one.fact and values.get(name)
        }
        for fact, origin in self._table.asked.origins.items():
            if origin.several:
                asked[fact] = "true" if len(values.get(origin.several, ())) > 1 else "false"
        inputs = {one.fact: one.name for one in self._table.asked.inputs.values() if one.fact}
        for fact, (source, value) in self._told.items():
            if asked.setdefault(fact, value) != value:
                told = f"contradicts `{source}`, by which it is {value}"
                self._mistakes.append(InputError(inputs.get(fact, fact), asked[fact], told))
        supposed: dict[str, str] = {}
        said = self._try(lambda: mapping_of(assume, "assume")) if assume is not None else {}
        if said and len(said) > len(facts := self._rulebase.facts):
            told = f"names {counted(len(said), 'fact')}, more than the {len(facts)} that there are"
            self._mistakes.append(InputError("assume", None, told))
            said = {}
        for name, value in (said or {}).items():
            found = self._try(lambda n=name, v=value: self._supposed(n, v, asked))
            if found is not None:
                supposed[name] = found
        given = Inputs(self._rulebase, asked, supposed)
        self._check_together(given)
        return given

    def _check_together(self, given: Inputs) -> None:
        broken = broken_by_question(self._rulebase, given)
        if broken is None:
            return
        spoken = {atom.name for atom in atoms_of(broken.never)}
        parts = {
            one.name: given.asked[one.fact]
            for one in self._table.asked.inputs.values()
            if one.fact in spoken and one.fact in given.asked
        }
        if parts:
            told = " and ".join(f"`{name}`={value}" for name, value in parts.items())
            name, value = list(parts.items())[-1]
            reason = f"cannot be: {told} exclude each other. {broken.reason}"
            self._mistakes.append(InputError(name, value, reason, breaks=broken.id))

    def _supposed(self, name: str, value: object, asked: Mapping[str, str]) -> str:
        inputs = {one.fact: one.name for one in self._table.asked.inputs.values() if one.fact}
        if name in inputs:
            told = f"is part of the question: give it as `{inputs[name]}`"
            raise InputError("assume", name, told)
        if name in asked:
            raise InputError("assume", name, "follows from the question itself")
        return value_of(self._rulebase, name, value, field=f"assume.{name}")

    def _profile(self, value: object) -> Profile:
        if value in (None, ""):
            return self._rulebase.default_profile
        profiles = self._rulebase.effective_profiles
        return profiles[member("profile", value, tuple(profiles))]

    def _positions(self, said: Any) -> Mapping[str, str]:
        if said is None:
            return {}
        issues = {issue.id: issue for issue in self._rulebase.issues}
        found = {}
        for name, position in mapping_of(said, "positions").items():
            issue = issues[member("positions", name, tuple(issues))]
            known = tuple(one.id for one in issue.positions)
            found[name] = member(f"positions.{name}", position, known)
        return found


def unknown_input(name: str, value: object, table: DecisionTable) -> InputError:
    """Return the error about something put into a question that is no part of it."""
    known = (*table.asked.inputs, *COMMON)
    hint = near(name, known) or f"its parts are {listing(known)}"
    shown = value[:60] if isinstance(value, str) else None
    return InputError(
        name, shown, f"is not a part of this question; {hint}", code="unknown-parameter"
    )


def several(value: object) -> list[object]:
    """Return the values given, in one order; of too many only so many that it shows."""
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return list(islice(value, MOST + 1))
    return [value]
