from __future__ import annotations

import pytest

from cvpdf.languages.tags import canonical, fallbacks, is_english


@pytest.mark.parametrize(
    ("tag", "first"),
    [
        ("de-AT", ("de-AT", "de")),
        ("zh", ("zh", "zh-Hans")),
        ("zh-cn", ("zh-CN", "zh", "zh-Hans")),
        ("zh-TW", ("zh-TW", "zh-Hant", "zh")),
        ("zh-HK", ("zh-HK", "zh-Hant", "zh")),
        ("zh-Hant-HK", ("zh-Hant-HK", "zh-Hant", "zh")),
        ("pt-br", ("pt-BR", "pt")),
        ("no", ("no", "nb")),
    ],
)
def test_fallbacks(tag: str, first: tuple[str, ...]) -> None:
    assert fallbacks(tag)[: len(first)] == first


def test_the_usual_spelling() -> None:
    assert [canonical(tag) for tag in ("EN", "en-gb", "ZH-hANS", "de-1996", "SR-LATN-rs")] == [
        *("en", "en-GB", "zh-Hans", "de-1996", "sr-Latn-RS")
    ]
    assert is_english("EN-gb")
    assert not is_english("enm")
