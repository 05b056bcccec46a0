"""Amounts as exports print them, and the numbers in amount columns that are none.

Excel turns the item numbers (1) (2) (3) into -1 -2 -3: read as amounts they would be yen.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from shinryo_ratio.figures.amounts import AmountError, parse_amount

_ITEM: Final = re.compile(r"\([0-9]{1,2}\)")
_ITEM_NUMBER: Final = re.compile(r"-?[0-9]{1,2}|\([0-9]{1,2}\)|[0-9]{1,2}[.)]|[IVX]{1,4}[.)]?")
_BLANKS: Final = re.compile(r"[-*＊\s―—－‐−ー]*")
_MASKED: Final = re.compile(r"\s*[*＊][*＊\s]*")


def amount_of(text: str) -> int | None:
    """The amount in a cell; None where it is blank, or one of the marks that stand for a blank.

    Raises:
        AmountError: with the code of the problem; `import-item-number` for (1), which is an item number
            as often as it is minus one.
    """
    if _BLANKS.fullmatch(text):
        return None
    if _ITEM.fullmatch("".join(unicodedata.normalize("NFKC", text).split())):
        raise AmountError("import-item-number")
    return parse_amount(text)


def is_masked(text: str) -> bool:
    """Whether a cell hides its amount (秘匿): there is one, and it is not known."""
    return bool(_MASKED.fullmatch(text))


def is_item_number(text: str) -> bool:
    """Whether a cell holds an item number rather than a name: (1), -1 made of it by Excel, 2., Ⅲ."""
    return bool(_ITEM_NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", text).split())))


def numbers_columns(cells: Sequence[str]) -> bool:
    """Whether a row only counts its columns: (1) (2) (3), or -1 -2 -3 as Excel has it."""
    plain = [unicodedata.normalize("NFKC", cell).strip(" ()-") for cell in cells if cell.strip()]
    return len(plain) > 1 and plain == [str(number) for number in range(1, len(plain) + 1)]


def runs_of_item_numbers(amounts: Sequence[int | None]) -> set[int]:
    """The positions of amounts that count -1, -2, … one below the other."""
    found: set[int] = set()
    start = 0
    while start < len(amounts):
        length = 0
        while start + length < len(amounts) and amounts[start + length] == -(length + 1):
            length += 1
        if length > 1:
            found.update(range(start, start + length))
        start += max(length, 1)
    return found
