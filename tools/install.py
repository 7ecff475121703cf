"""Installs what the project needs into an environment of its own: from the locks, and nothing else.

    python tools/install.py ENVIRONMENT LAYER [--chosen]

``LAYER`` is one of `LAYERS`; each holds the one before it. A lock is the whole closure, so nothing
is resolved: `pip` installs exactly what is pinned, then checks that all fits together. What is
installed already is left alone. ``--chosen``: this Python was asked for by name, so that an
environment of another one is made anew. Runs on a bare Python, before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ROOT / "requirements"
SOURCES: Final = ("pyproject.toml", "setup.py", "engine/screening/_gather.c")
"""What the installed package is made of, beside the folders that it is read from."""

OLDEST: Final = (3, 11)
WITHOUT_CALL_OBJECT: Final = (3, 13)
"""From here on Python lacks the one function of its C API that durable-rules names."""

SAME_MEANING: Final = "-DPyEval_CallObject=PyObject_CallObject"
"""Its successor takes the same and does the same."""

_OURS: Final = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH")
"""Settings of the caller's own that would install elsewhere."""


@dataclass(frozen=True)
class Layer:
    """A set of packages: the locks that pin them; ``package``: ours is installed with them."""

    locks: tuple[str, ...]
    below: str | None = None
    package: bool = False


LAYERS: Final[Mapping[str, Layer]] = {
    "run": Layer(("build.txt", "run.txt"), package=True),
    "test": Layer(("test.txt",), below="run"),
    "spark": Layer(("spark.txt",), below="test"),
    "peers": Layer(("build.txt", "run.txt"), package=True),
}


class InstallationError(Exception):
    """Something that the user has to see to, in words."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment: where it is, and how its Python is called and numbered."""

    home: Path
    version: tuple[int, ...]

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.home / "bin" / "python"

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the interpreter and return what it said."""
        surroundings = {key: value for key, value in os.environ.items() if key not in _OURS}
        surroundings |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", **settings}
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )

    def install(self, *arguments: str, **settings: str) -> None:
        """Let pip install without resolving anything; raises `InstallationError`."""
        options = ("--quiet", "--no-build-isolation", "--no-deps")
        done = self.run("-m", "pip", "install", *options, *arguments, **settings)
        if done.returncode:
            raise InstallationError(explain(done.stdout + done.stderr, self.version))


def main(arguments: Sequence[str] | None = None) -> int:
    """Install a layer; return 1, with the reason on standard error, if that is not possible."""
    parser = argparse.ArgumentParser(description="Install what is needed, from the locks.")
    parser.add_argument("environment", type=Path)
    parser.add_argument("layer", choices=LAYERS)
    parser.add_argument("--chosen", action="store_true")
    options = parser.parse_args(arguments)
    home = Path.cwd() / options.environment
    try:
        installed = ensure(home, options.layer, chosen=options.chosen)
    except InstallationError as error:
        print(f"safeconduct: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nsafeconduct: stopped; the same command goes on from here", file=sys.stderr)
        return 130
    if installed and options.layer == "run":
        command = _shown(home / "bin" / "safeconduct")
        _say(f"Installed. For the command in another terminal: source {_shown(home)}/bin/activate")
        _say(f"or without that: {command} travel-risk putin mongolia --on 2024-09-02")
    return 0


def ensure(home: Path, layer: str, *, chosen: bool) -> bool:
    """Bring an environment up to a layer; return whether there was anything to install."""
    environment = environment_in(home, chosen=chosen)
    names = [layer]
    while (below := LAYERS[names[0]].below) is not None:
        names.insert(0, below)
    missing = [name for name in names if not _is_installed(environment, name)]
    for name in missing:
        version = ".".join(map(str, environment.version[:3]))
        _say(f"Installing what is needed to {name} into {_shown(home)} (Python {version}) ...")
        install(environment, name)
    return bool(missing)


def install(environment: Environment, name: str) -> None:
    """Install the packages of one layer, check that they fit together, and note what it was."""
    layer = LAYERS[name]
    for lock in layer.locks:
        text = (LOCKS / lock).read_text(encoding="utf-8")
        compiled, others = split(text, "durable-rules")
        if compiled:
            _install_durable_rules(environment, compiled)
        # Of what tests need, most is never imported, and the rest is compiled when it is.
        _install_entries(environment, others, *(() if layer.package else ("--no-compile",)))
    if layer.package:
        # What cannot be compiled any more must not be loaded as it was.
        for stale in (ROOT / "engine" / "screening").glob("_gather*.so"):
            stale.unlink()
        environment.install("--editable", ".")
    done = environment.run("-m", "pip", "check")
    if done.returncode:
        raise InstallationError(
            "the locks in requirements/ do not fit together; `make lock` writes them anew:\n"
            + done.stdout.strip()
        )
    _stamp(environment, name).write_text(_digest(environment, name) + "\n", encoding="utf-8")


def split(lock: str, name: str) -> tuple[str, str]:
    """Return the entries of a lock about one package, and all others."""
    entries = re.split(r"(?<!\\)\n(?=\S)", lock.strip())
    about = [entry for entry in entries if re.match(rf"{re.escape(name)}\b", entry)]
    others = [entry for entry in entries if entry not in about]
    return "\n".join(about), "\n".join(others)


def _install_entries(
    environment: Environment, entries: str, *options: str, **settings: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lock.txt")
        file.write_text(entries + "\n", encoding="utf-8")
        environment.install(*options, "--require-hashes", "-r", str(file), **settings)


def _install_durable_rules(environment: Environment, entry: str) -> None:
    """Compile the library; where Python is too new for it, every answer is still derived twice."""
    if environment.version < WITHOUT_CALL_OBJECT:
        _install_entries(environment, entry)
        return
    flags = f"{os.environ.get('CPPFLAGS', '')} {SAME_MEANING}".strip()
    try:
        # A copy that pip kept may have been built without the definition: it cannot be loaded.
        _install_entries(environment, entry, "--no-cache-dir", CPPFLAGS=flags)
    except InstallationError as error:
        if not error.args[0].startswith(NOT_BUILT):
            raise
        _say(
            "durable-rules could not be built for this Python; a second evaluator of our own "
            "derives every answer as well."
        )


def environment_in(home: Path, *, chosen: bool) -> Environment:
    """Return the environment in a folder, made anew where what is there cannot serve.

    Raises `InstallationError` if the folder is something else, or cannot be made.
    """
    if home.exists() and any(home.iterdir() if home.is_dir() else [home]):
        if not (home / "pyvenv.cfg").is_file():
            raise InstallationError(
                f"{_shown(home)} is there and is not an environment of Python: move it away, or "
                "name another folder with VENV="
            )
        reason, version = _unfit(home, chosen=chosen)
        if reason is None:
            return Environment(home, version)
        _say(f"The environment in {_shown(home)} {reason}: it is made anew.")
    return _make(home)


def _unfit(home: Path, *, chosen: bool) -> tuple[str | None, tuple[int, ...]]:
    """Return why an environment cannot serve, if so, and the version of its Python."""
    made_for = re.search(r"^command = .* (\S.*)$", (home / "pyvenv.cfg").read_text(), re.MULTILINE)
    if made_for and not made_for[1].endswith(str(home)):
        return "was made for another folder", ()
    program = "import json, pip, sys; print(json.dumps([*sys.version_info[:3], sys.base_prefix]))"
    try:
        done = Environment(home, ()).run("-c", program)
    except OSError:
        return "has lost its Python", ()
    if done.returncode:
        return "is not whole", ()
    *numbers, base = json.loads(done.stdout)
    version = tuple(numbers)
    shown = ".".join(map(str, version))
    if version < OLDEST:
        return f"was made by Python {shown}", version
    same = (
        Path(base).resolve() == Path(sys.base_prefix).resolve() and version == sys.version_info[:3]
    )
    if chosen and not same:
        return f"was made by another Python ({shown}, {base})", version
    return None, version


def _make(home: Path) -> Environment:
    _say(f"Making an environment in {_shown(home)} with Python {sys.version.split()[0]} ...")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(home, ignore_errors=True)
        said = (done.stdout + done.stderr).strip()
        hint = ""
        if "ensurepip" in said:
            numbers = "{}.{}".format(*sys.version_info)
            hint = f"\nOn Debian and Ubuntu: apt-get install python{numbers}-venv"
        raise InstallationError(f"no environment could be made in {_shown(home)}:\n{said}{hint}")
    return Environment(home, tuple(sys.version_info[:3]))


NOT_BUILT: Final = "a package could not be built"

_REASONS: Final[Mapping[str, str]] = {
    "DO NOT MATCH THE HASHES|Hashes are required|must have their versions pinned": """\
