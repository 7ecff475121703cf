"""The commands about watches: make, list and remove them, look at what happens, send notices."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ..base.errors import InputError, SafeconductError
from ..base.extras import require_extra
from ..base.words import counted
from .errors import fail
from .help import Commands
from .options import Json, Profile, Records, Rules

if TYPE_CHECKING:
    from ..bundles import FollowedBundle
    from ..engine import Engine
    from ..watches import EngineFiles, WatchStore

_COURIER: Final = "safeconduct.api.delivery.courier"
_SENDER: Final = "safeconduct.api.delivery.sender"
_SETTINGS: Final = "safeconduct.api.settings"
_PAUSES: Final = (1, 2, 5, 10, 30)
"""Seconds until something that failed is tried again, more each time."""

watch_app = Commands(help="Watches: be told when an answer changes or a journey is announced.")

Store = Annotated[
    str | None,
    typer.Option(
        "--watches",
        metavar="URL",
        envvar="SAFECONDUCT_WATCHES",
        show_envvar=True,
        help="The database of watches, SQLite or PostgreSQL. Default: a file of yours.",
    ),
]
WatchId = Annotated[str, typer.Argument(metavar="ID", help="As `watch list` has it.")]
Once = Annotated[bool, typer.Option("--once", help="Do it once and end.")]
Attached = Annotated[
    bool,
    typer.Option("--attached", hidden=True, help="End when standard input does: the parent."),
]


@watch_app.command()
def add(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Id, name or alias.")],
    condition: Annotated[
        str,
        typer.Option(
            "--when",
            metavar="CONDITION",
            help="becomes, leaves, changes, contested, journey_announced or journey_passed.",
        ),
    ] = "becomes",
    places: Annotated[
        list[str] | None,
        typer.Option("--place", metavar="PLACE", help="May be repeated. Default: everywhere."),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="NAME", help="Its members, as they are each day."),
    ] = None,
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="OUTCOME", help="May be repeated. Default: must_arrest."),
    ] = None,
    days: Annotated[
        int, typer.Option(help="Within how many days of a journey an arrest counts.")
    ] = 3,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The last day of the watch.")
    ] = None,
    hook: Annotated[
        str | None, typer.Option("--hook", metavar="URL", help="Where notices are sent.")
    ] = None,
    profile: Profile = None,
    as_json: Json = False,
    watches: Store = None,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Make a watch; where notices are sent, the secret that signs them is printed once."""
    from ..engine import Engine
    from ..watches import new_secret, new_watch, read_request
    from .output import print_json, say

    asked = read_request(
        {
            "person": person,
            "condition": condition,
            "places": places or (),
            "organisation": organisation,
            "outcomes": outcomes or (),
            "days": days,
            "until": until,
            "hook": hook,
            "profile": profile,
        }
    )
    engine = Engine.load(records=records, rules=rules or ())
    with _opened(watches) as store:
        made, answers = new_watch(engine, asked)
        secret = new_secret() if made.hook else ""
        store.add(made, answers, secret)
    if as_json:
        print_json({"watch": made.model_dump(mode="json"), "secret": secret or None})
        return
    say(made.id)
    if secret:
        typer.echo("The secret that its notices are signed with; it is not shown again:", err=True)
        say(secret)


@watch_app.command("list")
def list_watches(as_json: Json = False, watches: Store = None) -> None:
    """List all watches, and how many notices wait, have arrived or were given up."""
    from ..watches import WatchOutbox
    from .output import print_json, print_table, table

    with _opened(watches) as store:
        found = store.watches()
        outbox = WatchOutbox(store.database)
        sent = {one.id: outbox.counts([one.id]) for one in found}
    if as_json:
        print_json([{**one.model_dump(mode="json"), "sent": sent[one.id]} for one in found])
        return
    rows = table("id", "person", "when", "where", "waiting", "given up")
    for one in found:
        where = one.organisation or ", ".join(one.places) or "everywhere"
        numbers = (str(sent[one.id][state]) for state in ("waiting", "dead"))
        rows.add_row(one.id, one.person, one.condition, where, *numbers)
    print_table(rows)


@watch_app.command()
def remove(id_: WatchId, watches: Store = None) -> None:
    """Remove a watch with all that it was told."""
    with _opened(watches) as store:
        if not store.remove(id_):
            raise _unknown(store, id_)


@watch_app.command()
def replay(
    id_: WatchId,
    after: Annotated[
        int | None,
        typer.Option(min=0, help="All after this number. Default: those that were given up."),
    ] = None,
    watches: Store = None,
) -> None:
    """Have notices sent again, from the first attempt, each with the id that it had."""
    from ..watches import WatchOutbox
    from .output import say

    with _opened(watches) as store:
        if store.watch(id_) is None:
            raise _unknown(store, id_)
        count = WatchOutbox(store.database).replay(id_, time.time(), after)
    say(f"{counted(count, 'notice')} to be sent again")


