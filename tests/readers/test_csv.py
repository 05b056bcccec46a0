"""A table of revenue lines: what is right is read to the letter, what is wrong is told by row and column."""

import pytest

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import Headings, Source, reads

GIVEN = Headings(name="医療法人 見本会", type="社会医療法人", start="R7.4.1")
MANY = (
    "reference,corporation_name,corporation_type,legal_form,"
    "fiscal_year_start,fiscal_year_end,科目,金額,区分\n"
)


def read(text: str, headings: Headings | None = GIVEN) -> tuple[Source, ...]:
    return reads(text, "csv", file="f.csv", headings=headings)


def told(text: str, headings: Headings | None = GIVEN) -> list[str]:
    with pytest.raises(FiguresError) as caught:
        read(text, headings)
    assert all(problem.place.file == "f.csv" for problem in caught.value.problems)
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in caught.value.problems
    ]


def test_every_column_in_japanese() -> None:
    (source,) = read(
        "科目,金額,区分,業務,損益区分,同一基準,補助目的,コロナ,分娩件数,分娩内訳,公的受託,指定管理,利用者負担,内部取引,施設,備考\n"
        "外来,\"1,234\",自費診療,本来業務,事業損益,,,,,,,,,いいえ,本院,\n"
        "労災,１２３,労災診療,,,はい,,,,,,,,,,\n"
        "査定減,△5,保険等査定減,,,,,,,,,,,,,\n"
        "査定減,(5),保険等査定減,,,,,,,,,,,,,\n"
        "補助金,7,補助金等,収益業務,特別損益,,運営費,有,,,,,,,,\n"
        "分娩,62800000,助産,,,,,,130,480000x120;520000x10,,,,,,\n"
        "健診,8,健康診査,,,無,,,,,はい,,,,,\n"
        "受託,9,受託事業,附帯業務,,,,,,,,はい,,,,\n"
        "介護,10,介護保険給付,附帯業務（介護）,,,,,,,,,はい,有,,　メモ \n"
    )  # fmt: skip
    lines = source.figures.revenue
    assert [line.amount for line in lines] == [1234, 123, -5, -5, 7, 62800000, 8, 9, 10]
    assert [line.kind for line in lines][:3] == ["self_pay", "workers_compensation", "insurance_deduction"]
    assert lines[0].model_dump(exclude_defaults=True) == {
        "name": "外来", "amount": 1234, "kind": "self_pay", "facility": "本院",
    }  # fmt: skip
    assert lines[1].same_tariff is True  # type: ignore[union-attr]
    assert (lines[4].granted_for, lines[4].covid, lines[4].section) == ("operations", True, "extraordinary")  # type: ignore[union-attr]
    assert [(d.fee, d.count) for d in lines[5].deliveries] == [(480000, 120), (520000, 10)]  # type: ignore[union-attr]
    assert (lines[6].same_tariff, lines[6].commissioned_by_public_body) == (False, True)  # type: ignore[union-attr]
    assert lines[7].designated_manager is True  # type: ignore[union-attr]
    assert (lines[8].copayment, lines[8].internal, lines[8].note) == (True, True, "　メモ ")  # type: ignore[union-attr]


def test_a_blank_fact_is_unstated() -> None:
    (source,) = read(
        "name,amount,kind,same_tariff,deliveries,note\na,1,health_checkup,,,\nb,1,childbirth, ,　,\n"
    )
    first, second = source.figures.revenue
    assert (first.same_tariff, first.note) == (None, None)  # type: ignore[union-attr]
    assert second.deliveries is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "cell",
    [
        "480000x120;520000x10",
        "480000×120；520000×10",
        "４８００００ｘ１２０；５２００００Ｘ１０；",
        '"480,000 x 120; 520,000 X 10"',
    ],
)
def test_deliveries_in_a_cell(cell: str) -> None:
    (source,) = read(f"科目,金額,区分,分娩内訳\n分娩,62800000,助産,{cell}\n")
    assert [(d.fee, d.count) for d in source.figures.revenue[0].deliveries] == [(480000, 120), (520000, 10)]  # type: ignore[union-attr]


def test_tabs_divide_where_the_header_has_tabs_and_no_commas() -> None:
    (source,) = read("科目\t金額\t区分\n外来\t1,234\t自費診療\n")
    assert source.figures.revenue[0].amount == 1234


def test_blank_rows_and_blank_columns_are_passed_over() -> None:
    (source,) = read("\n,,,\n科目,金額,区分,\n外来,1,その他,\n,,\n\n入院,2,その他,　\n")
    assert [line.name for line in source.figures.revenue] == ["外来", "入院"]
    assert [source.line_at(row) for row in range(1, 9)] == [None, None, None, 1, None, None, 2, None]
    assert str(source.place(("revenue", 1, "kind"))) == "f.csv:7:3"


def test_a_cell_of_two_lines_is_one_row() -> None:
    assert told('科目,金額,区分\n"外\n来",1,その他\n入院,1.5,その他\n') == ["3:2 amount-fraction"]


