"""Nothing in the file that says who made it where, that acts by itself, or that travels along unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.checks.local_names import Surroundings, surroundings
from cvpdf.pdf.messages import place, quoted
from cvpdf.pdf.read.facts import PdfFacts
from cvpdf.pdf.read.file_facts import FileFacts

MAX_COMPLAINTS = 5
"""Paths that are reported one by one."""

_ROOTS = (
    "Applications|Library|Users|Volumes|app|build|builds|cygdrive|data|etc|export|home|media|mnt|net|nfs|nix|opt|private"
    "|root|run|scratch|srv|tmp|usr|var|work|workspace|workspaces"
)
_NAME = r"[^\s\"'`<>()\[\]{}|\\/:;,&?%]"
_INSIDE = r"[\w.~%/?&#+\-@)\]]"
"""After one of these a slash begins no path: it goes on with an address, a relative path or a PDF name."""
# Both begin with the one character that is always the same, for which alone the engine can search fast; what stands
# before it is looked at from there.
_UNIX = re.compile(rf"/(?:(?<=file:///)|(?<!{_INSIDE}/))(?:{_ROOTS})/{_NAME}+(?:/{_NAME}+)*")
_DRIVE = re.compile(
    r":(?<=[A-Z]:)(?<![A-Za-z0-9][A-Z]:)(?:\\{1,2}|/)[A-Za-z][\w.~$ -]{2,60}(?:\\{1,2}|/)"
    r"(?:[\w.~$ -]{1,60}(?:\\{1,2}|/))*[\w.~$-]+"
)

_PATH_HINT = (
    "LaTeX writes the names of included files unless told `\\pdfsuppressptexinfo=-1`; "
    "of pictures, take out the metadata (`exiftool -all=`)"
)


def check(
    file: FileFacts, facts: PdfFacts, expectation: Expectation | None, here: Surroundings | None = None
) -> list[Diagnostic]:
    """Return ``private-path``, ``private-name``, ``active-content`` and ``attachment``.

    What cv.yaml itself says is not private. Without a source that is what can be seen: the text of the pages, the
    title, author, subject and keywords. ``here`` is what to look for; by default, that of this machine.
    """
    here = here or surroundings(Path(file.path))
    public = "\n".join(_public(facts, expectation))
    span = place(facts, expectation)
    # What a program that is not ours has left in its file is worth knowing, but may well be meant.
    complain = warning if expectation is None else error
    paths, names = _leaks(file, public, here)
    found = [
        complain("private-path", f"the file holds the local path “{quoted(path)}”, in {where}", span, _PATH_HINT)
        for path, where in list(paths.items())[:MAX_COMPLAINTS]
    ]
    if len(paths) > MAX_COMPLAINTS:
        found.append(complain("private-path", f"the file holds {len(paths) - MAX_COMPLAINTS} more local paths", span))
    for (kind, name), where in names.items():
        message = f"the file holds the {kind} name of this machine, “{quoted(name)}”, in {where}"
        found.append(complain("private-name", message, span, "look at what writes this; it tells where you work"))
    for what in file.active:
        message = f"the PDF has active content: {quoted(what)}"
        found.append(complain("active-content", message, span, "many mail filters and importers refuse such a file"))
    for name in file.attachments:
        message = f"the PDF has an attached file: {quoted(name)}"
        found.append(complain("attachment", message, span, "it travels along unseen; send it on its own"))
    return found


def _public(facts: PdfFacts, expectation: Expectation | None) -> Iterator[str]:
    """Yield what is said openly."""
    if expectation is None:
        yield from (facts.text, facts.title, facts.author, facts.subject, facts.keywords)
        return
    yield from (text.text for text in expectation.texts)
    yield from (link.uri for link in expectation.links)
    yield from (expectation.title, expectation.author, *expectation.keywords)


def _leaks(file: FileFacts, public: str, here: Surroundings) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return the paths, and the names outside of paths, each with where it stands first."""
    packed = "".join(public.split())
    folders = [(text, re.compile(rf"(?<!{_INSIDE}){re.escape(text)}(?![\w.-])")) for text in here.folders]
    wanted = [("user", name) for name in here.users] + [("host", name) for name in here.hosts if name not in here.users]
    wanted = [(kind, name) for kind, name in wanted if name not in public]
    patterns = [(key, re.compile(rf"(?<![A-Za-z0-9_]){re.escape(key[1])}(?![A-Za-z0-9_])")) for key in wanted]
    paths: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for part in file.readable:
        rest = part.text
        for path in dict.fromkeys(_paths(rest, folders)):
            rest = rest.replace(path, "")
            path = path.rstrip(".")
            if path not in packed and not any(path in other for other in paths):
                paths[path] = part.where
        for key, pattern in patterns:
            if key not in names and key[1] in rest and pattern.search(rest):
                names[key] = part.where
    return paths, names


def _paths(text: str, folders: list[tuple[str, re.Pattern[str]]]) -> Iterator[str]:
    """Yield the paths in a text, and those of ``folders`` that are in it."""
    yield from (text[match.start() - 1 : match.end()] for match in _DRIVE.finditer(text))
    yield from (match[0] for match in _UNIX.finditer(text))
    yield from (folder for folder, pattern in folders if folder in text and pattern.search(text))
