"""Answers over HTTP: digests, entity tags, headers, lists, the routes that are documented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from safeconduct import Engine
from safeconduct.answers.document import AssessmentDocument, Form
from safeconduct.answers.summary import PARTS
from safeconduct.api.app import create_app
from safeconduct.api.settings import Settings

Request = Callable[..., httpx.Response]
QUESTION = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
CONDUCT = {"territory": "UKR", "nationality": "RUS", "on": "2022-03-20", "crime": "war_crimes"}
DOCS = Path(__file__).parents[2] / "docs"


def routes(get: Request) -> list[str]:
    """Return every documented address that can be got, with a real id in each."""
    paths = get("/openapi.json").json()["paths"]
    filled = []
    for path in (path for path, methods in paths.items() if "get" in methods):
        parent, braces, _ = path.partition("/{id}")
        first = get(parent, {"limit": 1}).json()["items"][0]["id"] if braces else ""
        filled.append(f"{parent}/{first}" if braces else path)
    return filled


def test_the_answer_is_the_engines(get: Request, engine: Engine) -> None:
    """In short unless parts are asked for; all parts are the assessment itself."""
    short = get("/v1/travel-risk", QUESTION).json()
    whole = get(f"/{short.pop('links')['whole']}").json()
    expected = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")
    assert short == expected.summary.model_dump(mode="json")
    assert whole.pop("changes") == expected.changes.model_dump(mode="json")
    document = {name: whole[name] for name in AssessmentDocument.model_fields if name in whole}
    assert document == expected.to_dict()
    assert AssessmentDocument.model_validate(document) == expected.document
    assert {**whole, "valid": short["valid"]}.items() >= short.items()


def test_the_short_answer_is_short(get: Request, engine: Engine) -> None:
    """What a reader needs has at most two kilobytes, headline included."""
    for one in engine.wanted()[::4]:
        for place in ("MNG", "FRA", "high-seas"):
            answer = get("/v1/travel-risk", {"person": one.person.id, "place": place})
            assert answer.json()["headline"]
            assert len(answer.content) <= 2048, answer.text


def named_in(value: object, member: str = "") -> set[str]:
    """Return the ids of records that an answer names, read from the names of its members."""
    if isinstance(value, dict):
        apart = {"reaches", *(["records"] if "headline" in value else [])}
        return set().union(*(named_in(value[name], name) for name in value.keys() - apart))
    if isinstance(value, list):
        return set().union(*(named_in(one, member) for one in value))
    naming = {"record", "records", "warrant", "stances", "weakest", "national_law"}
    return {str(value)} if value and member in naming | {"opened_by", "closed_by"} else set()


@pytest.mark.parametrize("part", [*PARTS, "changes"])
def test_a_part_can_be_asked_for_alone(get: Request, part: str) -> None:
    """It stands beside the short answer, as in the whole, and nothing else does."""
    short = get("/v1/travel-risk", QUESTION).json()
    found = get("/v1/travel-risk", {**QUESTION, "include": part}).json()
    whole = get("/v1/travel-risk", {**QUESTION, "include": "all"}).json()
    members = {*PARTS.get(part, (part,))}
    several = get("/v1/travel-risk", {**QUESTION, "include": f"{part}, proof"})
    if part != "changes":
        assert named_in(found) == set(found.pop("records"))
        assert set(several.json()) == {*short, *members, *PARTS["proof"], "records"}
    assert set(found) == {*short, *members}
    assert {name: found[name] for name in members} == {name: whole[name] for name in members}


def test_a_part_that_does_not_exist_is_named(get: Request) -> None:
    """With what is near."""
    answer = get("/v1/travel-risk", {**QUESTION, "include": "proof,reading"})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["field"], error["value"]) == ("include", "reading")
    assert "readings" in error["message"]


@pytest.mark.parametrize(
    ("accept", "form"), [("text/plain", "text"), ("text/markdown", "markdown")]
)
def test_words_are_short_until_the_whole_is_asked_for(
    get: Request, engine: Engine, accept: str, form: Form
) -> None:
    """As the JSON is: the explanation comes with ``include=all``."""
    answer = engine.travel_risk("vladimir-putin", "MNG", on="2024-09-02")
    short = get("/v1/travel-risk", QUESTION, Accept=accept)
    assert answer.summary.headline in short.text
    assert "include=all" in short.text
    assert len(short.content) < 2048
    whole = get("/v1/travel-risk", {**QUESTION, "include": "all"}, Accept=accept)
    assert whole.text == f"{answer.explain(form)}\n"


def test_the_answer_comes_as_text_if_asked_for(get: Request) -> None:
    """With plain text accepted, and only then."""
    text = get("/v1/travel-risk", QUESTION, Accept="text/plain")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    json = get("/v1/travel-risk", QUESTION, Accept="text/plain;q=0.5, */*")
    assert json.headers["content-type"] == "application/json"
    assert json.headers["etag"] != text.headers["etag"]


@pytest.mark.slow
def test_every_answer_carries_digests_and_protective_headers(get: Request, engine: Engine) -> None:
    """Records and rules behind an answer are named in body and headers, whatever is asked."""
    asked = {
        "/v1/travel-risk": QUESTION,
        "/v1/travel-risk/timeline": {"person": "putin", "place": "MNG"},
        "/v1/travel-risk/map": {"person": "putin"},
        "/v1/travel-risk/changes": QUESTION,
        "/v1/ask": {"q": "Who is wanted today?"},
        "/v1/travel-risk/why-not": {**QUESTION, "outcome": "may_arrest"},
        "/v1/travel-risk/compare": {**QUESTION, "other_place": "KAZ"},
        "/v1/questions/jurisdiction": CONDUCT,
        "/v1/questions/jurisdiction/timeline": {n: v for n, v in CONDUCT.items() if n != "on"},
        "/v1/questions/jurisdiction/map": {**CONDUCT, "over": "territory"},
        "/v1/questions/jurisdiction/changes": CONDUCT,
        "/v1/questions/jurisdiction/why-not": {**CONDUCT, "outcome": "within_if_referred"},
        "/v1/questions/jurisdiction/compare": {**CONDUCT, "other_territory": "POL"},
        "/v1/venues": {"guests": "putin", "organisation": "BRICS"},
        "/v1/reception": {"place": "HUN"},
        "/v1/itineraries": {"from": "TLV", "to": "BUD"},
    }
    kept = ("/v1/decisions", "/v1/reports", "/v1/records", "/v1/corrections")  # by setting
    for path in [*routes(get), "/", "/problems/unknown-name", "/nowhere"]:
        answer = get(path, asked.get(path))
        assert answer.headers["safeconduct-world"] == engine.world.digest, path
        assert answer.headers["safeconduct-rules"] == engine.rulebase.digest, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert "default-src 'none'; script-src 'self'" in answer.headers["content-security-policy"]
        if path.startswith("/v1/") and not path.startswith(kept):
            body = answer.json()
            conduct = path.startswith("/v1/questions/jurisdiction")
            rules = (engine.question("jurisdiction") if conduct else engine).rulebase.digest
            assert (body["world"], body["rules"]) == (engine.world.digest, rules), path


def test_what_the_caller_has_is_not_sent_again(get: Request) -> None:
    """An entity tag sent back gives 304 without a body; another question has another tag."""
    tag = get("/v1/travel-risk", QUESTION).headers["etag"]
    for condition in (tag, f'W/{tag}, "x"', "*"):
        again = get("/v1/travel-risk", QUESTION, If_None_Match=condition)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = get("/v1/travel-risk", {**QUESTION, "on": "2024-09-03"}, If_None_Match=tag)
    assert other.status_code == 200


def test_names_of_one_person_give_one_entity_tag(get: Request) -> None:
    """The tag covers the question as it was understood, not as it was spelled."""
    spelled = {"person": "Владимир Путин", "place": "Ulaanbaatar", "on": "2024-09-02"}
    tags = {get("/v1/travel-risk", asked).headers["etag"] for asked in (QUESTION, spelled)}
    assert len(tags) == 1


def test_a_question_about_today_has_another_tag_tomorrow(engine: Engine) -> None:
    """Where the day is left out, the tag and the answer move with the calendar."""
    days = iter((date(2026, 11, 24), date(2026, 11, 25)))
    seen = []
    for today in days:
        moved = Engine(engine.world, engine.rulebase, today=lambda day=today: day)
        answer = ask(create_app(moved, Settings()), "/v1/travel-risk?person=putin&place=MNG")
        seen.append((answer.json()["on"], answer.headers["etag"]))
    assert [day for day, _ in seen] == ["2026-11-24", "2026-11-25"]
    assert seen[0][1] != seen[1][1]


def ask(app: Any, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    import asyncio

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(send())


def test_head_is_get_without_the_body(request_: Request) -> None:
    """HEAD tells the length and the tag of what GET would send."""
    for coding in ("identity", "gzip"):
        headers = {"Accept-Encoding": coding}
        head, whole = (request_(one, "/v1/wanted", headers=headers) for one in ("HEAD", "GET"))
        assert head.content == b""
        for name in ("etag", "content-length", "content-type"):
            assert head.headers[name] == whole.headers[name]
        assert ("content-encoding" in head.headers) is (coding == "gzip")


def test_any_page_may_read_answers(get: Request) -> None:
    """Public data: other origins may read, and may see tag and digests."""
    answer = get("/v1/wanted", Origin="https://news.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]


def test_origins_can_be_restricted(engine: Engine) -> None:
    """With origins set in the environment, others may not read."""
    settings = Settings.from_environment({"SAFECONDUCT_CORS_ORIGINS": "https://a.example"})
    app = create_app(engine, settings)
    allowed = ask(app, "/healthz", Origin="https://a.example")
    refused = ask(app, "/healthz", Origin="https://b.example")
    assert allowed.headers["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-origin" not in refused.headers


def test_settings_are_read_from_the_environment() -> None:
    """Directories of records and rules can be set; blanks are as if not set."""
    settings = Settings.from_environment(
        {"SAFECONDUCT_RECORDS": "a", "SAFECONDUCT_RULES": "b: c:", "SAFECONDUCT_CORS_ORIGINS": " "}
    )
    assert settings == Settings(records=Path("a"), rules=(Path("b"), Path("c")))
    assert Settings.from_environment({}) == Settings()


@pytest.mark.parametrize(
    "path",
    [
        "/v1/persons",
        "/v1/places",
        "/v1/warrants",
        "/v1/requests",
        "/v1/challenges",
        "/v1/sources",
    ],
)
def test_pages_of_a_list_make_up_the_whole(get: Request, path: str) -> None:
    """Pages neither overlap nor leave anything out."""
    first = get(path, {"limit": 500}).json()
    paged: list[Any] = []
    while len(paged) < first["total"]:
        page = get(path, {"limit": 97, "offset": len(paged)}).json()
        assert page["total"] == first["total"]
        assert page["items"]
        paged += page["items"]
    ids = [one["id"] for one in paged]
    assert len(set(ids)) == len(ids) == first["total"]
    assert ids[:500] == [one["id"] for one in first["items"]]


def test_a_warrant_tells_what_was_asked_and_challenged(get: Request) -> None:
    """Hungary's request stands with the warrant, and the challenge that is pending."""
    found = get("/v1/warrants/benjamin-netanyahu-2024-11-21").json()
    assert any(
        "provisional arrest of Benjamin Netanyahu" in one["says"] for one in found["requests"]
    )
    assert any(one["says"].startswith("Challenge to the juris") for one in found["challenges"])


