from __future__ import annotations

from cvpdf.diagnostics import Span
from cvpdf.fitting.messages import does_not_fit, inexact, no_such_text, not_fitted, nothing_fitted
from cvpdf.fitting.report import Layout
from tests.fitting.reports import fit_item

SPAN = Span.point("cv.yaml", 90)
TIGHT = Layout(9, 0.94, 0.6)
PINS = [
    fit_item("highlight", f"a **pinned** bullet {n}", n, 100, height) for n, height in enumerate((12, 48, 24, 48), 1)
]


def test_pins_that_do_not_fit() -> None:
    found = does_not_fit("onepage", SPAN, 31.4, 12.0, TIGHT, PINS)
    assert (str(found.severity), found.code, found.span) == ("error", "does-not-fit", SPAN)
    assert found.message == (
        "variant `onepage`: the required content is 31.4 pt (3 lines) taller than the page at the tightest layout "
        "(9 pt, spacing 0.6, line spacing 0.94)"
    )
    assert found.hint == (
        "pinned: `a pinned bullet 2` (cv.yaml:2, 48.0 pt), `a pinned bullet 4` (cv.yaml:4, 48.0 pt), `a pinned bullet "
        "3` (cv.yaml:3, 24.0 pt) and 1 more; unpin an item, allow a smaller font size (`fit: {font_size: ...}`), "
        "or raise `max_pages`"
    )
    assert [(one.message, one.span.line) for one in found.related] == [
        *(("pinned, 48.0 pt", 2), ("pinned, 48.0 pt", 4), ("pinned, 24.0 pt", 3)),
    ]


def test_numbers_of_lines_and_pages() -> None:
    assert "12.0 pt (1 line) taller than the page" in does_not_fit("a", SPAN, 12.0, 12.0, TIGHT, PINS).message
    assert "0.1 pt (1 line)" in does_not_fit("a", SPAN, 0.1, 12.0, TIGHT, PINS).message
    assert "0.1 pt taller than the 2 pages" in does_not_fit("a", SPAN, 0.1, 0.0, TIGHT, PINS, 2).message


def test_without_pins_and_places() -> None:
    found = does_not_fit("onepage", SPAN, 31.4, 12.0, TIGHT, [])
    assert found.hint is not None
    assert found.hint.startswith("nothing is pinned: the header and the `min` rules need this room;")
    assert found.related == ()
    nowhere = does_not_fit("onepage", None, 31.4, 12.0, TIGHT, [PINS[0]._replace(span=None)])
    assert nowhere.hint is not None
    assert nowhere.hint.startswith("pinned: `a pinned bullet 1` (12.0 pt); unpin an item")
    assert nowhere.related == ()


def test_the_cause_of_another_height() -> None:
    place, tall = Span.point("cv.yaml", 9, 1), ("한국어", Span.point("cv.yaml", 3, 5))
    own = inexact("v", place, 40, "latex_templates", None)
    assert own.message == "variant `v` came out 40.0 pt higher than predicted"
    assert "check that the templates in `latex_templates` print only" in str(own.hint)
    lower = inexact("v", place, -40, "", tall)
    assert "`한국어` has letters that are taller than their line: try `line_spacing: 1.1`" in str(lower.hint)
    assert [related.span for related in lower.related] == [tall[1]]
    for difference, text in ((40.0, tall), (-40.0, None)):
        assert "a defect of cvpdf: please report it" in str(inexact("v", place, difference, "", text).hint)


def test_wrong_questions() -> None:
    assert (
        not_fitted("full", SPAN, ["onepage"]).hint == "add `fit: true` and `max_pages` to it; fitted variants: onepage"
    )
    assert not_fitted("full", SPAN, []).hint == "add `fit: true` and `max_pages` to it"
    assert [str(nothing_fitted(asked).severity) for asked in (False, True)] == ["note", "error"]
    assert no_such_text("puncht", "Punched **cards**").hint == "did you mean `Punched cards`?"
    assert "`cvpdf fit -v`" in str(no_such_text("puncht", None).hint)
    assert no_such_text(" ** ", None).message == "the text to explain is empty"
