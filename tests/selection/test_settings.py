"""What a variant is after everything that it extends has been followed."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from cvpdf.schema.built_in import BUILT_IN, all_languages
from cvpdf.schema.page import FontFiles
from cvpdf.schema.resume import Resume
from cvpdf.schema.variant_names import BUILT_IN_VARIANTS
from cvpdf.schema.variants import HEADER_FIELDS, Bounds, SectionRule
from cvpdf.selection.settings import FitBounds, Settings, resolve, variant_names
from tests.support import PERSON, resume_of


def cv(variants: str = "{}", before: str = "") -> Resume:
    return resume_of(PERSON + before + "variants:\n" + indent(dedent(variants).strip("\n") + "\n", "  "))


def settings(variants: str, name: str, before: str = "") -> Settings:
    return resolve(cv(variants, before), name)


def limits(of: Settings) -> dict[str, SectionRule]:
    return {str(rule.id): rule for rule in of.limits}


class TestNames:
    def test_the_built_in_ones(self) -> None:
        assert variant_names(resume_of(PERSON)) == ("full", "onepage", "publications")
        assert tuple(BUILT_IN) == BUILT_IN_VARIANTS

    def test_the_users_follow_in_the_order_of_the_file(self) -> None:
        resume = cv("z: {extends: full}\nonepage: {max_pages: 2}\na: {extends: z}")
        assert variant_names(resume) == ("full", "onepage", "publications", "z", "a")


class TestBuiltIn:
    def test_full(self) -> None:
        full = resolve(resume_of(PERSON), "full")
        assert (full.name, full.title, full.template, full.output) == (
            "full",
            "Curriculum Vitae",
            "full.tex.j2",
            "full",
        )
        assert (full.sections, full.limits, full.max_pages, full.min_priority) == (None, (), None, 1)
        assert full.header == HEADER_FIELDS
        assert full.engine == "auto"
        assert (full.tags.include, full.tags.exclude) == (None, ())

    def test_onepage(self) -> None:
        onepage = resolve(resume_of(PERSON), "onepage")
        assert (onepage.template, onepage.max_pages, onepage.sections) == ("onepage.tex.j2", 1, None)
        assert "photo" not in onepage.header
        assert onepage.engine == "auto"
        assert onepage.design.entries.heads == "inline"
        assert onepage.fit == FitBounds((9, 10.5), (0.94, 1), (0.6, 1.2), "content")
        found = limits(onepage)
        assert set(found) == {"awards", "grants", "talks", "teaching", "service", "certificates", "references"}
        assert found["awards"] == SectionRule.model_validate({"id": "awards", "highlights": 0, "omit": ["summary"]})
        assert all(rule.entries is None for rule in found.values())

    def test_publications(self) -> None:
        publications = resolve(resume_of(PERSON), "publications")
        assert publications.sections is not None
        [rule] = publications.sections
        assert (rule.id, rule.group_by, bool(rule.numbered)) == ("publications", "status", True)
        assert publications.max_pages is None
        assert publications.limits == ()
        assert publications.fit is None


class TestExtends:
    def test_full_if_nothing_is_said(self) -> None:
        short = settings("short: {max_pages: 2}", "short")
        assert (short.title, short.template, short.max_pages) == ("Curriculum Vitae", "full.tex.j2", 2)
        assert (short.name, short.output, short.variant) == ("short", "short", "short")
        assert short.variant.span is not None
        assert short.variant.span.line == 4

    def test_a_built_in_one(self) -> None:
        short = settings("short: {extends: onepage, title: Short}", "short")
        assert (short.title, short.template, short.max_pages) == ("Short", "onepage.tex.j2", 1)
        assert limits(short)["references"].omit == ("quote",)

    def test_through_several(self) -> None:
        variants = """\
            a: {extends: b, title: A}
            b: {extends: c, min_priority: 2, engine: lualatex}
            c: {extends: onepage, title: C, header: [email]}
            """
        a = settings(variants, "a")
        assert (a.title, a.min_priority, a.engine, a.header, a.max_pages) == ("A", 2, "lualatex", ("email",), 1)

    @pytest.mark.parametrize("extends", ["", "extends: onepage, "])
    def test_a_changed_built_in_one_extends_itself(self, extends: str) -> None:
        onepage = settings(f"onepage: {{{extends}max_pages: 2}}", "onepage")
        assert (onepage.max_pages, onepage.template) == (2, "onepage.tex.j2")
        assert onepage.variant.span is not None

    def test_a_changed_built_in_one_that_extends_another(self) -> None:
        onepage = settings("onepage: {extends: publications}", "onepage")
        assert (onepage.template, onepage.max_pages) == ("publications.tex.j2", None)

    def test_a_change_of_full_reaches_all(self) -> None:
        variants = "full: {title: Lebenslauf, engine: lualatex, design: {paper: letter}}\nshort: {max_pages: 2}"
        found = {name: settings(variants, name) for name in ("full", "onepage", "publications", "short")}
        assert {of.engine for of in found.values()} == {"lualatex"}
        assert {of.design.page.paper for of in found.values()} == {"letter"}
        assert [of.title for of in found.values()] == ["Lebenslauf", "Résumé", "Publications", "Lebenslauf"]

    def test_the_output_is_not_inherited(self) -> None:
        variants = "a: {output: Ada CV}\nb: {extends: a}"
        assert settings(variants, "a").output == "Ada CV"
        assert settings(variants, "b").output == "b"

    def test_sections_and_tags_are_replaced_as_a_whole(self) -> None:
        variants = """\
            a:
              sections: [skills, talks]
              tags: {include: [x], exclude: [y]}
            b:
              extends: a
              sections: [talks]
              tags: {include: [y]}
            """
        resume = resume_of(
            PERSON
            + "sections: [{kind: text, title: T, text: x, tags: [x, y]}]\nvariants:\n"
            + indent(dedent(variants), "  ")
        )
        b = resolve(resume, "b")
        assert [str(rule.id) for rule in b.sections or ()] == ["talks"]
        assert (b.tags.include, b.tags.exclude) == (("y",), ())


class TestLimits:
    def test_only_written_fields_change(self) -> None:
        found = limits(settings("onepage: {limits: [{id: awards, entries: 1}]}", "onepage"))
        assert (found["awards"].entries, found["awards"].highlights) == (Bounds(max=1), Bounds(max=0))
        assert found["awards"].omit == ("summary",)
        assert found["grants"].entries is None

    def test_bounds_are_replaced_as_a_whole(self) -> None:
        variants = "a: {limits: [{id: talks, entries: {min: 3}}]}\nb: {extends: a, limits: [{id: talks, entries: 2}]}"
        assert limits(settings(variants, "b"))["talks"].entries == Bounds(max=2)

    def test_what_is_written_empty_is_empty(self) -> None:
        found = limits(settings("onepage: {limits: [{id: awards, omit: []}]}", "onepage"))
        assert found["awards"].omit == ()
        assert found["awards"].highlights == Bounds(max=0)

    def test_further_ones_are_added(self) -> None:
        found = limits(settings("full: {limits: [{id: talks, entries: 0}]}\na: {limits: [grants]}", "a"))
        assert list(found) == ["talks", "grants"]
        assert (found["talks"].entries, found["grants"].entries) == (Bounds(max=0), None)


def fit(variants: str, name: str, before: str = "") -> FitBounds:
    found = settings(variants, name, before).fit
    assert found is not None
    return found


def test_severities_and_allowed_texts_of_all_levels() -> None:
    before = "checks: {text-missing: {allow: [x]}, no-text: off}\n"
    a = "a: {checks: {text-missing: {severity: warning, allow: [y]}, no-text: error}}\n"
    found = settings(a + "b: {extends: a, checks: {text-missing: {allow: [z]}}}", "b", before)
    assert found.checks == {"text-missing": "warning", "no-text": "error"}
    assert found.allowed["text-missing"] == ("x", "y", "z")


class TestFit:
    def test_what_is_not_written_comes_from_the_design(self) -> None:
        assert fit("onepage: {design: {font_size: 8.5, line_spacing: 0.92, spacing: 0.4}}", "onepage") == FitBounds(
            (8.5, 8.5), (0.92, 0.92), (0.4, 1.2)
        )
        assert fit("{}", "onepage", "design: {font_size: 11, line_spacing: 1.1, spacing: 1.5}\n") == FitBounds(
            (9, 11), (0.94, 1.1), (0.6, 1.5)
        )

    def test_one_number_stands_for_both(self) -> None:
        found = fit("onepage: {fit: {font_size: 10pt, spacing: [0.5, 0.9]}}", "onepage")
        assert (found.font_size, found.line_spacing, found.spacing) == ((10, 10), (0.94, 1), (0.5, 0.9))

    def test_only_written_fields_change(self) -> None:
        variants = "a: {extends: onepage, fit: {spacing: 1}}\nb: {extends: a, fit: {prefer: legibility}}"
        found = fit(variants, "b")
        assert (found.spacing, found.prefer, found.font_size) == ((1, 1), "legibility", (9, 10.5))

    def test_true_changes_nothing(self) -> None:
        assert fit("a: {extends: onepage, fit: {spacing: 1}}\nb: {extends: a, fit: true}", "b").spacing == (1, 1)

    def test_turned_off_and_on_again(self) -> None:
        variants = (
            "a: {extends: onepage, fit: {spacing: 1}}\nb: {extends: a, fit: false}\nc: {extends: b, max_pages: 2}"
        )
        assert settings(variants, "b").fit is None
        assert settings(variants, "c").fit is None
        on = fit(variants + "\nd: {extends: c, fit: {prefer: legibility}}", "d")
        assert (on.spacing, on.prefer) == ((0.6, 1.2), "legibility")
        assert fit(variants + "\nd: {extends: c, fit: true}", "d").spacing == (0.6, 1.2)


class TestDesign:
    def test_the_files_of_a_font_are_replaced_as_a_whole(self) -> None:
        before = "design:\n  font: {regular: a.ttf, bold: b.ttf}\n  fonts: {han: A, mono: B}\n"
        design = settings("v: {design: {font: {regular: c.ttf}, fonts: {han: C}}}", "v", before).design
        assert design.page.font == FontFiles.model_validate({"regular": "c.ttf"})
        assert (design.page.fonts.han, design.page.fonts.mono) == ("C", "B")

    def test_only_written_fields_change_margins_included(self) -> None:
        before = "design:\n  font: pagella\n  font_size: 11\n  margins: {top: 10mm, left: 15mm}\n"
        variants = "onepage: {design: {font_size: 9, margins: {left: 12mm}}}\n"
        variants += "short: {extends: onepage, design: {paper: letter}}"
        for name in ("onepage", "short"):
            design = settings(variants, name, before).design
            assert (design.page.font, design.page.font_size) == ("pagella", 9)
            margins = design.page.margins
            assert (margins.top, margins.bottom, margins.left, margins.right) == ("10mm", "19mm", "12mm", "23mm")
        assert settings(variants, "short", before).design.page.paper == "letter"
        assert settings(variants, "onepage", before).design.page.paper == "a4"
        assert settings(variants, "full", before).design.page.font_size == 11

    def test_one_length_sets_all_margins(self) -> None:
        margins = settings("a: {design: {margins: 15mm}}", "a", "design: {margins: {top: 10mm}}\n").design.page.margins
        assert {margins.top, margins.bottom, margins.left, margins.right} == {"15mm"}

    def test_a_written_default_wins_over_another_value(self) -> None:
        assert settings("a: {design: {paper: a4}}", "a", "design: {paper: letter}\n").design.page.paper == "a4"


class TestLanguage:
    BEFORE = "locale: {languages: [en, de], labels: {present: {en: now, de: heute}}}\n"
    VARIANTS = """
        full: {title: {en: CV, de: Lebenslauf}, output: {en: cv, de: lebenslauf}}
        lang: {extends: onepage, locale: de}
        swiss: {extends: lang, locale: {date_style: long, labels: {page: Blatt}}}
        english: {extends: swiss, locale: en}
        """

    @pytest.mark.parametrize(
        ("name", "asked", "language", "output", "stem", "present"),
        [
            ("full", None, "en", "cv", "full", "now"),
            ("full", "de", "de", "lebenslauf", "full-de", "heute"),
            ("lang", None, "de", "lang", "lang", "heute"),
            ("lang", "de", "de", "lang", "lang", "heute"),
            ("lang", "en", "en", "lang-en", "lang-en", "now"),
            ("english", None, "en", "english", "english", "now"),
        ],
    )
    def test_of_a_variant(
        self, name: str, asked: str | None, language: str, output: str, stem: str, present: str
    ) -> None:
        found = resolve(cv(self.VARIANTS, self.BEFORE), name, asked)
        assert (found.locale.language, found.output, found.stem) == (language, output, stem)
        assert found.locale.label("present") == present
        assert settings(self.VARIANTS, "full", self.BEFORE).title == "CV"

    def test_a_locale_adds_to_the_one_that_is_inherited_and_to_that_of_the_file(self) -> None:
        swiss = settings(self.VARIANTS, "swiss", self.BEFORE).locale
        assert (swiss.language, swiss.date_style) == ("de", "long")
        assert (swiss.label("page"), swiss.label("present")) == ("Blatt", "heute")

    def test_labels_of_another_language_are_left_out(self) -> None:
        variants = "de: {locale: {language: de, labels: {page: Blatt}}}"
        resume = cv(variants, "locale: {labels: {present: now}}\n")
        assert resolve(resume, "de").locale.labels == {"page": "Blatt"}
        assert resolve(resume, "de", "en").locale.labels == {"present": "now"}
        assert all_languages(resume) == ("en", "de")