def test_all_options() -> None:
    headings = Headings(
        type="福祉病院事業法人", start="2025-04-01", end="2025-12-31", name="a", legal_form="公益",
        unit="千円", standard="病院会計準則", basis="見込", reference="A-1",
    )  # fmt: skip
    (source,) = read("科目,金額,区分\n外来,1,その他\n", headings)
    figures = source.figures
    assert (figures.corporation.type, figures.corporation.legal_form) == (
        "welfare_hospital",
        "public_interest",
    )
    assert (figures.unit, figures.accounting_standard, figures.basis) == (
        "thousand_yen",
        "hospital",
        "forecast",
    )
    assert (figures.reference, figures.fiscal_year.end.isoformat()) == ("A-1", "2025-12-31")


CASES = {
    "semicolons": ("科目;金額;区分\n外来;5;自費診療\n", ["1:1 csv-separator"]),
    "semicolons, no known column": ("かもく;きんがく;くぶん\n外来;5;自費\n", ["1:1 csv-separator"]),
    "Japanese commas": ("\n科目、金額、区分\n外来、5、自費診療\n", ["2:1 csv-separator"]),
    "one column": ("かもく\n外来\n", ["1:1 csv-column-unknown"] + ["1:1 csv-column-missing"] * 3),
    "a likely word for a column": (
        "科目,金額,種類\n外来,5,自費診療\n",
        ["1:3 csv-column-unknown"],
    ),
    "fraction": ("科目,金額,区分\n外来,1.5,自費診療\n", ["2:2 amount-fraction"]),
    "blank amount": ("科目,金額,区分\n外来,,自費診療\n", ["2:2 amount-blank"]),
    "12,34": ('科目,金額,区分\n外来,"12,34",自費診療\n', ["2:2 amount-format"]),
    "unit": ("科目,金額,区分\n外来,5円,自費診療\n", ["2:2 amount-unit"]),
    "blank name": ("科目,金額,区分\n,5,自費診療\n", ["2:1 missing-key"]),
    "blank kind": ("科目,金額,区分\n合計,5,\n", ["2:3 kind-missing"]),
    "unknown kind": ("科目,金額,区分\n外来,5,自費\n", ["2:3 unknown-word"]),
    "unknown fact": (
        "科目,金額,区分,コロナ\n外来,5,補助金等,○\n",
        ["2:1 business-missing", "2:4 not-a-boolean"],
    ),
    "fact on the wrong kind": ("科目,金額,区分,コロナ\n外来,5,自費診療,有\n", ["2:4 fact-on-wrong-kind"]),
    "insured": ("科目,金額,区分,業務\n外来,5,自費診療,収益業務\n", ["2:4 insured-outside-medical"]),
    "deliveries": ("科目,金額,区分,分娩内訳\n分娩,5,助産,480000*120\n", ["2:4 deliveries-format"]),
    "a delivery": ("科目,金額,区分,分娩内訳\n分娩,5,助産,5x1;5\n", ["2:4 deliveries-format"]),
    "a delivery's fee": ("科目,金額,区分,分娩内訳\n分娩,5,助産,5円x1\n", ["2:4 amount-unit"]),
    "sum of deliveries": ("科目,金額,区分,分娩内訳\n分娩,5,助産,2x3\n", ["2:4 deliveries-mismatch"]),
    "too many cells": ("科目,金額,区分\n外来,1,234,自費診療\n", ["2:4 csv-row-width"]),
    "too few cells": (
        "科目,金額,区分\n外来,1\n入院,1.5,その他\n",
        ["2:3 csv-row-width", "3:2 amount-fraction"],
    ),
    "unknown column": ("科目,金額,区分,同一水準\n外来,1,その他,\n", ["1:4 csv-column-unknown"]),
    "column twice": ("科目,金額,区分,name\n外来,1,その他,\n", ["1:4 csv-column-twice"]),
    "no column of kinds": ("科目,金額\n外来,1.5\n", ["1:1 csv-column-missing", "2:2 amount-fraction"]),
    "no column of names": ("金額,区分\n1,その他\n", ["1:1 csv-column-missing"]),
    "column without a name": ("科目,金額,区分,\n外来,1,その他,x\n", ["2:4 csv-column-unnamed"]),
    "open quote": ('科目,金額,区分\n外来,1,その他\n入院,1,"その他\n', ["3:None csv-quote-open"]),
    "text after a quote": ('科目,金額,区分\n外来,1,"その他"x\n', ["2:None csv-syntax"]),
    "only blank cells": (",,\n,\n", ["None:None file-empty"]),
    "no line": ("科目,金額,区分\n", ["1:1 revenue-empty"]),
    "control character": ("科目,金額,区分\n外\x1b来,1,その他\n", ["2:2 control-character"]),
}


