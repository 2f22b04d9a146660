from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from fontTools.tfmLib import TFM

import cvpdf.fonts.make.tfm
from cvpdf.fonts.make.tfm import Metrics, tfm
from tests.fonts.families import CHARTER
from tests.fonts.making import made

PAIRS = [(left, right) for left in range(256) for right in range(256)]
UNIT = 2**-20
"""The finest difference that a TFM can express, in em."""


def read(metrics: Metrics) -> TFM:
    return TFM(io.BytesIO(tfm(metrics)))


def boxes(width: float = 0.5) -> dict[int, tuple[float, float, float]]:
    return dict.fromkeys(range(256), (width, 0.0, 0.0))


def test_all_that_is_given_is_in_the_file() -> None:
    font = read(
        Metrics(
            boxes={5: (0.5, 0.7, 0.0), 9: (0.0, 0.25, 0.2), 65: (0.625, 0.0, 0.0)},
            kerns={(5, 9): -0.125, (65, 5): 0.25, (65, 9): 0.25},
            ligatures={(5, 5): 65, (65, 65): 9},
            space=0.375,
            slant=0.25,
            x_height=0.4375,
        )
    )
    assert font.chars == {
        5: {"width": 0.5, "height": pytest.approx(0.7, abs=UNIT)},
        9: {"width": 0.0, "height": 0.25, "depth": pytest.approx(0.2, abs=UNIT)},
        65: {"width": 0.625},
    }
    assert font.kerning == {5: {9: -0.125}, 65: {5: 0.25, 9: 0.25}}
    assert font.ligatures == {5: {5: ("LIG", 65)}, 65: {65: ("LIG", 9)}}
    assert font.fontdimens["SLANT"], font.fontdimens["XHEIGHT"] == (0.25, 0.4375)
    assert (font.fontdimens["SPACE"], font.fontdimens["STRETCH"], font.fontdimens["SHRINK"]) == (0.375, 0.1875, 0.125)


def test_a_typewriter_face_has_spaces_of_one_width() -> None:
    font = read(Metrics(boxes(), space=0.5, stretches=False))
    assert [font.fontdimens[name] for name in ("SPACE", "STRETCH", "SHRINK", "EXTRASPACE")] == [0.5, 0, 0, 0.5]


def test_heights_are_rounded_up_to_those_that_fit() -> None:
    wanted = {slot: (0.5, slot / 256, slot / 512) for slot in range(256)}
    font = read(Metrics(wanted))
    heights = [font.chars[slot].get("height", 0) for slot in range(256)]
    depths = [font.chars[slot].get("depth", 0) for slot in range(256)]
    assert len(set(heights)) == len(set(depths)) == 16
    assert heights[0] == depths[0] == 0
    assert all(-UNIT <= heights[slot] - slot / 256 < 0.08 for slot in range(256))
    assert all(-UNIT <= depths[slot] - slot / 512 < 0.04 for slot in range(256))


def test_there_may_be_256_widths_with_the_one_of_nothing() -> None:
    wanted = {slot: (slot / 256, 0.0, 0.0) for slot in range(256)}
    font = read(Metrics(wanted))
    assert [font.chars[slot]["width"] for slot in range(256)] == pytest.approx([s / 256 for s in range(256)], abs=0.004)


def test_256_slots_may_each_have_kerns_of_their_own() -> None:
    kerns = {(left, right): ((left * 31 + right * 7) % 1009 - 504) / 1024 for left, right in PAIRS if right % 9 == 0}
    font = read(Metrics(boxes(), {pair: kern for pair, kern in kerns.items() if kern}))
    assert {(a, b): k for a, row in font.kerning.items() for b, k in row.items()} == {
        p: k for p, k in kerns.items() if k
    }


def test_the_smallest_kerns_are_left_out_if_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cvpdf.fonts.make.tfm, "_MOST_STEPS", 4_000)
    random = Random(1)
    kerns = {pair: random.randrange(1, 30_000) / 2**20 for pair in PAIRS[:5_000]}
    data = tfm(Metrics(boxes(), kerns))
    assert 10_000 < len(data) <= 4 * 5_000
    kept = {(a, b): k for a, row in TFM(io.BytesIO(data)).kerning.items() for b, k in row.items()}
    assert kept == {pair: kerns[pair] for pair in kept}
    assert min(kept.values()) >= sorted(kerns.values())[len(kerns) // 2]
    assert tfm(Metrics(boxes(), dict(reversed(kerns.items())))) == data


@pytest.mark.skipif(not shutil.which("tftopl"), reason="tftopl is not installed")
def test_tftopl_has_no_complaints(tmp_path: Path) -> None:
    charter = made("J̌ș" + "".join(map(chr, range(0x410, 0x450))), CHARTER.files[0][1], whole=True)
    kerns = {(left, right): (left * 256 + right) / 2**20 for left, right in PAIRS if right < 80}
    everything = tfm(Metrics({slot: (slot / 256, slot / 256, slot / 512) for slot in range(256)}, kerns))
    for data in (charter.files["tfm"], everything):
        (tmp_path / "font.tfm").write_bytes(data)
        done = subprocess.run(["tftopl", "font.tfm"], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stderr == ""
        # The program marks what it has to correct with such a comment.
        assert "THE TFM AND/OR VF FILE WAS BAD" not in done.stdout


def test_the_largest_programs_of_all_fit_into_a_file() -> None:
    random = Random(2)
    kerns = {pair: random.randrange(1, 30_000) / 2**20 for pair in PAIRS if pair[1] < 125}
    data = tfm(Metrics({slot: (slot / 256, slot / 256, slot / 512) for slot in range(256)}, kerns))
    assert 100_000 < len(data) <= 4 * 32_767
    TFM(io.BytesIO(data))
