from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cvpdf.bibliography.latex.macros import JOURNALS
from cvpdf.bibliography.latex.text import plain, verbatim


@pytest.mark.parametrize(
    ("latex", "title"),
    [
        (r"\'{\i} {\"o} \v{c} {\O}degaard {\AA}se \L{}\'od\'z \c c \H{o} \k{a} \ss", "í ö č Ødegaard Åse Łódź ç ő ą ß"),
        (r"The {DNA} of {\TeX} and \LaTeX{} in {N}ew {\'E}vian", "The DNA of TeX and LaTeX in New Évian"),
        (r"A \emph{word}, {\em two words} and \textit{E. coli}-like", "A *word*, *two words* and *E. coli*-like"),
        (r"\emph{in \emph{upright} type}", "*in* upright *type*"),
        (r"$O(n \log n)$ and H$_2$O at 10$^{-9}$~m, $^{18}$O", "*O*(*n* log *n*) and H₂O at 10⁻⁹\u00a0m, ¹⁸O"),
        (r"$\alpha$-decay in $\mathbb{R}^n$ with $2n+1 \leq \sqrt{s}$", "*α*-decay in ℝⁿ with *2n* + 1 ≤ √*s*"),
        (r"$C^*$-algebras, $k$NN and $p<0.05$", "C*-algebras, kNN and *p* < 0.05"),
        (r"``Why?'' asked l'H\^opital --- pages 1--2", "“Why?” asked l’Hôpital — pages 1–2"),
        (r"\href{https://a.example/b_c}{a text} \url{https://a.example/b_c}", "a text https://a.example/b_c"),
        (r"{\noopsort{1973a}}A {\enquote{quoted}} 50% \& \$5 \#1 a\_b", "A “quoted” 50% & $5 #1 a_b"),
        ("Two\n   lines \\\\ and a \\- soft-\\/hyphen", "Two lines and a soft-hyphen"),
        (r"\textsc{Small} {\bf bold} \texttt{x} \MakeUppercase{u}", "Small bold x u"),
        (r"{\~{n}} \~{} \^{}", "ñ ~ ^"),
        (r"50% of \$5, $5 million to $10 million, {x $ y}", "50% of $5, $5 million to $10 million, x $ y"),
        (r"$\less$i$\greater$E. coli$\less$/i$\greater$ in H<sub>2</sub>O", "*E. coli* in H₂O"),
        (r"{\textless}i{\textgreater}In vivo{\textless}/i{\textgreater} &amp; so", "*In vivo* & so"),
        (r"\enquote{a \enquote{b} c} {``}x{''}", "“a ‘b’ c” “x”"),
        (r"\char'046 \char38 \symbol{95} \verb|a_b| \path|x/y|", "&&_ a_b x/y"),
        (r"The \emph{C*-algebra}, *as it is* and \emph{x}", "The *C∗-algebra*, ∗as it is∗ and *x*"),
        (r"$B \to K^{*0} \mu^+\mu^-$ at $\sqrt{s}=13$~TeV", "*B* → K*⁰μ⁺*μ*⁻ at √*s* = 13\u00a0TeV"),
        (r"The 4$^{th}$ and 2\textsuperscript{nd}, $x_{\rm max}$, Acme$^{TM}$", "The 4th and 2nd, *xₘₐₓ*, Acme™"),
        (r"\begin{itemize}\item a\end{itemize} \[x \) a } b { c", "a x a b c"),
        (r"\foreignlanguage{german}{Über} \textcolor{red}{x}", "Über x"),
        (r"DVI\kern-.15em VDU", "DVIVDU"),
        (r"PM$_{2.5}$ in $n^{1.5}$ or $\tilde{O}(n^2)$", "PM₂.₅ in *n¹·⁵* or Õ(*n²*)"),
        (r"$D^0$--$\bar{D}^0$ mixing, Ca$^{2+}$, $\{0,1\}^n$", "*D⁰*–*D̄⁰* mixing, Ca²⁺, {0,1}ⁿ"),
        (r"$x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}$", "*x* = (−*b* ± √(*b²* − *4ac*))/(*2a*)"),
    ],
)
def test_titles(latex: str, title: str) -> None:
    assert plain(latex, "title") == (title, ())


