"""The OpenAPI document is valid, complete, and true of what the service answers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from safeconduct import Engine

Request = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def document(get: Request) -> Any:
    return get("/openapi.json").json()


def test_every_operation_has_a_name_a_summary_and_problems(document: Any) -> None:
    """Clients can be generated: names are unique, errors are problem documents, never 422."""
    assert document["openapi"].startswith("3.1")
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert "422" not in operation["responses"]
        assert list(operation["responses"]["default"]["content"]) == ["application/problem+json"]


def test_every_schema_is_a_json_schema(document: Any) -> None:
    """The published schemas are valid JSON Schema, and all references lead somewhere."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    text = json.dumps(document)
    for reference in set(text.split('"$ref": "')[1:]):
        name = reference.partition('"')[0].removeprefix("#/components/schemas/")
        assert name in schemas


def test_the_examples_are_true(document: Any, get: Request) -> None:
    """The example answer is the answer, the example problem the problem."""
    operation = document["paths"]["/v1/travel-risk"]["get"]
    asked = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    assert example == get("/v1/travel-risk", asked).json()
    told = operation["responses"]["default"]["content"]["application/problem+json"]["example"]
    found = get(told["instance"]).json()
    assert found.pop("errors")[0]["message"] == told.pop("errors")[0]["message"]
    assert found == told
    for parameter in operation["parameters"]:
        for one in parameter["examples"].values():
            valid = {**asked, parameter["name"]: one["value"]}
            assert get("/v1/travel-risk", valid).status_code == 200, one


_CELLS = st.sampled_from(("putin", "MNG", "2024-09-02", "putn", "", '"', "ground", "x,y", "\u00fc"))


@st.composite
def rows(draw: st.DrawFn, join: Callable[[list[str]], str], head: str) -> bytes:
    """Rows to be screened, good and bad, and now and then what is none."""
    lines = draw(st.lists(st.lists(_CELLS, min_size=2, max_size=4).map(join), max_size=5))
    start = draw(st.sampled_from((head, head, "", "person;place\n", "\ufeff")))
    end = draw(st.sampled_from((b"", b"", b"\xff", b"\0", b"[", b"{}")))
    return (start + "".join(f"{line}\n" for line in lines)).encode() + end


def _object(cells: list[str]) -> str:
    return json.dumps(dict(zip(("person", "place", "on", "presence"), cells, strict=False)))


schemathesis.openapi.media_type("text/csv", rows(",".join, "person,place,on\n"))
schemathesis.openapi.media_type("application/x-ndjson", rows(_object, ""))


@schemathesis.serializer("text/csv", "application/x-ndjson")
def as_text(context: Any, value: Any) -> dict[str, Any]:
    """Send a body as it is."""
    return {"data": value if isinstance(value, bytes) else str(value).encode()}


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
some = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


async def get_ready(app: FastAPI) -> None:
    """Run the service until it is: before, 503 is what /readyz has to answer."""
    async with app.router.lifespan_context(app):
        while not app.state.warmth.done:  # noqa: ASYNC110  # a thread sets it
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def schema(app: FastAPI) -> Any:
    asyncio.run(asyncio.wait_for(get_ready(app), 300))
    found = schemathesis.openapi.from_asgi("/openapi.json", app)
    refused = found.config.checks.negative_data_rejection.expected_statuses
    found.config.checks.negative_data_rejection.expected_statuses = [*refused, "413"]
    return found


@pytest.fixture(scope="module")
def requests(schema: Any) -> st.SearchStrategy[schemathesis.Case]:
    """Requests of every operation, as the document says and otherwise."""
    return st.one_of(*(schema.as_strategy(generation_mode=mode) for mode in GenerationMode))


@pytest.mark.slow
@settings(some, max_examples=150)
@given(st.data())
def test_every_question_about_the_records_has_an_answer(
    schema: Any, engine: Engine, data: st.DataObject
) -> None:
    """Whoever, wherever, on whatever day: the answer is of the documented shape."""
    query = {
        "person": data.draw(st.sampled_from(sorted(engine.world.persons))),
        "place": data.draw(st.sampled_from(sorted(engine.world.places))),
        "on": data.draw(st.dates(date(1998, 7, 17))).isoformat(),
        "profile": data.draw(st.sampled_from(sorted(engine.rulebase.profiles))),
    }
    case = schema["/v1/travel-risk"]["GET"].Case(query=query)
    response = case.call()
    assert response.status_code == 200, response.text
    case.validate_response(response, checks=[response_schema_conformance])


@pytest.mark.slow
@settings(some, max_examples=300)
@given(st.data())
def test_no_request_breaks_the_service(
    requests: st.SearchStrategy[schemathesis.Case], data: st.DataObject
) -> None:
    """Whatever is sent, the answer is no failure and is of the shape that the document says."""
    data.draw(requests).call_and_validate(checks=CHECKS)


@pytest.mark.slow
def test_no_request_breaks_any_operation(schema: Any) -> None:
    """The same for each operation, as often for a rare one as for the others."""
    for found in schema.get_all_operations():

        @settings(some, max_examples=25)
        @given(found.ok().as_strategy())
        def check(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        check()
