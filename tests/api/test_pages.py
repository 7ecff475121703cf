"""What the pages say and hold, read as a browser without JavaScript would get them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from importlib import resources
from xml.etree import ElementTree as ET

import httpx
import pytest
from docx import Document
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from safeconduct import Engine, InputError
from safeconduct.api.app import create_app
from safeconduct.api.pages import card
from safeconduct.api.pages.files import PageFiles
from safeconduct.api.pages.law import rule_page
from safeconduct.api.pages.records import ruling_page
from safeconduct.api.pages.thing import Cell
from safeconduct.api.pages.time import Scale
from safeconduct.api.service import Service
from safeconduct.api.settings import Settings

Get = Callable[..., httpx.Response]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
MONGOLIA = "?person=vladimir-putin&place=MNG&on=2024-09-02"
VIEWS = [
    "/",
    f"/{MONGOLIA}",
    "/?person=benjamin-netanyahu&on=2025-04-03&profile=non-parties",
    "/wanted",
    "/docket",
    "/docket/score",
    "/organisations",
    "/organisations/BRICS",
    "/summits",
    "/venues",
    "/venues?guests=putin,netanyahu&organisation=BRICS&on=2027-01-01&until=2027-12-31",
    "/reception?place=HUN&on=2026-11-01",
    "/embed/venues?guests=putin&organisation=SCO&on=2024-01-01",
    "/embed/reception?place=KAZ",
    "/venues?guests=putin&summits=SCO&overflown=true",
    "/itinerary",
    "/itinerary?person=netanyahu&from=TLV&to=JFK&on=2025-09-25&diversions_km=30",
    "/itinerary?from=NAN&via=PPT&to=SCL",
    "/embed/itinerary?person=putin&from=VKO&to=ANC&on=2025-08-15",
    "/issues",
    "/issues/personal-immunity",
    "/rules/rs-98-1",
    "/persons/vladimir-putin",
    "/places/crimea",
    "/places/high-seas",
    "/warrants/vladimir-putin-2023-03-17",
    "/situations/ukraine",
    "/rulings/icc-put-mng-2024",
    f"/memo{MONGOLIA}",
    f"/cite{MONGOLIA}",
    f"/embed/map{MONGOLIA}",
    "/ask?q=Where can Netanyahu go this year?",
    "/ask?q=Whom could Hungary not receive?",
    "/ask?q=Could Netanyahu fly from Tel Aviv to New York via Rome?",
    "/problems/unknown-name",
    "/docs",
]
VOID = {"meta", "link", "input", "img", "br", "base", "path", "rect", "circle", "line", "option"}


class Page(HTMLParser):
    """Reads a page: its elements with attributes, and what is not closed as it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.faults += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"{tag} {name} twice" for name, n in Counter(names).items() if n > 1]
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> within {self.open[-3:]}")
        else:
            self.open.pop()

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        return (attrs for name, attrs in self.elements if name == tag)


def page(get: Get, path: str) -> tuple[httpx.Response, Page]:
    response = get(path, accept=BROWSER)
    return response, Page(response.text)


@pytest.mark.parametrize("path", VIEWS)
def test_every_view_is_a_sound_page(get: Get, path: str) -> None:
    """Closed elements, ids that stand once, one h1, labelled fields, a title, nothing inline."""
    response, read = page(get, path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert read.faults == []
    ids = Counter(attrs["id"] for _, attrs in read.elements if "id" in attrs)
    assert [name for name, count in ids.items() if count > 1] == []
    assert len(list(read.all("h1"))) == 1
    assert re.search(r"<title>[^<]{8,}</title>", response.text)
    labelled = {attrs.get("for") for attrs in read.all("label")}
    for tag in ("input", "select"):
        assert {attrs["id"] for attrs in read.all(tag)} <= labelled
    inner = {attrs["href"][1:] for attrs in read.all("a") if attrs["href"].startswith("#")}
    assert inner <= set(ids)
    for _, attrs in read.elements:
        assert not any(name.startswith("on") or name == "style" for name in attrs)
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    ordered = [b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)]
    assert all(ordered), levels


def test_the_first_page_is_the_map_of_somebody(get: Get, engine: Engine) -> None:
    """Never an empty form: who travelled most of late, as the records say."""
    text = get("/", accept=BROWSER).text
    who = re.search(r'id="person"[^>]*value="([^"]+)"', text)
    assert who
    assert unescape(who[1]) in {one.person.name for one in engine.wanted()}
    assert re.search(r"<h1>\d+ States would have to arrest ", text)


