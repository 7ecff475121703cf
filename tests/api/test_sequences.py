"""One request after another: what was made can be read, what was told can be told again.

A state machine sends requests in any order, each checked against the OpenAPI document by
Schemathesis, and knows what must be there. A second one follows the links of the document.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from zipfile import ZipFile

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    rule,
    run_state_machine_as_test,
)
from pydantic import SecretStr
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from safeconduct import Engine
from safeconduct.api.app import create_app
from safeconduct.api.keys import changed_keys, new_key
from safeconduct.api.settings import Settings

from ..live.conftest import WARRANT

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
some = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),  # to make a sequence shorter takes minutes
    max_examples=6,
    stateful_step_count=10,
)


@dataclass
class Kept:
    """A service that keeps decisions, live records and watches, and a key that may everything.

    ``made``, ``corrected``, ``watched``: what it was told. ``visits``: what can be retracted.
    """

    app: FastAPI
    schema: Any
    headers: dict[str, str]
    visits: Iterator[str]
    made: int = 0
    corrected: int = 0
    watched: set[str] = field(default_factory=set)

    def call(self, method: str, path: str, status: int = 200, **parts: Any) -> Any:
        """Send a request; the answer has that status and the shape that the document says."""
        case = self.schema[path][method].Case(headers=dict(self.headers), **parts)
        answer = case.call()
        assert answer.status_code == status, answer.text
        case.validate_response(answer, checks=CHECKS)
        return answer


@contextmanager
def keeping(engine: Engine) -> Iterator[Kept]:
    with TemporaryDirectory() as name:
        home = Path(name)
        key, text = new_key("all", ("read", "screen", "write", "watch"))
        with changed_keys(home / "keys.json") as keys:
            keys.append(key)
        app = create_app(
            engine,
            Settings(
                keys=home / "keys.json",
                live=SecretStr(f"sqlite:///{home}/live"),
                live_seconds=1,
                watches=SecretStr(f"sqlite:///{home}/watches"),
                decisions="full",
                decisions_url=SecretStr(f"sqlite:///{home}/decisions"),
            ),
        )
        app.openapi()  # which takes longer than Schemathesis waits, where other tests run beside it
        headers = {"X-API-Key": text}
        schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers=headers)
        try:
            yield Kept(app, schema, headers, _free_visits(engine))
        finally:
            app.state.follower.end()
            app.state.service.decisions.log.close()
            app.state.service.live.close()


def _free_visits(engine: Engine) -> Iterator[str]:
    """Yield the ids of journeys on which nothing else rests."""
    without = {one for it in engine.world.visits_without_finding for one in it.visits}
    yield from (one.id for one in engine.world.tables.visits if one.id not in without)


class Sequences(RuleBasedStateMachine):
    """Decisions, records, watches, issues and rules, and what must be there of them."""

    service: ClassVar[Kept]
    decisions = Bundle("decisions")
    watches = Bundle("watches")
    states = Bundle("states")
    things = Bundle("things")

    @initialize(target=states)
    def begin(self) -> str:
        return str(self.service.app.state.service.world)

    @rule(
        target=decisions,
        person=st.sampled_from(("vladimir-putin", "joseph-kony", "omar-al-bashir")),
        place=st.sampled_from(("MNG", "HUN", "ZAF", "SDN")),
        on=st.dates(date(2003, 1, 1), date(2026, 11, 24)),
        suppose=st.booleans(),
    )
    def ask(self, person: str, place: str, on: date, suppose: bool) -> Any:  # noqa: FBT001
        asked = {"person": person, "place": place, "on": on.isoformat()}
        if suppose:
            body = {**asked, "assume": {"person.office": "none"}}
            answer = self.service.call(
                "POST", "/v1/travel-risk", body=body, media_type="application/json"
            )
        else:
            answer = self.service.call("GET", "/v1/travel-risk", query=asked)
        return answer.headers["decision-id"][0], answer.json()["outcome"]

    @rule(decision=decisions)
    def look_up(self, decision: tuple[str, str]) -> None:
        id_, outcome = decision
        found = self.service.call("GET", "/v1/decisions/{id}", path_parameters={"id": id_}).json()
        assert (found["id"], found["outcome"]) == (id_, outcome)

    @rule(decision=decisions)
    def replay(self, decision: tuple[str, str]) -> None:
        """It is the same again, whatever became of the records since."""
        path = "/v1/decisions/{id}/replay"
        found = self.service.call("POST", path, path_parameters={"id": decision[0]}).json()
        assert found["result"] == "equal", found

    @rule(target=states)
    def add(self) -> str:
        self.service.made += 1
        days = dict.fromkeys(("unsealed", "public_on", "status_as_of"), "2026-11-24")
        record = self.service.app.state.service.engine.world.warrants[WARRANT].model_dump(
            mode="json"
        )
        record |= {
            **days,
            "issued": "2026-11-01",
            "events": [],
            "id": f"made-up-{self.service.made}",
        }
        return self._changed({"action": "add", "kind": "warrants", "record": record})

    @rule(target=states)
    def retract(self) -> str:
        self.service.made += 1
        self.service.corrected += 1
        change = {
            "action": "retract",
            "kind": "visits",
            "id": next(self.service.visits),
            "wrong": "all",
        }
        return self._changed(change)

    def _changed(self, change: dict[str, Any]) -> str:
        body = {**change, "reason": "a test"}
        media = "application/json"
        tried = self.service.call(
            "POST", "/v1/records", query={"check": "true"}, body=body, media_type=media
        )
        answer = self.service.call("POST", "/v1/records", 201, body=body, media_type=media)
        entry = answer.json()
        assert entry["world"] == tried.json()["world"]
        assert entry["seq"] == self.service.made
        return str(entry["world"])

    @rule(state=states)
    def export(self, state: str) -> None:
        answer = self.service.call("GET", "/v1/records/export", query={"world": state})
        with ZipFile(io.BytesIO(answer.content)) as files:
            assert "persons.yaml" in files.namelist()

    @rule(target=watches, place=st.sampled_from(("MNG", "HUN")))
    def watch(self, place: str) -> str:
        body = {"person": "putin", "condition": "changes", "places": [place]}
        answer = self.service.call(
            "POST", "/v1/watches", 201, body=body, media_type="application/json"
        )
        id_ = str(answer.json()["watch"]["id"])
        self.service.watched.add(id_)
        return id_

    @rule(id_=watches)
    def read_watch(self, id_: str) -> None:
        for path in ("/v1/watches/{id}", "/v1/watches/{id}/notices", "/watches/{id}.atom"):
            self.service.call("GET", path, path_parameters={"id": id_})

    @rule(id_=consumes(watches))
    def remove_watch(self, id_: str) -> None:
        named = {"path_parameters": {"id": id_}}
        self.service.call("DELETE", "/v1/watches/{id}", 204, **named)
        for method in ("GET", "DELETE"):
            self.service.call(method, "/v1/watches/{id}", 404, **named)
        self.service.watched.remove(id_)

    @rule(target=things, kind=st.sampled_from(("issues", "rules", "facts", "persons", "summits")))
    def list_things(self, kind: str) -> Any:
        items = self.service.call("GET", f"/v1/{kind}").json()["items"]
        return multiple(*((kind, one.get("id", one.get("name"))) for one in items[:3]))

    @rule(thing=things)
    def read_thing(self, thing: tuple[str, str]) -> None:
        kind, id_ = thing
        self.service.call("GET", f"/v1/{kind}/{{id}}", path_parameters={"id": id_})

    @rule()
    def all_is_there(self) -> None:
        log = self.service.call("GET", "/v1/records/log").json()
        assert log["total"] == self.service.made
        assert self.service.call("GET", "/v1/corrections").json()["total"] == self.service.corrected
        watches = self.service.call("GET", "/v1/watches").json()["items"]
        assert {one["id"] for one in watches} == self.service.watched


@pytest.mark.slow(minutes=1)
def test_what_was_made_is_there_in_any_order(engine: Engine) -> None:
    with keeping(engine) as Sequences.service:
        run_state_machine_as_test(Sequences, settings=some)


@pytest.mark.slow
def test_links_of_the_document_lead_on(engine: Engine) -> None:
    """Whatever is sent first, and whatever comes back, no answer is a failure."""
    with keeping(engine) as kept:
        # A stream of notices never ends; a docket takes its time, and is looked at elsewhere.
        schema = kept.schema.exclude(
            operation_id=["streamNotices", "docket", "jurisdiction_docket"]
        )
        linked = schema.as_state_machine()

        class Linked(linked):  # type: ignore[misc,valid-type]
            def validate_response(self, response: Any, case: Any, **_: Any) -> None:
                case.validate_response(response, checks=CHECKS)

        run_state_machine_as_test(
            Linked, settings=settings(some, max_examples=12, stateful_step_count=4)
        )


def test_links_name_operations_and_parameters_that_are_there(engine: Engine) -> None:
    with keeping(engine) as kept:
        document = kept.app.openapi()
    operations = {
        one["operationId"]: one for path in document["paths"].values() for one in path.values()
    }
    found = [
        (link["operationId"], {*link["parameters"]})
        for operation in operations.values()
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(found) > 15
    for target, parameters in found:
        assert parameters <= {one["name"] for one in operations[target]["parameters"]}, target