def test_searching_finds_exact_then_part_then_similar(get: Request) -> None:
    """A code finds its place first, part of a name all that have it, a typo the nearest."""
    found = {q: get("/v1/places", {"q": q}).json()["items"] for q in ("nga", "guinea", "Mongolai")}
    assert found["nga"][0]["id"] == "NGA"
    assert {"GIN", "GNB", "GNQ", "PNG"} <= {place["id"] for place in found["guinea"]}
    assert found["Mongolai"][0]["id"] == "MNG"
    assert get("/v1/persons", {"q": "nobody of that name"}).json()["total"] == 0


def test_wanted_persons_are_those_of_the_day(get: Request) -> None:
    """The day before the warrant a person is not among the wanted, the day after he is."""
    wanted = {
        day: {one["person"]["id"] for one in get("/v1/wanted", {"on": day}).json()["items"]}
        for day in ("2023-03-16", "2023-03-18")
    }
    assert "vladimir-putin" not in wanted["2023-03-16"]
    assert "vladimir-putin" in wanted["2023-03-18"]


def test_a_person_shows_every_record_with_sources(get: Request) -> None:
    """What is on record about a person is told in sentences, each with a source."""
    person = get("/v1/persons/vladimir-putin").json()
    for kind in ("warrants", "offices", "visits"):
        assert person[kind], kind
        assert all(record["says"] and record["sources"] for record in person[kind]), kind


