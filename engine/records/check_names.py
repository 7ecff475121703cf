"""A name means one person: a wrong one would be a defamation."""

from __future__ import annotations

from collections.abc import Iterator

from ..names.fold import fold
from .findings import Finding
from .source_files import Reading


def check_names(reading: Reading) -> Iterator[Finding]:
    """Yield a finding for a name or alias that is no text, stands twice or means two persons."""
    owners: dict[str, str] = {}
    for person in reading.tables().persons:
        seen: set[str] = set()
        for name in (person.name, *person.aliases):
            folded = fold(name)
            if not folded:
                message = f"the name `{name}` holds no letter"
                yield Finding("persons", person.id, "empty-name", message)
            elif folded in seen:
                message = f"the name `{name}` is given already"
                yield Finding("persons", person.id, "repeated-name", message, "remove it")
            elif owners.setdefault(folded, person.id) != person.id:
                message = f"the name `{name}` means {owners[folded]} too"
                yield Finding("persons", person.id, "ambiguous-name", message)
            seen.add(folded)
