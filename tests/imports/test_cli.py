"""`import` from the outside: files, exit statuses, streams."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from shinryo_ratio.cli.running import run

EXPORTS = Path(__file__).parent / "exports"
YEAR = ("--type", "社会医療法人", "--start", "令和7年4月1日", "--name", "見本会")


class Door:
    name = "shinryo-ratio"

    def main(self, args=(), **_):
        sys.exit(run(list(args)))


@pytest.fixture
def call():
    def _call(*args, **options):
        return CliRunner().invoke(Door(), [str(arg) for arg in args], **options)

    return _call


def test_a_year_end_from_import_to_verdict(call, tmp_path):
    target = tmp_path / "figures.yaml"
    made = call("import", EXPORTS / "yayoi_month.csv", *YEAR, "-o", target)
    assert made.exit_code == 4
    assert "区分を決められない科目が5件" in made.stderr
    assert made.stdout == ""
    judged = call("check", target)
    assert judged.exit_code == 4
    assert "入院診療収益" in judged.stdout


def test_a_year_end_from_import_to_a_workbook_to_fill_in(call, tmp_path):
    target = tmp_path / "figures.xlsx"
    made = call("import", EXPORTS / "yayoi_month.csv", *YEAR, "-o", target)
    assert made.exit_code == 4
    assert "区分を決められない科目が5件" in made.stderr
    judged = call("check", target)
    assert judged.exit_code == 4
    assert f"{target}!収入!" in judged.stderr  # the formulas it was read from
    assert "入院診療収益" in judged.stdout
    assert (
        call("import", EXPORTS / "yayoi_month.csv", *YEAR, "-o", target).exit_code == 2
    )  # never overwritten


def test_a_workbook_is_imported_from_the_sheet_that_is_named(call, tmp_path):
    path = tmp_path / "PL.xlsx"
    workbook = openpyxl.Workbook()
    for name, amount in (("月次", 900), ("確定", 901)):
        sheet = workbook.create_sheet(name)
        for row in (["科目", "金額"], ["医業収益"], ["社会保険診療収益", amount], ["医業収益計", amount]):
            sheet.append(row)
    workbook.save(path)
    columns = ("--account-column", "A", "--amount-column", "B")
    assert "import-sheet-ambiguous" in call("import", path, *columns, *YEAR).stderr
    made = call("import", path, "--sheet", "確定", *columns, *YEAR)
    assert made.exit_code == 0
    assert "amount: 901" in made.stdout
    assert f"{path}!月次: import-sheet-passed-over" in made.stderr


def test_nothing_left_to_split_is_zero(call, tmp_path):
    path = tmp_path / "tb.csv"
    path.write_text(
        "科目,金額\n医業収益,\n社会保険診療収益,900\n自費診療収益,100\n医業収益計,1000\n", "utf-8"
    )
    made = call("import", path, "--account-column", "科目", "--amount-column", "金額", *YEAR)
    assert made.exit_code == 0
    assert call("check", "-", input=made.stdout).exit_code == 0  # 900 of 1,000


def test_invalid_is_three_and_writes_nothing(call, tmp_path):
    target = tmp_path / "figures.yaml"
    made = call("import", EXPORTS / "yayoi_month.csv", "--type", "病院", "--start", "R7.4.1", "-o", target)
    assert made.exit_code == 3
    assert "社会医療法人" in made.stderr
    assert not target.exists()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_problems_are_located_in_both_languages(call, tmp_path, lang):
    path = tmp_path / "tb.csv"
    path.write_text("科目,金額\n医業収益,\n社会保険診療収益,900\n医業収益計,901\n", "utf-8")
    made = call("import", path, "--account-column", "科目", "--amount-column", "金額", *YEAR, "--lang", lang)
    assert made.exit_code == 3
    assert f"{path}:4:2: import-total-mismatch" in made.stderr
    assert ("差 -1" if lang == "ja" else "difference -1") in made.stderr


def test_what_was_split_by_hand_is_never_overwritten(call, tmp_path):
    target = tmp_path / "figures.yaml"
    target.write_text("mine")
    assert call("import", EXPORTS / "tkc.txt", *YEAR, "-o", target).exit_code == 2
    assert target.read_text() == "mine"


def test_files_that_cannot_be_read(call, tmp_path):
    assert "file-missing" in call("import", tmp_path / "none.csv", *YEAR).stderr
    assert "file-is-a-directory" in call("import", tmp_path, *YEAR).stderr
    assert call("import", tmp_path).exit_code == 3
    assert call("import").exit_code == 2


def test_standard_input(call):
    made = call("import", "-", "--from", "tkc", *YEAR, input=(EXPORTS / "tkc.txt").read_bytes())
    assert made.exit_code == 4
    assert "社会保険診療" in made.stdout


def test_the_list_says_what_was_never_seen(call):
    made = call("import", "--list")
    assert made.exit_code == 0
    for layout in ("yayoi", "freee", "moneyforward", "tkc", "jdl", "jobcan", "pca"):
        row = next(line for line in made.stdout.splitlines() if line.strip().startswith(layout))
        assert "実物未確認の書式" in row
    assert "no real file seen" in call("import", "--list", "--lang", "en").stdout


def test_last_year_gives_type_name_and_splits(call, tmp_path):
    last = tmp_path / "last.yaml"
    last.write_text(
        "corporation: {name: 見本会, type: specified}\nfiscal_year: {start: 2024-04-01}\nrevenue:\n"
        "  - {name: 外来診療収益（社保）, amount: 123456789, kind: social_insurance}\n"
        "  - {name: 外来診療収益（自費）, amount: 2, kind: self_pay}\n",
        "utf-8",
    )
    made = call("import", EXPORTS / "tkc.txt", "--start", "2025-04-01", "--like", last)
    assert made.exit_code == 4
    assert "type: specified" in made.stdout
    assert "#- {name: 外来診療収益（社保）, amount: 0, kind: social_insurance}" in made.stdout
    assert "123456789" not in made.stdout


def test_problems_of_all_side_files_at_once(call, tmp_path):
    mapping = tmp_path / "own.toml"
    mapping.write_text("[[account]\n")
    made = call("import", EXPORTS / "tkc.txt", *YEAR, "--mapping", mapping, "--like", tmp_path / "none.yaml")
    assert made.exit_code == 3
    assert "mapping-not-toml" in made.stderr
    assert "file-missing" in made.stderr


def test_the_first_mapping_wins(call, tmp_path):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("勘定科目,区分\n外来診療収益,自費診療\n", "utf-8")
    second.write_text("勘定科目,区分\n外来診療収益,社会保険診療\n", "utf-8")
    made = call("import", EXPORTS / "tkc.txt", *YEAR, "--mapping", first, "--mapping", second)
    assert made.exit_code == 0
    assert "name: 外来診療収益    # tkc.txt:10\n    amount: 1120000000\n    kind: self_pay" in made.stdout


def test_help_speaks(call):
    assert "試算表" in call("import", "--help").stdout
    english = [sys.executable, "-m", "shinryo_ratio", "import", "--help", "--lang", "en"]
    assert b"trial balance" in subprocess.run(english, capture_output=True, check=True).stdout
