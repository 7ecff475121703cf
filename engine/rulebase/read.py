"""Reads one directory of rule files into their written shapes, keeping every line number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..base.errors import Diagnostic, SourceFilesError
from ..base.shapes import shape_findings
from ..base.text_files import read_text, unreadable
from ..base.yaml12 import Document, load
from .manifest import MANIFEST
from .mistakes import told
from .model import AppliedAmendment, Location
from .source import (
    ConstraintSource,
    FactSource,
    InvariantSource,
    IssueSource,
    IssuesParts,
    LeftOpenSource,
    MonotonicitySource,
    ProfileSource,
    PropertiesParts,
    QuestionSource,
    RowSource,
    RuleSource,
    WaiverSource,
)

Directory = Path | Traversable

CASES: Final = "cases"
"""The directory within one of rules in which its worked cases are; they are no rules."""

ASIDE: Final = frozenset({CASES, "instruments.yaml", "wording.yaml", MANIFEST})
"""What may lie in a rule directory without being rules: worked cases, what the linter knows, and
what the directory stands on."""

Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Written(Generic[Item]):
    """Something read from a file, and how to find the line of any of its parts."""

    item: Item
    document: Document
    path: tuple[str | int, ...]
    amended: Mapping[tuple[str | int, ...], Written[Any]] = field(default_factory=dict)
    """Parts that stand elsewhere, because an amendment put them or moved them there."""

    def at(self, *path: str | int) -> Location:
        """Return where the part at ``path`` stands (its parent if the part has no line)."""
        for end in range(len(path), 0, -1) if self.amended else ():
            part = self.amended.get(path[:end])
            if part is not None:
                return part.at(*path[end:])
        return Location(self.document.file, self.document.line(*self.path, *path))


@dataclass
class SourceFiles:
    """Everything written in one or several rule directories, and what was wrong with it."""

    facts: list[Written[FactSource]] = field(default_factory=list)
    constraints: list[Written[ConstraintSource]] = field(default_factory=list)
    issues: list[Written[IssueSource]] = field(default_factory=list)
    profiles: list[Written[ProfileSource]] = field(default_factory=list)
    rules: list[Written[RuleSource]] = field(default_factory=list)
    questions: list[Written[QuestionSource]] = field(default_factory=list)
    monotonicities: list[Written[MonotonicitySource]] = field(default_factory=list)
    invariants: list[Written[InvariantSource]] = field(default_factory=list)
    left_open: list[Written[LeftOpenSource]] = field(default_factory=list)
    waivers: list[Written[WaiverSource]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Names declared by entries that could not be read: what uses them is no further mistake."""
    texts: dict[str, str] = field(default_factory=dict)
    """The text of each file, by the name it has in messages."""
    paths: dict[str, Directory] = field(default_factory=dict)
    """Where each of these files is."""
    layers: list[tuple[Directory, str]] = field(default_factory=list)
    """The directories that were read, each with what stands before its files' names in messages."""
    records: list[Directory] = field(default_factory=list)
    """The directories of records that go with the rules."""
    usual: dict[str, str] = field(default_factory=dict)
    """The position, on issues that amendments added, of profiles that do not choose."""
    withdrawn: list[Written[RuleSource]] = field(default_factory=list)
    """Rules that amendments took away or replaced, as they were."""
    withdrawn_rows: list[Written[RowSource]] = field(default_factory=list)
    """The same of the rows of questions."""
    amendments: list[AppliedAmendment] = field(default_factory=list)
    amended: dict[str, tuple[Location, str]] = field(default_factory=dict)
    """What was amended: where, and by the layer of which label."""


_DECLARES = re.compile(r"\b(?:id|name|then): *(?:not )?([a-z][a-z0-9_.-]*)")
"""What a file that is not YAML seems to declare."""


def read_directory(
    directory: Directory,
    into: SourceFiles,
    *,
    label: str = "",
    aside: Collection[str] = (),
    may_be_empty: bool = False,
) -> None:
    """Add the rule files below ``directory`` to ``into``; mistakes become its ``problems``.

    ``facts.yaml``, ``constraints.yaml``, ``issues.yaml`` and ``properties.yaml`` declare,
    ``questions/`` asks, every other ``.yaml`` file is a list of rules, except what `ASIDE` and
    ``aside`` name. Hidden files and folders are passed over, and folders that have a
    `rulebase.yaml`: they are rule bases of their own. ``label`` stands before file names in
    messages.
    """
    if not directory.is_dir():
        into.problems.append(
            Diagnostic(f"{label}{directory.name}", 0, "no-directory", "there is no such directory")
        )
        return
    try:
        files = sorted(_yaml_files(directory, {*ASIDE, *aside}, label))
    except SourceFilesError as error:
        into.problems.extend(error.diagnostics)
        return
    for name, file in files:
        document = read_document(file, label + name, into)
        if document is not None:
            sort(name, document, into)
    if not files and not may_be_empty:
        into.problems.append(
            Diagnostic(label or directory.name, 0, "no-rules", "no .yaml file here")
        )


def read_document(file: Directory, name: str, into: SourceFiles) -> Document | None:
    """Return what a file says, or nothing if it cannot be read; then it is among the problems."""
    try:
        text = read_text(file, file=name)
        into.texts[name], into.paths[name] = text, file
        return load(text, file=name)
    except SourceFilesError as error:
        into.problems.extend(error.diagnostics)
        into.unread.update(_DECLARES.findall(into.texts.get(name, "")))
        return None


