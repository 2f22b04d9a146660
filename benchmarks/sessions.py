"""`cvpdf watch` and `cvpdf preview`, measured from outside: save cv.yaml, wait for what a user waits for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from benchmarks.timing import MeasurementError, Task, run
from benchmarks.workloads import Bench, Editor, word_to_change

PAUSE = 0.5
"""Seconds between the end of one step and the next save: what a session prepares meanwhile is ready then."""
TIMEOUT = 120.0
"""Seconds after which a session that does not answer ends the measurement."""
WIDTH = 860
"""Pixels of the width of the picture, as the preview's page requests it on a usual screen."""


def watch(bench: Bench, variant: str) -> tuple[list[float], list[float]]:
    """Return the seconds from each save to the new PDF in its place, and of a plain pdflatex run after it.

    A session puts a PDF in its place only when all checks have passed. pdflatex runs on the `.tex` of the same save,
    with the `.aux` file of its last run beside it.
    """
    folder = bench.new_folder(f"watch-{variant}")
    pdf, tex = (folder / "build" / f"{variant}{suffix}" for suffix in (".pdf", ".tex"))
    plain = bench.new_folder(f"pdflatex-{variant}")
    pdflatex = Task(("pdflatex", "-interaction=nonstopmode", tex.name), plain)
    saves, runs = [], []
    with _session((bench.cvpdf, "watch", "--variant", variant), folder) as process:
        _wait_for_change(process, pdf, None)
        editor = Editor(folder / "cv.yaml", word_to_change(bench.cv, tex.read_text("utf-8")))
        for _ in range(bench.rounds + 1):
            time.sleep(PAUSE)
            before = _identity(pdf)
            editor.edit()
            _wait_for_change(process, pdf, before)
            saves.append(time.perf_counter() - editor.saved)
            assert editor.word in tex.read_text("utf-8"), f"{tex.name} does not show the edit"
            time.sleep(PAUSE)
            for file in (folder / "build").glob("*.*"):
                if file.is_file() and file.suffix != ".pdf":
                    shutil.copy(file, plain)
            shutil.copytree(folder / "build" / "fonts", plain / "fonts", dirs_exist_ok=True)
            runs.append(run(pdflatex))
    return saves[1:], runs[1:]


def preview(bench: Bench) -> list[float]:
    """Return the seconds from each save to the new picture of the first page, requested as the browser does it."""
    folder = bench.new_folder("preview")
    with _session((bench.cvpdf, "preview", "--no-open", "--port", "0"), folder) as process:
        assert process.stderr is not None
        address = re.compile(r"127\.0\.0\.1:(\d+)/\?token=(\S+)")
        found = next((match for line in process.stderr if (match := address.search(line))), None)
        if found is None:
            raise MeasurementError("`cvpdf preview` ended before it printed its address")
        events, pictures = (HTTPConnection("127.0.0.1", int(found[1]), timeout=TIMEOUT) for _ in range(2))
        cookie = {"Cookie": f"cvpdf-{found[1]}={found[2]}"}
        events.request("GET", "/events", headers=cookie)
        stream = events.getresponse()
        state = _next_state(stream)
        while state["busy"]:
            state = _next_state(stream)
        text = (folder / "build" / f"{state['begin']}.tex").read_text("utf-8")
        editor = Editor(folder / "cv.yaml", word_to_change(bench.cv, text))
        seconds, tag = [], _picture(pictures, state, cookie)
        for _ in range(bench.rounds + 1):
            time.sleep(PAUSE)
            version = _variant(state)["version"]
            editor.edit()
            while _variant(state)["version"] == version:
                state = _next_state(stream)
            old, tag = tag, _picture(pictures, state, cookie)
            seconds.append(time.perf_counter() - editor.saved)
            assert tag != old, "the picture of the first page does not show the edit"
            while state["busy"]:
                state = _next_state(stream)
        events.close()
        pictures.close()
    return seconds[1:]


def _next_state(stream: HTTPResponse) -> dict[str, Any]:
    """Return the next state from the preview's stream of events."""
    while line := stream.readline():
        if line.startswith(b"data: "):
            state: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return state
    raise MeasurementError("`cvpdf preview` ended")


def _variant(state: dict[str, Any]) -> dict[str, Any]:
    """Return the variant that the page shows first."""
    return next(variant for variant in state["variants"] if variant["name"] == state["begin"])


def _picture(connection: HTTPConnection, state: dict[str, Any], cookie: dict[str, str]) -> str | None:
    """Load the picture of the first page and return its tag, which only equal pictures share."""
    path = f"/variants/{state['begin']}/{_variant(state)['version']}/pages/1.png?width={WIDTH}&looking"
    connection.request("GET", path, headers=cookie)
    response = connection.getresponse()
    if not response.read().startswith(b"\x89PNG"):
        raise MeasurementError(f"`cvpdf preview` answered {response.status} to a request for a picture")
    return response.getheader("ETag")


def _wait_for_change(process: subprocess.Popen[str], file: Path, before: tuple[int, int] | None) -> None:
    """Wait until another file is in the place of this one."""
    deadline = time.perf_counter() + TIMEOUT
    while _identity(file) in (None, before):
        if process.poll() is not None or time.perf_counter() > deadline:
            raise MeasurementError(f"`cvpdf watch` did not write {file.name}")
        time.sleep(0.0005)


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


@contextmanager
def _session(command: tuple[str, ...], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command that only a signal ends."""
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
