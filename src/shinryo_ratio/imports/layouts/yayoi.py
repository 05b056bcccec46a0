"""弥生会計 残高試算表（月次・期間）: every row has a tag in its first cell.

    "[区分行]","事業所(合計)","3月度","[損益計算書]","[医業収益]"
    "[明細行]","事業所(合計)","3月度","[損益計算書]","室料差額収益",前期繰越,借方,貸方,期末残高,構成比

The 月度 column is in monthly exports only. Rows of a 補助残高一覧表 are of the class [損益科目] and have
a 補助科目 behind the account, 指定なし for what has none.
"""

import re
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.preamble import note_of, say_period, say_unit
from shinryo_ratio.imports.rows import Export, Role, Row, Said, Sheet
from shinryo_ratio.imports.table import Balances, balances_in, cell, take_balances

_TAGS: Final[dict[str, Role]] = {
    "[表題行]": "note", "[区分行]": "heading", "[明細行]": "account", "[合計行]": "total",
}  # fmt: skip
_SHEETS: Final[dict[str, Sheet]] = {
    "[貸借対照表]": "balance", "[貸借科目]": "balance",
    "[損益計算書]": "income", "[損益科目]": "income", "[製造原価報告書]": "income",
}  # fmt: skip
_WITH_SUB: Final = ("[貸借科目]", "[損益科目]")
_MONTH: Final = re.compile(r"\d{1,2}月度?|決算(整理)?月?|期末")
_WHOLE: Final = re.compile(r"\(?合計\)?")


def fits(grid: Grid) -> bool:
    """Whether rows are tagged as 弥生 does."""
    return any(row and folded(row[0]) == "[明細行]" for row in grid.rows)


def read(grid: Grid) -> Export:
    """The rows of the last month and of the whole corporation.

    Raises:
        LayoutMissError: where no row is tagged.
    """
    if not fits(grid):
        miss(grid)
    export = Export("yayoi", grid)
    titles: Balances | None = None
    views: list[tuple[str, str]] = []
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        tag = folded(row[0])
        if tag not in _TAGS or tag == "[表題行]":
            _say(export, row, number)
            titles = balances_in(row) or titles
            export.rows.append(note_of(row, number))
            views.append(("", ""))
            continue
        entry, view = _tagged(export, row, number, _TAGS[tag], titles)
        export.rows.append(entry)
        views.append(view)
    _keep_one_view(export, views)
    return export


def _say(export: Export, row: tuple[str, ...], number: int) -> None:
    text = " ".join(row)
    say_unit(export, text, number)
    if "集計期間" in text:
        say_period(export, text, number)
    keys = [folded(part) for part in row[:2]]
    if "事業所名" in keys and (name := cell(row, keys.index("事業所名") + 1).strip()):
        export.name = Said(name, number)


def _tagged(
    export: Export, row: tuple[str, ...], number: int, role: Role, titles: Balances | None
) -> tuple[Row, tuple[str, str]]:
    """A tagged row, and the (department, month) that it is a view of."""
    at = next((index for index, text in enumerate(row[:4]) if folded(text) in _SHEETS), None)
    if at is None:
        export.problems.append(export.grid.problem("import-row-unreadable", number, 1, layout="yayoi"))
        return Row(number, "note"), ("", "")
    sheet = _SHEETS[folded(row[at])]
    entry = Row(number, role, cell(row, at + 1).strip(), sheet=sheet)
    first = at + 2
    if folded(row[at]) in _WITH_SUB:
        sub = cell(row, at + 2).strip()
        first += 1
        if sub and role == "account":
            entry.role, entry.account, entry.name = "sub", entry.name, sub
    columns = titles or Balances(first + 3, first, first + 1, first + 2)
    take_balances(export, entry, row, columns)
    department = cell(row, 1).strip() if at > 1 else ""
    month = cell(row, 2).strip() if at > 2 and _MONTH.fullmatch(folded(cell(row, 2))) else ""
    return entry, (department, month)


def _keep_one_view(export: Export, views: list[tuple[str, str]]) -> None:
    """Of several months keep the last, whose balances are those of the year; of departments the total."""
    departments = list(dict.fromkeys(department for department, _ in views if department))
    months = list(dict.fromkeys(month for _, month in views if month))
    whole = [name for name in departments if _WHOLE.search(folded(name))]
    if len(departments) > 1 and len(whole) != 1:
        values = {"departments": "、".join(departments)}
        first = next(row.number for row, view in zip(export.rows, views, strict=True) if view[0])
        export.problems.append(export.grid.problem("import-departments", first, 2, **values))
    for row, (department, month) in zip(export.rows, views, strict=True):
        other_month = bool(month) and month != months[-1]
        other_department = len(departments) > 1 and len(whole) == 1 and department not in ("", whole[0])
        if row.role != "note" and (other_month or other_department):
            row.role = "repeated"
