"""Screens the body of a request: in through a file, out through a file, in bounded memory.

The answer is made before the first byte of it is sent. So its status is right, nothing comes half,
and a client that reads only after it has sent everything is not waited for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, Literal, cast

import orjson
from fastapi import Request
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from safeconduct import Engine, InputError
from safeconduct.base import NotJson, RepeatedMembers, read_json, told

from .media import JSON, header_of, liked
from .models import Mistake
from .problems import ProblemError, problem_of, shown

Kind = Literal["csv", "ndjson", "json"]

CSV: Final = "text/csv"
NDJSON: Final = "application/x-ndjson"
KINDS: Final[Mapping[str, Kind]] = {
    CSV: "csv",
    NDJSON: "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    JSON: "json",
}
"""Formats by media type; the first of each is what answers are called."""

_IN_MEMORY: Final = 2**20
_PIECE: Final = 2**16


def kind_of(request: Request) -> Kind:
    """Return the format of a request's body; raises a problem for any other, or another charset."""
    sent = request.headers.get("content-type", "")
    name, *parameters = (one.strip().casefold() for one in sent.split(";"))
    charset = next((p.partition("=")[2] for p in parameters if p.startswith("charset=")), "utf-8")
    coding = request.headers.get("content-encoding", "identity").strip().casefold()
    if name not in KINDS:
        message = f"the body is said to be {sent!r}" if sent else "nothing says what the body is"
    elif charset.strip('"') not in {"utf-8", "utf8", "us-ascii"}:
        message = f"the text is said to be {charset!r}, but it has to be UTF-8"
    elif coding != "identity":
        message = f"the body is compressed ({coding!r}): send it as it is"
    else:
        return KINDS[name]
    raise ProblemError(
        "unsupported-media-type",
        f"{message}; Content-Type takes {CSV}, {NDJSON} or {JSON}",
        headers={"Accept-Post": f"{CSV}, {NDJSON}, {JSON}"},
    )


def wanted_kind(request: Request, sent: Kind) -> Kind:
    """Return the format that the Accept header asks for; if in doubt, that of the body."""
    offered = sorted(KINDS, key=lambda one: KINDS[one] != sent)
    wanted = liked(header_of(request.scope, b"accept"), offered)
    return KINDS[wanted] if wanted else sent


@dataclass(frozen=True)
class Answered:
    """The whole answer, in a file, what it counts, and its digest (SHA-256)."""

    file: BinaryIO
    rows: int
    rejected: int
    digest: str

    def pieces(self) -> Iterator[bytes]:
        """Yield the answer."""
        while piece := self.file.read(_PIECE):
            yield piece


class AnsweredResponse(StreamingResponse):
    """Sends an answer; its file goes, whether all of it was taken or not."""

    def __init__(self, answered: Answered, headers: Mapping[str, str], media_type: str) -> None:
        super().__init__(answered.pieces(), 200, headers, media_type)
        self._file = answered.file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._file:
            await super().__call__(scope, receive, send)


async def received(request: Request, most: int) -> BinaryIO:
    """Return the body in a file; raises a problem if it has more than ``most`` bytes."""
    file = _spool()
    with ExitStack() as stack:
        stack.callback(file.close)
        size = 0
        async for piece in request.stream():
            size += len(piece)
            if size > most:
                raise ProblemError("body-too-large", f"the body has more than {most} bytes")
            file.write(piece)
        file.seek(0)
        stack.pop_all()
    return file


def screened(
    body: BinaryIO,
    sent: Kind,
    wanted: Kind,
    engine: Engine,
    most_rows: int,
    options: Mapping[str, Any],
) -> Answered:
    """Return the answer to every row of a body, in its place, and close the body.

    ``options``: of `Screener`. Raises a problem if there is no such answer.
    """
    from safeconduct.screening import ERROR, InPlace, Screener, open_reader

    if sent == "json":
        body, sent = as_lines(body), "ndjson"
    form: Literal["csv", "ndjson"] = "csv" if wanted == "csv" else "ndjson"
    out, total = _spool(), sha256()
    with ExitStack() as stack:
        stack.callback(out.close)
        stack.enter_context(body)
        try:
            screener = Screener(engine, **options)
            reader = open_reader(
                sent, body, "body", None, screener, keep=form == "ndjson", also=(ERROR,)
            )
            work = InPlace(form, reader, screener, most_rows)
            for piece in as_array(work.pieces()) if wanted == "json" else work.pieces():
                total.update(piece)
                out.write(piece)
        except InputError as error:
            raise _problem(error) from error
        out.seek(0)
        body.close()
        stack.pop_all()
    return Answered(out, work.rows, work.rejected, total.hexdigest())


def as_lines(body: BinaryIO) -> BinaryIO:
    """Return the objects of a JSON array, each as a line, and close the body.

    The array is read as a whole, so that its size has to be bounded before. Raises a problem if it
    is none, or if an element is no object.
    """
    with body:
        text = body.read()
    try:
        rows = read_json(text)
    except NotJson as error:
        raise ProblemError("invalid-body", f"the body {error}") from error
    except RepeatedMembers as error:
        mistakes = [
            Mistake(
                field=shown(name),
                code="repeated-parameter",
                value=None,
                message=shown(told(member)),
            )
            for name, member in zip(error.members, error.members.items(), strict=True)
        ]
        raise problem_of(mistakes) from error
    if not isinstance(rows, list):
        raise ProblemError("invalid-body", 'the body is not an array: [{"person": …, "place": …}]')
    lines = _spool()
    with ExitStack() as stack:
        stack.callback(lines.close)
        for number, row in enumerate(rows, 1):
            if not isinstance(row, dict):
                detail = f"row {number} of the body is not an object of columns and values"
                raise ProblemError("invalid-body", detail)
            lines.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        lines.seek(0)
        stack.pop_all()
    return lines


def as_array(pieces: Iterable[memoryview]) -> Iterator[bytes]:
    r"""Yield lines of JSON as one JSON array.

    >>> b"".join(as_array([memoryview(b"{}\n{}"), memoryview(b"\n"), memoryview(b"{}\n")]))
    b'[{},\n{},\n{}]\n'
    """
    yield b"["
    owed = b""
    for piece in pieces:
        text = owed + piece.tobytes()  # within a line there is no end of one
        owed = b"\n" if text.endswith(b"\n") else b""
        yield text.removesuffix(b"\n").replace(b"\n", b",\n")
    yield b"]\n"


def _problem(error: InputError) -> ProblemError:
    if error.code == "body-too-large":
        return ProblemError(error.code, f"the body {error.message}")
    message = error.message
    if error.field == "input":
        joint = " " if message.startswith(("is ", "has ")) else ": "
        message = f"the body{joint}{message}"
    mistake = Mistake(
        field="body" if error.field == "input" else error.field,
        code=error.code,
        value=None,
        message=message,
        allowed=error.allowed,
    )
    return problem_of([mistake])


def _spool() -> BinaryIO:
    """Return a file that is on the disk once it is large."""
    return cast("BinaryIO", SpooledTemporaryFile(_IN_MEMORY))  # closed by others
