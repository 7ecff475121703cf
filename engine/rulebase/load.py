"""From rule directories to a checked `RuleBase`; all mistakes are raised at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any, Final

from pydantic import BaseModel

from ..base.errors import Diagnostic, RulesError
from ..base.words import counted
from .build import Builder
from .checks import check
from .conditions import Vocabulary
from .declare import declare
from .layers import Stack, split
from .layers import embedded as shipped
from .manifest import MANIFEST, NOTHING, SAFECONDUCT
from .model import BOOLEAN, Location, RuleBase
from .read import Directory, SourceFiles
from .strata import stratify


def load_rules(layers: Sequence[Directory] = (), *, embedded: bool = True) -> RuleBase:
    """Return the rule base of some directories and what they stand on, in order.

    Each says in `rulebase.yaml` what it extends and amends; without that it stands on those named
    before it and, the first, on the embedded rules (with ``embedded`` false: on nothing). A layer
    may add facts, issues, profiles, questions and rules, and its rules may defeat earlier ones by
    id. Raises `RulesError` with every mistake, by file and line.
    """
    return build(read_layers(layers, embedded=embedded))


def read_layers(layers: Sequence[Directory] = (), *, embedded: bool = True) -> SourceFiles:
    """Return what is written in some directories and in all that they stand on.

    Nothing is raised: mistakes are among the ``problems``.
    """
    stack = Stack(SourceFiles(), embedded)
    for directory in layers or ([resources.files("safeconduct.rules")] if embedded else []):
        stack.add(directory)
    stack.read()
    return stack.files


def read_beside(layers: Sequence[Directory] = ()) -> Mapping[str, SourceFiles]:
    """Return what is written of each question that is shipped beside that of travel, by its base.

    ``layers``: directories of any of these bases.
    """
    by_base = split(layers)
    return {
        name: read_layers(by_base.get(name, (directory,)))
        for name, directory in shipped().items()
        if name != SAFECONDUCT
    }


def build(files: SourceFiles) -> RuleBase:
    """Return the rule base that ``files`` write down; raises `RulesError` with every mistake."""
    problems = [
        *files.problems,
        *_layered_twice(files, tuple(_duplicates(files))),
        *_clashes(files),
    ]
    vocabulary = Vocabulary(
        {w.item.name: w.item.values or BOOLEAN for w in files.facts},
        {w.item.id: tuple(p.id for p in w.item.positions) for w in files.issues},
        frozenset(w.item.then.removeprefix("not ") for w in (*files.rules, *files.withdrawn)),
        frozenset(files.unread),
    )
    unread = any("questions/" in one.file for one in files.problems)
    builder = Builder(vocabulary, problems, files.questions, unread=unread)
    facts = tuple(builder.fact(w) for w in files.facts)
    issues = tuple(builder.issue(w) for w in files.issues)
    profiles = builder.profiles(files.profiles, files.usual)
    constraints = tuple(builder.constraint(w) for w in files.constraints)
    rules = tuple(builder.rule(w) for w in files.rules)
    questions = {w.item.id: builder.question(w) for w in files.questions}
    strata = stratify(rules, problems, (w.item.then.removeprefix("not ") for w in files.withdrawn))
    # What only a withdrawn rule asked for, or concluded, is no mistake of whoever withdrew it.
    withdrawn = builder.withdrawn(files.withdrawn, files.withdrawn_rows)
    properties = declare(files, vocabulary, questions, problems)
    if problems:
        raise RulesError(problems)
    rulebase = RuleBase(
        facts,
        constraints,
        issues,
        profiles,
        rules,
        questions,
        strata,
        _digest(files),
        properties,
        tuple(files.amendments),
        withdrawn,
    )
    problems = list(check(rulebase))
    if problems:
        raise RulesError(problems)
    return rulebase


def _duplicates(files: SourceFiles) -> Iterable[Diagnostic]:
    groups: dict[str, list[tuple[str, Location]]] = {
        "rule": [(w.item.id, w.at("id")) for w in files.rules],
        "fact": [(w.item.name, w.at("name")) for w in files.facts],
        "constraint": [(w.item.id, w.at("id")) for w in files.constraints],
        "issue": [(w.item.id, w.at("id")) for w in files.issues],
        "profile": [(w.item.id, w.at("id")) for w in files.profiles],
        "question": [(w.item.id, w.at("id")) for w in files.questions],
        "property": [
            *((w.item.id, w.at("id")) for w in files.monotonicities),
            *((w.item.id, w.at("id")) for w in files.invariants),
            *((w.item.id, w.at("id")) for w in files.left_open),
            *((w.item.id, w.at("id")) for w in files.waivers),
        ],
    }
    for kind, entries in groups.items():
        first: dict[str, Location] = {}
        for name, location in entries:
            if name in first:
                earlier = first[name]
                message = f"the {kind} `{name}` is already written at {earlier.file}:{earlier.line}"
                yield Diagnostic(location.file, location.line, "duplicate-id", message, name)
            first.setdefault(name, location)


def _layered_twice(files: SourceFiles, duplicates: Sequence[Diagnostic]) -> Iterable[Diagnostic]:
    """Return duplicates; where most of a layer is one, only that it should stand on nothing."""
    for _, label in files.layers[1:]:
        own = [one for one in duplicates if label and one.file.startswith(label)]
        if len(own) > _MOST_DUPLICATES:
            message = (
                f"{counted(len(own), 'thing')} in `{label}` are written in what it stands on, too: "
                "it seems to be a rule base of its own"
            )
            fix = f"write `extends: {NOTHING}` into {label}{MANIFEST}"
            return [Diagnostic(label + MANIFEST, 0, "duplicate-id", message, "", fix)]
    return duplicates


_MOST_DUPLICATES = 20
"""Beyond so many a directory is taken for one that was not meant as a layer."""


def _clashes(files: SourceFiles) -> Iterable[Diagnostic]:
    """Yield each conclusion that has the name of an issue: in a condition it could be either."""
    issues = {w.item.id: w.at("id") for w in files.issues}
    for written in files.rules:
        head = written.item.then.removeprefix("not ")
        if head in issues:
            place, other = written.at("then"), issues[head]
            message = f"`{head}` is the issue written at {other.file}:{other.line}"
            yield Diagnostic(place.file, place.line, "name-clash", message, written.item.id)


def _digest(files: SourceFiles) -> str:
    """Return a SHA-256 over the law in the files: comments, layout and order do not count.

    What is declared about it in ``properties.yaml`` is no law and has its own digest; nor is it law
    in which words answers tell it.
    """
    said = {
        kind: sorted(
            (_law(w.item) for w in getattr(files, kind)),
            key=lambda item: json.dumps(item, sort_keys=True),
        )
        for kind in ("facts", "constraints", "issues", "profiles", "rules", "questions")
    }
    if files.usual:
        said["usual"] = [dict(files.usual)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


_NOTHING_TO_ADD: Final = ("inputs", "day", "until", "cases", "facts", "default")
"""Where it is empty it says nothing: how a question is put, and which profile is the default."""


def _law(item: BaseModel) -> dict[str, Any]:
    """Return what an entry says of the law."""
    said = item.model_dump(mode="json", by_alias=True, exclude={"wording"})
    return {key: it for key, it in said.items() if it or key not in _NOTHING_TO_ADD}
