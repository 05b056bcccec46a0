"""Tables of lines as they come: Parquet, CSV, a database; what SQL must not decide is read by the readers."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio import law
from shinryo_ratio.law import Law
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.sql import batch, source
from support.long_form import COLUMNS, write

LAW = Law()
HEAD = {
    "reference": "A-1",
    "corporation_name": "医療法人社団 見本会",
    "corporation_type": "social",
    "fiscal_year_start": "2025-04-01",
}


def line(kind: str = "social_insurance", amount: int | None = 900, **others: Any) -> dict[str, Any]:
    return {**HEAD, "name": kind, "kind": kind, "amount": amount, **others}


def judged(path: Path) -> list[dict[str, Any]]:
    return [json.loads(row.line) for row in batch.judge(str(path), law=LAW, lang="ja")]


def flagged(path: Path) -> list[bool]:
    """Whether SQL leaves each corporation to be assessed."""
    connection = batch.connected(str(path))
    batch.decide(connection, batch.prepare(connection, source.opened(connection, str(path)), LAW))
    return [
        flag for (flag,) in connection.execute("SELECT needs_assess FROM decided ORDER BY line").fetchall()
    ]


def in_python(path: Path) -> list[dict[str, Any]]:
    """The same CSV by the Python engine."""
    command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path)]
    run = subprocess.run(command, capture_output=True, check=False)
    return [json.loads(text) for text in run.stdout.splitlines()]


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".duckdb"])
def test_the_same_table_in_every_form(tmp_path, suffix):
    """5·900 − 4·1000 = 500: it stays above zero for 124 yen of other revenue more, 499 insured less."""
    path = write([line(), line("self_pay", 100)], tmp_path / f"lines{suffix}")
    (found,) = judged(path)
    assert found == {
        "line": 2 if suffix == ".csv" else 1, "reference": "A-1", "verdict": "met", "reason_code": None,
        "certainty": "settled", "ruleset": "social/2025-04-01", "status": "primary",
        "numerator": 900, "denominator": 1000, "percent": "90.000",
        "margins": {"other_revenue_room": 124, "qualifying_loss_room": 499, "qualifying_shortfall": None,
                    "other_revenue_excess": None},
    }  # fmt: skip
    assert flagged(path) == [False]


def test_deliveries_are_read_from_their_text(tmp_path):
    """Of 600,000 yen for each of two deliveries 500,000 count, of 480,000 all: 2·500,000 + 480,000."""
    text = line("childbirth", 1_680_000, deliveries="600000x2;480000x1", delivery_count=3)
    path = write([text], tmp_path / "lines.parquet")
    assert [(found["numerator"], found["denominator"]) for found in judged(path)] == [(1_480_000, 1_680_000)]
    assert flagged(path) == [False]


def test_internal_deliveries_count_nowhere(tmp_path):
    """Of 600,000 yen 500,000 count; the other delivery is a transaction inside the corporation."""
    rows = [
        line("childbirth", 600_000, deliveries="600000x1"),
        line("childbirth", 700_000, deliveries="700000x1", internal=True),
    ]
    path = write(rows, tmp_path / "lines.parquet")
    (found,) = judged(path)
    assert (found["numerator"], found["denominator"]) == (500_000, 600_000)
    assert flagged(path) == [False]


@pytest.mark.parametrize("deliveries", [None, "600000x1;", "600000 x 1", "600000x0", "-600000x1", "500000x1"])
def test_deliveries_that_sql_does_not_read_are_left_to_be_assessed(tmp_path, deliveries):
    births = line("childbirth", 600_000, deliveries=deliveries)
    path = write([line(amount=10**6), births], tmp_path / "lines.parquet")
    assert flagged(path) == [True]


def test_a_total_too_large_counts_what_is_internal_too(tmp_path):
    """5 yen and 10^15 of a transaction inside the corporation: 5 more than there may be, and 0 more."""
    path = write(
        [
            line("vaccination", 5), line(amount=10**15, internal=True),
            {**line("vaccination", 5), "reference": "A-2"},
            {**line(amount=10**15 - 5, internal=True), "reference": "A-2"},
        ],
        tmp_path / "lines.parquet",
    )  # fmt: skip
    wrong, right = judged(path)
    assert [problem["code"] for problem in wrong["errors"]] == ["total-too-large"]
    assert (right["numerator"], right["denominator"]) == (5, 5)
    assert flagged(path) == [True, False]


AS_DATA_FRAMES_STORE_THEM = [
    {"amount": "DECIMAL(18, 2)"}, {"amount": "DOUBLE"}, {"amount": "INTEGER"}, {"amount": "VARCHAR"},
    {"fiscal_year_start": "TIMESTAMP"}, {"fiscal_year_start": "TIMESTAMP_NS"},
    {"fiscal_year_start": "TIMESTAMP_S"}, {"fiscal_year_start": "VARCHAR"},
    {"kind": "ENUM('social_insurance', 'self_pay')"}, {"reference": "DOUBLE"}, {"reference": "BIGINT"},
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".duckdb"])
@pytest.mark.parametrize("columns", AS_DATA_FRAMES_STORE_THEM, ids=str)
def test_whole_numbers_and_days_are_taken_from_the_types_that_data_frames_store(tmp_path, suffix, columns):
    rows = [{**line(), "reference": "1234567890123"}, {**line("self_pay", 100), "reference": "1234567890123"}]
    path = write(rows, tmp_path / f"lines{suffix}", {**COLUMNS, **columns})
    (found,) = judged(path)
    assert (found["reference"], found["numerator"], found["denominator"]) == ("1234567890123", 900, 1000)
    assert flagged(path) == [False]


def test_counts_in_a_column_that_is_blank_elsewhere(tmp_path):
    """Of 600,000 yen for each of two 500,000 count. A blank makes a data frame store numbers so."""
    rows = [line(), line("childbirth", 1_200_000, deliveries="600000x2", delivery_count=2)]
    path = write(rows, tmp_path / "lines.parquet", {**COLUMNS, "delivery_count": "DOUBLE"})
    assert [(found["numerator"], found["denominator"]) for found in judged(path)] == [(1_000_900, 1_200_900)]
    assert flagged(path) == [False]


NOT_WHOLE = [
    ("amount", "DECIMAL(18, 2)", 900.5, "amount-fraction", "900.50"),
    ("amount", "DOUBLE", 900.5, "amount-fraction", "900.5"),
    ("amount", "DOUBLE", float("nan"), "amount-format", "nan"),
    ("fiscal_year_start", "TIMESTAMP", "2025-04-01 12:00:00", "date-format", "2025-04-01 12:00:00"),
    ("covid_subsidy_measure", "VARCHAR", "perhaps", "table-election-unreadable", "perhaps"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "type_", "value", "code", "written"), NOT_WHOLE)
def test_what_cannot_be_read_is_told_at_its_row_and_column(tmp_path, column, type_, value, code, written):
    columns = {**COLUMNS, column: type_}
    path = write([{**line(), column: value}], tmp_path / "lines.parquet", columns)
    ((problem,),) = [found["errors"] for found in judged(path)]
    place = problem["place"]
    assert (problem["code"], place["line"], place["column"]) == (code, 1, [*columns].index(column) + 1)
    assert written in problem["message"]


OF_ANOTHER_TYPE = [
    ({"amount": "FLOAT"}, {}, ["BIGINT"]),
    ({"fiscal_year_start": "TIMESTAMPTZ"}, {}, ["DATE"]),
    ({"same_tariff": "INTEGER", "copayment": "DOUBLE"}, {"same_tariff": 1, "copayment": 0}, ["BOOLEAN"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "said", "wanted"), OF_ANOTHER_TYPE)
def test_a_column_of_a_type_that_says_no_such_value_is_told_once(tmp_path, columns, said, wanted):
    path = write([{**line(), **said}] * 3, tmp_path / "lines.parquet", {**COLUMNS, **columns})
    with pytest.raises(FiguresError) as caught:
        judged(path)
    told = [
        (problem.code, problem.place.column, problem.values["wanted"]) for problem in caught.value.problems
    ]
    at = [[*COLUMNS].index(column) + 1 for column in columns]
    assert sorted(told) == sorted(zip(["table-column-type"] * len(at), at, wanted, strict=True))


def test_a_column_without_a_value_may_have_any_type(tmp_path):
    columns = {**COLUMNS, "same_tariff": "INTEGER", "fiscal_year_end": "DOUBLE"}
    path = write([line()], tmp_path / "lines.parquet", columns)
    assert [found["verdict"] for found in judged(path)] == ["met"]
    assert flagged(path) == [False]


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t", "\x85"], ids=["space", "full width", "tab", "NEL"])
@pytest.mark.parametrize("whose", ["reference", "corporation_name"])
@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_blanks_around_a_name_make_no_other_corporation(tmp_path, suffix, whose, blank):
    """5·900 is not more than 4·1400: not met; either part alone would have another sum."""
    rows = [line(), line("self_pay", 500)]
    if whose == "corporation_name":
        rows = [{**row, "reference": None} for row in rows]
    rows[1][whose] += blank
    found = judged(write(rows, tmp_path / f"lines{suffix}"))
    assert [(each["verdict"], each["denominator"]) for each in found] == [("not_met", 1400)]
    assert [each["reference"] for each in found] == ["A-1" if whose == "reference" else None]


def test_padded_references_are_told_without_their_blanks(tmp_path):
    rows = [line(), {**line("health_checkup", 500), "reference": "A-2"}]
    path = write(
        [{**row, "reference": row["reference"].ljust(10)} for row in rows], tmp_path / "lines.parquet"
    )
    assert flagged(path) == [False, True]
    assert [found["reference"] for found in judged(path)] == ["A-1", "A-2"]


def test_a_name_with_a_control_character_is_told(tmp_path):
    path = write([{**line(), "corporation_name": "見本\x01会"}], tmp_path / "lines.parquet")
    ((problem,),) = [found["errors"] for found in judged(path)]
    assert (problem["code"], problem["place"]["column"]) == ("control-character", 2)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_row_of_nobody_is_no_verdict_on_the_rows_before_it(tmp_path, suffix):
    """A cell that was merged with the one above it is blank where a table is saved."""
    nobody = {**line("self_pay", 800), **dict.fromkeys(HEAD)}
    other = {**line(), "reference": "A-0"}
    path = write([other, line(), nobody, {**line(), "reference": "A-2"}], tmp_path / f"lines{suffix}")
    found = judged(path)
    assert [(each["reference"], each.get("verdict")) for each in found] == [
        ("A-0", "met"), ("A-1", None), ("A-2", "met")
    ]  # fmt: skip
    assert {problem["code"] for problem in found[1]["errors"]} == {"csv-heading-blank"}
    if suffix == ".csv":
        assert found == in_python(path)


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_references_in_part_are_no_verdicts_on_parts(tmp_path, suffix):
    rows = [line(), {**line("self_pay", 800), "reference": None}, {**line(), "reference": "A-2"}]
    rows[2]["corporation_name"] = "別の会"
    path = write(rows, tmp_path / f"lines{suffix}")
    found = judged(path)
    first = 2 if suffix == ".csv" else 1
    assert [(each["line"], each["reference"], each.get("verdict")) for each in found] == [
        (first, "A-1", None), (first + 1, None, None), (first + 2, "A-2", "met")
    ]  # fmt: skip
    assert [problem["code"] for each in found[:2] for problem in each["errors"]] == [
        "csv-heading-conflict"
    ] * 2
    if suffix == ".csv":
        assert found == in_python(path)


OTHERWISE_SPELLED = {
    "the day": ("2025-04-01", "見本会", "R7.4.1", "見本会"),
    "the name": ("2025-04-01", "見本会", "2025/4/1", "見本会\u3000"),
}


@pytest.mark.parametrize("spelled", OTHERWISE_SPELLED.values(), ids=OTHERWISE_SPELLED)
def test_references_in_part_are_found_however_the_rest_is_spelled(tmp_path, spelled):
    day, name, other_day, other_name = spelled
    rows = [
        {**line(amount=95), "fiscal_year_start": day, "corporation_name": name},
        {**line("self_pay", 90), "reference": None, "fiscal_year_start": other_day,
         "corporation_name": other_name},
    ]  # fmt: skip
    columns = {**COLUMNS, "fiscal_year_start": "VARCHAR"}
    path = write(rows, tmp_path / "lines.csv", columns)
    found = judged(path)
    assert [each["errors"][0]["code"] for each in found] == ["csv-heading-conflict"] * 2
    assert found == in_python(path)
    assert judged(write(rows, tmp_path / "lines.parquet", columns))[0]["errors"]


def test_a_name_without_a_reference_among_names_of_one_that_has_it(tmp_path):
    rows = [{**line(), "corporation_name": "別名"}, line("self_pay", 90), {**line(), "reference": None}]
    found = judged(write(rows, tmp_path / "lines.parquet"))
    assert [(each["line"], each["errors"][0]["code"]) for each in found] == [
        (1, "csv-heading-conflict"), (3, "csv-heading-conflict")
    ]  # fmt: skip


def test_a_limb_of_a_law_without_the_main_business(tmp_path):
    """Of 9 yen seven of 労災 are more than a tenth, so that 2 count; so are eight of 68, where 60 count."""
    shipped = Path(law.__file__).with_name("data").joinpath("social.toml").read_text("utf-8")
    scope = 'businesses = ["main", "ancillary_medical", "ancillary_care", "ancillary_disability"]'
    assert scope in shipped
    own = tmp_path / "own.toml"
    own.write_text(shipped.replace(scope, 'businesses = ["ancillary_medical"]'), "utf-8")
    rows = [
        line("workers_compensation", 7, business="ancillary", same_tariff=False),
        line("health_checkup", 2, business="ancillary", commissioned_by_public_body=True),
        {**line("workers_compensation", 8, business="ancillary", same_tariff=False), "reference": "A-2"},
        {**line(amount=60, business="ancillary"), "reference": "A-2"},
    ]
    path = write(rows, tmp_path / "lines.parquet")
    found = [json.loads(row.line) for row in batch.judge(str(path), law=law.Law.load(own), lang="ja")]
    assert [(each["verdict"], each["numerator"], each["denominator"]) for each in found] == [
        ("not_met", 2, 9), ("met", 60, 68)
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_name_like_a_pattern_is_the_name_of_one_file(tmp_path, suffix):
    write([line("self_pay")], tmp_path / f"q1{suffix}")
    path = write([line()], tmp_path / "plain" / f"q{suffix}").rename(tmp_path / f"q[1]{suffix}")
    assert [found["verdict"] for found in judged(path)] == ["met"]


def test_names_of_folders_are_no_data(tmp_path):
    columns = {name: type_ for name, type_ in COLUMNS.items() if name != "business"}
    path = write([line()], tmp_path / "business=profit" / "year=2025" / "lines.parquet", columns)
    assert [found["verdict"] for found in judged(path)] == ["met"]


def test_a_database_may_have_a_view_called_lines(tmp_path):
    """A view leaves out columns that are not of the contract, and joins files."""
    import duckdb

    path = write([line()], tmp_path / "lines.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE lines RENAME TO rows")
        connection.execute("ALTER TABLE rows ADD COLUMN department VARCHAR")
        connection.execute("CREATE VIEW lines AS SELECT * EXCLUDE (department) FROM rows")
    assert [(found["line"], found["verdict"]) for found in judged(path)] == [(1, "met")]


def test_another_kind_of_database_is_neither_fetched_for_nor_read(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    path = tmp_path / "lines.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE lines (name VARCHAR)")
    with pytest.raises(FiguresError) as caught:
        judged(path)
    assert [problem.code for problem in caught.value.problems] == ["table-unreadable"]
    assert [file.name for file in tmp_path.iterdir()] == ["lines.db"]


CSV = "reference,corporation_name,corporation_type,fiscal_year_start,name,amount,kind"
NOT_PLAIN = {
    "a column without a name": (CSV + ",\n" + "A-1,見本会,social,2025-04-01,入院,900,social_insurance,\n"),
    "two columns of a name": (
        CSV + ",Amount\n" + "A-1,見本会,social,2025-04-01,入院,900,social_insurance,1\n"
    ),
    "a blank row": (CSV + "\n\n" + "A-1,見本会,social,2025-04-01,入院,900,social_insurance\n"),
    "a short row": (CSV + "\nA-1,見本会,social,2025-04-01\n"),
    "nothing": "",
}


@pytest.mark.parametrize("text", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_a_csv_that_takes_more_than_sql_is_for_the_readers(tmp_path, text):
    path = tmp_path / "lines.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(source.NotPlainError):
        judged(path)
    with pytest.raises(FiguresError) as caught:
        batch.shown(str(path), law=LAW)
    assert [problem.code for problem in caught.value.problems] == ["table-not-plain"]


def test_all_that_is_wrong_with_a_corporation_is_told(tmp_path):
    wrong = {**line(same_tariff=True), "readings": "{", "covid_subsidy_measure": "perhaps"}
    columns = {**COLUMNS, "covid_subsidy_measure": "VARCHAR"}
    (found,) = judged(write([wrong], tmp_path / "lines.parquet", columns))
    assert [(problem["code"], problem["place"]["column"]) for problem in found["errors"]] == [
        ("table-election-unreadable", 9), ("table-readings-unreadable", 10), ("fact-on-wrong-kind", 16)
    ]  # fmt: skip


CONTRADICTIONS = {
    "unknown kind": line("social_insuranse"),
    "negative amount": line(amount=-1),
    "deduction above zero": line("insurance_deduction", 1),
    "insured kind in profit": line(business="profit"),
    "missing business": line("subsidy", granted_for="operations"),
    "fact on another kind": line(same_tariff=True),
    "blank amount": line(amount=None),
    "no name": {**line(), "name": None},
    "deliveries on another kind": line(deliveries="900x1"),
    "deliveries that do not add up": line("childbirth", 900, deliveries="899x1"),
    "delivery count that does not agree": line("childbirth", 900, deliveries="900x1", delivery_count=2),
    "deliveries that cannot be read": line("childbirth", 900, deliveries="900"),
    "too much": line(amount=10**15 + 1),
    "too much of deliveries": line("childbirth", 999_999_999**2, deliveries="999999999x999999999"),
    "far too much": line(amount=2**63 - 1),
    "as little as there is": line(amount=-(2**63)),
    "unknown section": line(section="special"),
    "unknown type": {**line(), "corporation_type": "sozial"},
    "no legal form": {**line(), "corporation_type": "open_hospital"},
    "impossible legal form": {**line(), "corporation_type": "open_hospital", "legal_form": "other"},
    "outside the law": {**line(), "fiscal_year_start": "2016-04-01"},
    "too long a year": {**line(), "fiscal_year_end": "2026-04-01"},
    "a year beyond the calendar": {**line(), "fiscal_year_start": "9999-06-01"},
    "reversed year": {**line(), "fiscal_year_end": "2025-03-31"},
}


def test_rows_that_contradict_the_contract_are_told_as_the_readers_tell_them(tmp_path):
    rows = [{**line(), "reference": "A-0"}]
    for name, wrong in CONTRADICTIONS.items():
        whole = {key: wrong[key] for key in wrong if key not in line()} | {
            key: wrong[key] for key in HEAD if key not in ("reference",)
        }
        head = {key: whole[key] for key in (*HEAD, "legal_form", "fiscal_year_end") if key in whole}
        rows += [{**line("vaccination", 5), **head, "reference": name}, {**wrong, "reference": name}]
    path = write(rows, tmp_path / "lines.csv")
    found = judged(path)
    assert found == in_python(path)
    assert [entry["reference"] for entry in found] == ["A-0", *CONTRADICTIONS]
    assert found[0]["verdict"] == "met"
    for entry in found[1:]:
        assert entry["errors"], entry
        assert entry["errors"][0]["place"]["file"] == str(path)


def test_a_table_in_which_no_type_is_known(tmp_path):
    path = write([{**line(), "corporation_type": "sozial"}], tmp_path / "lines.parquet")
    (found,) = judged(path)
    assert [problem["code"] for problem in found["errors"]] == ["unknown-word"]


def test_rows_of_a_corporation_that_contradict_each_other(tmp_path):
    other = {**line("self_pay", 100), "corporation_type": "certified"}
    path = write([{**line(), "reference": "A-0"}, line(), other], tmp_path / "lines.parquet")
    found = judged(path)
    assert [entry["line"] for entry in found] == [1, 2]
    (problem,) = found[1]["errors"]
    assert problem["code"] == "csv-heading-conflict"
    assert (problem["place"]["line"], problem["place"]["column"]) == (
        3,
        list(COLUMNS).index("corporation_type") + 1,
    )


def test_unknown_facts_and_thousand_yen_are_assessed(tmp_path):
    rows = [
        line("health_checkup", 500),
        {**line("unclassified", 500, business="main"), "reference": "A-2"},
        {**line("childbirth", 500), "reference": "A-3"},
        {**line(), "reference": "A-4", "unit": "thousand_yen"},
    ]
    path = write(rows, tmp_path / "lines.parquet")
    assert flagged(path) == [True] * 4
    assert [found["verdict"] for found in judged(path)] == ["undetermined", "undetermined", "met", "met"]
    assert judged(path)[3]["denominator"] == 900_000


def test_not_tested_and_no_denominator(tmp_path):
    rows = [
        {**line(), "corporation_type": "koseiren", "fiscal_year_start": "2022-04-01"},
        {**line("financial", 5), "reference": "A-2"},
        {**line(), "reference": "A-3", "corporation_type": "welfare_hospital", "legal_form": "other"},
    ]
    path = write(rows, tmp_path / "lines.parquet")
    assert flagged(path) == [False] * 3
    told = [(found["verdict"], found["reason_code"], found["margins"]) for found in judged(path)]
    none = dict.fromkeys(
        ("other_revenue_room", "qualifying_loss_room", "qualifying_shortfall", "other_revenue_excess")
    )
    assert told == [
        ("not_applicable", "before-income-test", None),
        ("undetermined", "no_denominator", none),
        ("not_applicable", "not-a-general-association", None),
    ]


def test_a_table_in_japanese_in_another_encoding_is_for_the_readers(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_bytes("整理番号,法人名,法人区分,会計年度開始,科目,金額,区分\n".encode("cp932"))
    with pytest.raises(source.NotPlainError):
        batch.judge(str(path), law=LAW, lang="ja")


def test_japanese_words_are_left_to_the_readers(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_text(
        "整理番号,法人名,法人区分,会計年度開始,科目,金額,区分\n"
        'A-1,見本会,社会医療法人,令和7年4月1日,入院,"1,234",社会保険診療\n'
        "A-2,見本会,social,2025-04-01,入院,1234,social_insurance\n",
        "utf-8",
    )
    assert judged(path) == in_python(path)
    assert [found["numerator"] for found in judged(path)] == [1234, 1234]


READINGS_AND_ELECTIONS = [
    ({"readings": "care-copayment=alternativ"}, "table-readings-unreadable"),
    ({"readings": "{"}, "table-readings-unreadable"),
    ({"covid_subsidy_measure": "perhaps"}, "table-election-unreadable"),
    ({"covid_subsidy_measure": "true"}, "covid-election-outside-measure"),
    ({"accounting_standard": "hospitl"}, "unknown-word"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), READINGS_AND_ELECTIONS)
def test_what_stands_beside_the_lines_is_told_too(tmp_path, said, code):
    columns = {**COLUMNS, "covid_subsidy_measure": "VARCHAR"}
    (found,) = judged(write([{**line(), **said}], tmp_path / "lines.parquet", columns))
    assert [problem["code"] for problem in found["errors"]] == [code]


def test_an_election_of_a_corporation_that_is_not_tested(tmp_path):
    """law.md section 5: the measure covers no revised year, whoever is tested; an old one it does."""
    columns = {**COLUMNS, "covid_subsidy_measure": "VARCHAR", "legal_form": "VARCHAR"}
    said = {"corporation_type": "open_hospital", "legal_form": "public_interest"}
    rows = [
        {**line(), **said, "covid_subsidy_measure": "true", "fiscal_year_start": start}
        for start in ("2025-04-01", "2021-04-01")
    ]
    wrong, right = judged(write(rows, tmp_path / "lines.parquet", columns))
    assert [problem["code"] for problem in wrong["errors"]] == ["covid-election-outside-measure"]
    assert right["verdict"] == "not_applicable"


def test_readings_in_a_short_text(tmp_path):
    """The user's share of care leaves the numerator: 850 of 1000."""
    rows = [line(amount=850), line("long_term_care", 50, copayment=True), line("self_pay", 100)]
    chosen = [{**row, "readings": "care-copayment=alternative"} for row in rows]
    path = write(chosen, tmp_path / "lines.parquet")
    assert judged(path)[0]["numerator"] == 850


