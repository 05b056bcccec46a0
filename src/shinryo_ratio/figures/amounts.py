"""Whole numbers as accountants write them: 1,234, １２３, △5, ▲5, (5). Nothing else is a number."""

import re
import unicodedata
from typing import Final

_NEGATIVE_SIGNS: Final = str.maketrans(dict.fromkeys("△▲▼−‐‑–—―ー", "-"))
_WHOLE: Final = r"[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)"
_TORN: Final = r"[0-9,.]\s+[0-9,.]"
"""Digits with a blank between them: two numbers, or one that lost something."""
_MOST_DIGITS: Final = 20
_UNITS: Final = ("円", "千円", "百万円", "¥", "\\")


class AmountError(ValueError):
    """A text that is not a whole number; `code` says how it fails."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_amount(text: str) -> int:
    """The whole number that a text states.

    Raises:
        AmountError: `amount-blank`, `amount-unit` (円 inside the text), `amount-fraction`,
            `amount-too-large` or `amount-format` (among them 12,34, 12 34 and 0123).
    """
    folded = unicodedata.normalize("NFKC", text)
    plain = "".join(folded.split()).translate(_NEGATIVE_SIGNS)
    if not plain.strip("-*"):
        raise AmountError("amount-blank")
    if re.search(_TORN, folded):
        raise AmountError("amount-format")
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1]
    if re.fullmatch(_WHOLE, plain) and not (negative and plain[0] in "-+"):
        digits = plain.replace(",", "")
        if len(digits) > _MOST_DIGITS:
            raise AmountError("amount-too-large")
        value = int(digits)
        return -value if negative else value
    if any(unit in plain for unit in _UNITS):
        raise AmountError("amount-unit")
    if re.fullmatch(r"[-+]?[0-9,]*\.[0-9]+", plain):
        raise AmountError("amount-fraction")
    raise AmountError("amount-format")
