from __future__ import annotations

from pathlib import Path

import pytest

from cvpdf.diagnostics import Diagnostic
from cvpdf.latex.cancellation import CancelledError
from cvpdf.render.rendering import render
from cvpdf.themes.theme import built_in_folder, load_theme
from tests.render.rendering import (
    FONTS,
    HOSTILE,
    HOSTILE_PERSON,
    as_read,
    outcome,
    printed,
    same_spaces,
    selection_of,
    text_of,
)


def read(template: str, folder: Path) -> str:
    """Return the text that a template prints; ValueError if anything in it is LaTeX that came from cv.yaml."""
    return same_spaces(text_of(printed(template, folder)))


def typed(text: str) -> str:
    return same_spaces(as_read(text))


@pytest.mark.parametrize(
    "template",
    [
        *(r"\VAR{basics.name}", r"\VAR{basics.name|string}", r"\VAR{basics.name|safe}"),
        *(r"\VAR{basics.name|default('x')}", r"\VAR{basics.name|trim}", r"\VAR{basics.name|list|join('')}"),
        *(r"\VAR{basics.name ~ ''}", r"\VAR{'' ~ basics.name}", r"\VAR{'' + basics.name}", r"\VAR{basics.name + ''}"),
        *(r"\VAR{'%s'|format(basics.name)}", r"\VAR{'{}'.format(basics.name)}", r"\VAR{basics['name']}"),
        *(r"\VAR{raw('{}').format(basics.name)}", r"\VAR{(raw('{}')|attr('format'))(basics.name)}"),
        *(r"\VAR{raw('{x}').format_map({'x': basics.name})}", r"\VAR{raw('a').replace('a', basics.name)}"),
        *(r"\VAR{basics|attr('name')}", r"\VAR{[basics.name]|first}", r"\VAR{[basics]|map(attribute='name')|join}"),
        *(r"\VAR{[basics.name]|join}", r"\VAR{[none, basics.name, '']|join(', ')}"),
        *(r"\VAR{linked(basics.name, none)}", r"\BLOCK{set x}\VAR{basics.name}\BLOCK{endset}\VAR{x}"),
        r"\BLOCK{set x = basics.name}\VAR{x}",
        r"\BLOCK{set x}\VAR{basics.name}\BLOCK{endset}\VAR{[x]|join(', ')}",
        r"\BLOCK{macro m(v)}\VAR{v}\BLOCK{endmacro}\VAR{m(basics.name)}",
        r"\BLOCK{macro m()}\VAR{caller()}\BLOCK{endmacro}\BLOCK{call m()}\VAR{basics.name}\BLOCK{endcall}",
        r"\BLOCK{for c in basics.name}\VAR{c}\BLOCK{endfor}",
        r"\BLOCK{block a}\VAR{basics.name}\BLOCK{endblock}",
        r"\BLOCK{with x = basics.name}\VAR{x}\BLOCK{endwith}",
        r"\BLOCK{if basics.name}\VAR{basics.name}\BLOCK{endif}",
        r"\BLOCK{filter string}\VAR{basics.name}\BLOCK{endfilter}",
    ],
)
def test_a_hostile_name_is_escaped_once_wherever_it_is_printed(template: str, tmp_path: Path) -> None:
    assert read(template, tmp_path) == typed(HOSTILE)


@pytest.mark.parametrize(
    ("template", "change"),
    [
        (r"\VAR{basics.name|upper}", str.upper),
        (r"\VAR{basics.name|replace('x', 'y')}", lambda text: text.replace("x", "y")),
        (r"\VAR{basics.name[3:]}", lambda text: text[3:]),
        (r"\VAR{basics.name * 2}", lambda text: text * 2),
        (r"\VAR{(basics.name, 1)}", lambda text: str((text, 1))),
        (r"\VAR{basics.affiliations|join(' } ')}", lambda _: "a & b } c # d"),
        (r"\VAR{'}' ~ basics.affiliations[0] ~ '\\input'}", lambda _: r"}a & b\input"),
        (r"\VAR{basics.name is defined}", lambda _: "True"),
        (r"\VAR{none}", lambda _: ""),
        (r"\VAR{7 // 2}", lambda _: "3"),
    ],
)
def test_any_operation_gives_text_that_is_escaped(template: str, change: object, tmp_path: Path) -> None:
    assert callable(change)
    assert read(template, tmp_path).replace(" ", "") == typed(change(HOSTILE)).replace(" ", "")


