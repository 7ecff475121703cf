"""Addresses that are wrong somewhere: what the page says, and where it leads on."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote_plus

import httpx
import pytest

from safeconduct.api.pages.problem import FOLDERS, PAGES

Get = Callable[..., httpx.Response]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def told(response: httpx.Response) -> tuple[str, list[str]]:
    """Return what is said to be wrong, and where the page leads on."""
    part = response.text.partition('<div class="problem"')[2].partition("</div>")[0]
    says = re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", " ", part)))
    return says, [unquote_plus(unescape(href)) for href in re.findall(r'href="([^"]+)"', part)]


@pytest.mark.parametrize(
    ("path", "status", "says", "way"),
    [
        # another name for a part of the question, or a slip in it
        ("/?persn=omar-al-bashir", 400, "did you mean", "./?person=omar-al-bashir"),
        ("/?who=omar-al-bashir&place=MNG", 400, "who", "./?place=MNG&person=omar-al-bashir"),
        ("/?person=omar-al-bashir&date=2015-06-13", 400, "date", "&on=2015-06-13"),
        ("/?person=omar-al-bashir&country=ZAF", 400, "country", "&place=ZAF"),
        ("/memo?person=omar-al-bashir&plce=ZAF", 400, "plce", "&place=ZAF"),
        ("/map.csv?persom=omar-al-bashir", 400, "persom", "./map.csv?person=omar-al-bashir"),
        ("/answers.csv?date=2024-09-02", 400, "date", "./answers.csv?on=2024-09-02"),
        ("/embed/map?person=putim", 404, "Putin", "../embed/map?person=vladimir-putin"),
        # a part that is given twice
        ("/?person=putin&person=omar-al-bashir", 400, "given 2 times", "./?person=putin"),
        ("/?person=putin&place=MNG&place=HUN", 400, "given 2 times", "&place=MNG"),
        # a place without a person: nobody is chosen for it
        ("/?place=MNG", 400, "Everybody wanted, today: Mongolia", "./places/MNG"),
        ("/?person=&place=Ungarn&on=2025-04-03", 400, "The person is missing", "./places/HUN"),
        ("/?place=Atlantis", 400, "Atlantis", ""),
        # a value of a list
        ("/?person=putin&presence=submarine", 400, "How he is there 'submarine'", "presence=port"),
        ("/?person=putin&profile=court", 400, "The African Union", "profile=african-union"),
        (
            "/?person=putin&on=yesterday",
            400,
            "The day 'yesterday' is not an ISO 8601 date; valid: YYYY-MM-DD.",
            "",
        ),
        # a record
        ("/issues/immunity", 404, "personal immunity", "../issues/personal-immunity"),
        ("/organisations/bric", 404, "BRICS", "../organisations/BRICS"),
        ("/situations/ukrain", 404, "Ukraine", "../situations/ukraine"),
        ("/warrants/kony", 404, "kony", "../warrants/joseph-kony-"),
        ("/rulings/icc-put-mng", 404, "icc-put-mng", "../rulings/icc-put-mng-2024"),
        ("/rules/rs-98", 404, "rs-98-1", "../rules/rs-98-1"),
        ("/rules/rs-98/card.png", 404, "rs-98-1", "../../rules/rs-98-1"),
        ("/persons/putim", 404, "Putin", "../persons/vladimir-putin"),
        ("/places/Mongolai", 404, "Mongolia", "../places/MNG"),
        # a page
        ("/Wanted", 404, "who is wanted", "./wanted"),
        ("/wanted/", 404, "who is wanted", "../wanted"),
        ("/upcomming", 404, "scheduled to change", "./upcoming"),
        ("/organizations", 404, "organisations", "./organisations"),
        ("/dockets", 404, "what courts found", "./docket"),
        ("/persons/", 404, "/persons", "../persons"),
        ("/places/MNG/", 404, "/places/MNG", "../../places/MNG"),
        ("/person/putin", 404, "/persons/putin", "../persons/putin"),
        ("/Rule/rs-98-1", 404, "/rules/rs-98-1", "../rules/rs-98-1"),
        # a question in words
        ("/ask?question=Who+is+wanted%3F", 400, "is missing", "./ask?q=Who is wanted?"),
        ("/ask", 400, "question is missing", "./ask?q=Who is wanted today?"),
        (
            "/ask?q=Could+Putin+be+arrested+in+Mongolai%3F",
            400,
            "'Mongolai' is not known",
            "./ask?q=Could Putin be arrested in Mongolia?",
        ),
        (
            "/ask?q=Could+Netanyaho+be+arrested+in+France%3F",
            400,
            "'Netanyaho' is not known",
            "./ask?q=Could Benjamin Netanyahu be arrested in France?",
        ),
        ("/ask?q=What+is+for+lunch%3F", 400, "can be answered", "./ask?q=Who is wanted today?"),
    ],
)
def test_a_wrong_address_leads_to_the_nearest_right_one(
    get: Get, path: str, status: int, says: str, way: str
) -> None:
    """The status is right, the words say what is wrong, and a link leads on."""
    response = get(path, accept=BROWSER)
    assert response.status_code == status
    said, ways = told(response)
    assert says.casefold() in said.casefold()
    assert any(way in href for href in ways) or not way, ways


@pytest.mark.parametrize(
    "query", ["utm_source=paper", "fbclid=x&gclid=y", "ref=home", "lang=de", "amp=1", "s=1"]
)
def test_what_others_add_to_an_address_counts_for_nothing(get: Get, query: str) -> None:
    """A link that was shared and came back with more in it still opens the page."""
    asked = "/?person=omar-al-bashir&on=2015-06-13"
    usual = get(asked, accept=BROWSER)
    assert get(f"{asked}&{query}", accept=BROWSER).text == usual.text
    assert "Omar" in usual.text


def test_the_same_value_twice_is_no_mistake(get: Get) -> None:
    """A form within a form repeats what it was given."""
    assert get("/?person=putin&person=putin", accept=BROWSER).status_code == 200


def test_whom_to_ask_about_keeps_place_and_day(get: Get) -> None:
    """Nothing typed is lost by choosing somebody from the list below."""
    text = unescape(get("/?place=Ungarn&on=2025-04-03", accept=BROWSER).text)
    assert "<h1>Whose arrest is it about?</h1>" in text
    assert 'href="./?place=Ungarn&on=2025-04-03&person=benjamin-netanyahu"' in text


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "9999-09-01", "1998-07-17"])
def test_the_first_and_the_last_day_have_a_page(get: Get, day: str) -> None:
    """No day that can be asked about lies beyond the strip of time."""
    response = get(f"/?person=putin&place=MNG&on={day}", accept=BROWSER)
    assert response.status_code == 200
    assert f'value="{day}"' in response.text


def test_pages_that_are_offered_exist(get: Get) -> None:
    """None leads astray a second time: all are in the list of pages, but that for programs."""
    listed = re.findall(r"<loc>http://test/([^<]*)</loc>", get("/sitemap.xml").text)
    assert PAGES.keys() - {"docs"} <= set(listed)
    assert {*FOLDERS} == {one.partition("/")[0] for one in listed if "/" in one} - {"docket"}


@pytest.mark.parametrize(
    ("folder", "page", "for_programs"),
    [
        ("persons", "/wanted", True),
        ("places", "/#list", True),
        ("warrants", "/wanted", True),
        ("rules", "/issues", True),
        ("rulings", "/docket", False),
        ("situations", "/wanted", False),
    ],
)
def test_a_folder_leads_to_the_page_that_lists_it(
    get: Get, folder: str, page: str, *, for_programs: bool
) -> None:
    """An address cut off behind its folder is no dead end; a program gets its list."""
    assert get(f"/{folder}", accept=BROWSER).headers["location"] == page
    led = get(f"/{folder}", accept="application/json").headers["location"]
    assert led == (f"/v1/{folder}" if for_programs else page)
    assert get(led, accept=BROWSER).status_code == 200


def test_a_program_is_told_the_nearest_id_too(get: Get) -> None:
    """In the detail of the problem document."""
    detail = get("/v1/issues/immunity").json()["detail"]
    assert detail.startswith("there is no issue with the id 'immunity'; did you mean `")
    assert "`personal-immunity`" in detail
