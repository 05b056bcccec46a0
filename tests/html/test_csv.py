"""The placement as CSV: the contract's codes, plain integers, and nothing that a spreadsheet runs."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.engine import Assessment, compare
from shinryo_ratio.reports import render
from shinryo_ratio.reports.csv_lines import COLUMNS, neutral

EXAMPLE = Path(__file__).parents[2] / "examples" / "shakai_2025.yaml"
AMOUNTS = ("line", "amount", "numerator", "denominator")


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_line_is_a_row_with_the_codes_and_integers_of_the_trace(
    assessed: Callable[[str], Assessment],
) -> None:
    assessment = assessed("shakai_2025")
    found = rows(render(assessment, "csv", "ja"))
    assert list(found[0]) == list(COLUMNS)
    assert [int(row["line"]) for row in found] == list(range(1, 18))
    assert sum(int(row["numerator"]) for row in found) == 8_106_500_000
    assert sum(int(row["denominator"]) for row in found) == 8_655_700_000
    assert {name: found[11][name] for name in COLUMNS} == {
        "reference": "EX-SHAKAI-2025", "corporation_name": "医療法人社団 見本会",
        "corporation_type": "social", "fiscal_year_start": "2025-04-01", "fiscal_year_end": "2026-03-31",
        "ruleset": "social/2025-04-01", "line": "12", "name": "施設整備補助金（県）",
        "amount": "180000000", "kind": "subsidy", "business": "main", "section": "operating",
        "effective_section": "operating", "numerator": "0", "denominator": "0", "item": "",
        "reason_code": "fixed-asset-subsidy",
        "reason": "固定資産の取得に充てる補助金であり、分子にも分母にも入らない（取扱い"
        " fixed-asset-subsidy）。",
        "citation": "医療法施行規則30条の35の3①二ロ柱書・③", "what_if": "",
    }  # fmt: skip
    assert found[2]["amount"] == found[2]["numerator"] == "-22100000"


def test_codes_are_the_same_in_either_language(assessed: Callable[[str], Assessment]) -> None:
    assessment = assessed("raw_statement")
    words = {"reason"}
    in_ja, in_en = (rows(render(assessment, "csv", lang)) for lang in ("ja", "en"))
    for one, other in zip(in_ja, in_en, strict=True):
        assert {key: one[key] for key in one if key not in words} == {
            key: other[key] for key in other if key not in words
        }
        assert one["reason"] != other["reason"]


def test_section_as_booked_beside_the_section_it_counts_in(made: Callable[..., Assessment]) -> None:
    facts = {"business": "main", "granted_for": "operations", "section": "non_operating"}
    assessment = made(("保険", 90, "social_insurance"), ("補助", 10, "subsidy", facts))
    row = rows(render(assessment, "csv", "ja"))[1]
    assert (row["section"], row["effective_section"], row["denominator"]) == (
        "non_operating", "operating", "10",
    )  # fmt: skip


def test_thousand_yen_are_written_in_yen(made: Callable[..., Assessment]) -> None:
    found = rows(render(made(("保険", 90, "social_insurance"), unit="thousand_yen"), "csv", "ja"))
    assert found[0]["amount"] == "90000"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"), ("＋補助", "'＋補助"), ("－1", "'－1"), ("＠A", "'＠A"),
        (" =1+1", "' =1+1"), ("\u3000=1", "'\u3000=1"), ("\u200b=1", "'\u200b=1"), ("\t=1", "'\t=1"),
        ("'=1", "''=1"), ("'引用", "''引用"),
        ("入院=外来", "入院=外来"), ("△1", "△1"), ("(1)", "(1)"), ("", ""), (" ", " "),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_could_run_is_text(name: str, written: str) -> None:
    assert neutral(name) == written
    assert written.removeprefix("'") == name


def test_names_are_quoted_and_given_back(made: Callable[..., Assessment]) -> None:
    names = ['=cmd|"/c calc"!A1', '引用"符,と\n改行', "<script>alert(1)</script>", "髙﨑🏥"]
    text = render(made(*((name, 1, "social_insurance") for name in names)), "csv", "ja")
    assert [row["name"].removeprefix("'") for row in rows(text)] == names
    assert text.count("\r\n") == 1 + len(names)


def test_a_corporation_that_is_not_tested_loses_no_line(made: Callable[..., Assessment]) -> None:
    corporation = {"name": "公益社団法人 医師会", "type": "open_hospital", "legal_form": "public_interest"}
    assessment = made(("保険", 5, "social_insurance"), ("他", 3, "other"), corporation=corporation)
    found = rows(render(assessment, "csv", "en"))
    assert [row["amount"] for row in found] == ["5", "3"]
    for row in found:
        assert row["reason_code"] == "public-interest-association"
        assert "法人税法施行規則5条柱書" in row["citation"]
        assert (row["ruleset"], row["numerator"], row["denominator"], row["item"]) == ("", "", "", "")


def test_a_comparison_is_every_line_under_either_rule_set(assessed: Callable[[str], Assessment]) -> None:
    found = rows(render(compare(assessed("shakai_2025").figures), "csv", "ja"))
    sums: dict[str, int] = {}
    for row in found:
        sums[row["ruleset"]] = sums.get(row["ruleset"], 0) + int(row["denominator"])
    assert sums == {"social/2019-04-01": 9_223_700_000, "social/2025-04-01": 8_655_700_000}


@pytest.mark.parametrize("to_file", [False, True])
def test_the_command_writes_the_same_bytes_everywhere(
    to_file: bool, assessed: Callable[[str], Any], tmp_path: Path
) -> None:
    file = tmp_path / "lines.csv"
    where = ["-o", str(file)] if to_file else ["--format", "csv"]
    run = subprocess.run(
        [sys.executable, "-m", "shinryo_ratio", "check", str(EXAMPLE), *where],
        capture_output=True, check=True, env={"PYTHONIOENCODING": "cp932"},
    )  # fmt: skip
    data = file.read_bytes() if to_file else run.stdout
    assert data == render(assessed("shakai_2025"), "csv", "ja").encode()
    assert data.startswith(b"\xef\xbb\xbfreference,")
    assert data.count(b"\r\n") == data.count(b"\n") == 18


def test_a_summary_has_no_csv_form() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "shinryo_ratio", "check", str(EXAMPLE), "--summary", "--format", "csv"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "--summary" in run.stderr
