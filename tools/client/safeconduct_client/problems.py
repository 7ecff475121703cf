"""Every kind of problem that the service tells, as an exception.

Written by tools/client/generate.py from the OpenAPI document; what is changed here is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .errors import ProblemError


class MissingValue(ProblemError):
    """A value is missing."""


class InvalidValue(ProblemError):
    """A value cannot be used."""


class UnknownFact(ProblemError):
    """There is no such fact to assume."""


class ImpossibleAssumption(ProblemError):
    """What is assumed cannot be so."""


class InvalidBody(ProblemError):
    """The body is not a JSON object."""


class BodyTooLarge(ProblemError):
    """The body is too large."""


class TooManyValues(ProblemError):
    """The request has more values than are read."""


class TooSlow(ProblemError):
    """The body did not come in time."""


class NotReady(ProblemError):
    """The service is getting ready."""


class KeyNeeded(ProblemError):
    """A key is needed here."""


class WrongKey(ProblemError):
    """This key is of no use."""


class ScopeMissing(ProblemError):
    """The key does not allow this."""


class TooOften(ProblemError):
    """This caller asks too often."""


class Busy(ProblemError):
    """Too many requests wait for their turn."""


class DecisionsOff(ProblemError):
    """No decisions are recorded here."""


class LogFull(ProblemError):
    """Too many decisions wait to be recorded."""


class LogFailed(ProblemError):
    """The decision log cannot be used."""


class NoRoom(ProblemError):
    """There is no room for the work."""


class OutOfTime(ProblemError):
    """The work took too long."""


class UnsupportedMediaType(ProblemError):
    """The body is of a kind that is not read here."""


class UnreadableInput(ProblemError):
    """The rows cannot be read to their end."""


class WrongColumns(ProblemError):
    """The columns are not those of a question."""


class UnknownParameter(ProblemError):
    """A parameter is not known."""


class RepeatedParameter(ProblemError):
    """A parameter is given more than once."""


class UnknownQuestion(ProblemError):
    """There is no such question."""


class UnknownName(ProblemError):
    """A person or place is not known by that name."""


class QuestionNotUnderstood(ProblemError):
    """The question cannot be read in one way only."""


class UnknownRecord(ProblemError):
    """There is no record with that id."""


class SeveralMistakes(ProblemError):
    """Several values cannot be used."""


class NoCertificate(ProblemError):
    """There is no certificate for these rules."""


class MissingExtra(ProblemError):
    """A package of an extra is not installed."""


class NotFound(ProblemError):
    """There is nothing at this address."""


class MethodNotAllowed(ProblemError):
    """This address takes other methods."""


class WatchesFailed(ProblemError):
    """The database of watches cannot be used."""


class TooManyUnknowns(ProblemError):
    """Too many facts are unknown to settle the answer."""


class EvaluatorsDisagree(ProblemError):
    """Two independent derivations differ."""


class InternalError(ProblemError):
    """The service failed."""


class RecordRefused(ProblemError):
    """The change of the records is refused."""


class NoLiveRecords(ProblemError):
    """This service keeps no live records."""


class LiveBusy(ProblemError):
    """Others change the records at the same time."""


class LiveFailed(ProblemError):
    """The log of live records cannot be used."""


class ReportsFull(ProblemError):
    """Too many mistakes were reported."""


KINDS: Final[Mapping[str, type[ProblemError]]] = MappingProxyType(
    {
        "missing-value": MissingValue,
        "invalid-value": InvalidValue,
        "unknown-fact": UnknownFact,
        "impossible-assumption": ImpossibleAssumption,
        "invalid-body": InvalidBody,
        "body-too-large": BodyTooLarge,
        "too-many-values": TooManyValues,
        "too-slow": TooSlow,
        "not-ready": NotReady,
        "key-needed": KeyNeeded,
        "wrong-key": WrongKey,
        "scope-missing": ScopeMissing,
        "too-often": TooOften,
        "busy": Busy,
        "decisions-off": DecisionsOff,
        "log-full": LogFull,
        "log-failed": LogFailed,
        "no-room": NoRoom,
        "out-of-time": OutOfTime,
        "unsupported-media-type": UnsupportedMediaType,
        "unreadable-input": UnreadableInput,
        "wrong-columns": WrongColumns,
        "unknown-parameter": UnknownParameter,
        "repeated-parameter": RepeatedParameter,
        "unknown-question": UnknownQuestion,
        "unknown-name": UnknownName,
        "question-not-understood": QuestionNotUnderstood,
        "unknown-record": UnknownRecord,
        "several-mistakes": SeveralMistakes,
        "no-certificate": NoCertificate,
        "missing-extra": MissingExtra,
        "not-found": NotFound,
        "method-not-allowed": MethodNotAllowed,
        "watches-failed": WatchesFailed,
        "too-many-unknowns": TooManyUnknowns,
        "evaluators-disagree": EvaluatorsDisagree,
        "internal-error": InternalError,
        "record-refused": RecordRefused,
        "no-live-records": NoLiveRecords,
        "live-busy": LiveBusy,
        "live-failed": LiveFailed,
        "reports-full": ReportsFull,
    }
)
"""Each kind by its code, the last part of a problem's type."""
