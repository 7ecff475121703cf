"""Reads one directory of rule files into their written shapes, keeping every line number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import Diagnostic, SourceFilesError
from ..records.yaml12 import Document, load
from .model import Location
from .source import (
    ConstraintSource,
    FactSource,
    IssueSource,
    IssuesSource,
    LeftOpenSource,
    MonotonicitySource,
    ProfileSource,
    PropertiesSource,
    QuestionSource,
    RuleSource,
    WaiverSource,
)

Directory = Path | Traversable
Model = TypeVar("Model", bound=BaseModel)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Written(Generic[Item]):
    """Something read from a file, and how to find the line of any of its parts."""

    item: Item
    document: Document
    path: tuple[str | int, ...]

    def at(self, *path: str | int) -> Location:
        """Return where the part at ``path`` stands (its parent if the part has no line)."""
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
    left_open: list[Written[LeftOpenSource]] = field(default_factory=list)
    waivers: list[Written[WaiverSource]] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def read_directory(directory: Directory, into: SourceFiles, *, label: str = "") -> None:
    """Add the rule files below ``directory`` to ``into``; mistakes become its ``problems``.

    ``facts.yaml``, ``constraints.yaml``, ``issues.yaml`` and ``properties.yaml`` declare,
    ``questions/`` asks, every other ``.yaml`` file is a list of rules. ``label`` stands before file
    names in messages.
    """
    if not directory.is_dir():
        into.problems.append(
            Diagnostic(f"{label}{directory.name}", 0, "no-directory", "not a directory")
        )
        return
    empty = True
    for name, file in sorted(_yaml_files(directory)):
        empty = False
        try:
            document = load(file.read_text("utf-8"), file=label + name)
        except SourceFilesError as error:
            into.problems.extend(error.diagnostics)
        except UnicodeDecodeError as error:
            message = f"not UTF-8 at byte {error.start}"
            into.problems.append(Diagnostic(label + name, 0, "encoding", message))
        else:
            _sort(name, document, into)
    if empty:
        into.problems.append(
            Diagnostic(label or directory.name, 0, "no-rules", "no .yaml file here")
        )


def _yaml_files(directory: Directory, prefix: str = "") -> Iterator[tuple[str, Directory]]:
    for entry in directory.iterdir():
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _yaml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".yaml", ".yml")):
            yield prefix + entry.name, entry


def _sort(name: str, document: Document, into: SourceFiles) -> None:
    if name == "facts.yaml":
        into.facts.extend(_items(document, FactSource, into.problems))
    elif name == "constraints.yaml":
        into.constraints.extend(_items(document, ConstraintSource, into.problems))
    elif name == "issues.yaml":
        for both in _one(document, (), IssuesSource, into.problems):
            into.issues.extend(
                Written(item, document, ("issues", index))
                for index, item in enumerate(both.item.issues)
            )
            into.profiles.extend(
                Written(item, document, ("profiles", index))
                for index, item in enumerate(both.item.profiles)
            )
    elif name == "properties.yaml":
        for declared in _one(document, (), PropertiesSource, into.problems):
            into.monotonicities.extend(
                Written(item, document, ("monotonicities", index))
                for index, item in enumerate(declared.item.monotonicities)
            )
            into.left_open.extend(
                Written(item, document, ("left_open", index))
                for index, item in enumerate(declared.item.left_open)
            )
            into.waivers.extend(
                Written(item, document, ("waivers", index))
                for index, item in enumerate(declared.item.waivers)
            )
    elif name.startswith("questions/"):
        into.questions.extend(_one(document, (), QuestionSource, into.problems))
    else:
        into.rules.extend(_items(document, RuleSource, into.problems))


def _items(
    document: Document, model: type[Model], problems: list[Diagnostic]
) -> Iterator[Written[Model]]:
    if not isinstance(document.value, list):
        message = f"expected a list of {_plural(model)}"
        problems.append(Diagnostic(document.file, 1, "shape", message, fix="- id: …"))
        return
    for index in range(len(document.value)):
        yield from _one(document, (index,), model, problems)


def _one(
    document: Document,
    path: tuple[str | int, ...],
    model: type[Model],
    problems: list[Diagnostic],
) -> Iterator[Written[Model]]:
    value = document.value
    for key in path:
        value = value[key]  # type: ignore[index]  # the path came from this very value
    try:
        yield Written(model.model_validate(value), document, path)
    except ValidationError as error:
        subject = str(value.get("id") or value.get("name") or "") if isinstance(value, dict) else ""
        for detail in error.errors():
            where = tuple(part for part in detail["loc"] if part != "if_")
            shown = ".".join(str(part) for part in where) or _plural(model)[:-1]
            message = f"{shown}: {detail['msg']}"
            line = document.line(*path, *where)
            problems.append(Diagnostic(document.file, line, "shape", message, subject))


def _plural(model: type[BaseModel]) -> str:
    return model.__name__.removesuffix("Source").lower() + "s"
