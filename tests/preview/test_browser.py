"""The preview as its reader sees it: a real browser, a real session, a file that is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.preview.browser import CHROMIUM, CV, Desk, chromium, picture, until, wait_for_picture, wait_for_verdict
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.tex,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="Playwright is not installed"),
]

SHOWN = ".document:not([hidden]) .page"
Opened = Callable[..., "Page"]


def place_of(words: str, below: int = 0) -> str:
    """Return the place of a text of the CV, some lines further below."""
    before = CV[: CV.index(words)].split("\n")
    return f"cv.yaml:{len(before) + below}:{len(before[-1]) + 1}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.write(CV)
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def opened(browser: Browser, desk: Desk) -> Iterator[Opened]:
    """``opened(**context)``: the page in a window of its own, with the first picture painted; it says no wrong word."""
    windows: list[Any] = []
    complaints: list[str] = []

    def open_page(path: str = "", **context: Any) -> Page:
        window = browser.new_context(**{"viewport": {"width": 1200, "height": 700}, **context})
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(desk.address + path)
        wait_for_picture(page)
        wait_for_verdict(page, "passed")
        return page

    yield open_page
    for window in windows:
        window.close()
    # A server that is gone, and a version that is, are said by the browser itself.
    assert [said for said in complaints if "Failed to load resource" not in said] == []


def test_an_edit_appears(desk: Desk, opened: Opened) -> None:
    page = opened()
    before = wait_for_picture(page)
    desk.write(CV.replace("first bullet", "changed bullet"))
    after = wait_for_picture(page, before)
    wait_for_verdict(page, "passed")
    page.wait_for_selector(".line[aria-label='bullet: changed bullet']", state="attached", timeout=PATIENCE * 1000)
    assert page.locator(SHOWN + " img").evaluate("image => image.complete && image.naturalWidth > 0")
    desk.write(CV)
    assert wait_for_picture(page, after) == before


def test_an_error_appears_and_goes_again(desk: Desk, opened: Opened) -> None:
    page = opened()
    before = wait_for_picture(page)
    desk.write(CV.replace("start_date: 2020-01", "start_date: 2020-13"))
    page.wait_for_selector(".problem", timeout=PATIENCE * 1000)
    assert page.locator(".problem .place").all_inner_texts() == [place_of("2020-01")]
    assert page.locator(".problem .excerpt").inner_text().strip() == "start_date: 2020-13"
    assert page.locator(".problem mark").inner_text() == "2020-13"
    assert page.locator(".problem .hint").inner_text() == "Hint: write 2023, 2023-01 or 2023-01-31"
    assert (
        page.locator("#announcer")
        .inner_text()
        .startswith(f"cv.yaml: 1 error. {place_of('2020-01')} month 13 does not exist")
    )
    assert page.locator("#announcer").get_attribute("aria-live") == "assertive"
    assert "last good pages" in page.locator("#notice").inner_text()
    assert page.locator(".document.stale:not([hidden]) .page img").is_visible()
    assert picture(page) == before

    desk.write(CV.replace("first bullet", "better bullet"))
    wait_for_picture(page, before)
    wait_for_verdict(page, "passed")
    assert page.locator(".problem").count() == 0
    assert page.locator("#notice").is_hidden()
    assert page.locator(".document.stale").count() == 0


def test_what_latex_cannot_set_is_told(desk: Desk, opened: Opened) -> None:
    page = opened()
    before = wait_for_picture(page)
    (desk.home / "latex_templates").mkdir()
    template = "\\documentclass{article}\\begin{document}\\undefinedcommand\\end{document}"
    (desk.home / "latex_templates" / "full.tex.j2").write_text(template)
    desk.write(CV.replace("first bullet", "other bullet"))
    page.wait_for_selector(".problem[data-severity=error]", timeout=PATIENCE * 1000)
    assert "undefinedcommand" in page.locator("#problems").inner_text()
    assert picture(page) == before
    assert "last good pages" in page.locator("#notice").inner_text()
    (desk.home / "latex_templates" / "full.tex.j2").unlink()
    desk.write(CV)
    wait_for_verdict(page, "passed")
    assert page.locator(".problem").count() == 0


def test_a_click_shows_the_line_of_cv_yaml(desk: Desk, opened: Opened) -> None:
    page = opened()
    page.wait_for_selector(".line", state="attached", timeout=PATIENCE * 1000)
    page.locator(".line[aria-label='company: Engines & Sons']").click()
    page.wait_for_selector("#source:not([hidden]) .place")
    assert page.locator("#source .place").inner_text() == place_of("Engines &")
    assert page.locator("#source mark").inner_text() == "Engines & Sons"
    # The second printed line of a bullet stands on the second line of it that is typed.
    page.locator(".line[aria-label^='bullet: A second bullet']").nth(1).click()
    until(lambda: page.locator("#source .place").inner_text() != place_of("Engines &"), "another place")
    place, marked = page.locator("#source .place").inner_text(), page.locator("#source mark").inner_text()
    number, column = map(int, place.split(":")[1:])
    assert number in (13, 14)
    assert CV.splitlines()[number - 1][column - 1 :].startswith(marked)
    # Lines that come in front, also in a file that is wrong, are counted.
    desk.write("# a comment\n" * 3 + CV.replace("2020-01", "2020-13"))
    page.wait_for_selector(".problem", timeout=PATIENCE * 1000)
    page.locator(".line[aria-label='company: Engines & Sons']").click()
    until(lambda: page.locator("#source .place").inner_text() == place_of("Engines &", 3), "the place moves")


def test_a_click_beside_a_line_means_it(opened: Opened) -> None:
    page = opened()
    line = page.locator(".line[aria-label='bullet: first bullet']")
    # A line that is just being replaced has no box.
    box = until(line.bounding_box, "the line has a place")
    page.mouse.click(box["x"] + box["width"] + 120, box["y"] + box["height"] / 2)
    page.wait_for_selector("#source:not([hidden]) .place")
    assert page.locator("#source mark").inner_text() == "first bullet"


def test_everything_goes_by_keyboard(opened: Opened) -> None:
    page = opened()
    page.wait_for_selector(".line", state="attached", timeout=PATIENCE * 1000)
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "name: Zoë Müller"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#source:not([hidden]) .place")
    assert page.locator("#source .place").inner_text() == place_of("Engineer of engines")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus must be seen"
    page.keyboard.press("Escape")
    assert page.locator("#source").is_hidden()

    width = "document.querySelector('.document:not([hidden]) .page').clientWidth"
    before = page.evaluate(width)
    page.keyboard.press("+")
    assert page.evaluate(width) == pytest.approx(before * 1.2, abs=2)
    page.keyboard.press("-")
    assert page.evaluate(width) == before
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys").is_hidden()
    reached = set()
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"smaller", "fit", "larger", "theme", "help", "sheet", "tab", "line"} <= reached


def test_variants_are_switched(desk: Desk, opened: Opened) -> None:
    page = opened()
    chosen = page.locator(".tab[aria-selected=true]")
    until(lambda: page.locator(".tab").count() == 3, "all variants")
    wait_for_verdict(page, "passed")
    names = ["full, passed", "onepage, passed", "publications"]
    until(lambda: page.locator(".tab").all_text_contents() == names, "the verdict on each variant")
    page.keyboard.press("2")
    until(lambda: page.locator(".document:not([hidden])").get_attribute("data-variant") == "onepage", "onepage")
    assert chosen.inner_text().startswith("onepage")
    page.keyboard.press("[")
    until(lambda: page.locator(".document:not([hidden])").get_attribute("data-variant") == "full", "full")
    page.locator(".tab", has_text="onepage").click()
    until(lambda: page.locator(".document:not([hidden])").get_attribute("data-variant") == "onepage", "onepage")
    page.keyboard.press("3")
    until(lambda: page.locator("#verdict").inner_text().startswith("Nothing to show"), "an empty variant")
    assert page.locator(".page:visible").count() == 0
    page.keyboard.press("2")
    page.reload()
    wait_for_picture(page)
    assert chosen.inner_text().startswith("onepage")
    before = picture(page)
    desk.write(CV.replace("first bullet", "other bullet"))
    wait_for_picture(page, before)


def test_the_variant_to_begin_with(desk: Desk, opened: Opened) -> None:
    chosen = opened().locator(".tab[aria-selected=true]")
    assert chosen.inner_text().startswith("full")
    desk.stop()
    desk.start("--port", "0", "--variant", "onepage")
    page = opened()
    assert page.locator(".tab[aria-selected=true]").inner_text().startswith("onepage")
    assert page.locator(SHOWN).count() == 1


def test_a_change_neither_flickers_nor_scrolls(desk: Desk, opened: Opened) -> None:
    page = opened(viewport={"width": 1000, "height": 420})
    before = wait_for_picture(page)
    page.evaluate("document.getElementById('sheet').scrollTop = 333")
    page.evaluate(
        """() => {
          window.frames_ = [];
          const look = () => {
            const sheet = document.getElementById('sheet');
            const image = sheet.querySelector('.document:not([hidden]) img');
            window.frames_.push([sheet.scrollTop, sheet.scrollHeight, image?.complete && image.naturalWidth > 0]);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    for words in ("another bullet", "yet another bullet"):
        desk.write(CV.replace("first bullet", words))
        before = wait_for_picture(page, before)
    desk.write(CV.replace("2020-01", "2020-13"))
    page.wait_for_selector(".problem", timeout=PATIENCE * 1000)
    frames = page.evaluate("window.frames_")
    assert len(frames) > 10
    assert {tuple(frame) for frame in frames} == {(333, frames[0][1], True)}


def test_pages_come_and_go(desk: Desk, opened: Opened) -> None:
    page = opened()
    pages = page.locator(".document:not([hidden]) .page")
    assert pages.count() == 1
    desk.write(CV.replace("- first bullet", "\n          ".join(f"- bullet number {n}" for n in range(90))))
    until(lambda: pages.count() > 1, "a second page")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.document:not([hidden]) .page')].every((page) => page.dataset.tag)"
    )
    assert page.locator(SHOWN + "[data-page='2'] img").get_attribute("alt") == "Page 2 of 2, variant full"
    desk.write(CV)
    until(lambda: pages.count() == 1, "one page again")


WIDTHS = "image => [image.naturalWidth, image.getBoundingClientRect().width]"


def test_pictures_are_sharp(opened: Opened) -> None:
    page = opened(device_scale_factor=2)
    drawn, shown = page.locator(SHOWN + " img").evaluate(WIDTHS)
    assert drawn == pytest.approx(2 * shown, abs=0.01)
    page.keyboard.press("+")
    until(lambda: page.locator(SHOWN + " img").evaluate(WIDTHS)[0] > drawn, "a larger picture")
    drawn, shown = page.locator(SHOWN + " img").evaluate(WIDTHS)
    assert drawn == pytest.approx(2 * shown, abs=0.01)


def test_dark_and_light(opened: Opened) -> None:
    def ground(page: Page) -> int:
        colour = page.evaluate("getComputedStyle(document.querySelector('.panel')).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    light, dark = opened(color_scheme="light"), opened(color_scheme="dark")
    assert ground(light) > 600
    assert ground(dark) < 150
    light.keyboard.press("t")
    assert ground(light) > 600, "the first step is light, whatever the system says"
    light.keyboard.press("t")
    assert ground(light) < 150
    light.reload()
    assert ground(light) < 150, "the choice is kept"


def test_hostile_text_stays_text(desk: Desk, opened: Opened) -> None:
    page = opened()
    before = wait_for_picture(page)
    attack = "<img src=x onerror=document.title=1><script>document.title=2</script>"
    desk.write(CV.replace("first bullet", f"'{attack}'"))
    wait_for_picture(page, before)
    wait_for_verdict(page, "passed")
    label = page.locator(".line[aria-label*=onerror]")
    label.first.click()
    page.wait_for_selector("#source:not([hidden]) .place")
    assert attack in page.locator("#source .excerpt").inner_text()
    desk.write(CV.replace("kind: experience", f"kind: '{attack}'"))
    page.wait_for_selector(".problem", timeout=PATIENCE * 1000)
    assert attack in page.locator(".problem .excerpt").first.inner_text()
    assert page.locator(".panel img, .panel script").count() == 0
    assert page.title() not in ("1", "2")


def test_a_server_that_is_started_again_is_found(desk: Desk, opened: Opened) -> None:
    page = opened()
    before = wait_for_picture(page)
    port = desk.port
    desk.stop()
    page.wait_for_selector("#lost:not([hidden])", timeout=PATIENCE * 1000)
    assert page.locator(SHOWN + " img").is_visible()
    desk.write(CV.replace("first bullet", "meanwhile"))
    desk.start("--port", port)
    # The new token gives the browser a new cookie, for all pages.
    page.context.new_page().goto(desk.address)
    wait_for_picture(page, before)
    wait_for_verdict(page, "passed")
    assert page.locator("#lost").is_hidden()


@pytest.mark.parametrize("variant", ["full", "onepage"])
def test_an_edit_of_the_seed_appears(desk: Desk, opened: Opened, variant: str) -> None:
    """Three pages with all checks behind them, and a page that is fitted again at each save."""
    seed = (Path(__file__).parents[2] / "cv.yaml").read_text("utf-8")
    desk.write(seed)
    page = opened(f"#{variant}")
    page.wait_for_selector(f".page[data-tag] img[alt*='variant {variant}']", timeout=PATIENCE * 1000)
    before = picture(page)
    desk.write(seed.replace("Working on", "Work on", 1))
    wait_for_picture(page, before)
