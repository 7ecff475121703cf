"""What goes wrong with a decision log; no error ever tells the password of a database."""

from __future__ import annotations

from ..base.errors import SafeconductError


class LogFull(SafeconductError):
    """As many decisions wait to be written as may; this one was not taken."""

    code = "log-full"


class LogFailed(SafeconductError):
    """A decision could not be written, or the log cannot be read."""

    code = "log-failed"
