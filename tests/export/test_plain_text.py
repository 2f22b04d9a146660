"""From the text layer to lines that can be pasted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cvpdf.export.plain_text import Guide, guide, transcript
from cvpdf.pipeline.load import load
from cvpdf.selection.apply_variant import select
from cvpdf.selection.settings import resolve
from tests.cli.running import GOOD
from tests.waiting import processor_seconds


def lines(
    page: str, *texts: str, blocks: tuple[tuple[str, ...], ...] = (), headings: tuple[str, ...] = ()
) -> list[str]:
    return transcript([page], Guide(texts, blocks, headings)).splitlines()


def test_the_guide_to_a_variant() -> None:
    resume = load("cv.yaml", content=GOOD.encode()).resume
    assert resume is not None
    contents = guide(select(resume, resolve(resume, "short")))
    assert contents.headings == ("Work",)
    assert {"Ada Lovelace", "Work", "Engines", "one"} <= {*contents.texts}
    assert "two" not in contents.texts, "it is for other variants only"
    assert contents.blocks == ()


class TestKnownTexts:
    def test_a_wrapped_string_is_one_line(self) -> None:
        page = "Engines  Ltd\n• built a very\nlarge engine\nNext"
        assert lines(page, "Engines Ltd", "built a very large engine", "Next") == [
            *("Engines Ltd", "• built a very large engine", "Next")
        ]

    def test_what_is_not_known_stays_apart(self) -> None:
        assert lines("one\ntwo\nthree", "one", "three") == ["one", "two", "three"]

    def test_breaks_behind_hyphens_and_slashes(self) -> None:
        assert lines("a state-of-\nthe-art way", "a state-of-the-art way") == ["a state-of-the-art way"]
        assert lines("and/\nor", "and/or") == ["and/or"]
        assert lines("one –\ntwo", "one – two") == ["one – two"]

    def test_east_asian_words_have_no_spaces(self) -> None:
        assert lines("机器学\n习系统 A\nB", "机器学习系统 A B") == ["机器学习系统 A B"]

    def test_the_form_of_characters_may_differ(self) -> None:
        assert lines("Zu\u0308rich\nsee", "Zürich see") == ["Zürich see"]

    def test_a_string_in_a_longer_word_joins_nothing(self) -> None:
        assert lines("xa\nbx", "a b") == ["xa", "bx"]

    def test_the_same_string_twice(self) -> None:
        assert lines("a\nb\n\nc\na\nb", "a b") == ["a b", "c", "a b"]


class TestBlocks:
    WORK = ("On Engines", "Ada Lovelace", "Ann Author", "Proceedings of Things", "1843")

    def test_a_publication_is_one_line(self) -> None:
        page = "Talks\n1 On Engines.\nAda Lovelace and\nAnn Author. Proceedings of\nThings, (reprinted)\n1843\nSkills"
        assert lines(page, *self.WORK, blocks=(self.WORK,)) == [
            *("Talks", "1 On Engines. Ada Lovelace and Ann Author. Proceedings of Things, (reprinted) 1843", "Skills")
        ]

    def test_its_title_may_stand_elsewhere_too(self) -> None:
        page = "On Engines\nAda Lovelace\n• built some\nPapers\nOn Engines.\nAda Lovelace, Ann Author.\nThings,\n1843"
        assert lines(page, blocks=(("On Engines", "Ada Lovelace", "Ann Author", "Things", "1843"),)) == [
            *("On Engines", "Ada Lovelace", "• built some", "Papers"),
            "On Engines. Ada Lovelace, Ann Author. Things, 1843",
        ]

    def test_too_little_of_it_is_none(self) -> None:
        assert lines("On Engines\nx\n1843", blocks=(self.WORK,)) == ["On Engines", "x", "1843"]


class TestLines:
    def test_headings_get_a_blank_line_in_their_order(self) -> None:
        page = "Ada\nWork\nEngines\nSkills\nWork\nC"
        assert lines(page, headings=("Work", "Skills")) == ["Ada", "", "Work", "Engines", "", "Skills", "Work", "C"]

    def test_a_heading_across_pages(self) -> None:
        assert transcript(["Ada\n", "Work\nx"], Guide(headings=("Work",))) == "Ada\n\nWork\nx\n"

    def test_lists_go_on_behind_a_comma(self) -> None:
        assert lines("Languages: C,\nC++\nWork", headings=("Work",)) == ["Languages: C, C++", "", "Work"]
        assert lines("a,\n• b", headings=()) == ["a,", "• b"]
        assert lines("a,\nWork", headings=("Work",)) == ["a,", "", "Work"]

    def test_bullets(self) -> None:
        assert lines("•one\n◦  two\n\uf0b7 three") == ["• one", "• two", "• three"]

    def test_nothing(self) -> None:
        assert transcript([], Guide()) == transcript([""], None) == transcript(["\n \n"]) == ""


class TestWithoutAGuide:
    def test_a_sentence_goes_on_with_a_small_letter(self) -> None:
        assert transcript(["He built a large\nengine, and\nThe End"]) == "He built a large engine, and\nThe End\n"

    def test_an_address_opens_a_line(self) -> None:
        for address in ("ada@example.org · x", "example.org/ada", "https://x.org"):
            assert transcript([f"Ada Lovelace\n{address}"]) == f"Ada Lovelace\n{address}\n"

    def test_bullets_and_numbers_open_lines(self) -> None:
        assert transcript(["a,\n1. b,\n(2) c,\n• d"]) == "a,\n1. b,\n(2) c,\n• d\n"

    def test_pages_are_parted(self) -> None:
        assert transcript(["a", "", "b"]) == "a\n\nb\n"


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3), st.booleans())
def test_no_word_is_lost_and_nothing_raises(pages: list[str], texts: list[str], guided: bool) -> None:
    guide = Guide(tuple(texts), (tuple(texts),) if texts else (), tuple(texts)) if guided else None
    transcript(pages, guide)


@given(st.lists(st.sampled_from(["ab", "cd", "e-", "f,", "机", "\n", " "]), max_size=30))
def test_only_white_space_changes(parts: list[str]) -> None:
    page = " ".join(parts)
    guide = Guide(("ab cd", "e-f", "机机"), (("ab", "cd", "f"),), ("cd",))
    assert "".join(transcript([page], guide).split()) == "".join(page.split())


def test_a_long_document_takes_no_long_time() -> None:
    texts = tuple(f"this is the bullet number {n} of a list that is quite long" for n in range(1500))
    page = "\n".join(f"• {text[:30]}\n{text[30:]}" for text in texts)
    with processor_seconds(10):
        transcript([page], Guide(texts, tuple((text, "x") for text in texts[:100])))
