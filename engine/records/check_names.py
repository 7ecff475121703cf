"""A name means one person: a wrong one would be a defamation."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import RecordDiagnostic
from .names.fold import fold
from .names.persons import strong_names
from .source_files import FilesReading


def check_names(reading: FilesReading) -> Iterator[RecordDiagnostic]:
    """Yield a finding for a name or alias that is no text, stands twice or means two persons.

    Usual and weak aliases may be those of several persons, but no strong name of another one. A
    name that is repeated among the usual aliases is itself no stronger.
    """
    persons = reading.tables().persons
    owners: dict[str, str] = {}
    for person in persons:
        seen: set[str] = set()
        for name in (*strong_names(person), *person.usual_aliases, *person.weak_aliases):
            folded = fold(name)
            if not folded:
                message = f"the name `{name}` holds no letter"
                yield RecordDiagnostic("persons", person.id, "empty-name", message)
            elif folded in seen:
                message = f"the name `{name}` is given already"
                yield RecordDiagnostic("persons", person.id, "repeated-name", message, "remove it")
            seen.add(folded)
        for name in strong_names(person):
            owners.setdefault(fold(name), person.id)
    for gap in reading.tables().known_gaps:
        for name in (gap.name, *gap.aliases, *gap.groups):
            owner = owners.get(fold(name), "")
            if owner or not fold(name):
                why = f"means {owner}, who is on record" if owner else "holds no letter"
                message = f"the name `{name}` {why}"
                yield RecordDiagnostic("known_gaps", gap.id, "ambiguous-name", message)
    for person in persons:
        for name in (person.name, *person.every_alias):
            folded = fold(name)
            owner = owners.get(folded, person.id)
            if folded and owner != person.id:
                message = f"the name `{name}` means {owner} too"
                yield RecordDiagnostic("persons", person.id, "ambiguous-name", message)
