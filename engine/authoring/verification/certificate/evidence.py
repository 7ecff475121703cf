"""Evidence that other tools found, read from JSON files and merged into a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from ....base.errors import InputError
from ....base.json_text import NotJson, RepeatedMembers, read_json
from .model import Evidence, Mutation


@dataclass(frozen=True)
class EvidenceRead:
    """Evidence for a certificate: entries by id, and the mutation score."""

    entries: tuple[Evidence, ...] = ()
    mutation: Mutation | None = None


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


class _File(BaseModel):
    """A file of evidence; ``rules``: the digest of the rules that it is about, if it says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: str | None = None
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(_several)] = ()
    mutation: Mutation | None = None


def read_evidence(files: Sequence[Path], rules: str) -> EvidenceRead:
    """Return the evidence in files, about the rules of the digest ``rules``.

    A file holds an object with ``evidence`` (entries) or ``mutation``, and may say which ``rules``
    it is about; or a list of entries alone; or a mutation score alone (``caught``, ``total``,
    ``survivors``). Raises `InputError` for a file that cannot be read, is about other rules, or has
    something that another file has too.
    """
    entries: dict[str, Evidence] = {}
    mutation: Mutation | None = None
    for path in files:
        found = _read(path)
        if found.rules not in (None, rules):
            message = f"is about other rules ({found.rules}); these are {rules}"
            raise InputError("evidence", str(path), message)
        for entry in found.evidence:
            if entry.id in entries:
                raise InputError("evidence", str(path), f"`{entry.id}` is there twice")
            entries[entry.id] = entry
        if found.mutation is not None:
            if mutation is not None:
                raise InputError("evidence", str(path), "a second mutation score")
            mutation = found.mutation
    return EvidenceRead(tuple(entries[id_] for id_ in sorted(entries)), mutation)


def _read(path: Path) -> _File:
    try:
        value = read_json(path.read_bytes())
    except OSError as error:
        raise InputError("evidence", str(path), error.strerror or "cannot be read") from None
    except (NotJson, RepeatedMembers) as error:
        raise InputError("evidence", str(path), str(error)) from None
    if isinstance(value, list):
        value = {"evidence": value}
    elif isinstance(value, dict) and "total" in value:
        rules = {"rules": value.pop("rules")} if "rules" in value else {}
        value = {**rules, "mutation": value}
    try:
        return _File.model_validate(value)
    except ValidationError as error:
        said = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in error.errors()
        )
        raise InputError("evidence", str(path), said) from None
