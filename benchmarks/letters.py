"""CVs that differ in the letters of one paragraph only, and a page of many Han letters."""

from __future__ import annotations

SUMMARIES = {
    "Latin": "Engineer from Doga, where the river bends; reads old maps, and mends the bridges that are on them.",
    "ğ": "Engineer from Doğa, where the river bends; reads old maps, and mends the bridges that are on them.",
    "Greek": "Μηχανικός από τη Λευκή Ακτή, όπου στρίβει το ποτάμι· διαβάζει χάρτες και επισκευάζει παλιές γέφυρες.",
    "Han": "工程师，家在河流转弯处；喜欢阅读旧地图，并修理图上仍然存在的桥梁与渡口，也教年轻人如何测量水位。",
}
"""Paragraphs of one or two lines; each is compared with the first one."""


def with_summary(cv: str, summary: str) -> str:
    """Return the seed CV with this summary; the name in Han letters is left out."""
    lines = [line for line in cv.splitlines(keepends=True) if not line.startswith("  native_name:")]
    return "".join(lines).replace("\nbasics:\n", f'\nbasics:\n  summary: "{summary}"\n', 1)


def han_letters(count: int) -> str:
    """Return the first letters of the first level of GB 2312, all different: about 3,750 exist."""
    codes = ((row, column) for row in range(0xB0, 0xD7) for column in range(0xA1, 0xFF))
    return "".join(bytes(next(codes)).decode("gb2312") for _ in range(count))


def han_page(count: int = 200) -> str:
    """Return a CV of one page with so many different Han letters, in lines of 20, regular and bold."""
    letters = han_letters(count)
    lines = [letters[place : place + 20] for place in range(0, count, 20)]
    items = "".join(f'      - "{line} **{line}**"\n' for line in [*lines, "Last line"])
    return f"basics: {{name: Tess Hof}}\nsections:\n  - kind: list\n    title: Han\n    entries:\n{items}"
