"""The commands about bundles: records and rules in one signed file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..base.errors import InputError
from ..base.extras import require_extra
from ..base.words import counted
from .help import Commands
from .options import Json, Records, Rules

bundle_app = Commands(help="Records and rules in one signed file: make it, and look at one.")

BundlePath = Annotated[Path, typer.Argument(metavar="FILE", help="The bundle.")]


@bundle_app.command("new-key")
def make_key(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the private key is to lie.")],
) -> None:
    """Make a key to sign with; the public key, by which others verify, lies in FILE.pub."""
    require_extra("bundle")
    from ..bundles import new_key
    from .output import say

    made = new_key(file)
    say(f"key {made.verifying.id}: sign with {file}, verify with {file}.pub")


@bundle_app.command()
def make(
    file: BundlePath,
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The private key.")],
    serial: Annotated[
        int,
        typer.Option(
            min=0,
            max=2**53,
            metavar="NUMBER",
            help="Its number, greater than those of earlier ones, which a service then refuses; "
            "0: none.",
        ),
    ] = 0,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Check records and rules, and write them into one signed file, whole or not at all."""
    require_extra("bundle")
    from ..base.atomic import AtomicFile
    from ..bundles import make_bundle, read_signing_key
    from ..engine import Engine
    from .output import say

    signing = read_signing_key(key)
    engine = Engine.load(records=records, rules=rules or ())
    made = make_bundle(engine, signing, serial=serial)
    try:
        with AtomicFile(file, force=True) as out:
            out.put(made)
    except OSError as error:
        raise InputError("FILE", str(file), f"cannot be written: {error.strerror}") from None
    say(
        f"{counted(len(made), 'byte')} in {file}: records {engine.world.digest[:12]}, "
        f"rules {engine.rulebase.digest[:12]}, signed with {signing.verifying.id}"
    )


@bundle_app.command()
def verify(
    file: BundlePath,
    key: Annotated[
        list[Path],
        typer.Option(
            "--key",
            metavar="FILE",
            envvar="SAFECONDUCT_BUNDLE_KEYS",
            show_envvar=True,
            help="A public key; may be repeated: one of them must have signed it.",
        ),
    ],
    as_json: Json = False,
) -> None:
    """Say whether a service with these keys would take a bundle, and what is in it."""
    require_extra("bundle")
    from ..bundles import open_bundle, read_verifying_key
    from ..bundles.follow import read_bundle
    from ..engine import Engine
    from .output import print_json, say

    keys = [read_verifying_key(one) for one in key]
    found = open_bundle(read_bundle(file, "FILE"), keys)
    found.engine(Engine.load())
    said = found.manifest
    if as_json:
        told = said.model_dump(mode="json")
        print_json({**told, "key": found.key, "digest": found.digest})
        return
    say(
        f"{counted(len(said.files), 'file')}, number {said.serial or 'none'}, signed with "
        f"{found.key}, made by version {said.version}: "
        f"records {said.world[:12]}, rules {said.rules[:12]}"
    )
