"""The page in a real browser: asked, deep-linked, mistyped, on a phone, by keyboard."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from fastapi import FastAPI

webdriver: Any = pytest.importorskip("selenium.webdriver", reason="not run: selenium is missing")

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="not run: chromium is not installed"),
]
MONGOLIA = "/?person=vladimir-putin&place=MNG&on=2024-09-02"
PATIENCE = 20


@pytest.fixture(scope="module")
def address(app: FastAPI) -> Iterator[str]:
    """Serve the page on a free port of this machine while the tests run."""
    config = uvicorn.Config(app, port=0, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1100,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(DRIVER)
    with closing(_Quits(webdriver.Chrome(options=options, service=service))) as made:
        yield made.driver


class _Quits:
    """Closes the browser, whatever happened."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def close(self) -> None:
        self.driver.quit()


def one(browser: Any, selector: str) -> Any:
    """Return the element, waiting until it is there and seen."""
    from selenium.webdriver.support.ui import WebDriverWait

    def seen(_: Any) -> Any:
        found = browser.find_elements("css selector", selector)
        return found[0] if found and found[0].is_displayed() else None

    return WebDriverWait(browser, PATIENCE).until(seen, f"{selector} is not shown")


def texts(browser: Any, selector: str) -> list[str]:
    return [found.text for found in browser.find_elements("css selector", selector)]


def test_a_question_is_asked_by_form(browser: Any, address: str) -> None:
    """Typing names and pressing Enter shows the answer, and the address can be passed on."""
    from selenium.webdriver.common.keys import Keys

    browser.get(address)
    one(browser, "#examples")
    one(browser, "#person").send_keys("Владимир Путин")
    one(browser, "#place").send_keys("Ulaanbaatar")
    browser.execute_script("document.querySelector('#on').value = '2024-09-02'")
    one(browser, "#place").send_keys(Keys.ENTER)
    headline = one(browser, ".verdict h2").text
    assert headline.startswith("On 2 September 2024 Mongolia had to arrest")
    assert browser.switch_to.active_element.get_attribute("id") == "answer"
    asked = parse_qs(urlsplit(browser.current_url).query)
    assert asked == {"person": ["Владимир Путин"], "place": ["Ulaanbaatar"], "on": ["2024-09-02"]}
    assert not browser.find_element("id", "examples").is_displayed()
    browser.back()
    assert one(browser, "#examples")


def test_a_deep_link_shows_everything(browser: Any, address: str) -> None:
    """The answer, how contested it is, why, on what it rests, and what it is not."""
    browser.get(address + MONGOLIA)
    one(browser, ".verdict.must_arrest")
    badges = texts(browser, ".badges li")
    assert {"must arrest", "exposure: high", "contested"} <= set(badges)
    table = texts(browser, "tbody tr")
    assert len(table) == 6
    assert sum("followed here" in row for row in table) == 1
    headings = texts(browser, "#answer h3")
    for part in ("This is contested", "Why", "Practice, apart from the law", "Sources"):
        assert part in headings
    links = browser.find_elements("css selector", ".sources a")
    assert links
    assert all(link.get_attribute("href").startswith("http") for link in links)
    assert "not legal advice" in one(browser, "#disclaimer").text
    assert one(browser, ".links a").get_attribute("href").startswith(f"{address}/v1/travel-risk?")


def test_presence_and_purpose_can_be_chosen(browser: Any, address: str) -> None:
    """The values that the rules know are offered, and a link opens with them chosen."""
    from selenium.webdriver.support.ui import Select, WebDriverWait

    browser.get(f"{address}{MONGOLIA}&presence=overflight")
    headline = one(browser, ".verdict h2").text
    assert "flying over" in headline
    assert "overflight" in one(browser, ".asked").text
    select = Select(one(browser, "#presence"))
    WebDriverWait(browser, PATIENCE).until(lambda _: len(select.options) == 7)
    assert select.first_selected_option.text == "overflight"


def test_the_proof_opens_and_closes(browser: Any, address: str) -> None:
    """Every step of the proof can be opened, down to the records."""
    browser.get(address + MONGOLIA)
    one(browser, ".tools button").click()
    steps = browser.find_elements("css selector", ".proof details")
    assert len(steps) > 3
    assert all(step.get_attribute("open") for step in steps)
    assert one(browser, ".proof a[href='#record-1']")


def test_a_mistyped_name_offers_the_right_one(browser: Any, address: str) -> None:
    """A suggestion is a link that asks the corrected question."""
    browser.get(f"{address}/?person=Putim&place=MNG&on=2024-09-02")
    assert "Putim" in one(browser, ".problem").text
    one(browser, ".problem .near a").click()
    assert one(browser, ".verdict h2").text.startswith("On 2 September 2024 Mongolia")


def test_text_from_the_address_is_never_markup(browser: Any, address: str) -> None:
    """What somebody puts into a link is shown as it is written."""
    browser.get(f"{address}/?person=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&place=MNG")
    assert "<img src=x" in one(browser, ".problem").text
    assert not browser.find_elements("css selector", ".problem img")


@pytest.mark.parametrize("width", [320, 390, 1100])
def test_the_page_fits_the_screen(browser: Any, address: str, width: int) -> None:
    """Nothing has to be scrolled sideways, even on a small phone."""
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        browser.get(address + MONGOLIA)
        one(browser, ".verdict")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_page_stays_within_its_policy(browser: Any, address: str) -> None:
    """Nothing is loaded from elsewhere and the browser has nothing to complain about."""
    browser.get_log("browser")
    browser.get(address + MONGOLIA)
    one(browser, ".verdict")
    assert browser.get_log("browser") == []
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
    assert all(name.startswith(address) for name in browser.execute_script(script))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast(browser: Any, address: str, scheme: str) -> None:
    """Text stands out from its ground by 4.5 to 1 (WCAG AA), by day and by night."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.get(address + MONGOLIA)
    one(browser, ".verdict")
    selectors = [
        ".verdict h2",
        ".asked",
        ".badges .outcome",
        ".help",
        "caption",
        ".outcome-word",
        ".cite",
    ]
    for selector in [*selectors, ".links", "footer p", "form button", ".proof .tag"]:
        front, ground = browser.execute_script(_COLOURS, one(browser, selector))
        light, dark = sorted((_luminance(front), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (selector, front, ground)


_COLOURS = """
let ground = arguments[0];
const clear = (one) => getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)";
while (ground !== document.documentElement && clear(ground)) ground = ground.parentElement;
const numbers = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
return [numbers(getComputedStyle(arguments[0]).color),
        numbers(getComputedStyle(ground).backgroundColor)];
"""


def _luminance(colour: list[float]) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _scaled(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _scaled(colour: list[float]) -> list[float]:
    return [channel / 255 for channel in colour]