@pytest.mark.parametrize("operation", ["|upper", "|replace('a', 'b')", " ~ ''", "[0:99]", "|e", "|trim|title"])
def test_latex_that_went_through_an_operation_is_escaped_again(operation: str, tmp_path: Path) -> None:
    """Visible in the PDF, never executed."""
    template = (
        rf"\BLOCK{{macro m()}}\cvstrong{{\VAR{{basics.affiliations[1]}}}}\BLOCK{{endmacro}}\VAR{{(m()){operation}}}"
    )
    tex = printed(template, tmp_path)
    assert r"\cv" not in tex
    text_of(tex)


def test_includes_imports_and_super_pass(tmp_path: Path) -> None:
    (tmp_path / "part.j2").write_text(r"<\VAR{basics.name}>", encoding="utf-8")
    (tmp_path / "macros.j2").write_text(r"\BLOCK{macro m(v)}[\VAR{v}]\BLOCK{endmacro}", encoding="utf-8")
    (tmp_path / "parent.j2").write_text(r"\BLOCK{block a}(\VAR{basics.name})\BLOCK{endblock}", encoding="utf-8")
    template = r"""
        \BLOCK{extends "parent.j2"}
        \BLOCK{block a}
        \BLOCK{import "macros.j2" as m}
        \VAR{super()}\VAR{m.m(basics.name)}\BLOCK{include "part.j2"}
        \BLOCK{endblock}
        """
    name = typed(HOSTILE)
    assert read(template, tmp_path).strip() == f"({name})[{name}]<{name}>"


def test_raw_is_for_templates_and_refuses_values(tmp_path: Path) -> None:
    assert printed(r"\VAR{raw('\\foo{}')}", tmp_path) == r"\foo{}"
    assert printed(r"\VAR{basics.affiliations|join(raw(' \\cvsep '))}", tmp_path) == r"a \& b \cvsep c \# d"
    values = ["basics.name", "basics.name ~ ''", "'' ~ basics.name", "'%s' % basics.name", "basics.name|string", "x"]
    for argument in (*values, "'a', 'b'", "latex='a'", "1", ""):
        [problem] = failed(f"\n\\BLOCK{{set x = basics.name}}\\VAR{{raw({argument})}}", tmp_path)
        assert (problem.code, problem.span and problem.span.line) == ("template-syntax", 2)
        assert "raw() takes LaTeX between quotes" in problem.message
    for function in ("r = raw", "r = [raw]|first", "r = self.raw"):
        assert failed(f"\\BLOCK{{set {function}}}\\VAR{{r(basics.name)}}", tmp_path)[0].code == "template-undefined"


@pytest.mark.parametrize(
    "template",
    [
        r"\BLOCK{call '{}'.format(basics.name)}\BLOCK{endcall}",
        r"\BLOCK{filter replace('X', basics.name)}X\BLOCK{endfilter}",
        r"\BLOCK{filter string|replace('X', basics.name)|string}X\BLOCK{endfilter}",
        r"\BLOCK{macro m()}\VAR{caller(basics.name)}\BLOCK{endmacro}\BLOCK{call(v) m()}\VAR{v}\BLOCK{endcall}",
    ],
)
def test_blocks_escape_what_their_expressions_return(template: str, tmp_path: Path) -> None:
    name = read(r"\VAR{basics.name ~ ''}", tmp_path)
    assert read(template, tmp_path).replace("{}", "") == name.replace("{}", "")