@pytest.mark.parametrize(
    ("name", "code"),
    [("lines.xlsx", "table-suffix-unknown"), ("none.parquet", "file-missing"),
     ("broken.parquet", "table-unreadable"), ("empty.duckdb", "table-unreadable")],
)  # fmt: skip
def test_what_is_no_table(tmp_path, name, code):
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    write([line()], tmp_path / "other.duckdb")
    (tmp_path / "empty.duckdb").touch()
    with pytest.raises(FiguresError) as caught:
        batch.judge(str(tmp_path / name), law=LAW, lang="ja")
    assert [problem.code for problem in caught.value.problems] == [code]


def test_columns_that_are_missing_or_unknown(tmp_path):
    columns = {key: type_ for key, type_ in COLUMNS.items() if key not in ("kind", "corporation_type")}
    path = write([line()], tmp_path / "lines.parquet", {**columns, "colour": "VARCHAR"})
    with pytest.raises(FiguresError) as caught:
        batch.judge(str(path), law=LAW, lang="ja")
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"csv-column-missing", "csv-column-unknown", "table-column-missing"}


def test_without_duckdb_it_is_said_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(FiguresError) as caught:
        batch.judge(str(tmp_path / "lines.parquet"), law=LAW, lang="ja")
    (problem,) = caught.value.problems
    assert problem.code == "table-extra-missing"
    assert "shinryo-ratio[batch]" in problem.help


def test_the_command_writes_the_lines_and_says_what_came_of_it(tmp_path):
    path = write([line(), {**line(amount=-1), "reference": "A-2"}], tmp_path / "lines.parquet")
    out = tmp_path / "out.ndjson"
    command = [
        sys.executable,
        "-m",
        "shinryo_ratio",
        "batch",
        str(path),
        "--engine",
        "duckdb",
        "-o",
        str(out),
    ]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 3, run.stderr
    assert run.stderr.strip() == "2件: 満たす 1・入力の誤り 1"
    assert [json.loads(text)["reference"] for text in out.read_text("utf-8").splitlines()] == ["A-1", "A-2"]
