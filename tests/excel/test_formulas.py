"""The formulas of a result, calculated by others, agree with the library: as written, and after edits.

A quick engine sees a few hundred figures, LibreOffice a sample of them. Before that every value in the
file is replaced by a wrong one, so that nobody can read our own answer back to us.
"""

import io
import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from pydantic import ValidationError

from excel import office
from excel.engines import differences, looking_at
from excel.random_figures import document
from shinryo_ratio import assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import reads
from shinryo_ratio.readers.workbook_form import REVENUE_FIELDS
from shinryo_ratio.workbooks import result_workbook
from shinryo_ratio.workbooks.entries import entries_of, line_entries
from shinryo_ratio.workbooks.revenue import FIRST_ROW
from support import own_law
from support.real_parts import IN_CI, module

formualizer = module("formualizer")

QUICK, SAMPLE, EDITS = (70, 6, 3) if IN_CI else (12, 1, 3)
SEED = 20260331


def figures_of(seed: int, count: int) -> Iterator[tuple[random.Random, dict[str, Any], Figures]]:
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        raw = document(rng)
        yield rng, raw, Figures.model_validate(raw)


def workbook_of(figures: Figures) -> bytes:
    return result_workbook(assess(figures), compare(figures), "ja")


def edited(rng: random.Random, raw: dict[str, Any]) -> tuple[int, dict[str, Any], Figures]:
    """One line of a document changed in one way: the line's place, the document, its figures."""
    while True:
        index, made = changed_somehow(rng, raw)
        try:
            return index, made, Figures.model_validate(made)
        except ValidationError:
            continue  # such an edit the workbook refuses too; see `refused`


