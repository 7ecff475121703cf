"""Many questions in one request: every row comes back in its place."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.catalogue import KINDS
from safeconduct.api.settings import Settings
from safeconduct.base import extras

CSV, NDJSON, JSON = "text/csv", "application/x-ndjson", "application/json"
GOOD = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
LINES = [
    {**GOOD, "id": 1, "deep": {"a": [1]}},
    {**GOOD, "person": "putn"},
    {**GOOD, "place": "HUN"},
    {},
]


def post(
    app: FastAPI,
    content: str | bytes | AsyncIterator[bytes],
    kind: str | None = NDJSON,
    params: Mapping[str, Any] | None = None,
    **headers: str,
) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            if kind is not None:
                named["Content-Type"] = kind
            return await client.post("/v1/screen", params=params, content=content, headers=named)

    return asyncio.run(send())


def problem(response: httpx.Response) -> Any:
    assert response.headers["content-type"] == "application/problem+json", response.text
    found = response.json()
    code = found["type"].removeprefix("/problems/")
    assert (found["status"], KINDS[code].status) == (response.status_code, response.status_code)
    return found


def ndjson(rows: list[Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_lines_are_answered_in_their_place(app: FastAPI, engine: Engine) -> None:
    """A good line has the answer added, a bad one an error; nothing else of it changes."""
    response = post(app, ndjson(LINES))
    assert response.status_code == 200
    assert response.headers["content-type"] == NDJSON
    assert response.headers["safeconduct-rows"] == "4"
    assert response.headers["safeconduct-rejected"] == "2"
    assert response.headers["safeconduct-world"] == engine.world.digest
    found = [json.loads(line) for line in response.text.splitlines()]
    assert found[0] == {
        **LINES[0],
        "outcome": "must_arrest",
        "exposure": "high",
        "contested": True,
        "reason": None,
        "duty": "yes",
        "projected": False,
    }
    with pytest.raises(LookupError) as raised:
        engine.person("putn")
    assert found[1].pop("error") == {
        "line": 2,
        "mistakes": [
            {
                "column": "person",
                "value": "putn",
                "code": "unknown-name",
                "message": str(raised.value),
                "suggestions": ["vladimir-putin"],
            }
        ],
    }
    assert found[1] == LINES[1]
    assert found[2]["place"] == "HUN"
    codes = [one["code"] for one in found[3]["error"]["mistakes"]]
    assert codes == ["missing-value"] * 3


def test_rows_are_answered_in_their_place(app: FastAPI) -> None:
    """In CSV the last column says why a row has no answer; a broken row is told in it."""
    text = "person,place,on,n\nvladimir-putin,MNG,2024-09-02,1\nvladimir-putin,MNG\n"
    text += "putn,MNG,2024-09-02,3\n\n"
    text += 'vladimir-putin,HUN,2024-09-02,"a\nb"\n'
    response = post(app, text, f"{CSV}; charset=UTF-8", {"columns": "outcome,power"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["safeconduct-rejected"] == "2"
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert [row["n"] for row in rows] == ["1", "", "3", "a\nb"]
    assert [row["outcome"] for row in rows] == ["must_arrest", "", "", "must_arrest"]
    errors = [row["error"] for row in rows]
    assert errors[0] == errors[3] == ""
    assert errors[1] == (
        "line 3: has 2 cells, where the first line names 4 columns: vladimir-putin,MNG"
    )
    assert errors[2].startswith("'putn' is not a person on record")


@pytest.mark.slow
def test_a_surname_is_told_back_unless_surnames_are_allowed(app: FastAPI) -> None:
    """Nobody looks at each row, so that a namesake would go unnoticed."""
    row = {**GOOD, "person": "Bashir"}
    (refused,) = [json.loads(line) for line in post(app, ndjson([row])).text.splitlines()]
    assert refused["error"]["mistakes"][0]["suggestions"] == ["omar-al-bashir"]
    assert "give the full name, or allow surnames" in refused["error"]["mistakes"][0]["message"]
    found = post(app, ndjson([row]), params={"surnames": "true"})
    assert json.loads(found.text)["outcome"] == "must_arrest"
    assert post(app, ndjson([row]), params={"surnames": "perhaps"}).status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize("sent", [CSV, NDJSON])
@pytest.mark.parametrize("wanted", [CSV, NDJSON, "text/html, */*", None])
def test_the_accept_header_chooses_the_format(app: FastAPI, sent: str, wanted: str | None) -> None:
    """In doubt the answer comes as the body was sent; the rows are the same."""
    names = [*GOOD, "outcome", "error"]
    bodies = {
        CSV: "person,place,on\nvladimir-putin,MNG,2024-09-02\n,MNG,2024-09-02\n",
        NDJSON: ndjson([GOOD, [1], {**GOOD, "person": None}]).replace("[1]\n", ""),
    }
    headers = {} if wanted is None else {"accept": wanted}
    response = post(app, bodies[sent], sent, {"columns": "outcome"}, **headers)
    assert "Accept" in response.headers["vary"].split(", ")
    kind = response.headers["content-type"].partition(";")[0]
    assert kind == (wanted if wanted in bodies else sent)
    if kind == CSV:
        rows: list[Any] = list(csv.DictReader(io.StringIO(response.text)))
        assert list(rows[0]) == names
    else:
        rows = [json.loads(line) for line in response.text.splitlines()]
        assert rows[1]["error"]["mistakes"][0]["code"] == "missing-value"
    assert [row.get("outcome") or None for row in rows] == ["must_arrest", None]


def test_an_array_is_answered_as_an_array(app: FastAPI) -> None:
    """Row by row as lines are, whatever is written in them; errors say which row it was."""
    rows = [*LINES, {**GOOD, "note": "two\nlines, ü \u2028", "n": 1.5e300, "none": None}]
    response = post(app, json.dumps(rows), JSON)
    assert response.status_code == 200
    assert response.headers["content-type"] == JSON
    assert response.headers["safeconduct-rows"] == "5"
    assert response.headers["safeconduct-rejected"] == "2"
    found = response.json()
    assert found == [json.loads(one) for one in post(app, ndjson(rows)).text.splitlines()]
    assert [one.get("outcome") for one in found] == [
        *("must_arrest", None, "must_arrest", None, "must_arrest")
    ]
    assert [one["error"]["line"] for one in found if "error" in one] == [2, 4]


def test_other_formats_can_be_had_as_an_array_and_the_other_way(app: FastAPI) -> None:
    found = post(app, ndjson([GOOD]), NDJSON, {"columns": "outcome"}, accept=JSON)
    assert found.json() == [{**GOOD, "outcome": "must_arrest"}]
    found = post(app, json.dumps([GOOD]), JSON, {"columns": "outcome"}, accept=CSV)
    assert (
        found.text == "person,place,on,outcome,error\nvladimir-putin,MNG,2024-09-02,must_arrest,\n"
    )


def test_an_array_has_a_bound_of_its_own(engine: Engine) -> None:
    app = create_app(engine, Settings(batch_bytes=100, screen_rows=2))
    assert post(app, json.dumps([GOOD]), JSON).status_code == 200
    found = problem(post(app, json.dumps([GOOD] * 2), JSON))
    assert (found["status"], found["detail"]) == (413, "the body has more than 100 bytes")
    app = create_app(engine, Settings(screen_rows=2))
    found = problem(post(app, json.dumps([GOOD] * 3), JSON))
    assert (found["status"], found["detail"]) == (413, "the body has more than 2 rows")


def test_lines_that_are_no_objects_stay_in_their_place(app: FastAPI) -> None:
    """As text, with the reason."""
    text = f"{json.dumps(GOOD)}\nnot json\n\n[1]\n{json.dumps(GOOD)}\n"
    found = [json.loads(line) for line in post(app, text).text.splitlines()]
    assert [list(one)[-1] for one in found] == ["projected", "error", "error", "projected"]
    assert [(one["error"]["line"], one["error"]["text"]) for one in found[1:3]] == [
        (2, "not json"),
        (4, "[1]"),
    ]


@pytest.mark.slow
def test_parameters_hold_for_all_rows(app: FastAPI) -> None:
    """Day, profile and the day of knowledge are those of the query."""
    row = {"person": "vladimir-putin", "place": "MNG"}
    asked = {"on": "2024-09-02", "profile": "african-union", "columns": "outcome"}
    found = json.loads(post(app, ndjson([row]), params=asked).text)
    assert found == {**row, "on": "2024-09-02", "outcome": "must_not_arrest"}
    known = {"on": "2023-03-20", "known_on": "2023-03-01"}
    found = json.loads(post(app, ndjson([row]), params=known).text)
    assert found["error"]["mistakes"][0]["code"] == "unknown-name"


@pytest.mark.parametrize(
    ("content", "kind", "params", "status", "told"),
    [
        ("x", None, {}, 415, "nothing says what the body is"),
        ("{}", "application/xml", {}, 415, "'application/xml'"),
        ("{}", JSON, {}, 400, "the body is not an array"),
        ("[]", JSON, {}, 400, "the body is empty"),
        ("", JSON, {}, 400, "the body is not JSON"),
        ("[{}", JSON, {}, 400, "the body is not JSON"),
        (json.dumps([GOOD, 3]), JSON, {}, 400, "row 2 of the body is not an object"),
        ("[" * 300 + "]" * 300, JSON, {}, 400, "the body is n"),
        ('[{"person": "a", "person": "b"}]', JSON, {}, 400, "person"),
        (json.dumps([{**GOOD, "outcome": 1}]), JSON, {}, 400, "already a column 'outcome'"),
        (json.dumps([{"where": 1}]), JSON, {}, 400, "person"),
        ("x", f"{CSV}; charset=latin-1", {}, 415, "has to be UTF-8"),
        ("", CSV, {}, 400, "the body is empty"),
        ("", NDJSON, {}, 400, "the body is empty"),
        ("person,where\n", CSV, {}, 400, "did you mean 'where'?"),
        ("person,place,error\n", CSV, {}, 400, "already a column 'error'"),
        (ndjson([{**GOOD, "outcome": 1}]), NDJSON, {}, 400, "already a column 'outcome'"),
        ("person,place\nputin,C\xf4te".encode("latin-1"), CSV, {}, 400, "offset 20 (line 2)"),
        ('person,place\nputin,"MNG\n', CSV, {}, 400, "line 2: a quotation mark is opened"),
        (ndjson([GOOD]), NDJSON, {"on": "2024-09-02"}, 400, "there is a column 'on'"),
        (ndjson([GOOD]), NDJSON, {"profile": "icj"}, 400, "profile 'icj'"),
        (ndjson([GOOD]), NDJSON, {"columns": "outcome,dutie"}, 400, "did you mean `duty`?"),
        (ndjson([GOOD]), NDJSON, {"person": "putin"}, 400, "no parameter 'person' here"),
    ],
)
def test_what_cannot_be_screened_is_a_problem(
    app: FastAPI,
    content: str | bytes,
    kind: str | None,
    params: dict[str, str],
    status: int,
    told: str,
) -> None:
    """Nothing is answered in part."""
    found = problem(post(app, content, kind, params))
    assert found["status"] == status
    assert told in found["detail"]


def test_a_compressed_body_is_refused(app: FastAPI) -> None:
    """It would be read as text that it is not."""
    found = problem(post(app, b"\x1f\x8b", CSV, content_encoding="gzip"))
    assert "compressed ('gzip')" in found["detail"]


def test_limits_can_be_set(engine: Engine) -> None:
    """Rows and bytes beyond them are refused, and the body is not read to its end."""
    surroundings = {"SAFECONDUCT_SCREEN_ROWS": "2", "SAFECONDUCT_SCREEN_BYTES": "300"}
    app = create_app(engine, Settings.from_environment(surroundings))
    assert post(app, ndjson([GOOD] * 2)).status_code == 200
    found = problem(post(app, ndjson([GOOD] * 3)))
    assert (found["status"], found["detail"]) == (413, "the body has more than 2 rows")
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 10_000:
            read += 100
            yield b"x" * 100

    found = problem(post(app, endless(), CSV))
    assert (found["status"], found["detail"]) == (413, "the body has more than 300 bytes")
    assert read <= 500
    for wrong in ("many", "0", "-1", "1e6"):
        with pytest.raises(InputError, match="SAFECONDUCT_SCREEN_ROWS"):
            Settings.from_environment({"SAFECONDUCT_SCREEN_ROWS": wrong})


def test_other_methods_are_refused(app: FastAPI) -> None:
    """Rows come in a body."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get("/v1/screen")

    found = problem(asyncio.run(send()))
    assert found["status"] == 405


def test_a_large_body_goes_through_files(app: FastAPI) -> None:
    """A hundred thousand rows, more than is kept in memory, come back all and in order."""
    count = 100_000
    rows = "".join(f"{n},vladimir-putin,MNG,2024-09-02\n" for n in range(count))
    response = post(app, f"n,person,place,on\n{rows}", CSV, {"columns": "outcome"})
    lines = response.text.splitlines()
    assert lines[0] == "n,person,place,on,outcome,error"
    assert len(lines) == count + 1
    assert [line.partition(",")[0] for line in lines[1:]] == [str(n) for n in range(count)]
    assert all(line.endswith(",must_arrest,") for line in lines[1:])


def test_without_arrays_the_extra_is_named(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line that installs it."""
    absent = extras.EXTRAS["screen"].packages
    monkeypatch.setattr(extras, "is_installed", lambda module: module not in absent)
    told = problem(post(app, "person,place\nputin,MNG\n", CSV))
    assert (told["status"], told["type"]) == (501, "/problems/missing-extra")
    assert told["detail"].startswith("screening needs numpy and pyarrow, which are not installed")
    assert told["detail"].endswith(extras.install_line("screen"))
