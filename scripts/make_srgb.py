"""Write latex_templates/cvpdf-srgb.sty: the colour profile sRGB, which PDF/A wants, as hexadecimal digits."""

from __future__ import annotations

from pathlib import Path

from PIL import ImageCms

TARGET = Path(__file__).parent.parent / "latex_templates" / "cvpdf-srgb.sty"
HEAD = r"""% cvpdf-srgb.sty -- the colour profile sRGB, for PDF/A. Made by scripts/make_srgb.py with Little CMS.
\NeedsTeXFormat{LaTeX2e}[2021/11/15]
\ProvidesPackage{cvpdf-srgb}[2026/12/01 v0.1 The colour profile sRGB]
\gdef\cvt@srgb{%
"""


def main() -> None:
    """Write the package. Little CMS puts the date into the profile, so it is set to a fixed one."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes.fromhex("07E8 0001 0001 0000 0000 0000")  # 1 January 2024
    profile[84:100] = bytes(16)  # no digest
    digits = profile.hex().upper()
    lines = [f"{digits[place : place + 118]}%" for place in range(0, len(digits), 118)]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n}\n\\endinput\n", "utf-8")


if __name__ == "__main__":
    main()
