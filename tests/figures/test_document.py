"""The models: what contradicts itself is refused, with the errors of the parts and of the whole at once."""

from typing import Any

import pytest
from pydantic import ValidationError

from shinryo_ratio.figures import Figures, ReadingChoice


def document(*lines: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {
        "corporation": {"name": "医療法人 見本会", "type": "social"},
        "fiscal_year": {"start": "2025-04-01"},
        "revenue": list(lines) or [line()],
        **parts,
    }


def line(amount: Any = 100, kind: Any = "other", **facts: Any) -> dict[str, Any]:
    return {"name": "x", "amount": amount, "kind": kind, **facts}


def errors(*lines: dict[str, Any], **parts: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Figures.model_validate(document(*lines, **parts))
    return [(".".join(map(str, found["loc"])), found["type"]) for found in caught.value.errors()]


def accepted(*lines: dict[str, Any], **parts: Any) -> Figures:
    return Figures.model_validate(document(*lines, **parts))


def test_defaults() -> None:
    figures = accepted(line(kind="financial"), line(kind="asset_disposal"), line(kind="donation"), line())
    assert [item.section for item in figures.revenue] == [
        "non_operating",
        "extraordinary",
        "non_operating",
        "operating",
    ]
    assert {item.business for item in figures.revenue} == {"main"}
    assert (figures.basis, figures.unit, figures.yen_per_unit) == ("actual", "yen", 1)
    assert figures.fiscal_year.end.isoformat() == "2026-03-31"
    assert not figures.fiscal_year.is_short
    assert figures.statement.totals == figures.readings.chosen == {}


def test_a_short_year() -> None:
    assert accepted(fiscal_year={"start": "2025-04-01", "end": "2026-03-30"}).fiscal_year.is_short
    assert accepted(fiscal_year={"start": "2025-04-01", "end": "2025-04-01"}).fiscal_year.is_short


def test_figures_are_frozen_and_hold_tuples() -> None:
    figures = accepted(line(kind="childbirth", deliveries=[{"fee": 50, "count": 2}]))
    with pytest.raises(ValidationError, match="frozen"):
        figures.unit = "thousand_yen"  # type: ignore[misc]
    assert isinstance(figures.revenue, tuple)
    assert isinstance(figures.revenue[0].deliveries, tuple)  # type: ignore[union-attr]


def test_a_dump_is_read_again_as_the_same_figures() -> None:
    figures = accepted(line(kind="childbirth", deliveries=[{"fee": 50, "count": 2}], delivery_count=2),
                       readings={"care-copayment": "alternative"})  # fmt: skip
    assert Figures.model_validate_json(figures.model_dump_json(by_alias=True, exclude_none=True)) == figures


@pytest.mark.parametrize(
    ("amount", "fee", "unit", "fits"),
    [(100, 100, "yen", True), (100, 99, "yen", False), (100, 101, "yen", False),
     (100, 100_999, "thousand_yen", True), (100, 99_001, "thousand_yen", True),
     (100, 101_000, "thousand_yen", False), (100, 99_000, "thousand_yen", False)],
)  # fmt: skip
def test_deliveries_add_up(amount: int, fee: int, unit: str, fits: bool) -> None:
    birth = line(amount, "childbirth", deliveries=[{"fee": fee, "count": 1}])
    if fits:
        assert accepted(birth, unit=unit).revenue[0].fees == fee  # type: ignore[union-attr]
    else:
        assert errors(birth, unit=unit) == [("revenue.0.deliveries", "deliveries-mismatch")]


def test_childbirth_without_deliveries() -> None:
    assert accepted(line(kind="childbirth", delivery_count=2)).revenue[0].fees is None  # type: ignore[union-attr]


LINES = [
    line(100, "self_pay"),
    line(20, "other", business="ancillary_care"),
    line(3, "financial"),
    line(4, "asset_disposal"),
    line(5, "other", business="profit"),
    line(1000, "self_pay", internal=True),
]
TOTALS = {"main": 100, "ancillary": 20, "profit": 5, "non_operating": 3, "extraordinary": 4}


def test_the_statement_agrees() -> None:
    assert accepted(*LINES, statement=TOTALS).statement.totals == TOTALS


@pytest.mark.parametrize("section", TOTALS)
@pytest.mark.parametrize("difference", [-1, 1])
def test_the_statement_does_not_agree(section: str, difference: int) -> None:
    statement = {**TOTALS, section: TOTALS[section] + difference}
    assert errors(*LINES, statement=statement) == [(f"statement.{section}", "statement-mismatch")]
    assert accepted(*LINES, statement=statement, unit="thousand_yen").statement.totals == statement


def test_thousands_may_differ_by_one_unit_a_line() -> None:
    accepted(line(1), line(1), statement={"main": 4}, unit="thousand_yen")
    found = errors(line(1), line(1), statement={"main": 5, "profit": 1}, unit="thousand_yen")
    assert found == [("statement.main", "statement-mismatch"), ("statement.profit", "statement-mismatch")]


def test_the_largest_total() -> None:
    accepted(line(10**15))
    accepted(line(10**12), unit="thousand_yen")
    assert errors(line(10**15), line(1)) == [("revenue", "total-too-large")]
    assert errors(line(10**12), line(-1, "insurance_deduction"), unit="thousand_yen") == [
        ("revenue", "total-too-large")
    ]


def test_the_whole_is_judged_beside_the_parts() -> None:
    birth = line(1, "childbirth", deliveries=[{"fee": 5, "count": 1}])
    assert errors(birth, line(10**15, internal="x"), line(10**15, "?", business="main", section="operating"),
                  statement={"main": 5}) == [
        ("revenue.1.other.internal", "bool_type"),
        ("revenue.2", "union_tag_invalid"),
        ("revenue.0.deliveries", "deliveries-mismatch"),
        ("revenue", "total-too-large"),
    ]  # fmt: skip
    assert errors(line(nmae=1), statement={"main": 5}) == [
        ("revenue.0.other.nmae", "extra_forbidden"),
        ("statement.main", "statement-mismatch"),
    ]
    assert errors(line(nmae=1), statement={"main": 5}, unit="x") == [
        ("unit", "literal_error"),
        ("revenue.0.other.nmae", "extra_forbidden"),
    ]


@pytest.mark.parametrize("key", ["kind", "section", "business", "internal", "amount"])
@pytest.mark.parametrize("value", [[], {}, ["other"], None, 5.0])
def test_values_of_the_wrong_shape_are_errors_and_no_crash(key: str, value: object) -> None:
    assert errors({**line(), key: value})
    assert errors(line(), line(), {**line(), key: value}, statement={"main": 1})


@pytest.mark.parametrize("unit", [[], {}, 5, None])
def test_units_of_the_wrong_shape(unit: object) -> None:
    assert errors(unit=unit) == [("unit", "literal_error")]


def test_lines_that_are_no_mappings() -> None:
    assert errors(5, statement={"main": "x"}) == [  # type: ignore[arg-type]
        ("revenue.0", "model_attributes_type"),
        ("statement.main", "amount"),
    ]
    with pytest.raises(ValidationError, match="dictionary"):
        Figures.model_validate(5)
    with pytest.raises(ValidationError):
        Figures.model_validate({"revenue": 5})


def test_a_line_without_a_kind_is_looked_through() -> None:
    assert errors({"name": "x", "amount": 1.5, "covid": "?"}) == [
        ("revenue.0", "union_tag_not_found"),
        ("revenue.0.amount", "amount"),
        ("revenue.0.covid", "bool_type"),
    ]
    assert errors({"name": "x", "amount": 1}) == [("revenue.0", "union_tag_not_found")]


def test_the_end_of_a_year_that_cannot_be_read() -> None:
    assert errors(fiscal_year={"start": "x"}) == [("fiscal_year.start", "date-format")]
    assert errors(fiscal_year={"start": "2025-13-01"}) == [("fiscal_year.start", "date-impossible")]
    assert errors(fiscal_year={}) == [("fiscal_year.start", "missing")]
    assert [path for path, _ in errors(fiscal_year={"start": None})] == ["fiscal_year.start"]
    assert errors(fiscal_year=5) == [("fiscal_year", "model_type")]


def test_a_reading_is_confirmed_by_someone_on_a_day() -> None:
    figures = accepted(readings={
        "care-copayment": {"choice": "alternative", "confirmed_by": "県の回答", "date": "2026-02-10"},
        "old-denominator": "alternative",
    })  # fmt: skip
    assert {name: choice.confirmed for name, choice in figures.readings.chosen.items()} == {
        "old-denominator": False, "care-copayment": True,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="confirmation"):
        ReadingChoice.model_validate({"choice": "default", "confirmed_by": "x"})


def test_python_may_hand_in_models_and_words() -> None:
    figures = accepted(line(kind="自費診療"), 単位="千円")
    assert (figures.revenue[0].kind, figures.yen_per_unit) == ("self_pay", 1000)
    assert Figures.model_validate(figures) == figures


def test_the_json_schema_says_how_amounts_and_dates_may_be_written() -> None:
    schema = Figures.model_json_schema(by_alias=True)
    assert {"type": "string"} in schema["$defs"]["OtherLine"]["properties"]["amount"]["anyOf"]
    assert "令和7年4月1日" in schema["$defs"]["FiscalYear"]["properties"]["start"]["examples"]