def test_readiness_says_what_answers(get: Request, engine: Engine) -> None:
    """The state names evaluators, digests, counts and how far the records reach."""
    ready = get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["evaluators"] == list(engine.evaluators)
    assert ready["records"]["places"] == len(engine.world.places)
    assert ready["reaches"]["record"] == engine.world.reach["record"].until.isoformat()


def test_the_sources_say_how_far_each_kind_of_record_reaches(get: Request, engine: Engine) -> None:
    """By kind, and with a word on what is missing."""
    found = get("/v1/sources").json()
    assert found["reaches"] == {k: one.until.isoformat() for k, one in engine.world.reach.items()}
    assert {one["kind"]: one["note"] for one in found["reach"]} == {
        kind: one.note for kind, one in engine.world.reach.items()
    }


class _Page(HTMLParser):
    """Collects what a page loads and what it would run inline."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.inline.append(name)
            canonical = ("rel", "canonical") in attrs  # leads here, and loads nothing
            if name in ("src", "href") and tag in ("script", "link", "img") and not canonical:
                self.loads.append(value or "")


def test_the_page_loads_nothing_from_elsewhere(get: Request) -> None:
    """Scripts, styles and images are our own, all are served, and nothing is inline."""
    page = _Page()
    page.feed(get("/").text)
    assert page.inline == []
    assert page.loads
    for address in page.loads:
        assert address.startswith("./static/")  # relative: the service may lie below any path
        assert get(f"/{address}").status_code == 200


@pytest.mark.slow
def test_the_documentation_lists_every_route(get: Request) -> None:
    """``docs/http.md`` names every route and every parameter of the question."""
    told = (DOCS / "http.md").read_text(encoding="utf-8")
    paths = get("/openapi.json").json()["paths"]
    parameters = paths["/v1/travel-risk"]["get"]["parameters"]
    for word in (*paths, *(one["name"] for one in parameters)):
        assert f"`{word}`" in told or f"`POST {word}`" in told, word
