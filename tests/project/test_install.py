"""Installing: what goes wrong is said in a line, and a second run mends what the first left."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

BACKEND = """
import zipfile

def build_editable(directory, config_settings=None, metadata_directory=None):
    name = "safeconduct-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{directory}/{name}", "w") as wheel:
        about = "safeconduct-1.0.dist-info"
        wheel.writestr("safeconduct.py", "")
        said = ["Metadata-Version: 2.1", "Name: safeconduct", "Version: 1.0"]
        wheel.writestr(f"{about}/METADATA", "\\n".join(said))
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any")
        wheel.writestr(f"{about}/RECORD", "")
    return name
"""


@pytest.fixture(scope="module")
def installer() -> ModuleType:
    """The script as a module."""
    spec = spec_from_file_location("install", ROOT / "tools" / "install.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["install"] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def _make(*words: str, tree: Path = ROOT) -> subprocess.CompletedProcess[str]:
    surroundings = {
        k: v for k, v in os.environ.items() if k != "PYTHON" and not k.startswith("MAKE")
    }
    return subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=tree,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_named_with_its_version(tmp_path: Path) -> None:
    """Nothing is installed with a Python that is too old; the line says which it is."""
    old = tmp_path / "python3.10"
    old.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = (3, 10, 13); $2"\n'
    )
    old.chmod(0o755)
    done = _make("python", f"PYTHON={old}")
    assert done.returncode
    assert f"needs Python 3.11 or later, and {old} is 3.10.13" in done.stderr
    assert "PYTHON=" in done.stderr


def test_what_is_no_python_is_said(tmp_path: Path) -> None:
    """A name that cannot be run is told back."""
    done = _make("python", "PYTHON=no-such-python")
    assert done.returncode
    assert "'no-such-python' is no Python that runs" in done.stderr


def test_a_machine_without_a_python_is_told_what_to_do(tmp_path: Path) -> None:
    """Where none of the usual names runs, the line says so."""
    done = _make("python", "PYTHON=")
    assert done.returncode
    assert "none was found. Install one, or name it" in done.stderr


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "a lock does",
        ),
        ("WARNING: Retrying ... NewConnectionError(...)\nERROR: No matching", "does not answer"),
        ("error: command 'gcc' failed: No such file", "needs a C compiler"),
        ("ERROR: No matching distribution found for numpy==9", "the registry lacks a package"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("OSError: [Errno 13] Permission denied: '/x'", "cannot be written to"),
        ("something new", "pip failed"),
    ],
)
def test_the_cause_comes_before_what_pip_said(installer: ModuleType, said: str, words: str) -> None:
    """Each way in which pip fails has a sentence, with pip's own last words below it."""
    first, *rest = installer.explain(said, (3, 11, 7)).splitlines()
    assert words in " ".join([first, *rest])
    assert rest[-1].strip().removeprefix("pip: ") in said


def test_a_lock_is_split_by_package(installer: ModuleType) -> None:
    """What has to be built apart is taken out whole, with its hashes, and nothing else is lost."""
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    about, others = installer.split(lock, "durable-rules")
    assert about.startswith("durable-rules==")
    assert "--hash=sha256:" in about
    assert sorted((about + "\n" + others).split()) == sorted(lock.split())


def test_the_locks_name_no_registry_and_pin_everything() -> None:
    """Each entry has one version and a hash, and no line says where it comes from."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        for line in text.splitlines():
            assert line.startswith("    --hash=sha256:") or "==" in line, (lock.name, line)


def test_the_locks_hold_one_version_of_each_package() -> None:
    """What `make run` installs is what `make test` installs, too."""
    versions: dict[str, dict[str, set[str]]] = {}
    for lock in ("base.txt", "run.txt", "test.txt", "spark.txt"):
        for line in (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                name, _, version = line.partition("==")
                versions.setdefault(name, {}).setdefault(lock, set()).add(version.split()[0])
    for name, found in versions.items():
        assert len(set(map(frozenset, found.values()))) == 1, (name, found)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the same shape, whose one package is a file beside it."""
    shutil.copytree(
        ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__")
    )
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "safeconduct"\nversion = "1.0"\n'
    )
    (tmp_path / "backend.py").write_text(BACKEND)
    source = tmp_path / "engine" / "screening" / "_gather.c"
    source.parent.mkdir(parents=True)
    for path in (tmp_path / "setup.py", source):
        path.write_text("")
    links = tmp_path / "links"
    links.mkdir()
    wheel = links / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny.py", "")
        archive.writestr(
            "tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0"
        )
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    locks = tmp_path / "requirements"
    locks.mkdir()
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (locks / "run.txt").write_text(f"tiny==1.0 \\\n    --hash=sha256:{digest}\n")
    (locks / "build.txt").write_text("# nothing\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(links))
    return tmp_path


def _install(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/install.py", ".venv", "run", *options],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def installed(tree: Path) -> Iterator[Path]:
    """The project, installed."""
    done = _install(tree)
    assert done.returncode == 0, done.stderr
    assert "source .venv/bin/activate" in done.stdout
    yield tree
    assert _install(tree).stdout == ""  # whatever happened: now all is there


@pytest.mark.slow
def test_what_is_installed_is_left_alone(installed: Path) -> None:
    """A second run says and does nothing, until a lock changes."""
    assert _install(installed).stdout == ""
    lock = installed / "requirements" / "run.txt"
    lock.write_text(lock.read_text() + "\n")
    assert "Installing what is needed to run" in _install(installed).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("rm -r .venv/lib/python3*/site-packages/pip", "is not whole"),
        ("ln -sf /no/such/python .venv/bin/python", "has lost its Python"),
        (
            "sed -i 's| /[^ ]*/.venv$| /elsewhere/.venv|' .venv/pyvenv.cfg",
            "was made for another folder",
        ),
    ],
)
def test_an_environment_that_cannot_serve_is_made_anew(
    installed: Path, damage: str, words: str
) -> None:
    """An interrupted, broken or moved environment is recognised, said and replaced."""
    subprocess.run(["bash", "-c", damage], cwd=installed, check=True)
    done = _install(installed)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout


@pytest.mark.slow
def test_nothing_that_is_no_environment_is_touched(tree: Path) -> None:
    """A folder of that name with something else in it is left as it is."""
    (tree / ".venv").mkdir()
    (tree / ".venv" / "mine").write_text("precious")
    done = _install(tree)
    assert done.returncode == 1
    assert "is not an environment of Python" in done.stderr
    assert (tree / ".venv" / "mine").read_text() == "precious"
    shutil.rmtree(tree / ".venv")


@pytest.mark.slow
def test_a_wrong_hash_installs_nothing_and_the_right_one_mends_it(tree: Path) -> None:
    """The line names the lock; afterwards the same command works."""
    lock = tree / "requirements" / "run.txt"
    right = lock.read_text()
    lock.write_text(right[:-3] + ("00\n" if right[-3:-1] != "00" else "11\n"))
    done = _install(tree)
    assert done.returncode == 1
    assert "a lock does not fit what the registry serves" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tree.glob(".venv/lib/*/site-packages/tiny*"))
    lock.write_text(right)
    assert _install(tree).returncode == 0


@pytest.mark.slow
def test_a_silent_registry_is_said(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing answers, the line says so, and that the same command goes on."""
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("PIP_RETRIES", "1")
    done = _install(tree)
    assert done.returncode == 1
    assert "the package registry does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_home_that_cannot_be_written_to_does_no_harm(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pip then keeps no copies; everything is installed."""
    monkeypatch.setenv("HOME", "/proc/no-home")
    done = _install(tree)
    assert done.returncode == 0, done.stderr