def refused(rng: random.Random, raw: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
    """An edit that makes the figures invalid, if one is met soon: the line's place, the document."""
    for _ in range(12):
        index, made = changed_somehow(rng, raw)
        try:
            Figures.model_validate(made)
        except ValidationError:
            return index, made
    return None


def changed_somehow(rng: random.Random, raw: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """One line of a document changed in one way, right or wrong."""
    index = rng.randrange(len(raw["revenue"]))
    line = dict(raw["revenue"][index])
    change = rng.choice(("amount", "kind", "purpose", "tariff", "business", "section", "internal"))
    if change == "amount" and "deliveries" not in line:
        line["amount"] = line["amount"] * rng.randint(0, 30) // 10
    elif change == "kind" and "deliveries" not in line and line["amount"] >= 0:
        kept = {key: line[key] for key in ("name", "amount")}
        kinds = [kind for kind in v.KINDS if kind != "insurance_deduction"]
        line = {**kept, "kind": rng.choice(kinds), "business": line.get("business", "main")}
    elif change == "purpose":
        line["granted_for"] = rng.choice(("operations", "fixed_assets"))
    elif change == "tariff":
        line["same_tariff"] = rng.choice((True, False))
    elif change == "business":
        line["business"] = rng.choice(list(v.BUSINESSES))
    elif change == "section":
        line["section"] = rng.choice(list(v.SECTIONS))
    elif change == "internal":
        line["internal"] = not line.get("internal", False)
    return index, {**raw, "revenue": [*raw["revenue"][:index], line, *raw["revenue"][index + 1 :]]}


def cells_of(figures: Figures, index: int) -> Iterator[tuple[int, int, Any]]:
    """The cells of a line in the sheet of revenue, as one would type them: row and column from 1."""
    line = entries_of(figures, "ja").lines[index]
    for column, name in enumerate(REVENUE_FIELDS, 2):
        yield FIRST_ROW + 1 + index, column, line.get(name, "")


def is_another(figures: Figures, written: Figures) -> bool:
    """Whether an edit changed anything that can decide."""
    return assess(figures).fingerprint["figures"] != assess(written).fingerprint["figures"]


def test_the_quick_engine_agrees_as_written_and_after_edits() -> None:
    found: list[str] = []
    verdicts, refusals = set(), set()
    for rng, raw, figures in figures_of(SEED, QUICK):
        written = workbook_of(figures)
        data = office.corrupted(written)
        verdicts.add(assess(figures).verdict)
        book = formualizer.load_workbook_bytes(data)
        book.evaluate_all()
        found += differences(book.get_value, figures)
        found += office.unlike(written, Cells(book), "範囲")
        state = raw
        for _ in range(EDITS):
            index, state, changed = edited(rng, state)
            for row, column, value in cells_of(changed, index):
                book.set_value("収入", row, column, value)
            book.evaluate_all()
            found += differences(book.get_value, changed, edited=is_another(changed, figures))
            verdicts.add(assess(changed).verdict)
        if (bad := refused(rng, state)) is not None:
            refusals.add(first_verdict_after(book, *bad))
    assert found == []
    assert refusals == {WRONG, "損益計算書と一致しません"}
    assert verdicts >= {"met", "not_met", "undetermined"}


@pytest.mark.parametrize("kind", ["vaccination", "long_term_care", "health_checkup", "room_charge"])
def test_a_limb_of_an_own_law_is_calculated_too(kind: str, tmp_path: Path) -> None:
    """As written with ten of a hundred, and edited to eleven, for which the limb does not hold."""
    file = tmp_path / "own.toml"
    file.write_text(own_law.with_limb(kind), "utf-8")
    law = Law.load(file)
    tariff = {"same_tariff": False} if kind == "health_checkup" else {}

    def made(amount: int) -> Figures:
        said = {"social_insurance": 75, kind: amount, "self_pay": 25 - amount}
        lines = [{"name": "科目", "kind": code, "amount": yen} for code, yen in said.items()]
        lines[1] |= tariff
        corporation = {"name": "事例会", "type": "social"}
        year = {"start": "2025-04-01"}
        return Figures.model_validate({"corporation": corporation, "fiscal_year": year, "revenue": lines})

    ten, eleven = made(10), made(11)
    assert (assess(ten, law=law).verdict, assess(eleven, law=law).verdict) == ("met", "not_met")
    written = result_workbook(assess(ten, law=law), compare(ten, law=law), "ja")
    book = formualizer.load_workbook_bytes(office.corrupted(written))
    book.evaluate_all()
    assert differences(book.get_value, ten, law=law) == []
    for index in (1, 2):
        for row, column, value in cells_of(eleven, index):
            book.set_value("収入", row, column, value)
    book.evaluate_all()
    assert differences(book.get_value, eleven, edited=True, law=law) == []


def first_verdict_after(book: Any, index: int, made: dict[str, Any]) -> Any:
    """What the first sheet says after an edit that `check` refuses."""
    fields = line_entries(made["revenue"][index], "ja")
    for column, name in enumerate(REVENUE_FIELDS, 2):
        book.set_value("収入", FIRST_ROW + 1 + index, column, fields.get(name, ""))
    book.evaluate_all()
    return dict(look(book))["判定"]


class Cells(Mapping[str, Any]):
    """The values of a book of the quick engine, by sheet!cell."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __getitem__(self, name: str) -> Any:
        sheet, _, cell = name.partition("!")
        row, column = coordinate_to_tuple(cell)
        return self._book.get_value(sheet, row, column)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture(scope="module")
def by_libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[bytes, Figures, dict[str, Any]]]:
    """Workbooks as written and as edited, with the values that LibreOffice gives every cell."""
    office.program()
    books: dict[str, tuple[bytes, Figures]] = {}
    for number, (rng, raw, figures) in enumerate(figures_of(SEED + 1, SAMPLE)):
        data = workbook_of(figures)
        books[f"written{number}"] = (data, figures)
        index, _, changed = edited(rng, raw)
        books[f"edited{number}"] = (typed(data, changed, index), changed)
    made = office.recalculated(
        {name: data for name, (data, _) in books.items()}, tmp_path_factory.mktemp("lo")
    )
    return {name: (data, figures, made[name]) for name, (data, figures) in books.items()}


def typed(data: bytes, figures: Figures, index: int) -> bytes:
    """The workbook with a line typed over, saved by a program that calculates nothing."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    for row, column, value in cells_of(figures, index):
        workbook["収入"].cell(row, column).value = value if value != "" else None
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_libreoffice_agrees_as_written_and_after_edits(by_libreoffice: dict[str, Any]) -> None:
    for name, (_, figures, cells) in by_libreoffice.items():
        written = by_libreoffice[name.replace("edited", "written")][1]
        found = differences(looking_at(cells), figures, edited=is_another(figures, written))
        assert (name, found) == (name, [])


def test_libreoffice_calculates_every_value_that_is_written(by_libreoffice: dict[str, Any]) -> None:
    """Every formula, the helpers too: the value written with it is the value it has."""
    for name, (data, _, cells) in by_libreoffice.items():
        if name.startswith("written"):
            assert not office.unlike(data, cells)


def test_the_edited_workbook_is_read_as_the_edited_figures(by_libreoffice: dict[str, Any]) -> None:
    for data, figures, _ in by_libreoffice.values():
        (source,) = reads(data, "xlsx")
        assert source.figures.model_dump() == figures.model_dump()
        assert assess(source.figures).verdict == assess(figures).verdict


def test_the_comparison_with_wrong_values_in_the_file_can_fail() -> None:
    """Without calculation the wrong values are seen: what the other tests rest on."""
    (_, _, figures), *_ = figures_of(SEED, 1)
    data = workbook_of(figures)
    assert differences(looking_at(office.values(data)), figures) == []
    assert len(differences(looking_at(office.values(office.corrupted(data))), figures)) > 5


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (3, 1.5, "入力に誤りがあります"),
        (3, "abc", "入力に誤りがあります"),
        (3, -1, "入力に誤りがあります"),
        (4, "社会保険", "入力に誤りがあります"),
        (5, "収益業務", "入力に誤りがあります"),
    ],
)
def test_an_edit_that_cannot_be_judged_is_not_judged(column: int, value: Any, words: str) -> None:
    assert after("収入", FIRST_ROW + 1, column, value)["判定"] == words