QUESTIONS = [
    {"person": "vladimir-putin"},
    {"person": "vladimir-putin", "on": "2024-09-02", "profile": "african-union"},
    {"person": "omar-al-bashir", "on": "2015-06-13"},
    {"person": "benjamin-netanyahu", "on": "2024-01-01"},
    {"person": "joseph-kony", "on": "2027-12-31"},
    {"person": "benjamin-netanyahu", "presence": "overflight"},
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_tone_and_hatch_of_every_shape_are_the_answer(get: Get, question: dict[str, str]) -> None:
    """Each place is on the map, toned by its outcome, hatched if contested, and in the table."""
    answer = get("/v1/travel-risk/map", question).json()
    text = get("/", question, accept=BROWSER).text
    anchors = re.findall(r'<a href="[^"]*" tabindex="-1" data-id="([^"]+)"([^>]*)>', text)
    drawn = {id_ for id_, _ in anchors}
    assert drawn == {spot["place"]["id"] for spot in answer["places"]}
    shown = {spot["place"]["id"]: spot for spot in answer["places"]}
    for id_, attrs in anchors:
        if id_ == "high-seas":
            continue
        spot = shown[id_]
        classes = re.search(r'class="([^"]+)"', attrs)
        assert classes
        assert spot["outcome"] in classes[1].split(), id_
        pattern = {True: f"url(#h-{spot['outcome']})", None: f"url(#q-{spot['outcome']})"}
        fill = re.search(r'fill="([^"]+)"', attrs)
        assert (fill[1] if fill else False) == pattern.get(spot["contested"], False), id_
        if fill:
            assert f'<pattern id="{fill[1][5:-1]}"' in text
    for outcome, count in answer["outcomes"].items():
        line = re.search(rf'data-outcome="{outcome}".*?</li>', text, re.DOTALL)
        assert line
        assert re.search(rf"\b{count} place", line[0])
    table = text.partition('id="list"')[2].partition("</section>")[0]
    assert table.count("<tr><td>") == len(answer["places"])


def test_every_place_is_drawn_and_can_be_hit(engine: Engine) -> None:
    """As a shape or a dot; no two dots lie on each other; what is disputed is dashed."""
    text = resources.files("safeconduct.api").joinpath("pages", "world.json").read_text("utf-8")
    world = json.loads(text)
    entries = {one["id"]: one for one in world["shapes"]}
    assert entries.keys() | {"high-seas"} == engine.world.places.keys()
    assert all("d" in one or "dot" in one for one in entries.values())
    dots = [one["dot"] for one in entries.values() if "dot" in one]
    for n, (x, y) in enumerate(dots):
        assert all((x - a) ** 2 + (y - b) ** 2 > (2 * world["radius"]) ** 2 for a, b in dots[:n])
        assert 0 < x < world["width"]
        assert 0 < y < world["height"]
    for place in engine.world.places.values():
        if place.kind == "disputed":
            assert entries[place.id].get("dashed"), place.id
    assert len(gzip.compress(text.encode())) < 60_000


def test_what_is_occupied_is_drawn_apart(get: Get) -> None:
    """Crimea goes by Ukraine; Western Sahara is no part of Morocco, the Golan none of Israel."""
    text = get("/", {"person": "vladimir-putin"}, accept=BROWSER).text
    assert "Crimea: must arrest" in text
    assert "Russian Federation: no duty" in text or "Russia: no duty" in text
    for id_ in ("ESH", "MAR", "golan-heights", "ISR", "crimea", "RUS", "UKR"):
        assert f'data-id="{id_}"' in text


def test_the_answer_is_told_in_the_order_of_a_story(get: Get) -> None:
    """Verdict with *disputed* beside it, what happened, readings, why, changes, law, sources."""
    text = get(f"/{MONGOLIA}", accept=BROWSER).text.partition('<article id="answer"')[2]
    parts = [
        "<b>had to arrest</b> <i",
        "disputed",
        "Mongolia had to arrest",
        "What happened there",
        "not arrested.",
        "Readings side by side",
        "followed here",
        ">Why<",
        "What would change it",
        ">The law<",
        ">Sources<",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count('<p class="age">') <= 2
    read = Page(text)
    refs = {attrs["href"] for attrs in read.all("a") if attrs.get("class") == "ref"}
    assert refs
    assert {ref[1:] for ref in refs} <= {attrs.get("id") for _, attrs in read.elements}


@pytest.mark.parametrize(
    ("query", "status", "says", "near"),
    [
        ("person=Putim&place=MNG", 404, "Putim", "person=vladimir-putin"),
        ("person=vladimir-putin&place=Mongolai", 404, "Mongolai", "place=MNG"),
        ("person=vladimir-putin&on=2024-13-01", 400, "2024-13-01", ""),
        ("person=vladimir-putin&on=1900-01-01", 400, "1900-01-01", ""),
        ("person=vladimir-putin&profile=court", 400, "court", "profile=icc"),
        ("person=vladimir-putin&presence=boat", 400, "boat", "presence=port"),
        ("person=Nobody+At+All&place=Nowhere+Land", 404, "Nobody At All", ""),
    ],
)
def test_what_is_mistyped_leads_on(get: Get, query: str, status: int, says: str, near: str) -> None:
    """A friendly page with the right status and the nearest right things; nothing typed is lost."""
    response = get(f"/?{query}", accept=BROWSER)
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["cache-control"] == "no-store"
    text = unescape(response.text)
    assert says in text
    assert near in text
    for name, value in httpx.QueryParams(query).items():
        assert re.search(rf'name="{name}"[^>]*value="{value}"|value="{value}"', text) or (
            name in ("profile", "presence")
        )
    assert Page(response.text).faults == []


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "'; DROP TABLE",
    "\u202eevil",
    "a" * 5000,
    "%00",
    "</title><svg onload=alert(1)>",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["person", "place", "on", "profile", "known_on", "q"])
def test_text_from_an_address_is_never_markup(get: Get, name: str, text: str) -> None:
    """What somebody puts into a link is shown as it is written, or not at all."""
    path = "/ask" if name == "q" else "/"
    response = get(path, {"person": "vladimir-putin", name: text}, accept=BROWSER)
    assert response.status_code in (400, 404)
    read = Page(response.text)
    assert read.faults == []
    assert not any(name.startswith("on") for _, attrs in read.elements for name in attrs)
    assert all(attrs.get("src", "").startswith("./static/") for attrs in read.all("script"))


@pytest.mark.parametrize(
    "path", ["/persons/nobody", "/places/xx-nowhere", "/warrants/x", "/rules/x", "/rulings/x",
             "/situations/x", "/issues/x", "/organisations/x", "/nowhere"]
)  # fmt: skip
def test_what_does_not_exist_has_a_friendly_page(get: Get, path: str) -> None:
    """A page for people, a problem document for programs, both with status 404."""
    response, read = page(get, path)
    assert response.status_code == 404
    assert read.faults == []
    assert get(path).headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/persons/vladimir-putin", "/places/MNG", "/wanted", "/issues"])
def test_a_program_is_sent_to_the_same_thing_as_json(get: Get, path: str) -> None:
    """One address for both: a page for a browser, and where the JSON is for a program."""
    response = get(path, accept="application/json")
    assert response.status_code == 303
    assert response.headers["location"] == f"/v1{path}"
    assert get(response.headers["location"]).status_code == 200


def test_the_first_view_is_small(get: Get) -> None:
    """Page, style and script together, compressed as they are sent, stay below 150 kB."""
    size = 0
    for path in ("/", f"/{MONGOLIA}"):
        size = max(size, len(gzip.compress(get(path, accept=BROWSER).content, 6)))
    for name in ("page.css", "page.js", "icon.svg"):
        size += len(gzip.compress(get(f"/static/{name}").content, 6))
    assert size < 150_000


def test_pages_are_sent_compressed_and_once(get: Get) -> None:
    """Whoever takes gzip gets it, and a page that the browser has is not sent again."""
    first = get("/", accept=BROWSER, accept_encoding="gzip")
    assert first.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in first.headers["vary"].casefold()
    plain = get("/", accept=BROWSER, accept_encoding="identity")
    assert "content-encoding" not in plain.headers
    assert first.text == plain.text
    again = get("/", accept=BROWSER, if_none_match=first.headers["etag"])
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "compressed"),
    [
        ("/static/page.css", True),
        ("/static/icon.svg", False),  # too small to gain by it
        ("/wanted", True),
        ("/nowhere", True),
        (f"/map.svg{MONGOLIA}", True),
        (f"/map.csv{MONGOLIA}", False),
        (f"/memo.docx{MONGOLIA}", False),
        ("/v1/persons", True),
        ("/openapi.json", True),
        ("/v1/travel-risk?person=putin&place=MNG&on=2024-09-02", False),  # two kilobytes
        ("/v1/travel-risk?person=putin&place=MNG&on=2024-09-02&include=all", True),
    ],
)
def test_what_is_long_is_compressed(get: Get, path: str, *, compressed: bool) -> None:
    """Whether it is made or kept; the same bytes, the same tag, and 304 without a coding."""
    plain = get(path, accept=BROWSER, accept_encoding="identity")
    for _ in range(2):
        packed = get(path, accept=BROWSER, accept_encoding="gzip")
        assert ("content-encoding" in packed.headers) == compressed
        assert packed.content == plain.content
        assert packed.headers.get("etag") == plain.headers.get("etag")
        if compressed:
            assert "accept-encoding" in packed.headers["vary"].casefold()
            assert "accept-encoding" in plain.headers["vary"].casefold()
    if tag := plain.headers.get("etag"):
        for coding in ("gzip", "identity"):
            again = get(path, accept=BROWSER, accept_encoding=coding, if_none_match=tag)
            assert (again.status_code, again.content) == (304, b"")
            assert "content-encoding" not in again.headers


