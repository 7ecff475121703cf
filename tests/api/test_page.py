"""The page in a real browser: with and without script, on a phone, by keyboard, by night."""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Faults, seen, sized, until

pytestmark = pytest.mark.browser
MONGOLIA = "/?person=vladimir-putin&place=MNG&on=2024-09-02"
VIEWS = [
    "/",
    MONGOLIA,
    "/wanted",
    "/persons/vladimir-putin",
    "/places/crimea",
    "/rules/rs-89-1",
    "/upcoming",
    "/ask?q=Where%20can%20Netanyahu%20go%20this%20year%3F",
    f"/memo{MONGOLIA[1:]}",
    f"/embed/map{MONGOLIA[1:]}",
    "/docs",
    "/?person=Putim",
]


@pytest.fixture(autouse=True)
def usual_screen(request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a test made of the screen."""
    yield
    if "browser" in request.fixturenames:
        made = request.getfixturevalue("browser")
        made.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        made.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize("which", ["browser", "plain"])
def test_a_reporter_asks_by_form_and_by_map(
    which: str, address: str, request: pytest.FixtureRequest
) -> None:
    """With and without script: name a person in any script, see the map, open a place."""
    from selenium.webdriver.common.keys import Keys

    made = request.getfixturevalue(which)
    made.get(address)
    assert "States would have to arrest" in seen(made, "h1").text
    person = seen(made, "#person")
    person.clear()
    person.send_keys("Владимир Путин", Keys.ENTER)
    until(made, lambda: "Putin" in seen(made, "h1").text)
    link = made.find_element("css selector", "svg.map a[data-id=MNG]")
    made.get(f"{address}/{link.get_dom_attribute('href')}")
    assert "Mongolia would have to arrest" in seen(made, "h1").text
    assert seen(made, ".verdict .dispute").text == "disputed"
    seen(made, "a[rel=prev]").click()
    until(made, lambda: "on=" in made.current_url)
    assert seen(made, "h1")


@pytest.mark.parametrize("which", ["browser", "plain"])
def test_a_plain_question_is_answered(
    which: str, address: str, request: pytest.FixtureRequest
) -> None:
    """*Where can Netanyahu go this year?* has an answer with every place."""
    from selenium.webdriver.common.keys import Keys

    made = request.getfixturevalue(which)
    made.get(address)
    seen(made, "#q").send_keys("Where can Netanyahu go this year?", Keys.ENTER)
    until(made, lambda: "Netanyahu go" in seen(made, "h1").text)
    assert len(made.find_elements("css selector", "tbody tr")) > 200


def test_the_slider_moves_the_map(browser: Any, address: str) -> None:
    """Another day is loaded into the map, told to screen readers and kept in the address."""
    browser.get(f"{address}/?person=vladimir-putin")
    slide = seen(browser, "#slide")
    before = seen(browser, "h1").text
    browser.execute_script(
        "arguments[0].value = 0; arguments[0].dispatchEvent(new Event('input'))", slide
    )
    until(browser, lambda: "on=2002-07-01" in browser.current_url)
    assert seen(browser, "h1").text != before
    assert "No warrant" in browser.find_element("id", "status").get_attribute("textContent")
    mongolia = browser.find_element("css selector", "svg.map a[data-id=MNG]")
    assert "no_warrant_in_force" in mongolia.get_dom_attribute("class")


def test_a_failed_request_says_so(browser: Any, address: str) -> None:
    """What failed and how to try again."""
    browser.get(f"{address}/?person=vladimir-putin")
    slide = seen(browser, "#slide")
    browser.execute_script("window.fetch = () => Promise.reject(new Error('no line'))")
    browser.execute_script(
        "arguments[0].value = 100; arguments[0].dispatchEvent(new Event('input'))", slide
    )
    status = browser.find_element("id", "status")
    until(browser, lambda: "no line" in status.get_attribute("textContent"))
    assert "try again" in status.get_attribute("textContent")


def test_the_map_is_moved_by_keyboard(browser: Any, address: str) -> None:
    """Plus and minus zoom, arrows move; the skip link leads to the content."""
    from selenium.webdriver.common.keys import Keys

    browser.get(f"{address}/?person=vladimir-putin")
    drawn = seen(browser, "svg.map")
    whole = drawn.get_dom_attribute("viewBox")
    browser.execute_script("arguments[0].focus()", drawn)
    browser.switch_to.active_element.send_keys("+")
    near = drawn.get_dom_attribute("viewBox")
    browser.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    assert len({whole, near, drawn.get_dom_attribute("viewBox")}) == 3
    browser.get(f"{address}/?person=vladimir-putin")
    seen(browser, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_dom_attribute("class") == "skip"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    until(browser, lambda: browser.switch_to.active_element.get_dom_attribute("id") == "main")


def test_a_phone_shows_the_verdict_on_its_first_screen(browser: Any, address: str) -> None:
    """With *disputed* beside it."""
    sized(browser, 390)
    browser.get(address + MONGOLIA)
    for selector in (".verdict b", ".verdict .dispute"):
        place = seen(browser, selector).rect
        assert place["y"] + place["height"] < 844


@pytest.mark.parametrize("width", [360, 390, 820, 1440])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_the_screen(browser: Any, address: str, view: str, width: int) -> None:
    """Nothing has to be scrolled sideways."""
    sized(browser, width)
    browser.get(address + view)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", VIEWS[:-1])
def test_every_view_stays_within_its_policy(browser: Any, address: str, view: str) -> None:
    """Nothing is loaded from elsewhere and the browser has nothing to complain about."""
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(address + view)
    seen(browser, "h1")
    assert browser.get_log("browser") == []
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert all(name.startswith(address) for name in browser.execute_script(script))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "/docs"])
def test_axe_finds_no_fault(
    browser: Any, address: str, faults_of: Faults, view: str, width: int, scheme: str
) -> None:
    """No violation of WCAG 2.2 AA nor of good practice, with every part opened."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    sized(browser, width)
    browser.get(address + view)
    assert faults_of(browser) == []


@pytest.mark.slow
def test_axe_finds_no_fault_in_the_documentation(
    browser: Any, address: str, faults_of: Faults
) -> None:
    """It is the longest page by far."""
    test_axe_finds_no_fault(browser, address, faults_of, "/docs", 1440, "light")


def test_a_mistyped_name_offers_the_right_one(browser: Any, address: str) -> None:
    """A suggestion is a link that asks the corrected question."""
    browser.get(f"{address}/?person=Putim&place=MNG&on=2024-09-02")
    assert "Putim" in seen(browser, ".problem").text
    seen(browser, ".problem .near a").click()
    until(browser, lambda: seen(browser, "h1").text.startswith("On 2 September 2024 Mongolia"))


@pytest.mark.parametrize(
    "view",
    [
        "/?person=vladimir-putin",
        MONGOLIA,
        "/?person=benjamin-netanyahu&place=HUN&on=2025-04-03",
        "/?person=omar-al-bashir&place=ZAF&on=2015-06-13",
    ],
)
def test_print_takes_two_pages_at_most(browser: Any, address: str, view: str) -> None:
    """With every part of an answer opened, and with neither form nor lists."""
    browser.get(address + view)
    paper = {"paperWidth": 8.27, "paperHeight": 11.69}
    printed = b64decode(browser.execute_cdp_cmd("Page.printToPDF", paper)["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_tone_and_hatch_are_painted(browser: Any, address: str) -> None:
    """Colour is what the style sheet makes of the outcome; contested shapes have their pattern."""
    browser.get(address + MONGOLIA)
    fills = browser.execute_script(
        "return [...document.querySelectorAll('svg.map a.s')].map((one) => "
        "[getComputedStyle(one).fill, one.className.baseVal])"
    )
    assert len(fills) > 250
    for fill, classes in fills:
        outcome = next(one for one in classes.split() if "_" in one or one == "undetermined")
        assert f"-{outcome}" in fill or fill.startswith("rgb("), (fill, classes)
    assert sum("url(" in fill for fill, _ in fills) > 200


PICTURES = Path(__file__).with_name("pictures")
SCALE = 0.125
MOST_OTHER = 0.12
"""How much of a picture may differ: letters and records change, the layout does not."""
# Draws both pictures and returns which part of the points differs by much.
COMPARE = """
const [one, other, done] = arguments;
const drawn = async (data) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${data}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  return canvas.getImageData(0, 0, picture.width, picture.height);
};
Promise.all([drawn(one), drawn(other)]).then(([a, b]) => {
  if (a.width !== b.width || a.height !== b.height) return done(1);
  let other = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const by = (n) => Math.abs(a.data[i + n] - b.data[i + n]);
    if (Math.max(by(0), by(1), by(2)) > 60) other += 1;
  }
  done(other / (a.data.length / 4));
});
"""


def pictured(browser: Any, address: str, width: int, scheme: str) -> str:
    """Return the first screen of a page as a small PNG, in base64."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    sized(browser, width, 900)
    browser.get(address)
    seen(browser, "h1")
    clip = {"x": 0, "y": 0, "width": width, "height": 900, "scale": SCALE}
    found = browser.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip})
    return str(found["data"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("map", "/?person=vladimir-putin"),
        ("answer", MONGOLIA),
        ("person", "/persons/vladimir-putin"),
        ("wanted", "/wanted"),
        ("unknown", "/?person=Putim"),
    ],
)
def test_the_page_looks_as_it_was_approved(
    browser: Any, address: str, name: str, view: str, width: int, scheme: str
) -> None:
    """Compared with a picture that somebody looked at; PICTURES=write takes new ones."""
    file = PICTURES / f"{name}-{width}-{scheme}.png"
    now = pictured(browser, address + view, width, scheme)
    if os.environ.get("PICTURES") == "write":
        PICTURES.mkdir(exist_ok=True)
        file.write_bytes(b64decode(now))
    before = b64encode(file.read_bytes()).decode()
    browser.get("about:blank")
    assert browser.execute_async_script(COMPARE, before, now) <= MOST_OTHER


def test_a_page_that_looks_otherwise_is_noticed(browser: Any) -> None:
    """The tolerance tells views, sizes and themes apart."""
    browser.get("about:blank")
    told = {path.stem: b64encode(path.read_bytes()).decode() for path in PICTURES.iterdir()}
    for one, other in [
        ("map-1440-light", "answer-1440-light"),
        ("map-1440-light", "map-1440-dark"),
        ("map-360-light", "answer-360-light"),
        ("person-768-dark", "wanted-768-dark"),
        ("map-768-light", "map-1440-light"),
    ]:
        different = browser.execute_async_script(COMPARE, told[one], told[other])
        assert different > MOST_OTHER, (one, other, different)
