"""What goes wrong with live records; no error ever tells the password of a database."""

from __future__ import annotations

from ..base.errors import SafeconductError, SeveralMistakes


class LiveFailed(SafeconductError):
    """The log of live records cannot be read or written, or was damaged."""

    code = "live-failed"


class LiveBusy(SafeconductError):
    """Others wrote so often meanwhile that a change could not be checked against the last one."""

    code = "live-busy"


class RecordRefused(SeveralMistakes):
    """A change of records is not accepted; ``mistakes`` has an error for each reason."""

    code = "record-refused"


class ReportsFull(SafeconductError):
    """As many reports wait to be read as may."""

    code = "reports-full"