@pytest.mark.parametrize(
    ("file", "pages"),
    [
        ("templates/base.html", ["/wanted", "/", "/docs"]),
        ("templates/card.svg.html", ["/card.png"]),
        ("static/page.css", ["/static/page.css", "/wanted"]),
        ("pages/world.json", ["/map.svg"]),
    ],
)
def test_a_page_of_other_files_has_another_tag(
    engine: Engine, client_of: Callable[[FastAPI], Get], file: str, pages: list[str]
) -> None:
    """A template, style or shape that changed is sent although the version is the same."""
    app = create_app(engine, Settings())
    get = client_of(app)
    sent = {"accept": BROWSER, "if_none_match": "*"}  # 304 without a body has the tag as well
    before = {path: get(path, **sent).headers["etag"] for path in pages}
    assert {path: get(path, **sent).headers["etag"] for path in pages} == before
    service = app.state.service
    files = {**service.files.files, file: service.files.files[file] + b" "}
    app.state.service = replace(service, files=PageFiles(files))
    after = {path: get(path, **sent).headers["etag"] for path in pages}
    assert all(after[path] != before[path] for path in pages)


def test_a_changed_template_is_what_is_sent(
    engine: Engine, client_of: Callable[[FastAPI], Get]
) -> None:
    """The tag and the page come from the same files."""
    app = create_app(engine, Settings())
    service = app.state.service
    text = service.files.files["templates/base.html"].replace(b"<main ", b"<main data-new ")
    files = {**service.files.files, "templates/base.html": text}
    app.state.service = replace(service, files=PageFiles(files))
    assert "<main data-new " in client_of(app)("/wanted", accept=BROWSER).text