def test_what_decides_the_law_is_not_followed_but_told() -> None:
    words = "check で判定し直してください"
    assert after("法人", 7, 2, "特定医療法人")["判定"] == words
    assert after("法人", 12, 2, "病院会計準則")["判定"] == words
    assert after("申告", 7, 2, "はい")["判定"] == words
    assert after("取扱い", 12, 3, "別案")["判定"] == words
    same = after("取扱い", 12, 3, "既定")
    assert (same["判定"], same["作成後の変更"]) == ("満たす", "なし（収入は作成時と同じ）")


def test_a_line_is_added_below_the_others() -> None:
    book = loaded()
    for column, value in (
        (2, "新しい補助金"),
        (3, 400),
        (4, "補助金等（国・地方公共団体）"),
        (5, "本来業務"),
        (9, "運営費"),
    ):
        book.set_value("収入", FIRST_ROW + 4, column, value)
    book.evaluate_all()
    shown = dict(look(book))
    assert shown["分子（社会保険診療等に係る収入金額）"] == 1301
    assert shown["計（Ｂ）"] == 1401
    assert shown["作成後の変更"].startswith("あり")


def loaded() -> Any:
    figures = Figures.model_validate(
        {
            "corporation": {"name": "見本会", "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": [
                {"name": "診療", "amount": 901, "kind": "social_insurance"},
                {"name": "労災", "amount": 0, "kind": "workers_compensation"},
                {"name": "その他", "amount": 100, "kind": "other"},
            ],
        }
    )
    book = formualizer.load_workbook_bytes(workbook_of(figures))
    book.evaluate_all()
    return book


def look(book: Any) -> Iterator[tuple[str, Any]]:
    for row in range(60, 0, -1):
        label = book.get_value("判定", row, 1)
        if isinstance(label, str):
            yield label, book.get_value("判定", row, 2)


def after(sheet: str, row: int, column: int, value: Any) -> dict[str, Any]:
    """The first sheet after an edit; of labels that occur twice the first."""
    book = loaded()
    book.set_value(sheet, row, column, value)
    book.evaluate_all()
    return dict(look(book))


# -- what `check` refuses ---------------------------------------------------------------------------

WRONG = "入力に誤りがあります"
REFUSED = {WRONG, "損益計算書と一致しません", "式が届かない行があります（check で判定）"}


def births() -> dict[str, Any]:
    return {
        "corporation": {"name": "見本会", "type": "social"},
        "fiscal_year": {"start": "2025-04-01"},
        "revenue": [
            {"name": "診療", "amount": 9000000, "kind": "social_insurance"},
            {
                "name": "分娩料",
                "amount": 960000,
                "kind": "childbirth",
                "deliveries": [{"fee": 480000, "count": 2}],
            },
            {"name": "文書料", "amount": 100, "kind": "other_medical", "section": "operating"},
        ],
        "statement": {"main": 9960100},
        "costs": {"main_business": 5},
    }


@cache
def births_book() -> bytes:
    return workbook_of(Figures.model_validate(births()))


@pytest.mark.parametrize(
    ("edits", "code", "words"),
    [
        # an amount is edited while a total of the statement stands
        ({"収入!C6": 9000001}, "statement-mismatch", "損益計算書と一致しません"),
        ({"損益計算書!B5": 9960101}, "statement-mismatch", "損益計算書と一致しません"),
        ({"損益計算書!B5": 9960100.5}, "amount-fraction", "損益計算書と一致しません"),
        # deliveries of a line that is not there, of another kind, or incomplete
        ({"分娩!A7": 9, "分娩!C7": 1, "分娩!D7": 1}, "excel-delivery-without-line", WRONG),
        ({"分娩!A7": "ない科目", "分娩!C7": 1, "分娩!D7": 1}, "excel-delivery-without-line", WRONG),
        ({"分娩!A7": 1, "分娩!C7": 1, "分娩!D7": 1}, "fact-on-wrong-kind", WRONG),
        ({"分娩!A7": 2, "分娩!C7": 1}, "amount-blank", WRONG),
        ({"分娩!C6": 480000.5}, "amount-fraction", WRONG),
        ({"分娩!D6": 3}, "deliveries-mismatch", WRONG),
        # lines
        ({"収入!B9": "金額のない行"}, "amount-blank", WRONG),
        ({"収入!B6": None}, "missing-key", WRONG),
        ({"収入!K6": "いいえ"}, "fact-on-wrong-kind", WRONG),
        ({"収入!M6": 3}, "fact-on-wrong-kind", WRONG),
        ({"収入!N6": "たぶん"}, "not-a-boolean", WRONG),
        # other cells
        ({"法人!B6": None}, "missing-key", WRONG),
        ({"費用!B5": -1}, "amount-too-small", WRONG),
        ({"申告!B5": "たぶん"}, "not-a-boolean", WRONG),
        ({"法人!B13": "百万円"}, "unknown-word", WRONG),
        ({"取扱い!D12": "県"}, "missing-key", "check で判定し直してください"),
    ],
)
def test_what_check_refuses_the_first_sheet_refuses(edits: dict[str, Any], code: str, words: str) -> None:
    data, shown = typed_and_shown(edits)
    assert shown["判定"] == words
    with pytest.raises(FiguresError) as caught:
        reads(data, "xlsx")
    assert code in {problem.code for problem in caught.value.problems}


def typed_and_shown(edits: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """A result with cells typed over: the file as it is saved, and its first sheet as it is calculated."""
    written = births_book()
    workbook = openpyxl.load_workbook(io.BytesIO(written))
    book = formualizer.load_workbook_bytes(written)
    for name, value in edits.items():
        sheet, _, cell = name.partition("!")
        workbook[sheet][cell] = value
        book.set_value(sheet, *coordinate_to_tuple(cell), value)
    book.evaluate_all()
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue(), dict(look(book))


def test_a_line_below_the_last_one_that_formulas_follow_is_told() -> None:
    last = _last_row()
    line = {f"収入!B{last}": "追加", f"収入!C{last}": 5, f"収入!D{last}": "その他", "損益計算書!B5": 9960105}
    data, shown = typed_and_shown(line)
    assert shown["判定"] == "満たす"
    assert reads(data, "xlsx")[0].figures.revenue[-1].amount == 5
    below = {name.replace(str(last), str(last + 3)): value for name, value in line.items()}
    data, shown = typed_and_shown(below)
    assert reads(data, "xlsx")[0].figures.revenue[-1].amount == 5
    assert shown["判定"] == "式が届かない行があります（check で判定）"
    _, shown = typed_and_shown({"分娩!A900": 2})
    assert shown["判定"] in REFUSED


def _last_row() -> int:
    """The last row of the sheet of revenue that has a number."""
    written = births_book()
    sheet = openpyxl.load_workbook(io.BytesIO(written))["収入"]
    return max(row for row in range(6, 200) if isinstance(sheet.cell(row, 1).value, int))


@pytest.mark.parametrize("said", [2, "分娩料"])
def test_deliveries_are_taken_by_number_and_by_name(said: object) -> None:
    data, shown = typed_and_shown(
        {"収入!C7": 1560000, "分娩!A7": said, "分娩!C7": 600000, "分娩!D7": 1, "損益計算書!B5": 10560100}
    )
    (source,) = reads(data, "xlsx")
    assert shown["判定"] == "満たす"
    assert shown["分子（社会保険診療等に係る収入金額）"] == 9000000 + 960000 + 500000
    assert assess(source.figures).income.numerator == 9000000 + 960000 + 500000
