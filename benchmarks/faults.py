"""Run cvpdf with faults in its input, its files and its machine, and judge how it fails.

    python -m benchmarks.faults [--only TEXT] [--mutations 300] [--jobs 2]

Each fault gets a folder of its own with a PDF of an earlier build. A run passes if it ends in time with an exit code
that the documentation names, without a traceback, with a place for each error in cv.yaml, and if the earlier PDF is
still there or a complete one has replaced it. Files outside of the folder must not change.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

SEED = Path(__file__).parent.parent / "cv.yaml"
PATIENCE = 90.0
"""Seconds after which a run counts as hanging."""
EXIT_CODES = {0, 1, 2, 3, 4, 5}
INTERRUPTED = {130, 143, -signal.SIGINT, -signal.SIGTERM, -signal.SIGKILL, -signal.SIGPIPE, 141}
SMALL = """\
basics: {name: Tess Hof, email: tess@hof.example}
sections:
  - kind: experience
    title: Work
    entries:
      - {company: Muster AG, position: Engineer, start_date: 2020-03, end_date: present, highlights: [Folded maps.]}
variants: {full: {}, short: {fit: {}, max_pages: 1}}
"""


@dataclass(frozen=True)
class Fault:
    """One fault: what it does to the folder, and how the command then runs in it."""

    group: str
    name: str
    prepare: Callable[[Path], None] = lambda _: None
    command: str = "{cvpdf} build cv.yaml -o out"
    """Runs in a shell."""
    environment: dict[str, str | None] = field(default_factory=dict)
    limits: tuple[tuple[int, int], ...] = ()
    interrupt: tuple[int, float] | None = None
    """A signal, and the seconds after which it is sent."""
    source: str = SMALL
    keep: str = ""
    """A file of the user's in the folder, which must not change."""


def _nothing(folder: Path) -> None:
    """Leave the folder as it is."""


# ------------------------------------------------------------------------------------------------------------- faults
def mutations(number: int) -> Iterator[Fault]:
    """Yield the seed CV with one random change each, always the same ones."""
    original = SEED.read_text("utf-8")
    pick = random.Random(15)
    for index in range(number):
        kind, text = _mutated(original, pick)
        yield Fault(
            "cv.yaml: " + kind, str(index), command="{cvpdf} build cv.yaml -o out --variant onepage", source=text
        )