def test_call_blocks_nest(tmp_path: Path) -> None:
    macro = r"\BLOCK{macro m(a)}<\VAR{a}\VAR{caller()}>\BLOCK{endmacro}"
    inner = r"\BLOCK{for i in [1, 2]}\BLOCK{call m(i)}\BLOCK{call m('b')}c\BLOCK{endcall}\BLOCK{endcall}\BLOCK{endfor}"
    assert printed(macro + inner, tmp_path) == "<1<bc>><2<bc>>"
    assert printed(
        r"\BLOCK{for i in 'ab'}\VAR{loop.index}/\VAR{loop.length}\VAR{loop.last}\BLOCK{endfor}", tmp_path
    ) == ("1/2False2/2True")


NESTED = r"\BLOCK{for i in range(99999)}\BLOCK{for j in range(99999)}x\BLOCK{endfor}\BLOCK{endfor}"
MACROS = r"\BLOCK{macro m(n)}\BLOCK{if n}\VAR{m(n - 1)}\VAR{m(n - 1)}\BLOCK{endif}\BLOCK{endmacro}\VAR{m(99)}"
LOOP = r"\BLOCK{for x in [1, 2] recursive}\VAR{loop([1, 2]) if loop.depth < 60}\BLOCK{endfor}"
CONDITION = r"\BLOCK{set r = range(9999)|list}\BLOCK{for i in r if r|select('equalto', -1)|list}\BLOCK{endfor}"
FILTERS = r"\BLOCK{set r = range(9999)|list}\VAR{([r] * 99999)|map('sum')|list|length}"
INCLUDES = (
    r"\BLOCK{with d = d|default(0) + 1}\BLOCK{if d < 40}"
    r"\BLOCK{include 'full.tex.j2'}\BLOCK{include 'full.tex.j2'}\BLOCK{endif}\BLOCK{endwith}"
)
ENDLESS = [NESTED, MACROS, LOOP, CONDITION, FILTERS, INCLUDES]