@watch_app.command("run")
def run_watches(
    once: Once = False,
    every: Annotated[
        float, typer.Option(min=0.05, max=86_400, help="Seconds between two looks.")
    ] = 30,
    attached: Attached = False,
    watches: Store = None,
    live: Annotated[
        str | None,
        typer.Option(
            "--live",
            metavar="URL",
            envvar="SAFECONDUCT_LIVE",
            show_envvar=True,
            help="The database of live records, if there is one: what is added there is seen.",
        ),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(
            "--bundle",
            metavar="FILE",
            envvar="SAFECONDUCT_BUNDLE",
            show_envvar=True,
            help="A signed bundle of records and rules instead of directories.",
        ),
    ] = None,
    keys: Annotated[
        list[Path] | None,
        typer.Option(
            "--bundle-key",
            metavar="FILE",
            envvar="SAFECONDUCT_BUNDLE_KEYS",
            show_envvar=True,
            help="A public key; may be repeated: one of them must have signed the bundle.",
        ),
    ] = None,
    older: Annotated[
        str | None,
        typer.Option(
            "--bundle-older",
            metavar="WHAT",
            envvar="SAFECONDUCT_BUNDLE_OLDER",
            show_envvar=True,
            help="What becomes of a bundle with a lower number than one that was in use: refuse "
            "(the default) or take.",
        ),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(
            "--bundle-state",
            metavar="DIR",
            envvar="SAFECONDUCT_BUNDLE_STATE",
            show_envvar=True,
            help="Where the highest number of a bundle that was in use is remembered.",
        ),
    ] = None,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Look at what happens and write down what watches are told, until interrupted."""
    from ..watches import EngineFiles, Watcher
    from .output import say

    files: EngineFiles | FollowedBundle
    if bundle is None:
        files = EngineFiles(records, rules or ())
    else:
        require_extra("bundle")
        from ..bundles import BundleSerials, FollowedBundle
        from ..engine import Engine

        if older not in (None, "refuse", "take"):
            told = "is not what can be done with it"
            raise InputError("bundle-older", older, told, ("refuse", "take"))
        serials = BundleSerials(state)
        took = older == "take"
        files = FollowedBundle(bundle, keys or (), Engine.load(), older=took, serials=serials)
    with _opened(watches) as store, _followed(files, live) as current:
        watcher = Watcher(store, current)
        if once:
            say(counted(watcher.look(), "notice"))
            return
        typer.echo(f"watching, decided by {watcher.decides}", err=True)
        with _until_stopped(attached=attached) as ended:
            _again(lambda: watcher.run(every, ended), ended)


@watch_app.command()
def deliver(
    once: Once = False,
    every: Annotated[
        float, typer.Option(min=0.05, max=3600, help="Seconds between two looks.")
    ] = 2,
    attached: Attached = False,
    watches: Store = None,
) -> None:
    """Send notices to their receivers, again and again until they arrive or are given up."""
    from ..watches import WatchOutbox
    from .output import say

    require_extra("service")
    settings = import_module(_SETTINGS).Settings.from_environment()
    courier, seconds = import_module(_COURIER), settings.watch_send_seconds
    send = import_module(_SENDER).Sender(settings.watch_networks, seconds)
    with _opened(watches) as store:
        made = courier.Courier(
            WatchOutbox(store.database),
            send,
            lease=settings.watch_lease_seconds,
            patience=courier.Patience(settings.watch_attempts, settings.watch_wait_seconds),
        )
        if once:
            say(f"{counted(made.round(), 'notice')} sent")
            return
        typer.echo("sending", err=True)
        with _until_stopped(attached=attached) as ended:
            _again(lambda: made.run(every, ended), ended)


@contextmanager
def _opened(url: str | None) -> Iterator[WatchStore]:
    require_extra("store")
    from ..watches import WatchStore, usual_url

    with WatchStore(url or usual_url()) as store:
        yield store


@contextmanager
def _followed(
    files: EngineFiles | FollowedBundle, url: str | None
) -> Iterator[Callable[[], Engine]]:
    """Yield what returns the engine of now: that of files, or of live records over them."""
    if not url:
        yield files.current
        return
    from ..live import Live

    base = files.current()
    with Live.open(base, url) as live:
        at = base, live

        def current() -> Engine:
            nonlocal at
            below = files.current()
            if below is not at[0]:
                at = below, at[1].on(below)
            at[1].follow()
            return at[1].engine

        yield current


def _unknown(store: WatchStore, id_: str) -> InputError:
    known = tuple(one.id for one in store.watches())[:20]
    return InputError("ID", id_[:60], "is not the id of a watch", known)


@contextmanager
def _until_stopped(*, attached: bool) -> Iterator[threading.Event]:
    """Yield an event that is set when the process is asked to end, or its parent has ended."""
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()

    before = [(one, signal.signal(one, end)) for one in (signal.SIGINT, signal.SIGTERM)]
    if attached:
        threading.Thread(target=_outlast, args=(ended,), daemon=True).start()
    try:
        yield ended
    finally:
        for one, handler in before:
            signal.signal(one, handler)


def _outlast(ended: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    ended.set()


def _again(work: Callable[[], None], ended: threading.Event) -> None:
    """Do work until it has ended; what fails is told and tried again after a while."""
    failures = 0
    while not ended.is_set():
        begun = time.monotonic()
        try:
            work()
        except SafeconductError as error:
            failures = 1 if time.monotonic() - begun > _PAUSES[-1] else failures + 1
            fail(f"{error.code}: {error}", 1)  # which prints it
            ended.wait(_PAUSES[min(failures, len(_PAUSES)) - 1])
