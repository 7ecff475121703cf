"""Gathers what the linter looks at: the files of each layer, and the decisions on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ...base.errors import Diagnostic, SafeconductError, SourceFilesError
from ...base.shapes import shape_findings
from ...base.text_files import is_there, read_text
from ...base.words import near
from ...base.yaml12 import load
from ...inference.durable import MOST_PROPERTIES
from ...inference.normal_form import MOST_CONJUNCTIONS, disjuncts
from ...questions.bindings import binding_of
from ...questions.cases import unanswerable as of_question
from ...records.load import own_rulings
from ...records.world import World
from ...rulebase.aside import InstrumentsSource, WordingSource
from ...rulebase.layers import embedded as shipped_bases
from ...rulebase.layers import shipped_as
from ...rulebase.load import read_layers
from ...rulebase.manifest import SAFECONDUCT
from ...rulebase.model import RuleBase
from ...rulebase.read import SourceFiles
from ...timeline.relations import RELATIONS
from ..citations.decisions import decisions_of
from ..citations.resolve import Instruments, Library
from .model import LintSources, WordLists

Model = TypeVar("Model", bound=BaseModel)


def read_sources(
    directories: Sequence[Path] = (), world: World | None = None, *, embedded: bool = True
) -> LintSources:
    """Return the rules of some directories and what they stand on, as the linter looks at them.

    ``embedded``: whether what says nothing else stands on the embedded rules. ``world``: the
    records in which cited decisions are looked up, beside those that the directories bring along;
    without them none is. Nothing is raised: what is
    wrong with the files is among the problems of ``files``.
    """
    files = read_layers(directories, embedded=embedded)
    instruments = Instruments.of(_read("instruments.yaml", InstrumentsSource, files))
    wording = WordLists.of(_read("wording.yaml", WordingSource, files))
    files.problems.extend(_statements(instruments, files))
    decisions = None if world is None else decisions_of(world, own_rulings(files.records))
    return LintSources(files, Library(instruments, decisions), wording)


def read_library(directories: Sequence[Path], world: World) -> Library:
    """Return what the rules of directories and what they stand on may cite, decisions included."""
    return read_sources(directories, world).library


def _read(name: str, model: type[Model], files: SourceFiles) -> Iterator[Model]:
    """Yield what the file of that name says in each layer that has one.

    What is shipped beside the rules of travel shares what may be cited, and how, with them.
    """
    shared = any(shipped_as(one) not in {"", SAFECONDUCT} for one, _ in files.layers)
    for directory, label in (
        ((shipped_bases()[SAFECONDUCT], ""), *files.layers) if shared else files.layers
    ):
        path = directory / name
        if not is_there(path):
            continue
        try:
            text = read_text(path, file=label + name)
            files.texts[label + name], files.paths[label + name] = text, path
            document = load(text, file=label + name)
            yield model.model_validate(document.value)
        except SourceFilesError as error:
            files.problems.extend(error.diagnostics)
        except ValidationError as error:
            files.problems += shape_findings(error, document, whole=name)


def unanswerable(rulebase: RuleBase) -> Iterator[Diagnostic]:
    """Yield what an engine would refuse in rules that are well-formed."""
    for table in rulebase.questions.values():
        yield from of_question(table, binding_of(table.id))
    for fact in rulebase.facts:
        if fact.relation and fact.relation not in RELATIONS:
            place, message = fact.location, f"there is no relation `{fact.relation}`"
            fix = near(fact.relation, RELATIONS) or (
                "leave it out, and record claims of the fact, or name what reads it under `facts` "
                "of the question"
            )
            yield Diagnostic(place.file, place.line, "unknown-relation", message, fact.name, fix)
    for rule in rulebase.rules:
        try:
            widest = max(map(len, disjuncts(rule.body)), default=0)
        except SafeconductError:
            message = f"its condition has more than {MOST_CONJUNCTIONS} alternatives"
        else:
            if widest <= MOST_PROPERTIES:
                continue
            message = f"its condition tests {widest} things at once, and at most {MOST_PROPERTIES}"
        place, fix = rule.location, "split the rule, or conclude parts of its condition first"
        yield Diagnostic(place.file, place.line, "too-wide", message, rule.id, fix)


def _statements(instruments: Instruments, files: SourceFiles) -> Iterator[Diagnostic]:
    """Yield each statement whose position does not exist."""
    known = {f"{w.item.id}/{one.id}" for w in files.issues for one in w.item.positions}
    shipped = [shipped_as(directory) for directory, _ in files.layers]
    if any(name not in {"", SAFECONDUCT} for name in shipped):
        return  # those of the rules of travel are among them
    for statement in instruments.statements:
        issue = statement.position.partition("/")[0]
        if statement.position not in known and issue not in files.unread:
            message = f"there is no position `{statement.position}`"
            fix = near(statement.position, known)
            yield Diagnostic(
                "instruments.yaml", 0, "unknown-position", message, statement.name, fix
            )
