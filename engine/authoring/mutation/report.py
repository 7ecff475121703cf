"""What came of the mutants: who caught how many, what survived, and what may by a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from ...base.errors import InputError
from ...base.shapes import read_as
from .draft import Mutant
from .items import VoiceName
from .trial import Catch


@dataclass(frozen=True)
class Survivor:
    """A mutant that nothing catches.

    ``equivalent``: shown to answer every case like the law (``None``: not decided).
    ``shown_by``: a case in which it does not. ``why``: the reason on the list of survivors.
    """

    mutant: Mutant
    equivalent: bool | None
    shown_by: str
    why: str = ""


@dataclass(frozen=True)
class MutantTally:
    """The mutants of one kind: how many, and how many each voice was the first to catch."""

    operator: str
    total: int
    by: Mapping[VoiceName, int]

    @property
    def caught(self) -> int:
        """How many were caught."""
        return sum(self.by.values())

    @property
    def score(self) -> float:
        """The share that was caught, from 0 to 1."""
        return self.caught / self.total if self.total else 1.0


@dataclass(frozen=True)
class MutationReport:
    """What came of all mutants of a rule base.

    ``catches``: who caught each mutant, by its id. ``asked``: what they were put to, with counts.
    ``mutants``: all of them.
    ``problems``: where the list of explained survivors is not what was found.
    """

    rules: str
    world: str
    catches: Mapping[str, Catch]
    tallies: Sequence[MutantTally]
    survivors: Sequence[Survivor]
    asked: Mapping[VoiceName, int]
    mutants: Sequence[Mutant] = field(default=(), repr=False)
    problems: Sequence[str] = field(default=())

    @property
    def total(self) -> int:
        """How many mutants there are."""
        return sum(one.total for one in self.tallies)

    @property
    def caught(self) -> int:
        """How many were caught."""
        return sum(one.caught for one in self.tallies)

    @property
    def score(self) -> float:
        """The share that was caught, from 0 to 1; equivalent mutants count as not caught."""
        return self.caught / self.total if self.total else 1.0

    @property
    def equivalent(self) -> int:
        """How many survivors are shown to answer every case like the law."""
        return sum(one.equivalent is True for one in self.survivors)

    def plain(self) -> dict[str, Any]:
        """Return the report as plain data; the certificate takes it as evidence."""
        return {
            "rules": self.rules,
            "caught": self.caught,
            "total": self.total,
            "score": round(self.score, 4),
            "equivalent": self.equivalent,
            "by_operator": {
                one.operator: {
                    "caught": one.caught,
                    "total": one.total,
                    "score": round(one.score, 4),
                    "by": {voice.value: count for voice, count in one.by.items()},
                }
                for one in self.tallies
            },
            "survivors": [
                {
                    "id": one.mutant.id,
                    "says": one.mutant.says,
                    "file": one.mutant.where.file,
                    "line": one.mutant.where.line,
                    "equivalent": one.equivalent,
                    "shown_by": one.shown_by,
                    "why": one.why,
                }
                for one in self.survivors
            ],
        }


def tallies(mutants: Sequence[Mutant], catches: Mapping[str, Catch]) -> tuple[MutantTally, ...]:
    """Return the mutants counted by kind, in the order in which the kinds come up."""
    found = []
    for operator in dict.fromkeys(one.operator for one in mutants):
        ids = [one.id for one in mutants if one.operator == operator]
        count = Counter(catches[name].voice for name in ids if name in catches)
        by = {voice: count[voice] for voice in VoiceName}
        found.append(MutantTally(operator, len(ids), by))
    return tuple(found)


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class SurvivorExplanation(BaseModel):
    """One mutant that may survive. ``equivalent``: it answers every case like the law."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Text
    why: Text
    equivalent: bool = True


_List = TypeAdapter(list[SurvivorExplanation])


def load_explained(path: Path) -> Mapping[str, SurvivorExplanation]:
    """Return the list in ``path`` by mutant.

    Raises `InputError` if it cannot be read, is not well-formed, or has a mutant twice.
    """
    entries, document = read_as(_List, path, "survivors")
    found: dict[str, SurvivorExplanation] = {}
    for index, entry in enumerate(entries):
        if entry.id in found:
            line = document.line(index, "id")
            raise InputError("survivors", entry.id, f"is there twice ({path.name}:{line})")
        found[entry.id] = entry
    return found


def problems(
    explained: Mapping[str, SurvivorExplanation],
    survivors: Sequence[Survivor],
    every: Sequence[str],
) -> Iterator[str]:
    """Yield where the list is not what was found; ``every``: the ids of all mutants tried."""
    surviving = {one.mutant.id: one for one in survivors}
    for name, one in surviving.items():
        entry = explained.get(name)
        if entry is None:
            yield f"survives and is not explained: {name} ({one.mutant.says})"
        elif entry.equivalent and not one.equivalent:
            shown = one.shown_by or "nothing shows that it is"
            yield f"is not equivalent as the list says: {name} ({shown})"
        elif one.equivalent and not entry.equivalent:
            yield f"is equivalent, and the list does not say so: {name}"
    tried = set(every)
    for name in explained:
        if name not in tried:
            yield f"is on the list and is no mutant: {name}"
        elif name not in surviving:
            yield f"is on the list and is caught: {name}"
