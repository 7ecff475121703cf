"""The page in a real browser: with and without script, on a phone, by keyboard, by night."""

from __future__ import annotations

import os
import re
from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..conftest import Faults, PageOf, ScreenOf

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
    "/venues?guests=putin,netanyahu&organisation=BRICS&on=2027-01-01",
    "/reception?place=HUN&on=2026-11-01",
    "/itinerary?person=netanyahu&from=TLV&to=BUD&on=2025-04-03&diversions_km=25",
    "/summits",
    "/docs",
    "/itinerary?from=TLV&to=QQQ",
    "/?person=Putim",
]
FILLS = (
    "[...document.querySelectorAll('svg.map a.s')].map((one) => "
    "[getComputedStyle(one).fill, one.className.baseVal])"
)


def test_a_reporter_asks_by_form_and_by_map(either: Page, address: str) -> None:
    """With and without script: name a person in any script, see the map, open a place."""
    page = either
    page.goto(address)
    assert "States would have to arrest" in page.locator("h1").inner_text()
    page.locator("#person").fill("Владимир Путин")
    page.locator("#person").press("Enter")
    page.locator("h1", has_text="Putin").wait_for()
    href = page.locator("svg.map a[data-id=MNG]").first.get_attribute("href")
    page.goto(f"{address}/{href}")
    assert "Mongolia would have to arrest" in page.locator("h1").inner_text()
    assert page.locator(".verdict .dispute").inner_text() == "disputed"
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**on=*")
    assert page.locator("h1").is_visible()


def test_a_plain_question_is_answered(either: Page, address: str) -> None:
    """*Where can Netanyahu go this year?* has an answer with every place."""
    page = either
    page.goto(address)
    page.locator("#q").fill("Where can Netanyahu go this year?")
    page.locator("#q").press("Enter")
    page.locator("h1", has_text="Netanyahu go").wait_for()
    assert page.locator("tbody tr").count() > 200


def test_a_flight_is_asked_by_form(either: Page, address: str) -> None:
    """With and without script: name both ends, see the line; a mistake keeps the rest."""
    page = either
    page.goto(f"{address}/itinerary")
    page.locator("#from").fill("TLV")
    page.locator("#to").fill("QQQ")
    page.locator("#person").fill("Netanyahu")
    page.locator("#person").press("Enter")
    page.locator("#wrong-to").wait_for()
    assert page.locator("#from").input_value() == "TLV"
    page.locator("#to").fill("BUD")
    page.locator("#to").press("Enter")
    page.locator("h1", has_text="TLV to BUD").wait_for()
    assert page.locator("path.flown").count() == 2
    page.locator("td a.chip").first.click()
    page.locator("h1", has_text="Hungary").wait_for()


def test_the_map_of_a_flight_zooms_in_and_out_to_the_world(page: Page, address: str) -> None:
    """It begins at the line; beyond that is all of the map."""
    page.goto(f"{address}/itinerary?from=TLV&to=BUD")
    drawn = page.locator("svg.map")
    widths = [float((drawn.get_attribute("viewBox") or "").split()[2])]
    for key in ("+", "-", "-", "-", "-", "-"):
        drawn.press(key)
        widths.append(float((drawn.get_attribute("viewBox") or "").split()[2]))
    assert widths[1] < widths[0] < widths[-1] == 2000


def test_the_slider_moves_the_map(page: Page, address: str) -> None:
    """Another day is loaded into the map, told to screen readers and kept in the address."""
    page.goto(f"{address}/?person=vladimir-putin")
    before = page.locator("h1").inner_text()
    page.locator("#slide").fill("0")
    page.wait_for_url("**on=2002-07-01*")
    assert page.locator("h1").inner_text() != before
    page.locator("#status", has_text="No warrant").wait_for(state="attached")
    mongolia = page.locator("svg.map a[data-id=MNG]").first
    assert "no_warrant_in_force" in (mongolia.get_attribute("class") or "")


def test_a_failed_request_says_so(page: Page, address: str) -> None:
    """What failed and how to try again."""
    page.goto(f"{address}/?person=vladimir-putin")
    page.context.set_offline(True)
    page.locator("#slide").fill("100")
    page.locator("#status", has_text="could not be loaded").wait_for(state="attached")
    assert "try again" in (page.locator("#status").text_content() or "")
    page.context.set_offline(False)
    page.locator("#slide").fill("0")
    page.wait_for_url("**on=2002-07-01*")


