"""From the directories that are named to all that they stand on, in order, each read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from ..base.errors import Diagnostic
from ..base.text_files import is_there
from ..base.words import near
from ..base.yaml12 import Document
from .amend import amend
from .manifest import AMENDMENTS, MANIFEST, NOTHING, SAFECONDUCT, RuleBaseParts
from .model import Location
from .read import Directory, SourceFiles, Written, read_directory, read_document, written

_VALID: Final = f"`{SAFECONDUCT}`, `{NOTHING}`, or the path of another directory of rules"


@dataclass(frozen=True)
class Layer:
    """One directory of rules; ``root``: the key of the directory at the bottom of its stack."""

    directory: Directory
    label: str
    root: str
    extends: Location
    """Where what it extends is named."""
    records: str
    place: Location
    """Where the records are named."""
    amendments: tuple[Written[Any], ...]
    declared: bool
    """Whether it has a `rulebase.yaml`."""


@dataclass
class Stack:
    """The layers from the lowest to the highest.

    ``embedded``: whether what says nothing else, and stands on nothing, stands on the embedded
    rules.
    """

    files: SourceFiles
    embedded: bool
    layers: dict[str, Layer] = field(default_factory=dict)
    _labels: set[str] = field(default_factory=set)

    def add(self, directory: Directory) -> None:
        """Add a directory and what it stands on, unless it is there; mistakes become problems."""
        missing = Diagnostic(directory.name, 0, "no-directory", "there is no such directory")
        lowest = next((layer.root for layer in self.layers.values()), None)
        root = self._add(directory, (), Location(directory.name, 0), missing)
        if root is not None and lowest not in {None, root}:
            message = (
                f"{_told(directory)} stands on {_told_root(root)}, and what is named before it on "
                f"{_told_root(str(lowest))}"
            )
            fix = "rules that are used together stand on one rule base"
            self._fail(self.layers[_key(directory)].extends, "extends-another", message, fix)
            self.layers = {key: one for key, one in self.layers.items() if one.root == lowest}

    def _add(
        self, directory: Directory, above: Sequence[str], place: Location, missing: Diagnostic
    ) -> str | None:
        """Return the key of the lowest directory beneath one, or nothing if there is a mistake.

        ``place``: where it is named; ``missing``: the mistake if it is no directory.
        """
        key = _key(directory)
        if key in above:
            names = [Path(one).name or one for one in (*above[above.index(key) :], key)]
            message = f"{' extends '.join(names)}: nothing extends itself"
            self._fail(place, "extends-itself", message, _VALID)
            return None
        if key in self.layers:
            return self.layers[key].root
        if not directory.is_dir():
            self.files.problems.append(missing)
            return None
        label = self._label(key, named=not above)
        manifest = self._manifest(directory, label)
        if manifest is None:
            return None
        said = manifest.item
        place = manifest.at("extends")
        root = self._root(directory, key, said.extends, place, (*above, key))
        if root is None:
            return None
        self.layers[key] = Layer(
            directory,
            label,
            root,
            place,
            said.records or "",
            manifest.at("records"),
            tuple(self._amendments(manifest)),
            manifest.document.value is not None,
        )
        return root

    def _root(
        self,
        directory: Directory,
        key: str,
        extends: str | None,
        place: Location,
        above: Sequence[str],
    ) -> str | None:
        """Add what a directory extends and return the key of the lowest one beneath it."""
        if extends is None:
            if self.layers and len(above) == 1:
                return next(iter(self.layers.values())).root
            extends = SAFECONDUCT if self.embedded else NOTHING
        if extends == NOTHING:
            return key
        for name, shipped in embedded().items():
            if extends == name:
                missing = Diagnostic(
                    place.file, place.line, "no-directory", f"there is no `{name}`"
                )
                return self._add(shipped, above, place, missing)
        other = _beside(directory, extends)
        hint = near(extends, (*embedded(), NOTHING))
        message = f"there is no directory `{extends}` to extend"
        missing = Diagnostic(
            place.file, place.line, "extends-missing", message, "", hint or f"say {_VALID}"
        )
        if other is None:
            self.files.problems.append(missing)
            return None
        return self._add(other, above, place, missing)

    def _manifest(self, directory: Directory, label: str) -> Written[RuleBaseParts] | None:
        """Return what a directory says of itself, or nothing if that cannot be known."""
        file = directory.joinpath(MANIFEST)
        if not is_there(file):
            return Written(RuleBaseParts(), Document(label + MANIFEST, None, {}), ())
        document = read_document(file, label + MANIFEST, self.files)
        if document is None:
            return None
        if document.value is None:
            message = "the file says nothing"
            self._fail(Location(document.file, 1), "shape", message, f"extends: {_VALID}")
            return None
        for found in written(document, (), RuleBaseParts, self.files):
            return found
        extends = document.value.get("extends") if isinstance(document.value, dict) else None
        if not isinstance(extends, str):
            return None
        return Written(RuleBaseParts(extends=extends), document, ())

    def _amendments(self, manifest: Written[RuleBaseParts]) -> list[Written[Any]]:
        found: list[Written[Any]] = []
        for index, value in enumerate(manifest.item.amends):
            what = value.get("what") if isinstance(value, dict) else None
            model = AMENDMENTS.get(what) if isinstance(what, str) else None
            if model is None:
                place = manifest.at("amends", index, "what")
                kinds = ", ".join(AMENDMENTS)
                message = (
                    f"`what: {what}` is not something to amend" if what else "`what` is missing"
                )
                fix = near(str(what), AMENDMENTS) or f"one of: {kinds}"
                self._fail(place, "shape", message, fix)
                continue
            path = ("amends", index)
            found += written(manifest.document, path, model, self.files)
        return found

    def _label(self, key: str, *, named: bool) -> str:
        """Return what stands before the names of a directory's files; no two have the same."""
        for name, shipped in embedded().items():
            if key == _key(shipped):
                inner = name.removeprefix(SAFECONDUCT).removeprefix("/")
                return f"{inner}/" if inner else ""
        label = ""
        if self.embedded or self._labels or not named:
            names = key.split("/")
            label = f"{names[-1]}/"
            if label in self._labels:
                label = "/".join((*names[-2:], ""))
        self._labels.add(label)
        return label

    def _fail(self, place: Location, code: str, message: str, fix: str) -> None:
        """Add a mistake."""
        self.files.problems.append(Diagnostic(place.file, place.line, code, message, "", fix))

    def read(self) -> None:
        """Read every layer, each amending those beneath it before it is added to them."""
        for layer in self.layers.values():
            self.files.layers.append((layer.directory, layer.label))
            for amendment in layer.amendments:
                amend(self.files, amendment, layer.label)
            if layer.records:
                records = _beside(layer.directory, layer.records)
                if records is None:
                    self._fail(
                        layer.place,
                        "records-missing",
                        f"there is no directory `{layer.records}` of records",
                        "records: the path of one, seen from this directory",
                    )
                else:
                    self.files.records.append(records)
            read_directory(
                layer.directory,
                self.files,
                label=layer.label,
                aside=(layer.records.removeprefix("./").rstrip("/"),) if layer.records else (),
                may_be_empty=layer.declared,
            )


