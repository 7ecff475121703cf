"""`rules format`: files are changed in one step, or only looked at, or left as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeconduct.base import atomic
from safeconduct.cli.app import app

LOOSE = "- then: x\n  id:   a # name\n"
NEAT = "- id: a  # name\n  then: x\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rules", "format", *map(str, arguments)])


def test_a_folder_is_formatted_and_then_stays(tmp_path: Path) -> None:
    """Every rule file below a folder is laid out; hidden ones are not touched; twice is once."""
    for name in ("a.yaml", "law/b.yml", ".hidden/c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LOOSE)
    (tmp_path / "law" / "same.yaml").write_text(NEAT)
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "2 files formatted, 1 file as it should be" in result.stdout
    assert (tmp_path / "law" / "b.yml").read_text() == NEAT
    assert (tmp_path / ".hidden" / "c.yaml").read_text() == LOOSE
    assert "3 files as they should be" in run(tmp_path).stdout


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_looking_writes_nothing(option: str, tmp_path: Path) -> None:
    """Both ways of looking end with 1 if something would change, and with 0 if not."""
    file = tmp_path / "a.yaml"
    file.write_text(LOOSE)
    result = run(file, option)
    assert result.exit_code == 1
    assert "a.yaml" in result.stdout
    if option == "--diff":
        assert "-- then: x\n" in result.stdout
        assert "+- id: a  # name\n" in result.stdout
    assert file.read_text() == LOOSE
    file.write_text(NEAT)
    assert run(file, option).exit_code == 0


def test_a_file_that_is_not_yaml_is_left_and_the_others_are_formatted(tmp_path: Path) -> None:
    """The error names file and line; nothing is lost."""
    (tmp_path / "bad.yaml").write_text("- id: [\n")
    (tmp_path / "good.yaml").write_text(LOOSE)
    (tmp_path / "latin.yaml").write_bytes(b"- id: \xe9\n")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "bad.yaml:2: yaml-syntax" in result.stderr
    assert "latin.yaml:1: not-utf-8" in result.stderr
    assert "error: 2 files left as written" in result.stderr
    assert (tmp_path / "bad.yaml").read_text() == "- id: [\n"
    assert (tmp_path / "good.yaml").read_text() == NEAT


def test_what_does_not_exist_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistyped path, an empty folder, and no folder `rules` where one stands."""
    assert "does not exist" in run(tmp_path / "nowhere").stderr
    assert "has no .yaml file" in run(tmp_path).stderr
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 2
    assert "'rules'" in result.stderr


def test_mode_and_links_stay(tmp_path: Path) -> None:
    """A file keeps its mode; through a link the file it leads to is formatted."""
    file = tmp_path / "real.yaml"
    file.write_text(LOOSE)
    file.chmod(0o640)
    (tmp_path / "rules").mkdir()
    link = tmp_path / "rules" / "link.yaml"
    link.symlink_to(file)
    assert run(link).exit_code == 0
    assert link.is_symlink()
    assert file.read_text() == NEAT
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_failure_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk fails, the old file is whole and nothing is left beside it."""
    file = tmp_path / "a.yaml"
    file.write_text(LOOSE)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(file)
    assert result.exit_code == 1
    assert "a.yaml: unwritable: the file cannot be written: No space left" in result.stderr
    assert file.read_text() == LOOSE
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]


def test_files_are_created_all_or_none(tmp_path: Path) -> None:
    """If one of several is there already, none of the others appears, nor their folders."""
    (tmp_path / "taken.yaml").write_text("mine")
    texts = {tmp_path / "new" / "a.yaml": "a", tmp_path / "taken.yaml": "b"}
    with pytest.raises(FileExistsError):
        atomic.create_all(texts)
    assert [one.name for one in tmp_path.iterdir()] == ["taken.yaml"]
    assert (tmp_path / "taken.yaml").read_text() == "mine"
    atomic.create_all({tmp_path / "new" / "a.yaml": "a", tmp_path / "b.yaml": "b"})
    assert sorted(one.name for one in tmp_path.rglob("*.yaml")) == [
        "a.yaml",
        "b.yaml",
        "taken.yaml",
    ]