def test_the_map_is_moved_by_keyboard(page: Page, address: str) -> None:
    """Plus and minus zoom, arrows move; the skip link leads to the content."""
    page.goto(f"{address}/?person=vladimir-putin")
    drawn = page.locator("svg.map")
    seen = {drawn.get_attribute("viewBox")}
    for key in ("+", "ArrowLeft"):
        drawn.press(key)
        seen.add(drawn.get_attribute("viewBox"))
    assert len(seen) == 3
    page.goto(f"{address}/?person=vladimir-putin")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "skip"
    page.keyboard.press("Enter")
    page.locator("#main:focus").wait_for()


def test_a_phone_shows_the_verdict_on_its_first_screen(screen: ScreenOf, address: str) -> None:
    """With *disputed* beside it."""
    page = screen(390)
    page.goto(address + MONGOLIA)
    for selector in (".verdict b", ".verdict .dispute"):
        box = page.locator(selector).bounding_box()
        assert box
        assert box["y"] + box["height"] < 844


@pytest.mark.parametrize("width", [360, 390, 820, 1440])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_fits_the_screen(screen: ScreenOf, address: str, view: str, width: int) -> None:
    """Nothing has to be scrolled sideways."""
    page = screen(width)
    page.goto(address + view)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", VIEWS[:-2])
def test_every_view_stays_within_its_policy(page: Page, address: str, view: str) -> None:
    """Nothing is loaded from elsewhere and the browser has nothing to complain about."""
    told: list[str] = []
    loaded: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(error.message))
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + view)
    assert page.locator("h1").is_visible()
    assert told == []
    assert len(loaded) > 1
    assert all(url.startswith(address) for url in loaded)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "/docs"])
def test_axe_finds_no_fault(
    screen: ScreenOf, address: str, faults_of: Faults, view: str, width: int, scheme: str
) -> None:
    """No violation of WCAG 2.2 AA nor of good practice, with every part opened."""
    page = screen(width, scheme=scheme)
    page.goto(address + view)
    assert faults_of(page) == []


@pytest.mark.slow
def test_axe_finds_no_fault_in_the_documentation(
    screen: ScreenOf, address: str, faults_of: Faults
) -> None:
    """It is the longest page by far."""
    test_axe_finds_no_fault(screen, address, faults_of, "/docs", 1440, "light")


def test_forced_colours_leave_tone_and_hatch(page_of: PageOf, address: str) -> None:
    """Who sets the colours of his screen still tells outcomes apart, and reads the verdict."""
    fills = []
    for forced in ("none", "active"):
        page = page_of(390, 844, forced_colors=forced)
        page.goto(address + MONGOLIA)
        fills.append(page.evaluate(FILLS))
    assert fills[0] == fills[1]
    assert page.locator(".verdict b").evaluate("(b) => getComputedStyle(b).borderWidth") == "2px"


def test_nothing_moves_where_motion_is_reduced(page_of: PageOf, address: str) -> None:
    """Neither a transition nor an animation is left, where others see one."""
    lasting = (
        "[...document.querySelectorAll('*')].filter((one) => { const its = getComputedStyle(one);"
        " return its.transitionDuration !== '0s' || its.animationName !== 'none' }).length"
    )
    page = page_of(reduced_motion="reduce")
    page.goto(f"{address}/?person=vladimir-putin")
    assert page.evaluate(lasting) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(lasting) > 0


def test_a_mistyped_name_offers_the_right_one(page: Page, address: str) -> None:
    """A suggestion is a link that asks the corrected question."""
    page.goto(f"{address}/?person=Putim&place=MNG&on=2024-09-02")
    assert "Putim" in page.locator(".problem").first.inner_text()
    page.locator(".problem .near a").first.click()
    page.locator("h1", has_text="On 2 September 2024 Mongolia").wait_for()


@pytest.mark.parametrize(
    "view",
    [
        "/?person=vladimir-putin",
        MONGOLIA,
        "/?person=benjamin-netanyahu&place=HUN&on=2025-04-03",
        "/?person=omar-al-bashir&place=ZAF&on=2015-06-13",
    ],
)
def test_print_takes_two_pages_at_most(screen: ScreenOf, address: str, view: str) -> None:
    """With every part of an answer opened, and with neither form nor lists."""
    page = screen()
    page.goto(address + view)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2


