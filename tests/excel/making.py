"""Workbooks for tests: made by openpyxl as a user might, or with their parts changed by hand."""

import io
import sys
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import Headings, Source, reads

CORPORATION = (
    ("法人名", "医療法人 見本会"),
    ("法人区分", "社会医療法人"),
    ("会計年度の開始日", "令和7年4月1日"),
)
HEADER = ("行", "科目", "金額", "区分", "業務")
LINES = (
    (1, "入院診療収益", 900, "社会保険診療", "本来業務"),
    (2, "人間ドック", 100, "自費診療", "本来業務"),
)


def book(sheets: Mapping[str, Any] | None = None, change: Callable[[Any], None] | None = None) -> bytes:
    """A small workbook; `sheets` add or replace sheets as rows, `change` touches it before it is saved."""
    content: dict[str, Any] = {"法人": CORPORATION, "収入": (HEADER, *LINES), **(sheets or {})}
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in content.items():
        if rows is not None:
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
    if change:
        change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def shared_book() -> bytes:
    """The same small workbook as Excel writes it: its texts in a part that all sheets share."""
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    for name, rows in (("法人", CORPORATION), ("収入", (HEADER, *LINES))):
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, Callable[[bytes], bytes] | bytes]) -> bytes:
    """The workbook with parts of its package changed or added."""
    out = io.BytesIO()
    left = dict(parts)
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = left.pop(name, None)
            content = old.read(name)
            if callable(part):
                content = part(content)
            elif part is not None:
                content = part
            new.writestr(name, content)
        for name, part in left.items():
            assert isinstance(part, bytes)
            new.writestr(name, part)
    return out.getvalue()


def read(data: bytes, headings: Headings | None = None) -> Source:
    (source,) = reads(data, "xlsx", file="book.xlsx", headings=headings)
    return source


def told(data: bytes, headings: Headings | None = None) -> list[str]:
    """What is wrong with a workbook: cell and code of every problem."""
    problems: tuple[Any, ...] = ()
    try:
        read(data, headings)
    except FiguresError as error:
        problems = error.problems
    assert all(problem.place.file == "book.xlsx" for problem in problems)
    assert not any("?" in problem.message for problem in problems)
    return [f"{_cell(problem)} {problem.code}" for problem in problems]


def noted(data: bytes) -> list[str]:
    """What was read all the same: cell and code of every note."""
    return [f"{_cell(note)} {note.code}" for note in read(data).notes]


def _cell(problem: Any) -> str:
    return "!".join(part for part in (problem.place.sheet, problem.place.cell) if part) or "-"


class Door:
    """What the entry point does, for click's runner."""

    name = "shinryo-ratio"

    def __init__(self, run: Callable[[list[str]], int]) -> None:
        self._run = run

    def main(self, args: Any = (), **_: Any) -> None:
        sys.exit(self._run(list(args)))
