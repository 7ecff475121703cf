"""Whole journeys in a browser, with and without script: a lawyer's, a travel-risk analyst's."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MONGOLIA = "/?person=vladimir-putin&place=MNG&on=2024-09-02"


@pytest.fixture
def page(either: Page) -> Page:
    return either


def said(page: Page, selector: str) -> str:
    """Return what is seen of the first such element, once it is there."""
    return page.locator(selector).first.inner_text()


def follow(page: Page, selector: str) -> None:
    """Follow a link that is seen, and wait for the page or the place to which it leads."""
    before = page.url
    page.locator(selector).first.click()
    page.wait_for_url(lambda url: url != before)


def taken(page: Page, selector: str) -> tuple[str, bytes]:
    """Return what a link gives to take along, and of what kind it is."""
    href = page.locator(selector).first.get_attribute("href")
    with urlopen(urljoin(page.url, href)) as response:
        return response.headers["content-type"], response.read()


def test_a_lawyer_reads_a_contested_answer_down_to_its_sources(page: Page, address: str) -> None:
    """Verdict, readings, the question of law and back; the proof, a rule, its text, and back."""
    page.goto(address + MONGOLIA)
    asked = page.url
    assert said(page, ".verdict b") == "HAD TO ARREST"
    assert said(page, ".verdict .dispute") == "disputed"
    readings = page.locator(".readings li > b").all_inner_texts()
    assert len(readings) > 3
    assert said(page, ".readings .chosen .standing").endswith("followed here")
    title = readings[1]
    follow(page, "#answer a[href*='issues/personal-immunity']")
    assert title in said(page, "main")
    page.go_back()
    assert page.url == asked

    page.locator(".part summary").first.click()
    cite = said(page, ".proof a.cite[href*='rules/']")
    follow(page, ".proof a.cite[href*='rules/']")
    assert said(page, ".kicker").startswith("Rule ")
    law = page.locator("dl dd a[href^='https://']").first
    assert cite.startswith(law.inner_text())
    assert law.get_attribute("rel") == "noopener noreferrer"
    page.go_back()
    assert page.url == asked


def test_a_lawyer_follows_a_source_and_takes_the_memo(page: Page, address: str) -> None:
    """From a record to its source and back without leaving the page; the memo, to read and keep."""
    page.goto(address + MONGOLIA)
    mark = said(page, ".records a.ref")
    follow(page, ".records a.ref")
    assert page.url.endswith(f"#source-{mark}")
    follow(page, f"#source-{mark} a.ref")
    assert page.url.endswith(f"#cited-{mark}")
    follow(page, ".take a[href*='memo?']")
    parts = page.locator(".memo h2").all_inner_texts()
    assert parts[:2] == ["Question", "Short answer"]
    assert parts[-1] == "Notes"
    follow(page, f".memo a.ref[href='#source-{mark}']")
    follow(page, ".kicker a")
    assert said(page, ".verdict b") == "HAD TO ARREST"
    kind, body = taken(page, ".take a[href*='memo.docx']")
    assert kind.endswith("wordprocessingml.document")
    assert body.startswith(b"PK")


def test_an_analyst_takes_the_view_of_a_person_along(page: Page, address: str) -> None:
    """Map, list and file say the same of as many places; on paper it is two pages at most."""
    page.goto(f"{address}/?person=vladimir-putin")
    told = {
        line.get_attribute("data-outcome"): int(re.findall(r"(\d+) place", line.inner_text())[0])
        for line in page.locator(".legend li[data-outcome]").all()
    }
    listed = {}
    for part in page.locator("#list details").all():
        classes = part.locator("rect").last.get_attribute("class") or ""
        listed[classes.split()[-1]] = part.locator("tbody tr").count()
    assert listed == told
    part.locator("summary").first.click()
    assert part.locator("tbody a").first.is_visible()
    kind, body = taken(page, ".take a[href*='map.csv']")
    assert kind.startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert Counter(row["outcome"] for row in rows) == told
    assert len({(row["world"], row["rules"]) for row in rows}) == 1
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2


def test_an_analyst_compares_days(page: Page, address: str) -> None:
    """The day before the warrant, the next event, and back: each a page with its own address."""
    page.goto(f"{address}/?person=vladimir-putin&on=2023-03-16")
    assert said(page, "h1").startswith("No warrant of the Court called for the arrest")
    before = page.url
    follow(page, "a[rel=next]")
    assert "on=2023-03-17" in page.url
    assert said(page, "#day") == "17 March 2023"
    assert re.match(r"\d+ States had to arrest", said(page, "h1"))
    shown = said(page, ".legend [data-outcome=must_arrest] .n")
    assert int(shown.split()[0]) > 100
    follow(page, "a[rel=prev]")
    assert re.sub(".*on=", "", page.url) < "2023-03-17"
    assert said(page, "h1").startswith("No warrant")
    page.goto(before)
    assert page.locator("#on").input_value() == "2023-03-16"
