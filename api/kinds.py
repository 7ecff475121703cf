"""What a kind of error is, and those that are met before anything is answered over HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One kind of error. ``status``: of the answer over HTTP, ``None`` where it cannot occur."""

    code: str
    title: str
    status: int | None
    cause: str
    fix: str


BEFORE_HTTP: Final = (
    ErrorKind(
        "records-invalid",
        "The records are not valid",
        None,
        "A file of records has mistakes: a reference to nothing, a missing source, days out of "
        "order, sums of the treaty that do not come out. The program does not start on them.",
        "`safeconduct records check DIR` lists every mistake with file and line.",
    ),
    ErrorKind(
        "rules-invalid",
        "The rule base is not well-formed",
        None,
        "A rule file has mistakes: an atom that is not declared, a cycle, a rule without a "
        "citation, a table with a gap. The program does not start on it.",
        "`safeconduct rules check DIR` lists every mistake with file and line.",
    ),
    ErrorKind(
        "cases-invalid",
        "A file of cases is not well-formed",
        None,
        "A case lacks something, expects nothing, has the id of another one, or names a person, "
        "fact, rule, position or property that does not exist.",
        "`safeconduct cases DIR` lists every mistake with file and line.",
    ),
    ErrorKind(
        "impossible-facts",
        "The facts of a case cannot be so",
        None,
        "The facts of a case, with what holds of all others without a record, make a combination "
        "that the rules exclude with a reason.",
        "The error names the constraint and its reason; say the facts that it speaks of.",
    ),
    ErrorKind(
        "counterexample-not-confirmed",
        "A counterexample did not show when the engine was run",
        None,
        "The kit for testing rules found something that the engine does not confirm, so it is "
        "not reported as a finding.",
        "This is a fault of the program. Please report it with your rules.",
    ),
    ErrorKind(
        "changed-sources",
        "The records or rules of an engine in a pickle are not there",
        None,
        "A pickled engine names the directories of its records and rules and their digests. They "
        "are read again where it is unpickled, and something else is there now.",
        "Call `Engine.load` there, or see to it that records, rules and safeconduct are the same.",
    ),
    ErrorKind(
        "bundle-refused",
        "The bundle is not taken",
        None,
        "A bundle of records and rules is not signed by a key that is known here, was changed "
        "after it was signed, is larger than it may be, or holds what does not check. A program "
        "does not start on it; one that runs stays on the last good one.",
        "`safeconduct bundle verify FILE --key KEY` says why. Make it anew with `safeconduct "
        "bundle make`, or name the key of whoever signed it in SAFECONDUCT_BUNDLE_KEYS.",
    ),
    ErrorKind(
        "port-in-use",
        "The port is taken",
        None,
        "Another program listens on the address and port that `safeconduct serve` was told to use.",
        "Stop that program, or choose another port with `--port` (0: any free one).",
    ),
)
"""Kinds that the library and the command meet; see `catalogue` for all others."""

LIVE: Final = (
    ErrorKind(
        "record-refused",
        "The change of the records is refused",
        400,
        "A record that is added, corrected or retracted is checked as one in a file is: every "
        "field, its sources, and that it goes with all other records. Nothing was changed.",
        "The errors name field, value and what would be right. With `?check=true` a change is only "
        "tried; `docs/guides/live-records.md` has an example.",
    ),
    ErrorKind(
        "no-live-records",
        "This service keeps no live records",
        404,
        "Its records are those that were packaged; whoever runs it has named no database for "
        "others (SAFECONDUCT_LIVE).",
        "Ask whoever runs the service, or run one of your own with SAFECONDUCT_LIVE set.",
    ),
    ErrorKind(
        "live-busy",
        "Others change the records at the same time",
        503,
        "A change is checked against the records as they are. Others changed them each time it was "
        "checked, so that it was not kept.",
        "Send it again after the seconds that the header Retry-After names.",
    ),
    ErrorKind(
        "live-failed",
        "The log of live records cannot be used",
        503,
        "Its database cannot be reached, or a row in it is not as it was written. Questions are "
        "answered from the records as they were last.",
        "Whoever runs the service finds the cause in its log.",
    ),
    ErrorKind(
        "reports-full",
        "Too many mistakes were reported",
        429,
        "One address may report some mistakes an hour, and all together some hundred a day.",
        "Try again later. Thank you for looking closely.",
    ),
)
"""Those about records that change while the service runs."""
