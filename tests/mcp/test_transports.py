"""The command itself, over standard input and output and over HTTP, by the client of the SDK."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import httpx
import pytest
from mcp import Client, StdioServerParameters
from typer.testing import CliRunner

from safeconduct import Engine
from safeconduct.api.mcp.serving import LONGEST, PATH, Lines, create_mcp_app
from safeconduct.api.settings import Settings
from safeconduct.cli.app import app

from .test_tools import PUTIN

COMMAND = [sys.executable, "-m", "safeconduct", "mcp"]
LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.mark.slow
def test_the_command_answers_over_standard_input_and_output() -> None:
    async def asked() -> Any:
        server = StdioServerParameters(command=COMMAND[0], args=COMMAND[1:])
        async with Client(server) as client:
            assert client.server_info.name == "safeconduct"
            assert client.instructions
            assert "never guessed" in client.instructions
            return await client.call_tool("assess", PUTIN)

    assert asyncio.run(asked()).structured_content["outcome"] == "must_arrest"


@contextmanager
def running() -> Iterator[subprocess.Popen[bytes]]:
    """Start the command and shake hands; it ends with its input, and has written nothing else."""
    pipe = subprocess.PIPE
    with subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        hello = {"protocolVersion": "2025-06-18", "capabilities": {}}
        params = {**hello, "clientInfo": {"name": "a test", "version": "1"}}
        asked = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}
        assert _answer(process, json.dumps(asked).encode())["id"] == 0
        _say(process, b'{"jsonrpc": "2.0", "method": "notifications/initialized"}')
        yield process
        input_, output, errors = process.stdin, process.stdout, process.stderr
        assert input_ is not None
        assert output is not None
        assert errors is not None
        input_.close()
        assert process.wait(20) == 0
        assert output.read() == b"", "nothing but the protocol stands there"
        assert b"Traceback" not in errors.read()


def _say(process: subprocess.Popen[bytes], line: bytes) -> None:
    stream: IO[bytes] | None = process.stdin
    assert stream is not None
    stream.write(line + b"\n")
    stream.flush()


def _answer(process: subprocess.Popen[bytes], line: bytes) -> Any:
    _say(process, line)
    assert process.stdout is not None
    return json.loads(process.stdout.readline())


def _calling(person: str) -> bytes:
    """Return a call, its person as it stands in JSON."""
    return (
        b'{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "assess", '
        b'"arguments": {"place": "MNG", "person": "' + person.encode() + b'"}}}'
    )


@pytest.mark.slow
def test_whatever_stands_on_the_wire_is_answered_or_passed_over() -> None:
    """Also half a surrogate pair, of which the SDK makes no message, and what is no message."""
    with running() as process:
        for person in (r"\ud800", r"x\udfff", r"\u0000", r"\u001b[2J", "Putni"):
            result = _answer(process, _calling(person))["result"]
            assert result["isError"]
            assert result["structuredContent"]["errors"][0]["field"] == "person"
        for noise in (b"", b"noise", b"\xff\xfe", b"[" * 10_000, b"x" * 3 * LONGEST):
            _say(process, noise)
            answer = _answer(process, b'{"jsonrpc": "2.0", "id": 8, "method": "ping"}')
            assert (answer["id"], answer["result"]) == (8, {})


@pytest.mark.parametrize(
    ("sent", "come"),
    [
        (b"{}\n[]\n", ["{}\n", "[]\n"]),
        (b"{}", ["{}"]),
        (b"x" * 20 + b"\n{}\n", ["\n", "{}\n"]),
        (b"x" * 20, ["\n"]),
        (b'"' + b"x" * 6 + b'"\n{}\n', ['"xxxxxx"\n', "{}\n"]),
        (rb'"\ud800"' + b"\n", ['"?"']),
        (b'"\xff"\n', ['"\ufffd"\n']),
    ],
)
def test_a_line_is_bounded(sent: bytes, come: list[str]) -> None:
    async def read() -> list[str]:
        return [line async for line in Lines(io.BytesIO(sent), 10)]

    assert asyncio.run(read()) == come


@pytest.mark.slow
def test_the_command_answers_over_http_and_stops_cleanly() -> None:
    with subprocess.Popen([*COMMAND, "--http", "--port", "0"], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        address = process.stdout.readline().decode().split()[-1]
        try:

            async def asked() -> Any:
                async with Client(address) as client:
                    return await client.call_tool("assess", PUTIN)

            assert asyncio.run(asked()).structured_content["outcome"] == "must_arrest"
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def send(
    engine: Engine,
    method: str = "POST",
    hosts: tuple[str, ...] = (),
    settings: Settings | None = None,
    **how: Any,
) -> Any:
    """Return the answer of the application to a request, by default for the list of tools."""

    async def sent() -> httpx.Response:
        app = create_mcp_app(engine, settings or Settings(), hosts)
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client,
        ):
            headers = {**ACCEPT, **how.pop("headers", {})}
            if "content" not in how and method == "POST":
                how["json"] = LIST
            return await client.request(method, how.pop("path", PATH), headers=headers, **how)

    return asyncio.run(sent())


def test_each_request_is_answered_by_itself(engine: Engine) -> None:
    response = send(engine)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert {one["name"] for one in response.json()["result"]["tools"]} >= {"assess", "jurisdiction"}


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", ""])
def test_another_host_is_refused(engine: Engine, host: str) -> None:
    """A page elsewhere cannot reach this machine under a name of its own."""
    assert send(engine, headers={"Host": host}).status_code == 421


def test_another_origin_is_refused(engine: Engine) -> None:
    assert send(engine, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert send(engine, headers={"Origin": "http://localhost:3000"}).status_code == 200


@pytest.mark.parametrize("host", ["law.example", "law.example:8443"])
def test_a_host_that_is_named_is_allowed(engine: Engine, host: str) -> None:
    assert send(engine, hosts=("law.example",), headers={"Host": host}).status_code == 200


def test_a_body_is_bounded_and_has_to_be_json(engine: Engine) -> None:
    json_ = {"Content-Type": "application/json"}
    assert send(engine, content=b"x" * (LONGEST + 1), headers=json_).status_code == 413
    assert send(engine, content=b"x", headers=json_).status_code == 400
    assert send(engine, content=_calling(r"\ud800"), headers=json_).status_code == 400
    assert send(engine, content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 400


def test_a_body_that_does_not_come_is_not_waited_for(engine: Engine) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    headers = {"Content-Type": "application/json"}
    bounds = Settings(idle_seconds=1)
    response = send(engine, settings=bounds, content=slow(), headers=headers)
    assert (response.status_code, response.text) == (408, "The body did not come in time")


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_only_post_is_possible(engine: Engine, method: str) -> None:
    response = send(engine, method)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_there_is_nothing_elsewhere(engine: Engine) -> None:
    assert send(engine, path="/").status_code == 404


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--port", "80"], "--port is of use with --http only"),
        (["--host", "::1"], "--host is of use with --http only"),
        (["--http", "--allow-host", "http://a/b"], "is not a name of a host"),
        (["--http", "--port", "70000"], "less than or equal to 65535"),
        (["--rules", "nowhere"], "does not exist"),
    ],
)
def test_what_is_wrong_with_the_command_is_told(arguments: list[str], told: str) -> None:
    done = CliRunner().invoke(app, ["mcp", *arguments])
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_records_that_are_not_well_formed_are_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "persons.yaml").write_text("- id: 3\n")
    done = CliRunner().invoke(app, ["mcp", "--records", str(tmp_path)])
    assert done.exit_code == 1
    assert "persons.yaml" in done.stderr
    assert done.stdout == ""
