"""TEMPORARY STUB, to be replaced by the real table (whoever builds the class: overwrite this file)."""

LATEX_OF: dict[str, str] = {}


def pdftex_can_set(font: str, character: str) -> bool:
    return ord(character) < 0x180 or character in "–—‘’“”…•×→≥"


def is_cjk(character: str) -> bool:
    return 0x4E00 <= ord(character) <= 0x9FFF
