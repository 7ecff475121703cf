"""The prebuilt file gives the same world, and is never used when it is stale."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.base.errors import RecordsError
from safeconduct.records import World, build_prebuilt, load_world
from safeconduct.records.prebuild import main
from safeconduct.records.prebuilt import PREBUILT
from safeconduct.records.world import content_digest

Change = Callable[[str, str, str], None]


@pytest.fixture
def prebuilt(directory: Path) -> Path:
    """Return the prebuilt file of the small directory, in its place."""
    return build_prebuilt(directory.joinpath(*PREBUILT), directory)


def used(directory: Path) -> bool:
    """Return whether the world of ``directory`` comes from its prebuilt file."""
    return load_world(directory).stored_digest != ""


def test_the_prebuilt_world_is_the_world_of_the_source_files(
    directory: Path, prebuilt: Path
) -> None:
    """Both ways give the same records and the same digest."""
    assert used(directory)
    fast = load_world(directory)
    prebuilt.unlink()
    assert not used(directory)
    slow = load_world(directory)
    assert fast.tables == slow.tables
    assert fast.digest == slow.digest == content_digest(fast.tables)


def test_the_embedded_records_survive_being_prebuilt(tmp_path: Path, world: World) -> None:
    """All embedded records come back from the file as they went in."""
    document = json.loads(build_prebuilt(tmp_path / "world.json").read_bytes())
    assert type(world.tables).model_validate_json(json.dumps(document["tables"])) == world.tables
    assert document["digest"] == content_digest(world.tables)


def test_a_changed_source_file_makes_it_stale(
    directory: Path, prebuilt: Path, change: Change
) -> None:
    """After any change of a source file the source files are read."""
    change("states.csv", "Beta", "Betaland")
    assert not used(directory)
    assert load_world(directory).states["BBB"].name == "Betaland"


def test_a_removed_or_added_source_file_makes_it_stale(directory: Path, prebuilt: Path) -> None:
    """A file more counts as a change."""
    (directory / "places.yaml").write_text("[]\n", encoding="utf-8")
    assert not used(directory)


@pytest.mark.parametrize("name", ["code_digest", "sources_digest"])
def test_another_digest_makes_it_stale(directory: Path, prebuilt: Path, name: str) -> None:
    """A file made from other source files or by other code is not used."""
    document = json.loads(prebuilt.read_bytes())
    prebuilt.write_text(json.dumps(document | {name: "0" * 64}), encoding="utf-8")
    assert not used(directory)


def test_a_damaged_file_is_not_used(directory: Path, prebuilt: Path) -> None:
    """Half a file is no file."""
    prebuilt.write_bytes(prebuilt.read_bytes()[:-100])
    assert not used(directory)


def test_nothing_is_built_from_broken_records(
    directory: Path, tmp_path: Path, change: Change
) -> None:
    """A mistake stops the build and leaves nothing half-written."""
    change("states.csv", "Beta,member", "Beta,friend")
    with pytest.raises(RecordsError):
        build_prebuilt(tmp_path / "out" / "world.json", directory)
    assert not (tmp_path / "out").exists()


def test_the_module_writes_the_file(tmp_path: Path) -> None:
    """The module that the build of a wheel runs writes to the path it is given."""
    target = tmp_path / "deep" / "world.json"
    assert main([str(target)]) == 0
    assert [path.name for path in target.parent.iterdir()] == ["world.json"]


def test_the_order_of_rows_does_not_matter(directory: Path) -> None:
    """The digest is that of the set of records."""
    before = load_world(directory).digest
    path = directory / "treaty_actions.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, *reversed(rows)]), encoding="utf-8")
    assert load_world(directory).digest == before


def test_any_change_of_a_record_changes_the_digest(directory: Path, tmp_path: Path) -> None:
    """A word more in a note is another world."""
    other = Path(shutil.copytree(directory, tmp_path / "other"))
    path = other / "stances.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "  note: so\n", encoding="utf-8")
    assert load_world(other).digest != load_world(directory).digest
