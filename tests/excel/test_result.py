"""Writing workbooks from the command line: what is written, refused, and read back."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from excel import office
from shinryo_ratio import assess, load
from shinryo_ratio.cli.running import run
from shinryo_ratio.messages import terms
from shinryo_ratio.readers import read
from shinryo_ratio.workbooks import template_workbook
from support.real_parts import module

EXAMPLES = Path(__file__).parents[2] / "examples"
JUDGED = sorted(path for path in EXAMPLES.glob("*.yaml") if path.stem != "broken")
IN_ENGLISH = ("covid_2021_elected", "nintei_maternity", "open_hospital")


def call(*args: object) -> Result:
    from excel.making import Door

    return CliRunner().invoke(Door(run), [str(arg) for arg in args])  # type: ignore[arg-type]


@pytest.fixture
def result(tmp_path: Path) -> Callable[[str], Path]:
    """The result workbook of an example."""

    def _result(name: str, *options: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        done = call("check", EXAMPLES / f"{name}.yaml", "--format", "xlsx", "-o", path, *options)
        assert done.exit_code in (0, 1, 4), done.output
        return path

    return _result


@pytest.mark.parametrize(
    ("name", "lang"), [*((path.stem, "ja") for path in JUDGED), *((name, "en") for name in IN_ENGLISH)]
)
def test_a_result_is_an_input_that_gives_the_same(name: str, lang: str, result: Callable[..., Path]) -> None:
    path = EXAMPLES / f"{name}.yaml"
    written = result(path.stem, "--lang", lang)
    (again,), figures = read(written), load(path)
    assert again.figures.model_dump() == figures.model_dump()
    assert again.notes == ()
    assert assess(again.figures).fingerprint == assess(figures).fingerprint


@pytest.mark.parametrize(
    ("name", "lang", "verdict"),
    [
        ("tokutei_roken", "ja", "満たす（取扱いによる、要確認）"),
        ("open_hospital", "ja", "満たす（要確認）"),
        ("shakai_2024", "ja", "満たさない（要確認）"),
        ("covid_2021_elected", "ja", "満たす（要確認）"),
        ("shakai_2025", "ja", "満たす"),
        ("open_hospital", "en", "met (to be confirmed)"),
        ("tokutei_roken", "en", "met (by reading, to be confirmed)"),
    ],
)
def test_the_first_sheet_says_what_the_report_says(
    name: str, lang: str, verdict: str, result: Callable[..., Path]
) -> None:
    path = result(name, "--lang", lang)
    sheet = openpyxl.load_workbook(path, data_only=True)["判定" if lang == "ja" else "Verdict"]
    rows = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(1, 90)]
    report = call("check", EXAMPLES / f"{name}.yaml", "--lang", lang).stdout
    shown = [str(value) for label, value in rows if label in ("判定", "Verdict")]
    assert shown[0] == verdict
    assert verdict in report
    figures = load(EXAMPLES / f"{name}.yaml")
    test = assess(figures).income
    assert test.ruleset is not None
    texts = "\n".join(str(value) for _, value in rows)
    for words in test.ruleset.entry.unconfirmed:
        assert getattr(words, lang) in texts
    for reading in test.open_readings:
        assert f"{reading.id}: " in texts
    first = str(sheet.cell(4, 2).value)
    assert first.startswith(terms.term("type", figures.corporation.type, "ja"))
    assert first.endswith(figures.corporation.name)


def test_the_exit_status_is_that_of_the_verdict(tmp_path: Path, result: Callable[..., Path]) -> None:
    done = call("check", EXAMPLES / "exactly_80.yaml", "-o", tmp_path / "a.xlsx")
    assert (done.exit_code, (tmp_path / "a.xlsx").read_bytes()[:2]) == (1, b"PK")
    done = call("check", EXAMPLES / "shakai_2025.yaml", "--format", "xlsx")
    assert (done.exit_code, done.stdout_bytes[:2]) == (0, b"PK")


def test_text_is_text_whatever_it_begins_with(tmp_path: Path) -> None:
    figures = tmp_path / "a.yaml"
    figures.write_text(
        "corporation: {name: '=HYPERLINK(\"http://x\")', type: social}\nfiscal_year: {start: 2025-04-01}\n"
        "revenue:\n  - {name: '=1+1', amount: 9, kind: social_insurance, note: '@SUM(A1)', id: '+1'}\n",
        "utf-8",
    )
    call("check", figures, "-o", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    told = {cell.value for cell in texts}
    assert {'=HYPERLINK("http://x")', "=1+1", "@SUM(A1)", "+1"} <= told
    assert not any(
        "HYPERLINK" in formula for formula in office.formulas((tmp_path / "a.xlsx").read_bytes()).values()
    )
    (source,) = read(tmp_path / "a.xlsx")
    assert (source.figures.corporation.name, source.figures.revenue[0].note) == (
        '=HYPERLINK("http://x")',
        "@SUM(A1)",
    )


def test_numbers_beyond_what_a_spreadsheet_calculates_are_refused(tmp_path: Path) -> None:
    figures = tmp_path / "a.yaml"
    head = "corporation: {name: a, type: social}\nfiscal_year: {start: 2025-04-01}\nunit: thousand_yen\n"
    lines = "revenue:\n  - {name: a, amount: 9, kind: social_insurance}\n"
    figures.write_text(head + lines + "costs: {main_business: 1000000000001}\n", "utf-8")
    done = call("check", figures, "-o", tmp_path / "a.xlsx")
    assert done.exit_code == 3
    assert "excel-number-too-large" in done.stderr
    assert "1,000,000,000,001,000 円" in done.stderr
    assert not (tmp_path / "a.xlsx").exists()
    figures.write_text(head + lines + "costs: {main_business: 1000000000000}\n", "utf-8")
    assert call("check", figures, "-o", tmp_path / "a.xlsx").exit_code == 0


def test_a_corporation_that_is_not_tested(tmp_path: Path) -> None:
    figures = tmp_path / "a.yaml"
    figures.write_text(
        "corporation: {name: a, type: open_hospital, legal_form: public_interest}\n"
        "fiscal_year: {start: 2025-04-01}\nrevenue:\n  - {name: a, amount: 9, kind: social_insurance}\n",
        "utf-8",
    )
    assert call("check", figures, "-o", tmp_path / "a.xlsx").exit_code == 5
    assert "対象外" in str(office.values((tmp_path / "a.xlsx").read_bytes(), "計算書").values())
    assert call("check", tmp_path / "a.xlsx").exit_code == 5


def test_one_corporation_and_year_a_workbook(tmp_path: Path) -> None:
    two = (EXAMPLES / "shakai_2024.yaml", EXAMPLES / "shakai_2025.yaml")
    done = call("check", *two, "-o", tmp_path / "a.xlsx")
    assert (done.exit_code, "一法人・一年度" in done.stderr) == (2, True)
    done = call("check", two[0], "--summary", "-o", tmp_path / "a.xlsx")
    assert (done.exit_code, "--summary は xlsx" in done.stderr) == (2, True)
    done = call("check", EXAMPLES / "broken.yaml", "-o", tmp_path / "a.xlsx")
    assert (done.exit_code, (tmp_path / "a.xlsx").exists()) == (3, False)


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for args in (("check", EXAMPLES / "shakai_2025.yaml"), ("init", "social")):
        done = call(*args, "-o", tmp_path / "a.xlsx")
        assert (done.exit_code, "pip install 'shinryo-ratio[excel]'" in done.stderr) == (2, True)


# -- the template -------------------------------------------------------------------------------


@pytest.fixture(params=["social", "open_hospital"])
def template(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    assert call("init", request.param, "--format", "xlsx", "-o", path).exit_code == 0
    return path


def test_a_template_is_filled_in_and_judged(template: Path) -> None:
    blank = call("check", template)
    assert blank.exit_code == 3
    assert "book.xlsx!収入!C6: amount-blank" in blank.stderr
    assert "book.xlsx!法人!B6: missing-key" in blank.stderr
    book = openpyxl.load_workbook(template)
    book["法人"]["B6"] = "医療法人 見本会"
    for row in range(6, 50):
        if book["収入"].cell(row, 2).value:
            deduction = book["収入"].cell(row, 4).value == "保険等査定減"
            book["収入"].cell(row, 3).value = -1 if deduction else 1000 if row < 9 else 1
    book.save(template)
    done = call("check", template)
    assert done.exit_code in (0, 1, 4), done.stderr
    assert "医療法人 見本会" in done.stdout


def test_the_cells_to_fill_in(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == [
        "法人", "収入", "分娩", "費用", "損益計算書", "申告", "取扱い", "区分の説明",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.protection.sheet is True
        assert sheet.protection.password is None
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.merged_cells.ranges == set()
        for cell in cells(sheet):
            yellow = cell.fill.fgColor.rgb == "FFFFF8D6"
            assert cell.protection.locked is not yellow, (sheet.title, cell.coordinate)
    assert book["収入"].print_title_rows == "$5:$5"
    assert book["収入"]["C3"].number_format == "General"
    assert book["収入"]["C6"].number_format == "#,##0;△#,##0;0"


def cells(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from row


def test_what_is_typed_is_checked_in_japanese(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert {rule.type for rule in rules} == {"list", "whole", "date"}
    for rule in rules:
        assert rule.errorTitle == "記入の誤り"
        assert rule.error.endswith("。")
    kinds = next(
        rule
        for rule in book["収入"].data_validations.dataValidation
        if "E6" not in rule.sqref and "D6" in rule.sqref
    )
    first, last = kinds.formula1.partition("!")[2].replace("$", "").split(":")
    words = [row[0].value for row in book["区分の説明"][first:last]]
    assert (len(words), words[0], words[-1]) == (21, "社会保険診療", "未分類")
    assert all(row[2].value for row in book["区分の説明"][first : f"C{last[1:]}"])


def test_the_statement_is_checked_while_one_types(tmp_path: Path) -> None:
    formualizer = module("formualizer")
    from shinryo_ratio.cli.init.template_lines import lines_of

    data = template_workbook("social", lines_of("social"), "ja")
    book = formualizer.load_workbook_bytes(data)

    def agreement() -> list[Any]:
        book.evaluate_all()
        return [book.get_value("損益計算書", row, 5) for row in range(5, 10)] + [book.get_value("収入", 4, 2)]

    blank = "― 未記入"
    assert agreement() == [blank] * 5 + [f"損益計算書との照合：{blank}"]
    book.set_value("収入", 6, 3, 900)
    book.set_value("損益計算書", 5, 2, 900)
    assert agreement() == ["○ 一致", *[blank] * 4, "損益計算書との照合：○ 一致"]
    book.set_value("損益計算書", 5, 2, 901)
    assert agreement()[::5] == ["× 不一致", "損益計算書との照合：× 不一致"]
    book.set_value("法人", 13, 2, "千円")
    assert agreement()[0] == "○ 一致"  # within one unit a line
    book.set_value("収入", 6, 14, "はい")
    assert agreement()[0] == "× 不一致"  # an internal line counts in no total
    assert book.get_value("収入", 6, 18) == "法人内"


def test_a_template_calculated_by_libreoffice_shows_what_was_written(tmp_path: Path) -> None:
    from shinryo_ratio.cli.init.template_lines import lines_of

    data = template_workbook("social", lines_of("social"), "ja")
    assert office.unlike(data, office.recalculated({"template": data}, tmp_path)["template"]) == []


def test_the_workbook_is_small(result: Callable[..., Path]) -> None:
    data = result("shakai_2025").read_bytes()
    assert len(data) < 200_000
    assert not [name for name in openpyxl.load_workbook(io.BytesIO(data)).sheetnames if len(name) > 31]


# -- a what-if ------------------------------------------------------------------------------------


def test_a_what_if_says_so_wherever_one_looks(tmp_path: Path) -> None:
    path = tmp_path / "whatif.xlsx"
    done = call("check", EXAMPLES / "shakai_2025.yaml", "--set", "4.amount=5", "-o", path)
    assert done.exit_code == 0
    book = openpyxl.load_workbook(path, data_only=True)
    assert book["判定"]["A1"].value.endswith("（試算）")
    first = {book["判定"].cell(row, 1).value: book["判定"].cell(row, 2).value for row in range(1, 9)}
    assert "実際の数値による判定ではありません" in first["試算"]
    assert "1. 4行目" in first["試算"]
    above = [book["収入"].cell(row, 1).value for row in range(1, 9)]
    assert above[3].startswith("試算：入力の数値を次のとおり書き換えた試算です。")
    assert above[4].startswith("1. 4行目")
    assert "5円" in above[4]
    assert all("試算" in sheet.oddFooter.center.text for sheet in book)


def test_a_what_if_is_not_read_back_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "whatif.xlsx"
    for lang, cell, told in (("ja", "収入!A4", "4行目"), ("en", "Revenue!A4", "line 4")):
        call("check", EXAMPLES / "shakai_2025.yaml", "--set", "4.amount=5", "--lang", lang, "-o", path)
        (source,) = read(path)
        assert source.figures.revenue[3].amount == 5
        assert [note.code for note in source.notes] == ["excel-what-if-read"]
        assert str(source.notes[0].place).endswith(cell)
        assert told in source.notes[0].message
    done = call("check", path)
    assert "excel-what-if-read" in done.stderr
    call("check", path, "-o", tmp_path / "again.xlsx")
    book = openpyxl.load_workbook(path)
    book["Revenue"]["A4"] = None
    book.save(path)
    assert read(path)[0].notes == ()


def test_the_formulas_of_a_what_if_stand_where_they_should(tmp_path: Path) -> None:
    path = tmp_path / "whatif.xlsx"
    call("check", EXAMPLES / "nintei_maternity.yaml", "--set", "1.amount=5", "-o", path)
    data = path.read_bytes()
    calculated = office.recalculated({"whatif": data}, tmp_path)["whatif"]
    assert office.unlike(data, calculated) == []


# -- how it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_rows_are_as_high_as_their_text_and_no_higher(lang: str, result: Callable[..., Path]) -> None:
    """A line takes 18 points, each further one 16: Yu Gothic needs as much, its stand-ins too."""
    book = openpyxl.load_workbook(result("nintei_maternity", "--lang", lang), data_only=True)
    revenue = book["収入" if lang == "ja" else "Revenue"]
    for row in range(6, 12):
        lines = max(_lines(cell, revenue) for cell in revenue[row] if cell.value is not None)
        assert round(revenue.row_dimensions[row].height) == 18 + 16 * (lines - 1), row
    heights = {row: round(revenue.row_dimensions[row].height) for row in (5, 30)}
    assert heights == {5: 34, 30: 18}  # the longest heading takes two lines, a spare row one


def _lines(cell: Any, sheet: Any) -> int:
    """The lines of a text in its column, where a full-width character takes two of its digits."""
    from shinryo_ratio.reports.width import width

    columns = sheet.column_dimensions[cell.column_letter].width * 1.05 - 0.5
    return -(-width(str(cell.value)) // int(columns))


def test_english_headings_are_broken_between_words_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    call("init", "social", "--format", "xlsx", "--lang", "en", "-o", path)
    book = openpyxl.load_workbook(path)
    sheet = book["Revenue"]
    assert sheet["A2"].value.startswith("Fill in the yellow cells. Grey cells are")
    for cell in sheet[5]:
        columns = sheet.column_dimensions[cell.column_letter].width
        assert all(len(part) < columns for part in str(cell.value).split("\n")), cell.value
    assert "commissioned_\nby_public_body" in [cell.value for cell in sheet[5]]
    assert "csv-column-unknown" not in call("check", path).stderr


def test_the_tables_of_the_calculation_are_last_and_print_their_title_alone(
    result: Callable[..., Path],
) -> None:
    book = openpyxl.load_workbook(result("shakai_2025"))
    internal = ["計算", "範囲", "根拠表", "扱い表", "理由表"]
    assert book.sheetnames[-5:] == internal
    for sheet in book:
        is_internal = sheet.title in internal
        assert bool(sheet.print_area) is is_internal, sheet.title
        assert (sheet.sheet_properties.tabColor.rgb == "FFBFBFBF") is is_internal
        if is_internal:
            assert sheet.print_area == f"'{sheet.title}'!$A$1:$I$2"
            assert sheet["A2"].value.startswith("内部の計算用の表です。")
    assert book["計算書"].column_dimensions["A"].width < 15
    assert book["計算書"].print_title_rows == book["判定"].print_title_rows == "$1:$1"


def test_templates_have_room(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    call("init", "social", "--format", "xlsx", "-o", path)
    sheet = openpyxl.load_workbook(path)["収入"]
    free = [
        row
        for row in range(6, sheet.max_row + 1)
        if sheet.cell(row, 1).value and not sheet.cell(row, 2).value
    ]
    assert len(free) == 60
    assert not any(sheet.cell(row, 3).protection.locked for row in free)
