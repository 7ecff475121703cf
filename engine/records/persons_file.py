"""Taking a person of ``persons.yaml`` apart into person, offices, warrants and custody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import BaseModel

from ..base.dates import last_day
from ..base.errors import Diagnostic
from .models import Custody, Office, Person, Warrant

_NESTED: Final[Mapping[str, type[BaseModel]]] = {
    "offices": Office,
    "warrants": Warrant,
    "custody": Custody,
}
_INHERITED: Final = ("sources", "confidence", "public_on", "public_on_basis")


@dataclass(frozen=True)
class PersonPart:
    """The values of one record and the path at which they stand in the person."""

    kind: str
    model: type[BaseModel]
    values: dict[str, object]
    path: tuple[str | int, ...]


def read_person(item: dict[str, Any], *, file: str, line: int) -> Iterator[PersonPart | Diagnostic]:
    """Yield the person, then each of the offices, warrants and custody periods.

    Nested records take the person's sources and confidence unless they give their own. An office
    and a custody take the person's ``status_as_of`` for ``verified_until``, a warrant for its own.
    What is not said otherwise became public when it began (office, custody) or was unsealed
    (warrant); an office whose first day is not known, with the person.
    """
    own = {key: value for key, value in item.items() if key not in _NESTED}
    yield PersonPart("persons", Person, own, ())
    name = str(item.get("id", ""))
    for kind, model in _NESTED.items():
        nested = item.get(kind, [])
        if not isinstance(nested, list):
            message = f"`{kind}` must be a list"
            yield Diagnostic(file, line, "not-a-list", message, name)
            continue
        for index, entry in enumerate(nested):
            if not isinstance(entry, dict):
                message = f"an entry of `{kind}` must have named fields"
                yield Diagnostic(file, line, "not-a-mapping", message, name)
                continue
            values = {**_defaults(kind, item, entry), **entry, "person": name}
            yield PersonPart(kind, model, values, (kind, index))


def _defaults(kind: str, person: dict[str, Any], entry: dict[str, Any]) -> dict[str, object]:
    values: dict[str, object] = {key: person[key] for key in _INHERITED if key in person}
    as_of = person.get("status_as_of")
    if kind == "warrants":
        values |= {"status_as_of": as_of, "public_on": entry.get("unsealed")}
        values["public_on_basis"] = "recorded"
        return values
    values["verified_until"] = as_of
    began = _last_day(entry.get("start"))
    if began is not None:
        values |= {"public_on": began, "public_on_basis": "event"}
    return values


def _last_day(text: object) -> date | None:
    try:
        return last_day(text) if isinstance(text, str) else None
    except ValueError:
        return None
