"""The command that verifies; what is heavy is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from ..base.errors import InputError
from .help import one_of
from .options import Records, Rules

SECONDS: Final = 60.0
"""How long each property may take by default."""

MOST: Final = 20
"""How many differing cases are looked for by default."""


@one_of(
    ("proofs", "against", "suggest"),
    *((one, other) for one in ("against", "suggest") for other in ("certificate", "only", "cases")),
    ("suggest", "most"),
    ("proofs", "most"),
)
def verify(
    proofs: Annotated[
        bool,
        typer.Option("--proofs", help="Check the proof of every truth in the records instead."),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="DIR",
            help="Other rules, or `safeconduct` for the embedded ones: show the cases that they "
            "answer otherwise.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="PROPERTY", help="Only this property; may be repeated."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long each property may take.")
    ] = SECONDS,
    most: Annotated[
        int, typer.Option(min=0, help="With --against: how many cases to look for.")
    ] = MOST,
    cases: Annotated[
        Path | None,
        typer.Option("--cases", metavar="FILE", help="Also write counterexamples to this file."),
    ] = None,
    certificate: Annotated[
        list[Path] | None,
        typer.Option(
            "--certificate",
            metavar="FILE",
            help="Write the certificate to FILE, .json or .md; may be repeated. With --proofs it "
            "covers these, too.",
        ),
    ] = None,
    evidence: Annotated[
        list[Path] | None,
        typer.Option(
            "--evidence",
            metavar="FILE",
            help="JSON from another tool to take into the certificate; may be repeated.",
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest",
            help="Instead, propose monotonicities that hold, to be declared, and show rows of "
            "which only the order decides.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    records: Records = None,
    rules: Rules = None,
) -> None:
    """Prove the properties of the rules for every case that could be.

    Exit 0 if all hold, 1 if one fails, 3 if one was not decided in time, 4 if solver and engine
    differ on a case.
    """
    if proofs and not certificate:
        from ..engine import Engine
        from .reports import print_proof_check

        for name, given in (("only", only), ("cases", cases), ("evidence", evidence)):
            if given:
                raise InputError(f"--{name}", None, "is taken with --proofs for a certificate only")

        engine = Engine.load(records=records, rules=rules or ())
        print_proof_check(engine, as_json=as_json)
        return
    if suggest:
        from ..authoring.base import load_base
        from .suggesting import suggest_and_print

        rulebase = load_base(records, rules or ()).rulebase
        suggest_and_print(rulebase, seconds=timeout, as_json=as_json)
        return
    if against is not None:
        from .differing import print_differences

        print_differences(against, rules or (), most=most, seconds=timeout, as_json=as_json)
        return
    from ..authoring.base import load_base
    from .certifying import certify_to, checked
    from .proving import prove_and_print

    written = checked(certificate or (), evidence or ())
    base = load_base(records, rules or ())
    also = certify_to(base, written, with_proofs=proofs)
    prove_and_print(base, only or (), timeout, cases, also, as_json=as_json)
