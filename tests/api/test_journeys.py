"""Whole journeys in a browser, with and without script: a lawyer's, a travel-risk analyst's."""

from __future__ import annotations

import csv
import io
import re
from base64 import b64decode
from collections import Counter
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from .conftest import seen, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("which", ["browser", "plain"]),
]
MONGOLIA = "/?person=vladimir-putin&place=MNG&on=2024-09-02"
PAPER = {"paperWidth": 8.27, "paperHeight": 11.69}


@pytest.fixture
def made(which: str, request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(which)


def follow(made: Any, selector: str) -> None:
    """Follow a link that is seen, and wait for the page or the place to which it leads."""
    before = made.current_url
    seen(made, selector).click()
    until(made, lambda: made.current_url != before and seen(made, "h1"), selector)


def back(made: Any) -> None:
    before = made.current_url
    made.back()
    until(made, lambda: made.current_url != before and seen(made, "h1"), "back")


def taken(made: Any, selector: str) -> tuple[str, bytes]:
    """Return what a link gives to take along, and of what kind it is."""
    href = made.find_element("css selector", selector).get_dom_attribute("href")
    with urlopen(urljoin(made.current_url, href)) as response:
        return response.headers["content-type"], response.read()


def test_a_lawyer_reads_a_contested_answer_down_to_its_sources(made: Any, address: str) -> None:
    """Verdict, readings, the question of law and back; the proof, a rule, its text, and back."""
    made.get(address + MONGOLIA)
    asked = made.current_url
    assert seen(made, ".verdict b").text == "HAD TO ARREST"
    assert seen(made, ".verdict .dispute").text == "disputed"
    readings = made.find_elements("css selector", ".readings li > b")
    assert len(readings) > 3
    assert seen(made, ".readings .chosen .standing").text.endswith("followed here")
    title = readings[1].text
    follow(made, "#answer a[href*='issues/personal-immunity']")
    assert title in seen(made, "main").text
    back(made)
    assert made.current_url == asked

    seen(made, ".part summary").click()
    rule = seen(made, ".proof a.cite[href*='rules/']")
    cite = rule.text
    follow(made, ".proof a.cite[href*='rules/']")
    assert seen(made, ".kicker").text.startswith("Rule ")
    law = seen(made, "dl dd a[href^='https://']")
    assert cite.startswith(law.text)
    assert law.get_dom_attribute("rel") == "noopener noreferrer"
    back(made)
    assert made.current_url == asked


def test_a_lawyer_follows_a_source_and_takes_the_memo(made: Any, address: str) -> None:
    """From a record to its source and back without leaving the page; the memo, to read and keep."""
    made.get(address + MONGOLIA)
    mark = seen(made, ".records a.ref").text
    follow(made, ".records a.ref")
    assert made.current_url.endswith(f"#source-{mark}")
    follow(made, f"#source-{mark} a.ref")
    assert made.current_url.endswith(f"#cited-{mark}")
    follow(made, ".take a[href*='memo?']")
    parts = [one.text for one in made.find_elements("css selector", ".memo h2")]
    assert parts[:2] == ["Question", "Short answer"]
    assert parts[-1] == "Notes"
    follow(made, f".memo a.ref[href='#source-{mark}']")
    follow(made, ".kicker a")
    assert seen(made, ".verdict b").text == "HAD TO ARREST"
    kind, body = taken(made, ".take a[href*='memo.docx']")
    assert kind.endswith("wordprocessingml.document")
    assert body.startswith(b"PK")


def test_an_analyst_takes_the_view_of_a_person_along(made: Any, address: str) -> None:
    """Map, list and file say the same of as many places; on paper it is two pages at most."""
    made.get(f"{address}/?person=vladimir-putin")
    told = {
        line.get_dom_attribute("data-outcome"): int(re.findall(r"(\d+) place", line.text)[0])
        for line in made.find_elements("css selector", ".legend li[data-outcome]")
    }
    listed = {}
    for part in made.find_elements("css selector", "#list details"):
        outcome = part.find_element("css selector", "rect").get_dom_attribute("class").split()[-1]
        listed[outcome] = len(part.find_elements("css selector", "tbody tr"))
    assert listed == told
    part.find_element("css selector", "summary").click()
    assert part.find_element("css selector", "tbody a").is_displayed()
    kind, body = taken(made, ".take a[href*='map.csv']")
    assert kind.startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert Counter(row["outcome"] for row in rows) == told
    assert len({(row["world"], row["rules"]) for row in rows}) == 1
    printed = b64decode(made.execute_cdp_cmd("Page.printToPDF", PAPER)["data"])
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_an_analyst_compares_days(made: Any, address: str) -> None:
    """The day before the warrant, the next event, and back: each a page with its own address."""
    made.get(f"{address}/?person=vladimir-putin&on=2023-03-16")
    assert seen(made, "h1").text.startswith("No warrant of the Court called for the arrest")
    before = made.current_url
    follow(made, "a[rel=next]")
    assert "on=2023-03-17" in made.current_url
    assert seen(made, "#day").text == "17 March 2023"
    assert re.match(r"\d+ States had to arrest", seen(made, "h1").text)
    shown = seen(made, ".legend [data-outcome=must_arrest] .n").text
    assert int(shown.split()[0]) > 100
    follow(made, "a[rel=prev]")
    assert re.sub(".*on=", "", made.current_url) < "2023-03-17"
    assert seen(made, "h1").text.startswith("No warrant")
    made.get(before)
    assert made.find_element("id", "on").get_property("value") == "2023-03-16"
