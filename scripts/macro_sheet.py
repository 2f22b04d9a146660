"""Write docs/images/macros.png: every public macro of the class, as it is typed and as it is printed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from cvpdf.fonts.document_fonts import document_fonts
from cvpdf.fonts.find.choose import font_set
from cvpdf.fonts.letters import clusters
from cvpdf.latex.toolchain import find_toolchain
from cvpdf.render.latex import Escaper
from cvpdf.themes.theme import built_in_folder, load_theme

TARGET = Path(__file__).parent.parent / "docs" / "images" / "macros.png"
DPI = 96

MACROS = r"""
\cvname{Jane Roe}{何苔丝}
\cvheadline{Engineer of bridges}
\cvaffiliations{University of Examples \cvsep Institute of Models}
\cvcontact{\cvkind{mail}{jane@example.org}\cvkind{web}{jane.example.org}}
\cvsummary{A few sentences about the person.}
\cvsection{Title of a section}
\cvintro{Words before the entries of a section.}
\cventry{title={Employer}, date={2020 – 2023}, subtitle={Position}, location={Bern}}
\cvrole{title={One of several positions}, date={2022 – 2023}}
\cvtext{A paragraph.}
\cvfield{Thesis}{On Models}
\cvbullet{An item of a list.}
\cvsubbullet{An item one level below.}
\cvskill{Languages}{Python, C++}
\cvline{\cvpiece{\cvstrong{\cvlabel{Dutch}}native}\cvpiece{\cvstrong{\cvlabel{German}}C1}}
\cvitem{\cvstrong{An award}, Society of Examples}{2021}
\cvsubsection{A group of publications}
\cvpublication{1}{\cvpubtitle{On Models}. \cvauthors{\cvme{J. Roe}, A. Muster}. \cvvenueshort{XC ’23}.}
\cvremark{* Equal contribution}
\cvtext{\cvlink{https://example.org}{a link}, \cvstrong{bold}, \cvemph{italics}, \cvcode{code}, \cvquiet{quiet}}
\cvtext{\cvlang{zh}{何苔丝}}
"""


def main() -> None:
    """Typeset the sheet and write the picture."""
    lines = MACROS.strip().split("\n")
    typed = Escaper(True).text
    body = "\n".join(f"\\cvtext{{\\cvquiet{{\\cvcode{{{typed(line)}}}}}}}\n{line}\n" for line in lines)
    setup = "font-size=9, icons=true, standard=none, foot=none, margin-left=15mm, margin-right=15mm, margin-top=10mm"
    head = f"\\documentclass{{cvpdf}}\n\\cvsetup{{{setup}}}\n\\usepackage{{a-fonts}}\n\\nofiles\n\\begin{{document}}\n"
    tex = f"{head}{body}\\end{{document}}\n"
    fonts = font_set().fonts
    engine = find_toolchain().pdflatex
    assert fonts is not None
    assert engine is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {**load_theme((built_in_folder(),)).support, **document_fonts(clusters(tex), fonts, "a").files}
        for path, content in {**files, "a.tex": tex.encode()}.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        subprocess.run([engine, "-interaction=batchmode", "a.tex"], cwd=folder, check=True, capture_output=True)
        document = pypdfium2.PdfDocument((folder / "a.pdf").read_bytes())
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
        document.close()
    boxes = [ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() for page in pages]
    heights = [box[3] + 12 for box in boxes if box]
    sheet = Image.new("RGB", (pages[0].width, sum(heights)), "white")
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        sheet.paste(page.crop((0, 0, page.width, height)), (0, sum(heights[:number])))
    sheet.quantize(128).save(TARGET, "PNG", optimize=True)


if __name__ == "__main__":
    main()
