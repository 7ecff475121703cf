"""Begins a rule of one's own: its file and a worked case, checked before anything is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from ...base.atomic import create_all
from ...base.errors import Diagnostic, InputError, RulesError, SourceFilesError
from ...base.yaml12 import load
from ...case.question import QUESTION
from ...engine import Engine
from ...records.world import World
from ...rulebase.layers import labels
from ...rulebase.load import build
from ...rulebase.model import RuleBase
from ...rulebase.read import sort
from ..lint.model import LintDiagnostic, LintSources, Severity
from ..lint.run import check
from ..lint.sources import read_sources
from .draft import RuleRequest, rule_text
from .example import case_text, example

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Begun:
    """What was written, and what the linter says of it; no ``case`` if none was found."""

    rule: Path
    case: Path | None
    findings: tuple[LintDiagnostic, ...]


def begin(wanted: RuleRequest, directory: Path, world: World) -> Begun:
    """Write a new rule, and a case in which it applies, into a directory of one's own.

    Raises `InputError` for an id that exists, a file that is there, or a value that cannot be used,
    and `RulesError` if the rules would be ill-formed with it or are so already. Then nothing is
    written.
    """
    _check_names(wanted, directory)
    rule_path, case_path = _paths(wanted, directory)
    layers = [directory] if _has_rules(directory) else []
    before = read_sources(layers, world)
    rulebase = build(before.files)
    if wanted.id in rulebase.rule_index:
        place = rulebase.rules[rulebase.rule_index[wanted.id]].location
        raise InputError("ID", wanted.id, f"is a rule already, at {place.file}:{place.line}")
    text = rule_text(wanted, rulebase, before.library)
    (label,) = labels([directory]) if layers else (f"{directory.resolve().name}/",)
    name = label + rule_path.name
    after = _with(read_sources(layers, world), name, text)
    found = _findings(after, name)
    begun = build(after.files)
    example_text = _example(begun, world, wanted.id)
    texts = {rule_path: text}
    if example_text is not None:
        texts[case_path] = example_text
    try:
        create_all(texts)
    except FileExistsError as error:
        raise InputError("ID", wanted.id, f"has a file already: {error}") from error
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        raise SourceFilesError([Diagnostic(str(directory), 0, "unwritable", message)]) from error
    return Begun(rule_path, case_path if example_text is not None else None, found)


def _paths(wanted: RuleRequest, directory: Path) -> tuple[Path, Path]:
    """Return where the rule and its case go."""
    name = f"{wanted.id}.yaml"
    return directory / name, directory / "cases" / name


def _check_names(wanted: RuleRequest, directory: Path) -> None:
    """Raise `InputError` if the id is none, or the directory cannot be one of one's own."""
    if not _ID.fullmatch(wanted.id):
        words = ("small letters and figures, with single hyphens between",)
        raise InputError("ID", wanted.id, "cannot be the id of a rule", words)
    embedded = resources.files("safeconduct.rules")
    if isinstance(embedded, Path) and directory.resolve() == embedded.resolve():
        raise InputError(
            "--dir",
            str(directory),
            "holds the embedded rules; write a rule there into the file of its body of law",
            ("a folder of your own",),
        )
    if directory.exists() and not directory.is_dir():
        raise InputError("--dir", str(directory), "is not a folder")
    for path in _paths(wanted, directory):
        if path.exists():
            raise InputError("ID", wanted.id, f"has a file already: {path}")


def _has_rules(directory: Path) -> bool:
    return directory.is_dir() and any(
        one.suffix in {".yaml", ".yml"} and "cases" not in one.relative_to(directory).parts
        for one in directory.rglob("*")
    )


def _with(sources: LintSources, name: str, text: str) -> LintSources:
    """Return the sources with one more file of rules."""
    sources.files.texts[name] = text
    sort(name.rpartition("/")[2], load(text, file=name), sources.files)
    return sources


def _findings(sources: LintSources, name: str) -> tuple[LintDiagnostic, ...]:
    """Return what the linter says of a file; raises `RulesError` for errors anywhere."""
    found = check(sources)
    errors = [one.diagnostic for one in found if one.severity is Severity.ERROR]
    if errors:
        raise RulesError(errors)
    return tuple(one for one in found if one.diagnostic.file == name)


def _example(rulebase: RuleBase, world: World, rule: str) -> str | None:
    """Return the file of a case in which the rule applies, or nothing if none was found."""
    if QUESTION not in rulebase.questions:
        return None
    found = example(Engine(world, rulebase), rule)
    return None if found is None else case_text(rule, found)
