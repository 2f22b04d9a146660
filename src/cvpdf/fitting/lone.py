"""A change of one block only, which can then be measured alone: a tenth of what a whole document takes.

A bullet is as high between other bullets as it is alone, if nothing but the class and the block itself has a say in
that. That much is looked at: the class is ours, and no command in the document is a stranger. And it is tried out: the
block as it was is measured alone as well, and must be as high as it was among the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cvpdf.fitting.blocks import NEVER
from cvpdf.render import templates
from cvpdf.render.coverage import LATEX_OF
from cvpdf.render.latex import SPECIAL

_COMMAND = re.compile(r"\\([A-Za-z@]+)")
_AT = re.compile(r"\\cvat\{(\d+)\}")

_OF_TEXT = frozenset(_COMMAND.findall("".join([*SPECIAL.values(), *LATEX_OF.values()]))) | {"cjk"}
"""Commands that print characters."""
_IN_TEXT = frozenset(
    f"cv{name}"
    for name in ("at", "authors", "break", "code", "emph", "link", "me", "pubtitle", "quiet", "sep", "strong", "venue")
)
"""The class's own commands for parts of a block."""
_LONE = re.compile(r"\s*\\cv(bullet|entry|field|item|publication|role|section|skill|subsection|summary|text)(?=\{)")
"""Blocks that change nothing for those behind them, whatever their content."""
_OF_PREAMBLES = frozenset({"documentclass", "cvsetup", "cvmetadata", "nofiles"})


def lone_change(preamble: str, before: str, after: str, files: Mapping[str, bytes]) -> str | None:
    """Return a body of two blocks, one as it was and as it is now; ``None`` if that is not all that has changed.

    ``before`` and ``after`` are bodies of one document; ``files`` are what else LaTeX reads.
    """
    if not (_is_ours(files) and _is_plain(preamble, before) and _is_plain(preamble, after)):
        return None
    old, new = list(_chunks(before)), list(_chunks(after))
    if len(old) != len(new):
        return None
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if len(changed) != 1:
        return None
    was, is_ = changed[0]
    kind, arguments, now = _LONE.match(was), _arguments(was), _arguments(is_)
    if kind is None or arguments is None or now is None:
        return None
    # The places that are named in it must still be the same ones.
    if not _AT.findall(was) or _AT.findall(was) != _AT.findall(is_):
        return None
    # A remark behind a publication is aligned with its number.
    if kind[1] == "publication" and arguments[0] != now[0]:
        return None
    return f"{was}\n\n{is_}\n"


def _is_ours(files: Mapping[str, bytes]) -> bool:
    """Whether the class is ours, and there is no other file."""
    if set(files) != {templates.CLASS_FILE}:
        return False
    ours = templates.built_in_folder() / templates.CLASS_FILE
    return ours.is_file() and ours.read_bytes() == files[templates.CLASS_FILE]


def _is_plain(preamble: str, body: str) -> bool:
    """Whether all commands are the class's, or print characters."""
    # By `^^` a command may be written otherwise; a caret of cv.yaml never stands there as it is.
    if "^^" in preamble or "^^" in body:
        return False
    in_preamble, in_body = set(_COMMAND.findall(preamble)), set(_COMMAND.findall(body))
    return in_preamble <= _OF_PREAMBLES | _OF_TEXT and all(
        (word.startswith("cv") and word not in _OF_PREAMBLES) or word in _OF_TEXT for word in in_body
    )


def _arguments(chunk: str) -> list[str] | None:
    """Return the arguments of a block; ``None`` unless it is one block, with text in it and nothing behind it."""
    start = _LONE.match(chunk)
    if start is None or not set(_COMMAND.findall(chunk[start.end() :])) <= _IN_TEXT | _OF_TEXT:
        return None
    found: list[str] = []
    rest = chunk[start.end() :]
    while rest.strip():
        depth, length = 0, 0
        for match in re.finditer(r"\\.|[{}]", rest, re.DOTALL):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth <= 0:
                length = match.end()
                break
        if not rest.startswith("{") or not length:
            return None
        found.append(rest[:length])
        rest = rest[length:]
    return found


def _chunks(body: str) -> Iterator[str]:
    """Part a body into groups of lines in which every brace is closed."""
    lines: list[str] = []
    depth = 0
    for line in body.split("\n"):
        lines.append(line)
        code = re.sub(r"\\.", "", line).partition("%")[0]
        depth += code.count("{") - code.count("}")
        if depth <= 0:
            yield "\n".join(lines)
            lines, depth = [], 0
    if lines:
        yield "\n".join(lines)


def spliced(recorded: Sequence[str], pair: Sequence[str]) -> list[str] | None:
    """Put what was measured of the ``pair`` of blocks into what was ``recorded`` of the whole document.

    Both are what the class has written. ``None`` if the pair does not show that the block stands alone.
    """
    heads, passes = _passes(recorded)
    pair_heads, pairs = _passes(pair)
    if heads != pair_heads or len(passes) != len(pairs):
        return None
    lines = list(heads)
    for whole, two in zip(passes, pairs, strict=True):
        changed = _with_other_height(whole, two)
        if changed is None:
            return None
        lines += changed
    return lines


def _passes(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Part lines into those before the first layout, and those of each layout."""
    heads: list[str] = []
    passes: list[list[str]] = []
    for line in lines:
        if line.startswith("layout "):
            passes.append([])
        (passes[-1] if passes else heads).append(line)
    return heads, passes


def _with_other_height(whole: list[str], two: list[str]) -> list[str] | None:
    """Return the lines of one layout in which a block has the height of the second of two."""
    if len(two) != 4 or (two[0], two[3]) != (whole[0], "loose 0"):
        return None
    if not (two[1].startswith("block ") and two[2].startswith("block ")):
        return None
    (_, kind, height, at, *rules), (_, kind_now, height_now, at_now, *rules_now) = two[1].split(" "), two[2].split(" ")
    if (kind, at, _looks(rules)) != (kind_now, at_now, _looks(rules_now)):
        return None
    there = [index for index, line in enumerate(whole) if line.startswith("block ") and line.split(" ")[3] == at]
    if len(there) != 1:
        return None
    was = whole[there[0]].split(" ")
    if was[1:3] != [kind, height]:
        return None
    # What may stand before and after it depends on its place, the height does not.
    return [*whole[: there[0]], " ".join([*was[:2], height_now, *was[3:]]), *whole[there[0] + 1 :]]


def _looks(rules: Sequence[str]) -> list[tuple[bool, str, str]]:
    """Return what matters of a block's rules: whether it may be parted from the one before it, not how gladly."""
    return [(int(penalty) < NEVER, space, after) for penalty, space, after in zip(*[iter(rules)] * 3, strict=True)]