def test_print_is_light_and_tells_its_address(page_of: PageOf, address: str) -> None:
    """By night too: black on white, the verdict legible, address and day on the sheet."""
    page = page_of(color_scheme="dark")
    page.goto(address + MONGOLIA)
    page.emulate_media(media="print", color_scheme="dark")
    colours = "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color]"
    white = "rgb(255, 255, 255)"
    assert page.locator("html").evaluate(colours) == [white, "rgb(0, 0, 0)"]
    assert page.locator(".verdict b").evaluate(colours) == ["rgb(29, 69, 112)", white]
    assert "on=2024-09-02" in page.locator(".foot .paper").inner_text()
    assert not page.locator(".asking").is_visible()


def test_tone_and_hatch_are_painted(screen: ScreenOf, address: str) -> None:
    """Colour is what the style sheet makes of the outcome; contested shapes have their pattern."""
    page = screen()
    page.goto(address + MONGOLIA)
    fills = page.evaluate(FILLS)
    assert len(fills) > 250
    for fill, classes in fills:
        outcome = next(one for one in classes.split() if "_" in one or one == "undetermined")
        assert f"-{outcome}" in fill or fill.startswith("rgb("), (fill, classes)
    assert sum("url(" in fill for fill, _ in fills) > 200


PICTURES = Path(__file__).with_name("pictures")
SCALE = 0.125
PICTURE_TRIES = 3
MOST_OTHER = 0.12
"""How much of a picture may differ: letters and records change, the layout does not."""
# Draws both pictures and returns which part of the points differs by much.
COMPARE = """
async ([one, other]) => {
const drawn = async (data) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${data}`;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  return canvas.getImageData(0, 0, picture.width, picture.height);
};
const [a, b] = await Promise.all([drawn(one), drawn(other)]);
if (a.width !== b.width || a.height !== b.height) return 1;
let differing = 0;
for (let i = 0; i < a.data.length; i += 4) {
  const by = (n) => Math.abs(a.data[i + n] - b.data[i + n]);
  if (Math.max(by(0), by(1), by(2)) > 60) differing += 1;
}
return differing / (a.data.length / 4);
}
"""


def pictured(page: Page, address: str) -> str:
    """Return the first screen of a page as a small PNG, in base64."""
    from playwright.sync_api import Error

    page.goto(address)
    screen = page.viewport_size
    assert screen
    clip = {"x": 0.0, "y": 0.0, **screen, "scale": SCALE}
    for _ in range(PICTURE_TRIES - 1):
        with suppress(Error):  # the browser had no frame to take it from, as happens under load
            return captured(page, clip)
        page.reload()
    return captured(page, clip)


def captured(page: Page, clip: dict[str, float]) -> str:
    """Return a part of what a page shows now, as a PNG in base64."""
    session = page.context.new_cdp_session(page)
    return str(session.send("Page.captureScreenshot", {"clip": clip})["data"])


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
    screen: ScreenOf, address: str, name: str, view: str, width: int, scheme: str
) -> None:
    """Compared with a picture that somebody looked at; PICTURES=write takes new ones."""
    file = PICTURES / f"{name}-{width}-{scheme}.png"
    page = screen(width, 900, scheme)
    now = pictured(page, address + view)
    if os.environ.get("PICTURES") == "write":
        PICTURES.mkdir(exist_ok=True)
        file.write_bytes(b64decode(now))
    before = b64encode(file.read_bytes()).decode()
    page.goto("about:blank")
    assert page.evaluate(COMPARE, [before, now]) <= MOST_OTHER


def test_a_page_that_looks_otherwise_is_noticed(screen: ScreenOf) -> None:
    """The tolerance tells views, sizes and themes apart."""
    page = screen()
    page.goto("about:blank")
    told = {path.stem: b64encode(path.read_bytes()).decode() for path in PICTURES.iterdir()}
    for one, other in [
        ("map-1440-light", "answer-1440-light"),
        ("map-1440-light", "map-1440-dark"),
        ("map-360-light", "answer-360-light"),
        ("person-768-dark", "wanted-768-dark"),
        ("map-768-light", "map-1440-light"),
    ]:
        different = page.evaluate(COMPARE, [told[one], told[other]])
        assert different > MOST_OTHER, (one, other, different)