a lock does not fit what the registry serves; nothing of it was installed. If requirements/ was
changed here, `git checkout requirements` brings it back and `make lock` writes it anew; if not,
something between here and the registry changes what is sent""",
    "NewConnectionError|Max retries|timed out|Temporary failure|ConnectionError|Could not fetch"
    "|ProxyError|SSLError|Connection (?:refused|reset|broken)": """\
the package registry does not answer. Look at the network and at pip's settings (`pip config
list`), then give the same command again: it goes on from here""",
    "No space left": "the disk is full",
    "Permission denied|Read-only file system": "a folder cannot be written to",
    "Failed to build|Building wheel for .* error|subprocess-exited|error: command": f"""\
{NOT_BUILT}. It needs a C compiler and Python's headers (on Debian and Ubuntu: apt-get install
gcc python3-dev)""",
    "No matching distribution|Could not find a version": """\
the registry lacks a package that a lock names, or has none of it for this Python""",
}
"""What went wrong, by words of pip; the first that fits."""


def explain(said: str, version: tuple[int, ...]) -> str:
    """Return what went wrong in a run of pip: the cause in a sentence, then its own last words."""
    words = next(
        (why for pattern, why in _REASONS.items() if re.search(pattern, said)), "pip failed"
    )
    lines = [line for line in said.splitlines() if line.strip() and "WARNING" not in line]
    errors = [line for line in lines if "rror" in line or "ash" in line or "Got" in line]
    shown = "\n".join(f"  pip: {line.strip()}" for line in (errors or lines)[-6:])
    numbers = ".".join(map(str, version[:2]))
    return f"{words} (Python {numbers}).\n{shown}".rstrip()


def _is_installed(environment: Environment, name: str) -> bool:
    try:
        noted = _stamp(environment, name).read_text(encoding="utf-8").strip()
    except OSError:
        return False
    return noted == _digest(environment, name)


def _stamp(environment: Environment, name: str) -> Path:
    return environment.home / f".{name}"


def _digest(environment: Environment, name: str) -> str:
    """Return a digest of all that a layer was made from."""
    state = hashlib.sha256(repr((environment.version, str(ROOT))).encode())
    for file in _made_from(name):
        state.update(file.read_bytes())
    return state.hexdigest()


def _made_from(name: str) -> Iterator[Path]:
    layer = LAYERS[name]
    yield from (LOCKS / lock for lock in layer.locks)
    if layer.package:
        yield from (ROOT / source for source in SOURCES)


def _say(line: str) -> None:
    print(line, flush=True)  # in order with what make says


def _shown(path: Path) -> str:
    """Return a path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


if __name__ == "__main__":
    sys.exit(main())
