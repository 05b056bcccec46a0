"""Whole numbers as accountants write them, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinryo_ratio.figures.amounts import AmountError, parse_amount
from shinryo_ratio.figures.fields import MOST_YEN, whole_number_code

WHOLE = st.integers(-(10**15), 10**15)
FULL_WIDTH = str.maketrans("0123456789,-()", "０１２３４５６７８９，－（）")


def notations(value: int) -> list[str]:
    grouped = f"{abs(value):,}"
    plain = [str(value), f"{value:,}", f" {value:,} "]
    if value < 0:
        plain += [f"{sign}{grouped}" for sign in "△▲▼−-－‐ー―"] + [f"({grouped})", f"△ {grouped}"]
    else:
        plain += [f"+{grouped}"]
    return plain + [text.translate(FULL_WIDTH) for text in plain]


@given(WHOLE)
def test_every_notation_of_a_number_is_that_number(value: int) -> None:
    for text in notations(value):
        assert parse_amount(text) == value, text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount-blank"),
        ("　", "amount-blank"),
        ("-", "amount-blank"),
        ("ー", "amount-blank"),
        ("12,34", "amount-format"),
        ("1,2345", "amount-format"),
        (",123", "amount-format"),
        ("0123", "amount-format"),
        ("0,123", "amount-format"),
        ("1_000", "amount-format"),
        ("1e3", "amount-format"),
        ("0x10", "amount-format"),
        ("(-5)", "amount-format"),
        ("(+5)", "amount-format"),
        ("(5", "amount-format"),
        ("--5", "amount-format"),
        ("五百", "amount-format"),
        ("12 34", "amount-format"),
        ("1　000", "amount-format"),
        ("1, 000", "amount-format"),
        ("1 .5", "amount-format"),
        ("()", "amount-format"),
        ("1.2.3", "amount-format"),
        ("1.5", "amount-fraction"),
        ("１．０", "amount-fraction"),
        ("-1,234.5", "amount-fraction"),
        (".5", "amount-fraction"),
        ("1,000円", "amount-unit"),
        ("5千円", "amount-unit"),
        ("￥5", "amount-unit"),
        ("¥5", "amount-unit"),
        ("1" * 21, "amount-too-large"),
        ("△" + "1" * 5000, "amount-too-large"),
    ],
)
def test_what_is_no_whole_number(text: str, code: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_a_number_or_an_error(text: str) -> None:
    try:
        value = parse_amount(text)
    except AmountError as error:
        if not error.code.startswith("amount-"):
            raise
    else:
        assert isinstance(value, int)
        assert any(char.isnumeric() for char in text)


@pytest.mark.parametrize(
    ("value", "least", "most", "code"),
    [
        (True, 0, 9, "amount-boolean"),
        (1.0, 0, 9, "amount-fraction"),
        (None, 0, 9, "amount-blank"),
        ("x", 0, 9, "amount-format"),
        ([], 0, 9, "amount-format"),
        (-1, 0, MOST_YEN, "amount-too-small"),
        ("△1", 0, MOST_YEN, "amount-too-small"),
        (1, -MOST_YEN, 0, "amount-above-zero"),
        (MOST_YEN + 1, 0, MOST_YEN, "amount-too-large"),
        (-MOST_YEN - 1, 0, MOST_YEN, "amount-too-large"),
    ],
)
def test_the_code_says_which_way_a_value_fails(value: object, least: int, most: int, code: str) -> None:
    assert whole_number_code(value, least, most) == code
