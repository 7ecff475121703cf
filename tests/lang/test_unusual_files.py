"""What lies in a directory of rules or records and is not an ordinary file is refused by name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from safeconduct import Engine, RecordsError, RulesError
from safeconduct.authoring.format.files import format_paths
from safeconduct.base import text_files
from safeconduct.base.errors import SourceFilesError
from safeconduct.rulebase import read as reading
from safeconduct.rulebase.load import load_rules

DEVICE = "this is a device or a pipe, not a file"


def linked(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize("make", [os.mkfifo, linked("/dev/zero"), linked("/dev/null"), Path.mkdir])
@pytest.mark.parametrize(
    "name", ["law.yaml", "deep/law.yml", "rulebase.yaml", "facts.yaml", "questions/own.yaml"]
)
def test_a_rule_file_that_is_none_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    """A pipe is not waited for, and a device that has no end is not read to it."""
    path = tmp_path / "own" / name
    path.parent.mkdir(parents=True)
    make(path)
    with pytest.raises(RulesError) as raised:
        load_rules([tmp_path / "own"])
    (found,) = raised.value.diagnostics
    if make is Path.mkdir:  # a folder may be called anything, but for the file that has to be one
        assert found.code == ("unreadable" if name == "rulebase.yaml" else "no-rules")
    else:
        assert (found.file, found.code, found.message) == (f"own/{name}", "unreadable", DEVICE)


@pytest.mark.parametrize("make", [os.mkfifo, linked("/dev/zero"), linked("/dev/full"), Path.mkdir])
@pytest.mark.parametrize("name", ["memberships.csv", "persons.yaml"])
def test_a_file_of_records_that_is_none_is_refused(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    """It is not taken for missing either."""
    with resources.as_file(resources.files("safeconduct.fixtures")) as records:
        shutil.copytree(records, tmp_path / "own", ignore=shutil.ignore_patterns("_*", "names"))
    path = tmp_path / "own" / name
    path.unlink()
    make(path)
    with pytest.raises(RecordsError) as raised:
        Engine.load(records=tmp_path / "own")
    (found,) = raised.value.diagnostics
    assert (found.file, found.code) == (name, "unreadable")


def test_folders_linked_in_a_circle_have_an_end(tmp_path: Path) -> None:
    """Two links in one folder would make a million million paths."""
    for name in ("a", "b"):
        (tmp_path / name).symlink_to(tmp_path)
    with pytest.raises(RulesError, match=r"[ab]: linked-twice: this leads to a folder that was"):
        load_rules([tmp_path])


def test_files_and_folders_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever names the wrong directory is told so, and waits for nothing."""
    monkeypatch.setattr(reading, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.yaml").touch()
    with pytest.raises(RulesError, match=r"too-many-files: there are more than 3 files or 500 fol"):
        load_rules([tmp_path])


def test_a_long_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is decoded of a file that is too long."""
    monkeypatch.setattr(text_files, "MOST_BYTES", 10)
    (tmp_path / "law.yaml").write_text("# a line of more than ten bytes")
    with pytest.raises(SourceFilesError, match="too-long: the file has more than 10 bytes"):
        text_files.read_text(tmp_path / "law.yaml", file="law.yaml")


def test_the_formatter_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    """It says what is wrong with the file that was named."""
    os.mkfifo(tmp_path / "law.yaml")
    (found,) = format_paths([tmp_path / "law.yaml"])
    assert [one.message for one in found.problems] == [DEVICE]