@pytest.mark.parametrize(("text", "problems"), CASES.values(), ids=CASES)
def test_is_told_at_its_place(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_the_corporation_must_be_said() -> None:
    with pytest.raises(FiguresError) as caught:
        read("科目,金額,区分\n外来,1,その他\n", None)
    assert [(p.code, p.place.path, p.values["option"]) for p in caught.value.problems] == [
        ("csv-heading-missing", "corporation.name", "--name"),
        ("csv-heading-missing", "corporation.type", "--type"),
        ("csv-heading-missing", "fiscal_year.start", "--start"),
    ]
    assert "corporation_name" in caught.value.problems[0].help


def test_an_option_that_is_wrong() -> None:
    assert told("科目,金額,区分\n外来,1,その他\n", Headings(name="a", type="社会", start="令和7年度")) == [
        "None:None unknown-word",
        "None:None date-is-a-year",
    ]


def test_many_corporations_in_the_order_of_their_first_rows() -> None:
    sources = read(
        MANY
        + "B,乙会,特定医療法人,,令和7年4月1日,,外来,1,その他\n"
        + "A,甲会,福祉病院事業法人,一般,2025-04-01,2025-12-31,外来,2,その他\n"
        + "B,乙会,specified,,2025-04-01,,入院,3,その他\n".replace("specified", "特定医療法人"),
        None,
    )
    assert [source.figures.reference for source in sources] == ["B", "A"]
    assert [[line.amount for line in source.figures.revenue] for source in sources] == [[1, 3], [2]]
    assert sources[1].figures.corporation.legal_form == "general"
    assert [str(source.place(("corporation", "type"))) for source in sources] == ["f.csv:2:3", "f.csv:3:3"]
    assert [sources[0].line_at(row) for row in (1, 2, 3, 4)] == [None, 1, None, 2]


def test_two_years_of_one_corporation_are_two() -> None:
    sources = read(
        MANY + "A,甲会,social,,2025-04-01,,外来,1,その他\nA,甲会,social,,2026-04-01,,外来,2,その他\n", None
    )
    assert [source.figures.fiscal_year.start.year for source in sources] == [2025, 2026]


def test_without_references_the_name_tells_corporations_apart() -> None:
    header = "法人名,法人区分,会計年度開始,科目,金額,区分\n"
    text = header + "甲会,social,2025-04-01,a,1,other\n乙会,social,2025-04-01,a,1,other\n"
    assert [source.figures.corporation.name for source in read(text, None)] == ["甲会", "乙会"]


MANY_CASES = {
    "all problems of the file": (
        "A,甲会,social,,2025-04-01,,外来,1.5,その他\nB,乙会,sozial,,2025-04-01,,外来,1,その他\nC,丙会,social,,2025-04-01,,外来,1,x\n",
        ["2:8 amount-fraction", "3:3 unknown-word", "4:9 unknown-word"],
    ),
    "another type in a later row": (
        "A,甲会,social,,2025-04-01,,外来,1,その他\nA,甲会,specified,,2025-04-01,,外来,1,その他\n",
        ["3:3 csv-heading-conflict"],
    ),
    "another name in a later row": (
        "A,甲会,social,,2025-04-01,,外来,1,その他\nA,申会,social,,2025-04-01,,外来,1,その他\n",
        ["3:2 csv-heading-conflict"],
    ),
    "an end in a later row alone": (
        "A,甲会,social,,2025-04-01,,外来,1,その他\nA,甲会,social,,2025-04-01,2026-03-31,外来,1,その他\n",
        ["3:6 csv-heading-conflict"],
    ),
    "a reference in the first row alone": (
        (
            "A,甲会,social,,2025-04-01,,外来,1,その他\n,甲会,social,,2025-04-01,,外来,1,その他\n"
            ",甲会,social,,令和7年4月1日,,外来,1,その他\nB,乙会,social,,2025-04-01,,外来,1,その他\n"
        ),
        ["3:1 csv-heading-conflict"],
    ),
    "a reference in the last row alone": (
        (
            ",甲会,social,,2025-04-01,,外来,1,その他\n,乙会,social,,2025-04-01,,外来,1,その他\n"
            "A,甲会,social,,2025-04-01,,外来,1,その他\n"
        ),
        ["4:1 csv-heading-conflict"],
    ),
    "blank name": ("A,,social,,2025-04-01,,外来,1,その他\n", ["2:2 csv-heading-blank"]),
    "unreadable start": ("A,甲会,social,,令和7年度,,外来,1,その他\n", ["2:5 date-is-a-year"]),
    "no row": ("", ["1:1 revenue-empty"]),
}


@pytest.mark.parametrize(("rows", "problems"), MANY_CASES.values(), ids=MANY_CASES)
def test_many_corporations_is_told_at_its_place(rows: str, problems: list[str]) -> None:
    assert told(MANY + rows, None) == problems


def test_a_heading_is_given_once() -> None:
    rows = "A,甲会,social,,2025-04-01,,外来,1,その他\n"
    assert told(MANY + rows, Headings(type="specified")) == ["1:3 csv-heading-twice"]


def test_an_option_fills_what_the_columns_do_not_say() -> None:
    sources = read(MANY + "A,甲会,social,,2025-04-01,,外来,1,その他\n", Headings(unit="千円"))
    assert sources[0].figures.unit == "thousand_yen"
