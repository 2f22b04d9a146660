"""A real browser on a real preview: how tests start both, write cv.yaml, and wait for what is on the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

T = TypeVar("T")
COMMAND = ("-m", "cvpdf", "preview")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
CV = dedent(
    """\
    basics: {name: Zoë Müller, headline: Engineer of engines}
    sections:
      - kind: experience
        title: Work
        entries:
          - company: Engines & Sons
            position: Engineer
            start_date: 2020-01
            end_date: 2021-02
            highlights:
              - first bullet
              - >-
                A second bullet that is long enough to be printed on more than one line of the page, since it goes on
                and on about nothing in particular, down to its very last word
    """
)


@dataclass
class Desk:
    """A folder with a cv.yaml that somebody edits, and the preview of it."""

    home: Path
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def write(self, text: str) -> None:
        """Save cv.yaml as editors do, by renaming."""
        draft = self.home / ".cv.yaml.draft"
        draft.write_text(text, encoding="utf-8")
        draft.replace(self.home / "cv.yaml")

    def start(self, *arguments: str) -> None:
        """Start the preview, and wait until it tells its address."""
        command = [sys.executable, *COMMAND, "--no-open", *(arguments or ("--port", "0"))]
        self.process = subprocess.Popen(command, cwd=self.home, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
        assert self.process.stderr is not None
        told = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", told)
        assert found, told
        self.address = found[0]

    @property
    def port(self) -> str:
        """The port of the preview that was started last."""
        return str(urlsplit(self.address).port)

    @property
    def cookie(self) -> str:
        """The cookie by which the preview knows its user."""
        return f"cvpdf-{self.port}={self.address.partition('=')[2]}"

    def stop(self) -> None:
        """End the preview."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            assert self.process.stderr is not None
            self.process.stderr.close()
            self.process = None


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of the machine, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=_ARGUMENTS.split())
        yield browser
        browser.close()


def until(holds: Callable[[], T | None], what: str) -> T:
    """Wait until something holds, and return it."""
    end = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)
    return found


def picture(page: Page) -> str:
    """Return the name of the first picture of the shown variant."""
    return page.eval_on_selector(".document:not([hidden]) .page", "page => page.dataset.tag ?? ''")  # type: ignore[no-any-return]


def wait_for_picture(page: Page, than: str = "") -> str:
    """Wait for a first picture that is another one; return its name."""
    page.wait_for_function(
        "than => { const page = document.querySelector('.document:not([hidden]) .page[data-tag]');"
        "          return page && page.dataset.tag !== than; }",
        arg=than,
        timeout=PATIENCE * 1000,
        polling=20,
    )
    return picture(page)


def wait_for_verdict(page: Page, words: str) -> None:
    """Wait until the verdict says this."""
    page.wait_for_function(
        "words => document.getElementById('verdict-title').textContent.includes(words)",
        arg=words,
        timeout=PATIENCE * 1000,
        polling=20,
    )