def labels(directories: Sequence[Directory]) -> tuple[str, ...]:
    """Return what stands before the names of the files in each of these directories."""
    stack = Stack(SourceFiles(), embedded=True)
    for directory in directories:
        stack.add(directory)
    named = {_key(directory) for directory in directories}
    return tuple(layer.label for key, layer in stack.layers.items() if key in named)


def shipped_as(directory: Directory) -> str:
    """Return the name under which a directory is shipped as a rule base; empty if it is not."""
    return next((name for name, it in embedded().items() if _key(it) == _key(directory)), "")


def split(directories: Sequence[Directory]) -> dict[str, tuple[Directory, ...]]:
    """Return directories by the shipped rule base that they stand on, those of travel by default.

    One that does not say what it extends goes with the one named before it.
    """
    found: dict[str, list[Directory]] = {}
    name = SAFECONDUCT
    for directory in directories:
        stack = Stack(SourceFiles(), embedded=True)
        stack.add(directory)
        layer = stack.layers.get(_key(directory))
        if layer is not None and layer.declared:
            roots = {_key(shipped): one for one, shipped in embedded().items()}
            name = roots.get(layer.root, SAFECONDUCT)
        found.setdefault(name, []).append(directory)
    return {one: tuple(them) for one, them in found.items()}


def _key(directory: Directory) -> str:
    return str(directory.resolve() if isinstance(directory, Path) else directory)


def _beside(directory: Directory, path: str) -> Directory | None:
    """Return the directory of that path, seen from another one, if there is one."""
    try:
        if isinstance(directory, Path):
            found: Directory = directory / path
        elif ".." in (parts := path.split("/")):
            return None  # within a package or an archive
        else:
            found = directory.joinpath(*(part for part in parts if part != "."))
        return found if found.is_dir() else None
    except (OSError, ValueError):  # too long, or with characters that none has
        return None


@cache
def embedded() -> Mapping[str, Directory]:
    """Return the rule bases that are shipped, by the names under which others extend them.

    `safeconduct` is that of travel; every other question has a folder of its own within it, with a
    `rulebase.yaml`: `safeconduct/jurisdiction`.
    """
    first = resources.files("safeconduct.rules")
    others = sorted(
        (one for one in first.iterdir() if one.is_dir() and one.joinpath(MANIFEST).is_file()),
        key=lambda one: one.name,
    )
    return {SAFECONDUCT: first} | {f"{SAFECONDUCT}/{one.name}": one for one in others}


def _told(directory: Directory) -> str:
    return f"`{directory.resolve().name if isinstance(directory, Path) else directory.name}`"


def _told_root(key: str) -> str:
    for name, shipped in embedded().items():
        if key == _key(shipped):
            return "the rules of safeconduct" if name == SAFECONDUCT else f"`{name}`"
    return f"`{Path(key).name}`, which extends nothing"
