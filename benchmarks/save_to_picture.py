"""The seconds from a save to the changed picture in a browser that shows the preview.

python -m benchmarks.save_to_picture
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from tests.preview.browser import CV, Desk, chromium, wait_for_picture, wait_for_verdict
from tests.waiting import PATIENCE

SAVES = 9
PAUSE = 0.8
"""Seconds between two saves; engines are started meanwhile."""

WATCH_PAINTS = """() => {
  window.paints = [];
  new MutationObserver((records) => {
    if (!records.some((one) => one.target.matches('.document:not([hidden]) .page'))) return;
    // A frame's callbacks run before it is painted, a task that they leave behind after that.
    requestAnimationFrame(() => setTimeout(() => window.paints.push(Date.now()), 0));
  }).observe(document.getElementById('sheet'), {subtree: true, attributeFilter: ['data-tag']});
}"""
"""Collects, from now on, when a changed picture was on the screen, in milliseconds since 1970."""


def main() -> None:
    """Print the median for a small CV and for two variants of the seed CV."""
    seed = (Path(__file__).parents[1] / "cv.yaml").read_text("utf-8")
    for name, text, words, variant in (
        ("small CV", CV, "first bullet", "full"),
        ("seed CV, full", seed, "Working on", "full"),
        ("seed CV, onepage", seed, "Working on", "onepage"),
    ):
        took = _seconds(text, words, variant)
        print(f"{name}: median {statistics.median(took):.3f} s, {min(took):.3f} to {max(took):.3f} s")


def _seconds(text: str, words: str, variant: str) -> list[float]:
    took = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        desk = Desk(Path(folder))
        desk.write(text)
        desk.start()
        page = browser.new_page()
        page.goto(f"{desk.address}#{variant}")
        page.wait_for_selector(f".page[data-tag] img[alt*='variant {variant}']", timeout=PATIENCE * 1000)
        wait_for_picture(page)
        wait_for_verdict(page, "passed")
        page.evaluate(WATCH_PAINTS)
        for number in range(SAVES):
            time.sleep(PAUSE)
            count = page.evaluate("window.paints.length")
            saved = time.time() * 1000
            desk.write(text.replace(words, f"{words[:-1]}{number}", 1))
            page.wait_for_function(
                "count => window.paints.length > count", arg=count, timeout=PATIENCE * 1000, polling=20
            )
            took.append((page.evaluate(f"window.paints[{count}]") - saved) / 1000)
        desk.stop()
    return took


if __name__ == "__main__":
    main()
