"""Inputs that once crashed a loader, were read wrongly or misled, each with what is right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from safeconduct.base.errors import RecordsError, RulesError, SourceFilesError
from safeconduct.base.yaml12 import MOST_NESTED, load
from safeconduct.records import check_records, load_world
from safeconduct.rulebase.load import load_rules

pytestmark = pytest.mark.fuzz

OWN = "- {id: own, title: T, cite: C, if: %s, then: not duty_to_arrest, defeats: [duty]}\n"
GOOD = Path(__file__).parents[1] / "records" / "good"


def findings(text: str) -> list[str]:
    with pytest.raises(SourceFilesError) as caught:
        load(text, file="f")
    return [f"{one.line} {one.code}" for one in caught.value.diagnostics]


def refused(directory: Path) -> list[str]:
    with pytest.raises(RulesError) as caught:
        load_rules([directory])
    return [f"{one.file}:{one.line} {one.code}" for one in caught.value.diagnostics]


def test_a_condition_nested_too_deep_is_told_with_its_line(tmp_path: Path) -> None:
    """It once ended in an error of the serialiser, or of the stack."""
    for depth in (300, 900):
        (tmp_path / "own.yaml").write_text("\n" + OWN % ("[" * depth + "x" + "]" * depth))
        assert refused(tmp_path) == [f"{tmp_path.name}/own.yaml:2 yaml-depth"]


def test_a_condition_as_deep_as_allowed_is_read(tmp_path: Path) -> None:
    """What the reader lets through, everything behind it can bear."""
    depth = MOST_NESTED - 2
    text = OWN % ("[" * depth + "host.is_own_state" + "]" * depth)
    (tmp_path / "own.yaml").write_text(text)
    assert load_rules([tmp_path]).rules[-1].id == "own"


def test_a_tag_is_refused() -> None:
    """It was once passed over: `!!int "3"` became text."""
    assert findings("a: 1\nb: !!int '3'\nc: ! x\n") == ["2 yaml-tag", "3 yaml-tag"]


def test_an_anchor_that_nothing_uses_is_refused() -> None:
    """It was once passed over, so that adding its first alias looked like a mistake elsewhere."""
    assert findings("a: &x 1\n") == ["1 yaml-alias"]


def test_every_repeated_key_is_told_at_once() -> None:
    """Only the first was once told."""
    assert findings("a: 1\na: 2\nb: {c: 1, c: 2}\n") == [
        "2 yaml-duplicate-key",
        "3 yaml-duplicate-key",
    ]


def test_a_character_that_yaml_forbids_is_told_with_its_line() -> None:
    """It was once told for the whole file."""
    assert findings("a: é\nb: \x07\n") == ["2 yaml-syntax"]


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_of_yaml_1_1_is_told(char: str) -> None:
    """It once shifted the lines of all that followed, and was itself read as a space."""
    assert findings(f"a: 1\nb: x{char}y\nc: [\n") == ["2 yaml-break"]
    escape = f"\\u{ord(char):04x}"
    assert load(f'a: "x{escape}y"\n', file="f").value == {"a": f"x{char}y"}


def test_half_a_character_is_told() -> None:
    """Text that is not valid Unicode once raised an error of the encoder."""
    assert findings("a: 1\nb: \ud800\n") == ["2 not-utf-8"]


def test_lock_files_and_folders_of_editors_are_passed_over(tmp_path: Path) -> None:
    """A dangling link `.#own.yaml` and a hidden folder are not rules."""
    (tmp_path / "own.yaml").write_text(OWN % "host.is_own_state")
    (tmp_path / ".#own.yaml").symlink_to("somebody@somewhere.1234")
    (tmp_path / ".backup").mkdir()
    (tmp_path / ".backup" / "own.yaml").write_text(OWN % "host.is_own_state")
    assert load_rules([tmp_path]).rules[-1].id == "own"


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A file that cannot be read once raised an error of the system."""
    (tmp_path / "own.yaml").symlink_to(tmp_path / "gone.yaml")
    assert refused(tmp_path) == [f"{tmp_path.name}/own.yaml:0 unreadable"]


def test_a_folder_with_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    """`_old.yaml/` once raised an error of the system; such folders are passed over."""
    (tmp_path / "own.yaml").write_text(OWN % "host.is_own_state")
    (tmp_path / "_old.yaml").mkdir()
    assert load_rules([tmp_path]).rules[-1].id == "own"


def test_the_folder_one_stands_in_has_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages about `.` once began with a stroke, like a path of the system."""
    (tmp_path / "own.yaml").write_text(OWN % "nothing")
    monkeypatch.chdir(tmp_path)
    assert refused(Path()) == [f"{tmp_path.name}/own.yaml:1 unknown-atom"]


def test_a_byte_order_mark_is_no_part_of_a_column(tmp_path: Path) -> None:
    """Tables saved by a spreadsheet begin with one; the first column was once not known."""
    records = Path(shutil.copytree(GOOD, tmp_path / "records"))
    for path in records.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert check_records(records) == ()
    assert load_world(records).persons


def test_records_that_cannot_be_read_are_an_error_of_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system says of a file is told with its name."""
    records = Path(shutil.copytree(GOOD, tmp_path / "records"))

    def deny(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(RecordsError, match=r"agreements\.csv: unreadable: .*Permission denied"):
        load_world(records)
