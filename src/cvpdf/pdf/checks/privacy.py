"""Check that the file reveals nothing about the machine, and contains no active content and no attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cvpdf.diagnostics import Diagnostic, error, warning
from cvpdf.expectation import Expectation
from cvpdf.pdf.check import Check, Code
from cvpdf.pdf.checks.local_names import LocalNames, local_names
from cvpdf.pdf.locate import default_span
from cvpdf.pdf.read.facts import FileText, PdfFacts
from cvpdf.quoting import quoted

MAX_REPORTED = 5
"""Paths that are reported one by one."""

_ROOTS = (
    "Applications|Library|Users|Volumes|app|build|builds|cygdrive|data|etc|export|home|media|mnt|net|nfs|nix|opt"
    "|private|root|run|scratch|srv|tmp|usr|var|work|workspace|workspaces"
)
_NAME = r"[^\s\"'`<>()\[\]{}|\\/:;,&?%]"
_INSIDE = r"[\w.~%/?&#+\-@)\]]"
"""After one of these a slash does not begin a path: it continues an address, a relative path or a PDF name."""
# Both begin with the one character that is always the same, which the regular expression engine can search fast; what
# is before it is tested by lookbehind from there.
_UNIX = re.compile(rf"/(?:(?<=file:///)|(?<!{_INSIDE}/))(?:{_ROOTS})/{_NAME}+(?:/{_NAME}+)*")
_DRIVE = re.compile(
    r":(?<=[A-Z]:)(?<![A-Za-z0-9][A-Z]:)(?:\\{1,2}|/)[A-Za-z][\w.~$ -]{2,60}(?:\\{1,2}|/)"
    r"(?:[\w.~$ -]{1,60}(?:\\{1,2}|/))*[\w.~$-]+"
)

_PATH_HINT = (
    "LaTeX writes the names of included files unless `\\pdfsuppressptexinfo=-1` is set; "
    "remove the metadata of pictures (`exiftool -all=`)"
)


def check(facts: PdfFacts, expectation: Expectation | None, names: LocalNames | None = None) -> list[Diagnostic]:
    """Return all codes of this check.

    Texts of cv.yaml are not private. Without a source, these are the texts that the PDF shows: those of the pages, the
    title, author, subject and keywords. ``names`` are the private names; by default those of this machine.
    """
    names = names or local_names(Path(facts.path))
    public = "\n".join(_public_texts(facts, expectation))
    span = default_span(facts, expectation)
    # What another program wrote into its file may be there on purpose.
    report = warning if expectation is None else error
    leaked_paths, leaked_names = _leaks(facts.file.texts, public, names)
    diagnostics = [
        report("private-path", f"the file contains the local path `{quoted(path)}`, in {where}", span, _PATH_HINT)
        for path, where in list(leaked_paths.items())[:MAX_REPORTED]
    ]
    if len(leaked_paths) > MAX_REPORTED:
        message = f"the file contains {len(leaked_paths) - MAX_REPORTED} more local paths"
        diagnostics.append(report("private-path", message, span))
    for (kind, name), where in leaked_names.items():
        message = f"the file contains the {kind} name of this machine, `{quoted(name)}`, in {where}"
        hint = "remove it from the program or file that adds it; it identifies your computer"
        diagnostics.append(report("private-name", message, span, hint))
    if facts.file.revealed:
        message = f"the metadata of a picture in the PDF contain {', '.join(facts.file.revealed)}"
        diagnostics.append(report("picture-metadata", message, span, "remove them: `exiftool -all=` and the file"))
    for kind in facts.file.active:
        message = f"the PDF has active content: {quoted(kind)}"
        diagnostics.append(
            report("active-content", message, span, "many mail filters and importers refuse such a file")
        )
    for name in facts.file.attachments:
        message = f"the PDF has an attached file: {quoted(name)}"
        diagnostics.append(report("attachment", message, span, "recipients do not see it; send it separately"))
    # Those of attachments and scripts are reported already.
    known = facts.file.attachments or facts.file.active
    if facts.file.stray_streams and not known and expectation is not None:
        numbers = ", ".join(map(str, facts.file.stray_streams[:MAX_REPORTED]))
        message = f"the PDF contains data of unknown origin, which no page uses: stream {numbers}"
        hint = "a template of your own may embed a file, such as by `\\pdfobj stream file`; try --no-templates"
        diagnostics.append(error("unknown-stream", message, span, hint))
    return diagnostics


_SEVERITIES = "error; warning without a source"

CHECK = Check(
    name="privacy",
    title="no local paths and names, no data of cameras, no scripts, no attachments",
    function=check,
    position=100,
    notes="""\