@pytest.mark.parametrize("template", ENDLESS)
def test_a_template_without_end_is_stopped(template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvpdf.render.jinja.limits.MAX_SECONDS", 0.05)
    [problem] = failed("\n" + template, tmp_path)
    assert problem.code == "template-limit"
    assert "did not end within 0.05 seconds" in problem.message
    assert problem.span is not None
    assert (Path(problem.span.file).name, problem.span.line) == ("full.tex.j2", 2)


@pytest.mark.parametrize("template", ENDLESS)
def test_a_cancelled_build_stops_a_template(template: str, tmp_path: Path) -> None:
    (tmp_path / "full.tex.j2").write_text(template)
    theme = load_theme((tmp_path, built_in_folder()))
    with pytest.raises(CancelledError):
        render(selection_of(HOSTILE_PERSON), theme, FONTS, lambda: True)


DOUBLING = r"\BLOCK{set n = namespace(x='ab')}\BLOCK{for i in range(60)}\BLOCK{set n.x = n.x %s n.x}\BLOCK{endfor}"


BIG = r"\BLOCK{set l = ['a' * 9999999] * 9999}"


@pytest.mark.parametrize(
    "template",
    [
        *(r"\VAR{'ab' * 10**9}", r"\VAR{10**9 * [1]}", r"\VAR{'a'.ljust(10**9)}", DOUBLING % "+"),
        *(r"\VAR{'a'|center(10**9)}", r"\VAR{[1]|batch(10**9, 'x')|list}", r"\VAR{'a'|indent(10**9)}", DOUBLING % "~"),
        *(r"\VAR{'%999999999d' % 1}", r"\VAR{'%*d'|format(999999999, 1)}", r"\VAR{'{:{}}'.format(1, 999999999)}"),
        *(r"\VAR{('a' * 99999).replace('', 'b' * 99999)}", r"\VAR{('a' * 99999)|replace(old='', new='b' * 99999)}"),
        *(r"\VAR{('a' * 99999).join('b' * 99999)}", r"\VAR{(['a' * 99999] * 9999)|join}"),
        *(BIG + use for use in (r"\VAR{l}", r"\VAR{l|string}", r"\VAR{{'a': l}.values()|tojson}", r"\VAR{l ~ ''}")),
        *(BIG + use for use in (r"\VAR{[l]|pprint}", r"\VAR{'%s' % l}", r"\VAR{'{}'.format(l)}", r"\VAR{l|metadata}")),
        *(BIG + use for use in (r"\VAR{linked(l, '')}", r"\VAR{[l]|join}", r"\VAR{[l, l]|sum(start=[])}")),
        *(r"\VAR{('a\n' * 99999)|indent('b' * 99999)}", r"\VAR{('a' * 99999)|wordwrap(1, wrapstring='b' * 99999)}"),
        *(r"\VAR{(['a'] * 99999)|tojson(indent=99999)}", r"\VAR{('\t' * 99999).expandtabs(99999)}"),
        *(r"\VAR{'{:>999999999}'.format(1)}", r"\VAR{('a' * 99999).translate({97: 'b' * 99999})}"),
        r"\BLOCK{set n = namespace(x='ab')}\BLOCK{for i in range(60)}"
        r"\BLOCK{set y}\VAR{n.x}\VAR{n.x}\BLOCK{endset}\BLOCK{set n.x = y}\BLOCK{endfor}",
        # Words of the template are not escaped, which would take seconds.
        pytest.param(r"\BLOCK{for i in range(9999)}" + "x" * 5000 + r"\BLOCK{endfor}", id="loop"),
    ],
)
def test_a_text_without_end_is_refused(template: str, tmp_path: Path) -> None:
    [problem] = failed(template, tmp_path)
    assert problem.code == "template-limit"
    assert "more than 20,000,000 characters" in problem.message


@pytest.mark.parametrize("number", ["9**(9**9)", "9**99999 * 9**9", "(('f' * 99999)|int(base=16)) // 3"])
def test_a_number_without_end_is_refused(number: str, tmp_path: Path) -> None:
    [problem] = failed(rf"\VAR{{{number}}}", tmp_path)
    assert "a number of more than 100,000 bits" in problem.message


@pytest.mark.parametrize("method", ["'a'.encode()", "(1).to_bytes(9)", "'a'['encode']()", "('a'|attr('encode'))()"])
def test_templates_have_no_bytes(method: str, tmp_path: Path) -> None:
    assert failed(rf"\VAR{{{method}}}", tmp_path)


@pytest.mark.parametrize("value", ["true", "false", "basics.name"])
def test_autoescape_is_refused(value: str, tmp_path: Path) -> None:
    [problem] = failed(f"\n\\BLOCK{{autoescape {value}}}\\VAR{{raw('<')}}\\BLOCK{{endautoescape}}", tmp_path)
    assert (problem.code, problem.span and problem.span.line) == ("template-syntax", 2)
    assert "`autoescape` is for HTML" in problem.message


def test_ordinary_operations_have_room(tmp_path: Path) -> None:
    template = r"\BLOCK{set x}\VAR{('one two ' * 99999)|wordwrap(9999)|length} \VAR{'a b'|wordwrap(1, wrapstring='+')}"
    template += (
        r" \VAR{'a\nb'|indent(2)} \VAR{[[1, 2]]|tojson(indent=0)|length} \VAR{9**999 // 9**998}\BLOCK{endset}\VAR{x}"
    )
    assert printed(template, tmp_path).split() == ["799991", "a+b", "a", "b", "12", "9"]


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    own = tmp_path / "latex_templates"
    (own / "sections").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (own / "part.j2").symlink_to(tmp_path / "secret")
    (own / "sections" / "deep").symlink_to(tmp_path)
    for name in ("part.j2", "sections/deep/secret"):
        for statement in (f"include '{name}'", f"import '{name}' as x", f"extends '{name}'"):
            [problem] = failed(f"\\BLOCK{{{statement}}}", own)
            assert (problem.code, problem.span and problem.span.file) == ("template-link", str(own / name))
    (own / "inside").write_text("fine")
    (own / "part.j2").unlink()
    (own / "part.j2").symlink_to("inside")
    linked = tmp_path / "elsewhere"
    linked.symlink_to(own)
    assert printed(r"\BLOCK{include 'part.j2'}", linked) == "fine"


def test_parts_of_the_document_are_escaped(tmp_path: Path) -> None:
    name = read(r"\VAR{basics.name}", tmp_path)
    runs = "%% for run in document.header.name.runs\n\\VAR{run}\n%% endfor"
    for template in (r"\VAR{document.header.name}", r"\VAR{document.header.name.text}", runs):
        assert read(template, tmp_path).strip() == name
    assert printed(r"\VAR{document.header.affiliations}", tmp_path) == r"a \& b \cvsep c \# d"


def test_prose_is_escaped_inside_its_markup(tmp_path: Path) -> None:
    person = r"""
        basics:
          name: x
          headline: '**a & b** `c_d` *e%* [f_g](https://x.org/h_i?j=k&l#m) \input{n}'
        """
    assert printed(r"\VAR{basics.headline}", tmp_path, person) == (
        r"\cvstrong{a \& b} \cvcode{c\_\*d} \cvemph{e\%} "
        r"\cvlink{https://x.org/h\_i?j=k\&l\#m}{f\_g} \textbackslash{}input\{n\}"
    )


def failed(template: str, folder: Path, name: str = "full.tex.j2") -> list[Diagnostic]:
    (folder / name).write_text(template, encoding="utf-8")
    result, found = outcome(HOSTILE_PERSON, folder)
    assert result is None
    assert [d.is_error for d in found] == [True]
    return found


def test_an_undefined_name_is_told_at_its_line(tmp_path: Path) -> None:
    [problem] = failed("a\nb\n\\VAR{basics.nmae}\n", tmp_path)
    assert problem.code == "template-undefined"
    assert "nmae" in problem.message
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == (str(tmp_path / "full.tex.j2"), 3)


@pytest.mark.parametrize(
    "expression",
    ["nothing", "nothing.more", "basics.nothing.more", "nothing|upper", "label('no')", "nothing ~ 'x'", "1/0"],
)
def test_whatever_goes_wrong_has_a_line(expression: str, tmp_path: Path) -> None:
    [problem] = failed(f"\n\n\\VAR{{{expression}}}", tmp_path)
    assert problem.code.startswith("template-")
    assert problem.span is not None
    assert problem.span.line == 3


def test_a_mistake_in_an_included_file_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    [problem] = failed("a\n\\VAR{oops}\n", tmp_path, "header.tex.j2")
    assert problem.span is not None
    assert (Path(problem.span.file).name, problem.span.line) == ("header.tex.j2", 2)


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("a\n\\BLOCK{if x}\nb\n", 3),
        ("a\n%% endfor\n", 2),
        ("a\nb\n\\VAR{x y}\n", 3),
        ("\\VAR{x|nofilter}", 1),
        ("\\BLOCK{unknown}", 1),
        ("\\VAR{", 1),
    ],
)
def test_syntax_errors(template: str, line: int, tmp_path: Path) -> None:
    [problem] = failed(template, tmp_path)
    assert problem.code == "template-syntax"
    assert problem.span is not None
    assert (problem.span.file, problem.span.line) == (str(tmp_path / "full.tex.j2"), line)


