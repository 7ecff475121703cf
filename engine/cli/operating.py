"""The commands for those who run the service: its settings, and whether all is well with it."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from shutil import disk_usage
from typing import Any, Final, Literal

import typer

from ..base.errors import InputError, SafeconductError
from ..base.extras import EXTRAS, install_line, installed, require_extra
from ..base.words import counted, listing, near
from ..bundles import BundleRefused
from ..bundles.serials import BundleSerials, unwritable
from ..engine import Engine
from .errors import FAILED
from .options import Json

_SETTINGS: Final = "safeconduct.api.settings"
_KEYS: Final = "safeconduct.api.keys"
_BESIDE: Final = ("SAFECONDUCT_CACHE", "SAFECONDUCT_CASES")
"""What is read from the environment and is no setting of the service."""
_OLD: Final = 90
"""Days after which records want to be looked through again."""
_FORGETS: Final = "a service that starts again takes an older bundle"
_FILES: Final = 256
_SPACE: Final = 1 << 30

State = Literal["well", "look", "wrong"]


def config(as_json: Json = False) -> None:  # noqa: FBT002  # typer reads it
    """Print every setting of the service, its value and where that is from."""
    from .output import print_json, say

    require_extra("service")
    read = import_module(_SETTINGS)
    given = read.Settings.from_environment()
    rows = [
        {
            "setting": f"{read.PREFIX}{name.upper()}",
            "value": _shown(getattr(given, name)),
            "from": "environment" if _is_set(f"{read.PREFIX}{name.upper()}") else "default",
            "meaning": field.description,
        }
        for name, field in read.Settings.model_fields.items()
    ]
    known = [str(row["setting"]) for row in rows]
    strange = sorted(
        name
        for name in os.environ
        if name.startswith(read.PREFIX) and name not in {*known, *_BESIDE}
    )
    if as_json:
        print_json({"settings": rows, "unknown": strange})
    else:
        for row in rows:
            mark = "*" if row["from"] == "environment" else " "
            nothing = "none" if mark == "*" else "not set"
            say(f"{mark} {row['setting']} = {row['value'] or nothing}  ({row['meaning']})")
    for name in strange:
        hint = near(name, known, 1)
        typer.echo(f"{name} is not a setting{f'; {hint}' if hint else ''}", err=True)
    why = given.bundle_state and unwritable(given.bundle_state)
    if why:
        typer.echo(f"{read.PREFIX}BUNDLE_STATE: {why}; {_FORGETS}", err=True)


def _is_set(variable: str) -> bool:
    return bool(os.environ.get(variable, "").strip())


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, int):
        return f"{value:,}"
    # A password in an address is nobody's business here.
    return "" if value is None else re.sub(r"(://[^/@:]*:)[^/@]*@", r"\1…@", str(value))


@dataclass(frozen=True)
class Examination:
    """What was looked at, how it is, what was seen, and what would mend it."""

    what: str
    state: State
    seen: str
    fix: str = ""


def doctor(as_json: Json = False) -> None:  # noqa: FBT002  # typer reads it
    """Look at everything that answers rest on, and say what is not well; exit code 1 if so."""
    from .output import print_json, say

    found = list(examine())
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            fix = f"; {one.fix}" if one.fix and one.state != "well" else ""
            say(f"{one.state:5}  {one.what}: {one.seen}{fix}")
    if any(one.state == "wrong" for one in found):
        raise typer.Exit(FAILED)


def examine() -> Iterator[Examination]:
    """Yield what is seen of each thing; nothing is raised."""
    yield Examination("Python", "well", f"{sys.version.split()[0]} at {sys.executable}")
    for extra in ("service", "screen", "durable", "verify"):
        seen = "is installed" if installed(extra) else f"is not installed: {EXTRAS[extra].purpose}"
        state: State = "well" if installed(extra) else "look"
        yield Examination(f"extra {extra}", state, seen, install_line(extra))
    for look in (_settings, _access, _files, _temporary, _decisions, _bundle_state):
        yield from _safely(look)
    try:
        engine = _engine()
    except BundleRefused as error:
        fix = "safeconduct bundle verify FILE --key KEY"
        yield Examination("bundle", "wrong", " ".join(str(error).split()), fix)
        return
    except (SafeconductError, OSError) as error:
        first = str(error).partition("\n")[2] or str(error)
        yield Examination("records and rules", "wrong", first, "safeconduct records check DIR")
        return
    counts = engine.world.counts()
    told = f"{counted(sum(counts.values()), 'record')}, {engine.world.digest[:8]}; "
    rules = counted(len(engine.rulebase.rules), "rule")
    yield Examination("records and rules", "well", f"{told}{rules}, {engine.rulebase.digest[:8]}")
    yield _age(engine)
    yield _evaluators(engine)
    yield from _safely(lambda: _question(engine))
    if installed("screen"):
        yield from _safely(lambda: _index(engine))


def _engine() -> Engine:
    """Return the engine that the service would answer from."""
    path = os.environ.get("SAFECONDUCT_BUNDLE", "").strip()
    keys = os.environ.get("SAFECONDUCT_BUNDLE_KEYS", "").split(os.pathsep)
    if not path:
        return Engine.load(**_sources())
    require_extra("bundle")
    from ..bundles import FollowedBundle

    named = [Path(one.strip()) for one in keys if one.strip()]
    older = os.environ.get("SAFECONDUCT_BUNDLE_OLDER", "").strip() == "take"
    serials = _serials()
    return FollowedBundle(Path(path), named, Engine.load(), older=older, serials=serials).engine


def _serials() -> BundleSerials:
    """Return what is remembered of bundles; nothing is written."""
    directory = os.environ.get("SAFECONDUCT_BUNDLE_STATE", "").strip()
    return BundleSerials(Path(directory) if directory else None, keep=False)


def _sources() -> dict[str, Any]:
    records = os.environ.get("SAFECONDUCT_RECORDS", "").strip()
    rules = os.environ.get("SAFECONDUCT_RULES", "").split(os.pathsep)
    return {"records": records or None, "rules": [one.strip() for one in rules if one.strip()]}


def _safely(look: Callable[[], Examination]) -> Iterator[Examination]:
    """Yield what is seen; whatever is raised is seen, too."""
    try:
        yield look()
    except Exception as error:  # noqa: BLE001  # a doctor does not fall ill
        name = getattr(look, "__name__", "").strip("_<>") or "it"
        yield Examination(name, "wrong", f"{type(error).__name__}: {error}")


def _settings() -> Examination:
    if not installed("service"):
        return Examination("settings", "look", "are those of the service, which is not installed")
    import_module(_SETTINGS).Settings.from_environment()
    return Examination("settings", "well", "can be read; `safeconduct config` prints them")


def _access() -> Examination:
    """Look at the keys, and whether what is closed can be reached with one of them."""
    if not installed("service"):
        return Examination("access", "look", "is that of the service, which is not installed")
    given = import_module(_SETTINGS).Settings.from_environment()
    closed = {"read", "screen"} - {*given.access}
    if given.keys is None:
        if closed:
            seen = f"{listing(sorted(closed))} needs a key, and there is no file of keys"
            return Examination("access", "wrong", seen, "set SAFECONDUCT_KEYS")
        return Examination("access", "well", "everybody may read and screen; there are no keys")
    keys = import_module(_KEYS)
    valid = [one for one in keys.read_keys(given.keys) if one.state(keys.now()) == "valid"]
    lacking = closed - {scope for one in valid for scope in one.scopes}
    told = f"{counted(len(valid), 'key')} of use; open: {', '.join(given.access) or 'nothing'}"
    if lacking:
        fix = "safeconduct keys create NAME --scope SCOPE"
        return Examination("access", "look", f"{told}; nobody may {listing(sorted(lacking))}", fix)
    return Examination("access", "well", told)


def _decisions() -> Examination:
    """Look whether the decision log can be reached, is of this version, and ends as it was written.

    Nothing is made or brought up to date.
    """
    what = "decision log"
    if not installed("service"):
        return Examination(what, "look", "is that of the service, which is not installed")
    given = import_module(_SETTINGS).Settings.from_environment()
    if given.decisions == "off":
        return Examination(what, "well", "none is kept")
    if not installed("store"):
        return Examination(what, "wrong", "needs a database", install_line("store"))
    from ..decisions import DecisionLog

    try:
        with DecisionLog.open(given.decisions_url.get_secret_value(), make=False) as log:
            report = log.verify_end()
            name = log.name
    except InputError as error:
        return Examination(what, "look", str(error), "the service makes it when it starts")
    except SafeconductError as error:
        fix = "the service brings an older one up to date when it starts; else see its database"
        return Examination(what, "wrong", str(error), fix)
    if report.faults:
        fix = "safeconduct decisions verify tells all"
        return Examination(what, "wrong", f"{name}: {report.faults[0].message}", fix)
    ends = counted(report.rows, "decision")
    return Examination(what, "well", f"{name}: the last {ends} are as they were written")


def _bundle_state() -> Examination:
    """Look at what is remembered of bundles, and whether it can be; nothing is written."""
    what = "numbers of bundles"
    directory = os.environ.get("SAFECONDUCT_BUNDLE_STATE", "").strip()
    if not directory:
        seen = "are remembered by each process alone"
        return Examination(what, "well", f"{seen}; SAFECONDUCT_BUNDLE_STATE is not set")
    try:
        numbers = _serials().by_key
    except InputError as error:
        return Examination(what, "wrong", str(error))
    told = listing([f"{serial} of the key {key}" for key, serial in sorted(numbers.items())])
    seen = f"{directory} has {told or 'none yet'}"
    why = unwritable(Path(directory))
    if why:
        return Examination(what, "look", f"{seen}; {why}", f"until it can be written, {_FORGETS}")
    return Examination(what, "well", seen)


def _files() -> Examination:
    try:
        import resource
    except ImportError:
        return Examination("open files", "well", "are not limited here")
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    state: State = "well" if most == resource.RLIM_INFINITY or most >= _FILES else "look"
    return Examination("open files", state, f"{most} at most", f"ulimit -n {_FILES}, or more")


def _temporary() -> Examination:
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
        free = disk_usage(tempfile.gettempdir()).free
    state: State = "well" if free >= _SPACE else "look"
    told = f"{free // 2**20:,} MiB are free in {tempfile.gettempdir()}"
    return Examination("temporary files", state, told, "screened rows need room there")


def _age(engine: Engine) -> Examination:
    reach: date = engine.world.reach["record"].until
    days = (engine.clock() - reach).days
    state: State = "well" if days <= _OLD else "look"
    return Examination("age of the records", state, f"{counted(days, 'day')}", "get newer records")


def _evaluators(engine: Engine) -> Examination:
    note = engine.evaluators_note
    both = " and ".join(engine.evaluators)
    return Examination("evaluators", "look" if note else "well", both, note or "")


def _question(engine: Engine) -> Examination:
    person, place = next(iter(engine.world.persons)), next(iter(engine.world.places))
    answer = engine.travel_risk(person, place)
    return Examination("a question", "well", f"{answer.outcome.value} for {person} in {place}")


def _index(engine: Engine) -> Examination:
    from ..screening.index.load import cache_directory, key_of
    from ..screening.index.store import check_directory, read_index

    directory = cache_directory()
    if directory is None:
        return Examination("cache of screening", "look", "there is none", "set SAFECONDUCT_CACHE")
    why = check_directory(directory)
    if why:
        return Examination("cache of screening", "wrong", f"{directory}: {why}")
    there = read_index(directory / f"index-{key_of(engine.reasoner)}.bin") is not None
    seen = "has the index" if there else "has no index of these records and rules yet"
    return Examination("cache of screening", "well", f"{directory} {seen}")
