"""Every kind of error, its cause and its fix; ``docs/errors.md`` and ``/problems`` show it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .kinds import BEFORE_HTTP, LIVE, ErrorKind

_KINDS: Final = (
    ErrorKind(
        "missing-value",
        "A value is missing",
        400,
        "A question needs at least a person and a place. A parameter that must be there is not, or "
        "a parameter is there without a value.",
        "Give the value. Leave an optional parameter out altogether to get its default.",
    ),
    ErrorKind(
        "invalid-value",
        "A value cannot be used",
        400,
        "A value is not of the kind that its parameter takes: a day that is not in the calendar, "
        "not written YYYY-MM-DD or earlier than the adoption of the Rome Statute, a profile that "
        "does not exist, a number that is too large.",
        "The error names the field, the value and what would be valid.",
    ),
    ErrorKind(
        "unknown-fact",
        "There is no such fact to assume",
        400,
        "An assumption names a fact that the rules do not know.",
        "The error names the nearest facts. All facts and their values are in the OpenAPI "
        "document, under the body of POST /v1/travel-risk.",
    ),
    ErrorKind(
        "impossible-assumption",
        "What is assumed cannot be so",
        400,
        "The assumptions, with what the records say of everything else, make a combination that "
        "the rules exclude with a reason.",
        "The error names the constraint, its reason, and what to assume as well.",
    ),
    ErrorKind(
        "invalid-body",
        "The body is not a JSON object",
        400,
        "The question was sent as a body that is not JSON, or not an object.",
        "Send an object with the members that the OpenAPI document describes.",
    ),
    ErrorKind(
        "body-too-large",
        "The body is too large",
        413,
        "A question is small, and how much one request may have screened is limited; a larger "
        "body is not read to its end.",
        "Send one question in each request. Screen less at once, or a file with `safeconduct "
        "screen`; whoever runs the service can set SAFECONDUCT_SCREEN_ROWS and _BYTES.",
    ),
    ErrorKind(
        "too-many-values",
        "The request has more values than are read",
        413,
        "A question has a dozen parameters, and an assumption or a choice for each fact and issue "
        "at most. What has many more is not looked through.",
        "Leave out what the question does not need; the detail says how many values are read.",
    ),
    ErrorKind(
        "too-slow",
        "The body did not come in time",
        408,
        "No byte of the body came for a while, or all of it took too long. The connection is not "
        "kept for it.",
        "Send the request again, over a better line or in smaller parts.",
    ),
    ErrorKind(
        "not-ready",
        "The service is getting ready",
        503,
        "The service has begun: what most questions are about is settled beforehand, in the "
        "background. Questions are answered already, only not as quickly.",
        "Wait for some seconds before other traffic is sent here.",
    ),
    ErrorKind(
        "key-needed",
        "A key is needed here",
        401,
        "Whoever runs the service has closed this to those who show no key (SAFECONDUCT_ACCESS).",
        "Send your key in the header `Authorization: Bearer sc_…`, or as `X-API-Key`. Whoever runs "
        "the service makes one with `safeconduct keys create`; the message names its scope.",
    ),
    ErrorKind(
        "wrong-key",
        "This key is of no use",
        401,
        "The key that was sent is not known here, was revoked, or has expired; or several were "
        "sent. That is told also where no key is needed.",
        "Look whether the key is whole: `sc_`, then 8 characters, `_` and 43 more. Else ask "
        "whoever runs the service for another one, or send none where none is needed.",
    ),
    ErrorKind(
        "scope-missing",
        "The key does not allow this",
        403,
        "Every key has scopes: to read, to screen rows, to write, to watch. This one lacks the "
        "scope that the message names.",
        "Use a key that has the scope; `safeconduct keys create --scope` makes one.",
    ),
    ErrorKind(
        "too-often",
        "This caller asks too often",
        429,
        "Every address and every key has so many requests a minute, which come back by and by, so "
        "that one caller does not take the time of all others.",
        "Wait for the seconds that the header Retry-After names; the headers RateLimit and "
        "RateLimit-Policy tell beforehand. Many questions go in one request of POST /v1/screen; "
        "whoever runs the service can set SAFECONDUCT_RATE and SAFECONDUCT_KEY_RATE.",
    ),
    ErrorKind(
        "busy",
        "Too many requests wait for their turn",
        503,
        "Only so many questions are worked on at once, and so many wait. The service is as quick "
        "as before for these, and no other is begun.",
        "Send the request again after the seconds that the header Retry-After names.",
    ),
    ErrorKind(
        "decisions-off",
        "No decisions are recorded here",
        404,
        "The service has no decision log, so that no answer has an id by which it could be found.",
        "Whoever runs the service can set SAFECONDUCT_DECISIONS to ids or full.",
    ),
    ErrorKind(
        "log-full",
        "Too many decisions wait to be recorded",
        503,
        "As many answers wait to be recorded as may. This one was not sent and not recorded.",
        "Send the request again after the seconds that the header Retry-After names; whoever runs "
        "the service can set SAFECONDUCT_DECISIONS_WAITING or _WHEN_FULL.",
    ),
    ErrorKind(
        "log-failed",
        "The decision log cannot be used",
        503,
        "The database of the log does not answer, or refused. An answer was not sent unrecorded.",
        "Try again later. Whoever runs the service finds the cause in its log.",
    ),
    ErrorKind(
        "no-room",
        "There is no room for the work",
        503,
        "Rows that are screened lie in temporary files meanwhile, and the disk of the service is "
        "full. Nothing of it is kept.",
        "Send fewer rows at once, or try again later. Whoever runs the service sees it in its log; "
        "`safeconduct doctor` says how much is free.",
    ),
    ErrorKind(
        "out-of-time",
        "The work took too long",
        503,
        "The work on one answer has a bound, and was ended there. Much of it is kept, so that the "
        "same question takes less time when it is put again.",
        "Send the request again, or ask for less at once; whoever runs the service can set "
        "SAFECONDUCT_WORK_SECONDS and SAFECONDUCT_SCREEN_SECONDS.",
    ),
    ErrorKind(
        "unsupported-media-type",
        "The body is of a kind that is not read here",
        415,
        "Rows are read as CSV or NDJSON, in UTF-8 and not compressed; the headers of the request "
        "say that the body is something else, or nothing.",
        "Send Content-Type: text/csv or application/x-ndjson.",
    ),
    ErrorKind(
        "unreadable-input",
        "The rows cannot be read to their end",
        400,
        "What was given to be screened is empty, not UTF-8, not the format that it is said to be, "
        "cut off, or has a quotation mark that is never closed. No part of it is answered.",
        "The error names the line, the row or the byte where reading ended.",
    ),
    ErrorKind(
        "wrong-columns",
        "The columns are not those of a question",
        400,
        "A table to be screened lacks a column, has it under another name or twice, or has one "
        "that is called like a column of the answer. Names of columns are not guessed: a "
        "misnamed day would be answered for today.",
        "The error names each column and what was probably meant. Rename it in the table.",
    ),
    ErrorKind(
        "invalid-row",
        "A row is none",
        None,
        "In a file that is screened, a row of CSV has more or fewer cells than the first line "
        "names, or a line of NDJSON is not a JSON object, or has members that the first lines have "
        "not. The other rows are answered; this one is told with its line, as it was.",
        "Correct the row and screen it again.",
    ),
    ErrorKind(
        "rows-rejected",
        "Rows of a table cannot be answered",
        None,
        "`Engine.screen` was given a table with rows that have a mistake. The error shows the "
        "first of them.",
        "Correct them, or use `Screener.batch`, which answers the others and returns these with "
        "every reason.",
    ),
    ErrorKind(
        "output-failed",
        "An output file could not be written",
        None,
        "The disk is full, the directory cannot be written to, or a file of that name has come in "
        "the meantime. No output is left, and what was there before is untouched.",
        "The error names the file and the reason.",
    ),
    ErrorKind(
        "unknown-parameter",
        "A parameter is not known",
        400,
        "The request has a parameter that this address does not take. It is refused and not "
        "ignored: a question with a mistyped day would be answered for today.",
        "The error names the parameter that was probably meant and lists all that exist.",
    ),
    ErrorKind(
        "repeated-parameter",
        "A parameter is given more than once",
        400,
        "The same parameter, or the same member of an object in the body, occurs twice, and either "
        "value might be the one that was meant.",
        "Give it once. To ask several questions, send several requests.",
    ),
    ErrorKind(
        "unknown-question",
        "There is no such question",
        404,
        "The address or the call names a question that no rule base asks.",
        "Take one of those that the error names; /v1/questions says how each is put.",
    ),
    ErrorKind(
        "unknown-name",
        "A person or place is not known by that name",
        404,
        "No person or place on record has exactly that id, code or name; or the name means several "
        "places or persons, or is one that others bear (a common surname, a kunya, in a table any "
        "surname); or letters in capitals are the code of no place; or, with known_on, the person "
        "had not been named publicly by that day. A similar name is never taken instead: a wrong "
        "person here would be a defamation.",
        "Choose among the suggestions, which are ranked from 0 to 100, or look the name up at "
        "/v1/persons or /v1/places. That somebody is not on record means only that no public "
        "warrant or summons for that person is in these records.",
    ),
    ErrorKind(
        "question-not-understood",
        "The question cannot be read in one way only",
        400,
        "A plain question is read by a fixed grammar and never guessed at. It is not about arrest "
        "on travel; or it lacks a person, a place or a day; or it names two where there is room "
        "for one, a place that may be several, a name that is not on record or may be that of "
        "somebody else, or a day that is not in the calendar.",
        "The detail says what was understood and what is lacking; allowed has three questions that "
        "can be answered, suggestions has known names. Or ask at /v1/travel-risk, value by value.",
    ),
    ErrorKind(
        "unknown-record",
        "There is no record with that id",
        404,
        "The address names a rule, issue, warrant or source that does not exist.",
        "Follow an id from the list at the same address without the id.",
    ),
    ErrorKind(
        "several-mistakes",
        "Several values cannot be used",
        400,
        "The request has more than one mistake, of different kinds. All are reported at once.",
        "Each entry of errors has its own code, value and what would be valid.",
    ),
    ErrorKind(
        "no-certificate",
        "There is no certificate for these rules",
        404,
        "The certificate that is shipped is about other rules than those that answer here: the "
        "service runs with rules of its own, or the rules were changed since.",
        "Make one: safeconduct verify --rules DIR --certificate FILE.",
    ),
    ErrorKind(
        "missing-extra",
        "A package of an extra is not installed",
        501,
        "What was asked for needs packages that do not come with the library, since not everybody "
        "needs them: NumPy and PyArrow for tables and files, PySpark and pandas for Spark, FastAPI "
        "and uvicorn for the service, the solver Z3 for proofs over all cases, Hypothesis and "
        "pytest for `safeconduct.testing`.",
        "Install the extra that the error names, for example `pip install 'safeconduct[screen]'`; "
        "if a service answers so, on the machine where it runs.",
    ),
    ErrorKind(
        "not-found",
        "There is nothing at this address",
        404,
        "No route has this path.",
        "The routes are listed in /openapi.json; the detail names the nearest one.",
    ),
    ErrorKind(
        "method-not-allowed",
        "This address takes other methods",
        405,
        "Nearly every address takes GET (and HEAD) alone; a question with assumptions is sent by "
        "POST.",
        "Use a method from the Allow header.",
    ),
    ErrorKind(
        "watches-failed",
        "The database of watches cannot be used",
        503,
        "It cannot be opened, read or written: it is not there, somebody else holds it, the disk "
        "is full, or a later version of safeconduct made it.",
        "The log of the service, or the message of the command, says which; nothing is lost of "
        "what was written before. Try again later.",
    ),
    ErrorKind(
        "too-many-unknowns",
        "Too many facts are unknown to settle the answer",
        409,
        "The question is well put, but so many deciding facts are missing from the records that "
        "their combinations cannot all be tried.",
        "The detail names the facts. Ask about another day, or add records.",
    ),
    ErrorKind(
        "evaluators-disagree",
        "Two independent derivations differ",
        500,
        "Every answer is derived twice, by two evaluators that share no code. They came to "
        "different results, so neither is given out.",
        "This is a fault of the program. Please report the question together with the detail.",
    ),
    ErrorKind(
        "internal-error",
        "The service failed",
        500,
        "Something unexpected went wrong. The particulars are in the log of the service only.",
        "Please report it with the reference in the detail, which leads to the entry in the log.",
    ),
    *LIVE,
    *BEFORE_HTTP,
)

KINDS: Final[Mapping[str, ErrorKind]] = MappingProxyType({kind.code: kind for kind in _KINDS})
"""Kinds of errors by code."""

_HEAD: Final = """\
# Errors

Every error says which value was wrong, what would be right and, for a name, which known ones are
near. Over HTTP it is a problem document (RFC 9457) whose `type` leads to the section below; on the
command line it is one line on standard error, with exit code 2 for a mistake in the question and 1
for anything else.

This page is made from `api/catalogue.py`: `python -m safeconduct.api.catalogue > docs/errors.md`.
"""


def markdown() -> str:
    """Return the page ``docs/errors.md``."""
    return "\n".join([_HEAD, *map(_section, KINDS.values())])


def _section(kind: ErrorKind) -> str:
    status = f"HTTP status {kind.status}." if kind.status else "Not met over HTTP."
    return (
        f"## {kind.code}\n\n*{kind.title}.* {status}\n\n"
        f"**Cause.** {kind.cause}\n\n**Fix.** {kind.fix}\n"
    )


if __name__ == "__main__":
    print(markdown(), end="")
