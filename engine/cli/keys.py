"""The commands about API keys of the service; a new key is printed once, and kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..base.errors import InputError
from ..base.extras import require_extra
from ..base.words import nearest
from .help import Commands

_KEYS: Final = "safeconduct.api.keys"
_SETTING: Final = "SAFECONDUCT_KEYS"

keys_app = Commands(help="API keys of the service: make, list, replace and take back.")

KeysFile = Annotated[
    Path | None,
    typer.Option(
        "--keys", metavar="FILE", envvar=_SETTING, dir_okay=False, help="The file of keys."
    ),
]
KeyId = Annotated[
    str, typer.Argument(metavar="ID", help="The first part of the key, as `keys list` has it.")
]


@keys_app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is, or what for.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help="What it allows: read, screen, write or watch; may be repeated. Default: read.",
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option("--days", min=1, max=36_500, help="Days until it expires. Default: never."),
    ] = None,
    keys: KeysFile = None,
) -> None:
    """Make a key and print it on standard output, once; the file keeps a digest of it."""
    store, path = _store(keys)
    scopes = tuple(dict.fromkeys(scope or ("read",)))
    for one in scopes:
        if one not in store.SCOPES:
            raise InputError("--scope", one[:60], "is not a scope of a key", store.SCOPES)
    expires = None if days is None else _in(timedelta(days=days))
    made, text = store.new_key(name, scopes, expires)
    with store.changed_keys(path) as kept:
        kept.append(made)
    _hand_over(made, text)


@keys_app.command("list")
def list_keys(
    as_json: Annotated[bool, typer.Option("--json", help="Print the keys as JSON.")] = False,
    keys: KeysFile = None,
) -> None:
    """List all keys: id, what they allow, until when, and when they were last used."""
    from .output import print_json, print_table, table

    store, path = _store(keys)
    used = store.last_used(path)
    now = datetime.now(UTC)
    rows = [
        {
            **one.model_dump(mode="json", exclude={"sha256"}),
            "state": one.state(now),
            "last_used": used[one.id].isoformat() if one.id in used else None,
        }
        for one in store.read_keys(path)
    ]
    if as_json:
        print_json(rows)
        return
    shown = table("id", "name", "scopes", "state", "created", "expires", "last used")
    for row in rows:
        days = [str(row[one] or "never")[:10] for one in ("created", "expires", "last_used")]
        shown.add_row(row["id"], row["name"], ", ".join(row["scopes"]), row["state"], *days)
    print_table(shown)


@keys_app.command()
def rotate(
    id_: KeyId,
    hours: Annotated[
        int,
        typer.Option("--hours", min=0, max=8760, help="For so long the old key is good as well."),
    ] = 24,
    keys: KeysFile = None,
) -> None:
    """Make a key in place of another, which allows the same, and print it as `create` does.

    The new key expires when the old one would have; the old one after so many hours.
    """
    store, path = _store(keys)
    with store.changed_keys(path) as kept:
        place = _place(kept, id_)
        old = kept[place]
        made, text = store.new_key(old.name, old.scopes, old.expires, old.id)
        ends = min(filter(None, (old.expires, _in(timedelta(hours=hours)))))
        kept[place] = old.model_copy(update={"expires": ends})
        kept.append(made)
    _hand_over(made, text)


@keys_app.command()
def revoke(id_: KeyId, keys: KeysFile = None) -> None:
    """Take a key back: within a second every process of the service refuses it."""
    store, path = _store(keys)
    with store.changed_keys(path) as kept:
        place = _place(kept, id_)
        kept[place] = kept[place].model_copy(update={"revoked": _in(timedelta())})
    typer.echo(f"key {id_} is revoked", err=True)


def _store(path: Path | None) -> tuple[Any, Path]:
    """Return the module of keys and the file; raises `InputError` if none is named."""
    require_extra("service")
    if path is None:
        raise InputError("--keys", None, f"no file of keys is named; {_SETTING} names it, too")
    return import_module(_KEYS), path


def _place(kept: list[Any], id_: str) -> int:
    """Return where a key that is still of use stands; raises `InputError` if it does not."""
    ids = [one.id for one in kept]
    if id_ not in ids:
        near = tuple(nearest(id_[:60], ids, 3))
        raise InputError("ID", id_[:60], "is not the id of a key; `keys list` has them", near)
    place = ids.index(id_)
    state = kept[place].state(datetime.now(UTC))
    if state != "valid":
        raise InputError("ID", id_, f"is of a key that is {state} already")
    return place


def _in(time: timedelta) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + time


def _hand_over(made: Any, text: str) -> None:
    """Print a new key alone on standard output, and all that is said of it beside that."""
    until = f"on {made.expires:%Y-%m-%d}" if made.expires else "never"
    typer.echo(
        f"key {made.id} for {made.name}; scopes: {', '.join(made.scopes)}; expires: {until}\n"
        "it is shown this once; keep it where secrets are kept",
        err=True,
    )
    typer.echo(text)