def test_a_template_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "full.tex.j2").write_bytes("Résumé".encode("latin-1"))
    result, [problem] = outcome(HOSTILE_PERSON, tmp_path)
    assert result is None
    assert problem.code == "template-error"


def test_a_missing_template_lists_those_there_are() -> None:
    snippet = HOSTILE_PERSON + "\n    variants: {mine: {template: fulll.tex.j2}}\n"
    result, [problem] = outcome(snippet, variant="mine")
    assert result is None
    assert problem.code == "template-missing"
    assert "fulll.tex.j2" in problem.message
    for name in ("full.tex.j2", "onepage.tex.j2", "publications.tex.j2"):
        assert problem.hint is not None
        assert name in problem.hint
    assert problem.span is not None


def test_a_missing_include_is_told(tmp_path: Path) -> None:
    [problem] = failed('a\n\\BLOCK{include "nothing.j2"}\n', tmp_path)
    assert problem.code == "template-missing"
    assert "nothing.j2" in problem.message


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "sections/../../secret"])
def test_a_template_cannot_read_outside_its_folders(name: str, tmp_path: Path) -> None:
    own = tmp_path / "latex_templates"
    own.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    [problem] = failed(f'\\BLOCK{{include "{name}"}}', own)
    assert problem.code == "template-missing"


