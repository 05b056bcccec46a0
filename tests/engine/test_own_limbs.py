"""A おおむね10% limb on any kind of an own law: data, which everything that judges reads."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.engine import assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law
from shinryo_ratio.law.model import LIMB_KINDS
from support import naive, own_law

LAWS: dict[str, Law] = {}
ON = sorted(LIMB_KINDS - {"childbirth", "workers_compensation"})


@pytest.fixture(scope="module", autouse=True)
def _laws(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("laws")
    for kind in ON:
        file = folder / f"{kind}.toml"
        file.write_text(own_law.with_limb(kind), "utf-8")
        LAWS[kind] = Law.load(file)


def document(*revenue: tuple[str, int] | dict[str, Any], **said: Any) -> dict[str, Any]:
    lines = [line if isinstance(line, dict) else {"kind": line[0], "amount": line[1]} for line in revenue]
    return {
        "corporation": {"name": "事例会", "type": "social"},
        "fiscal_year": {"start": "2025-04-01"},
        "revenue": [{"name": "科目", **line} for line in lines],
        **said,
    }


def judged(data: dict[str, Any], law: Law, *, closely: bool) -> tuple[str, int, int]:
    """What a batch says of a document, at a glance or by the models."""
    judge = Judge(Settings("in.ndjson"), law=law, closely=closely)
    line = json.loads(judge.row(Document(1, json.dumps(data).encode())).line)
    return line["verdict"], line["numerator"], line["denominator"]


def test_vaccination_over_and_under_ten_percent(tmp_path: Path) -> None:
    """75 of 100 insured. Ten of vaccination are at most 10% of 100 and count; eleven are more."""
    law = LAWS["vaccination"]
    for vaccination, other, expected in (
        (10, 15, ("met", 85, 100)),
        (11, 14, ("not_met", 75, 100)),
    ):
        data = document(("social_insurance", 75), ("vaccination", vaccination), ("self_pay", other))
        test = assess(Figures.model_validate(data), law=law).income
        assert (test.verdict, test.numerator, test.denominator) == expected
        assert [line.numerator for line in test.lines] == [75, expected[1] - 75, 0]
        assert judged(data, law, closely=False) == judged(data, law, closely=True) == expected
    # where it does not hold, twelve of a hundred would do, and thirteen would not
    assert test.certainty == "depends_on_reading"
    assert test.margins is not None
    # 110 of denominator let eleven count: 75 + 11 + 10 of 110 exceeds 80%; fewer than ten do not open it,
    # and by insured revenue alone 75 + z > 0.8 (100 + z) takes 26
    assert test.margins.qualifying_shortfall == 10


@pytest.mark.parametrize("kind", ON)
def test_batch_says_what_assess_says(kind: str) -> None:
    law = LAWS[kind]
    for amount in range(5, 16):
        said = {"same_tariff": False} if kind == "health_checkup" else {}
        line = {"kind": kind, "amount": amount, **said}
        data = document(("social_insurance", 75), line, ("self_pay", 25 - amount))
        holds = 10 * amount <= 100
        expected = ("met" if holds and 75 + amount > 80 else "not_met", 75 + amount * holds, 100)
        test = assess(Figures.model_validate(data), law=law).income
        assert (test.verdict, test.numerator, test.denominator) == expected
        assert judged(data, law, closely=False) == judged(data, law, closely=True) == expected


def test_a_commission_counts_beyond_the_limb() -> None:
    """Item (2) within 10% or on the tariff; (7) whatever a public body commissioned, without a limb."""
    line = {"kind": "health_checkup", "amount": 20, "same_tariff": False, "commissioned_by_public_body": True}
    data = document(("social_insurance", 70), line, ("self_pay", 10))
    test = assess(Figures.model_validate(data), law=LAWS["health_checkup"]).income
    assert (test.numerator, test.denominator) == (90, 100)
    assert test.lines[1].item == "(7)"


AMOUNTS = st.sampled_from([0, 1, 2, 5, 9, 10, 11, 12, 13, 45, 80, 100])
SMALL = st.integers(0, 4)


@pytest.mark.parametrize("kind", ["vaccination", "health_checkup", "long_term_care", "room_charge"])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_bounds_are_those_of_every_split(kind: str, data: st.DataObject) -> None:
    """Against the contract written once more, yen by yen, with the limb as one condition more."""
    lines: list[dict[str, Any]] = [
        {"kind": "social_insurance", "amount": data.draw(AMOUNTS)},
        {"kind": "self_pay", "amount": data.draw(AMOUNTS)},
        {"kind": "workers_compensation", "same_tariff": False, "amount": data.draw(SMALL)},
        {"kind": "unclassified", "business": "main", "amount": data.draw(SMALL)},
        {"kind": "other", "business": "ancillary", "amount": data.draw(SMALL)},
    ]
    limited: dict[str, Any] = {"kind": kind, "amount": data.draw(st.integers(0, 13))}
    if kind == "health_checkup":
        limited |= data.draw(st.sampled_from([{}, {"same_tariff": False}, {"same_tariff": True}]))
    if kind == "long_term_care":
        lines.append({"kind": kind, "amount": data.draw(SMALL), "copayment": True})
    figures = Figures.model_validate(document(*lines, limited))
    test = assess(figures, law=LAWS[kind]).income
    if test.reason_code == "no_denominator":
        return
    assert test.bounds is not None
    low, high = naive.extremes(figures, set(), (kind,))
    assert (test.bounds.low, test.bounds.high) == (low, high)
    limit = Fraction(80, 100)
    straddles = Fraction(*low or (0, 1)) <= limit < Fraction(*high or (0, 1))
    assert (test.verdict == "undetermined") == straddles