def test_embeds_have_a_policy_of_their_own(
    engine: Engine, client_of: Callable[[FastAPI], Get]
) -> None:
    """Only what lies below ``/embed/`` can be framed, and only by the sites of the setting."""
    sites = ("https://paper.example", "bad; script-src *")
    get = client_of(create_app(engine, Settings(embedded_by=sites)))
    policy = get(f"/embed/map{MONGOLIA}").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://paper.example")
    assert get("/").headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_the_picture_and_the_table_say_what_the_answer_says(get: Get) -> None:
    """SVG and CSV hold every place, the date, and what they were made from."""
    answer = get("/v1/travel-risk/map", {"person": "vladimir-putin"}).json()
    picture = get("/map.svg", {"person": "vladimir-putin"})
    assert picture.headers["content-type"].startswith("image/svg+xml")
    told = "".join(ET.fromstring(picture.text).itertext())
    assert answer["world"][:12] in told
    rows = list(csv.DictReader(io.StringIO(get("/map.csv", {"person": "vladimir-putin"}).text)))
    assert {row["place"]: (row["outcome"], row["contested"]) for row in rows} == {
        spot["place"]["id"]: (
            spot["outcome"],
            {True: "yes", False: "no", None: "not known"}[spot["contested"]],
        )
        for spot in answer["places"]
    }