The check searches all strings of all objects, used by a page or not; all streams after unpacking (the pages' code, XMP,
font programs with their tables of names, JPEG pictures with their metadata); the bytes between the objects; and, if the
file was changed after it was written, the streams of earlier revisions. It does not search the pixels of other
pictures, more than 50 MB of one stream, and more than 200 MB of all streams.""",
    codes=(
        Code(
            "private-path",
            "the file contains a local path",
            "a path of the machine: below `/home`, `/Users`, `/tmp`, `/usr`, `/work` and the like, after a drive"
            " letter, or in the working folder, the home folder, the folder of temporary files or that of the PDF."
            " LaTeX writes one for each included PDF. A path that `cv.yaml` prints is allowed; without a source, one"
            " that a page shows",
            "`\\pdfsuppressptexinfo=-1`; remove the metadata of pictures (`exiftool -all=`)",
            _SEVERITIES,
        ),
        Code(
            "private-name",
            "the file contains the name of the user or the machine",
            "the name of the user or of the host, in exactly this spelling, as a word outside of such a path. Ignored"
            " are names with fewer than four letters, names that identify nobody (`root`, `user`, `runner`,"
            " `localhost` …), and names that `cv.yaml` prints; without a source, those in the pages, title, author,"
            " subject or keywords",
            "remove it from the program or file that adds it",
            _SEVERITIES,
        ),
        Code(
            "picture-metadata",
            "a picture reveals where or with what it was taken",
            "the Exif data of a JPEG picture contain the GPS position, the maker, model, owner or serial number of the"
            " camera, a program, an artist or a copyright, or its XMP data contain the GPS position or a serial number."
            " cvpdf removes all metadata from a JPEG or PNG file under `photo`; a photo in a PDF file, and pictures of"
            " your own templates, stay as they are",
            "`exiftool -all=` and the name of the file",
            _SEVERITIES,
        ),
        Code(
            "active-content",
            "the PDF has scripts or other active content",
            "JavaScript, programs to launch, forms to submit, films, sounds, 3D, XFA forms, automatic actions (`/AA`)."
            " Many mail filters and importers refuse such a file",
            "remove it",
            _SEVERITIES,
        ),
        Code(
            "attachment",
            "the PDF has an attached file",
            "recipients do not see a file that is embedded in the PDF",
            "send it separately",
            _SEVERITIES,
        ),
        Code(
            "unknown-stream",
            "the PDF contains data that no page uses",
            "a stream that is not part of a page, a font, a picture, a colour profile or the metadata. A template can"
            " embed any file so, and everybody who has the PDF can extract it. Without a source this is not reported",
            "find out which template writes it; `--no-templates` ignores your own",
        ),
    ),
)


def _public_texts(facts: PdfFacts, expectation: Expectation | None) -> Iterator[str]:
    if expectation is None:
        yield from (facts.text, facts.title, facts.author, facts.subject, facts.keywords)
        return
    yield from (text.text for text in expectation.texts)
    yield from (link.uri for link in expectation.links)
    yield from (expectation.title, expectation.author, *expectation.keywords)


def _leaks(
    texts: tuple[FileText, ...], public: str, names: LocalNames
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return the paths, and the names outside of paths, each with the part of the file that contains it first."""
    packed = "".join(public.split())
    folders = [(text, re.compile(rf"(?<!{_INSIDE}){re.escape(text)}(?![\w.-])")) for text in names.folders]
    private = [("user", name) for name in names.users]
    private += [("host", name) for name in names.hosts if name not in names.users]
    patterns = [
        ((kind, name), re.compile(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])"))
        for kind, name in private
        if name not in public
    ]
    leaked_paths: dict[str, str] = {}
    leaked_names: dict[tuple[str, str], str] = {}
    for part in texts:
        rest = part.text
        for path in dict.fromkeys(_paths(rest, folders)):
            rest = rest.replace(path, "")
            path = path.rstrip(".")
            if path not in packed and not any(path in other for other in leaked_paths):
                leaked_paths[path] = part.where
        for key, pattern in patterns:
            if key not in leaked_names and key[1] in rest and pattern.search(rest):
                leaked_names[key] = part.where
    return leaked_paths, leaked_names


def _paths(text: str, folders: list[tuple[str, re.Pattern[str]]]) -> Iterator[str]:
    """Yield the paths in a text, and those of ``folders`` that it contains."""
    yield from (text[match.start() - 1 : match.end()] for match in _DRIVE.finditer(text))
    yield from (match[0] for match in _UNIX.finditer(text))
    yield from (folder for folder, pattern in folders if folder in text and pattern.search(text))
