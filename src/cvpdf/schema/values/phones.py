"""Telephone numbers, in international form or as people write them at home, and the URIs that they link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Self

from cvpdf.schema.values.links import Link
from cvpdf.schema.values.value import fault, squeeze
from cvpdf.source.nodes import Text

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

FEWEST, MOST = 4, 20
"""Digits of a telephone number without country code. The shortest numbers of a country have four, on Niue."""

_BETWEEN = re.compile(r"\s*[·|;,]\s*|\s*/\s*(?=\+)|\s+(?:/|or)\s+(?=[+(0])")
"""What may be between two numbers. ``030 / 123456`` is one number."""


class Piece(NamedTuple):
    """A part of what was typed: a number with its URI, or what is between two numbers."""

    text: str
    target: str = ""
    """The ``tel:`` URI; empty if there is none."""
    is_number: bool = True


class Phone(Link):
    """One or several telephone numbers, printed as typed. Words may stand before and behind: `(mobile)`."""

    __slots__ = ()
    expected = "a telephone number"

    @classmethod
    def parse(cls, text: Text) -> Self:
        """Check that a number with country code has a possible length, and that any other can be a number."""
        import phonenumbers

        typed = squeeze(text)
        for piece in _split(typed):
            if not piece.is_number:
                continue
            number, reason = _parse(piece.text, None)
            hint = "example: +65 6516 6666; a number of your own country needs no country code"
            if reason == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE and not _has_code(piece.text):
                digits = sum(character.isdigit() for character in piece.text)
                if FEWEST <= digits <= MOST:
                    continue
                few = "few" if digits < FEWEST else "many"
                raise fault("bad-phone", f"`{piece.text}` is not a telephone number: it has too {few} digits", hint)
            if number is None:
                what = "the country code does not exist" if reason == 0 else "too few or too many digits"
                what = what if _has_code(piece.text) else "it has no digits"
                raise fault("bad-phone", f"`{piece.text}` is not a telephone number: {what}", hint)
            if not phonenumbers.is_possible_number(number):
                raise fault("bad-phone", f"`{piece.text}` has too many or too few digits for its country", hint)
        return cls(typed, text.span)

    def pieces(self, country: str | None) -> list[Piece]:
        """Return the numbers with their URIs and what is between them; `country` is that of numbers in home form."""
        return [p._replace(target=_uri(p.text, country)) if p.is_number else p for p in _split(self)]

    @property
    def target(self) -> str:
        """The URI of the first number with country code; empty if there is none."""
        return next((piece.target for piece in self.pieces(None) if piece.target), "")


def _split(typed: str) -> list[Piece]:
    """Return the numbers of a text and what is between them; a part with few digits belongs to the number before."""
    pieces: list[Piece] = []
    start = 0
    for between in [*_BETWEEN.finditer(typed), None]:
        end = between.start() if between else len(typed)
        if between is None:
            pieces.append(Piece(typed[start:end]))
        elif _is_whole(typed[start:end]) and _is_whole(_BETWEEN.split(typed[between.end() :])[0]):
            pieces += [Piece(typed[start:end]), Piece(between[0], is_number=False)]
            start = between.end()
    return pieces


def _is_whole(part: str) -> bool:
    return sum(character.isdigit() for character in part) >= FEWEST


def _has_code(part: str) -> bool:
    return "+" in part or "＋" in part


def _bare(part: str) -> str:
    """Return a number without the words around it, with ``ext.`` before an extension."""
    part = re.sub(r"\([^()\d]*\)", " ", part)
    part = re.sub(r"^[^\d+(＋]+", "", part)
    # `Durchwahl 12`, `내선 12`: whatever it is called, a short number behind a word is an extension.
    part = re.sub(r"^(.*\d)[\s,;/·]+[^\W\d_]+[.:]?\s*(\d{1,7})\D*$", r"\1 ext. \2", part)
    # Words behind the last digit; capitals behind a hyphen stand for digits: `1-800-FLOWERS`.
    return re.sub(r"(?<=\d)(?!-[A-Z]{3,}$)[^\d#*]+$", "", part.strip())


def _parse(part: str, country: str | None) -> tuple[PhoneNumber | None, int]:
    """Return a number, or `None` and why there is none, as phonenumbers numbers the reasons."""
    import phonenumbers

    try:
        return phonenumbers.parse(_bare(part), country), -1
    except phonenumbers.NumberParseException as problem:
        return None, problem.error_type


def _uri(part: str, country: str | None) -> str:
    """Return the ``tel:`` URI in the international form of RFC 3966, or an empty string."""
    import phonenumbers

    number, _ = _parse(part, country)
    if number is None or not _can_be_dialled(number, has_code=_has_code(part), country=country):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)


def _can_be_dialled(number: PhoneNumber, has_code: bool, country: str | None) -> bool:
    import phonenumbers

    possible = phonenumbers.is_possible_number_with_reason(number)
    if has_code or possible != phonenumbers.ValidationResult.IS_POSSIBLE:
        # `555-0199` can be dialled in its own town only.
        return has_code and phonenumbers.is_possible_number(number)
    # A zero that is left shows a number of another country, if numbers of this one do not begin so.
    example = phonenumbers.example_number(country or "")
    foreign = number.italian_leading_zero and not (example is not None and example.italian_leading_zero)
    return not foreign or phonenumbers.is_valid_number(number)