def test_prose_is_markdown() -> None:
    latex = r"See \href{https://a.example/x}{the \emph{data}}, a*b and *not italics*"
    assert (
        plain(latex, "prose").text
        == "See [the](https://a.example/x) [*data*](https://a.example/x), a∗b and ∗not italics∗"
    )
    assert plain(r"\emph{a} b", "line").text == "a b"


def test_what_cannot_be_said_is_reported() -> None:
    value = r"An \unknown{odd} $x^{A+B}$ and $\weird y$, \strange{}"
    text, problems = plain(value, "title")
    assert text == "An odd *x*^(A+B) and weird *y*, strange"
    assert [value[one.start : one.end] for one in problems] == [r"\unknown", "$x^{A+B}$", r"$\weird y$", r"\strange"]
    assert [re.findall(r"`.*?`", problem.message)[0] for problem in problems] == [
        r"`\unknown`", "`A+B`", r"`\weird`", r"`\strange`"
    ]  # fmt: skip


def test_journals_of_astronomy() -> None:
    assert plain(r"\apj").text == JOURNALS["apj"]
    assert plain(r"\mnras, 3").text == f"{JOURNALS['mnras']}, 3"


PIECES = st.sampled_from(
    [r"\'e", r"{\"o}", r"\emph{", "}", "{", "$", "x", "Y", " ", "é", "漢", r"\o", r"\unknown", "^", "_", "--", "~", "%",
     "*", "\\", r"\textbf{", r"\c", "1", "'", "``", "[", "]", r"\begin{x}", r"\end{x}", r"\href{", r"\noopsort{", "&"]
)  # fmt: skip


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"10.1000/a\_b{\_}c", "10.1000/a_b_c"),
        (r"\url{https://a.example/\~{}foo/a\%20b}", "https://a.example/~foo/a%20b"),
        (r"http://a.example/$\sim$c\&d\#e", "http://a.example/~c&d#e"),
    ],
)
def test_addresses(latex: str, text: str) -> None:
    assert verbatim(latex) == text


def test_braces_without_end() -> None:
    text, problems = plain("{" * 500 + "a" + "}" * 500)
    assert (text, len(problems)) == ("a", 1)


@given(st.lists(PIECES, max_size=20))
@example(["\\"])
@example(["$", r"\'e"])
@example([r"\href{", "x"])
def test_anything_is_read(pieces: list[str]) -> None:
    for form in ("line", "title", "prose"):
        plain("".join(pieces), form)


LETTERS = st.text(st.sampled_from("abcXYZé漢ñ"), min_size=1, max_size=5)
WRAPPED = st.one_of(
    LETTERS,
    LETTERS.map(lambda text: f"{{{text}}}"),
    LETTERS.map(lambda text: rf"\emph{{{text}}}"),
    LETTERS.map(lambda text: rf"{{\em {text}}}"),
    LETTERS.map(lambda text: rf"\textbf{{{text}}}"),
    LETTERS.map(lambda text: rf"\strange{{{text}}}"),
    st.sampled_from("abc").map(lambda letter: rf"\'{letter}"),
    st.sampled_from("aXY").map(lambda letter: f"${letter}$"),
)


@given(st.lists(WRAPPED, max_size=8))
def test_no_letter_is_lost(words: list[str]) -> None:
    source = " ".join(words)
    typed = re.sub(r"\\(?:emph|em|textbf|strange)\b", "", source)
    for form in ("line", "title", "prose"):
        assert _letters(plain(source, form).text) == _letters(typed)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalpha())