def _yaml_files(
    directory: Directory, aside: Collection[str], label: str
) -> list[tuple[str, Directory]]:
    """Return the rule files below a directory, by name.

    Raises `SourceFilesError` if there are more than `MOST_FILES` in more than `MOST_FOLDERS`, or
    if a link leads to a folder a second time: what is linked in a circle has no end.
    """
    found: list[tuple[str, Directory]] = []
    folders, seen = [("", directory)], {_real(directory)}
    while folders:
        prefix, folder = folders.pop()
        for name, entry in _entries(folder, prefix, label):
            if entry.name.startswith(".") or name in aside:
                continue
            if not entry.is_dir():
                if entry.name.endswith((".yaml", ".yml")):
                    found.append((name, entry))
            elif not entry.name.startswith("_") and not _is_apart(entry):
                if _real(entry) in seen:
                    message = "this leads to a folder that was read already"
                    raise SourceFilesError([Diagnostic(label + name, 0, "linked-twice", message)])
                seen.add(_real(entry))
                folders.append((f"{name}/", entry))
        if len(found) > MOST_FILES or len(seen) > MOST_FOLDERS:
            message = f"there are more than {MOST_FILES:,} files or {MOST_FOLDERS:,} folders here"
            raise SourceFilesError(
                [Diagnostic(label or directory.name, 0, "too-many-files", message)]
            )
    return found


def _entries(folder: Directory, prefix: str, label: str) -> list[tuple[str, Directory]]:
    try:
        return [(prefix + entry.name, entry) for entry in folder.iterdir()]
    except OSError as error:
        raise unreadable(error, label + prefix or folder.name) from error


def _is_apart(folder: Directory) -> bool:
    """Whether a folder is a rule base of its own."""
    return folder.joinpath(MANIFEST).is_file()


def _real(folder: Directory) -> str:
    return str(folder.resolve() if isinstance(folder, Path) else folder)


MOST_FILES: Final = 5000
MOST_FOLDERS: Final = 500


def sort(name: str, document: Document, into: SourceFiles) -> None:
    """Add what a document says to ``into``, by the name of its file in the rule directory."""
    if name == "facts.yaml":
        into.facts.extend(_items(document, FactSource, into))
    elif name == "constraints.yaml":
        into.constraints.extend(_items(document, ConstraintSource, into))
    elif name == "issues.yaml":
        for both in written(document, (), IssuesParts, into):
            into.issues.extend(_part(document, "issues", both.item.issues, IssueSource, into))
            into.profiles.extend(
                _part(document, "profiles", both.item.profiles, ProfileSource, into)
            )
    elif name == "properties.yaml":
        for all_ in written(document, (), PropertiesParts, into):
            parts = all_.item
            into.monotonicities.extend(
                _part(document, "monotonicities", parts.monotonicities, MonotonicitySource, into)
            )
            into.invariants.extend(
                _part(document, "invariants", parts.invariants, InvariantSource, into)
            )
            into.left_open.extend(
                _part(document, "left_open", parts.left_open, LeftOpenSource, into)
            )
            into.waivers.extend(_part(document, "waivers", parts.waivers, WaiverSource, into))
    elif name.startswith("questions/"):
        into.questions.extend(written(document, (), QuestionSource, into))
    else:
        into.rules.extend(_items(document, RuleSource, into))


def _items(document: Document, model: type[Model], into: SourceFiles) -> Iterator[Written[Model]]:
    if not isinstance(document.value, list):
        message = f"expected a list of {_plural(model)}"
        fix = "- id: …"
        if isinstance(document.value, dict):
            keys = list(document.value)
            whole = len(keys) == 1 and isinstance(document.value[keys[0]], list)
            fix = f"leave `{keys[0]}:` out" if whole else "- id: …, beginning with a dash"
        elif document.value is None:
            fix = "- id: …, or no file"
        into.problems.append(Diagnostic(document.file, 1, "shape", message, fix=fix))
        return
    for index in range(len(document.value)):
        yield from written(document, (index,), model, into)


def _part(
    document: Document,
    key: str,
    values: Sequence[object],
    model: type[Model],
    into: SourceFiles,
) -> Iterator[Written[Model]]:
    for index in range(len(values)):
        yield from written(document, (key, index), model, into)


def written(
    document: Document,
    path: tuple[str | int, ...],
    model: type[Model],
    into: SourceFiles,
) -> Iterator[Written[Model]]:
    """Yield what stands at ``path`` of a document, if it is of the shape of ``model``.

    Else every mistake becomes a problem of ``into``.
    """
    value = document.value
    for key in path:
        value = value[key]  # type: ignore[index]  # the path came from this very value
    try:
        yield Written(model.model_validate(value), document, path)
    except ValidationError as error:
        subject = str(value.get("id") or value.get("name") or "") if isinstance(value, dict) else ""
        whole = _plural(model)[:-1]
        into.problems += shape_findings(
            error, document, *path, whole=whole, subject=subject, tell=partial(told, model)
        )
        into.unread.update(_declared(value))


def _declared(value: object) -> Iterator[str]:
    """Yield what an entry that could not be read would have declared, however deep it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"id", "name", "then"} and isinstance(inner, str):
                yield inner.removeprefix("not ")
            yield from _declared(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _declared(inner)


def _plural(model: type[BaseModel]) -> str:
    return model.__name__.removesuffix("Source").lower() + "s"
