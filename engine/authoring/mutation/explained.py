"""The list of survivors, each with the reason why nothing catches it; kept beside the cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from ...base.errors import InputError
from ...base.shapes import read_as
from .report import Survivor

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