@pytest.mark.parametrize(
    "expression",
    [
        *("''.__class__.__mro__", "''['__class__']", "''|attr('__class__')", "basics.__class__", "label.__globals__"),
        *("'{0.__class__}'.format(basics)", "cycler.__init__.__globals__"),
        "self._TemplateReference__context",
        *("basics.parse_raw", "basics['parse_raw']", "basics|attr('parse_file')", "design.parse_file", "locale.copy"),
        *("basics.model_fields", "basics.model_construct", "basics.model_dump", "[basics]|map(attribute='json')|first"),
        *("sections[0].section.entries[0].from_orm", "document._replace", "document.header.name.__class__"),
    ],
)
def test_the_sandbox_is_closed(expression: str, tmp_path: Path) -> None:
    [problem] = failed(f"\\VAR{{{expression}}}", tmp_path)
    assert "unsafe" in problem.message or "undefined" in problem.code


def test_templates_cannot_change_what_they_are_given(tmp_path: Path) -> None:
    for expression in ("publications.clear()", "keywords.append(1)", "publications.update(a=1)"):
        failed(f"\\VAR{{{expression}}}", tmp_path)


def test_delimiters_comments_and_blank_lines(tmp_path: Path) -> None:
    template = """
        a\\#{ gone } b %# gone
        %% for i in [1, 2]
        \\item \\VAR{ {"k": {"v": i}}["k"]["v"] }
        %% endfor


        \\BLOCK{if true}
        50\\% of {braces}, % a comment of TeX's own
        \\BLOCK{endif}
        {{ x }} {% y %} {# z #}
        """
    assert printed(template, tmp_path).split("\n") == [
        *("a b", r"\item 1", r"\item 2", r"50\% of {braces}, % a comment of TeX's own"),
        "{{ x }} {% y %} {# z #}",
    ]


def test_own_templates_win_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "text.tex.j2").write_text(r"OWN \VAR{section.text[0]}", encoding="utf-8")
    skills = "{kind: skills, title: S, entries: [{label: l, keywords: [k]}]}"
    snippet = f"{HOSTILE_PERSON}\n    sections: [{{kind: text, title: T, text: p}}, {skills}]\n"
    result, _ = outcome(snippet, tmp_path)
    assert result is not None
    assert "OWN p" in result.tex
    assert r"\cvtext" not in result.tex
    assert r"\cvskill{l}{k}" in result.tex


def test_a_template_extends_a_built_in_one(tmp_path: Path) -> None:
    tex = printed(
        r"""
        \BLOCK{extends "base.tex.j2"}
        \BLOCK{block header}HEAD \VAR{super()}\BLOCK{endblock}
        """,
        tmp_path,
    )
    assert "HEAD" in tex
    assert r"\cvname{" in tex
