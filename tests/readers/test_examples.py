"""The example of a broken file shows what it says, at the lines it says."""

import re
from pathlib import Path

import pytest

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import read

BROKEN = Path(__file__).parents[2] / "examples" / "broken.yaml"


def test_the_mistakes_of_the_broken_example() -> None:
    with pytest.raises(FiguresError) as caught:
        read(BROKEN)
    assert [(p.place.line, p.place.column, p.code) for p in caught.value.problems] == [
        (9, 10, "date-impossible"),
        (14, 11, "unknown-word"),
        (18, 13, "amount-format"),
        (21, 13, "amount-above-zero"),
        (26, 5, "fact-on-wrong-kind"),
        (31, 7, "deliveries-mismatch"),
        (33, 5, "business-missing"),
        (38, 5, "unknown-key"),
        (40, 15, "insured-outside-medical"),
    ]


def test_the_comments_of_the_broken_example_number_its_mistakes() -> None:
    with pytest.raises(FiguresError) as caught:
        read(BROKEN)
    numbered = re.findall(r"# (\d+)\. ", BROKEN.read_text("utf-8"))
    assert [int(number) for number in numbered] == list(range(1, len(caught.value.problems) + 1))