def test_parquet_has_the_rows_of_the_table(get: Get) -> None:
    """The whole view for those who compute with it."""
    query = {"person": "vladimir-putin", "on": "2024-09-02"}
    table = parquet.read_table(io.BytesIO(get("/map.parquet", query).content)).to_pylist()
    response = get("/map.csv", query)
    assert table == list(csv.DictReader(io.StringIO(response.text)))
    name = response.headers["content-disposition"]
    assert name == 'attachment; filename="vladimir-putin-2024-09-02.csv"'


def test_all_answers_of_a_day_can_be_taken_along(get: Get, engine: Engine) -> None:
    """Everybody wanted on that day, in every place; on a day without anybody, the header alone."""
    query = {"on": "2005-12-01"}
    listed = parquet.read_table(io.BytesIO(get("/answers.parquet", query).content)).to_pylist()
    wanted = {one.person.id for one in engine.wanted("2005-12-01")}
    assert {row["person"] for row in listed} == wanted
    assert len(listed) == len(wanted) * len(engine.world.places)
    assert len(get("/answers.csv", {"on": "2003-01-01"}).text.splitlines()) == 1


def test_the_memo_as_a_document_says_what_the_page_says(get: Get, engine: Engine) -> None:
    """Question, answer, facts with sources, contrary readings, notes and both digests."""
    query = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    response = get("/memo.docx", query)
    memo = Document(io.BytesIO(response.content))
    text = "\n".join(one.text for one in memo.paragraphs)
    headings = [one.text for one in memo.paragraphs if one.style.name == "Heading 1"]
    page = unescape(get("/memo", query, accept=BROWSER).text)
    assert headings == re.findall(r"<h2>([^<]+)</h2>", page)
    assert "Mongolia had to arrest" in text
    assert engine.world.digest in text
    assert engine.rulebase.digest in text
    for record in engine.travel_risk(**query).document.turns_on[0].positions:
        assert record.title in text or record.chosen
    for title in re.findall(r'<li id="source-\d+"><a [^>]*>([^<]+)</a>', page):
        assert title in text
    assert get("/memo.docx", {"person": "vladimir-putin"}).status_code == 400