def _mutated(text: str, pick: random.Random) -> tuple[str, str]:
    lines = text.splitlines(keepends=True)
    used = [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    at = pick.choice(used)
    line = lines[at]
    value = re.match(r"(\s*(?:- )*[\w-]+: ?|\s*- )(.*)(\n)", line)
    kind = pick.choice(("line", "indentation", "character", "end of file", "value", "key", "byte"))
    if kind == "line":
        lines[at : at + 1] = pick.choice(([], [line, line], [line, "\n", "  stray\n"]))
    elif kind == "indentation":
        lines[at] = pick.choice((" " + line, line[1:], "\t" + line, line.replace("  ", " ", 1)))
    elif kind == "character":
        place = pick.randrange(len(line))
        lines[at] = line[:place] + pick.choice("&*!|>%@`\"'#{}[],:?-\\\x00\x1b\u202e\u200b\ufeff") + line[place:]
    elif kind == "end of file":
        return kind, text[: pick.randrange(len(text))]
    elif kind == "byte":
        place = pick.randrange(len(text))
        return kind, text[:place] + pick.choice("\udcff\udc80\udce9") + text[place + 1 :]
    elif kind == "key" and value:
        lines[at] = line.replace(":", pick.choice((" :", "x:", ":x", "", ": :")), 1)
    elif value:
        new = pick.choice(
            ("[]", "{}", "[a, [b]]", "{a: b}", "null", "~", "1e999", "-1", "x" * 300, "''", "2019-13", "&x y")
        )
        lines[at] = value[1] + new + value[3]
    return kind, "".join(lines)


def _write(name: str, content: str | bytes) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return prepare


def _fifo(name: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return prepare


def _folder(name: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir(parents=True, exist_ok=True)

    return prepare


def _link(name: str, target: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return prepare


def _program(name: str, script: str) -> Callable[[Path], None]:
    """Put a program of that name first on the PATH."""

    def prepare(folder: Path) -> None:
        path = folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)

    return prepare


def _all(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        for step in steps:
            step(folder)

    return prepare


PHOTO = SMALL.replace("{name: Tess Hof", "{name: Tess Hof, photo: p.jpg")


def files() -> Iterator[Fault]:
    """Yield faults of files: cv.yaml, photo, templates, output."""
    source = partial(Fault, "files: cv.yaml")
    yield source("missing", lambda folder: (folder / "cv.yaml").unlink())
    yield source("a folder", _folder("cv.yaml"))
    yield source("a FIFO", _fifo("cv.yaml"))
    yield source("empty", _write("cv.yaml", ""))
    yield source("binary", _write("cv.yaml", bytes(range(256)) * 40))
    yield source("UTF-16", _write("cv.yaml", SMALL.encode("utf-16")))
    yield source("Latin-1", _write("cv.yaml", SMALL.replace("Folded", "Fältete").encode("latin-1")))
    yield source("100 MB", _write("cv.yaml", "# " + "x" * 100_000_000))
    yield source("deep", _write("cv.yaml", "a: " + "[" * 20_000))
    laughs = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 10)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    yield source("exponential aliases", _write("cv.yaml", laughs))
    yield source("a cyclic alias", _write("cv.yaml", "basics: &b {name: *b}\n"))
    yield source("a link to itself", _link("cv.yaml", "cv.yaml"))
    yield source("/dev/zero", _link("cv.yaml", "/dev/zero"))
    for name, step in (
        ("missing", _nothing),
        ("a FIFO", _fifo("p.jpg")),
        ("a folder", _folder("p.jpg")),
        ("/dev/zero", _link("p.jpg", "/dev/zero")),
        ("text", _write("p.jpg", "no picture")),
        ("cut off", _write("p.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")),
    ):
        yield Fault("files: photo", name, step, source=PHOTO)
    template = "latex_templates/full.tex.j2"
    for name, text in (
        ("syntax error", "\\BLOCK{if}"),
        ("endless loop", "\\BLOCK{for i in range(10**12)}x\\BLOCK{endfor}"),
        ("endless recursion", '\\BLOCK{include "full.tex.j2"}'),
        ("huge result", "\\VAR{'x' * 10**12}"),
        ("missing parent", '\\BLOCK{extends "nothing.j2"}'),
        ("attributes of objects", "\\VAR{basics.__class__.__mro__}"),
        ("not UTF-8", ""),
        ("no document", "nothing"),
        ("endless LaTeX", "\\documentclass{article}\\begin{document}\\def\\x{\\x}\\x\\end{document}"),
        ("TeX stops to ask", "\\documentclass{article}\\begin{document}\\read-1to\\x x\\end{document}"),
        ("TeX writes out", "\\documentclass{article}\\newwrite\\o\\immediate\\openout\\o=/tmp/cvpdf-canary x"),
        ("TeX reads out", "\\documentclass{article}\\begin{document}\\input{/etc/hostname}\\end{document}"),
    ):
        content: str | bytes = text if name != "not UTF-8" else b"\xff\xfe\xfa"
        yield Fault(
            "files: template",
            name,
            _write(template, content),
            "{cvpdf} build cv.yaml -o out --timeout 5 --variant full",
        )
    yield Fault("files: template", "a link out", _link(template, "/etc/hostname"))
    planted = "\\ProvidesPackage{keyval}\\pdfinfo{/Planted (yes)}"
    for name, step, keep in (
        ("a file", _write("new", "x"), "new"),
        ("a link to nothing", _link("new", "nowhere/at/all"), ""),
        ("a FIFO", _fifo("new"), ""),
        ("in /proc", _link("new", "/proc"), ""),
        ("foreign class", _write("new/cvpdf.cls", "% mine"), "new/cvpdf.cls"),
        ("foreign PDF", _write("new/full.pdf", "mine"), "new/full.pdf"),
        ("planted package", _write("new/.cvpdf/full/keyval.sty", planted), ""),
        ("planted log", _link("new/.cvpdf/full/cv.log", "../../../../precious"), ""),
        ("planted folder", _link("new/.cvpdf/full", "../../.."), ""),
    ):
        yield Fault("files: output", name, step, "{cvpdf} build cv.yaml -o new", keep=keep)


def machine() -> Iterator[Fault]:
    """Yield faults of the machine: environment, programs, limits, streams, signals."""
    env = partial(Fault, "machine: environment")
    yield env("no HOME", environment={"HOME": None})
    yield env("HOME is a file", environment={"HOME": "/dev/null", "XDG_CACHE_HOME": None})
    yield env("no cache folder", environment={"XDG_CACHE_HOME": "/dev/null/x"})
    yield env("TMPDIR missing", environment={"TMPDIR": "/nowhere"})
    yield env("empty PATH", environment={"PATH": ""})
    yield env("LANG=C", environment={"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"})
    yield env("Latin-1 output", environment={"PYTHONIOENCODING": "latin-1"})
    yield env("no width", environment={"COLUMNS": "0", "LINES": "x"})
    yield env("strange SOURCE_DATE_EPOCH", environment={"SOURCE_DATE_EPOCH": "-1e9"})
    yield env("TEXINPUTS of a user", environment={"TEXINPUTS": "/nowhere:"})
    for name in ("pdflatex", "latexmk", "kpsewhich"):
        for what, script in (
            ("fails", "exit 1"),
            ("is killed", "kill -9 $$"),
            ("prints garbage", "head -c 100000 /dev/urandom; exit 0"),
            ("hangs", "exec sleep 1000"),
            ("starts a child that hangs", "sleep 1000 & exit 1"),
            ("does nothing", "exit 0"),
        ):
            yield Fault(
                "machine: programs",
                f"{name} {what}",
                _program(name, script),
                "{cvpdf} build cv.yaml -o out2 --timeout 3",
            )
    for megabytes in (60, 100, 150, 200, 300, 400, 600):
        yield Fault("machine: limits", f"{megabytes} MB", limits=((resource.RLIMIT_AS, megabytes << 20),))
    for files_ in (5, 8, 12, 16, 24, 32):
        yield Fault("machine: limits", f"{files_} descriptors", limits=((resource.RLIMIT_NOFILE, files_),))
    for size in (0, 1000, 20_000, 100_000):
        yield Fault("machine: limits", f"files of {size} bytes", limits=((resource.RLIMIT_FSIZE, size),))
    for command in (
        "build cv.yaml -o out",
        "validate cv.yaml",
        "text cv.yaml",
        "fit cv.yaml",
        "variants cv.yaml",
        "schema",
        "doctor",
    ):
        for closing in (">&-", "2>&-", ">&- 2>&-", "<&-", "| head -c 1", ">/dev/full", "2>/dev/full"):
            yield Fault("machine: streams", f"{command} {closing}", command=f"{{cvpdf}} {command} {closing}")
    yield Fault("machine: streams", "cv.yaml from standard input", command="{cvpdf} validate - <cv.yaml")
    yield Fault(
        "machine: at once", "two builds", command="{cvpdf} build cv.yaml -o out & {cvpdf} build cv.yaml -o out; wait"
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        for step in range(15):
            yield Fault("machine: signals", f"{number.name} {step}", interrupt=(number, 0.01 + 0.05 * step))


# ------------------------------------------------------------------------------------------------------------- judging
def run(fault: Fault, cvpdf: str, good: Path) -> str:
    """Run one fault. Returns what is wrong with the way it failed, or nothing."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        folder.mkdir()
        (Path(name) / "precious").write_text("precious")
        shutil.copytree(good, folder / "out")
        (folder / "cv.yaml").write_text(fault.source, "utf-8", errors="surrogateescape")
        fault.prepare(folder)
        before = {path.name: path.read_bytes() for path in (folder / "out").glob("*.pdf")}
        kept = (folder / fault.keep).read_bytes() if fault.keep else b""
        environment = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}"}
        for key, value in fault.environment.items():
            environment.pop(key, None)
            if value is not None:
                environment[key] = value
        process = subprocess.Popen(
            ["/bin/sh", "-c", fault.command.format(cvpdf=cvpdf)],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            preexec_fn=partial(_limit, fault.limits), start_new_session=True,
        )  # fmt: skip
        if fault.interrupt is not None:
            time.sleep(fault.interrupt[1])
            os.killpg(process.pid, fault.interrupt[0])
        try:
            out, err = (stream.decode("utf-8", "replace") for stream in process.communicate(timeout=PATIENCE))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return f"still runs after {PATIENCE:.0f} s"
        if fault.keep and (folder / fault.keep).read_bytes() != kept:
            return f"{fault.keep} of the user was replaced"
        return verdict(fault, process.returncode, out + err, Path(name), before)


def _limit(limits: tuple[tuple[int, int], ...]) -> None:
    for what, value in limits:
        resource.setrlimit(what, (value, value))


def verdict(fault: Fault, code: int, output: str, root: Path, before: dict[str, bytes]) -> str:
    allowed = EXIT_CODES | (INTERRUPTED if fault.interrupt or fault.limits or "|" in fault.command else set())
    # Before cvpdf's first line runs, an interrupt is Python's own affair.
    if re.search("Traceback|Exception", output) and (not fault.interrupt or "cvpdf/" in output):
        return f"traceback: {output[-300:]}"
    if code not in allowed:
        return f"exit code {code}: {output[-300:]}"
    if code == 1 and "cv.yaml" in fault.group and not re.search(r"cv\.yaml(:\d+:\d+)?: error", output):
        return f"no place: {output[-300:]}"
    for name, content in before.items():
        path = root / "work" / "out" / name
        now = path.read_bytes() if path.is_file() else b""
        if now != content and not (now.startswith(b"%PDF") and now.rstrip().endswith(b"%%EOF")):
            return f"{name} of the earlier build is damaged"
    if (root / "precious").read_text() != "precious" or Path("/tmp/cvpdf-canary").exists():
        return "a file outside of the folder changed"
    if any(b"/Planted" in pdf.read_bytes() for pdf in (root / "work").rglob("*.pdf") if pdf.is_file()):
        return "a package that was planted in the work folder was executed"
    if "\x1b" in re.sub(r"\x1b\[[\d;]*[mK]", "", output):
        return "an escape sequence of the input reached the terminal"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="faults whose group and name contain this")
    parser.add_argument("--mutations", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    cvpdf = f"{sys.executable} -m cvpdf"
    faults = [
        fault
        for fault in (*mutations(options.mutations), *files(), *machine())
        if options.only in f"{fault.group} {fault.name}"
    ]
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "cv.yaml").write_text(SMALL)
        subprocess.run([*cvpdf.split(), "build", "cv.yaml", "-o", "out"], cwd=name, check=True, capture_output=True)
        with ThreadPoolExecutor(options.jobs) as pool:
            verdicts = list(pool.map(lambda fault: run(fault, cvpdf, Path(name) / "out"), faults))
    groups = Counter(fault.group for fault in faults)
    failed = Counter(fault.group for fault, verdict in zip(faults, verdicts, strict=True) if verdict)
    print("| faults | runs | failed |\n|---|---|---|")
    for group, number in groups.items():
        print(f"| {group} | {number} | {failed[group]} |")
    print(f"\n{len(faults)} faults, {failed.total()} failed")
    for fault, verdict in zip(faults, verdicts, strict=True):
        if verdict:
            print(f"{fault.group}, {fault.name}: {verdict}")
    sys.exit(bool(failed.total()))


if __name__ == "__main__":
    main()