def test_the_memo_is_a_document_as_lawyers_write_them(get: Get) -> None:
    """Footnotes at the foot of the page, a page number, A4, British English; the same bytes."""
    query = {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"}
    body = get("/memo.docx", query, if_none_match='"other"').content
    assert get("/memo.docx", query, if_none_match='"another"').content == body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        text = {name: parts.read(name).decode() for name in parts.namelist() if name[-4:] != "jpeg"}
    for name, part in text.items():
        assert ET.fromstring(part) is not None, name
    document, notes = text["word/document.xml"], text["word/footnotes.xml"]
    cited = re.findall(r'footnoteReference w:id="(\d+)"', document)
    assert cited == [str(n) for n in range(1, len(cited) + 1)]
    assert cited == re.findall(r'<w:footnote w:id="(\d+)"', notes)
    again = set(re.findall(r"NOTEREF _Note(\d+)", document))
    assert again
    assert again <= set(cited)
    assert set(cited) == set(re.findall(r'w:name="_Note(\d+)"', document))
    links = set(re.findall(r'r:id="(\w+)"', notes))
    assert links == set(re.findall(r' Id="(\w+)"', text["word/_rels/footnotes.xml.rels"]))
    assert " PAGE " in text["word/footer1.xml"]
    assert 'w:val="en-GB"' in text["word/styles.xml"]
    section = Document(io.BytesIO(body)).sections[0]
    assert (round(section.page_width.cm), round(section.page_height.cm, 1)) == (21, 29.7)


@pytest.mark.parametrize(
    "query",
    [
        {"person": "benjamin-netanyahu", "place": "HUN", "on": "2025-04-03"},
        {"person": "vladimir-putin", "place": "high-seas"},
        {"person": "joseph-kony", "place": "FRA", "on": "2003-01-01"},
        {"person": "omar-al-bashir", "place": "ZAF", "on": "2015-06-13", "profile": "non-parties"},
    ],
    ids=str,
)
def test_every_answer_has_a_memo(get: Get, query: dict[str, str]) -> None:
    """Also where nothing happened, no warrant stood or nobody has the power."""
    memo = Document(io.BytesIO(get("/memo.docx", query).content))
    told = get("/v1/travel-risk", query).json()
    assert memo.paragraphs[0].text == told["headline"]


def pixels(body: bytes) -> tuple[int, int]:
    """Return width and height of a PNG."""
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", body[16:24])
    return width, height


def test_a_link_goes_with_a_picture(get: Get) -> None:
    """A card of the size that others show, with its own address, and the map as PNG."""
    text = get(f"/{MONGOLIA}", accept=BROWSER).text
    tags = {attrs.get("property"): attrs.get("content", "") for attrs in Page(text).all("meta")}
    assert tags["og:image"] == f"./card.png{MONGOLIA}"
    response = get("/card.png", {"person": "vladimir-putin", "place": "MNG", "on": "2024-09-02"})
    assert response.headers["content-type"] == "image/png"
    assert pixels(response.content) == (1200, 630)
    assert pixels(get("/map.png", {"person": "vladimir-putin"}).content)[0] == 2000
    assert get("/card.png", {"person": "Putim"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/places/MNG", ["Mongolia", "must arrest", "31 wanted persons"]),
        ("/places/high-seas", ["High seas", "31 wanted persons"]),
        ("/rulings/icc-put-mng-2024", ["Did Mongolia have to arrest", "ICC Pre-Trial Chamber II"]),
        ("/wanted", ["31 persons are publicly wanted", "Benjamin Netanyahu"]),
        ("/docket", ["rulings on arrest"]),
        ("/organisations", ["Who of them could host?", "BRICS"]),
        ("/organisations/BRICS", ["BRICS", "no duty: national law"]),
        ("/issues/personal-immunity", ["Immunity stands, also after a referral"]),
        ("/rules/rs-98-1", ["No request against the immunity", "Rome Statute, art. 98(1)"]),
        ("/situations/ukraine", ["Ukraine", "2 March 2022"]),
        ("/warrants/vladimir-putin-2023-03-17", ["Vladimir Vladimirovich Putin"]),
    ],
)
def test_every_page_has_a_picture_of_its_own(
    engine: Engine,
    client_of: Callable[[FastAPI], Get],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    texts: list[str],
) -> None:
    """The page names it; it says what the page says, within its frame, without overlaps."""
    get = client_of(create_app(engine, Settings()))  # of its own: what it draws here is kept
    tags = {a.get("property"): a.get("content", "") for a in page(get, path)[1].all("meta")}
    assert tags["og:image"].endswith(f"{path[1:]}/card.png")
    drawn = []
    monkeypatch.setattr(card, "png", lambda svg, width: drawn.append((svg, width)) or b"")
    response = get(f"{path}/card.png")
    assert (response.status_code, response.headers["content-type"]) == (200, "image/png")
    ((svg, width),) = drawn
    assert width == 1200
    read = ET.fromstring(svg)
    lines = [one for one in read.iter() if one.tag.endswith("}text")]
    told = " ".join(one.text or "" for one in lines)
    for text in texts:
        assert text in told
    spots = [(float(one.get("x", "")), float(one.get("y", ""))) for one in lines]
    assert len(set(spots)) == len(spots)
    assert sorted(y for _, y in spots)[-2] <= 590, "a line lies over the source"


def test_every_citation_of_a_rule_leads_to_its_text(app: FastAPI, engine: Engine) -> None:
    """To a text elsewhere, to a ruling on record or a reading held; custom is written nowhere."""
    service = app.state.service
    pages = {"rulings": {one.id for one in engine.world.rulings}}
    pages["issues"] = {one.id for one in engine.rulebase.issues}
    for rule in engine.rulebase.rules:
        law = dict(rule_page(service, engine, rule.id).facts)["Law"]
        assert "; ".join(cell.text for cell in law).startswith(rule.cite.split(";")[0])
        for cell in law:
            if cell.outside:
                assert cell.href.startswith("https://")
            elif cell.href:
                folder, _, id_ = cell.href.partition("/")
                assert id_ in pages[folder]
            else:
                assert "ustomary " in cell.text, (rule.id, cell.text)


def test_a_rule_leads_to_the_handbook_where_one_is_set(engine: Engine) -> None:
    """To its chapter, which is the file it is written in, and its own section."""
    settings = Settings.from_environment({"SAFECONDUCT_HANDBOOK": "https://law.example/book"})
    for service, href in (
        (Service(engine, settings), "https://law.example/book/rules/immunities.html#rs-98-1"),
        (Service(engine), None),
    ):
        told = dict(rule_page(service, engine, "rs-98-1").facts)["In the handbook"]
        assert [cell.href for cell in told] == ([href] if href else [])


def test_a_rule_and_a_ruling_are_told_in_words(app: FastAPI, engine: Engine) -> None:
    """No condition, provision or ground is written as the program writes it."""
    service = app.state.service
    known = {f"rules/{one.id}" for one in engine.rulebase.rules}
    known |= {f"issues/{one.id}" for one in engine.rulebase.issues}
    for rule in engine.rulebase.rules:
        (conditions,) = rule_page(service, engine, rule.id).sections
        for (cell,) in conditions.rows:
            assert isinstance(cell, Cell)
            assert re.fullmatch(r"[A-Z][^_{}=]+[^ .]\.", cell.text), (rule.id, cell.text)
            assert not cell.href or cell.href in known
            assert "these: at least" not in cell.text
    for ruling in engine.world.rulings:
        facts = dict(ruling_page(service, engine, ruling.id).facts)
        assert not any(re.search(r"_|\bart\d", cell.text) for cell in facts["Ground"])
        for cell in facts["Provisions"]:
            assert not re.fullmatch(r"rs-[\d-]+", cell.text), cell.text
            assert not cell.href or cell.href in known


def test_a_picture_of_what_does_not_exist_is_none(get: Get) -> None:
    """As its page, it is not there."""
    for path in ("/places/xx", "/rulings/x", "/persons/nobody", "/organisations/x"):
        assert get(f"{path}/card.png").status_code == 404
    assert pixels(get("/places/MNG/card.png").content) == (1200, 630)


def test_pages_name_the_address_that_was_set_and_no_other(
    engine: Engine, client_of: Callable[[FastAPI], Get]
) -> None:
    """A request can name any host, and pages are kept: its host is in none of them."""
    public = create_app(engine, Settings(address="https://paper.example/icc/"))
    for app, address in ((public, "https://paper.example/icc/"), (create_app(engine), "../")):
        text = client_of(app)("/persons/vladimir-putin", accept=BROWSER, host="evil.example").text
        read = Page(text)
        links = {attrs["rel"]: attrs["href"] for attrs in read.all("link")}
        assert links["canonical"] == f"{address}persons/vladimir-putin"
        tags = {attrs.get("property"): attrs.get("content", "") for attrs in read.all("meta")}
        assert tags["og:url"] == links["canonical"]
        assert tags["og:image"] == f"{address}card.png?person=vladimir-putin"
        assert "evil.example" not in text
    sitemap = client_of(public)("/sitemap.xml").text
    assert "<loc>https://paper.example/icc/persons/vladimir-putin</loc>" in sitemap


@pytest.mark.parametrize(
    "text", ["paper.example", "ftp://paper.example", "https://", "https://a?b"]
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    """The mistake names the setting and what would be right."""
    with pytest.raises(InputError, match=r"SAFECONDUCT_ADDRESS.*https://HOST/PATH"):
        Settings.from_environment({"SAFECONDUCT_ADDRESS": text})


@given(st.lists(st.dates(date(2002, 7, 1), date(2040, 1, 1)), min_size=4, max_size=4, unique=True))
def test_the_strip_keeps_days_in_order(days: list[date]) -> None:
    """Years before the person's own events are drawn narrower; no day comes before an earlier."""
    first, wide, day, last = sorted(days)
    scale = Scale(first, wide, last)
    places = [scale.position(one) for one in (first, wide, day, last)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == scale.width
    assert scale.position(day) - scale.position(wide) == (day - wide).days
    assert 0 <= scale.narrow <= (wide - first).days


def test_every_source_that_is_cited_leads_back(get: Get) -> None:
    """The primary sources come first, and each has a way back to where it is cited."""
    text = get(f"/{MONGOLIA}", accept=BROWSER).text
    read = Page(text)
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    cited = {
        attrs["href"] for attrs in read.all("a") if attrs.get("href", "").startswith("#source")
    }
    back = {attrs["href"] for attrs in read.all("a") if attrs.get("href", "").startswith("#cited")}
    assert {one.replace("source", "cited") for one in cited} == back
    assert {one[1:] for one in back} <= set(ids)
    told = text.partition('<section class="sources">')[2].partition("</section>")[0]
    kinds = re.findall(r'<span class="tag">(primary|secondary|general knowledge)', told)
    assert len(kinds) > 5
    assert kinds == sorted(kinds, key=["primary", "secondary", "general knowledge"].index)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("person=Karl+Marx", "Nobody of that name is on record as publicly sought"),
        ("person=vladimir-putin&place=Atlantis", "No place of that name is on record"),
        ("person=vladimir-putin&place=Congo", "Which place is meant?"),
    ],
)
def test_a_name_that_is_not_on_record_is_told_kindly(get: Get, query: str, says: str) -> None:
    """The heading says what it means for the person or the place."""
    assert f"<h1>{says}</h1>" in get(f"/?{query}", accept=BROWSER).text


def test_a_citation_names_day_address_and_digests(get: Get, engine: Engine) -> None:
    """OSCOLA, BibTeX and CSL-JSON, with an address that shows the same tomorrow."""
    text = unescape(get("/cite", {"person": "vladimir-putin"}, accept=BROWSER).text)
    csl = json.loads(text.partition('CSL-JSON</h2><pre tabindex="0">')[2].partition("</pre>")[0])
    assert csl[0]["URL"] == "http://test/?person=vladimir-putin&on=2026-11-24"
    assert text.count(engine.world.digest[:12]) == 3
    assert '<iframe src="http://test/embed/map?person=vladimir-putin&amp;on=2026-11-24"' in text
    assert "@misc{safeconduct-2026-11-24," in text


def test_plain_questions_lead_to_an_answer(get: Get) -> None:
    """A question about one place on one day opens its page; what is not understood asks back."""
    asked = "Could Putin be arrested in Mongolia on 2 September 2024?"
    response = get("/ask", {"q": asked}, accept=BROWSER)
    assert response.status_code == 303
    assert response.headers["location"] == f"./{MONGOLIA}"
    lost = get("/ask", {"q": "What is for lunch?"}, accept=BROWSER)
    assert lost.status_code == 400
    assert 'value="What is for lunch?"' in lost.text


@pytest.mark.slow
def test_the_documentation_has_every_route_and_its_examples_answer(get: Get) -> None:
    """What is in the OpenAPI document is on the page, and what can be tried works."""
    text = unescape(get("/docs", accept=BROWSER).text)
    for path, operations in get("/openapi.json").json()["paths"].items():
        assert f"<code>{path}</code>" in text
        for operation in operations.values():
            assert operation["summary"] in text
    tried = re.findall(r'<a href="\./([^"]+)">Try it</a>', text)
    assert len(tried) > 15
    assert {path: get(f"/{path}").status_code for path in tried} == dict.fromkeys(tried, 200)


@pytest.mark.slow
def test_the_score_on_the_page_is_that_for_programs(get: Get) -> None:
    """So many of so many rulings, each with its own line."""
    told = get("/v1/docket").json()
    text = get("/docket/score", accept=BROWSER).text
    outcome = told["score"]["outcome"]
    compared = outcome["agrees"] + outcome["differs"]
    assert f"<h1>{outcome['agrees']} of {compared} rulings are answered" in text
    for entry in told["entries"]:
        assert f"rulings/{entry['ruling']}" in text


def test_the_sitemap_lists_every_page(get: Get, engine: Engine) -> None:
    """Every person, place and warrant has its line."""
    found = re.findall(r"<loc>([^<]+)</loc>", get("/sitemap.xml").text)
    world = engine.world
    assert {f"http://test/persons/{one}" for one in world.persons} <= set(found)
    assert len(found) == len(set(found)) > len(world.places) + len(world.warrants)


def test_a_day_that_is_over_is_told_in_the_past(get: Get) -> None:
    """The headline of the map keeps its tense."""
    past = get("/", {"person": "vladimir-putin", "on": "2024-09-02"}, accept=BROWSER).text
    assert re.search(r"<h1>\d+ States had to arrest [^<]+; \d+ had no duty to</h1>", past)
    none = get("/", {"person": "vladimir-putin", "on": "2020-01-01"}, accept=BROWSER).text
    assert "<h1>No warrant of the Court called for the arrest of" in none
    assert date(2024, 9, 2).isoformat() in past
